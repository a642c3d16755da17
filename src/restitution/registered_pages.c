/* Who is registered, for facilitators: the list, its file for a spreadsheet, the sheet to tick at
 * the door, and cancelling for someone. */
#include "base/sort.h"
#include "formats/csv.h"
#include "restitution/restitution_pages.h"
#include "restitution/restitution_store.h"

#include "registered.html.h"

enum { FILE_MAX = 8 * 1024 * 1024 };

/* The rows come by state: three runs. */
static struct registered_sight *registered_of_path(struct request *r)
{
	const struct restitution *e = event_of_path(r);
	if (!e)
		return NULL;
	struct rows rows = registrations_of(r->db, r->arena, e->id);
	struct registration *all = rows.at;
	struct registered_sight *x = arena_one(r->arena, struct registered_sight);
	*x = (struct registered_sight){ .c = cycle_of(r), .e = e, .placed = all, .ahead = clock_now().s < e->starts.s };
	for (size_t i = 0; i < rows.n; i++) {
		x->n_placed += registration_is(&all[i], "registered");
		x->n_waiting += registration_is(&all[i], "waiting");
	}
	x->n_cancelled = rows.n - x->n_placed - x->n_waiting;
	x->waiting = all + x->n_placed;
	x->cancelled = x->waiting + x->n_waiting;
	sort_by_text(r->arena, x->placed, x->n_placed, sizeof *x->placed, offsetof(struct registration, name));
	return x;
}

void registered_page(struct request *r)
{
	const struct registered_sight *x = registered_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_RESTITUTION, t("Inscriptions"));
	frame.private = true;
	frame.wide = true;
	view_registered(p, &frame, x);
	page_send(p, form_status(r));
}

void registered_print(struct request *r)
{
	const struct registered_sight *x = registered_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = { .title = t("Feuille de présence"), .bare = true, .private = true };
	view_registered_print(p, &frame, x);
	page_send(p, 200);
}

static void write_row(struct buffer *out, struct request *r, const struct registration *g)
{
	struct text rank = g->rank ? text_format(r->arena, "%lld", (long long)g->rank) : NO_TEXT;
	const struct text cells[] = {
		g->name, g->organisation, g->email, translate(r->arena, r->lang, registration_state_label(g->state), NULL), rank,
		instant_local(r->arena, g->at),
	};
	csv_row(out, cells, sizeof cells / sizeof *cells);
}

void registered_file(struct request *r)
{
	static const char *const heads[] = { N_("Nom"), N_("Organisation"), N_("Adresse électronique"), N_("État"),
		                             N_("Rang d'attente"), N_("Inscription") };
	enum { HEADS = sizeof heads / sizeof *heads };
	const struct registered_sight *x = registered_of_path(r);
	if (!x)
		return;
	struct text cells[HEADS];
	for (size_t i = 0; i < HEADS; i++)
		cells[i] = translate(r->arena, r->lang, heads[i], NULL);
	struct buffer out;
	buffer_init(&out, FILE_MAX);
	csv_begin(&out);
	csv_row(&out, cells, HEADS);
	for (size_t i = 0; i < x->n_placed + x->n_waiting + x->n_cancelled; i++)
		write_row(&out, r, &x->placed[i]);
	reply_header(r, "Content-Disposition", text("attachment; filename=\"inscrits.csv\""));
	reply_body(r, 200, "text/csv; charset=utf-8", &out);
}

static const struct registration *registration_of_path(struct request *r)
{
	const struct restitution *e = event_seen(r);
	const struct registration *g = registration_by_id(r->db, r->arena, path_id(r, "registration_id"));
	if (e && g && g->restitution == e->id)
		return g;
	reply_missing(r);
	return NULL;
}

void removal_page(struct request *r)
{
	const struct registration *g = registration_of_path(r);
	if (!g)
		return;
	const struct cycle *c = cycle_of(r);
	if (!error_is(&r->error) && registration_is(g, "cancelled")) {
		reply_redirect(r, event_url(c, "/cycles/$1/restitution/inscrits"));
		return;
	}
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_RESTITUTION, t("Annuler une inscription"));
	frame.private = true;
	view_removal(p, &frame, c, g);
	page_send(p, form_status(r));
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("L'inscription est annulée, et la personne prévenue par courriel."), NULL);
	reply_redirect(r, URL("/cycles/$1/restitution/inscrits", path_text(r, "cycle")));
}

void removal_post(struct request *r)
{
	const struct registration *g = registration_of_path(r);
	if (!g)
		return;
	struct registration_cancellation *in = arena_one(r->arena, struct registration_cancellation);
	*in = (struct registration_cancellation){ .app = r->app, .cycle = r->viewer->cycle, .id = g->id };
	request_write_relaxed(r, registration_cancel, in, removed, removal_page);
}
