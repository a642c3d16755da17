/* Limits: exclusions, ceilings, floors, the minimum of votes. Each only ever tightens during a
 * count, so that a project once set aside needs no second look: what is spent plus what is kept
 * for floors never falls, since a purchase lowers the reserve by its own cost at most. */
#include "methods/budget_inner.h"

static uint32_t class_of(const struct limits *l, enum budget_family f, uint32_t rank)
{
	return l->box->input->projects[l->box->project[rank]].class_of[f];
}

static const struct budget_class *class_at(const struct limits *l, enum budget_family f, uint32_t class)
{
	return &l->box->input->families[f].at[class];
}

void limits_open(struct limits *l, struct arena *arena, const struct box *box)
{
	*l = (struct limits){ .box = box };
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		l->class_spent[f] = arena_many(arena, int64_t, box->input->families[f].n);
	l->state = arena_many(arena, uint8_t, box->n);
	l->family = arena_many(arena, uint8_t, box->n);
	l->because = arena_many(arena, uint32_t, box->n);
	limits_clear(l);
}

int64_t limits_missing(const struct limits *l, enum budget_family f, uint32_t class)
{
	int64_t missing = class_at(l, f, class)->floor - l->class_spent[f][class];
	return missing > 0 ? missing : 0;
}

void limits_clear(struct limits *l)
{
	const struct budget_input *in = l->box->input;
	l->spent = 0;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		l->reserve[f] = 0;
		for (uint32_t i = 0; i < in->families[f].n; i++) {
			l->class_spent[f][i] = 0;
			l->reserve[f] += class_at(l, f, i)->floor;
		}
	}
	/* What nobody asked for is not funded, whatever the rule. */
	int64_t least_votes = l->box->options->min_votes > 1 ? l->box->options->min_votes : 1;
	for (size_t rank = 0; rank < l->box->n; rank++)
		l->state[rank] = l->box->votes[rank] < least_votes ? BUDGET_FEW : LIMITS_OPEN;
}

static bool set_aside(struct limits *l, uint32_t rank, enum budget_reason why, enum budget_family f, uint32_t because)
{
	l->state[rank] = (uint8_t)why;
	l->family[rank] = (uint8_t)f;
	l->because[rank] = because;
	return false;
}

/* The largest cost that leaves the other floors of this family their money. */
static int64_t room_beside_floors(const struct limits *l, enum budget_family f, uint32_t class)
{
	return limits_left(l) - l->reserve[f] + (class == BUDGET_NONE ? 0 : limits_missing(l, f, class));
}

bool limits_allow(struct limits *l, uint32_t rank)
{
	if (l->state[rank] != LIMITS_OPEN)
		return false;
	int64_t cost = l->box->cost[rank];
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		uint32_t class = class_of(l, f, rank);
		if (class != BUDGET_NONE && cost > class_at(l, f, class)->ceiling - l->class_spent[f][class])
			return set_aside(l, rank, BUDGET_CEILING, f, class);
		/* Without a floor left to serve, the budget is the rule's own affair. */
		int64_t missing = class == BUDGET_NONE ? 0 : limits_missing(l, f, class);
		if (l->reserve[f] > (missing < cost ? missing : cost) && cost > room_beside_floors(l, f, class))
			return set_aside(l, rank, BUDGET_RESERVED, f, BUDGET_NONE);
	}
	return true;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t limits_room(const struct limits *l, uint32_t rank)
{
	int64_t room = l->state[rank] == LIMITS_OPEN ? limits_left(l) : 0;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		uint32_t class = class_of(l, f, rank);
		room = least(room, room_beside_floors(l, f, class));
		if (class != BUDGET_NONE)
			room = least(room, class_at(l, f, class)->ceiling - l->class_spent[f][class]);
	}
	return room;
}

static void bar_excluded(struct limits *l, uint32_t rank)
{
	const struct budget_input *in = l->box->input;
	for (size_t i = 0; i < in->n_exclusions; i++) {
		const struct budget_exclusion *e = &in->exclusions[i];
		bool named = false;
		for (size_t k = 0; k < e->n; k++)
			named |= l->box->rank[e->projects[k]] == rank;
		for (size_t k = 0; named && k < e->n; k++) {
			uint32_t other = l->box->rank[e->projects[k]];
			if (other != rank && l->state[other] == LIMITS_OPEN)
				set_aside(l, other, BUDGET_EXCLUDED, 0, l->box->project[rank]);
		}
	}
}

void limits_spend(struct limits *l, uint32_t rank)
{
	int64_t cost = l->box->cost[rank];
	l->state[rank] = LIMITS_BOUGHT;
	l->spent += cost;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		uint32_t class = class_of(l, f, rank);
		if (class == BUDGET_NONE)
			continue;
		l->reserve[f] -= least(l->reserve[f], least(cost, limits_missing(l, f, class)));
		l->class_spent[f][class] += cost;
	}
	bar_excluded(l, rank);
}

bool limits_passed(const struct limits *l)
{
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		if (l->reserve[f] > limits_left(l))
			return true;
	return limits_left(l) < 0;
}

void limits_release(struct limits *l)
{
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		l->reserve[f] = 0;
	for (size_t rank = 0; rank < l->box->n; rank++)
		if (l->state[rank] == BUDGET_RESERVED)
			l->state[rank] = LIMITS_OPEN;
}
