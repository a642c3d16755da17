/* Registering, cancelling, and the waiting list that moves by itself. Each command takes the event
 * first: what it counts then stays true until it has written. */
#include "restitution/registration.h"

#include "people/token.h"
#include "restitution/restitution_rules.h"
#include "restitution/restitution_store.h"

void waiting_list_move(struct db *tx, struct arena *arena, const struct news *news)
{
	struct instant now = clock_now();
	int64_t n = places_to_give(news->event, now);
	if (n == 0)
		return;
	struct rows rows = registrations_admit(tx, arena, news->event->id, n, now);
	for (const struct registration *g = rows.at; g < (const struct registration *)rows.at + rows.n; g++)
		registration_tell(tx, arena, news, NOTICE_ADMITTED, g);
}

/* A place when one is left, the end of the waiting list otherwise. */
static int64_t take_place(struct db *tx, struct arena *arena, const struct restitution *e, const struct registration *before,
                          const struct registration_input *in)
{
	struct token token = registration_token(arena, in->app, e->id, in->email);
	struct registration_row row = { .restitution = e->id, .token_hash = token.hash, .now = clock_now(),
		                        .state = places_free(e) > 0 ? text("registered") : text("waiting") };
	if (!before)
		return registration_insert(tx, in, &row);
	registration_renew(tx, before->id, in, &row);
	return before->id;
}

/* Who is registered already is told so by mail, and nothing changes: whoever typed the address
 * learns nothing from the answer. */
bool registration_add(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct registration_input in = *(const struct registration_input *)input;
	in.email = text_lower(arena, in.email);
	restitution_take(tx, in.cycle);
	const struct cycle *c = cycle_by_id(tx, arena, in.cycle);
	const struct restitution *e = restitution_of(tx, arena, in.cycle);
	if (!c || !e || !e->published)
		return error_missing(err);
	if (!registration_fits(e, clock_now(), err))
		return false;
	const struct registration *g = registration_of_address(tx, arena, e->id, in.email);
	bool again = g && !registration_is(g, "cancelled");
	made->id = again ? g->id : take_place(tx, arena, e, g, &in);
	g = registration_by_id(tx, arena, made->id);
	if (!g)
		return error_missing(err);
	enum notice notice = again                             ? NOTICE_AGAIN
	                     : registration_is(g, "registered") ? NOTICE_REGISTERED
	                                                        : NOTICE_WAITING;
	registration_tell(tx, arena, &(struct news){ in.app, c, e, NULL }, notice, g);
	return true;
}

/* Of the token, or of that cycle; NULL when there is none. */
static struct registration *registration_meant(struct db *tx, struct arena *arena,
                                               const struct registration_cancellation *in)
{
	if (in->token.n == 0)
		return registration_by_id(tx, arena, in->id);
	struct text hash = token_hash(arena, in->token);
	return hash.n ? registration_by_token(tx, arena, hash) : NULL;
}

static void leave(struct db *tx, struct arena *arena, struct news *news, const struct registration_cancellation *in,
                  struct registration *g)
{
	registration_set_cancelled(tx, g->id, clock_now());
	g->sequence++;
	registration_tell(tx, arena, news, in->token.n ? NOTICE_CANCELLED : NOTICE_REMOVED, g);
	news->event = restitution_by_id(tx, arena, g->restitution);
	if (news->event)
		waiting_list_move(tx, arena, news);
}

/* Found before the turn is taken, and read again after: it may have moved meanwhile. */
bool registration_cancel(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct registration_cancellation *in = input;
	struct registration *g = registration_meant(tx, arena, in);
	const struct restitution *e = g ? restitution_by_id(tx, arena, g->restitution) : NULL;
	if (!e || (in->token.n == 0 && e->cycle != in->cycle))
		return error_missing(err);
	restitution_take(tx, e->cycle);
	g = registration_by_id(tx, arena, g->id);
	e = restitution_of(tx, arena, e->cycle);
	const struct cycle *c = e ? cycle_by_id(tx, arena, e->cycle) : NULL;
	if (!g || !c)
		return error_missing(err);
	made->id = g->id;
	if (registration_is(g, "cancelled"))
		return true;
	if (!cancellation_fits(e, clock_now(), err))
		return false;
	leave(tx, arena, &(struct news){ in->app, c, e, NULL }, in, g);
	return true;
}
