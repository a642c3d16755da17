/* The SQL of sessions, their programme and their entry in calendars. */
#include "session/session_store.h"

#define SESSION_COLUMNS                                                                     \
	"s.id, s.cycle, s.title, s.day, s.starts, s.ends, s.place, s.address, s.access, s.summary, s.minutes, " \
	"s.minutes_audience, s.minutes_version, s.sequence, s.checkin, s.changed"
#define SESSION_ROW                                                                         \
	ROW(struct session, id, cycle, title, day, starts, ends, place, address, access, summary, minutes, \
	    minutes_audience, minutes_version, sequence, checkin, changed)

STATEMENT(sessions_of_cycle,
          "SELECT " SESSION_COLUMNS " FROM session s WHERE s.cycle = $1 ORDER BY s.day, s.starts, s.id",
          .params = "i", SESSION_ROW)
STATEMENT(session_with_id, "SELECT " SESSION_COLUMNS " FROM session s WHERE s.id = $1", .params = "i", SESSION_ROW)
STATEMENT(session_with_checkin, "SELECT " SESSION_COLUMNS " FROM session s WHERE s.checkin = $1", .params = "t",
          SESSION_ROW)
STATEMENT(sessions_for_person,
          "SELECT " SESSION_COLUMNS " FROM session s JOIN cycle c ON c.id = s.cycle WHERE EXISTS "
          "(SELECT 1 FROM role r WHERE r.cycle = c.id AND r.person = $1 AND r.role <> 'juror' "
          "AND (c.published = 1 OR r.role = 'facilitator')) ORDER BY s.cycle, s.day, s.starts, s.id",
          .params = "i", SESSION_ROW)
STATEMENT(insert_session,
          "INSERT INTO session (cycle, title, day, starts, ends, place, address, access, summary, checkin, changed, "
          "created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING id",
          .params = "itiiittttti", ROW(struct session, id))
STATEMENT(update_session,
          "UPDATE session SET title = $2, day = $3, starts = $4, ends = $5, place = $6, address = $7, access = $8, "
          "summary = $9 WHERE id = $1",
          .params = "itiiitttt")
STATEMENT(reschedule_session, "UPDATE session SET sequence = sequence + 1, changed = $2 WHERE id = $1", .params = "ii")
STATEMENT(delete_session, "DELETE FROM session WHERE id = $1", .params = "i")
STATEMENT(delete_programme, "DELETE FROM agenda_item WHERE session = $1", .params = "i")
STATEMENT(attached_to_session,
          "SELECT (SELECT count(*) FROM document d WHERE d.session = $1) + "
          "(SELECT count(*) FROM attendance a WHERE a.session = $1) + "
          "(SELECT count(*) FROM takeaway t WHERE t.session = $1) + "
          "(SELECT count(*) FROM minutes_version v WHERE v.session = $1) + "
          "(SELECT count(*) FROM activity y WHERE y.session = $1)",
          .params = "i")
STATEMENT(readers_of_cycle,
          "SELECT p.id AS person, p.email, p.name, p.lang FROM person p WHERE p.email IS NOT NULL AND p.id IN "
          "(SELECT r.person FROM role r WHERE r.cycle = $1 AND r.role <> 'juror') ORDER BY p.id",
          .params = "i", ROW(struct reader, person, email, name, lang))
STATEMENT(role_of_person,
          "SELECT person FROM role WHERE cycle = $1 AND person = $2 AND role <> 'juror'", .params = "ii")

struct rows sessions_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &sessions_of_cycle, BIND(cycle));
}

struct session *session_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &session_with_id, BIND(id));
}

struct session *session_by_checkin(struct db *db, struct arena *arena, struct text code)
{
	return db_one(db, arena, &session_with_checkin, BIND(code));
}

struct rows sessions_of_person(struct db *db, struct arena *arena, int64_t person)
{
	return db_all(db, arena, &sessions_for_person, BIND(person));
}

int64_t session_insert(struct db *tx, const struct session_input *in, struct text checkin, struct instant now)
{
	return db_int(tx, &insert_session,
	              BIND(in->cycle, in->title, in->day, in->starts, in->ends, in->place, in->address, in->access,
	                   in->summary, checkin, now));
}

void session_update(struct db *tx, const struct session_input *in)
{
	db_run(tx, &update_session,
	       BIND(in->id, in->title, in->day, in->starts, in->ends, in->place, in->address, in->access, in->summary));
}

void session_rescheduled(struct db *tx, int64_t id, struct instant now)
{
	db_run(tx, &reschedule_session, BIND(id, now));
}

void session_delete(struct db *tx, int64_t id)
{
	db_run(tx, &delete_programme, BIND(id));
	db_run(tx, &delete_session, BIND(id));
}

int64_t session_attached(struct db *db, int64_t id)
{
	return db_int(db, &attached_to_session, BIND(id));
}

struct rows readers_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &readers_of_cycle, BIND(cycle));
}

bool takes_part(struct db *db, int64_t cycle, int64_t person)
{
	return db_int(db, &role_of_person, BIND(cycle, person)) != 0;
}

/* The programme. */

#define ITEM_SELECT "SELECT id, session, starts, ends, kind, title, speaker, office, abstract FROM agenda_item "
#define ITEM_ROW ROW(struct agenda_item, id, session, starts, ends, kind, title, speaker, office, abstract)

STATEMENT(agenda_of_session, ITEM_SELECT "WHERE session = $1 ORDER BY starts, ends, id", .params = "i", ITEM_ROW)
STATEMENT(agenda_item_with_id, ITEM_SELECT "WHERE id = $1", .params = "i", ITEM_ROW)
STATEMENT(insert_agenda_item,
          "INSERT INTO agenda_item (session, starts, ends, kind, title, speaker, office, abstract) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
          .params = "iiittttt", ROW(struct agenda_item, id))
STATEMENT(update_agenda_item,
          "UPDATE agenda_item SET starts = $2, ends = $3, kind = $4, title = $5, speaker = $6, office = $7, "
          "abstract = $8 WHERE id = $1",
          .params = "iiittttt")
STATEMENT(delete_agenda_item, "DELETE FROM agenda_item WHERE id = $1 AND session = $2", .params = "ii")

struct rows agenda_of(struct db *db, struct arena *arena, int64_t session)
{
	return db_all(db, arena, &agenda_of_session, BIND(session));
}

struct agenda_item *agenda_item_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &agenda_item_with_id, BIND(id));
}

int64_t agenda_insert(struct db *tx, const struct agenda_input *in)
{
	return db_int(tx, &insert_agenda_item,
	              BIND(in->session, in->starts, in->ends, in->kind, in->title, in->speaker, in->office, in->abstract));
}

void agenda_update(struct db *tx, const struct agenda_input *in)
{
	db_run(tx, &update_agenda_item,
	       BIND(in->id, in->starts, in->ends, in->kind, in->title, in->speaker, in->office, in->abstract));
}

bool agenda_delete(struct db *tx, const struct session_part *in)
{
	return db_run(tx, &delete_agenda_item, BIND(in->id, in->session)) > 0;
}
