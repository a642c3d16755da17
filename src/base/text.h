/* Text: a view on UTF-8 bytes that someone else owns (a literal, an arena, a buffer).
 * Validated once where it enters the program; inside it is trusted. Never NUL-terminated
 * by contract: use text_z when a C library wants a string. */
#ifndef CORDEE_TEXT_H
#define CORDEE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text {
	const char *at;
	size_t n;
};

/* A text of a string literal; T is the initialiser form, for tables. */
#define T(literal) { "" literal, sizeof(literal) - 1 }
#define text(literal) ((struct text)T(literal))
#define NO_TEXT ((struct text){ NULL, 0 })

/* For printf: printf("%" TEXT, text_args(x)). */
#define TEXT ".*s"
#define text_args(x) ((int)(x).n), ((x).n ? (x).at : "")

/* A text over a C string (NULL is empty). */
struct text text_of(const char *z);
bool text_is(struct text a, const char *z);
bool text_equal(struct text a, struct text b);
/* Byte order; <0, 0, >0. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text a, const char *prefix);
bool text_ends(struct text a, const char *suffix);
/* Position of needle in a, or a.n when absent. */
size_t text_find(struct text a, struct text needle);
struct text text_slice(struct text a, size_t from, size_t to);
/* Without white space (ASCII and U+00A0) at both ends. */
struct text text_trim(struct text a);
/* Cuts *rest at the first separator: returns what was before it, leaves what is after.
 * When *rest has no separator, returns all of it and *rest becomes NO_TEXT (at == NULL). */
struct text text_cut(struct text *rest, char separator);
/* The same for a line of at most `width` characters: whole words, at least one, up to a space or a
 * newline; U+00A0 breaks nothing. */
struct text text_line(struct text *rest, size_t width);

/* Copies, all owned by the arena. */
struct text text_copy(struct arena *, struct text);
const char *text_z(struct arena *, struct text);
struct text text_join(struct arena *, struct text a, struct text b);
struct text text_concat(struct arena *, const struct text *parts, size_t n);
#define TEXT_CONCAT(arena, ...)                                                             \
	text_concat((arena), (const struct text[]){ __VA_ARGS__ },                          \
	            sizeof((const struct text[]){ __VA_ARGS__ }) / sizeof(struct text))
struct text text_format(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text text_lower(struct arena *, struct text);
/* For comparing and searching: lower case, no accents, ligatures opened (œ → oe),
 * everything but letters and digits one space. "Annœullin" → "annoeullin". */
struct text text_fold(struct arena *, struct text);
/* For addresses: folded, words joined by '-', at most 80 bytes. */
struct text text_slug(struct arena *, struct text);
/* At most n characters, cut at a word, with "…" when something was cut. */
struct text text_excerpt(struct arena *, struct text, size_t n);

/* UTF-8 (RFC 3629) with no NUL and no control character but tab, LF and CR. */
bool text_valid(struct text);
/* Number of code points. */
size_t text_length(struct text);
/* CRLF and CR become LF: what a textarea sends. */
struct text text_unix_lines(struct arena *, struct text);

/* Numbers, whole text only. False when malformed or out of range; *out is then unchanged. */
bool text_to_int(struct text, int64_t *out);
/* Decimal with '.' or ',' (a French keyboard): "1,5" → 1.5. */
bool text_to_real(struct text, double *out);

/* A number in decimal, in room that the caller gives. */
enum { TEXT_DIGITS = 20 };
struct text text_digits(char digits[static TEXT_DIGITS], int64_t);

/* Lower-case hexadecimal; text_unhex returns false on malformed input or wrong size. */
struct text text_hex(struct arena *, const void *bytes, size_t n);
bool text_unhex(struct text, void *bytes, size_t n);
#endif
