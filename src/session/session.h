/* Session: a working day of the cohort. Its programme, documents, attendance, minutes and
 * takeaways; its entry in people's calendars. Live activities have their own header.
 *
 * Who reads what. Everyone: title, day, hours, place, summary, programme; the minutes when they
 * are public, and with them the takeaways, without names. The cohort: address, access,
 * documents, minutes, takeaways. */
#ifndef CORDEE_SESSION_H
#define CORDEE_SESSION_H
#include "cycle/cycle.h"

struct session {
	int64_t id, cycle;
	struct text title;
	struct day day;
	int64_t starts, ends;              /* minutes after midnight, Paris */
	struct text place, address, access, summary; /* access: Markdown */
	struct text minutes;               /* Markdown */
	int64_t minutes_audience;          /* 0: not published; else enum audience */
	int64_t minutes_version;           /* 0: never written; grows by one with each saving */
	int64_t sequence;                  /* of the calendar entry: grows with day, hours and place */
	struct text checkin;               /* what the QR code of the door holds */
	struct instant changed;            /* when the calendar entry was made or last changed */
};
struct agenda_item {
	int64_t id, session, starts, ends;
	struct text kind;                  /* talk workshop plenary break */
	struct text title, speaker, office, abstract;
};
struct document {
	int64_t id, session, file, size;
	struct text title, name, hash, type; /* of the stored file */
};
struct takeaway {
	int64_t id, session, cycle, person;
	struct text text, session_title, author; /* author: name; empty once erased */
	struct day session_day;
	bool removed;                      /* not listed any more; what refers to it keeps its words */
};
/* Someone expected, or who came: one row a person. */
struct attendee {
	int64_t person, member;            /* member 0: expert, facilitator, observer, or who left */
	struct text name, office, role, territory; /* role: the first of theirs, "" for who left */
	struct instant at;                 /* none: not there */
	bool by_hand;                      /* ticked by the facilitator, not at the door */
};

/* Reading. NULL or no row when there is none. */
struct rows sessions_of(struct db *, struct arena *, int64_t cycle);       /* struct session, by day */
struct session *session_by_id(struct db *, struct arena *, int64_t id);
struct session *session_by_checkin(struct db *, struct arena *, struct text code);
struct rows agenda_of(struct db *, struct arena *, int64_t session);       /* struct agenda_item, by hour */
struct rows documents_of(struct db *, struct arena *, int64_t session);    /* struct document, as added */
/* struct attendee: by territory, elected before staff, then those who have none. */
struct rows attendees_of(struct db *, struct arena *, const struct session *);
struct rows takeaways_of(struct db *, struct arena *, int64_t cycle);      /* struct takeaway, by day, as written */
struct rows takeaways_of_session(struct db *, struct arena *, int64_t session);
struct takeaway *takeaway_by_id(struct db *, struct arena *, int64_t id);

struct instant session_starts(const struct session *);
struct instant session_ends(const struct session *);

/* The session of the path ({id}), when it is of the cycle of the path; else NULL, and the 404
 * page has been sent. */
struct session *session_of_path(struct request *);

struct url session_url(const struct cycle *, int64_t session);
struct url session_takeaway_url(const struct cycle *, int64_t session, int64_t takeaway);
struct url checkin_url(struct text code);  /* what the QR code says */

/* Commands. */
struct session_input { /* makes a session or changes it */
	const struct app *app;             /* needed to tell people */
	int64_t id, cycle;                 /* id 0: a new one */
	struct text title;
	struct day day;
	int64_t starts, ends;
	struct text place, address, access, summary;
	bool tell;                         /* the cohort, by mail, when day, hours or place change */
};
struct session_removal { /* only when nothing is attached but a programme */
	const struct app *app;
	int64_t id;
	bool tell;
};
struct agenda_input {
	int64_t id, session;               /* id 0: a new one */
	int64_t starts, ends;
	struct text kind, title, speaker, office, abstract;
};
struct session_part { /* something of a session, to take away */
	int64_t id, session;
};
struct document_input {
	int64_t session, person;
	struct text title;                 /* empty: the file's name */
	struct upload file;
};
struct attendance_input {
	int64_t session, person, by;
	bool present;
};
struct checkin_input {
	struct text code;
	int64_t person;
};
struct minutes_input {
	int64_t session, person, version;  /* version: the one that was being edited */
	struct text minutes;
};
struct minutes_publication {
	int64_t session;
	int64_t audience;                  /* enum audience; 0: takes them back */
};
struct takeaway_input {
	int64_t id, session, person;       /* id 0: a new one, by that person */
	bool facilitates;                  /* may change those of others */
	struct text text;
};
struct takeaway_removal {
	int64_t id, session, person;
	bool facilitates;
};
command_fn session_save;        /* struct session_input; made.id: the session */
command_fn session_remove;      /* struct session_removal */
command_fn agenda_save;         /* struct agenda_input; made.id: the item */
command_fn agenda_remove;       /* struct session_part */
command_fn document_add;        /* struct document_input; made.id: the document */
command_fn document_remove;     /* struct session_part */
command_fn attendance_set;      /* struct attendance_input; from the day on */
command_fn attendance_checkin;  /* struct checkin_input; on the day; made.id: the session */
command_fn minutes_save;        /* struct minutes_input; made.id: the new version */
command_fn minutes_publish;     /* struct minutes_publication */
command_fn takeaway_save;       /* struct takeaway_input; made.id: the takeaway */
command_fn takeaway_remove;     /* struct takeaway_removal */

extern const struct routes session_routes;
#endif
