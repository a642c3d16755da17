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

/* The last two digits of a number, from 00 to 99. */
static struct text pair(int n)
{
	static const char digits[] = "0001020304050607080910111213141516171819"
	                             "2021222324252627282930313233343536373839"
	                             "4041424344454647484950515253545556575859"
	                             "6061626364656667686970717273747576777879"
	                             "8081828384858687888990919293949596979899";
	return (struct text){ digits + 2 * ((unsigned)n % 100), 2 };
}

static struct text iso_date(struct arena *arena, struct civil c)
{
	char room[TEXT_DIGITS];
	struct text year = c.year >= 1000 ? text_digits(room, c.year) : text_format(arena, "%04d", c.year);
	return TEXT_CONCAT(arena, year, text("-"), pair(c.month), text("-"), pair(c.day));
}

struct text day_iso(struct arena *arena, struct day day)
{
	return iso_date(arena, day_civil(day));
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
	return TEXT_CONCAT(arena, iso_date(arena, c), text("T"), pair(c.hour), text(":"), pair(c.minute), text(":"),
	                   pair(c.second), text("Z"));
}

struct text instant_local(struct arena *arena, struct instant at)
{
	struct civil c = civil_of(at);
	return TEXT_CONCAT(arena, iso_date(arena, c), text("T"), pair(c.hour), text(":"), pair(c.minute));
}

struct text instant_rfc822(struct arena *arena, struct instant at)
{
	struct civil c = utc_of(at);
	return text_format(arena, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000", days[LANG_EN][c.weekday],
	                   c.day, months[LANG_EN][c.month - 1], c.year, c.hour, c.minute, c.second);
}

static struct text short_date(struct arena *arena, enum lang lang, struct civil c)
{
	char date[TEXT_DIGITS], year[TEXT_DIGITS];
	struct text first = lang == LANG_FR && c.day == 1 ? text("er ") : text(" ");
	return TEXT_CONCAT(arena, text_digits(date, c.day), first, text_of(months[lang][c.month - 1]), text(" "),
	                   text_digits(year, c.year));
}

static struct text long_date(struct arena *arena, enum lang lang, struct civil c)
{
	return TEXT_CONCAT(arena, text_of(days[lang][c.weekday]), text(" "), short_date(arena, lang, c));
}

struct text day_short(struct arena *arena, enum lang lang, struct day day)
{
	return short_date(arena, lang, day_civil(day));
}

struct text day_long(struct arena *arena, enum lang lang, struct day day)
{
	return long_date(arena, lang, day_civil(day));
}

/* U+00A0 around "h": "9 h 30" never breaks at the end of a line. */
struct text clock_text(struct arena *arena, enum lang lang, int64_t minutes)
{
	char room[TEXT_DIGITS];
	struct text h = text_digits(room, minutes / 60);
	int m = (int)(minutes % 60);
	if (lang == LANG_EN)
		return TEXT_CONCAT(arena, h, text(":"), pair(m));
	if (m == 0)
		return TEXT_CONCAT(arena, h, text("\u00a0h"));
	return TEXT_CONCAT(arena, h, text("\u00a0h\u00a0"), pair(m));
}

struct text instant_long(struct arena *arena, enum lang lang, struct instant at)
{
	struct civil c = civil_of(at);
	struct text day = long_date(arena, lang, c);
	struct text clock = clock_text(arena, lang, c.hour * 60 + c.minute);
	return TEXT_CONCAT(arena, day, text(", "), clock);
}
