/* Similar contents: a generated corpus put into the index, searched and compared; and the same
 * corpus in SQLite's FTS5, in the same run. Words follow Zipf's law: the word of rank r comes as
 * 1/r, the first hundred being empty words of French, the others made of syllables. Reports times
 * by count of documents:
 *
 *     similar [DOCUMENTS] [--no-peer] */
#include "base/buffer.h"
#include "base/check.h"
#include "methods/random.h"
#include "methods/similar.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { VOCABULARY = 150000, EMPTY = 100, BYTES = 3000, QUESTIONS = 400, PLENTY = 1 << 16 };

struct corpus {
	struct random random;
	struct buffer out;
	size_t ends[4];
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double megabytes(void)
{
	struct rusage r;
	getrusage(RUSAGE_SELF, &r);
	return (double)r.ru_maxrss / 1024;
}

/* A rank by inverting the harmonic sum, near enough for a law that is one of words. */
static size_t zipf(struct random *r)
{
	double u = random_unit(r), highest = log((double)VOCABULARY + 1);
	size_t rank = (size_t)exp(u * highest);
	return rank < 1 ? 1 : rank > VOCABULARY ? VOCABULARY : rank;
}

static void put_word(struct buffer *out, size_t rank)
{
	static const char *const empty[] = { "de", "la", "et", "les", "des", "en", "le", "du", "une", "pour", "dans", "un", "par", "sur",
		                             "que", "qui", "au", "ce", "il", "est", "avec", "plus", "ne", "pas", "aux", "son", "sont",
		                             "se", "ou", "nous" };
	static const char *const syllables[] = { "ca", "ri", "mon", "ter", "sé", "pla", "fou", "ni", "lec", "bor", "ga", "du",
		                                 "vé", "chan", "pi", "ro", "mel", "tu", "jar", "sol" };
	enum { SYLLABLES = sizeof syllables / sizeof *syllables };
	if (rank <= EMPTY) {
		buffer_z(out, empty[rank % (sizeof empty / sizeof *empty)]);
		return;
	}
	for (size_t n = rank * 7 + 3; n > 0; n /= SYLLABLES)
		buffer_z(out, syllables[n % SYLLABLES]);
}

static void put_words(struct corpus *c, size_t bytes)
{
	for (size_t from = c->out.n; c->out.n < from + bytes;) {
		put_word(&c->out, zipf(&c->random));
		buffer_char(&c->out, ' ');
	}
}

/* A document of 3 KB: the same for the same number. */
static struct similar_document document(struct corpus *c, size_t number, char id[static 24], struct text *tags)
{
	static const struct text tracks[] = { T("food"), T("participation"), T("") };
	c->random = random_seed(number);
	c->out.n = 0;
	const size_t lengths[] = { 50, 150, BYTES - 200 };
	for (size_t i = 0; i < 3; i++) {
		put_words(c, lengths[i]);
		c->ends[i] = c->out.n;
	}
	struct text all = buffer_view(&c->out);
	static const struct text names[] = { T("cantine"), T("budget"), T("jardin"), T("jury"), T("foncier"), T("mobilité"), T("eau"),
		                             T("école"), T("commerce"), T("santé") };
	tags[0] = names[random_below(&c->random, 10)];
	tags[1] = names[random_below(&c->random, 10)];
	int n = snprintf(id, 24, "d%zu", number);
	return (struct similar_document){
		.id = { id, (size_t)n }, .title = text_slice(all, 0, c->ends[0]), .summary = text_slice(all, c->ends[0], c->ends[1]),
		.body = text_slice(all, c->ends[1], c->ends[2]), .tags = tags, .tags_n = 2,
		.track = tracks[random_below(&c->random, 3)], .date = (int64_t)number,
	};
}

/* The i-th question: two words of the middle of the vocabulary, and the beginning of a third. */
static struct text question(struct buffer *out, size_t i, bool last_word)
{
	struct random r = random_seed(1000000 + i);
	out->n = 0;
	for (size_t k = 0; k < (last_word ? 3 : 2); k++) {
		if (k)
			buffer_char(out, ' ');
		put_word(out, EMPTY + 1 + random_below(&r, 2000));
	}
	out->n -= last_word ? 2 : 0;
	while (out->n > 0 && ((unsigned char)out->at[out->n - 1] & 0x80))
		out->n--;
	return buffer_view(out);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void report(const char *what, double *times, size_t n)
{
	qsort(times, n, sizeof *times, by_value);
	printf("  %-34s median %7.3f ms   99 in 100 %7.3f ms\n", what, times[n / 2] * 1e3, times[n * 99 / 100] * 1e3);
}

static double ask_index(const struct similar *s, size_t documents, double *likes)
{
	static double times[QUESTIONS];
	struct buffer words;
	struct similar_reader anyone = { NULL, 0 };
	buffer_init(&words, PLENTY);
	for (size_t i = 0; i < QUESTIONS; i++) {
		ARENA_SCOPED arena = arena_new();
		struct similar_list list;
		struct text asked = question(&words, i, true);
		double from = now();
		similar_search(arena, s, anyone, asked, 10, &list);
		times[i] = now() - from;
		struct text id = text_format(arena, "d%zu", (i * 7919) % documents);
		from = now();
		check(similar_like(arena, s, anyone, id, 5, &list));
		likes[i] = now() - from;
	}
	report("a query of three words", times, QUESTIONS);
	double median = times[QUESTIONS / 2];
	report("contents like one", likes, QUESTIONS);
	buffer_free(&words);
	return median;
}

static double build(struct similar *s, size_t documents)
{
	struct corpus c = { .ends = { 0 } };
	char id[24];
	struct text tags[2];
	struct error error = { 0 };
	double spent = 0;
	size_t bytes = 0;
	buffer_init(&c.out, PLENTY);
	for (size_t i = 0; i < documents; i++) {
		struct similar_document d = document(&c, i, id, tags);
		double from = now();
		check(similar_put(s, &d, &error));
		spent += now() - from;
		bytes += c.out.n;
	}
	double from = now();
	similar_refresh(s);
	double refresh = now() - from;
	printf("  %zu documents, %.0f MB of text: indexed in %.2f s (of which %.0f ms to refresh)\n", documents, (double)bytes / 1e6,
	       spent + refresh, refresh * 1e3);
	buffer_free(&c.out);
	return spent + refresh;
}

/* ---- The peer ---- */

static void run(sqlite3 *db, const char *sql)
{
	check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static double build_peer(sqlite3 *db, size_t documents)
{
	struct corpus c = { .ends = { 0 } };
	char id[24];
	struct text tags[2];
	sqlite3_stmt *put;
	double spent = 0;
	run(db, "CREATE VIRTUAL TABLE f USING fts5(title, summary, body, content='', prefix='3', tokenize='unicode61 remove_diacritics 2')");
	check(sqlite3_prepare_v2(db, "INSERT INTO f(rowid, title, summary, body) VALUES (?, ?, ?, ?)", -1, &put, NULL) == SQLITE_OK);
	buffer_init(&c.out, PLENTY);
	run(db, "BEGIN");
	for (size_t i = 0; i < documents; i++) {
		struct similar_document d = document(&c, i, id, tags);
		const struct text columns[] = { d.title, d.summary, d.body };
		double from = now();
		sqlite3_bind_int64(put, 1, (sqlite3_int64)i + 1);
		for (int k = 0; k < 3; k++)
			sqlite3_bind_text(put, k + 2, columns[k].at, (int)columns[k].n, SQLITE_STATIC);
		check(sqlite3_step(put) == SQLITE_DONE);
		sqlite3_reset(put);
		spent += now() - from;
	}
	double from = now();
	run(db, "COMMIT");
	spent += now() - from;
	sqlite3_finalize(put);
	buffer_free(&c.out);
	return spent;
}

static double ask_peer(sqlite3 *db)
{
	static double times[QUESTIONS];
	struct buffer words, match;
	sqlite3_stmt *ask;
	buffer_init(&words, PLENTY);
	buffer_init(&match, PLENTY);
	check(sqlite3_prepare_v2(db, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f, 3, 2, 1) LIMIT 10", -1, &ask, NULL) == SQLITE_OK);
	for (size_t i = 0; i < QUESTIONS; i++) {
		struct text rest = question(&words, i, true);
		match.n = 0;
		while (rest.at) {
			struct text word = text_cut(&rest, ' ');
			buffer_format(&match, "%s\"%" TEXT "\"%s", match.n ? " OR " : "", text_args(word), rest.at ? "" : "*");
		}
		double from = now();
		sqlite3_bind_text(ask, 1, match.at, (int)match.n, SQLITE_STATIC);
		while (sqlite3_step(ask) == SQLITE_ROW)
			;
		sqlite3_reset(ask);
		times[i] = now() - from;
	}
	sqlite3_finalize(ask);
	report("the same query, any word (FTS5)", times, QUESTIONS);
	buffer_free(&words);
	buffer_free(&match);
	return times[QUESTIONS / 2];
}

int main(int argc, char **argv)
{
	int64_t documents = 100000;
	bool peer = true;
	static double likes[QUESTIONS];
	for (int i = 1; i < argc; i++) {
		peer = peer && strcmp(argv[i], "--no-peer") != 0;
		text_to_int(text_of(argv[i]), &documents);
	}
	check(documents > 0);
	struct similar_options o = similar_defaults(LANG_FR);
	struct similar *s = similar_new(&o);
	double ours = build(s, (size_t)documents), query = ask_index(s, (size_t)documents, likes);
	printf("  %.0f MB in all at most, of which the index %.0f MB\n", megabytes(), (double)similar_memory(s) / 1e6);
	similar_free(s);
	if (peer) {
		sqlite3 *db;
		check(sqlite3_open(":memory:", &db) == SQLITE_OK);
		double theirs = build_peer(db, (size_t)documents);
		printf("  SQLite FTS5: indexed in %.2f s: %.1f times our time\n", theirs, theirs / ours);
		printf("  %.1f times our time\n", ask_peer(db) / query);
		sqlite3_close(db);
	}
	return 0;
}
