/* Commands and SQL of minutes. A saving made from an older version than the present one is
 * refused: the page then shows both, and the next saving is made knowing the other. */
#include "session/minutes.h"

STATEMENT(versions_of_minutes,
          "SELECT v.version, p.name AS author, v.created FROM minutes_version v LEFT JOIN person p ON p.id = v.person "
          "WHERE v.session = $1 ORDER BY v.version DESC",
          .params = "i", ROW(struct minutes_version, version, author, created))
STATEMENT(version_of_minutes,
          "SELECT v.version, v.text, p.name AS author, v.created FROM minutes_version v "
          "LEFT JOIN person p ON p.id = v.person WHERE v.session = $1 AND v.version = $2",
          .params = "ii", ROW(struct minutes_version, version, text, author, created))
STATEMENT(insert_minutes_version,
          "INSERT INTO minutes_version (session, version, text, person, created) VALUES ($1, $2, $3, $4, $5)",
          .params = "iitii")
STATEMENT(update_minutes, "UPDATE session SET minutes = $2, minutes_version = $3 WHERE id = $1", .params = "iti")
STATEMENT(publish_minutes, "UPDATE session SET minutes_audience = $2 WHERE id = $1", .params = "ii")

struct rows minutes_versions(struct db *db, struct arena *arena, int64_t session)
{
	return db_all(db, arena, &versions_of_minutes, BIND(session));
}

struct minutes_version *minutes_version_of(struct db *db, struct arena *arena, int64_t session, int64_t version)
{
	return db_one(db, arena, &version_of_minutes, BIND(session, version));
}

bool minutes_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct minutes_input *in = input;
	const struct session *s = session_by_id(tx, arena, in->session);
	if (!s)
		return error_missing(err);
	if (s->minutes_version != in->version)
		return error_conflict(err, N_("Quelqu'un a enregistré le compte rendu pendant que vous l'écriviez. Votre texte est ci-dessous, le sien à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	made->id = s->minutes_version + 1;
	db_run(tx, &update_minutes, BIND(in->session, in->minutes, made->id));
	db_run(tx, &insert_minutes_version, BIND(in->session, made->id, in->minutes, v_id(in->person), clock_now()));
	return true;
}

bool minutes_publish(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct minutes_publication *in = input;
	const struct session *s = session_by_id(tx, arena, in->session);
	if (!s)
		return error_missing(err);
	if (in->audience != 0 && text_trim(s->minutes).n == 0)
		return error_rule(err, N_("Écrivez d'abord le compte rendu, puis publiez-le."));
	db_run(tx, &publish_minutes, BIND(in->session, in->audience));
	made->id = in->session;
	return true;
}
