/* The SQL of the event and of registrations. */
#include "restitution/restitution_store.h"

#define EVENT_SELECT                                                                        \
	"SELECT e.id, e.cycle, e.title, e.summary, e.body, e.starts, e.ends, e.opens, e.place, e.address, e.capacity, " \
	"e.published, e.version, e.sequence, e.changed, "                                   \
	"(SELECT count(*) FROM registration g WHERE g.restitution = e.id AND g.state = 'registered') AS registered, " \
	"(SELECT count(*) FROM registration g WHERE g.restitution = e.id AND g.state = 'waiting') AS waiting " \
	"FROM restitution e "
#define EVENT_ROW                                                                           \
	ROW(struct restitution, id, cycle, title, summary, body, starts, ends, opens, place, address, capacity, \
	    published, version, sequence, changed, registered, waiting)

STATEMENT(event_of_cycle, EVENT_SELECT "WHERE e.cycle = $1", .params = "i", EVENT_ROW)
STATEMENT(event_with_id, EVENT_SELECT "WHERE e.id = $1", .params = "i", EVENT_ROW)
/* Changes nothing, but holds the row until the end of the transaction. */
STATEMENT(take_event, "UPDATE restitution SET capacity = capacity WHERE cycle = $1", .params = "i")
STATEMENT(insert_event,
          "INSERT INTO restitution (cycle, title, summary, body, starts, ends, opens, place, address, capacity, changed, "
          "created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING id",
          .params = "itttiiittii", ROW(struct restitution, id))
STATEMENT(update_event,
          "UPDATE restitution SET title = $2, summary = $3, body = $4, starts = $5, ends = $6, opens = $7, place = $8, "
          "address = $9, capacity = $10, version = version + 1 WHERE cycle = $1",
          .params = "itttiiitti")
STATEMENT(reschedule_event, "UPDATE restitution SET sequence = sequence + 1, changed = $2 WHERE cycle = $1", .params = "ii")
STATEMENT(publish_event, "UPDATE restitution SET published = $2 WHERE cycle = $1", .params = "ii")

bool restitution_take(struct db *tx, int64_t cycle)
{
	return db_run(tx, &take_event, BIND(cycle)) > 0;
}

struct restitution *restitution_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_one(db, arena, &event_of_cycle, BIND(cycle));
}

struct restitution *restitution_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &event_with_id, BIND(id));
}

int64_t restitution_insert(struct db *tx, const struct restitution_input *in, struct instant now)
{
	return db_int(tx, &insert_event, BIND(in->cycle, in->title, in->summary, in->body, in->starts, in->ends, in->opens,
	                                      in->place, in->address, in->capacity, now));
}

void restitution_update(struct db *tx, const struct restitution_input *in)
{
	db_run(tx, &update_event, BIND(in->cycle, in->title, in->summary, in->body, in->starts, in->ends, in->opens,
	                               in->place, in->address, in->capacity));
}

void restitution_rescheduled(struct db *tx, int64_t cycle, struct instant now)
{
	db_run(tx, &reschedule_event, BIND(cycle, now));
}

void restitution_set_published(struct db *tx, const struct restitution_publication *in)
{
	db_run(tx, &publish_event, BIND(in->cycle, in->published));
}

/* Registrations. */

#define PLAIN_COLUMNS "g.id, g.restitution, g.sequence, g.name, g.email, g.organisation, g.state, g.lang, g.at"
#define REGISTRATION_SELECT                                                                 \
	"SELECT " PLAIN_COLUMNS ", CASE WHEN g.state = 'waiting' THEN (SELECT count(*) FROM registration o WHERE " \
	"o.restitution = g.restitution AND o.state = 'waiting' AND (o.at < g.at OR (o.at = g.at AND o.id <= g.id))) " \
	"ELSE 0 END AS rank FROM registration g "
#define REGISTRATION_ROW                                                                    \
	ROW(struct registration, id, restitution, sequence, name, email, organisation, state, lang, at, rank)

STATEMENT(registration_with_id, REGISTRATION_SELECT "WHERE g.id = $1", .params = "i", REGISTRATION_ROW)
STATEMENT(registration_with_token, REGISTRATION_SELECT "WHERE g.token = $1", .params = "t", REGISTRATION_ROW)
STATEMENT(registration_with_address, REGISTRATION_SELECT "WHERE g.restitution = $1 AND g.email = $2", .params = "it",
          REGISTRATION_ROW)
STATEMENT(registrations_of_event,
          "SELECT " PLAIN_COLUMNS ", CASE WHEN g.state = 'waiting' THEN row_number() OVER (PARTITION BY g.state "
          "ORDER BY g.at, g.id) ELSE 0 END AS rank FROM registration g WHERE g.restitution = $1 ORDER BY "
          "CASE g.state WHEN 'registered' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, g.at, g.id",
          .params = "i", REGISTRATION_ROW)
STATEMENT(insert_registration,
          "INSERT INTO registration (restitution, name, email, organisation, state, token, lang, at, changed) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
          .params = "itttttti", ROW(struct registration, id))
STATEMENT(renew_registration,
          "UPDATE registration SET name = $2, organisation = $3, lang = $4, state = $5, at = $6, changed = $6, "
          "sequence = sequence + 1 WHERE id = $1",
          .params = "itttti")
STATEMENT(cancel_registration,
          "UPDATE registration SET state = 'cancelled', changed = $2, sequence = sequence + 1 WHERE id = $1", .params = "ii")
STATEMENT(admit_registrations,
          "UPDATE registration SET state = 'registered', changed = $3 WHERE id IN (SELECT w.id FROM registration w "
          "WHERE w.restitution = $1 AND w.state = 'waiting' ORDER BY w.at, w.id LIMIT $2) "
          "RETURNING id, restitution, sequence, name, email, organisation, state, lang, at",
          .params = "iii", ROW(struct registration, id, restitution, sequence, name, email, organisation, state, lang, at))

struct registration *registration_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &registration_with_id, BIND(id));
}

struct registration *registration_by_token(struct db *db, struct arena *arena, struct text hash)
{
	return db_one(db, arena, &registration_with_token, BIND(hash));
}

struct registration *registration_of_address(struct db *db, struct arena *arena, int64_t restitution, struct text email)
{
	return db_one(db, arena, &registration_with_address, BIND(restitution, email));
}

struct rows registrations_of(struct db *db, struct arena *arena, int64_t restitution)
{
	return db_all(db, arena, &registrations_of_event, BIND(restitution));
}

int64_t registration_insert(struct db *tx, const struct registration_input *in, const struct registration_row *row)
{
	return db_int(tx, &insert_registration, BIND(row->restitution, in->name, in->email, in->organisation, row->state,
	                                             row->token_hash, lang_name(in->lang), row->now));
}

void registration_renew(struct db *tx, int64_t id, const struct registration_input *in, const struct registration_row *row)
{
	db_run(tx, &renew_registration, BIND(id, in->name, in->organisation, lang_name(in->lang), row->state, row->now));
}

void registration_set_cancelled(struct db *tx, int64_t id, struct instant now)
{
	db_run(tx, &cancel_registration, BIND(id, now));
}

struct rows registrations_admit(struct db *tx, struct arena *arena, int64_t restitution, int64_t n, struct instant now)
{
	return db_all(tx, arena, &admit_registrations, BIND(restitution, n, now));
}
