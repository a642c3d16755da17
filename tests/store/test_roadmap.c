/* Roadmaps by their commands: who reads and writes what, the states of an action and its history, the
 * link with the takeaway it was born of, caps and their proof. Run once for each engine. */
#include "peers.h"

#include "roadmap/roadmap.h"
#include "roadmap/roadmap_rules.h"
#include "roadmap/roadmap_store.h"

static struct action_input action(const struct peer *who, int64_t member, int64_t audience)
{
	return (struct action_input){ .cycle = CYCLE, .member = member, .person = who->person, .own = who->member,
		                      .facilitates = facilitates(who), .audience = audience, .owner = NATHALIE,
		                      .title = text("Rencontrer vingt-cinq ménages"), .due = day_make(2021, 10, 15),
		                      .note = text("Liste à établir.") };
}

static int64_t added(struct peers *f, int64_t audience)
{
	struct action_input in = action(&nathalie, VIMY, audience);
	must(f, action_save, &in);
	return f->made.id;
}

static struct action_change step(const struct peer *who, int64_t id, const char *state, const char *note)
{
	return (struct action_change){ .cycle = CYCLE, .action = id, .person = who->person, .own = who->member,
		                       .facilitates = facilitates(who), .state = text_of(state), .note = text_of(note) };
}

static struct cap_input cap(const struct peer *who, int64_t member, int64_t audience)
{
	return (struct cap_input){ .cycle = CYCLE, .member = member, .person = who->person, .own = who->member,
		                   .facilitates = facilitates(who), .audience = audience, .title = text("La relève a un nom"),
		                   .expected = text("Six cours plantées."), .planned = day_make(2021, 9, 1) };
}

static struct cap_passage passage(const struct peer *who, int64_t id, struct day reached, const char *evidence)
{
	return (struct cap_passage){ .cycle = CYCLE, .cap = id, .person = who->person, .own = who->member,
		                     .facilitates = facilitates(who), .reached = reached, .evidence = text_of(evidence) };
}

static const struct {
	const struct peer *who;
	int64_t narrowest;
} readers[] = {
	{ &stranger, AUDIENCE_PUBLIC },  { &juror, AUDIENCE_PUBLIC },   { &expert, AUDIENCE_COHORT },
	{ &gregory, AUDIENCE_COHORT },   { &nathalie, AUDIENCE_PAIR },  { &bruno, AUDIENCE_PAIR },
	{ &fanny, AUDIENCE_PAIR },
};

static void audiences_are_kept(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	for (int64_t a = AUDIENCE_PAIR; a <= AUDIENCE_PUBLIC; a++) {
		added(f, a);
		struct cap_input in = cap(&bruno, VIMY, a);
		must(f, cap_save, &in);
	}
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		struct viewer v = viewer_of(readers[i].who);
		size_t expected = (size_t)(4 - readers[i].narrowest);
		struct rows actions = actions_of(db, f->arena, VIMY, SIGHT_OF(&v));
		assert_int_equal(actions.n, expected);
		assert_int_equal(caps_of(db, f->arena, VIMY, SIGHT_OF(&v)).n, expected);
		assert_int_equal(steps_of_member(db, f->arena, VIMY, SIGHT_OF(&v)).n, expected);
		assert_int_equal(actions_due(db, f->arena, CYCLE, SIGHT_OF(&v), 10).n, expected);
		const struct progress *line = cohort_progress_of(db, f->arena, CYCLE, SIGHT_OF(&v), day_of(clock_now())).at;
		int64_t counted = 0, caps = 0;
		for (size_t k = 0; k < 3; k++)
			counted += line[k].planned, caps += line[k].caps;
		assert_int_equal(counted, expected);
		assert_int_equal(caps, expected);
		bool named = ((const struct action *)actions.at)->owner_name.n > 0;
		assert_int_equal(named, readers[i].narrowest != AUDIENCE_PUBLIC); /* the public reads no name */
	}
	const struct action *public = public_actions_of(db, f->arena, VIMY).at;
	assert_int_equal(public_actions_of(db, f->arena, VIMY).n, 1);
	assert_int_equal(public->owner_name.n, 0);
	assert_int_equal(public_caps_of(db, f->arena, VIMY).n, 1);
	assert_int_equal(public_caps_of(db, f->arena, RONCHIN).n, 0);
}

static void only_the_pair_writes(void **state)
{
	struct peers *f = *state;
	struct action_input in = action(&gregory, VIMY, AUDIENCE_COHORT);
	refused(f, action_save, &in, ERROR_MISSING, NULL);
	in = action(&expert, VIMY, AUDIENCE_COHORT);
	refused(f, action_save, &in, ERROR_MISSING, NULL);
	in = action(&fanny, 0, AUDIENCE_COHORT);
	refused(f, action_save, &in, ERROR_INPUT, "member");
	in.member = ELSEWHERE;
	refused(f, action_save, &in, ERROR_MISSING, NULL);
	in.member = GONE;
	in.owner = 0;
	refused(f, action_save, &in, ERROR_INPUT, "member");
	in = action(&fanny, VIMY, AUDIENCE_PAIR);
	must(f, action_save, &in);
	int64_t id = f->made.id;
	struct action_change move = step(&gregory, id, "done", "");
	refused(f, action_move, &move, ERROR_MISSING, NULL);
	move = step(&bruno, id, "done", "");
	move.cycle = OTHER_CYCLE;
	refused(f, action_move, &move, ERROR_MISSING, NULL);
	in = action(&gregory, RONCHIN, AUDIENCE_COHORT);
	in.id = added(f, AUDIENCE_COHORT); /* readable, of another territory */
	in.version = 1;
	refused(f, action_save, &in, ERROR_MISSING, NULL);
	struct cap_input other = cap(&gregory, VIMY, AUDIENCE_COHORT);
	refused(f, cap_save, &other, ERROR_MISSING, NULL);
}

static void owners_are_of_the_pair(void **state)
{
	struct peers *f = *state;
	struct action_input in = action(&nathalie, VIMY, AUDIENCE_COHORT);
	in.owner = GREGORY;
	refused(f, action_save, &in, ERROR_INPUT, "owner");
	in.owner = BRUNO;
	must(f, action_save, &in);
	in.id = f->made.id;
	in.version = 1;
	place_script(&f->place, "DELETE FROM role WHERE person = 3;");
	must(f, action_save, &in); /* who has left stays the owner until someone else is chosen */
	in.version = 1;
	refused(f, action_save, &in, ERROR_CONFLICT, NULL);
}

static void history_in_order(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t id = added(f, AUDIENCE_COHORT);
	struct action_change in = step(&nathalie, id, "planned", " ");
	refused(f, action_move, &in, ERROR_INPUT, "note");
	in = step(&nathalie, id, "finished", "x");
	refused(f, action_move, &in, ERROR_INPUT, "state");
	static const char *const states[] = { "progress", "progress", "done", "progress" };
	for (size_t i = 0; i < 4; i++) {
		clock_set((struct instant){ at("2021-09-20T10:00").s + (int64_t)i });
		in = step(i % 2 ? &bruno : &nathalie, id, states[i], i == 1 ? "Onze rencontres." : "");
		if (i == 1) {
			in.note = text("");
			refused(f, action_move, &in, ERROR_INPUT, "note");
			in.note = text("Onze rencontres.");
		}
		must(f, action_move, &in);
	}
	in = step(&nathalie, id, "dropped", "");
	refused(f, action_move, &in, ERROR_INPUT, "note");
	in = step(&nathalie, id, "dropped", "La salle est fermée.");
	must(f, action_move, &in);
	struct viewer v = viewer_of(&gregory);
	struct rows rows = steps_of_action(db, f->arena, id, SIGHT_OF(&v));
	const struct step *steps = rows.at;
	assert_int_equal(rows.n, 6);
	assert_text(steps[0].note, "Liste à établir.");
	assert_text(steps[2].note, "Onze rencontres.");
	assert_text(steps[2].author, "Bruno Delattre");
	assert_text(steps[5].state, "dropped");
	assert_text(action_by_id(db, f->arena, id)->state, "dropped");
	v = viewer_of(&stranger);
	assert_int_equal(steps_of_action(db, f->arena, id, SIGHT_OF(&v)).n, 0);
}

static const struct action *seen(struct peers *f, const struct peer *who, int64_t id)
{
	struct viewer v = viewer_of(who);
	return action_seen(store_reader(f->store), f->arena, id, CYCLE, SIGHT_OF(&v));
}

static void the_takeaway_is_kept(void **state)
{
	struct peers *f = *state;
	struct action_input in = action(&nathalie, VIMY, AUDIENCE_PUBLIC);
	in.takeaway = FOREIGN;
	refused(f, action_save, &in, ERROR_INPUT, "takeaway");
	in.takeaway = REMOVED;
	refused(f, action_save, &in, ERROR_INPUT, "takeaway");
	in.takeaway = TOLD;
	must(f, action_save, &in);
	int64_t told = f->made.id;
	in.takeaway = KEPT;
	must(f, action_save, &in);
	int64_t kept = f->made.id;
	assert_text(seen(f, &gregory, kept)->takeaway_text, "Écrire à qui passe la main");
	assert_text(seen(f, &stranger, told)->takeaway_text, "Aller écouter");
	assert_int_equal(seen(f, &stranger, kept)->takeaway_text.n, 0); /* its minutes are not public */
	place_script(&f->place, "UPDATE takeaway SET removed = 99 WHERE id = 1;");
	in.id = told;
	in.version = 1;
	in.takeaway = TOLD;
	in.title = text("Rencontrer trente ménages");
	must(f, action_save, &in); /* taken off the list, it stays where it was used */
	assert_text(seen(f, &nathalie, told)->takeaway_text, "Aller écouter");
	assert_int_equal(seen(f, &nathalie, told)->session, 1);
}

static void caps_need_a_proof(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	struct cap_input in = cap(&nathalie, VIMY, AUDIENCE_COHORT);
	must(f, cap_save, &in);
	int64_t id = f->made.id;
	struct cap_passage pass = passage(&nathalie, id, day_make(2021, 9, 10), " ");
	refused(f, cap_reach, &pass, ERROR_INPUT, "evidence");
	pass = passage(&nathalie, id, day_make(2021, 9, 14), "Six clés.");
	refused(f, cap_reach, &pass, ERROR_INPUT, "reached"); /* tomorrow */
	pass = passage(&gregory, id, day_make(2021, 9, 10), "Six clés.");
	refused(f, cap_reach, &pass, ERROR_MISSING, NULL);
	assert_true(cap_is_late(cap_by_id(db, f->arena, id), day_make(2021, 9, 2)));
	pass = passage(&bruno, id, day_make(2021, 9, 13), "Six clés.");
	must(f, cap_reach, &pass);
	assert_int_equal(cap_by_id(db, f->arena, id)->reached.n, day_make(2021, 9, 13).n);
	assert_false(cap_is_late(cap_by_id(db, f->arena, id), day_make(2021, 9, 2)));
	pass = passage(&bruno, id, (struct day){ 0 }, "");
	must(f, cap_reach, &pass);
	assert_int_equal(cap_by_id(db, f->arena, id)->reached.n, 0);
	assert_text(cap_by_id(db, f->arena, id)->evidence, "Six clés.");
	in.id = id;
	in.version = 7;
	refused(f, cap_save, &in, ERROR_CONFLICT, NULL);
	in.version = 1;
	must(f, cap_save, &in);
}

static void lateness(void **state)
{
	(void)state;
	struct day today = day_make(2021, 10, 15);
	struct action a = { .state = T("planned"), .due = today };
	assert_false(action_is_late(&a, today)); /* its day is not over */
	assert_true(action_is_late(&a, (struct day){ today.n + 1 }));
	a.state = text("progress");
	assert_true(action_is_late(&a, (struct day){ today.n + 1 }));
	a.state = text("done");
	assert_false(action_is_late(&a, (struct day){ today.n + 1 }));
	a = (struct action){ .state = T("planned") };
	assert_false(action_is_late(&a, today));
}

static void progress_of_the_cohort(void **state)
{
	struct peers *f = *state;
	struct viewer v = viewer_of(&expert);
	added(f, AUDIENCE_COHORT);
	struct action_change move = step(&nathalie, added(f, AUDIENCE_COHORT), "done", "");
	must(f, action_move, &move);
	struct rows rows = cohort_progress_of(store_reader(f->store), f->arena, CYCLE, SIGHT_OF(&v), day_make(2021, 10, 16));
	const struct progress *lines = rows.at;
	assert_int_equal(rows.n, 3); /* Corbie, Ronchin, Vimy */
	assert_text(lines[0].territory, "Corbie");
	assert_int_not_equal(lines[0].withdrawn.s, 0);
	assert_text(lines[2].territory, "Vimy");
	assert_int_equal(lines[2].planned, 1);
	assert_int_equal(lines[2].done, 1);
	assert_int_equal(lines[2].late, 1);
	assert_int_equal(lines[2].next.n, 0);
	rows = cohort_progress_of(store_reader(f->store), f->arena, CYCLE, SIGHT_OF(&v), day_make(2021, 10, 15));
	lines = rows.at;
	assert_int_equal(lines[2].late, 0);
	assert_int_equal(lines[2].next.n, day_make(2021, 10, 15).n);
}

#define CHECKED(test) cmocka_unit_test_setup_teardown(test, peers_set_up, peers_tear_down)
static const struct CMUnitTest tests[] = {
	CHECKED(audiences_are_kept),   CHECKED(only_the_pair_writes), CHECKED(owners_are_of_the_pair),
	CHECKED(history_in_order),     CHECKED(the_takeaway_is_kept), CHECKED(caps_need_a_proof),
	CHECKED(progress_of_the_cohort), cmocka_unit_test(lateness),
};
RUN(tests)
