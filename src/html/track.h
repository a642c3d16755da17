/* Tracker: in test builds, follows the markup that a page is made of and stops the program
 * when a value lands where escaping cannot protect it, or when elements do not balance. The
 * writer calls it when page.track is set. */
#ifndef CORDEE_TRACK_H
#define CORDEE_TRACK_H
#include "html/page.h"

/* NULL unless the program was built to track. */
struct tracker *track_new(struct arena *);
/* One that always tracks, for the tests of the tracker itself. */
struct tracker *track_always(struct arena *);

void track_markup(struct page *, struct text);
void track_text(struct page *);  /* a text or a number is about to be written */
void track_url(struct page *);
void track_html(struct page *, struct text markup);
/* The page is complete: outside any tag, every element closed. */
void track_end(struct page *);
#endif
