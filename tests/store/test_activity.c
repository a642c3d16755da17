/* Live activities by their commands: who may what when, limits that hold when a room acts at once,
 * tallies that add up. Run once for each engine. */
#include "peers.h"

#include "session/activity.h"
#include "session/activity_store.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

enum { DAY = 1, OTHER_DAY = 2, IDEAS = 6 };

static int64_t made_activity(struct peers *f, int64_t votes_each)
{
	struct activity_input in = { .session = DAY, .title = text("Idées"), .prompt = text("Laquelle ?"), .votes_each = votes_each,
		                     .totals = true };
	must(f, activity_save, &in);
	return f->made.id;
}

static struct activity_part part(int64_t activity)
{
	return (struct activity_part){ .session = DAY, .activity = activity };
}

static int64_t opened_activity(struct peers *f, int64_t votes_each)
{
	int64_t id = made_activity(f, votes_each);
	struct activity_part in = part(id);
	must(f, activity_open, &in);
	return id;
}

static struct voice device(const char *token)
{
	return (struct voice){ 0, text_of(token) };
}

static struct idea_input idea_input(int64_t activity, const char *token, const char *words)
{
	return (struct idea_input){ .activity = activity, .voice = device(token), .text = text_of(words) };
}

static int64_t added(struct peers *f, int64_t activity, const char *token, const char *words)
{
	struct idea_input in = idea_input(activity, token, words);
	must(f, idea_add, &in);
	return f->made.id;
}

static struct vote_input vote_input(int64_t activity, int64_t idea, const char *token, bool given)
{
	return (struct vote_input){ .activity = activity, .idea = idea, .voice = device(token), .given = given };
}

static void vote(struct peers *f, int64_t activity, int64_t idea, const char *token, bool given)
{
	struct vote_input in = vote_input(activity, idea, token, given);
	must(f, idea_vote, &in);
}

static int64_t votes_of(struct peers *f, int64_t idea)
{
	return idea_by_id(store_reader(f->store), f->arena, idea)->votes;
}

static struct ballot ballot(struct peers *f, int64_t activity, const char *token)
{
	struct voice voice = device(token);
	return ballot_of(store_reader(f->store), f->arena, activity, &voice);
}

/* Every count is what it counts. */
static void tallies_add_up(struct peers *f)
{
	assert_int_equal(count_of(f, "SELECT count(*) FROM idea i WHERE i.votes <> (SELECT count(*) FROM vote v WHERE v.idea = i.id)"), 0);
	assert_int_equal(count_of(f, "SELECT count(*) FROM voice w WHERE w.votes <> (SELECT count(*) FROM vote v WHERE v.voice = w.id)"), 0);
	assert_int_equal(count_of(f, "SELECT count(*) FROM voice w WHERE w.ideas <> (SELECT count(*) FROM idea i WHERE i.voice = w.id)"), 0);
}

static void from_draft_to_results(void **state)
{
	struct peers *f = *state;
	int64_t id = made_activity(f, 2);
	struct activity_part in = part(id);
	struct idea_input first = idea_input(id, "a", "Aller écouter");
	refused(f, idea_add, &first, ERROR_RULE, NULL);
	refused(f, activity_close, &in, ERROR_RULE, NULL);
	must(f, activity_open, &in);
	must(f, activity_open, &in);
	int64_t one = added(f, id, "a", "Aller écouter"), two = added(f, id, "b", "Parler après");
	vote(f, id, two, "a", true);
	vote(f, id, two, "b", true);
	vote(f, id, one, "b", true);
	must(f, activity_close, &in);
	struct vote_input late = vote_input(id, one, "a", true);
	refused(f, idea_vote, &late, ERROR_RULE, NULL);
	late.given = false;
	late.idea = two;
	refused(f, idea_vote, &late, ERROR_RULE, NULL);
	refused(f, idea_add, &first, ERROR_RULE, NULL);
	struct rows results = results_of(store_reader(f->store), f->arena, DAY);
	const struct idea *ideas = results.at;
	assert_int_equal(results.n, 2);
	assert_int_equal(ideas[0].id, two);
	assert_int_equal(ideas[0].votes, 2);
	const struct activity *a = activity_by_id(store_reader(f->store), f->arena, id);
	assert_int_equal(a->voices, 2);
	assert_int_equal(a->votes, 3);
	assert_true(a->closed.s > 0);
	must(f, activity_open, &in);
	assert_int_equal(results_of(store_reader(f->store), f->arena, DAY).n, 0);
	tallies_add_up(f);
}

static void parts_belong_to_their_whole(void **state)
{
	struct peers *f = *state;
	int64_t id = opened_activity(f, 2), other = opened_activity(f, 2);
	int64_t idea = added(f, id, "a", "Une");
	struct activity_part elsewhere = { .session = OTHER_DAY, .activity = id };
	refused(f, activity_close, &elsewhere, ERROR_MISSING, NULL);
	struct activity_part hidden = { .session = DAY, .activity = other, .idea = idea, .hidden = true };
	refused(f, idea_hide, &hidden, ERROR_MISSING, NULL);
	struct vote_input in = vote_input(other, idea, "a", true);
	refused(f, idea_vote, &in, ERROR_MISSING, NULL);
	struct activity_part in_use = part(id), unused = part(other);
	refused(f, activity_remove, &in_use, ERROR_RULE, NULL);
	must(f, activity_remove, &unused);
	assert_null(activity_by_id(store_reader(f->store), f->arena, other));
	struct activity_input change = { .id = id, .session = OTHER_DAY, .title = text("x"), .votes_each = 3 };
	refused(f, activity_save, &change, ERROR_MISSING, NULL);
	change = (struct activity_input){ .session = 99, .title = text("x"), .votes_each = 3 };
	refused(f, activity_save, &change, ERROR_MISSING, NULL);
	change.session = DAY;
	change.votes_each = 11;
	refused(f, activity_save, &change, ERROR_INPUT, "votes_each");
}

static void codes(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	struct activity_input in = { .session = DAY, .title = text("Idées"), .votes_each = 3, .code = text("DEMO21") };
	must(f, activity_save, &in);
	int64_t id = f->made.id;
	refused(f, activity_save, &in, ERROR_INPUT, "code");
	in.code = text("été");
	refused(f, activity_save, &in, ERROR_INPUT, "code");
	assert_int_equal(activity_by_code(db, f->arena, text(" demo 2-1 "))->id, id);
	assert_null(activity_by_code(db, f->arena, text("DEMO2")));
	assert_null(activity_by_code(db, f->arena, text("")));
	assert_null(activity_by_code(db, f->arena, text("DEMO21DEMO21DEMO21DEMO21DEMO21DEMO21DEMO21")));
	in.code = NO_TEXT;
	for (int i = 0; i < 20; i++) {
		must(f, activity_save, &in);
		assert_int_equal(f->made.name.n, 6);
		assert_int_equal(activity_by_code(db, f->arena, f->made.name)->id, f->made.id);
	}
}

static void ideas_have_limits(void **state)
{
	struct peers *f = *state;
	int64_t id = opened_activity(f, 2);
	char words[2 * IDEA_LETTERS + 3] = "";
	struct idea_input in = idea_input(id, "a", "  ");
	refused(f, idea_add, &in, ERROR_INPUT, "text");
	for (int i = 0; i <= IDEA_LETTERS; i++) /* two bytes a letter */
		words[2 * i] = (char)0xC3, words[2 * i + 1] = (char)0xA9;
	in.text = (struct text){ words, 2 * (IDEA_LETTERS + 1) };
	refused(f, idea_add, &in, ERROR_INPUT, "text");
	in.text.n -= 2;
	must(f, idea_add, &in);
	int64_t first = f->made.id;
	must(f, idea_add, &in); /* a second tab, the same words: the same idea */
	assert_int_equal(f->made.id, first);
	for (int i = 1; i < IDEAS_OF_A_VOICE; i++)
		added(f, id, "a", text_z(f->arena, text_format(f->arena, "Idée %d", i)));
	in.text = text("Une de trop");
	refused(f, idea_add, &in, ERROR_RULE, NULL);
	must(f, idea_add, &(struct idea_input){ .activity = id, .voice = device("b"), .text = in.text });
	tallies_add_up(f);
}

static void a_list_has_an_end(void **state)
{
	struct peers *f = *state;
	int64_t id = opened_activity(f, 2);
	for (int i = 0; i < IDEAS_SHOWN; i++)
		added(f, id, text_z(f->arena, text_format(f->arena, "v%d", i / 15)), text_z(f->arena, text_format(f->arena, "%d", i)));
	struct idea_input in = idea_input(id, "z", "La suivante");
	refused(f, idea_add, &in, ERROR_RULE, NULL);
	struct rows ideas = ideas_of(store_reader(f->store), f->arena, id, IDEAS_AS_ADDED, 0);
	struct activity_part hide = part(id);
	hide.idea = ((const struct idea *)ideas.at)->id;
	hide.hidden = true;
	must(f, idea_hide, &hide);
	must(f, idea_add, &in);
}

static void signatures(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t id = opened_activity(f, 2);
	struct idea_input in = { .activity = id, .voice = { NATHALIE, NO_TEXT }, .text = text("Signée"), .named = true,
		                 .author = text("un autre nom") };
	must(f, idea_add, &in);
	assert_text(idea_by_id(db, f->arena, f->made.id)->author, "Nathalie Thuillier");
	in = (struct idea_input){ .activity = id, .voice = { NATHALIE, text("x") }, .text = text("Non signée") };
	must(f, idea_add, &in);
	assert_text(idea_by_id(db, f->arena, f->made.id)->author, "");
	in = (struct idea_input){ .activity = id, .voice = device("d"), .text = text("Pseudonyme"), .named = true, .author = text(" Luce ") };
	must(f, idea_add, &in);
	assert_text(idea_by_id(db, f->arena, f->made.id)->author, "Luce");
	assert_int_equal(activity_by_id(db, f->arena, id)->voices, 2); /* a person is one, on any device */
	/* The same device in two activities: two tokens, so that nothing links them. */
	int64_t other = opened_activity(f, 2);
	added(f, other, "d", "Ailleurs");
	assert_int_equal(count_of(f, "SELECT count(DISTINCT token) FROM voice WHERE person IS NULL"), 2);
}

static void votes_have_limits(void **state)
{
	struct peers *f = *state;
	int64_t id = opened_activity(f, 2), ideas[3];
	for (int i = 0; i < 3; i++)
		ideas[i] = added(f, id, "a", text_z(f->arena, text_format(f->arena, "%d", i)));
	vote(f, id, ideas[0], "b", true);
	vote(f, id, ideas[0], "b", true); /* a double tap */
	assert_int_equal(votes_of(f, ideas[0]), 1);
	vote(f, id, ideas[1], "b", true);
	struct vote_input in = vote_input(id, ideas[2], "b", true);
	refused(f, idea_vote, &in, ERROR_RULE, NULL);
	assert_int_equal(votes_of(f, ideas[2]), 0);
	vote(f, id, ideas[0], "b", false);
	vote(f, id, ideas[0], "b", false);
	vote(f, id, ideas[0], "nobody", false); /* nothing to take back, and no voice is made */
	assert_int_equal(votes_of(f, ideas[0]), 0);
	must(f, idea_vote, &in);
	assert_int_equal(ballot(f, id, "b").votes, 2);
	assert_int_equal(activity_by_id(store_reader(f->store), f->arena, id)->voices, 2);
	tallies_add_up(f);
}

static void hiding_gives_votes_back(void **state)
{
	struct peers *f = *state;
	int64_t id = opened_activity(f, 1), bad = added(f, id, "a", "Mauvaise"), good = added(f, id, "a", "Bonne");
	vote(f, id, bad, "b", true);
	vote(f, id, bad, "c", true);
	struct activity_part hide = part(id);
	hide.idea = bad;
	hide.hidden = true;
	must(f, idea_hide, &hide);
	assert_int_equal(ballot(f, id, "b").votes, 0);
	assert_int_equal(votes_of(f, bad), 0);
	struct vote_input in = vote_input(id, bad, "d", true);
	refused(f, idea_vote, &in, ERROR_RULE, NULL);
	vote(f, id, good, "b", true);
	hide.hidden = false;
	must(f, idea_hide, &hide);
	vote(f, id, bad, "c", true);
	tallies_add_up(f);
	/* Once closed, what is hidden keeps its votes, until it is opened again. */
	struct activity_part in_time = part(id);
	must(f, activity_close, &in_time);
	hide.idea = good;
	hide.hidden = true;
	must(f, idea_hide, &hide);
	assert_int_equal(votes_of(f, good), 1);
	assert_int_equal(activity_by_id(store_reader(f->store), f->arena, id)->votes, 1);
	assert_int_equal(results_of(store_reader(f->store), f->arena, DAY).n, 1);
	must(f, activity_open, &in_time);
	assert_int_equal(ballot(f, id, "b").votes, 0);
	tallies_add_up(f);
}

/* A room at once. Each voice has two tabs, each a thread that votes for everything, takes back and
 * votes again; a facilitator hides and shows meanwhile. */

struct tab {
	struct peers *f;
	const int64_t *ideas;
	int64_t activity;
	char token[8];
	int turn, broken;
	bool adds;
	pthread_t thread;
};

static void answered(struct write *w)
{
	sem_post(w->user);
}

/* As the server submits it: READ COMMITTED on PostgreSQL. */
static struct error submit(struct tab *t, struct arena *arena, command_fn *command, const void *in)
{
	sem_t answer;
	assert_int_equal(sem_init(&answer, 0, 0), 0);
	struct write w = { .run = command, .in = in, .relaxed = true, .arena = arena, .done = answered, .user = &answer };
	store_submit(t->f->store, &w);
	while (sem_wait(&answer) != 0)
		;
	sem_destroy(&answer);
	return w.ok ? (struct error){ 0 } : w.error;
}

static void *vote_all(void *user)
{
	struct tab *t = user;
	for (int i = 0; i < 4 * IDEAS; i++) {
		ARENA_SCOPED arena = arena_new();
		int64_t idea = t->ideas[(i * 5 + t->turn) % IDEAS];
		struct vote_input in = vote_input(t->activity, idea, t->token, i % 3 != 2);
		enum error_code code = submit(t, arena, idea_vote, &in).code;
		t->broken += code != ERROR_NONE && code != ERROR_RULE; /* refused by the rule, or not at all */
	}
	return NULL;
}

static void *add_all(void *user)
{
	struct tab *t = user;
	for (int i = 0; i < 2 * IDEAS_OF_A_VOICE; i++) {
		ARENA_SCOPED arena = arena_new();
		struct idea_input in = idea_input(t->activity, t->token, text_z(arena, text_format(arena, "%s %d", t->token, i)));
		enum error_code code = submit(t, arena, idea_add, &in).code;
		t->broken += code != ERROR_NONE && code != ERROR_RULE;
	}
	return NULL;
}

static void hide_meanwhile(struct peers *f, int64_t activity, int64_t idea)
{
	for (int i = 0; i < 6; i++) {
		struct activity_part in = part(activity);
		in.idea = idea;
		in.hidden = i % 2 == 0;
		must(f, idea_hide, &in);
	}
}

static void join_all(struct tab *tabs, int n)
{
	for (int i = 0; i < n; i++) {
		assert_int_equal(pthread_join(tabs[i].thread, NULL), 0);
		assert_int_equal(tabs[i].broken, 0);
	}
}

static void a_room_votes_at_once(void **state)
{
	enum { TABS = 100, EACH = 3 };
	struct peers *f = *state;
	static struct tab tabs[TABS];
	int64_t id = opened_activity(f, EACH), ideas[IDEAS];
	for (int i = 0; i < IDEAS; i++)
		ideas[i] = added(f, id, "a", text_z(f->arena, text_format(f->arena, "%d", i)));
	for (int i = 0; i < TABS; i++) {
		tabs[i] = (struct tab){ .f = f, .ideas = ideas, .activity = id, .turn = i };
		snprintf(tabs[i].token, sizeof tabs[i].token, "t%d", i / 2);
		assert_int_equal(pthread_create(&tabs[i].thread, NULL, vote_all, &tabs[i]), 0);
	}
	hide_meanwhile(f, id, ideas[0]);
	join_all(tabs, TABS);
	tallies_add_up(f);
	assert_int_equal(count_of(f, "SELECT max(votes) FROM voice"), EACH);
	assert_int_equal(activity_by_id(store_reader(f->store), f->arena, id)->voices, TABS / 2 + 1);
	/* Each voice has had the time to give all its votes: twenty-four tries of three. */
	for (int i = 0; i < TABS / 2; i++)
		for (int k = 0; k < IDEAS; k++) {
			struct vote_input in = vote_input(id, ideas[k], tabs[2 * i].token, true);
			run(f, idea_vote, &in);
		}
	assert_int_equal(activity_by_id(store_reader(f->store), f->arena, id)->votes, EACH * TABS / 2);
	tallies_add_up(f);
}

static void a_room_adds_at_once(void **state)
{
	enum { TABS = 8 };
	struct peers *f = *state;
	static struct tab tabs[TABS];
	int64_t id = opened_activity(f, 3);
	for (int i = 0; i < TABS; i++) {
		tabs[i] = (struct tab){ .f = f, .activity = id };
		snprintf(tabs[i].token, sizeof tabs[i].token, "t%d", i / 2);
		assert_int_equal(pthread_create(&tabs[i].thread, NULL, add_all, &tabs[i]), 0);
	}
	join_all(tabs, TABS);
	tallies_add_up(f);
	assert_int_equal(count_of(f, "SELECT count(*) FROM idea"), TABS / 2 * IDEAS_OF_A_VOICE);
	assert_int_equal(count_of(f, "SELECT count(DISTINCT text) FROM idea"), TABS / 2 * IDEAS_OF_A_VOICE);
}

#define WITH_PEERS(test) cmocka_unit_test_setup_teardown(test, peers_set_up, peers_tear_down)

static const struct CMUnitTest tests[] = {
	WITH_PEERS(from_draft_to_results),
	WITH_PEERS(parts_belong_to_their_whole),
	WITH_PEERS(codes),
	WITH_PEERS(ideas_have_limits),
	WITH_PEERS(a_list_has_an_end),
	WITH_PEERS(signatures),
	WITH_PEERS(votes_have_limits),
	WITH_PEERS(hiding_gives_votes_back),
	WITH_PEERS(a_room_votes_at_once),
	WITH_PEERS(a_room_adds_at_once),
};
RUN(tests)
