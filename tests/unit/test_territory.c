/* Territories: the official table and its search. */
#include "people/places.h"
#include "people/territory.h"
#include "unit.h"

#include <string.h>

static struct rows find(struct arena *arena, const char *kind, const char *words)
{
	return territory_search(arena, text_of(kind), text_of(words), 12);
}

static void search_finds_first(void **state)
{
	static const struct {
		const char *kind, *words, *code;
	} cases[] = {
		{ "", "annoeullin", "59011" },
		{ "", "ANNŒULLIN", "59011" },
		{ "commune", "dunkerque", "59183" },
		{ "epci", "dunkerque", "245900428" },
		{ "", "59183", "59183" },
		{ "", " 2a004 ", "2A004" },
		{ "", "ajaccio", "2A004" },
		{ "commune", "saint omer", "62765" },
		{ "commune", "St-Omer", "62765" },
		{ "commune", "omer saint", "62765" },
		{ "commune", "lens", "62498" },
		{ "epci", "lens", "246200364" },
		{ "", "lens", "62498" },     /* the exact name, before the larger group that bears it */
		{ "commune", "villeneuve d asc", "59009" },
		{ "commune", "l'isle-adam", "95313" },
		{ "departement", "nord", "DEP-59" },
		{ "region", "hauts", "REG-32" },
		{ "", "REG-02", "REG-02" },  /* Martinique, and not Aisne, which is DEP-02 */
		{ "commune", "vimy", "62861" },
	};
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rows found = find(arena, cases[i].kind, cases[i].words);
		if (found.n == 0)
			fail_msg("nothing for \"%s\"", cases[i].words);
		const struct territory *first = found.at;
		if (!text_is(first->code, cases[i].code))
			fail_msg("\"%s\" finds %" TEXT " %" TEXT, cases[i].words, text_args(first->code),
			         text_args(first->name));
	}
}

static void search_finds_nothing(void **state)
{
	static const char *const cases[] = { "", " ", "zzzzzz", "dunkerque zzz", "...", "\n", "%", "unkerque", "599999" };
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(find(arena, "", cases[i]).n, 0);
	assert_int_equal(find(arena, "pnr", "lille").n, 0);
}

static void search_is_ordered_and_bounded(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct rows found = find(arena, "commune", "saint mart");
	const struct territory *t = found.at;
	assert_int_equal(found.n, 12);
	for (size_t i = 1; i < found.n; i++) {
		assert_true(t[i - 1].population >= t[i].population);
		for (size_t k = 0; k < i; k++)
			assert_false(text_equal(t[i].code, t[k].code));
	}
	/* Long inputs and many words are only words. */
	char many[4000];
	memset(many, 'a', sizeof many);
	for (size_t i = 0; i < sizeof many; i += 2)
		many[i] = ' ';
	found = territory_search(arena, NO_TEXT, (struct text){ many, sizeof many }, 12);
	assert_true(found.n <= 12);
}

static void a_place_is_whole(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	const struct territory *t = territory_by_code(arena, text("59011"));
	assert_non_null(t);
	assert_text(t->kind, "commune");
	assert_text(t->name, "Annœullin");
	assert_text(t->departement, "59");
	assert_text(t->epci, "200093201"); /* Métropole européenne de Lille */
	assert_true(t->population > 10000);
	const struct territory made = { .departement = text("59"), .population = 10847 };
	assert_text(territory_detail(arena, LANG_EN, &made), "Nord · 10,847 inhabitants");
	assert_text(territory_detail(arena, LANG_FR, &made), "Nord · 10\u00a0847 habitants");
	assert_text(territory_detail(arena, LANG_FR, &(struct territory){ .name = text("Scarpe-Escaut") }), "");
	assert_true(territory_by_code(arena, text("REG-32"))->population > 5900000);
	assert_null(territory_by_code(arena, text("59999")));
	assert_null(territory_by_code(arena, NO_TEXT));
	assert_string_equal(territory_kind_label(text("epci")), "intercommunalité");
}

/* "St" and "Ste" are written out in the table, and nothing else differs from text_fold. */
static struct text fold_as_table(struct arena *arena, struct text name)
{
	struct text line = NO_TEXT, rest = text_fold(arena, name);
	while (rest.n) {
		struct text word = text_cut(&rest, ' ');
		if (text_is(word, "st"))
			word = text("saint");
		if (text_is(word, "ste"))
			word = text("sainte");
		line = text_join(arena, text_join(arena, line, text(" ")), word);
	}
	return text_join(arena, line, text("\n"));
}

static void the_table_folds_as_the_program(void **state)
{
	(void)state;
	size_t counts[4] = { 0 };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < places_n; i++) {
		const struct place *p = &places[i], *next = &places[i + 1];
		struct text name = { places_names + p->name, next->name - p->name - 1 };
		struct text folded = { places_folded + p->folded, next->folded - p->folded };
		if (!text_equal(folded, fold_as_table(arena, name)))
			fail_msg("%" TEXT " is not folded as \"%" TEXT "\"", text_args(name), text_args(folded));
		assert_true(i == 0 || places[i - 1].population >= p->population);
		counts[p->kind]++;
		arena_reset(arena);
	}
	assert_int_equal(counts[PLACE_COMMUNE], 34969);
	assert_int_equal(counts[PLACE_EPCI], 1255);
	assert_in_range(counts[PLACE_DEPARTEMENT], 101, 110);
	assert_in_range(counts[PLACE_REGION], 18, 27);
}

/* The budget is a millisecond; here ten, for a busy machine (a sanitizer checks every byte of
 * the table before each memmem). */
#ifdef __SANITIZE_ADDRESS__
enum { BUDGET_US = 200000 };
#else
enum { BUDGET_US = 10000 };
#endif

static void search_is_quick(void **state)
{
	static const char *const words[] = { "a", "s", "saint", "zzzz", "dunk", "saint zzz", "la" };
	enum { ROUNDS = 20 };
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		int64_t started = clock_us();
		for (size_t k = 0; k < ROUNDS; k++)
			find(arena, "", words[i]);
		int64_t each = (clock_us() - started) / ROUNDS;
		print_message("# \"%s\": %lld us\n", words[i], (long long)each);
		assert_true(each < BUDGET_US);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(search_finds_first), cmocka_unit_test(search_finds_nothing),
	cmocka_unit_test(search_is_ordered_and_bounded), cmocka_unit_test(a_place_is_whole),
	cmocka_unit_test(the_table_folds_as_the_program), cmocka_unit_test(search_is_quick),
};
RUN(tests)
