/* The SQL of roadmaps. Whatever a page or a command takes goes through SEEN; names, and the
 * words of takeaways whose minutes are not public, are read for the cohort only. */
#include "roadmap/roadmap_store.h"

#define ACTION_SELECT(named)                                                                \
	"SELECT a.id, a.cycle, a.member, a.takeaway, a.owner, a.version, a.audience, a.title, a.detail, a.state, " \
	"a.due, a.created, a.updated, CASE WHEN " named " THEN p.name ELSE '' END AS owner_name, " \
	"t.name AS territory, s.id AS session, w.text AS takeaway_text, s.title AS session_title " \
	"FROM action a JOIN member m ON m.id = a.member JOIN territory t ON t.id = m.territory " \
	"LEFT JOIN person p ON p.id = a.owner LEFT JOIN (takeaway w JOIN session s ON s.id = w.session) " \
	"ON w.id = a.takeaway AND (" named " OR s.minutes_audience = 3) "
#define ACTION_ROW                                                                          \
	ROW(struct action, id, cycle, member, takeaway, owner, version, audience, title, detail, state, due, created, \
	    updated, owner_name, territory, session, takeaway_text, session_title)
#define STEP_SELECT                                                                         \
	"SELECT h.id, h.action, h.person, h.state, h.note, CASE WHEN $2 <= 2 THEN p.name ELSE '' END AS author, h.at " \
	"FROM action_step h JOIN action a ON a.id = h.action LEFT JOIN person p ON p.id = h.person "
#define STEP_ROW ROW(struct step, id, action, person, state, note, author, at)
#define CAP_SELECT                                                                          \
	"SELECT k.id, k.cycle, k.member, k.version, k.audience, k.title, k.expected, k.evidence, t.name AS territory, " \
	"k.planned, k.reached, k.created FROM cap k JOIN member m ON m.id = k.member " \
	"JOIN territory t ON t.id = m.territory "
#define CAP_ROW                                                                             \
	ROW(struct cap, id, cycle, member, version, audience, title, expected, evidence, territory, planned, reached, created)

/* Those to be done before those that are done, then dropped; no day after every day. */
#define BY_STATE_AND_DAY                                                                    \
	" ORDER BY CASE a.state WHEN 'dropped' THEN 2 WHEN 'done' THEN 1 ELSE 0 END, " \
	"CASE WHEN a.due IS NULL THEN 1 ELSE 0 END, a.due, a.id"
#define BY_DAY " ORDER BY CASE WHEN k.planned IS NULL THEN 1 ELSE 0 END, k.planned, k.id"

STATEMENT(action_with_id, ACTION_SELECT("1 = 1") "WHERE a.id = $1", .params = "i", ACTION_ROW)
STATEMENT(action_in_reach, ACTION_SELECT("$3 <= 2") "WHERE a.id = $1 AND a.cycle = $2 AND " SEEN("a", "$3", "$4"),
          .params = "iiii", ACTION_ROW)
STATEMENT(actions_of_member,
          ACTION_SELECT("$2 <= 2") "WHERE a.member = $1 AND " SEEN("a", "$2", "$3") BY_STATE_AND_DAY,
          .params = "iii", ACTION_ROW)
STATEMENT(actions_made_public,
          ACTION_SELECT("1 = 0") "WHERE a.member = $1 AND a.audience = 3" BY_STATE_AND_DAY, .params = "i", ACTION_ROW)
STATEMENT(actions_ahead,
          ACTION_SELECT("$2 <= 2") "WHERE a.cycle = $1 AND a.state IN ('planned', 'progress') AND a.due IS NOT NULL "
          "AND m.withdrawn IS NULL AND " SEEN("a", "$2", "$3") " ORDER BY a.due, a.id LIMIT $4",
          .params = "iiii", ACTION_ROW)
STATEMENT(steps_of_actions,
          STEP_SELECT "WHERE a.member = $1 AND " SEEN("a", "$2", "$3") " ORDER BY h.action, h.at, h.id",
          .params = "iii", STEP_ROW)
STATEMENT(steps_of_one, STEP_SELECT "WHERE a.id = $1 AND " SEEN("a", "$2", "$3") " ORDER BY h.at, h.id",
          .params = "iii", STEP_ROW)

STATEMENT(cap_with_id, CAP_SELECT "WHERE k.id = $1", .params = "i", CAP_ROW)
STATEMENT(cap_in_reach, CAP_SELECT "WHERE k.id = $1 AND k.cycle = $2 AND " SEEN("k", "$3", "$4"), .params = "iiii",
          CAP_ROW)
STATEMENT(caps_of_member, CAP_SELECT "WHERE k.member = $1 AND " SEEN("k", "$2", "$3") BY_DAY, .params = "iii", CAP_ROW)
STATEMENT(caps_made_public, CAP_SELECT "WHERE k.member = $1 AND k.audience = 3" BY_DAY, .params = "i", CAP_ROW)

#define COUNT_IF(condition) "CAST(sum(CASE WHEN " condition " THEN 1 ELSE 0 END) AS bigint)"
#define TO_BE_DONE "a.state IN ('planned', 'progress')"
STATEMENT(progress_of_cohort,
          "SELECT m.id AS member, t.name AS territory, m.withdrawn, x.planned, x.progress, x.done, x.dropped, x.late, "
          "y.caps, y.reached, x.next FROM member m JOIN territory t ON t.id = m.territory LEFT JOIN "
          "(SELECT a.member, " COUNT_IF("a.state = 'planned'") " AS planned, " COUNT_IF("a.state = 'progress'")
          " AS progress, " COUNT_IF("a.state = 'done'") " AS done, " COUNT_IF("a.state = 'dropped'") " AS dropped, "
          COUNT_IF(TO_BE_DONE " AND a.due < $4") " AS late, min(CASE WHEN " TO_BE_DONE " AND a.due >= $4 THEN a.due END) AS next "
          "FROM action a WHERE a.cycle = $1 AND " SEEN("a", "$2", "$3") " GROUP BY a.member) x ON x.member = m.id LEFT JOIN "
          "(SELECT k.member, CAST(count(*) AS bigint) AS caps, " COUNT_IF("k.reached IS NOT NULL") " AS reached "
          "FROM cap k WHERE k.cycle = $1 AND " SEEN("k", "$2", "$3") " GROUP BY k.member) y ON y.member = m.id "
          "WHERE m.cycle = $1 ORDER BY t.name, m.id",
          .params = "iiii",
          ROW(struct progress, member, territory, withdrawn, planned, progress, done, dropped, late, caps, reached, next))

STATEMENT(owners_of_actions,
          "SELECT r.person, r.member, p.name, t.name AS territory FROM role r JOIN person p ON p.id = r.person "
          "JOIN member m ON m.id = r.member JOIN territory t ON t.id = m.territory "
          "WHERE r.cycle = $1 AND ($2 = 0 OR r.member = $2) AND r.role IN ('elected', 'staff') ORDER BY t.name, r.role, p.id",
          .params = "ii", ROW(struct owner, person, member, name, territory))
STATEMENT(owner_of_member,
          "SELECT count(*) FROM role WHERE cycle = $1 AND member = $2 AND person = $3 AND role IN ('elected', 'staff')",
          .params = "iii")

STATEMENT(insert_action,
          "INSERT INTO action (cycle, member, takeaway, title, detail, owner, due, audience, created, updated) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id",
          .params = "iiittiiii", ROW(struct action, id))
STATEMENT(update_action,
          "UPDATE action SET takeaway = $2, title = $3, detail = $4, owner = $5, due = $6, audience = $7, updated = $8, "
          "version = version + 1 WHERE id = $1",
          .params = "iittiiii")
STATEMENT(change_action, "UPDATE action SET state = $2, updated = $3 WHERE id = $1", .params = "iti")
STATEMENT(insert_step, "INSERT INTO action_step (action, person, state, note, at) VALUES ($1, $2, $3, $4, $5)",
          .params = "iitti")
STATEMENT(insert_cap,
          "INSERT INTO cap (cycle, member, title, expected, planned, audience, created) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
          .params = "iittiii", ROW(struct cap, id))
STATEMENT(update_cap,
          "UPDATE cap SET title = $2, expected = $3, planned = $4, audience = $5, version = version + 1 WHERE id = $1",
          .params = "ittii")
STATEMENT(reach_cap, "UPDATE cap SET reached = $2, evidence = $3 WHERE id = $1", .params = "iit")

struct action *action_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &action_with_id, BIND(id));
}

struct action *action_seen(struct db *db, struct arena *arena, int64_t id, int64_t cycle, struct sight_of who)
{
	return db_one(db, arena, &action_in_reach, BIND(id, cycle, who.reach, who.member));
}

struct rows actions_of(struct db *db, struct arena *arena, int64_t member, struct sight_of who)
{
	return db_all(db, arena, &actions_of_member, BIND(member, who.reach, who.member));
}

struct rows public_actions_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_all(db, arena, &actions_made_public, BIND(member));
}

struct rows actions_due(struct db *db, struct arena *arena, int64_t cycle, struct sight_of who, int64_t limit)
{
	return db_all(db, arena, &actions_ahead, BIND(cycle, who.reach, who.member, limit));
}

struct rows steps_of_member(struct db *db, struct arena *arena, int64_t member, struct sight_of who)
{
	return db_all(db, arena, &steps_of_actions, BIND(member, who.reach, who.member));
}

struct rows steps_of_action(struct db *db, struct arena *arena, int64_t action, struct sight_of who)
{
	return db_all(db, arena, &steps_of_one, BIND(action, who.reach, who.member));
}

struct cap *cap_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &cap_with_id, BIND(id));
}

struct cap *cap_seen(struct db *db, struct arena *arena, int64_t id, int64_t cycle, struct sight_of who)
{
	return db_one(db, arena, &cap_in_reach, BIND(id, cycle, who.reach, who.member));
}

struct rows caps_of(struct db *db, struct arena *arena, int64_t member, struct sight_of who)
{
	return db_all(db, arena, &caps_of_member, BIND(member, who.reach, who.member));
}

struct rows public_caps_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_all(db, arena, &caps_made_public, BIND(member));
}

struct rows cohort_progress_of(struct db *db, struct arena *arena, int64_t cycle, struct sight_of who, struct day today)
{
	return db_all(db, arena, &progress_of_cohort, BIND(cycle, who.reach, who.member, today));
}

struct rows owners_of(struct db *db, struct arena *arena, int64_t cycle, int64_t member)
{
	return db_all(db, arena, &owners_of_actions, BIND(cycle, member));
}

bool owner_fits(struct db *db, int64_t cycle, int64_t member, int64_t person)
{
	return db_int(db, &owner_of_member, BIND(cycle, member, person)) > 0;
}

int64_t action_insert(struct db *tx, const struct action_input *in, struct instant now)
{
	return db_int(tx, &insert_action, BIND(in->cycle, in->member, v_id(in->takeaway), in->title, in->detail,
	                                       v_id(in->owner), in->due, in->audience, now));
}

void action_update(struct db *tx, const struct action_input *in, struct instant now)
{
	db_run(tx, &update_action, BIND(in->id, v_id(in->takeaway), in->title, in->detail, v_id(in->owner), in->due,
	                                in->audience, now));
}

void step_add(struct db *tx, const struct action_change *in, struct instant now)
{
	db_run(tx, &insert_step, BIND(in->action, v_id(in->person), in->state, in->note, now));
	db_run(tx, &change_action, BIND(in->action, in->state, now));
}

int64_t cap_insert(struct db *tx, const struct cap_input *in, struct instant now)
{
	return db_int(tx, &insert_cap,
	              BIND(in->cycle, in->member, in->title, in->expected, in->planned, in->audience, now));
}

void cap_update(struct db *tx, const struct cap_input *in)
{
	db_run(tx, &update_cap, BIND(in->id, in->title, in->expected, in->planned, in->audience));
}

void cap_set_reached(struct db *tx, const struct cap_passage *in)
{
	db_run(tx, &reach_cap, BIND(in->cap, in->reached, in->evidence));
}
