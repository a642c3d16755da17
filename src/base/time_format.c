/* Time in words: ISO 8601, RFC 5322 and the long dates of French and English. */
#include "base/time.h"

static const char *const days[LANG_COUNT][7] = {
	{ "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
};
static const char *const months[LANG_COUNT][12] = {
	{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
	  "octobre", "novembre", "décembre" },
	{ "January", "February", "March", "April", "May", "June", "July", "August", "September",
	  "October", "November", "December" },
};

struct text day_iso(struct arena *arena, struct day day)
{
	struct civil c = day_civil(day);
	return text_format(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static struct civil utc_of(struct instant at)
{
	int64_t day = at.s / 86400 - (at.s % 86400 < 0);
	int64_t rest = at.s - day * 86400;
	struct civil c = day_civil((struct day){ day });
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest % 3600 / 60);
	c.second = (int)(rest % 60);
	return c;
}

struct text instant_iso(struct arena *arena, struct instant at)
{
	struct civil c = utc_of(at);
	return text_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour,
	                   c.minute, c.second);
}

struct text instant_local(struct arena *arena, struct instant at)
{
	struct civil c = civil_of(at);
	return text_format(arena, "%04d-%02d-%02dT%02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

struct text instant_rfc822(struct arena *arena, struct instant at)
{
	struct civil c = utc_of(at);
	return text_format(arena, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000", days[LANG_EN][c.weekday],
	                   c.day, months[LANG_EN][c.month - 1], c.year, c.hour, c.minute, c.second);
}

struct text day_short(struct arena *arena, enum lang lang, struct day day)
{
	char date[TEXT_DIGITS], year[TEXT_DIGITS];
	struct civil c = day_civil(day);
	struct text first = lang == LANG_FR && c.day == 1 ? text("er ") : text(" ");
	return TEXT_CONCAT(arena, text_digits(date, c.day), first, text_of(months[lang][c.month - 1]), text(" "),
	                   text_digits(year, c.year));
}

struct text day_long(struct arena *arena, enum lang lang, struct day day)
{
	return TEXT_CONCAT(arena, text_of(days[lang][day_civil(day).weekday]), text(" "), day_short(arena, lang, day));
}

/* U+00A0 around "h": "9 h 30" never breaks at the end of a line. */
struct text clock_text(struct arena *arena, enum lang lang, int64_t minutes)
{
	int h = (int)(minutes / 60), m = (int)(minutes % 60);
	if (lang == LANG_EN)
		return text_format(arena, "%d:%02d", h, m);
	if (m == 0)
		return text_format(arena, "%d\u00a0h", h);
	return text_format(arena, "%d\u00a0h\u00a0%02d", h, m);
}

struct text instant_long(struct arena *arena, enum lang lang, struct instant at)
{
	struct civil c = civil_of(at);
	struct text day = day_long(arena, lang, day_of(at));
	struct text clock = clock_text(arena, lang, c.hour * 60 + c.minute);
	return text_format(arena, "%" TEXT ", %" TEXT, text_args(day), text_args(clock));
}
