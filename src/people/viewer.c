/* What a viewer may do: roles, capabilities and audiences, as tables and pure functions.
 * Who asks is found by guard.c. */
#include "people/viewer.h"

#include "base/check.h"

static const struct {
	enum role role;
	const char *name, *label;
} roles[] = {
	{ ROLE_FACILITATOR, "facilitator", N_("Animation") },
	{ ROLE_JUROR, "juror", N_("Jury") },
	{ ROLE_ELECTED, "elected", N_("Élue ou élu") },
	{ ROLE_STAFF, "staff", N_("Technicienne ou technicien") },
	{ ROLE_EXPERT, "expert", N_("Intervenante ou intervenant") },
	{ ROLE_OBSERVER, "observer", N_("Observation") },
};

enum { ROLES = sizeof roles / sizeof *roles };

static size_t role_index(enum role role)
{
	size_t i = 0;
	while (i < ROLES && roles[i].role != role)
		i++;
	check(i < ROLES);
	return i;
}

const char *role_name(enum role role)
{
	return roles[role_index(role)].name;
}

const char *role_label(enum role role)
{
	return roles[role_index(role)].label;
}

bool role_parse(struct text name, enum role *role)
{
	for (size_t i = 0; i < ROLES; i++)
		if (text_is(name, roles[i].name)) {
			*role = roles[i].role;
			return true;
		}
	return false;
}

const struct option audience_options[] = {
	{ T("1"), N_("notre territoire et l'animation"), { 0 }, NULL },
	{ T("2"), N_("la cohorte"), { 0 }, NULL },
	{ T("3"), N_("tout le monde"), { 0 }, NULL },
	{ .label = NULL },
};

const char *audience_label(enum audience audience)
{
	check(audience >= AUDIENCE_PAIR && audience <= AUDIENCE_PUBLIC);
	return audience_options[audience - AUDIENCE_PAIR].label;
}

bool viewer_may(const struct viewer *v, enum may may)
{
	enum { COHORT = ROLE_FACILITATOR | ROLE_PAIR | ROLE_EXPERT | ROLE_OBSERVER };
	switch (may) {
	case MAY_ANYONE:
		return true;
	case MAY_SIGNED_IN:
		return v->person != 0;
	case MAY_SEE_COHORT:
		return viewer_is(v, COHORT);
	case MAY_TAKE_PART:
		return viewer_is(v, COHORT & ~(unsigned)ROLE_OBSERVER);
	case MAY_OWN_MEMBER:
		return viewer_is(v, ROLE_FACILITATOR) || (viewer_is(v, ROLE_PAIR) && v->member != 0);
	case MAY_JUDGE:
		return viewer_is(v, ROLE_JUROR | ROLE_FACILITATOR);
	case MAY_FACILITATE:
		return viewer_is(v, ROLE_FACILITATOR);
	case MAY_CREATE:
		return v->admin || v->facilitates;
	case MAY_ADMIN:
		return v->admin;
	}
	return false;
}

int64_t viewer_reach(const struct viewer *v)
{
	if (viewer_may(v, MAY_FACILITATE))
		return AUDIENCE_PAIR;
	return viewer_may(v, MAY_SEE_COHORT) ? AUDIENCE_COHORT : AUDIENCE_PUBLIC;
}
