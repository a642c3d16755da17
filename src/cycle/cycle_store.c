/* The SQL of cycles. The calendar looks across the whole path: it is the one place that does. */
#include "cycle/cycle_store.h"

#define CYCLE_COLUMNS "id, slug, name, track, summary, body, note, welcome, charter, starts, ends, published"
#define CYCLE_ROW                                                                           \
	ROW(struct cycle, id, slug, name, track, summary, body, note, welcome, charter, starts, ends, published)

STATEMENT(cycle_with_id, "SELECT " CYCLE_COLUMNS " FROM cycle WHERE id = $1", .params = "i", CYCLE_ROW)

STATEMENT(cycle_with_slug, "SELECT id FROM cycle WHERE slug = $1 AND id <> $2", .params = "ti",
          ROW(struct cycle, id))

STATEMENT(cycles_seen,
          "SELECT c.id, c.slug, c.name, c.track, c.summary, c.starts, c.ends, c.published, "
          "(SELECT count(*) FROM member m WHERE m.cycle = c.id AND m.withdrawn IS NULL) AS territories "
          "FROM cycle c WHERE c.published = 1 OR $1 = 1 OR EXISTS "
          "(SELECT 1 FROM role r WHERE r.cycle = c.id AND r.person = $2 AND r.role = 'facilitator') "
          "ORDER BY c.starts DESC, c.id DESC",
          .params = "ii", ROW(struct cycle_card, id, slug, name, track, summary, starts, ends, published, territories))

#define CALENDAR_SELECT                                                                     \
	"SELECT c.id AS cycle, a.opens AS call_opens, a.closes AS call_closes, a.decided, "     \
	"(SELECT min(day) FROM session s WHERE s.cycle = c.id) AS first_session, "              \
	"(SELECT max(day) FROM session s WHERE s.cycle = c.id) AS last_session, c.ends AS cycle_ends, " \
	"r.opens AS registration_opens, r.starts AS restitution_starts, r.ends AS restitution_ends " \
	"FROM cycle c LEFT JOIN call a ON a.cycle = c.id AND a.published = 1 "                  \
	"LEFT JOIN restitution r ON r.cycle = c.id AND r.published = 1 "
#define CALENDAR_ROW                                                                        \
	ROW(struct calendar, cycle, call_opens, call_closes, decided, first_session, last_session, cycle_ends, \
	    registration_opens, restitution_starts, restitution_ends)

STATEMENT(calendar_of_cycle, CALENDAR_SELECT "WHERE c.id = $1", .params = "i", CALENDAR_ROW)
STATEMENT(calendars_of_cycles, CALENDAR_SELECT "WHERE c.id IN {ids:$1}", .params = "l", CALENDAR_ROW)

STATEMENT(insert_cycle,
          "INSERT INTO cycle (slug, name, track, summary, body, note, starts, ends, created) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
          .params = "ttttttiii", ROW(struct cycle, id))

STATEMENT(update_cycle,
          "UPDATE cycle SET slug = $2, name = $3, track = $4, summary = $5, body = $6, note = $7, "
          "starts = $8, ends = $9 WHERE id = $1",
          .params = "ittttttii")

STATEMENT(publish_cycle, "UPDATE cycle SET published = $2 WHERE id = $1", .params = "ii")

struct cycle *cycle_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &cycle_with_id, BIND(id));
}

struct calendar cycle_calendar(struct db *db, struct arena *arena, int64_t id)
{
	const struct calendar *found = db_one(db, arena, &calendar_of_cycle, BIND(id));
	return found ? *found : (struct calendar){ 0 };
}

static void put_calendars(struct db *db, struct arena *arena, struct cycle_card *cards, size_t n)
{
	int64_t *ids = arena_many(arena, int64_t, n);
	for (size_t i = 0; i < n; i++)
		ids[i] = cards[i].id;
	struct rows found = db_all(db, arena, &calendars_of_cycles, BIND(v_list(ids, n)));
	const struct calendar *calendars = found.at;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < found.n; j++)
			if (calendars[j].cycle == cards[i].id)
				cards[i].calendar = calendars[j];
}

struct rows cycle_cards(struct db *db, struct arena *arena, const struct viewer *viewer)
{
	struct rows cards = db_all(db, arena, &cycles_seen, BIND(viewer->admin, viewer->person));
	put_calendars(db, arena, cards.at, cards.n);
	return cards;
}

bool cycle_slug_taken(struct db *db, struct text slug, int64_t except)
{
	return db_int(db, &cycle_with_slug, BIND(slug, except)) != 0;
}

int64_t cycle_insert(struct db *tx, const struct cycle_input *in, struct instant now)
{
	return db_int(tx, &insert_cycle,
	              BIND(in->slug, in->name, in->track, in->summary, in->body, in->note, in->starts, in->ends, now));
}

void cycle_update(struct db *tx, const struct cycle_input *in)
{
	db_run(tx, &update_cycle,
	       BIND(in->id, in->slug, in->name, in->track, in->summary, in->body, in->note, in->starts, in->ends));
}

void cycle_set_published(struct db *tx, const struct cycle_publication *in)
{
	db_run(tx, &publish_cycle, BIND(in->id, in->published));
}
