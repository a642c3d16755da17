/* Persons and their roles in cycles: the rows. Who may do what lives in viewer.c. */
#include "people/person.h"

#include "people/token.h"

#define PERSON_COLUMNS "SELECT id, email, name, office, phone, lang, admin FROM person"
#define PERSON_ROW ROW(struct person, id, email, name, office, phone, lang, admin)

STATEMENT(select_person, PERSON_COLUMNS " WHERE id = $1", .params = "i", PERSON_ROW)
STATEMENT(select_person_by_email, PERSON_COLUMNS " WHERE email = $1", .params = "t", PERSON_ROW)
STATEMENT(select_person_by_calendar, PERSON_COLUMNS " WHERE calendar = $1", .params = "t", PERSON_ROW)

STATEMENT(ensure_person,
          "INSERT INTO person (email, name, office, created) VALUES ($1, $2, $3, $4)"
          " ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id",
          .params = "ttti")

STATEMENT(set_admin, "UPDATE person SET admin = $2 WHERE id = $1", .params = "ii")

STATEMENT(introduce_person,
          "UPDATE person SET name = $2, office = CASE WHEN office = '' THEN $3 ELSE office END"
          " WHERE id = $1 AND name = email",
          .params = "itt")

STATEMENT(insert_role,
          "INSERT INTO role (cycle, person, role, member, since) VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (cycle, person, role) DO UPDATE SET member = COALESCE(excluded.member, role.member)",
          .params = "iitii")

STATEMENT(delete_role, "DELETE FROM role WHERE cycle = $1 AND person = $2 AND role = $3", .params = "iit")

STATEMENT(select_participants,
          "SELECT r.person, r.member, p.name, p.office, p.email, p.phone, r.role, t.name AS territory"
          " FROM role r JOIN person p ON p.id = r.person"
          " LEFT JOIN member m ON m.id = r.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE r.cycle = $1 ORDER BY p.name, p.id, r.role",
          .params = "i",
          ROW(struct participant, person, member, name, office, email, phone, role, territory))

struct person *person_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &select_person, BIND(id));
}

struct person *person_by_email(struct db *db, struct arena *arena, struct text email)
{
	return email.n ? db_one(db, arena, &select_person_by_email, BIND(text_lower(arena, email))) : NULL;
}

struct person *person_by_calendar(struct db *db, struct arena *arena, struct text token)
{
	struct text hash = token_hash(arena, token);
	return hash.n ? db_one(db, arena, &select_person_by_calendar, BIND(hash)) : NULL;
}

struct url calendar_feed_url(struct text token)
{
	return URL("/calendrier/$1", token);
}

int64_t person_ensure(struct db *tx, struct arena *arena, struct text email, struct text name, struct text office)
{
	return db_int(tx, &ensure_person, BIND(text_lower(arena, email), name, office, clock_now()));
}

void person_set_admin(struct db *tx, int64_t person, bool admin)
{
	db_run(tx, &set_admin, BIND(person, admin));
}

void person_introduce(struct db *tx, int64_t person, struct text name, struct text office)
{
	if (name.n)
		db_run(tx, &introduce_person, BIND(person, name, office));
}

enum lang person_lang(const struct person *person)
{
	enum lang lang = LANG_FR;
	(void)lang_parse(person->lang, &lang); /* French when the row says nothing known */
	return lang;
}

void role_add(struct db *tx, int64_t cycle, int64_t person, enum role role, int64_t member)
{
	db_run(tx, &insert_role, BIND(cycle, person, role_name(role), v_id(member), clock_now()));
}

void role_remove(struct db *tx, int64_t cycle, int64_t person, enum role role)
{
	db_run(tx, &delete_role, BIND(cycle, person, role_name(role)));
}

struct rows participants_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &select_participants, BIND(cycle));
}
