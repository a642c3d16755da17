/* Documents of anyone, as Markdown, CSV and JSON: what is accepted goes into an index that answers,
 * and what is refused has a message. */
#include "fuzz.h"

#include "base/check.h"
#include "cli/similar_read.h"

static bool take(void *user, const struct similar_document *d, struct error *error)
{
	return similar_put(user, d, error);
}

typedef bool reader(struct arena *, struct text, const struct similar_taker *, struct place *, struct error *);

static bool read_markdown(struct arena *arena, struct text whole, const struct similar_taker *taker, struct place *place,
                          struct error *error)
{
	return similar_read_markdown(arena, whole, text("fiche"), taker, place, error);
}

static void ask(const struct similar *s)
{
	ARENA_SCOPED arena = arena_new();
	struct similar_list list;
	struct similar_reader anyone = { NULL, 0 };
	similar_search(arena, s, anyone, text("l'école communle proj"), 3, &list);
	for (size_t i = 0; i < list.n; i++) {
		struct similar_list like;
		check(similar_like(arena, s, anyone, list.at[i].id, 3, &like));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	enum { LARGEST = 1 << 13 };
	static reader *const readers[] = { read_markdown, similar_read_csv, similar_read_json };
	struct text whole = { (const char *)bytes, n };
	if (n > LARGEST || !text_valid(whole))
		return 0;
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		ARENA_SCOPED arena = arena_new();
		struct similar_options o = similar_defaults(LANG_FR);
		struct similar *s = similar_new(&o);
		struct similar_taker taker = { take, s, text("cohorte") };
		struct place place = { 0, 0 };
		struct error error = { 0 };
		check(readers[i](arena, whole, &taker, &place, &error) || error.message);
		similar_refresh(s);
		ask(s);
		similar_free(s);
	}
	return 0;
}
