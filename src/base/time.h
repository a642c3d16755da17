/* Time: instants are UTC seconds, days are calendar days; people read and type Paris time.
 * The zone's rules are computed (decree of 1976, directive 2000/84/EC: from the last Sunday
 * of March to the last Sunday of October, at 01:00 UTC), so no tzdata is needed; valid from
 * 1996 on. One clock for the whole program, which tests and the demo may set. */
#ifndef CORDEE_TIME_H
#define CORDEE_TIME_H
#include "base/text.h"

struct instant {
	int64_t s; /* seconds since 1970-01-01T00:00:00Z; 0 is "none" */
};

struct day {
	int64_t n; /* days since 1970-01-01; 0 is "none" */
};

struct civil { /* Paris time */
	int year, month, day;      /* month and day from 1 */
	int hour, minute, second;
	int weekday;               /* 0 = Monday */
	int offset;                /* minutes ahead of UTC: 60 or 120 */
};

enum lang { LANG_FR, LANG_EN, LANG_COUNT };

/* The clock. clock_set shifts it: it goes on ticking from there. */
struct instant clock_now(void);
void clock_set(struct instant);
/* Monotonic microseconds, for durations only. */
int64_t clock_us(void);

struct civil civil_of(struct instant);
/* A time in the hour that does not exist (spring) is read as one hour later; one that
 * exists twice (autumn) is read as the first. False when the date is not a real one. */
bool civil_instant(struct civil, struct instant *out);
struct day day_of(struct instant);
/* The instant of that day at hh:mm in Paris. */
struct instant day_at(struct day, int hour, int minute);
struct day day_make(int year, int month, int day);
struct civil day_civil(struct day);

/* "2021-07-08"; "2021-07-08T09:30" with optional ":SS" (Paris), or with Z or +02:00. */
bool day_parse(struct text, struct day *out);
bool instant_parse(struct text, struct instant *out);
/* "09:30" as minutes after midnight. */
bool clock_parse(struct text, int64_t *minutes);

/* Formats, in the arena. */
struct text day_iso(struct arena *, struct day);           /* 2021-07-08 */
struct text instant_iso(struct arena *, struct instant);   /* 2021-07-08T07:30:00Z */
struct text instant_local(struct arena *, struct instant); /* 2021-07-08T09:30 (datetime-local) */
struct text instant_rfc822(struct arena *, struct instant);/* Thu, 08 Jul 2021 07:30:00 +0000 */
/* "jeudi 8 juillet 2021", "1er"; "Thursday 8 July 2021" */
struct text day_long(struct arena *, enum lang, struct day);
/* "8 juillet 2021" */
struct text day_short(struct arena *, enum lang, struct day);
/* "jeudi 8 juillet 2021, 9 h 30"; "Thursday 8 July 2021, 9:30" */
struct text instant_long(struct arena *, enum lang, struct instant);
/* "9 h 30", "14 h"; "9:30" */
struct text clock_text(struct arena *, enum lang, int64_t minutes);
#endif
