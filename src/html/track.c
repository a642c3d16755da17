/* Tracker: the context and the open elements of one page. What it finds is a fault of a view,
 * so it says what and where and stops. */
#include "html/track.h"

#include "base/check.h"
#include "html/balance.h"

#include <stdio.h>

struct tracker {
	struct context context;
	struct balance balance;
};

struct tracker *track_always(struct arena *arena)
{
	return arena_one(arena, struct tracker);
}

struct tracker *track_new(struct arena *arena)
{
#ifdef CORDEE_TRACK
	return track_always(arena);
#else
	(void)arena;
	return NULL;
#endif
}

static _Noreturn void wrong(const struct page *p, const char *why, struct text what)
{
	enum { TAIL = 200 };
	struct text seen = buffer_view(&p->out);
	size_t from = seen.n > TAIL ? seen.n - TAIL : 0;
	fprintf(stderr, "cordee: markup: %s: %" TEXT "\n  after: %" TEXT "\n", why, text_args(what),
	        text_args(text_slice(seen, from, seen.n)));
	check_failed(__FILE__, __LINE__, why);
}

void track_markup(struct page *p, struct text t)
{
	struct tracker *k = p->track;
	for (size_t i = 0; i < t.n; i++) {
		const struct markup_name *name = &k->context.element;
		enum markup_event event = context_step(&k->context, t.at[i]);
		if (event == MARKUP_OPEN && !balance_open(&k->balance, name))
			wrong(p, "too many elements inside each other", markup_name_text(name));
		if (event == MARKUP_CLOSE && !balance_close(&k->balance, name))
			wrong(p, "closes another element than the innermost", markup_name_text(name));
	}
}

static void expect(struct page *p, unsigned allowed, const char *kind)
{
	const char *why = "a value that is not of this place";
	enum slot slot = context_slot(&p->track->context, &why);
	if (slot == SLOT_NONE || !(allowed & 1U << slot))
		wrong(p, why, text_of(kind));
	context_value(&p->track->context);
}

void track_text(struct page *p)
{
	expect(p, 1U << SLOT_TEXT | 1U << SLOT_TEXT_ONLY | 1U << SLOT_ATTRIBUTE, "a text");
}

void track_url(struct page *p)
{
	expect(p, 1U << SLOT_URL, "an address");
}

void track_html(struct page *p, struct text markup)
{
	size_t depth = p->track->balance.n;
	expect(p, 1U << SLOT_TEXT, "markup");
	track_markup(p, markup);
	if (p->track->context.place != PLACE_TEXT || p->track->balance.n != depth)
		wrong(p, "markup that does not balance", markup);
}

void track_end(struct page *p)
{
	const struct tracker *k = p->track;
	if (!k || buffer_failed(&p->out))
		return;
	if (k->context.place != PLACE_TEXT)
		wrong(p, "the page ends inside a tag", NO_TEXT);
	if (k->balance.n > 0)
		wrong(p, "not closed", markup_name_text(&k->balance.names[k->balance.n - 1]));
}
