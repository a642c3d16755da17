/* Commands of roadmaps: each finds its item within the reach of who acts, asks the rules, and
 * writes. The state of an action is that of the last step of its history. */
#include "roadmap/roadmap.h"

#include "cycle/member.h"
#include "roadmap/roadmap_rules.h"
#include "roadmap/roadmap_store.h"
#include "session/session.h"

struct url roadmap_url(const struct cycle *c, int64_t member)
{
	return URL("/cycles/$1/feuille-de-route/$2", c->slug, member);
}

struct url action_url(const struct cycle *c, int64_t action)
{
	return URL("/cycles/$1/feuille-de-route/actions/$2", c->slug, action);
}

struct url action_new_url(const struct cycle *c, int64_t takeaway)
{
	if (takeaway == 0)
		return URL("/cycles/$1/feuille-de-route/actions/nouvelle", c->slug);
	return URL("/cycles/$1/feuille-de-route/actions/nouvelle?takeaway=$2", c->slug, takeaway);
}

/* Those who act are of the cohort. */
static struct sight_of sight(int64_t own, bool facilitates)
{
	return (struct sight_of){ facilitates ? AUDIENCE_PAIR : AUDIENCE_COHORT, own };
}

/* Something new belongs to a territory that is in that cycle now, and that who acts may write for. */
static bool member_fits(struct db *tx, struct arena *arena, int64_t cycle, int64_t member, int64_t own,
                        bool facilitates, struct error *err)
{
	if (facilitates && member == 0)
		return error_input(err, "member", N_("Choisissez le territoire dont c'est la feuille de route."));
	const struct member *m = member_by_id(tx, arena, member);
	if (!m || m->cycle != cycle || !roadmap_may_write(member, own, facilitates))
		return error_missing(err);
	if (m->withdrawn.s != 0)
		return error_input(err, "member", N_("Ce territoire a quitté la cohorte : sa feuille de route ne change plus."));
	return true;
}

/* An owner or a takeaway that stays as it was is not asked again: people leave, takeaways are removed. */
static bool links_fit(struct db *tx, struct arena *arena, const struct action_input *in, const struct action *before,
                      struct error *err)
{
	if (in->owner != 0 && !(before && before->owner == in->owner) &&
	    !owner_fits(tx, in->cycle, in->member, in->owner))
		return error_input(err, "owner", N_("Choisissez quelqu'un du binôme de ce territoire."));
	if (in->takeaway == 0 || (before && before->takeaway == in->takeaway))
		return true;
	const struct takeaway *w = takeaway_by_id(tx, arena, in->takeaway);
	if (w && w->cycle == in->cycle && !w->removed)
		return true;
	return error_input(err, "takeaway", N_("Cet enseignement n'est plus dans la liste : choisissez-en un autre, ou aucun."));
}

static bool action_open(struct db *tx, struct arena *arena, const struct action_input *in, struct made *made,
                        struct error *err)
{
	if (!member_fits(tx, arena, in->cycle, in->member, in->own, in->facilitates, err) ||
	    !links_fit(tx, arena, in, NULL, err))
		return false;
	struct instant now = clock_now();
	made->id = action_insert(tx, in, now);
	step_add(tx, &(struct action_change){ .action = made->id, .person = in->person, .state = text("planned"), .note = in->note },
	         now);
	return true;
}

bool action_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct action_input in = *(const struct action_input *)input;
	if (in.id == 0)
		return action_open(tx, arena, &in, made, err);
	const struct action *a = action_seen(tx, arena, in.id, in.cycle, sight(in.own, in.facilitates));
	if (!a || !roadmap_may_write(a->member, in.own, in.facilitates))
		return error_missing(err);
	if (a->version != in.version)
		return error_conflict(err, N_("Cette action a été modifiée pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	in.member = a->member;
	if (!links_fit(tx, arena, &in, a, err))
		return false;
	action_update(tx, &in, clock_now());
	made->id = in.id;
	return true;
}

bool action_move(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct action_change *in = input;
	const struct action *a = action_seen(tx, arena, in->action, in->cycle, sight(in->own, in->facilitates));
	if (!a || !roadmap_may_write(a->member, in->own, in->facilitates))
		return error_missing(err);
	if (!action_change_fits(a->state, in, err))
		return false;
	step_add(tx, in, clock_now());
	made->id = a->id;
	return true;
}

bool cap_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct cap_input *in = input;
	if (in->id == 0) {
		if (!member_fits(tx, arena, in->cycle, in->member, in->own, in->facilitates, err))
			return false;
		made->id = cap_insert(tx, in, clock_now());
		return true;
	}
	const struct cap *k = cap_seen(tx, arena, in->id, in->cycle, sight(in->own, in->facilitates));
	if (!k || !roadmap_may_write(k->member, in->own, in->facilitates))
		return error_missing(err);
	if (k->version != in->version)
		return error_conflict(err, N_("Ce cap a été modifié pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	cap_update(tx, in);
	made->id = in->id;
	return true;
}

bool cap_reach(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct cap_passage in = *(const struct cap_passage *)input;
	const struct cap *k = cap_seen(tx, arena, in.cap, in.cycle, sight(in.own, in.facilitates));
	if (!k || !roadmap_may_write(k->member, in.own, in.facilitates))
		return error_missing(err);
	if (!cap_passage_fits(&in, day_of(clock_now()), err))
		return false;
	if (in.reached.n == 0)
		in.evidence = k->evidence;
	cap_set_reached(tx, &in);
	made->id = k->id;
	return true;
}
