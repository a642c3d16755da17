/* The demo's own pages, 404 elsewhere: what it is, and entering a role in one click. */
#include "people/demo.h"
#include "people/pages.h"

#include "demo.html.h"

STATEMENT(role_examples,
          "SELECT r.role, p.id AS person, p.name, p.office, c.name AS cycle, t.name AS territory"
          " FROM role r JOIN person p ON p.id = r.person JOIN cycle c ON c.id = r.cycle"
          " LEFT JOIN member m ON m.id = r.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE p.erased IS NULL AND p.id = (SELECT x.person FROM role x JOIN cycle d ON d.id = x.cycle"
          " JOIN person y ON y.id = x.person WHERE x.role = r.role AND d.published = 1 AND y.erased IS NULL"
          " AND y.admin = 0 ORDER BY d.starts DESC, x.person LIMIT 1) ORDER BY r.role, c.starts DESC",
          ROW(struct demo_example, role, person, name, office, cycle, territory))
STATEMENT(admin_example,
          "SELECT 'administrator' AS role, id AS person, name, office, '' AS cycle, '' AS territory FROM person"
          " WHERE admin = 1 AND erased IS NULL ORDER BY id LIMIT 1",
          ROW(struct demo_example, role, person, name, office, cycle, territory))

/* One a role, in the order of the path. */
static size_t find_examples(struct request *r, struct demo_example examples[DEMO_ROLES])
{
	static const char *const order[] = { "facilitator", "juror", "elected", "staff", "expert", "observer" };
	struct rows rows = db_all(r->db, r->arena, &role_examples, BIND_NONE);
	const struct demo_example *row = rows.at;
	size_t n = 0;
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < rows.n; i++)
			if (text_is(row[i].role, order[k])) {
				examples[n++] = row[i];
				break;
			}
	const struct demo_example *admin = db_one(r->db, r->arena, &admin_example, BIND_NONE);
	if (admin)
		examples[n++] = *admin;
	return n;
}

void demo_page(struct request *r)
{
	if (!r->app->settings.demo) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	view_demo(p);
	page_send(p, 200);
}

void demo_signin_page(struct request *r)
{
	if (!r->app->settings.demo) {
		reply_missing(r);
		return;
	}
	struct demo_example examples[DEMO_ROLES];
	size_t n = find_examples(r, examples);
	struct page *p = page_start(r);
	view_demo_signin(p, examples, n);
	page_send(p, 200);
}

struct demo_input {
	struct text role;
};
static const struct field demo_fields[] = { FIELD(struct demo_input, role, FIELD_HIDDEN, "") };
static const struct form demo_form = FORM(demo_fields);

static void entered(struct request *r)
{
	reply_redirect(r, URL("/moi"));
}

void demo_signin_post(struct request *r)
{
	struct demo_input input = { 0 };
	struct demo_example examples[DEMO_ROLES];
	size_t n = r->app->settings.demo && form_read(r, &demo_form, &input) ? find_examples(r, examples) : 0;
	for (size_t i = 0; i < n; i++)
		if (text_equal(examples[i].role, input.role)) {
			people_sign_in(r, examples[i].person, entered);
			return;
		}
	reply_missing(r);
}
