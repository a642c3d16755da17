/* Commands of the event: writing it, publishing it; and the index of what is public. */
#include "restitution/restitution.h"

#include "html/page.h"
#include "restitution/registration.h"
#include "restitution/restitution_mails.h"
#include "restitution/restitution_rules.h"
#include "restitution/restitution_store.h"
#include "store/search.h"

static void index_event(struct db *tx, struct arena *arena, const struct cycle *c, const struct restitution *e)
{
	if (!e->published) {
		search_remove(tx, text("restitution"), e->id);
		return;
	}
	struct text body = text_format(arena, "%" TEXT "\n\n%" TEXT "\n\n%" TEXT, text_args(e->summary), text_args(markdown_plain(arena, e->body)),
	                               text_args(restitution_where(arena, e)));
	search_put(tx, arena, &(struct search_entry){ .kind = text("restitution"), .of = e->id, .title = e->title,
		.body = body, .url = url_text(arena, stage_url(c, STAGE_RESTITUTION)), .audience = AUDIENCE_PUBLIC });
}

static void tell_moved(struct db *tx, struct arena *arena, const struct news *news)
{
	struct rows rows = registrations_of(tx, arena, news->event->id);
	for (const struct registration *g = rows.at; g < (const struct registration *)rows.at + rows.n; g++)
		if (!registration_is(g, "cancelled"))
			registration_tell(tx, arena, news, NOTICE_MOVED, g);
}

/* First what changes for everyone, then the places that a larger capacity gives. */
static bool change(struct db *tx, struct arena *arena, const struct cycle *c, const struct restitution_input *in,
                   const struct restitution *before)
{
	bool moved = restitution_is_moved(before, in);
	restitution_update(tx, in);
	if (moved)
		restitution_rescheduled(tx, in->cycle, clock_now());
	const struct restitution *after = restitution_of(tx, arena, in->cycle);
	if (!after)
		return false;
	index_event(tx, arena, c, after);
	if (moved && in->tell && clock_now().s < after->ends.s)
		tell_moved(tx, arena, &(struct news){ in->app, c, after, before });
	waiting_list_move(tx, arena, &(struct news){ in->app, c, after, NULL });
	return true;
}

bool restitution_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct restitution_input *in = input;
	restitution_take(tx, in->cycle);
	const struct cycle *c = cycle_by_id(tx, arena, in->cycle);
	const struct restitution *before = restitution_of(tx, arena, in->cycle);
	if (!c)
		return error_missing(err);
	if (in->version != (before ? before->version : 0))
		return error_conflict(err, N_("La restitution a été modifiée pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	if (!restitution_fits(in, err))
		return false;
	made->id = before ? before->id : restitution_insert(tx, in, clock_now());
	return !before || change(tx, arena, c, in, before) || error_missing(err);
}

bool restitution_publish(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct restitution_publication *in = input;
	restitution_take(tx, in->cycle);
	const struct cycle *c = cycle_by_id(tx, arena, in->cycle);
	struct restitution *e = restitution_of(tx, arena, in->cycle);
	if (!c || !e)
		return error_missing(err);
	if (!in->published && e->registered + e->waiting > 0)
		return error_rule(err, N_("Des personnes sont inscrites : la page ne peut plus être retirée. Si l'événement n'a pas lieu, dites-le dans son titre, puis annulez les inscriptions."));
	restitution_set_published(tx, in);
	e->published = in->published;
	index_event(tx, arena, c, e);
	made->id = e->id;
	return true;
}
