/* Making and changing the call: dates, texts, contact, seats; publishing it. */
#include "call/call_pages.h"
#include "html/fields.h"
#include "people/territory.h"

#include "call_edit.html.h"

enum { SEATS_MOST = 500 };
#define SEATS(member, label) FIELD(struct call_input, member, FIELD_NUMBER, label, .max = SEATS_MOST, .optional = true)

static const struct field fields[] = {
	FIELD(struct call_input, title, FIELD_TEXT, N_("Titre de l'appel"), .max = 160),
	FIELD(struct call_input, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 400, .rows = 3),
	FIELD(struct call_input, opens, FIELD_INSTANT, N_("Ouverture")),
	FIELD(struct call_input, closes, FIELD_INSTANT, N_("Clôture"),
	      .help = N_("Heure de Paris. Tout ce qui arrive après cette seconde est refusé : 23:59 veut dire 23 h 59 min 00 s.")),
	FIELD(struct call_input, who, FIELD_LONG, N_("Qui peut candidater ?"), .max = 4000, .rows = 5,
	      .help = N_("Mise en forme légère : - pour une liste, **mots** en gras.")),
	FIELD(struct call_input, body, FIELD_LONG, N_("Texte de l'appel"), .max = 20000, .rows = 16,
	      .help = N_("Ce qui est proposé, ce qui est attendu, comment se fait le choix, le calendrier. ## pour un titre.")),
	FIELD(struct call_input, contact_name, FIELD_TEXT, N_("Nom du contact"), .max = 120),
	FIELD(struct call_input, contact_email, FIELD_EMAIL, N_("Courriel du contact"),
	      .help = N_("Montré sur la page de l'appel et sur les récépissés.")),
	SEATS(commune, N_("Communes")),
	SEATS(epci, N_("Intercommunalités")),
	SEATS(pnr, N_("Parcs naturels régionaux")),
	SEATS(petr, N_("Pôles d'équilibre territoriaux et ruraux")),
	SEATS(departement, N_("Départements")),
	SEATS(region, N_("Régions")),
	SEATS(autre, N_("Autres territoires")),
};
static const struct form form = FORM(fields);

static void show(struct request *r)
{
	struct page *p = page_start(r);
	view_call_edit(p, cycle_of(r), &form);
	page_send(p, form_status(r));
}

static struct call_input input_of(struct request *r, const struct call *c)
{
	struct call_input in = { .title = c->title, .summary = c->summary, .body = c->body, .who = c->who,
		                 .opens = c->opens, .closes = c->closes, .contact_name = c->contact_name,
		                 .contact_email = c->contact_email };
	struct rows quotas = quotas_of(r->db, r->arena, c->id);
	for (const struct quota *q = quotas.at; q < (const struct quota *)quotas.at + quotas.n; q++) {
		int64_t *seats = call_seats(&in, q->kind);
		if (seats)
			*seats = q->seats;
	}
	return in;
}

void call_edit_page(struct request *r)
{
	const struct call *c = call_of_cycle(r->db, r->arena, r->viewer->cycle);
	struct call_input in = { .title = translate(r->arena, r->lang, N_("Appel à manifestation d'intérêt « {cycle} »"),
		                                    &(struct words){ .cycle = cycle_of(r)->name }),
		                 .contact_name = r->viewer->name, .contact_email = r->viewer->email };
	if (c)
		in = input_of(r, c);
	form_fill(r, &form, &in);
	show(r);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("L'appel est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/appel", path_text(r, "cycle")));
}

void call_edit_post(struct request *r)
{
	struct call_input *in = arena_one(r->arena, struct call_input);
	if (!form_read(r, &form, in)) {
		show(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	request_write(r, call_save, in, saved, show);
}

static const struct field publish_fields[] = {
	FIELD(struct call_publication, published, FIELD_CHECK, N_("Publié")),
};
static const struct form publish_form = FORM(publish_fields);

static void published(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/appel", path_text(r, "cycle")));
}

void call_publish_post(struct request *r)
{
	struct call *c = call_of_path(r);
	if (!c)
		return;
	struct call_publication *in = arena_one(r->arena, struct call_publication);
	if (!form_read(r, &publish_form, in)) {
		published(r);
		return;
	}
	in->call = c->id;
	request_write(r, call_publish, in, published, call_page);
}
