/* The export of "Mes données": one query a table that knows people, each row written as JSON
 * from the statement's own columns. A new table that holds a person is a new line here; a test
 * reads the schema and says which one is missing. */
#include "people/export.h"

#include "base/check.h"

#include <jansson.h>

/* Members for every column that some section has. */
struct mine {
	struct text name, email, office, phone, lang, cycle, role, territory, browser, number, outcome, side,
	    question, value, criterion, comment, reason, title, body, topic, state, context, done, results,
	    difficulties, advice, text, author, detail, note, session, organisation, type, summary, kind,
	    subject, plain;
	int64_t mark, size;
	bool admin, digest;
	struct instant created, since, seen, expires, used, accepted, saved, submitted, confirmed, at, lifted,
	    updated, published, sent;
	struct day day, due;
};

#define MINE(name, sql, ...) STATEMENT(name, sql, .params = "i", ROW(struct mine, __VA_ARGS__))
#define BY_ADDRESS(name, sql, ...) STATEMENT(name, sql, .params = "t", ROW(struct mine, __VA_ARGS__))
#define OF_CALL " JOIN call k ON k.id = a.call JOIN cycle c ON c.id = k.cycle JOIN territory t ON t.id = a.territory"

MINE(profile, "SELECT name, email, office, phone, lang, admin, digest, created FROM person WHERE id = $1",
     name, email, office, phone, lang, admin, digest, created)
MINE(roles, "SELECT c.name AS cycle, r.role, t.name AS territory, r.since FROM role r JOIN cycle c ON c.id = r.cycle"
     " LEFT JOIN member m ON m.id = r.member LEFT JOIN territory t ON t.id = m.territory WHERE r.person = $1"
     " ORDER BY r.since, r.role", cycle, role, territory, since)
MINE(logins, "SELECT browser, created, seen, expires FROM login WHERE person = $1 ORDER BY created",
     browser, created, seen, expires)
BY_ADDRESS(links, "SELECT created, expires, used FROM magic_link WHERE email = $1 ORDER BY created",
           created, expires, used)
BY_ADDRESS(invitations, "SELECT c.name AS cycle, i.role, i.name, i.office, i.created, i.accepted FROM invitation i"
           " JOIN cycle c ON c.id = i.cycle WHERE i.email = $1 ORDER BY i.id",
           cycle, role, name, office, created, accepted)
MINE(applications, "SELECT c.name AS cycle, t.name AS territory, a.number, a.outcome, a.created, a.saved, a.submitted"
     " FROM application a" OF_CALL " WHERE a.author = $1 OR EXISTS (SELECT 1 FROM applicant p"
     " WHERE p.application = a.id AND p.person = $1) ORDER BY a.id",
     cycle, territory, number, outcome, created, saved, submitted)
BY_ADDRESS(pairs, "SELECT t.name AS territory, p.side, p.name, p.email, p.office, p.confirmed FROM applicant p"
           " JOIN application a ON a.id = p.application JOIN territory t ON t.id = a.territory"
           " WHERE p.email = $1 ORDER BY a.id", territory, side, name, email, office, confirmed)
MINE(answers, "SELECT t.name AS territory, q.label AS question, w.value FROM answer w"
     " JOIN question q ON q.id = w.question JOIN application a ON a.id = w.application"
     " JOIN territory t ON t.id = a.territory WHERE a.author = $1 OR EXISTS (SELECT 1 FROM applicant p"
     " WHERE p.application = a.id AND p.person = $1) ORDER BY a.id, q.place", territory, question, value)
MINE(reviews, "SELECT t.name AS territory, r.comment, r.at FROM review r JOIN application a ON a.id = r.application"
     " JOIN territory t ON t.id = a.territory WHERE r.juror = $1 ORDER BY r.at", territory, comment, at)
MINE(marks, "SELECT t.name AS territory, k.label AS criterion, m.mark FROM mark m"
     " JOIN criterion k ON k.id = m.criterion JOIN application a ON a.id = m.application"
     " JOIN territory t ON t.id = a.territory WHERE m.juror = $1 ORDER BY a.id, k.place", territory, criterion, mark)
MINE(recusals, "SELECT t.name AS territory, r.reason, r.at FROM recusal r JOIN application a ON a.id = r.application"
     " JOIN territory t ON t.id = a.territory WHERE r.juror = $1 ORDER BY r.at", territory, reason, at)
MINE(decisions, "SELECT c.name AS cycle, d.at FROM decision d JOIN call k ON k.id = d.call"
     " JOIN cycle c ON c.id = k.cycle WHERE d.person = $1 ORDER BY d.at", cycle, at)
MINE(blockers, "SELECT title, body, topic, state, created, lifted FROM blocker WHERE person = $1 ORDER BY id",
     title, body, topic, state, created, lifted)
MINE(replies, "SELECT b.title, r.body, r.created FROM reply r JOIN blocker b ON b.id = r.blocker"
     " WHERE r.person = $1 ORDER BY r.id", title, body, created)
MINE(experiences, "SELECT title, context, done, results, difficulties, advice, created, updated FROM experience"
     " WHERE person = $1 ORDER BY id", title, context, done, results, difficulties, advice, created, updated)
MINE(takeaways, "SELECT s.title AS session, t.text, t.created FROM takeaway t JOIN session s ON s.id = t.session"
     " WHERE t.person = $1 ORDER BY t.id", session, text, created)
MINE(minutes, "SELECT s.title AS session, v.text, v.created FROM minutes_version v JOIN session s ON s.id = v.session"
     " WHERE v.person = $1 ORDER BY v.created", session, text, created)
MINE(ideas, "SELECT a.title, i.text, i.author, i.created FROM idea i JOIN voice v ON v.id = i.voice"
     " JOIN activity a ON a.id = i.activity WHERE v.person = $1 ORDER BY i.id", title, text, author, created)
MINE(votes, "SELECT a.title, i.text, o.at FROM vote o JOIN voice v ON v.id = o.voice JOIN idea i ON i.id = o.idea"
     " JOIN activity a ON a.id = i.activity WHERE v.person = $1 ORDER BY o.at", title, text, at)
MINE(actions, "SELECT t.name AS territory, a.title, a.detail, a.state, a.due, a.created FROM action a"
     " JOIN member m ON m.id = a.member JOIN territory t ON t.id = m.territory WHERE a.owner = $1 ORDER BY a.id",
     territory, title, detail, state, due, created)
MINE(action_steps, "SELECT a.title, s.state, s.note, s.at FROM action_step s JOIN action a ON a.id = s.action"
     " WHERE s.person = $1 ORDER BY s.at", title, state, note, at)
MINE(attendances, "SELECT s.title AS session, s.day, a.at FROM attendance a JOIN session s ON s.id = a.session"
     " WHERE a.person = $1 ORDER BY s.day", session, day, at)
BY_ADDRESS(registrations, "SELECT s.title, r.name, r.organisation, r.state, r.at FROM registration r"
           " JOIN restitution s ON s.id = r.restitution WHERE r.email = $1 ORDER BY r.at",
           title, name, organisation, state, at)
MINE(files, "SELECT name, type, size, kind, created FROM file WHERE person = $1 ORDER BY id",
     name, type, size, kind, created)
MINE(articles, "SELECT title, summary, published, created FROM article WHERE author = $1 ORDER BY id",
     title, summary, published, created)
BY_ADDRESS(mails, "SELECT kind, subject, plain, created, sent FROM outbox WHERE recipient = $1 ORDER BY id",
           kind, subject, plain, created, sent)

static const struct section {
	const char *name;
	const struct statement *statement;
	bool by_address;
} sections[] = {
	{ "profile", &profile, false },
	{ "roles", &roles, false },
	{ "browsers", &logins, false },
	{ "sign_in_links", &links, true },
	{ "invitations", &invitations, true },
	{ "applications", &applications, false },
	{ "applicant", &pairs, true },
	{ "answers", &answers, false },
	{ "reviews", &reviews, false },
	{ "marks", &marks, false },
	{ "recusals", &recusals, false },
	{ "decisions", &decisions, false },
	{ "blockers", &blockers, false },
	{ "replies", &replies, false },
	{ "experiences", &experiences, false },
	{ "takeaways", &takeaways, false },
	{ "minutes", &minutes, false },
	{ "ideas", &ideas, false },
	{ "votes", &votes, false },
	{ "actions", &actions, false },
	{ "action_steps", &action_steps, false },
	{ "attendances", &attendances, false },
	{ "registrations", &registrations, true },
	{ "files", &files, false },
	{ "articles", &articles, false },
	{ "mails", &mails, true },
};

/* Which numbers are moments: those of struct mine that are not counted in themselves. */
static bool is_day(const struct column *column)
{
	return column->offset == offsetof(struct mine, day) || column->offset == offsetof(struct mine, due);
}

static bool is_count(const struct column *column)
{
	return column->offset == offsetof(struct mine, mark) || column->offset == offsetof(struct mine, size);
}

static json_t *json_text(struct text a)
{
	return json_stringn(a.n ? a.at : "", a.n);
}

static json_t *json_number(struct arena *arena, const struct column *column, int64_t n)
{
	if (is_count(column))
		return json_integer(n);
	if (n == 0)
		return json_null();
	return json_text(is_day(column) ? day_iso(arena, (struct day){ n }) : instant_iso(arena, (struct instant){ n }));
}

static json_t *json_cell(struct arena *arena, const struct column *column, const char *row)
{
	const void *at = row + column->offset;
	if (column->kind == COLUMN_TEXT)
		return json_text(*(const struct text *)at);
	if (column->kind == COLUMN_BOOL)
		return json_boolean(*(const bool *)at);
	check(column->kind == COLUMN_INT64);
	return json_number(arena, column, *(const int64_t *)at);
}

static json_t *json_rows(struct db *db, struct arena *arena, const struct section *section, struct value who)
{
	const struct statement *s = section->statement;
	struct rows rows = db_all(db, arena, s, BIND(who));
	json_t *list = json_array();
	for (size_t i = 0; i < rows.n; i++) {
		json_t *item = json_object();
		for (size_t k = 0; k < s->n_columns; k++)
			check(json_object_set_new(item, s->columns[k].name,
			                          json_cell(arena, &s->columns[k], (const char *)rows.at + i * s->row)) == 0);
		check(json_array_append_new(list, item) == 0);
	}
	return list;
}

struct text export_person(struct db *db, struct arena *arena, int64_t person)
{
	const struct mine *me = db_one(db, arena, &profile, BIND(person));
	if (!me)
		return NO_TEXT;
	json_t *all = json_object();
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		struct value who = sections[i].by_address ? V(me->email) : V(person);
		check(json_object_set_new(all, sections[i].name, json_rows(db, arena, &sections[i], who)) == 0);
	}
	char *written = json_dumps(all, JSON_INDENT(2));
	check(written);
	struct text copy = text_copy(arena, text_of(written));
	free(written);
	json_decref(all);
	return db_failed(db) ? NO_TEXT : copy;
}
