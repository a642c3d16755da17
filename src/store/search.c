/* Search: words are folded and stemmed here, so that both engines find the same. An entry
 * keeps, for each word, its stem and the word itself: the last word that is being typed
 * ("alimentati") is then found by its beginning, where its stem would not be. */
#include "store/search.h"

#include "base/buffer.h"
#include "base/check.h"
#include "base/list.h"
#include "base/stem.h"

#include <string.h>

enum { MOST_WORDS = 16, MOST_BODY = 100000, EXCERPT = 220, CONTEXT = 60 };

STATEMENT(entry_put,
          "INSERT INTO search_entry"
          " (kind, item, title, body, url, audience, title_stems, body_stems)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (kind, item) DO UPDATE SET"
          " title = excluded.title, body = excluded.body, url = excluded.url,"
          " audience = excluded.audience, title_stems = excluded.title_stems,"
          " body_stems = excluded.body_stems",
          .params = "titttitt")
STATEMENT(entry_remove, "DELETE FROM search_entry WHERE kind = $1 AND item = $2", .params = "ti")

/* A word of the title weighs ten of the body. */
#define ENTRY                                                                               \
	"SELECT e.kind, e.item AS of, e.title, substr(e.body, 1, 3000) AS body, e.url, e.audience"
#define ENTRY_ROW ROW(struct search_entry, kind, of, title, body, url, audience)
/* What stands under a cycle that is not published, or not any more, is not found. */
#define NOT_HIDDEN                                                                          \
	" AND NOT EXISTS (SELECT 1 FROM cycle c WHERE c.published = 0"                      \
	" AND (e.url = '/cycles/' || c.slug OR e.url LIKE '/cycles/' || c.slug || '/%'))"
#define IN_SQLITE                                                                           \
	" FROM search_index JOIN search_entry e ON e.id = search_index.rowid"               \
	" WHERE search_index MATCH $1 AND e.audience >= $2" NOT_HIDDEN
#define IN_POSTGRES                                                                         \
	" FROM search_entry e WHERE e.words @@ CAST($1 AS tsquery) AND e.audience >= $2" NOT_HIDDEN
STATEMENT(find_sqlite,
          ENTRY IN_SQLITE " ORDER BY bm25(search_index, 10.0, 1.0), e.id DESC LIMIT $3 OFFSET $4",
          .params = "tiii", .only = "sqlite", ENTRY_ROW)
STATEMENT(count_sqlite, "SELECT count(*)" IN_SQLITE, .params = "ti", .only = "sqlite")
STATEMENT(find_postgres,
          ENTRY IN_POSTGRES
          " ORDER BY ts_rank(CAST('{0, 0, 0.1, 1}' AS real[]), e.words, CAST($1 AS tsquery), 1)"
          " DESC, e.id DESC LIMIT $3 OFFSET $4",
          .params = "tiii", .only = "postgresql", ENTRY_ROW)
STATEMENT(count_postgres, "SELECT count(*)" IN_POSTGRES, .params = "ti", .only = "postgresql")

struct word {
	struct text folded, stem;
};

typedef LIST(struct word) words;

static words words_of(struct arena *arena, struct text t, size_t most)
{
	words list = { 0 };
	struct text rest = text_fold(arena, t);
	struct stemmer *stemmer = stemmer_new(LANG_FR);
	while (rest.n && list.n < most) {
		struct text folded = text_cut(&rest, ' ');
		list_add(arena, &list, (struct word){ folded, text_copy(arena, stem(stemmer, folded)) });
	}
	stemmer_free(stemmer);
	return list;
}

/* Stems, and with `both` the words they come from, beside them. */
static struct text joined(struct arena *arena, const words *list, bool both)
{
	struct buffer out;
	buffer_init(&out, MOST_BODY * 8);
	for (size_t i = 0; i < list->n; i++) {
		const struct word *w = &list->at[i];
		if (i)
			buffer_char(&out, ' ');
		buffer_text(&out, w->stem);
		if (!both || text_equal(w->stem, w->folded))
			continue;
		buffer_char(&out, ' ');
		buffer_text(&out, w->folded);
	}
	check(!buffer_failed(&out));
	struct text copy = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

struct text search_stems(struct arena *arena, struct text t)
{
	words list = words_of(arena, t, SIZE_MAX);
	return joined(arena, &list, false);
}

static struct text index_of(struct arena *arena, struct text t)
{
	/* A tsvector is bounded (1 MB); so is what anyone reads. Never in the middle of a letter. */
	size_t n = t.n < MOST_BODY ? t.n : MOST_BODY;
	while (n < t.n && n > 0 && ((unsigned char)t.at[n] & 0xc0) == 0x80)
		n--;
	words list = words_of(arena, text_slice(t, 0, n), SIZE_MAX);
	return joined(arena, &list, true);
}

void search_put(struct db *tx, struct arena *arena, const struct search_entry *e)
{
	db_run(tx, &entry_put,
	       BIND(e->kind, e->of, e->title, e->body, e->url, e->audience,
	            index_of(arena, e->title), index_of(arena, e->body)));
}

void search_remove(struct db *tx, struct text kind, int64_t of)
{
	db_run(tx, &entry_remove, BIND(kind, of));
}

/* At most so many words: a query is typed by a person. Those that say nothing are left out,
 * unless nothing else was asked. */
static words asked_words(struct arena *arena, struct text asked)
{
	words all = words_of(arena, asked, MOST_WORDS), kept = { 0 };
	for (size_t i = 0; i < all.n; i++)
		if (!stem_is_empty_word(LANG_FR, all.at[i].folded))
			list_add(arena, &kept, all.at[i]);
	return kept.n ? kept : all;
}

/* How each engine writes: a word, the beginning of a word, one or the other, all of them. */
struct syntax {
	const char *word, *and, *last; /* last: stem, or beginning of the word */
};

static const struct syntax syntaxes[] = {
	[STORE_SQLITE] = { "\"%" TEXT "\"", " AND ", "(\"%" TEXT "\" OR \"%" TEXT "\" *)" },
	[STORE_POSTGRES] = { "'%" TEXT "'", " & ", "('%" TEXT "' | '%" TEXT "':*)" },
};

/* Folded words hold letters and digits alone: nothing to quote in them. */
static struct text query_of(struct arena *arena, enum store_kind kind, const words *list)
{
	const struct syntax *syntax = &syntaxes[kind];
	struct text query = text("");
	for (size_t i = 0; i < list->n; i++) {
		const struct word *w = &list->at[i];
		struct text stem = w->stem, part;
		if (i + 1 < list->n)
			part = text_format(arena, syntax->word, text_args(stem));
		else
			part = text_format(arena, syntax->last, text_args(stem), text_args(w->folded));
		query = text_format(arena, "%" TEXT "%s%" TEXT, text_args(query),
		                    i ? syntax->and : "", text_args(part));
	}
	return query;
}

/* By the stem alone: "forêts" is shown where "forêt" was asked. */
static bool starts_with_one(struct text folded, const words *asked)
{
	for (size_t i = 0; i < asked->n; i++) {
		struct text stem = asked->at[i].stem;
		if (folded.n >= stem.n && memcmp(folded.at, stem.at, stem.n) == 0)
			return true;
	}
	return false;
}

/* Where the first word that was asked for begins; 0 when it is in the title alone. */
static size_t first_match(struct text body, const words *asked)
{
	ARENA_SCOPED arena = arena_new();
	for (size_t from = 0; from < body.n;) {
		size_t to = from + text_find(text_slice(body, from, body.n), text(" "));
		struct text rest = text_fold(arena, text_slice(body, from, to));
		while (rest.n)
			if (starts_with_one(text_cut(&rest, ' '), asked))
				return from;
		arena_reset(arena);
		from = to + 1;
	}
	return 0;
}

/* A few words before the match, then what fits. */
static struct text excerpt_of(struct arena *arena, struct text body, const words *asked)
{
	size_t match = first_match(body, asked);
	if (match <= CONTEXT)
		return text_excerpt(arena, body, EXCERPT);
	size_t from = match - CONTEXT;
	while (from < match && body.at[from] != ' ')
		from++;
	struct text tail = text_trim(text_slice(body, from, body.n));
	return text_join(arena, text("… "), text_excerpt(arena, tail, EXCERPT));
}

/* Two queries: a page past the end still says how many there are. */
struct rows search_find(struct db *db, struct arena *arena, struct text asked, size_t offset,
                        size_t limit, int64_t *found)
{
	bool sqlite = db_kind(db) == STORE_SQLITE;
	words list = asked_words(arena, asked);
	*found = 0;
	if (list.n == 0)
		return (struct rows){ 0 };
	struct text query = query_of(arena, db_kind(db), &list);
	*found = db_int(db, sqlite ? &count_sqlite : &count_postgres, BIND(query, SEARCH_PUBLIC));
	struct rows rows = db_all(db, arena, sqlite ? &find_sqlite : &find_postgres,
	                          BIND(query, SEARCH_PUBLIC, limit, offset));
	struct search_entry *entries = rows.at;
	for (size_t i = 0; i < rows.n; i++)
		entries[i].body = excerpt_of(arena, entries[i].body, &list);
	return rows;
}
