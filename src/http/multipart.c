/* Multipart: a machine of five states over the delimiter CRLF "--" boundary. The delimiter's
 * only CR is its first byte, so a failed match never hides the start of another one and no
 * byte is looked at twice. */
#include "http/multipart.h"

#include <string.h>
#include <strings.h>

enum { BOUNDARY_MOST = 70, DELIMITER_MOST = BOUNDARY_MOST + 4, HEAD_MOST = 4096 };

enum state {
	IN_PREAMBLE, /* before the first delimiter: dropped */
	IN_DATA,
	AFTER_DELIMITER, /* CRLF begins a head, "--" ends the body */
	IN_HEAD,
	ENDED, /* the epilogue is dropped */
};

struct multipart {
	const struct multipart_events *events;
	void *user;
	enum state state;
	char delimiter[DELIMITER_MOST];
	size_t delimiter_n, matched;
	char head[HEAD_MOST];
	size_t head_n;
};

/* RFC 2046, bchars. */
static bool is_boundary_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != 0 && strchr("'()+_,-./:=? ", c) != NULL);
}

static bool lawful_boundary(struct text t)
{
	if (t.n == 0 || t.n > BOUNDARY_MOST || t.at[t.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (!is_boundary_char(t.at[i]))
			return false;
	return true;
}

static bool same_word(struct text a, const char *z)
{
	return a.n == strlen(z) && strncasecmp(a.at, z, a.n) == 0;
}

/* Cuts the next "name=value" or 'name="value"' of a header's parameters. In quotes every
 * byte is itself but '"', as browsers write it (WHATWG HTML, multipart/form-data). */
static bool next_parameter(struct text *rest, struct text *name, struct text *value)
{
	while (rest->n > 0 && (rest->at[0] == ';' || rest->at[0] == ' ' || rest->at[0] == '\t'))
		*rest = text_slice(*rest, 1, rest->n);
	if (rest->n == 0)
		return false;
	size_t equal = text_find(*rest, text("="));
	if (equal == rest->n)
		return false;
	*name = text_trim(text_slice(*rest, 0, equal));
	*rest = text_slice(*rest, equal + 1, rest->n);
	if (!text_starts(*rest, "\"")) {
		size_t end = text_find(*rest, text(";"));
		*value = text_trim(text_slice(*rest, 0, end));
		*rest = text_slice(*rest, end, rest->n);
		return true;
	}
	*rest = text_slice(*rest, 1, rest->n);
	size_t end = text_find(*rest, text("\""));
	if (end == rest->n)
		return false;
	*value = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end + 1, rest->n);
	return true;
}

bool multipart_boundary(struct text content_type, struct text *boundary)
{
	struct text rest = content_type, type = text_trim(text_cut(&rest, ';')), name, value;
	if (!same_word(type, "multipart/form-data"))
		return false;
	while (next_parameter(&rest, &name, &value)) {
		if (same_word(name, "boundary")) {
			*boundary = value;
			return lawful_boundary(value);
		}
	}
	return false;
}

struct multipart *multipart_new(struct arena *arena, struct text boundary,
                                const struct multipart_events *events, void *user)
{
	struct multipart *m = arena_one(arena, struct multipart);
	m->events = events;
	m->user = user;
	memcpy(m->delimiter, "\r\n--", 4);
	memcpy(m->delimiter + 4, boundary.at, boundary.n);
	m->delimiter_n = 4 + boundary.n;
	/* The first delimiter may open the body, without a line end before it. */
	m->matched = 2;
	return m;
}

static bool read_disposition(struct text value, struct part *part)
{
	struct text rest = value, name, word;
	bool named = false;
	if (!same_word(text_trim(text_cut(&rest, ';')), "form-data"))
		return false;
	while (next_parameter(&rest, &name, &word)) {
		if (same_word(name, "name")) {
			part->name = word;
			named = true;
		} else if (same_word(name, "filename")) {
			part->filename = word;
			part->file = true;
		}
	}
	return named;
}

/* Cuts a line ended by CRLF. */
static struct text next_line(struct text *rest)
{
	size_t end = text_find(*rest, text("\r\n"));
	struct text line = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end < rest->n ? end + 2 : end, rest->n);
	return line;
}

static bool begin_part(struct multipart *m)
{
	struct part part = { 0 };
	struct text rest = { m->head, m->head_n };
	bool disposed = false;
	while (rest.n > 0) {
		struct text value = next_line(&rest), name = text_cut(&value, ':');
		if (same_word(name, "Content-Disposition")) {
			if (disposed || !read_disposition(text_trim(value), &part))
				return false;
			disposed = true;
		} else if (same_word(name, "Content-Type")) {
			part.type = text_trim(value);
		}
	}
	m->state = IN_DATA;
	return disposed && m->events->begin(m->user, &part);
}

static bool emit(struct multipart *m, const char *at, size_t n)
{
	return m->state == IN_PREAMBLE || n == 0 || m->events->data(m->user, at, n);
}

static bool delimiter_found(struct multipart *m)
{
	bool in_part = m->state == IN_DATA;
	m->state = AFTER_DELIMITER;
	m->matched = 0;
	m->head_n = 0;
	return !in_part || m->events->end(m->user);
}

/* Eats content up to the delimiter, or all of it; returns how much, 0 to stop. */
static size_t feed_data(struct multipart *m, const char *at, size_t n)
{
	if (m->matched == 0) {
		const char *cr = memchr(at, '\r', n);
		size_t plain = cr ? (size_t)(cr - at) : n;
		m->matched = cr != NULL;
		return emit(m, at, plain) ? plain + m->matched : 0;
	}
	if (at[0] == m->delimiter[m->matched]) {
		m->matched++;
		return m->matched < m->delimiter_n || delimiter_found(m) ? 1 : 0;
	}
	/* It was content after all; the byte that differs is looked at afresh. */
	size_t held = m->matched;
	m->matched = 0;
	if (!emit(m, m->delimiter, held))
		return 0;
	return feed_data(m, at, n);
}

/* The two bytes after a delimiter. */
static bool feed_after(struct multipart *m, char c)
{
	m->head[m->head_n++] = c;
	if (m->head_n < 2)
		return c == '\r' || c == '-';
	m->head_n = 0;
	m->state = c == '-' ? ENDED : IN_HEAD;
	return m->head[0] == '-' ? c == '-' : c == '\n';
}

static bool feed_head(struct multipart *m, char c)
{
	if (m->head_n == HEAD_MOST || c == 0)
		return false;
	m->head[m->head_n++] = c;
	if (m->head_n == 2 && memcmp(m->head, "\r\n", 2) == 0)
		return false; /* a part without a name */
	if (m->head_n < 4 || memcmp(m->head + m->head_n - 4, "\r\n\r\n", 4) != 0)
		return true;
	m->head_n -= 2;
	return begin_part(m);
}

bool multipart_feed(struct multipart *m, const char *at, size_t n)
{
	for (size_t i = 0; i < n && m->state != ENDED;) {
		if (m->state == IN_PREAMBLE || m->state == IN_DATA) {
			size_t eaten = feed_data(m, at + i, n - i);
			if (eaten == 0)
				return false;
			i += eaten;
		} else if (!(m->state == IN_HEAD ? feed_head(m, at[i++]) : feed_after(m, at[i++]))) {
			return false;
		}
	}
	return true;
}

bool multipart_done(const struct multipart *m)
{
	return m->state == ENDED;
}
