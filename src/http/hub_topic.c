/* Fragments of the hub, counted, and topics that end with their last reader. */
#include "http/hub_inner.h"

#include "base/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each line of the markup is a line of data, as the event stream format wants it. */
struct fragment *fragment_new(struct text markup)
{
	static const char field[] = "data: ";
	enum { FIELD_N = sizeof field - 1 };
	size_t lines = 1, n = 0;
	for (size_t i = 0; i < markup.n; i++)
		lines += markup.at[i] == '\n';
	struct fragment *f = calloc(1, sizeof *f + markup.n + lines * (FIELD_N + 1) + 1);
	check(f != NULL);
	f->holders = 1;
	for (struct text rest = markup; lines > 0; lines--) {
		struct text line = text_cut(&rest, '\n');
		memcpy(f->at + n, field, FIELD_N);
		n += FIELD_N;
		if (line.n)
			memcpy(f->at + n, line.at, line.n);
		n += line.n;
		f->at[n++] = '\n';
	}
	f->at[n++] = '\n';
	f->n = n;
	return f;
}

void fragment_number(struct fragment *f, uint32_t epoch, uint64_t number)
{
	snprintf(f->id, sizeof f->id, "%08" PRIx32 "-%" PRIu64, epoch, number);
	f->head_n = (size_t)snprintf(f->head, sizeof f->head, "id: %s\n", f->id);
}

/* A change that nobody can see is not sent: most votes do not move a rounded share. */
bool fragment_same(const struct fragment *a, const struct fragment *b)
{
	return a->n == b->n && memcmp(a->at, b->at, a->n) == 0;
}

void fragment_drop(struct fragment *f)
{
	if (f && --f->holders == 0)
		free(f);
}

void topic_free_unread(struct topic **topics, struct topic *topic)
{
	if (topic->readers || topic->held)
		return;
	while (*topics != topic)
		topics = &(*topics)->next;
	*topics = topic->next;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		fragment_drop(topic->fragments[lang]);
	free(topic);
}
