/* The guard: finds who asks from the cookie, and their roles in the cycle of the path, in at
 * most two reads; lets the request through, or answers it. */
#include "people/login.h"
#include "people/people.h"

struct login_row {
	int64_t person;
	struct text name, email;
	bool admin, facilitates;
	struct instant seen;
};
STATEMENT(login_viewer,
          "SELECT p.id AS person, p.name, p.email, p.admin,"
          " CASE WHEN EXISTS (SELECT 1 FROM role f WHERE f.person = p.id AND f.role = 'facilitator')"
          " THEN 1 ELSE 0 END AS facilitates, l.seen"
          " FROM login l JOIN person p ON p.id = l.person"
          " WHERE l.token = $1 AND l.expires > $2 AND p.erased IS NULL",
          .params = "ti", ROW(struct login_row, person, name, email, admin, facilitates, seen))

struct role_row {
	int64_t cycle, member;
	bool published;
	struct text role;
};
STATEMENT(cycle_roles,
          "SELECT c.id AS cycle, r.member, c.published, r.role FROM cycle c"
          " LEFT JOIN role r ON r.cycle = c.id AND r.person = $2 WHERE c.slug = $1",
          .params = "ti", ROW(struct role_row, cycle, member, published, role))

STATEMENT(renew_login, "UPDATE login SET seen = $2, expires = $3 WHERE token = $1", .params = "tii")

struct visit *visit_of(const struct request *r)
{
	return (struct visit *)r->viewer;
}

static bool renew(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)arena, (void)made, (void)err;
	const struct text *token = in;
	int64_t now = clock_now().s;
	db_run(tx, &renew_login, BIND(*token, now, now + LOGIN_SECONDS));
	return true;
}

static void renewed(struct write *write)
{
	arena_free(write->arena);
}

/* Once a day, and nobody waits for it: a renewal that is lost is made by the next request.
 * Nothing is decided by what it reads, so READ COMMITTED is enough. */
static void renew_later(struct request *r, struct text token)
{
	struct arena *arena = arena_new();
	struct write *write = arena_one(arena, struct write);
	struct text *in = arena_one(arena, struct text);
	*in = text_copy(arena, token);
	*write = (struct write){ .run = renew, .in = in, .relaxed = true, .arena = arena, .done = renewed };
	store_submit(r->app->store, write);
	reply_cookie(r, LOGIN_COOKIE, cookie(r, LOGIN_COOKIE), LOGIN_SECONDS);
}

static void find_person(struct request *r, struct visit *visit)
{
	struct text token = token_hash(r->arena, cookie(r, LOGIN_COOKIE));
	struct instant now = clock_now();
	const struct login_row *row = token.n ? db_one(r->db, r->arena, &login_viewer, BIND(token, now)) : NULL;
	if (!row)
		return;
	visit->token = token;
	visit->viewer = (struct viewer){ .person = row->person, .name = row->name, .email = row->email,
		                         .admin = row->admin, .facilitates = row->facilitates };
	if (now.s - row->seen.s > LOGIN_RENEWED_AFTER)
		renew_later(r, token);
}

/* False when there is no such cycle, or none to know of. */
static bool find_cycle(struct request *r, struct viewer *v, struct text slug)
{
	struct rows rows = db_all(r->db, r->arena, &cycle_roles, BIND(slug, v->person));
	const struct role_row *row = rows.at;
	for (size_t i = 0; i < rows.n; i++) {
		enum role role;
		if (role_parse(row[i].role, &role))
			v->roles |= role;
		if (row[i].member)
			v->member = row[i].member;
	}
	if (rows.n == 0)
		return false;
	v->cycle = row->cycle;
	if (v->admin)
		v->roles |= ROLE_FACILITATOR;
	return row->published || viewer_is(v, ROLE_FACILITATOR);
}

static void refuse(struct request *r)
{
	struct viewer *v = r->viewer;
	if (v->person || r->route->may == MAY_ANYONE) {
		reply_missing(r);
		return;
	}
	struct text back = r->method == METHOD_GET ? r->path : text("/");
	if (r->method == METHOD_GET && r->query.n)
		back = text_format(r->arena, "%" TEXT "?%" TEXT, text_args(r->path), text_args(r->query));
	reply_redirect(r, URL("/connexion?retour=$1", back));
}

bool people_guard(struct request *r)
{
	struct visit *visit = arena_one(r->arena, struct visit);
	r->viewer = &visit->viewer;
	find_person(r, visit);
	struct text slug = path_text(r, "cycle");
	bool visible = !slug.n || find_cycle(r, r->viewer, slug);
	if (db_failed(r->db)) {
		struct error err = { 0 };
		db_error(r->db, &err);
		reply_error(r, &err);
		return false;
	}
	if (visible && viewer_may(r->viewer, r->route->may))
		return true;
	refuse(r);
	return false;
}

struct page_account people_account(const struct request *r)
{
	const struct viewer *v = r->viewer;
	if (!v) /* an error page before the guard */
		return (struct page_account){ 0 };
	return (struct page_account){ .name = v->name, .signed_in = v->person != 0, .admin = v->admin };
}

static struct frame plain_frame(struct request *r, struct text title)
{
	(void)r;
	return (struct frame){ .title = title, .section = "cycles" };
}

struct frame (*people_cycle_frame)(struct request *, struct text title) = plain_frame;
