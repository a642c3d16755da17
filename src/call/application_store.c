/* The SQL of applications, their pairs and their answers. */
#include "call/application.h"

#define APPLICATION_SELECT                                                                  \
	"SELECT a.id, a.call, c.cycle, a.territory, a.author, a.version, a.number, t.name, t.kind, t.code, " \
	"t.departement, t.population, a.created, a.saved, a.submitted, a.outcome, a.rank, e.person AS elected, " \
	"s.person AS staff, e.name AS elected_name, e.office AS elected_office, s.name AS staff_name, " \
	"s.office AS staff_office FROM application a JOIN call c ON c.id = a.call " \
	"JOIN territory t ON t.id = a.territory " \
	"LEFT JOIN applicant e ON e.application = a.id AND e.side = 'elected' " \
	"LEFT JOIN applicant s ON s.application = a.id AND s.side = 'staff' "
#define APPLICATION_ROW                                                                     \
	ROW(struct application, id, call, cycle, territory, author, version, number, name, kind, code, departement, \
	    population, created, saved, submitted, outcome, rank, elected, staff, elected_name, elected_office, \
	    staff_name, staff_office)

STATEMENT(application_with_id, APPLICATION_SELECT "WHERE a.id = $1", .params = "i", APPLICATION_ROW)
STATEMENT(applications_in,
          APPLICATION_SELECT "WHERE a.call = $1 AND a.submitted IS NOT NULL ORDER BY t.name, a.id",
          .params = "i", APPLICATION_ROW)
STATEMENT(applications_with_person,
          APPLICATION_SELECT "WHERE a.call = $1 AND (e.person = $2 OR s.person = $2) ORDER BY a.created, a.id",
          .params = "ii", APPLICATION_ROW)

STATEMENT(progress_in,
          "SELECT a.id, t.name, t.kind, a.number, a.outcome, a.created, a.submitted, e.name AS elected_name, "
          "s.name AS staff_name, e.confirmed AS elected_confirmed, s.confirmed AS staff_confirmed "
          "FROM application a JOIN territory t ON t.id = a.territory "
          "LEFT JOIN applicant e ON e.application = a.id AND e.side = 'elected' "
          "LEFT JOIN applicant s ON s.application = a.id AND s.side = 'staff' "
          "WHERE a.call = $1 ORDER BY CASE WHEN a.submitted IS NULL THEN 1 ELSE 0 END, a.submitted, t.name, a.id",
          .params = "i",
          ROW(struct progress, id, name, kind, number, outcome, created, submitted, elected_name, staff_name,
              elected_confirmed, staff_confirmed))

STATEMENT(saver_of_application,
          "SELECT p.name, a.saved AS at FROM application a JOIN person p ON p.id = a.saver WHERE a.id = $1",
          .params = "i", ROW(struct saver, name, at))

STATEMENT(application_with_territory, "SELECT id FROM application WHERE call = $1 AND territory = $2", .params = "ii",
          ROW(struct application, id))
STATEMENT(insert_application,
          "INSERT INTO application (call, territory, author, created, saved, saver) "
          "VALUES ($1, $2, $3, $4, $4, $3) RETURNING id",
          .params = "iiii", ROW(struct application, id))
STATEMENT(touch_application, "UPDATE application SET version = version + 1, saved = $2, saver = $3 WHERE id = $1",
          .params = "iii")
STATEMENT(submit_application, "UPDATE application SET submitted = $3, number = $2 WHERE id = $1", .params = "iti")
STATEMENT(numbers_of_year, "SELECT CAST(count(*) AS bigint) AS n FROM application WHERE number LIKE $1", .params = "t")
STATEMENT(decide_application, "UPDATE application SET outcome = $2, rank = $3 WHERE id = $1", .params = "iti")

/* The file of an answer is named by its id; compared as texts, so that an answer which is no
 * number is never cast. */
STATEMENT(answers_of_application,
          "SELECT q.id AS question, q.label, q.kind, a.value, f.id AS file, f.size AS file_size, f.name AS file_name "
          "FROM application p JOIN question q ON q.call = p.call "
          "LEFT JOIN answer a ON a.application = p.id AND a.question = q.id "
          "LEFT JOIN file f ON q.kind = 'file' AND f.kind = 'answer' AND f.item = p.id "
          "AND CAST(f.id AS text) = a.value "
          "WHERE p.id = $1 ORDER BY q.place, q.id",
          .params = "i", ROW(struct answer, question, label, kind, value, file, file_size, file_name))
STATEMENT(put_answer,
          "INSERT INTO answer (application, question, value) VALUES ($1, $2, $3) "
          "ON CONFLICT (application, question) DO UPDATE SET value = excluded.value",
          .params = "iit")
STATEMENT(delete_answer, "DELETE FROM answer WHERE application = $1 AND question = $2", .params = "ii")
STATEMENT(insert_answer_file,
          "INSERT INTO file (hash, name, type, size, kind, item, person, created) "
          "VALUES ($1, $2, $3, $4, 'answer', $5, $6, $7) RETURNING id",
          .params = "tttiiii")
STATEMENT(delete_answer_file, "DELETE FROM file WHERE id = $2 AND kind = 'answer' AND item = $1", .params = "ii")
STATEMENT(answer_file_with_id, "SELECT hash, name, type FROM file WHERE id = $2 AND kind = 'answer' AND item = $1",
          .params = "ii", ROW(struct answer_file, hash, name, type))

#define APPLICANT_SELECT                                                                    \
	"SELECT application, side, email, name, office, person, invited, confirmed FROM applicant "
#define APPLICANT_ROW                                                                       \
	ROW(struct applicant, application, side, email, name, office, person, invited, confirmed)

STATEMENT(applicants_in, APPLICANT_SELECT "WHERE application = $1 ORDER BY side", .params = "i", APPLICANT_ROW)
STATEMENT(applicant_on_side, APPLICANT_SELECT "WHERE application = $1 AND side = $2", .params = "it", APPLICANT_ROW)
STATEMENT(applicant_by_token, APPLICANT_SELECT "WHERE token = $1", .params = "t", APPLICANT_ROW)
STATEMENT(put_applicant,
          "INSERT INTO applicant (application, side, email, name, office, person, token, invited, confirmed) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (application, side) DO UPDATE SET "
          "email = excluded.email, name = excluded.name, office = excluded.office, token = excluded.token, "
          "invited = excluded.invited",
          .params = "ittttitii")
STATEMENT(confirm_applicant, "UPDATE applicant SET person = $3, confirmed = $4 WHERE application = $1 AND side = $2",
          .params = "itii")

struct roles_there {
	bool facilitator, juror;
};
STATEMENT(roles_on_application,
          "SELECT CASE WHEN EXISTS (SELECT 1 FROM role r WHERE r.cycle = $2 AND r.person = $3 "
          "AND r.role = 'facilitator') THEN 1 ELSE 0 END AS facilitator, "
          "CASE WHEN EXISTS (SELECT 1 FROM role r WHERE r.cycle = $2 AND r.person = $3 AND r.role = 'juror') "
          "AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.application = $1 AND x.juror = $3) "
          "THEN 1 ELSE 0 END AS juror",
          .params = "iii", ROW(struct roles_there, facilitator, juror))

struct application *application_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &application_with_id, BIND(id));
}

struct rows applications_submitted(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &applications_in, BIND(call));
}

struct rows applications_of_person(struct db *db, struct arena *arena, int64_t call, int64_t person)
{
	return db_all(db, arena, &applications_with_person, BIND(call, person));
}

struct rows answers_of(struct db *db, struct arena *arena, int64_t application)
{
	return db_all(db, arena, &answers_of_application, BIND(application));
}

struct rows applicants_of(struct db *db, struct arena *arena, int64_t application)
{
	return db_all(db, arena, &applicants_in, BIND(application));
}

struct rows progress_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &progress_in, BIND(call));
}

struct saver saver_of(struct db *db, struct arena *arena, int64_t application)
{
	const struct saver *found = db_one(db, arena, &saver_of_application, BIND(application));
	return found ? *found : (struct saver){ 0 };
}

unsigned application_reach(struct db *db, struct arena *arena, const struct viewer *v, const struct application *a)
{
	if (v->person == 0)
		return 0;
	unsigned reach = v->person == a->elected || v->person == a->staff ? REACH_READ | REACH_WRITE : 0;
	const struct roles_there *roles = db_one(db, arena, &roles_on_application, BIND(a->id, a->cycle, v->person));
	if (a->submitted.s == 0 || !roles)
		return reach;
	if (roles->facilitator || v->admin)
		reach |= REACH_READ | REACH_FACILITATE;
	return roles->juror ? reach | REACH_READ : reach;
}

int64_t application_of_territory(struct db *db, int64_t call, int64_t territory)
{
	return db_int(db, &application_with_territory, BIND(call, territory));
}

int64_t application_insert(struct db *tx, int64_t call, int64_t territory, int64_t author, struct instant at)
{
	return db_int(tx, &insert_application, BIND(call, territory, author, at));
}

void application_touch(struct db *tx, const struct application_draft *in)
{
	db_run(tx, &touch_application, BIND(in->application, in->at, in->person));
}

void application_set_submitted(struct db *tx, int64_t application, struct text number, struct instant at)
{
	db_run(tx, &submit_application, BIND(application, number, at));
}

int64_t numbers_given(struct db *db, struct arena *arena, struct text year)
{
	return db_int(db, &numbers_of_year, BIND(text_join(arena, year, text("%"))));
}

void application_set_outcome(struct db *tx, int64_t application, struct text outcome, int64_t rank)
{
	db_run(tx, &decide_application, BIND(application, outcome, v_id(rank)));
}

void answer_put(struct db *tx, int64_t application, int64_t question, struct text value)
{
	db_run(tx, &put_answer, BIND(application, question, value));
}

void answer_delete(struct db *tx, int64_t application, int64_t question)
{
	db_run(tx, &delete_answer, BIND(application, question));
}

int64_t answer_file_insert(struct db *tx, const struct attachment *in)
{
	return db_int(tx, &insert_answer_file, BIND(in->file.hash, in->file.name, in->file.type, in->file.size,
	                                            in->application, in->person, in->at));
}

void answer_file_delete(struct db *tx, int64_t application, int64_t file)
{
	db_run(tx, &delete_answer_file, BIND(application, file));
}

struct answer_file *answer_file(struct db *db, struct arena *arena, int64_t application, int64_t file)
{
	return db_one(db, arena, &answer_file_with_id, BIND(application, file));
}

void applicant_put(struct db *tx, const struct applicant *a, struct text token)
{
	db_run(tx, &put_applicant, BIND(a->application, a->side, a->email, a->name, a->office, v_id(a->person),
	                                token.n ? value_text(token) : (struct value){ .kind = VALUE_NULL }, a->invited,
	                                a->confirmed));
}

void applicant_set_confirmed(struct db *tx, int64_t application, struct text side, int64_t person, struct instant at)
{
	db_run(tx, &confirm_applicant, BIND(application, side, person, at));
}

struct applicant *applicant_of_side(struct db *db, struct arena *arena, int64_t application, struct text side)
{
	return db_one(db, arena, &applicant_on_side, BIND(application, side));
}

struct applicant *applicant_with_token(struct db *db, struct arena *arena, struct text token)
{
	return db_one(db, arena, &applicant_by_token, BIND(token));
}
