/* iCalendar (RFC 5545), writing only: what a calendar program needs to show a working day,
 * follow its changes (SEQUENCE) and drop it when cancelled. */
#ifndef CORDEE_ICAL_H
#define CORDEE_ICAL_H
#include "base/buffer.h"
#include "base/time.h"

struct ical_event {
	struct text uid;        /* for ever the same: "session-12@cordee.example" */
	int64_t sequence;       /* grows with each change that people must be told */
	bool cancelled;
	struct instant starts, ends, stamp; /* stamp: when this description was made */
	struct text summary, place, description, url;
};

/* A whole calendar. method: "PUBLISH" for a feed or a file, "REQUEST" or "CANCEL" by mail. */
void ical_write(struct buffer *, struct text name, const char *method, const struct ical_event *, size_t n);
#endif
