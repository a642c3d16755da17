/* Dates in pages: words for people, ISO 8601 for programs. "None" writes nothing. */
#include "html/page.h"

#include "base/arena.h"

static struct html time_element(struct page *p, struct text iso, struct text words)
{
	/* Both texts are made by base/time.h from numbers: nothing in them needs escaping. */
	return (struct html){ TEXT_CONCAT(p->arena, text("<time datetime=\""), iso, text("\">"), words, text("</time>")) };
}

static const struct html nothing;

struct html page_instant(struct page *p, struct instant at)
{
	return at.s ? time_element(p, instant_iso(p->arena, at), instant_long(p->arena, p->lang, at)) : nothing;
}

struct html page_instant_short(struct page *p, struct instant at)
{
	struct day day = day_of(at);
	return at.s ? time_element(p, day_iso(p->arena, day), day_short(p->arena, p->lang, day)) : nothing;
}

struct html page_day(struct page *p, struct day day)
{
	return day.n ? time_element(p, day_iso(p->arena, day), day_long(p->arena, p->lang, day)) : nothing;
}

struct html page_day_short(struct page *p, struct day day)
{
	return day.n ? time_element(p, day_iso(p->arena, day), day_short(p->arena, p->lang, day)) : nothing;
}

struct text page_hours(struct page *p, int64_t minutes)
{
	return clock_text(p->arena, p->lang, minutes);
}
