/* Commands and SQL of attendance, and its counts. */
#include "session/attendance.h"

#include "session/session_rules.h"
#include "session/session_store.h"

/* One row a person, whatever their roles: the first of this order is shown. Those who came and
 * have left the cohort since stay on the list. */
STATEMENT(attendees_of_session,
          "WITH who AS (SELECT person FROM role WHERE cycle = $2 AND role <> 'juror' "
          "UNION SELECT person FROM attendance WHERE session = $1) "
          "SELECT p.id AS person, r.member, p.name, p.office, r.role, t.name AS territory, a.at, "
          "CASE WHEN a.by_person IS NULL THEN 0 ELSE 1 END AS by_hand "
          "FROM who JOIN person p ON p.id = who.person "
          "LEFT JOIN role r ON r.cycle = $2 AND r.person = p.id AND r.role = "
          "(SELECT x.role FROM role x WHERE x.cycle = $2 AND x.person = p.id AND x.role <> 'juror' ORDER BY "
          "CASE x.role WHEN 'elected' THEN 1 WHEN 'staff' THEN 2 WHEN 'expert' THEN 3 WHEN 'facilitator' THEN 4 "
          "ELSE 5 END LIMIT 1) "
          "LEFT JOIN member m ON m.id = r.member LEFT JOIN territory t ON t.id = m.territory "
          "LEFT JOIN attendance a ON a.session = $1 AND a.person = p.id "
          "ORDER BY CASE WHEN t.name IS NULL THEN 1 ELSE 0 END, t.name, m.id, "
          "CASE r.role WHEN 'elected' THEN 1 WHEN 'staff' THEN 2 WHEN 'expert' THEN 3 WHEN 'facilitator' THEN 4 "
          "WHEN 'observer' THEN 5 ELSE 6 END, p.name, p.id",
          .params = "ii", ROW(struct attendee, person, member, name, office, role, territory, at, by_hand))
STATEMENT(attendance_of, "SELECT at FROM attendance WHERE session = $1 AND person = $2", .params = "ii")
STATEMENT(insert_attendance,
          "INSERT INTO attendance (session, person, at, by_person) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (session, person) DO NOTHING",
          .params = "iiii")
STATEMENT(delete_attendance, "DELETE FROM attendance WHERE session = $1 AND person = $2", .params = "ii")

struct rows attendees_of(struct db *db, struct arena *arena, const struct session *s)
{
	return db_all(db, arena, &attendees_of_session, BIND(s->id, s->cycle));
}

struct instant attendance_at(struct db *db, int64_t session, int64_t person)
{
	return (struct instant){ db_int(db, &attendance_of, BIND(session, person)) };
}

static const struct {
	const char *role, *label;
} lines[HEADCOUNTS] = {
	{ "elected", N_("Élues et élus") },
	{ "staff", N_("Techniciennes et techniciens") },
	{ "expert", N_("Intervenantes et intervenants") },
	{ "facilitator", N_("Animation") },
	{ "observer", N_("Observation") },
	{ "", N_("Ont quitté la cohorte depuis") },
};

size_t headcounts(const struct attendee *people, size_t n, struct headcount out[HEADCOUNTS + 1])
{
	struct headcount whole = { .label = N_("Ensemble") };
	size_t count = 0;
	for (size_t i = 0; i < HEADCOUNTS; i++) {
		struct headcount line = { .label = lines[i].label };
		for (const struct attendee *a = people; a < people + n; a++)
			if (text_is(a->role, lines[i].role)) {
				line.of++;
				line.n += a->at.s != 0;
			}
		whole.n += line.n;
		whole.of += line.of;
		if (line.of > 0)
			out[count++] = line;
	}
	out[count++] = whole;
	return count;
}

bool attendance_set(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct attendance_input *in = input;
	const struct session *s = session_by_id(tx, arena, in->session);
	if (!s)
		return error_missing(err);
	made->id = in->session;
	if (!in->present)
		return db_run(tx, &delete_attendance, BIND(in->session, in->person)) >= 0;
	if (!takes_part(tx, s->cycle, in->person))
		return error_missing(err);
	if (day_of(clock_now()).n < s->day.n)
		return error_rule(err, N_("La journée n'a pas encore eu lieu : les présences se cochent à partir du jour même."));
	db_run(tx, &insert_attendance, BIND(in->session, in->person, clock_now(), v_id(in->by)));
	return true;
}

bool attendance_checkin(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct checkin_input *in = input;
	const struct session *s = session_by_checkin(tx, arena, in->code);
	if (!s || !takes_part(tx, s->cycle, in->person))
		return error_missing(err);
	enum door door = door_of(s, clock_now());
	err->date = door_opens(s);
	if (door == DOOR_EARLY)
		return error_rule(err, N_("L'émargement n'est pas ouvert : revenez à partir du {date}."));
	if (door == DOOR_CLOSED)
		return error_rule(err, N_("L'émargement est clos : si vous étiez là, dites-le à l'animation, qui peut encore vous cocher."));
	db_run(tx, &insert_attendance, BIND(s->id, in->person, clock_now(), v_id(0)));
	made->id = s->id;
	return true;
}
