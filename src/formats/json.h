/* JSON out (RFC 8259), as it is made: to a file or into a buffer. What people may want to read
 * is one member a line; small things (a point, a list of numbers) go on one line by json_line.
 * Writers need no error check: ask json_end once. Keys and order are the caller's: the same
 * values give the same bytes. (Names keep clear of those of jansson, which reads JSON for us.)
 *
 *     json_open_object(&j);
 *     json_member_int(&j, "k", 3);
 *     json_key(&j, "groups");
 *     json_open_array(&j);
 *     …
 *     json_close(&j);
 *     json_close(&j);
 *     bool written = json_end(&j);
 */
#ifndef CORDEE_JSON_H
#define CORDEE_JSON_H
#include "base/buffer.h"

#include <stdio.h>

enum { JSON_DEPTH = 32, JSON_CHUNK = 8192 };

struct json {
	FILE *file;             /* one of these two */
	struct buffer *buffer;
	bool failed;
	/* inner: what is open, and the bytes not yet handed over */
	char open[JSON_DEPTH];  /* '}' or ']' */
	bool filled[JSON_DEPTH];
	size_t depth, line;     /* line: the depth from which all is on one line; 0: none */
	bool keyed, next_line;
	size_t n;
	char chunk[JSON_CHUNK];
};

void json_to_file(struct json *, FILE *);
void json_to_buffer(struct json *, struct buffer *);

void json_open_object(struct json *);
void json_open_array(struct json *);
void json_close(struct json *);
/* The object or array that comes next stays on one line, with all that it holds. */
void json_line(struct json *);

void json_key(struct json *, const char *key);
void json_key_text(struct json *, struct text key);
void json_text(struct json *, struct text);
void json_int(struct json *, int64_t);
/* As few digits as read back as the same double (formats/real.h); null when it is no number. */
void json_number(struct json *, double);
void json_bool(struct json *, bool);
void json_nothing(struct json *);

void json_member_text(struct json *, const char *key, struct text);
void json_member_int(struct json *, const char *key, int64_t);
void json_member_number(struct json *, const char *key, double);
void json_member_bool(struct json *, const char *key, bool);

/* Hands over what is left and a line's end; false when something could not be written. All
 * that was opened must be closed. */
bool json_end(struct json *);
#endif
