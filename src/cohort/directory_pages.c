/* The private directory: everyone of the cycle but its jury, by territory and by role. */
#include "base/sort.h"
#include "cohort/cohort_pages.h"
#include "html/fields.h"

#include "directory.html.h"

struct search {
	struct text q;
};
static const struct field search_fields[] = {
	FIELD(struct search, q, FIELD_TEXT, N_("Chercher un nom, un territoire, une fonction"), .max = 80, .optional = true),
};
static const struct form search_form = FORM(search_fields);

/* Where a role is listed; DIRECTORY_SECTIONS: nowhere. */
static size_t section_of(struct text role)
{
	if (text_is(role, "elected") || text_is(role, "staff"))
		return 0;
	if (text_is(role, "facilitator"))
		return 1;
	if (text_is(role, "expert"))
		return 2;
	return text_is(role, "observer") ? 3 : DIRECTORY_SECTIONS;
}

static bool matches(struct arena *arena, const struct participant *who, struct text words)
{
	struct text all = text_format(arena, "%" TEXT " %" TEXT " %" TEXT, text_args(who->name), text_args(who->territory),
	                              text_args(who->office));
	struct text folded = text_fold(arena, all);
	while (words.n > 0) {
		struct text word = text_cut(&words, ' ');
		if (text_find(folded, word) == folded.n && word.n > 0)
			return false;
	}
	return true;
}

static void fill(struct request *r, struct directory_section sections[DIRECTORY_SECTIONS], struct text words)
{
	static const char *const titles[DIRECTORY_SECTIONS] = { N_("Les territoires"), N_("L'animation"),
		                                               N_("Intervenantes et intervenants"), N_("Observatrices et observateurs") };
	struct rows people = participants_of(r->db, r->arena, r->viewer->cycle);
	for (size_t i = 0; i < DIRECTORY_SECTIONS; i++)
		sections[i] = (struct directory_section){ .title = titles[i], .territories = i == 0,
			                                  .at = arena_many(r->arena, struct participant, people.n + 1) };
	const struct participant *who = people.at;
	for (size_t i = 0; i < people.n; i++) {
		size_t place = section_of(who[i].role);
		if (place < DIRECTORY_SECTIONS && matches(r->arena, &who[i], words))
			sections[place].at[sections[place].n++] = who[i];
	}
	/* "elected" comes before "staff". */
	size_t size = sizeof(struct participant);
	sort_by_text(r->arena, sections[0].at, sections[0].n, size, offsetof(struct participant, role));
	sort_by_text(r->arena, sections[0].at, sections[0].n, size, offsetof(struct participant, territory));
}

void directory_page(struct request *r)
{
	struct search search = { .q = text_excerpt(r->arena, query_text(r, "q"), 80) };
	struct directory_section sections[DIRECTORY_SECTIONS];
	fill(r, sections, text_fold(r->arena, search.q));
	form_fill(r, &search_form, &search);
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_COHORT, t("Annuaire"));
	frame.private = true;
	frame.wide = true;
	view_directory(p, &frame, c, sections, search.q);
	page_send(p, 200);
}

/* A number as phones want it: digits, and the '+' it may begin with. */
struct url phone_url(struct page *p, struct text phone)
{
	char *digits = arena_alloc(p->arena, phone.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < phone.n; i++)
		if ((phone.at[i] >= '0' && phone.at[i] <= '9') || (phone.at[i] == '+' && n == 0))
			digits[n++] = phone.at[i];
	return url_external(text_join(p->arena, text("tel:"), (struct text){ digits, n }));
}
