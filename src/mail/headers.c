/* Header fields: encoded words and mailboxes. */
#include "mail/headers.h"

#include "base/buffer.h"

#include <sodium.h>
#include <string.h>

/* An encoded word is at most 75 letters: 12 around it, and 45 bytes make 60 of base64. */
enum { WORD = 45, HEADER_MAX = 64 << 10 };

static bool is_plain(struct text a)
{
	for (size_t i = 0; i < a.n; i++)
		if (a.at[i] < ' ' || a.at[i] > '~') /* a negative char is not ASCII */
			return false;
	return text_find(a, text("=?")) == a.n;
}

/* At most WORD bytes, and no character cut in two. */
static size_t word_end(struct text a, size_t from)
{
	size_t end = a.n - from <= WORD ? a.n : from + WORD;
	while (end < a.n && ((unsigned char)a.at[end] & 0xc0) == 0x80)
		end--;
	return end;
}

static void encoded(struct buffer *out, struct text a)
{
	char base64[sodium_base64_ENCODED_LEN(WORD, sodium_base64_VARIANT_ORIGINAL)];
	for (size_t from = 0, to; from < a.n; from = to) {
		to = word_end(a, from);
		sodium_bin2base64(base64, sizeof base64, (const unsigned char *)a.at + from, to - from,
		                  sodium_base64_VARIANT_ORIGINAL);
		buffer_z(out, from ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
		buffer_z(out, base64);
		buffer_z(out, "?=");
	}
}

static struct text without_controls(struct arena *arena, struct text a)
{
	char *at = arena_copy(arena, a.at, a.n);
	for (size_t i = 0; i < a.n; i++)
		if ((unsigned char)at[i] < ' ' || at[i] == 0x7f)
			at[i] = ' ';
	return (struct text){ at, a.n };
}

static struct text finish(struct arena *arena, struct buffer *out)
{
	struct text header = buffer_failed(out) ? NO_TEXT : text_copy(arena, buffer_view(out));
	buffer_free(out);
	return header;
}

struct text header_text(struct arena *arena, const char *name, struct text value)
{
	struct buffer out;
	buffer_init(&out, HEADER_MAX);
	buffer_z(&out, name);
	buffer_z(&out, ": ");
	value = without_controls(arena, value);
	if (is_plain(value))
		buffer_text(&out, value);
	else
		encoded(&out, value);
	return finish(arena, &out);
}

static void quoted(struct buffer *out, struct text a)
{
	buffer_char(out, '"');
	for (size_t i = 0; i < a.n; i++) {
		if (a.at[i] == '"' || a.at[i] == '\\')
			buffer_char(out, '\\');
		buffer_char(out, a.at[i]);
	}
	buffer_char(out, '"');
}

struct text header_mailbox(struct arena *arena, const char *name, struct text person, struct text address)
{
	struct buffer out;
	buffer_init(&out, HEADER_MAX);
	buffer_z(&out, name);
	buffer_z(&out, ": ");
	person = without_controls(arena, person);
	if (person.n && is_plain(person))
		quoted(&out, person);
	else if (person.n)
		encoded(&out, person);
	buffer_z(&out, person.n ? " <" : "<");
	buffer_text(&out, without_controls(arena, address));
	buffer_char(&out, '>');
	return finish(arena, &out);
}

bool address_valid(struct text a)
{
	size_t ats = 0;
	for (size_t i = 0; i < a.n; i++) {
		if (a.at[i] <= ' ' || a.at[i] > '~' || strchr("<>()[],;:\\\"", a.at[i]))
			return false;
		ats += a.at[i] == '@';
	}
	return ats == 1 && a.at[0] != '@' && a.at[a.n - 1] != '@';
}
