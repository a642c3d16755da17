/* iCalendar: content lines, their escaping and folding. */
#include "formats/ical.h"

#include <string.h>

/* RFC 5545, 3.1: lines of at most 75 octets, continued by CRLF and a space. */
enum { LINE_OCTETS = 75 };

/* A line being written: how much of the present one is used. */
struct line {
	struct buffer *out;
	size_t used;
};

static bool continues_character(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Folds between characters, never inside one. */
static void put(struct line *line, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t width = 1;
		while (i + width < n && continues_character(bytes[i + width]))
			width++;
		if (line->used + width > LINE_OCTETS) {
			buffer_z(line->out, "\r\n ");
			line->used = 1;
		}
		buffer_add(line->out, bytes + i, width);
		line->used += width;
		i += width;
	}
}

static void put_z(struct line *line, const char *z)
{
	put(line, z, strlen(z));
}

/* RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks. */
static void put_escaped(struct line *line, struct text value)
{
	for (size_t i = 0; i < value.n;) {
		size_t plain = 0;
		while (i + plain < value.n && !strchr("\\;,\n\r", value.at[i + plain]))
			plain++;
		put(line, value.at + i, plain);
		i += plain;
		if (i == value.n)
			break;
		if (value.at[i] == '\n')
			put_z(line, "\\n");
		else if (value.at[i] != '\r')
			put(line, (char[]){ '\\', value.at[i] }, 2);
		i++;
	}
}

static void escaped_line(struct buffer *out, const char *name, struct text value)
{
	if (value.n == 0)
		return;
	struct line line = { out, 0 };
	put_z(&line, name);
	put_z(&line, ":");
	put_escaped(&line, value);
	buffer_z(out, "\r\n");
}

/* A URI is not escaped (3.3.13). */
static void url_line(struct buffer *out, struct text url)
{
	if (url.n == 0)
		return;
	struct line line = { out, 0 };
	put_z(&line, "URL:");
	put(&line, url.at, url.n);
	buffer_z(out, "\r\n");
}

static void instant_line(struct buffer *out, const char *name, struct instant at)
{
	struct day day = { at.s / 86400 - (at.s % 86400 < 0) };
	struct civil date = day_civil(day);
	int second = (int)(at.s - day.n * 86400);
	buffer_format(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, date.year, date.month, date.day,
	              second / 3600, second / 60 % 60, second % 60);
}

static void event_lines(struct buffer *out, const struct ical_event *e)
{
	buffer_z(out, "BEGIN:VEVENT\r\n");
	escaped_line(out, "UID", e->uid);
	instant_line(out, "DTSTAMP", e->stamp);
	instant_line(out, "DTSTART", e->starts);
	instant_line(out, "DTEND", e->ends);
	buffer_format(out, "SEQUENCE:%d\r\n", (int)e->sequence);
	buffer_z(out, e->cancelled ? "STATUS:CANCELLED\r\n" : "STATUS:CONFIRMED\r\n");
	escaped_line(out, "SUMMARY", e->summary);
	escaped_line(out, "LOCATION", e->place);
	escaped_line(out, "DESCRIPTION", e->description);
	url_line(out, e->url);
	buffer_z(out, "END:VEVENT\r\n");
}

void ical_write(struct buffer *out, struct text name, const char *method, const struct ical_event *events, size_t n)
{
	buffer_z(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cordee//Cordee " CORDEE_VERSION "//FR\r\n"
	              "CALSCALE:GREGORIAN\r\n");
	buffer_format(out, "METHOD:%s\r\n", method);
	escaped_line(out, "X-WR-CALNAME", name);
	for (size_t i = 0; i < n; i++)
		event_lines(out, &events[i]);
	buffer_z(out, "END:VCALENDAR\r\n");
}
