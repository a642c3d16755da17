/* JSON: commas, indentation and escaping. */
#include "formats/json.h"

#include "base/check.h"
#include "formats/real.h"

#include <math.h>
#include <string.h>

void json_to_file(struct json *j, FILE *file)
{
	*j = (struct json){ .file = file };
}

void json_to_buffer(struct json *j, struct buffer *buffer)
{
	*j = (struct json){ .buffer = buffer };
}

static void hand_over(struct json *j)
{
	if (j->file && !j->failed)
		j->failed = fwrite(j->chunk, 1, j->n, j->file) != j->n;
	else if (j->buffer)
		buffer_add(j->buffer, j->chunk, j->n);
	j->n = 0;
}

static void put_char(struct json *j, char c)
{
	if (j->n == JSON_CHUNK)
		hand_over(j);
	j->chunk[j->n++] = c;
}

static void put(struct json *j, struct text t)
{
	if (t.n > JSON_CHUNK - j->n)
		hand_over(j);
	if (t.n > JSON_CHUNK) {
		for (size_t i = 0; i < t.n; i++)
			put_char(j, t.at[i]);
	} else if (t.n > 0) {
		memcpy(j->chunk + j->n, t.at, t.n);
		j->n += t.n;
	}
}

static bool on_one_line(const struct json *j)
{
	return j->line > 0 && j->depth >= j->line;
}

static void new_line(struct json *j)
{
	put_char(j, '\n');
	for (size_t i = 0; i < j->depth; i++)
		put(j, text("  "));
}

/* Before a value or a key: the comma after the one before, and where it stands. */
static void begin(struct json *j)
{
	if (j->keyed || j->depth == 0) {
		j->keyed = false;
		return;
	}
	bool *filled = &j->filled[j->depth - 1];
	if (*filled)
		put(j, on_one_line(j) ? text(", ") : text(","));
	if (!on_one_line(j))
		new_line(j);
	*filled = true;
}

static void begin_value(struct json *j)
{
	/* A value in an object has its key; the program's fault otherwise. */
	check(j->keyed || j->depth == 0 || j->open[j->depth - 1] == ']');
	begin(j);
}

static void open_with(struct json *j, char opening, char closing)
{
	begin_value(j);
	check(j->depth < JSON_DEPTH);
	put_char(j, opening);
	j->open[j->depth] = closing;
	j->filled[j->depth++] = false;
	if (j->next_line && j->line == 0)
		j->line = j->depth;
	j->next_line = false;
}

void json_open_object(struct json *j)
{
	open_with(j, '{', '}');
}

void json_open_array(struct json *j)
{
	open_with(j, '[', ']');
}

void json_close(struct json *j)
{
	check(j->depth > 0 && !j->keyed);
	bool one_line = on_one_line(j);
	j->depth--;
	if (j->depth < j->line)
		j->line = 0;
	if (j->filled[j->depth] && !one_line)
		new_line(j);
	put_char(j, j->open[j->depth]);
}

void json_line(struct json *j)
{
	j->next_line = true;
}

/* U+2028 and U+2029 are lawful as they are; all else that RFC 8259 wants escaped is ASCII. */
static void put_quoted(struct json *j, struct text t)
{
	static const char hex[] = "0123456789abcdef", short_for[] = "\"\\\b\f\n\r\t", short_form[] = "\"\\bfnrt";
	put_char(j, '"');
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.at[i];
		const char *known = c ? strchr(short_for, c) : NULL;
		if (known) {
			put_char(j, '\\');
			put_char(j, short_form[known - short_for]);
		} else if (c < ' ' || c == 0x7f) {
			const char escape[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
			put(j, (struct text){ escape, sizeof escape });
		} else {
			put_char(j, (char)c);
		}
	}
	put_char(j, '"');
}

void json_key_text(struct json *j, struct text key)
{
	check(j->depth > 0 && j->open[j->depth - 1] == '}' && !j->keyed);
	begin(j);
	put_quoted(j, key);
	put(j, text(": "));
	j->keyed = true;
}

void json_key(struct json *j, const char *key)
{
	json_key_text(j, text_of(key));
}

void json_text(struct json *j, struct text t)
{
	begin_value(j);
	put_quoted(j, t);
}

void json_int(struct json *j, int64_t n)
{
	char digits[TEXT_DIGITS];
	begin_value(j);
	put(j, text_digits(digits, n));
}

void json_number(struct json *j, double x)
{
	char digits[REAL_DIGITS];
	if (!isfinite(x)) {
		json_nothing(j);
		return;
	}
	begin_value(j);
	put(j, (struct text){ digits, real_digits(digits, x == 0 ? 0 : x) }); /* no "-0" */
}

void json_bool(struct json *j, bool yes)
{
	begin_value(j);
	put(j, yes ? text("true") : text("false"));
}

void json_nothing(struct json *j)
{
	begin_value(j);
	put(j, text("null"));
}

void json_member_text(struct json *j, const char *key, struct text t)
{
	json_key(j, key);
	json_text(j, t);
}

void json_member_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

void json_member_number(struct json *j, const char *key, double x)
{
	json_key(j, key);
	json_number(j, x);
}

void json_member_bool(struct json *j, const char *key, bool yes)
{
	json_key(j, key);
	json_bool(j, yes);
}

bool json_end(struct json *j)
{
	check(j->depth == 0);
	put_char(j, '\n');
	hand_over(j);
	if (j->file && fflush(j->file) != 0)
		j->failed = true;
	if (j->buffer && buffer_failed(j->buffer))
		j->failed = true;
	return !j->failed;
}
