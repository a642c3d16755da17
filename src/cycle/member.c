/* Members of a cohort: SQL and the two moves, joining and leaving. */
#include "cycle/member.h"

#include "base/sort.h"
#include "people/person.h"

#define MEMBER_SELECT                                                                       \
	"SELECT m.id, m.cycle, m.territory, m.application, t.name, t.kind, t.code, t.departement, t.population, " \
	"m.joined, m.withdrawn, m.reason, m.replaces FROM member m JOIN territory t ON t.id = m.territory "
#define MEMBER_ROW                                                                          \
	ROW(struct member, id, cycle, territory, application, name, kind, code, departement, population, joined, \
	    withdrawn, reason, replaces)

STATEMENT(members_of_cycle, MEMBER_SELECT "WHERE m.cycle = $1 ORDER BY m.territory", .params = "i", MEMBER_ROW)
STATEMENT(names_of_members,
          "SELECT t.name FROM member m JOIN territory t ON t.id = m.territory WHERE m.cycle = $1 AND m.withdrawn IS NULL "
          "ORDER BY m.territory",
          .params = "i", ROW(struct member, name))
STATEMENT(member_with_id, MEMBER_SELECT "WHERE m.id = $1", .params = "i", MEMBER_ROW)
STATEMENT(insert_member,
          "INSERT INTO member (cycle, territory, application, joined, replaces) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (cycle, territory) DO UPDATE SET withdrawn = NULL, reason = '' RETURNING id",
          .params = "iiiii", ROW(struct member, id))
STATEMENT(withdraw_member, "UPDATE member SET withdrawn = $2, reason = $3 WHERE id = $1 AND withdrawn IS NULL",
          .params = "iit")
STATEMENT(remove_roles, "DELETE FROM role WHERE member = $1", .params = "i")

struct rows members_of(struct db *db, struct arena *arena, int64_t cycle)
{
	struct rows rows = db_all(db, arena, &members_of_cycle, BIND(cycle));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct member), offsetof(struct member, name));
	return rows;
}

struct rows member_names(struct db *db, struct arena *arena, int64_t cycle)
{
	struct rows rows = db_all(db, arena, &names_of_members, BIND(cycle));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct member), offsetof(struct member, name));
	return rows;
}

struct member *member_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &member_with_id, BIND(id));
}

const struct option *member_options(struct db *db, struct arena *arena, int64_t cycle)
{
	struct rows rows = members_of(db, arena, cycle);
	struct option *options = arena_many(arena, struct option, rows.n + 1);
	size_t n = 0;
	for (const struct member *m = rows.at; m < (const struct member *)rows.at + rows.n; m++)
		if (m->withdrawn.s == 0)
			options[n++] = (struct option){ .value = text_format(arena, "%lld", (long long)m->id), .name = m->name };
	return options;
}

int64_t member_admit(struct db *tx, const struct admission *in)
{
	int64_t id = db_int(tx, &insert_member, BIND(in->cycle, in->territory, v_id(in->application), clock_now(),
	                                             v_id(in->replaces)));
	if (in->elected)
		role_add(tx, in->cycle, in->elected, ROLE_ELECTED, id);
	if (in->staff)
		role_add(tx, in->cycle, in->staff, ROLE_STAFF, id);
	return id;
}

void member_leave(struct db *tx, int64_t member, struct instant at, struct text reason)
{
	db_run(tx, &withdraw_member, BIND(member, at, reason));
	db_run(tx, &remove_roles, BIND(member));
}
