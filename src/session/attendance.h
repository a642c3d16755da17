/* Attendance: who is there. Ticked by the facilitator, or said at the door by each person. */
#ifndef CORDEE_ATTENDANCE_H
#define CORDEE_ATTENDANCE_H
#include "session/session_rules.h"

/* Of one role, or of all of them: those who came, of those who are expected. */
struct headcount {
	const char *label;      /* msgid */
	int64_t n, of;
};
enum { HEADCOUNTS = 6 };  /* elected, staff, experts, facilitators, observers, those who left */
/* Roles with nobody are left out; the whole last. Returns how many lines. */
size_t headcounts(const struct attendee *, size_t n, struct headcount out[HEADCOUNTS + 1]);

/* What the facilitator's list shows. */
struct attendance_sight {
	const struct cycle *c;
	const struct session *s;
	const struct form *form;
	const struct attendee *people;
	size_t n;
	const struct headcount *counts;
	size_t n_counts;
	bool begun;             /* from the day on, people can be ticked */
};
/* What the door shows to someone of the cohort. */
struct checkin {
	const struct cycle *c;
	const struct session *s;
	enum door door;
	struct instant opens, at; /* at: none while they have not checked in */
	struct text name;
};

/* Is that person there already? The instant, or none. */
struct instant attendance_at(struct db *, int64_t session, int64_t person);
#endif
