/* Commands of exchanges: each finds its item within the reach of who acts, asks the rules,
 * writes, keeps the index of public contents level, and tells who follows. */
#include "exchange/exchange.h"

#include "cycle/member.h"
#include "exchange/exchange_rules.h"
#include "exchange/exchange_store.h"
#include "exchange/exchange_tell.h"

struct url blocker_url(const struct cycle *c, int64_t blocker)
{
	return URL("/cycles/$1/echanges/blocages/$2", c->slug, blocker);
}

struct url experience_url(const struct cycle *c, int64_t experience)
{
	return URL("/cycles/$1/echanges/experiences/$2", c->slug, experience);
}

/* An item is of no territory, or of one that is in that cycle now. */
static bool member_fits(struct db *tx, struct arena *arena, int64_t cycle, int64_t member, struct error *err)
{
	if (member == 0)
		return true;
	const struct member *m = member_by_id(tx, arena, member);
	if (m && m->cycle == cycle && m->withdrawn.s == 0)
		return true;
	return error_input(err, "member", N_("Ce territoire n'est pas, ou n'est plus, dans la cohorte : choisissez-en un autre."));
}

static struct text known_topic(struct db *tx, struct arena *arena, int64_t cycle, struct text typed)
{
	struct rows rows = topics_of(tx, arena, cycle);
	const struct topic *topics = rows.at;
	struct text *known = arena_many(arena, struct text, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		known[i] = topics[i].topic;
	return topic_spelling(arena, known, rows.n, typed);
}

bool blocker_open(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct blocker_input in = *(const struct blocker_input *)input;
	if (!member_fits(tx, arena, in.cycle, in.member, err) || !audience_fits_member(in.audience, in.member, err))
		return false;
	in.topic = known_topic(tx, arena, in.cycle, in.topic);
	made->id = blocker_insert(tx, &in, clock_now());
	index_blocker(tx, arena, made->id);
	return true;
}

bool blocker_edit(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct blocker_input in = *(const struct blocker_input *)input;
	const struct blocker *b = blocker_seen(tx, arena, in.id, in.cycle, reach_of(in.facilitates), in.member);
	if (!b || !blocker_may_edit(b, in.person, in.facilitates))
		return error_missing(err);
	if (b->version != in.version)
		return error_conflict(err, N_("Ce blocage a été modifié pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	if (!audience_fits_member(in.audience, b->member, err) ||
	    !audience_keeps(b->audience, in.audience, replies_by_others(tx, b), err))
		return false;
	in.topic = known_topic(tx, arena, in.cycle, in.topic);
	blocker_update(tx, &in, clock_now());
	index_blocker(tx, arena, in.id);
	made->id = in.id;
	return true;
}

bool blocker_reply(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct blocker_reply_input *in = input;
	const struct blocker *b = blocker_seen(tx, arena, in->blocker, in->cycle, reach_of(in->facilitates), in->member);
	if (!b)
		return error_missing(err);
	made->id = reply_insert(tx, in, clock_now());
	tell_followers(tx, arena, b, in, made->id);
	return true;
}

bool blocker_move(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct blocker_change in = *(const struct blocker_change *)input;
	const struct blocker *b = blocker_seen(tx, arena, in.blocker, in.cycle, reach_of(in.facilitates), in.member);
	if (!b || !blocker_may_move(b, in.person, in.member, in.facilitates))
		return error_missing(err);
	if (!blocker_change_fits(&in, err))
		return false;
	if (!text_is(in.state, "lifted"))
		in.lifted_by = b->lifted_by;
	blocker_set_state(tx, &in, clock_now());
	index_blocker(tx, arena, b->id);
	made->id = b->id;
	return true;
}

static bool experience_change(struct db *tx, struct arena *arena, const struct experience_input *in, struct error *err)
{
	const struct experience *e =
	    experience_seen(tx, arena, in->id, in->cycle, reach_of(in->facilitates), in->member);
	if (!e || !experience_may_edit(e, in->person, in->member, in->facilitates))
		return error_missing(err);
	if (e->version != in->version)
		return error_conflict(err, N_("Ce retour d'expérience a été modifié pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	if (!audience_fits_member(in->audience, e->member, err))
		return false;
	experience_update(tx, in, clock_now());
	return true;
}

bool experience_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct experience_input *in = input;
	made->id = in->id;
	if (in->id != 0) {
		if (!experience_change(tx, arena, in, err))
			return false;
	} else {
		if (!member_fits(tx, arena, in->cycle, in->member, err) ||
		    !audience_fits_member(in->audience, in->member, err))
			return false;
		made->id = experience_insert(tx, in, clock_now());
	}
	index_experience(tx, arena, made->id);
	return true;
}
