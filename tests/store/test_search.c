/* Search on one engine: accents, stems, beginnings, ranking, what is not public. */
#include "place.h"

#include "store/search.h"

#include <stdlib.h>

static const struct search_entry entries[] = {
	{ T("article"), 1, T("Restauration collective : des légumes d'Artois"),
	  T("La cantine de l'école achète aux maraîchers. Les élèves cuisinent."),
	  T("/contenus/legumes"), 3 },
	{ T("article"), 2, T("Mobiliser les habitants"),
	  T("Une réunion publique ne suffit pas : allez vers les habitants. La restauration du canal aussi."),
	  T("/contenus/mobiliser"), 3 },
	{ T("article"), 3, T("Alimentation et santé"),
	  T("Alimentation locale, œufs et céréales : 2021 fut l'année des 36 communes."),
	  T("/contenus/sante"), 3 },
	{ T("experience"), 3, T("Secret de la cohorte : alimentation"), T("Pas pour tous."),
	  T("/experiences/3"), 2 },
};

struct fixture {
	struct place place;
	struct store *store;
	struct arena *arena;
};

static bool put_all(struct db *tx, struct arena *arena, const void *in, struct made *made,
                    struct error *err)
{
	const struct search_entry *list = in;
	(void)made;
	(void)err;
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		search_put(tx, arena, &list[i]);
	return true;
}

static bool put_one(struct db *tx, struct arena *arena, const void *in, struct made *made,
                    struct error *err)
{
	(void)made;
	(void)err;
	search_put(tx, arena, in);
	return true;
}

static bool take_one(struct db *tx, struct arena *arena, const void *in, struct made *made,
                     struct error *err)
{
	(void)arena;
	(void)made;
	(void)err;
	search_remove(tx, text("article"), *(const int64_t *)in);
	return true;
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	place_make(&f->place);
	f->store = place_open(&f->place);
	f->arena = arena_new();
	assert_true(store_do(f->store, f->arena, put_all, entries, NULL, NULL));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	place_remove(&f->place);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* The ids found, in order: "2 1". */
static struct text find(struct fixture *f, const char *asked)
{
	int64_t found;
	struct db *db = store_reader(f->store);
	struct rows rows = search_find(db, f->arena, text_of(asked), 0, 10, &found);
	const struct search_entry *entry = rows.at;
	struct text ids = text("");
	assert_false(db_failed(db));
	assert_int_equal(found, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		ids = text_format(f->arena, "%" TEXT "%s%d", text_args(ids), i ? " " : "",
		                  (int)entry[i].of);
	return ids;
}

static void words_are_found(void **state)
{
	static const struct {
		const char *asked, *found;
	} cases[] = {
		{ "legume", "1" },
		{ "LÉGUMES", "1" },
		{ "école", "1" },
		{ "habitant", "2" },
		{ "élève", "1" },
		{ "oeufs", "3" },
		{ "œuf", "3" },
		{ "l'école", "1" },
		{ "alimentati", "3" },
		{ "alim", "3" },
		{ "alimentations", "3" },
		{ "les réunions publiques", "2" },
		{ "36 communes", "3" },
		{ "2021", "3" },
		{ "restauration", "1 2" },
		{ "restauration canal", "2" },
		{ "canal cantine", "" },
		{ "zzz", "" },
		{ "", "" },
		{ "\" OR * ) NEAR(", "" },
		{ "' | ! & :*", "" },
		{ "de la", "1 2 3" },
		{ "secret", "" },
		{ "mobilis", "2" },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text found = find(f, cases[i].asked);
		/* Words that are everywhere say nothing of the order. */
		if (text_is(text_of(cases[i].asked), "de la"))
			assert_true(found.n > 0);
		else if (!text_is(found, cases[i].found))
			fail_msg("%s: \"%" TEXT "\" is not \"%s\"", cases[i].asked,
			         text_args(found), cases[i].found);
	}
}

static void entries_change(void **state)
{
	struct fixture *f = *state;
	struct search_entry changed = { T("article"),           1,
		                        T("Jardins partagés"),  T("Rien d'autre."),
		                        T("/contenus/jardins"), 3 };
	assert_text(find(f, "légumes"), "1");
	assert_true(store_do(f->store, f->arena, put_one, &changed, NULL, NULL));
	assert_text(find(f, "légumes"), "");
	assert_text(find(f, "jardin"), "1");
	assert_true(store_do(f->store, f->arena, take_one, &(int64_t){ 1 }, NULL, NULL));
	assert_text(find(f, "jardin"), "");
	assert_text(find(f, "restauration"), "2");
}

static void pages_and_excerpts(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	int64_t found;
	struct rows rows = search_find(db, f->arena, text("restauration"), 1, 1, &found);
	const struct search_entry *entry = rows.at;
	assert_int_equal(found, 2);
	assert_int_equal(rows.n, 1);
	assert_int_equal(entry[0].of, 2);
	assert_text(entry[0].title, "Mobiliser les habitants");
	assert_text(entry[0].url, "/contenus/mobiliser");
	assert_text(
		entry[0].body,
		"… publique ne suffit pas : allez vers les habitants. La restauration du canal aussi.");
	rows = search_find(db, f->arena, text("restauration"), 10, 1, &found);
	assert_true(rows.n == 0 && found == 2);
}

STATEMENT(insert_hidden_cycle,
          "INSERT INTO cycle (slug, name, track, summary, starts, ends, published, created)"
          " VALUES ('essai', 'Essai', 'food', '', 1, 2, $1, 1)"
          " ON CONFLICT (slug) DO UPDATE SET published = excluded.published",
          .params = "i")

static bool publish_cycle(struct db *tx, struct arena *arena, const void *in, struct made *made,
                          struct error *err)
{
	(void)arena, (void)made, (void)err;
	db_run(tx, &insert_hidden_cycle, BIND(*(const int64_t *)in));
	return true;
}

static void what_stands_under_a_hidden_cycle_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct search_entry entry = { T("blocker"), 7, T("Trouver un local"), T("Rien de libre."),
		                      T("/cycles/essai/echanges/blocages/7"), 3 };
	assert_true(store_do(f->store, f->arena, put_one, &entry, NULL, NULL));
	assert_text(find(f, "libre"), "7");
	assert_true(store_do(f->store, f->arena, publish_cycle, &(int64_t){ 0 }, NULL, NULL));
	assert_text(find(f, "libre"), "");
	assert_true(store_do(f->store, f->arena, publish_cycle, &(int64_t){ 1 }, NULL, NULL));
	assert_text(find(f, "libre"), "7");
}

static void long_texts_are_bounded(void **state)
{
	struct fixture *f = *state;
	enum { WORDS = 60000 };
	struct text body = { arena_alloc(f->arena, WORDS * 4), WORDS * 4 };
	char *at = (char *)(uintptr_t)body.at;
	for (size_t i = 0; i < body.n; i += 4)
		__builtin_memcpy(at + i, "é ", 3), at[i + 3] = i % 8 ? 'b' : 'c';
	struct search_entry entry = { T("article"), 9, T("Interminable"), body, T("/"), 3 };
	assert_true(store_do(f->store, f->arena, put_one, &entry, NULL, NULL));
	assert_text(find(f, "interminables"), "9");
}

static void stems(void **state)
{
	struct fixture *f = *state;
	assert_text(search_stems(f->arena, text("Les élèves des écoles, continuellement !")),
	            "le elev de ecol continuel");
	assert_text(search_stems(f->arena, text(" — ")), "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(words_are_found),        CASE(entries_change), CASE(pages_and_excerpts),
	CASE(long_texts_are_bounded), CASE(stems),
	CASE(what_stands_under_a_hidden_cycle_is_not_found),
};
RUN(tests)
