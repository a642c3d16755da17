/* The SQL of the grid: criteria in their order. */
#include "selection/selection_store.h"

#define CRITERION_SELECT "SELECT id, call, place, key, label, help FROM criterion "
#define CRITERION_ROW ROW(struct criterion, id, call, place, key, label, help)

STATEMENT(criteria_of_call, CRITERION_SELECT "WHERE call = $1 ORDER BY place, id", .params = "i", CRITERION_ROW)
STATEMENT(criterion_with_id, CRITERION_SELECT "WHERE id = $1", .params = "i", CRITERION_ROW)
STATEMENT(criterion_with_key, "SELECT id FROM criterion WHERE call = $1 AND key = $2 AND id <> $3", .params = "iti",
          ROW(struct criterion, id))
STATEMENT(insert_criterion,
          "INSERT INTO criterion (call, place, key, label, help) VALUES ($1, $2, $3, $4, $5) RETURNING id",
          .params = "iittt", ROW(struct criterion, id))
STATEMENT(update_criterion, "UPDATE criterion SET key = $2, label = $3, help = $4 WHERE id = $1", .params = "ittt")
STATEMENT(delete_criterion, "DELETE FROM criterion WHERE id = $1", .params = "i")
STATEMENT(place_criterion, "UPDATE criterion SET place = $2 WHERE id = $1", .params = "ii")
STATEMENT(marked_application,
          "SELECT r.application FROM review r JOIN application a ON a.id = r.application WHERE a.call = $1 LIMIT 1",
          .params = "i", ROW(struct review, application))

struct rows criteria_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &criteria_of_call, BIND(call));
}

struct criterion *criterion_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &criterion_with_id, BIND(id));
}

bool criterion_key_taken(struct db *db, int64_t call, struct text key, int64_t except)
{
	return db_int(db, &criterion_with_key, BIND(call, key, except)) != 0;
}

int64_t criterion_insert(struct db *tx, const struct criterion_input *in, int64_t place)
{
	return db_int(tx, &insert_criterion, BIND(in->call, place, in->key, in->label, in->help));
}

void criterion_update(struct db *tx, const struct criterion_input *in)
{
	db_run(tx, &update_criterion, BIND(in->id, in->key, in->label, in->help));
}

void criterion_delete(struct db *tx, int64_t id)
{
	db_run(tx, &delete_criterion, BIND(id));
}

void criterion_place(struct db *tx, int64_t id, int64_t place)
{
	db_run(tx, &place_criterion, BIND(id, place));
}

bool call_is_marked(struct db *db, int64_t call)
{
	return db_int(db, &marked_application, BIND(call)) != 0;
}
