/* Parts that many pages share. Views call them with <%+ … %>. */
#ifndef CORDEE_PARTS_H
#define CORDEE_PARTS_H
#include "html/page.h"

/* A link that looks like a button. */
void view_button(struct page *, struct text label, struct url, const char *class);
/* Nothing yet: says what will be here and offers the next step (url.pattern NULL: none). */
void view_empty(struct page *, struct text sentence, struct text action, struct url);
/* badge("lifted", t("levé")): a state, by colour, shape and word. */
void view_badge(struct page *, const char *state, struct text label);
/* Previous and next, "page 2 sur 5"; `url` holds the page number as its last value. */
void view_pager(struct page *, struct url (*url)(int64_t number, const void *user), const void *user,
                int64_t number, int64_t pages);
/* Part of a whole: bar and words ("7 sur 10"). */
void view_progress(struct page *, int64_t n, int64_t of, struct text label);
/* Horizontal bars drawn as SVG, the table behind. */
struct bar { struct text label; int64_t value; };
void view_bars(struct page *, struct text title, struct text unit, const struct bar *, size_t n);
/* QR code of an address as SVG. */
void view_qr(struct page *, struct text address);
void view_icon(struct page *, const char *name);
#endif
