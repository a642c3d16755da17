/* Starting an application: which territory, which side of the pair, who am I. */
#include "call/call_pages.h"
#include "html/fields.h"
#include "people/territory.h"

#include "start.html.h"

struct start_input {
	struct text side, my_name, my_office, kind, territory, territory_code;
};

static const struct option sides[] = {
	OPTION("elected", N_("élue ou élu")),
	OPTION("staff", N_("agente ou agent des services")),
	{ .label = NULL },
};

#define START_FIELDS(territory_, code_)                                                     \
	FIELD(struct start_input, kind, FIELD_CHOICE, N_("Votre territoire est…")),         \
	territory_, code_,                                                                  \
	FIELD(struct start_input, side, FIELD_CHOICE, N_("Dans le binôme, vous êtes…"), .options = sides), \
	FIELD(struct start_input, my_name, FIELD_TEXT, N_("Vos prénom et nom"), .max = 120, .autocomplete = "name"), \
	FIELD(struct start_input, my_office, FIELD_TEXT, N_("Votre mandat ou votre fonction"), .max = 160, \
	      .help = N_("Par exemple : adjointe à la transition, chargé de mission participation."),      \
	      .autocomplete = "organization-title")

static const struct field fields[] = {
	START_FIELDS(FIELD(struct start_input, territory, FIELD_TEXT, N_("Nom du territoire"), .max = 160,
	                   .suggest = "/territoires?q=",
	                   .help = N_("Commencez à l'écrire, puis choisissez-le dans la liste.")),
	             FIELD(struct start_input, territory_code, FIELD_HIDDEN, "", .optional = true)),
};
static const struct form form = FORM(fields);

/* The same, once a name has been typed that several territories share. */
static const struct field pick_fields[] = {
	START_FIELDS(FIELD(struct start_input, territory, FIELD_HIDDEN, ""),
	             FIELD(struct start_input, territory_code, FIELD_CHOICE, N_("Lequel est le vôtre ?"))),
};
static const struct form pick_form = FORM(pick_fields);

/* The kinds of the call, as choices. */
static const struct option *kinds_of(struct request *r, int64_t call)
{
	struct rows quotas = quotas_of(r->db, r->arena, call);
	struct option *options = arena_many(r->arena, struct option, quotas.n + 1);
	const struct quota *q = quotas.at;
	for (size_t i = 0; i < quotas.n; i++)
		options[i] = (struct option){ .value = q[i].kind, .label = territory_kind_label(q[i].kind) };
	return options;
}

static void show(struct request *r, const struct form *shown)
{
	const struct call *c = call_of_path(r);
	if (!c)
		return;
	form_options(r, shown, "kind", kinds_of(r, c->id));
	struct page *p = page_start(r);
	view_start(p, cycle_of(r), c, shown);
	page_send(p, form_status(r));
}

static void show_again(struct request *r)
{
	show(r, &form);
}

void start_page(struct request *r)
{
	/* Someone who came by a link has no name yet but their address. */
	struct text name = text_equal(r->viewer->name, r->viewer->email) ? NO_TEXT : r->viewer->name;
	form_fill(r, &form, &(struct start_input){ .my_name = name });
	show(r, &form);
}

static void show_pick(struct request *r, const struct start_input *in, struct rows found)
{
	struct option *options = arena_many(r->arena, struct option, found.n + 1);
	const struct territory *t = found.at;
	for (size_t i = 0; i < found.n; i++)
		options[i] = (struct option){ .value = t[i].code, .name = text_format(r->arena, "%" TEXT ", %" TEXT,
			              text_args(t[i].name), text_args(territory_detail(r->arena, r->lang, &t[i]))) };
	form_options(r, &pick_form, "territory_code", options);
	form_fill(r, &pick_form, in);
	show(r, &pick_form);
}

static bool has_codes(struct text kind)
{
	return !text_is(kind, "pnr") && !text_is(kind, "petr") && !text_is(kind, "autre");
}

/* Without suggestions chosen (no JavaScript), the name typed is looked up. False after having
 * shown the page again. */
static bool territory_found(struct request *r, struct start_input *in)
{
	enum { SHOWN = 12 };
	if (!has_codes(in->kind))
		in->territory_code = NO_TEXT; /* of another kind, chosen before */
	if (in->territory_code.n || !has_codes(in->kind))
		return true;
	struct rows found = territory_search(r->arena, in->kind, in->territory, SHOWN);
	if (found.n == 0) {
		form_refuse(r, "territory", N_("Aucun territoire de cette sorte ne porte ce nom : vérifiez-le, ou changez de sorte."));
		show(r, &form);
	} else if (found.n > 1) {
		show_pick(r, in, found);
	} else {
		in->territory_code = ((const struct territory *)found.at)->code;
	}
	return found.n == 1;
}

static void started(struct request *r)
{
	reply_redirect(r, application_url(r->made.id));
}

void start_post(struct request *r)
{
	const struct call *c = call_of_path(r);
	if (!c)
		return;
	struct start_input typed = { 0 };
	form_options(r, &form, "kind", kinds_of(r, c->id));
	if (!form_read(r, &form, &typed)) {
		show(r, &form);
		return;
	}
	if (!territory_found(r, &typed))
		return;
	struct candidacy *in = arena_one(r->arena, struct candidacy);
	*in = (struct candidacy){ .call = c->id, .person = r->viewer->person, .side = typed.side,
		                  .my_name = typed.my_name, .my_office = typed.my_office, .code = typed.territory_code,
		                  .kind = typed.kind, .name = typed.territory, .at = clock_now() };
	request_write(r, application_start, in, started, show_again);
}
