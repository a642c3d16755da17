/* Told: typed reading of the demonstration's JSON files. */
#include "demo/replay.h"

const json_t *told_file(struct replay *r, const char *folder, const char *name)
{
	json_error_t where;
	struct text path = text_format(r->arena, "%s/%s/%s", r->folder, folder, name);
	json_t *document = json_load_file(text_z(r->arena, path), 0, &where);
	if (document)
		list_add(r->arena, &r->documents, document);
	else
		error_set(r->err, ERROR_INPUT, NULL, "%" TEXT ":%d: %s", text_args(path), where.line, where.text);
	return document;
}

struct text told_text(const json_t *item, const char *key)
{
	const json_t *value = json_object_get(item, key);
	return json_is_string(value) ? (struct text){ json_string_value(value), json_string_length(value) } : NO_TEXT;
}

int64_t told_number(const json_t *item, const char *key)
{
	return json_integer_value(json_object_get(item, key));
}

struct day told_day(const json_t *item, const char *key)
{
	struct day day = { 0 };
	day_parse(told_text(item, key), &day);
	return day;
}

/* A day alone is its noon. */
struct instant told_instant(const json_t *item, const char *key)
{
	struct instant at = { 0 };
	struct day day;
	if (!instant_parse(told_text(item, key), &at) && day_parse(told_text(item, key), &day))
		at = day_at(day, 12, 0);
	return at;
}

int64_t told_clock(const json_t *item, const char *key)
{
	int64_t minutes = 0;
	clock_parse(told_text(item, key), &minutes);
	return minutes;
}

int64_t told_audience(const json_t *item, const char *key)
{
	struct text word = told_text(item, key);
	if (text_is(word, "pair"))
		return AUDIENCE_PAIR;
	return text_is(word, "public") ? AUDIENCE_PUBLIC : AUDIENCE_COHORT;
}

struct instant later(struct instant at, int64_t seconds)
{
	return (struct instant){ at.s + seconds };
}
