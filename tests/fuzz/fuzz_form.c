/* An urlencoded form, read from its bytes to its fields: what passes is text, comes back the
 * same when written again, and no kind of field takes what it then could not show. */
#include "fuzz.h"

#include "base/check.h"
#include "http/field_read.h"
#include "http/pairs.h"
#include "http/url.h"

static const struct option options[] = { OPTION("1", "Un"), OPTION("2", "Deux"), { .label = NULL } };

struct input { struct text text; int64_t number; struct many many; };

static const struct field fields[] = {
	FIELD(struct input, text, FIELD_TEXT, "x"),      FIELD(struct input, text, FIELD_LONG, "x"),
	FIELD(struct input, text, FIELD_EMAIL, "x"),     FIELD(struct input, text, FIELD_PASSWORD, "x"),
	FIELD(struct input, text, FIELD_URL, "x"),       FIELD(struct input, number, FIELD_NUMBER, "x"),
	FIELD(struct input, number, FIELD_DAY, "x"),     FIELD(struct input, number, FIELD_CLOCK, "x"),
	FIELD(struct input, number, FIELD_INSTANT, "x"), FIELD(struct input, text, FIELD_CHOICE, "x", .options = options),
	FIELD(struct input, number, FIELD_CHOICE, "x", .options = options),
	FIELD(struct input, many, FIELD_MANY, "x", .options = options),
	FIELD(struct input, number, FIELD_HIDDEN, "x"),
};

static bool read_one(struct arena *arena, const struct field *f, struct text typed, struct text *shown)
{
	struct input input = { 0 };
	struct upload none = { 0 };
	struct field_value value;
	struct error err = { 0 };
	struct reading reading = { .arena = arena, .field = f, .options = f->options, .typed = typed, .upload = &none };
	bool right = field_read(&reading, &value, &err);
	check(right != error_is(&err));
	field_put(f, &input, &value);
	*shown = field_show(arena, f, &input, &none);
	return right;
}

/* What was read is shown, and reading what is shown gives the same again. */
static void read_back(struct arena *arena, const struct field *f, struct text typed)
{
	struct text shown, again;
	if (!read_one(arena, f, typed, &shown) || shown.n == 0)
		return;
	check(text_valid(shown));
	check(read_one(arena, f, shown, &again) && text_equal(shown, again));
}

static void write_again(struct arena *arena, const struct pairs *pairs)
{
	struct buffer out;
	struct pairs again = { 0 };
	buffer_init(&out, 1 << 24);
	for (size_t i = 0; i < pairs->n; i++) {
		url_encode(&out, pairs->at[i].name);
		buffer_char(&out, '=');
		url_encode(&out, pairs->at[i].value);
		buffer_char(&out, '&');
	}
	check(pairs_read(arena, buffer_view(&out), &again) && again.n == pairs->n);
	for (size_t i = 0; i < pairs->n; i++)
		check(text_equal(again.at[i].value, pairs->at[i].value));
	buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	ARENA_SCOPED arena = arena_new();
	struct pairs pairs = { 0 };
	if (n > 1 << 16 || !pairs_read(arena, (struct text){ (const char *)bytes, n }, &pairs))
		return 0;
	write_again(arena, &pairs);
	for (size_t i = 0; i < pairs.n && i < 16; i++) {
		check(text_valid(pairs.at[i].name) && text_valid(pairs.at[i].value));
		for (size_t j = 0; j < sizeof fields / sizeof *fields; j++)
			read_back(arena, &fields[j], pairs.at[i].value);
	}
	return 0;
}
