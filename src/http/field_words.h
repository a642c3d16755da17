/* What people type into a field, understood: numbers, dates, hours, addresses. Pure. The text
 * given is trimmed and not empty. */
#ifndef CORDEE_FIELD_WORDS_H
#define CORDEE_FIELD_WORDS_H
#include "base/text.h"
#include "base/time.h"

/* Line ends become spaces. */
struct text words_one_line(struct arena *, struct text);
bool words_email(struct text);
/* "www.exemple.fr" gets its https://. */
bool words_web_address(struct arena *, struct text, struct text *out);
/* "12345", "12 345", "12,0"; in English "12,345" too. */
bool words_number(struct arena *, enum lang, struct text, int64_t *);
/* 2021-07-08, 8/7/2021, 08.07.2021 */
bool words_day(struct arena *, struct text, struct day *);
/* 9:30, 9h30, 9 h 30, 9 h; minutes after midnight. */
bool words_clock(struct arena *, struct text, int64_t *);
/* A day and a clock, "2021-07-08T09:30" or "8/7/2021, 9 h 30". */
bool words_instant(struct arena *, struct text, struct instant *);
/* Does the file's ending stand in a list like ".pdf,.odt"? Any does when there is no list. */
bool words_accepted(const char *accept, struct text file_name);
#endif
