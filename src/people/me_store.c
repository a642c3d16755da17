/* What a person sees of themselves: the queries of /moi. */
#include "people/me_store.h"

STATEMENT(profile_select,
          "SELECT name, office, phone, lang, email, digest,"
          " CASE WHEN password IS NULL THEN 0 ELSE 1 END AS password,"
          " CASE WHEN calendar IS NULL THEN 0 ELSE 1 END AS calendar FROM person WHERE id = $1",
          .params = "i", ROW(struct my_profile, name, office, phone, lang, email, digest, password, calendar))

STATEMENT(roles_select,
          "SELECT c.slug, c.name AS cycle, r.role, t.name AS territory, c.starts, c.ends"
          " FROM role r JOIN cycle c ON c.id = r.cycle"
          " LEFT JOIN member m ON m.id = r.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE r.person = $1 AND (c.published = 1 OR r.role = 'facilitator')"
          " ORDER BY c.starts DESC, c.id, r.role",
          .params = "i", ROW(struct my_role, slug, cycle, role, territory, starts, ends))

STATEMENT(applications_select,
          "SELECT DISTINCT a.id, c.name AS cycle, t.name AS territory, a.number, a.submitted"
          " FROM application a JOIN call k ON k.id = a.call JOIN cycle c ON c.id = k.cycle"
          " JOIN territory t ON t.id = a.territory LEFT JOIN applicant p ON p.application = a.id"
          " WHERE a.author = $1 OR p.person = $1 ORDER BY a.id DESC",
          .params = "i", ROW(struct my_application, id, cycle, territory, number, submitted))

STATEMENT(logins_select,
          "SELECT token, browser, created, seen FROM login WHERE person = $1 AND expires > $2 ORDER BY seen DESC",
          .params = "ii", ROW(struct my_login, token, browser, created, seen))

struct my_profile *my_profile(struct db *db, struct arena *arena, int64_t person)
{
	return db_one(db, arena, &profile_select, BIND(person));
}

struct rows my_roles(struct db *db, struct arena *arena, int64_t person)
{
	return db_all(db, arena, &roles_select, BIND(person));
}

struct rows my_applications(struct db *db, struct arena *arena, int64_t person)
{
	return db_all(db, arena, &applications_select, BIND(person));
}

struct rows my_logins(struct db *db, struct arena *arena, int64_t person)
{
	return db_all(db, arena, &logins_select, BIND(person, clock_now()));
}
