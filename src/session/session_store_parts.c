/* The SQL of what a session leaves behind: its documents and its takeaways. */
#include "session/session_store.h"

#define DOCUMENT_SELECT                                                                     \
	"SELECT d.id, d.session, d.file, d.title, f.size, f.name, f.hash, f.type FROM document d " \
	"JOIN file f ON f.id = d.file "
#define DOCUMENT_ROW ROW(struct document, id, session, file, title, size, name, hash, type)

STATEMENT(documents_of_session, DOCUMENT_SELECT "WHERE d.session = $1 ORDER BY d.id", .params = "i", DOCUMENT_ROW)
STATEMENT(document_of_file, DOCUMENT_SELECT "WHERE d.file = $1", .params = "i", DOCUMENT_ROW)
STATEMENT(insert_file,
          "INSERT INTO file (hash, name, type, size, kind, item, person, created) "
          "VALUES ($1, $2, $3, $4, 'document', $5, $6, $7) RETURNING id",
          .params = "tttiiii", ROW(struct document, id))
STATEMENT(insert_document,
          "INSERT INTO document (session, title, file, created) VALUES ($1, $2, $3, $4) RETURNING id",
          .params = "itii", ROW(struct document, id))
STATEMENT(delete_document, "DELETE FROM document WHERE id = $1 AND session = $2 RETURNING file", .params = "ii",
          ROW(struct document, file))
STATEMENT(delete_file, "DELETE FROM file WHERE id = $1", .params = "i")

struct rows documents_of(struct db *db, struct arena *arena, int64_t session)
{
	return db_all(db, arena, &documents_of_session, BIND(session));
}

struct document *document_by_file(struct db *db, struct arena *arena, int64_t file)
{
	return db_one(db, arena, &document_of_file, BIND(file));
}

int64_t document_insert(struct db *tx, const struct document_input *in, struct instant now)
{
	int64_t file = db_int(tx, &insert_file, BIND(in->file.hash, in->file.name, in->file.type, in->file.size,
	                                             in->session, v_id(in->person), now));
	return db_int(tx, &insert_document, BIND(in->session, in->title, file, now));
}

bool document_delete(struct db *tx, const struct session_part *in)
{
	int64_t file = db_int(tx, &delete_document, BIND(in->id, in->session));
	return file != 0 && db_run(tx, &delete_file, BIND(file)) > 0;
}

#define TAKEAWAY_SELECT                                                                     \
	"SELECT w.id, w.session, s.cycle, w.person, w.text, s.title AS session_title, p.name AS author, " \
	"s.day AS session_day, CASE WHEN w.removed IS NULL THEN 0 ELSE 1 END AS removed " \
	"FROM takeaway w JOIN session s ON s.id = w.session LEFT JOIN person p ON p.id = w.person "
#define TAKEAWAY_ROW                                                                        \
	ROW(struct takeaway, id, session, cycle, person, text, session_title, author, session_day, removed)

STATEMENT(takeaways_of_cycle,
          TAKEAWAY_SELECT "WHERE s.cycle = $1 AND w.removed IS NULL ORDER BY s.day, s.starts, s.id, w.id",
          .params = "i", TAKEAWAY_ROW)
STATEMENT(takeaways_of_one, TAKEAWAY_SELECT "WHERE w.session = $1 AND w.removed IS NULL ORDER BY w.id", .params = "i",
          TAKEAWAY_ROW)
STATEMENT(takeaway_with_id, TAKEAWAY_SELECT "WHERE w.id = $1", .params = "i", TAKEAWAY_ROW)
STATEMENT(insert_takeaway,
          "INSERT INTO takeaway (session, text, person, created) VALUES ($1, $2, $3, $4) RETURNING id",
          .params = "itii", ROW(struct takeaway, id))
STATEMENT(update_takeaway,
          "UPDATE takeaway SET text = $3 WHERE id = $1 AND session = $2 AND removed IS NULL "
          "AND (person = $4 OR $5 = 1)",
          .params = "iitii")
STATEMENT(remove_takeaway,
          "UPDATE takeaway SET removed = $5 WHERE id = $1 AND session = $2 AND removed IS NULL "
          "AND (person = $3 OR $4 = 1)",
          .params = "iiiii")

struct rows takeaways_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &takeaways_of_cycle, BIND(cycle));
}

struct rows takeaways_of_session(struct db *db, struct arena *arena, int64_t session)
{
	return db_all(db, arena, &takeaways_of_one, BIND(session));
}

struct takeaway *takeaway_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &takeaway_with_id, BIND(id));
}

int64_t takeaway_insert(struct db *tx, const struct takeaway_input *in, struct instant now)
{
	return db_int(tx, &insert_takeaway, BIND(in->session, in->text, v_id(in->person), now));
}

bool takeaway_update(struct db *tx, const struct takeaway_input *in)
{
	return db_run(tx, &update_takeaway, BIND(in->id, in->session, in->text, in->person, in->facilitates)) > 0;
}

bool takeaway_delete(struct db *tx, const struct takeaway_removal *in, struct instant now)
{
	return db_run(tx, &remove_takeaway, BIND(in->id, in->session, in->person, in->facilitates, now)) > 0;
}
