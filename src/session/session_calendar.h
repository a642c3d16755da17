/* Sessions in people's calendars: as iCalendar entries, and as mails when one moves. */
#ifndef CORDEE_SESSION_CALENDAR_H
#define CORDEE_SESSION_CALENDAR_H
#include "base/buffer.h"
#include "formats/ical.h"
#include "session/session.h"

/* "9 h 30 – 16 h 30" */
struct text session_hours(struct arena *, enum lang, const struct session *);
/* "Salle des Veilleurs, 3 quai de la Citadelle, Dunkerque" */
struct text session_place(struct arena *, const struct session *);

/* An entry. Holds no personal data; `whole`: with what only the cohort reads (the address). */
struct ical_event session_event(struct arena *, const struct settings *, const struct cycle *,
                                const struct session *, bool whole);

/* Inside a command: mails to everyone concerned, with the entry; once for each change. */
void session_tell_moved(struct db *tx, struct arena *, const struct app *, const struct cycle *,
                        const struct session *before, const struct session *after);
void session_tell_cancelled(struct db *tx, struct arena *, const struct app *, const struct cycle *,
                            const struct session *);
#endif
