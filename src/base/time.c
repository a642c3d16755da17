/* Time: the civil calendar (proleptic Gregorian), Paris' zone, the clock, and ISO 8601.
 * Days from civil dates: Howard Hinnant, "chrono-compatible low-level date algorithms". */
#include "base/time.h"

#include "base/arena.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <time.h>

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

static _Atomic int64_t clock_shift;

static int64_t system_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

struct instant clock_now(void)
{
	return (struct instant){ system_s() + clock_shift };
}

void clock_set(struct instant at)
{
	clock_shift = at.s - system_s();
}

int64_t clock_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct day day_make(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (struct day){ era * 146097 + day_of_era - 719468 };
}

struct civil day_civil(struct day day)
{
	int64_t z = day.n + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t m = (5 * day_of_year + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);
	return (struct civil){
		.year = (int)(year_of_era + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(day_of_year - (153 * m + 2) / 5 + 1),
		.weekday = (int)(((day.n + 3) % 7 + 7) % 7),
	};
}

/* 01:00 UTC on the last Sunday of a month of 31 days. */
static int64_t change_of(int year, int month)
{
	struct day last = day_make(year, month, 31);
	int since_sunday = (day_civil(last).weekday + 1) % 7;
	return (last.n - since_sunday) * DAY_S + HOUR_S;
}

static int offset_at(int64_t s)
{
	enum { WINTER = 60, SUMMER = 120, MARCH = 3, OCTOBER = 10 };
	struct civil c = day_civil((struct day){ floor_div(s, DAY_S) });
	if (c.month != MARCH && c.month != OCTOBER)
		return c.month > MARCH && c.month < OCTOBER ? SUMMER : WINTER;
	bool changed = s >= change_of(c.year, c.month);
	return changed == (c.month == MARCH) ? SUMMER : WINTER;
}

struct civil civil_of(struct instant at)
{
	int offset = offset_at(at.s);
	int64_t local = at.s + (int64_t)offset * MINUTE_S;
	int64_t day = floor_div(local, DAY_S);
	int64_t rest = local - day * DAY_S;
	struct civil c = day_civil((struct day){ day });
	c.hour = (int)(rest / HOUR_S);
	c.minute = (int)(rest % HOUR_S / MINUTE_S);
	c.second = (int)(rest % MINUTE_S);
	c.offset = offset;
	return c;
}

static bool real_date(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	struct civil c = day_civil(day_make(year, month, day));
	return c.month == month && c.day == day;
}

bool civil_instant(struct civil c, struct instant *out)
{
	if (!real_date(c.year, c.month, c.day) || c.hour < 0 || c.hour > 23 || c.minute < 0 ||
	    c.minute > 59 || c.second < 0 || c.second > 59)
		return false;
	int64_t local = day_make(c.year, c.month, c.day).n * DAY_S + (int64_t)c.hour * HOUR_S +
	                (int64_t)c.minute * MINUTE_S + c.second;
	/* Summer time first: of an hour that exists twice it is the first; of one that does
	 * not exist, the winter reading is what the clock shows one hour later. */
	int64_t summer = local - 120 * MINUTE_S;
	out->s = offset_at(summer) == 120 ? summer : local - 60 * MINUTE_S;
	return true;
}

struct day day_of(struct instant at)
{
	return (struct day){ floor_div(at.s + offset_at(at.s) * MINUTE_S, DAY_S) };
}

struct instant day_at(struct day day, int hour, int minute)
{
	struct civil c = day_civil(day);
	c.hour = hour;
	c.minute = minute;
	struct instant at = { 0 };
	civil_instant(c, &at);
	return at;
}

static bool digits(struct text t, size_t from, size_t n, int *out)
{
	int value = 0;
	if (from + n > t.n)
		return false;
	for (size_t i = from; i < from + n; i++) {
		if (t.at[i] < '0' || t.at[i] > '9')
			return false;
		value = value * 10 + (t.at[i] - '0');
	}
	*out = value;
	return true;
}

static bool date_part(struct text t, struct civil *c)
{
	return t.n >= 10 && t.at[4] == '-' && t.at[7] == '-' && digits(t, 0, 4, &c->year) &&
	       digits(t, 5, 2, &c->month) && digits(t, 8, 2, &c->day) &&
	       real_date(c->year, c->month, c->day);
}

bool day_parse(struct text t, struct day *out)
{
	struct civil c = { 0 };
	if (t.n != 10 || !date_part(t, &c))
		return false;
	*out = day_make(c.year, c.month, c.day);
	return true;
}

/* "Z" or "+02:00": minutes ahead of UTC. */
static bool zone_part(struct text zone, int *minutes)
{
	int h, m;
	if (text_is(zone, "Z")) {
		*minutes = 0;
		return true;
	}
	if (zone.n != 6 || (zone.at[0] != '+' && zone.at[0] != '-') || zone.at[3] != ':' ||
	    !digits(zone, 1, 2, &h) || !digits(zone, 4, 2, &m) || h > 14 || m > 59)
		return false;
	*minutes = (h * 60 + m) * (zone.at[0] == '-' ? -1 : 1);
	return true;
}

bool instant_parse(struct text t, struct instant *out)
{
	struct civil c = { 0 };
	if (t.n < 16 || !date_part(t, &c) || (t.at[10] != 'T' && t.at[10] != ' ') || t.at[13] != ':' ||
	    !digits(t, 11, 2, &c.hour) || !digits(t, 14, 2, &c.minute) || c.hour > 23 || c.minute > 59)
		return false;
	size_t at = 16;
	if (t.n >= 19 && t.at[16] == ':') {
		if (!digits(t, 17, 2, &c.second) || c.second > 59)
			return false;
		at = 19;
	}
	if (at == t.n)
		return civil_instant(c, out);
	int minutes;
	if (!zone_part(text_slice(t, at, t.n), &minutes))
		return false;
	out->s = day_make(c.year, c.month, c.day).n * DAY_S + (int64_t)c.hour * HOUR_S +
	         ((int64_t)c.minute - minutes) * MINUTE_S + c.second;
	return true;
}

bool clock_parse(struct text t, int64_t *minutes)
{
	int h, m;
	if (t.n != 5 || t.at[2] != ':' || !digits(t, 0, 2, &h) || !digits(t, 3, 2, &m) || h > 23 || m > 59)
		return false;
	*minutes = h * 60 + m;
	return true;
}
