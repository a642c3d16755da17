/* The administration of the instance: who administers, the pages of the site, how it stands. */
#include "admin/admin.h"
#include "admin/admin_view.h"
#include "admin/settings.h"
#include "base/list.h"
#include "html/fields.h"
#include "people/person.h"

#include "admin.html.h"

STATEMENT(counts_of_instance,
          "SELECT (SELECT count(*) FROM cycle) AS cycles, (SELECT count(*) FROM person WHERE erased IS NULL) AS people, "
          "(SELECT count(*) FROM article WHERE published IS NOT NULL) AS articles, "
          "(SELECT count(*) FROM outbox WHERE sent IS NULL AND failed IS NULL) AS waiting, "
          "(SELECT count(*) FROM outbox WHERE failed IS NOT NULL) AS failed",
          ROW(struct instance_counts, cycles, people, articles, waiting, failed))
STATEMENT(administrators, "SELECT id, name, email FROM person WHERE admin = 1 AND erased IS NULL ORDER BY name, id",
          ROW(struct administrator_row, id, name, email))

struct admin_input {
	struct text email, name;
};
static const struct field fields[] = {
	FIELD(struct admin_input, name, FIELD_TEXT, N_("Prénom et nom"), .max = 120, .autocomplete = "off"),
	FIELD(struct admin_input, email, FIELD_EMAIL, N_("Adresse électronique"), .autocomplete = "off"),
};
static const struct form form = FORM(fields);

struct admin_removal {
	int64_t person;
};
static const struct field removal_fields[] = {
	FIELD(struct admin_removal, person, FIELD_HIDDEN, NULL),
};
static const struct form removal_form = FORM(removal_fields);

static bool admin_add(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)err;
	const struct admin_input *in = input;
	made->id = person_ensure(tx, arena, in->email, in->name, NO_TEXT);
	person_set_admin(tx, made->id, true);
	return true;
}

static bool admin_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct admin_removal *in = input;
	if (db_all(tx, arena, &administrators, BIND_NONE).n < 2)
		return error_rule(err, N_("Il faut au moins une personne pour administrer le site : nommez quelqu'un d'autre d'abord."));
	person_set_admin(tx, in->person, false);
	made->id = in->person;
	return true;
}

static struct rows settings_of(struct request *r)
{
	LIST(struct setting_row) rows = { 0 };
	struct setting_row row;
	for (size_t i = 0; settings_shown(&r->app->settings, r->arena, i, &row.name, &row.value); i++)
		list_add(r->arena, &rows, row);
	return (struct rows){ rows.n, rows.at };
}

static void admin_page(struct request *r)
{
	const struct instance_counts *counts = db_one(r->db, r->arena, &counts_of_instance, BIND_NONE);
	struct administration a = { .counts = counts ? *counts : (struct instance_counts){ 0 },
		                    .people = db_all(r->db, r->arena, &administrators, BIND_NONE),
		                    .settings = settings_of(r), .form = &form, .me = r->viewer->person };
	struct page *p = page_start(r);
	view_administration(p, &a);
	page_send(p, form_status(r));
}

static void added(struct request *r)
{
	flash(r, "ok", N_("C'est fait. Cette personne se connecte avec son adresse."), NULL);
	reply_redirect(r, URL("/administration"));
}

static void removed(struct request *r)
{
	reply_redirect(r, URL("/administration"));
}

static void add_post(struct request *r)
{
	struct admin_input *in = arena_one(r->arena, struct admin_input);
	if (form_read(r, &form, in))
		request_write(r, admin_add, in, added, admin_page);
	else
		admin_page(r);
}

static void refused_removal(struct request *r)
{
	flash(r, "bad", r->error.message, NULL);
	reply_redirect(r, URL("/administration"));
}

static void remove_post(struct request *r)
{
	struct admin_removal *in = arena_one(r->arena, struct admin_removal);
	if (form_read(r, &removal_form, in))
		request_write(r, admin_remove, in, removed, refused_removal);
	else
		reply_missing(r);
}

static const struct route routes[] = {
	{ METHOD_GET, "/administration", MAY_ADMIN, admin_page, 0 },
	{ METHOD_POST, "/administration", MAY_ADMIN, add_post, 0 },
	{ METHOD_POST, "/administration/retrait", MAY_ADMIN, remove_post, 0 },
};
const struct routes admin_routes = ROUTES(routes);
