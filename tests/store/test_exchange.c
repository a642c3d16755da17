/* Exchanges by their commands: who reads and writes what, the states of a blocker, the words of what
 * lifted it, the mails of a reply, the index of what is public. Run once for each engine. */
#include "peers.h"

#include "exchange/exchange.h"
#include "exchange/exchange_rules.h"
#include "exchange/exchange_store.h"
#include "store/search.h"

static const struct app app = { .settings = { .base_url = T("https://cordee.example"), .centre = T("Centre de ressources") } };

static struct blocker_input words(const struct peer *who, int64_t audience)
{
	return (struct blocker_input){ .cycle = CYCLE, .person = who->person, .member = who->member, .facilitates = facilitates(who),
		                       .audience = audience, .title = text("Toujours les mêmes quarante"),
		                       .body = text("Qui a réussi à ouvrir un cercle ?"), .topic = text("Mobilisation") };
}

static int64_t opened(struct peers *f, const struct peer *who, int64_t audience)
{
	struct blocker_input in = words(who, audience);
	must(f, blocker_open, &in);
	return f->made.id;
}

static struct blocker_reply_input answer(const struct peer *who, int64_t blocker)
{
	return (struct blocker_reply_input){ .app = &app, .cycle = CYCLE, .blocker = blocker, .person = who->person,
		                             .member = who->member, .facilitates = facilitates(who), .body = text("Chez nous aussi.") };
}

static struct blocker_change change(const struct peer *who, int64_t blocker, const char *state, const char *lifted_by)
{
	return (struct blocker_change){ .cycle = CYCLE, .blocker = blocker, .person = who->person, .member = who->member,
		                        .facilitates = facilitates(who), .state = text_of(state), .lifted_by = text_of(lifted_by) };
}

static struct experience_input story(const struct peer *who, int64_t audience)
{
	return (struct experience_input){ .cycle = CYCLE, .person = who->person, .member = who->member, .facilitates = facilitates(who),
		                          .audience = audience, .title = text("Raconter notre échec"), .context = text("Un plan hué."),
		                          .done = text("Trois samedis au marché."), .results = text("Soixante et un mots.") };
}

/* Each reader, and the narrowest audience they read of Vimy's items (4: none). */
static const struct {
	const struct peer *who;
	int64_t narrowest;
} readers[] = {
	{ &stranger, AUDIENCE_PUBLIC },  { &juror, AUDIENCE_PUBLIC },   { &expert, AUDIENCE_COHORT },
	{ &gregory, AUDIENCE_COHORT },   { &nathalie, AUDIENCE_PAIR },  { &bruno, AUDIENCE_PAIR },
	{ &fanny, AUDIENCE_PAIR },
};
#define EACH_READER(i) for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)

static void audiences_are_kept(void **state)
{
	struct peers *f = *state;
	int64_t blocker[4], experience[4];
	for (int64_t a = AUDIENCE_PAIR; a <= AUDIENCE_PUBLIC; a++) {
		blocker[a] = opened(f, &nathalie, a);
		struct experience_input in = story(&nathalie, a);
		must(f, experience_save, &in);
		experience[a] = f->made.id;
	}
	struct db *db = store_reader(f->store);
	EACH_READER(i) {
		struct viewer v = viewer_of(readers[i].who);
		struct list_filter all = { .limit = 60 };
		size_t expected = (size_t)(4 - readers[i].narrowest);
		assert_int_equal(blockers_seen(db, f->arena, &v, &all).n, expected);
		assert_int_equal(experiences_seen(db, f->arena, &v, 60, 0).n, expected);
		for (int64_t a = AUDIENCE_PAIR; a <= AUDIENCE_PUBLIC; a++) {
			bool reads = a >= readers[i].narrowest;
			if ((blocker_seen(db, f->arena, blocker[a], CYCLE, SEEN_BY(&v)) != NULL) != reads ||
			    (experience_seen(db, f->arena, experience[a], CYCLE, SEEN_BY(&v)) != NULL) != reads)
				fail_msg("%s, audience %d", readers[i].who->name, (int)a);
			assert_null(blocker_seen(db, f->arena, blocker[a], OTHER_CYCLE, SEEN_BY(&v)));
		}
	}
	assert_int_equal(public_blockers_of(db, f->arena, VIMY).n, 1);
	const struct experience *public = public_experiences_of(db, f->arena, VIMY).at;
	assert_text(public->territory, "Vimy");
	assert_int_equal(public->author.n, 0);
	assert_int_equal(public_experiences_of(db, f->arena, RONCHIN).n, 0);
}

static void who_replies(void **state)
{
	struct peers *f = *state;
	int64_t kept = opened(f, &nathalie, AUDIENCE_PAIR), shared = opened(f, &nathalie, AUDIENCE_COHORT);
	struct blocker_reply_input in = answer(&gregory, kept);
	refused(f, blocker_reply, &in, ERROR_MISSING, NULL);
	in = answer(&expert, kept);
	refused(f, blocker_reply, &in, ERROR_MISSING, NULL);
	in = answer(&bruno, kept);
	must(f, blocker_reply, &in);
	in = answer(&fanny, kept);
	must(f, blocker_reply, &in);
	in = answer(&expert, shared);
	must(f, blocker_reply, &in);
	in.cycle = OTHER_CYCLE;
	refused(f, blocker_reply, &in, ERROR_MISSING, NULL);
	const struct blocker *b = blocker_by_id(store_reader(f->store), f->arena, kept);
	assert_int_equal(b->replies, 2);
	struct rows replies = replies_of(store_reader(f->store), f->arena, kept);
	const struct reply *first = replies.at;
	assert_int_equal(replies.n, 2);
	assert_text(first[0].author, "Bruno Delattre");
	assert_text(first[0].territory, "Vimy");
	assert_int_equal(first[1].territory.n, 0);
}

static void a_pair_needs_a_territory(void **state)
{
	struct peers *f = *state;
	struct blocker_input in = words(&expert, AUDIENCE_PAIR);
	refused(f, blocker_open, &in, ERROR_INPUT, "audience");
	in.audience = AUDIENCE_COHORT;
	must(f, blocker_open, &in);
	in = words(&fanny, AUDIENCE_PAIR);
	in.member = GONE;
	refused(f, blocker_open, &in, ERROR_INPUT, "member");
	in.member = ELSEWHERE;
	refused(f, blocker_open, &in, ERROR_INPUT, "member");
	in.member = RONCHIN;
	must(f, blocker_open, &in);
	struct viewer v = viewer_of(&gregory);
	assert_non_null(blocker_seen(store_reader(f->store), f->arena, f->made.id, CYCLE, SEEN_BY(&v)));
}

static void states_and_words(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t id = opened(f, &nathalie, AUDIENCE_COHORT);
	struct blocker_change in = change(&nathalie, id, "lifted", " \n");
	refused(f, blocker_move, &in, ERROR_INPUT, "lifted_by");
	in = change(&nathalie, id, "solved", "x");
	refused(f, blocker_move, &in, ERROR_INPUT, "state");
	in = change(&gregory, id, "progress", "");
	refused(f, blocker_move, &in, ERROR_MISSING, NULL);
	in = change(&bruno, id, "progress", "");
	must(f, blocker_move, &in);
	in = change(&nathalie, id, "lifted", "Des excuses d'abord.");
	must(f, blocker_move, &in);
	const struct blocker *b = blocker_by_id(db, f->arena, id);
	assert_text(b->state, "lifted");
	assert_text(b->lifted_by, "Des excuses d'abord.");
	assert_int_not_equal(b->lifted.s, 0);
	in = change(&fanny, id, "open", "");
	must(f, blocker_move, &in);
	b = blocker_by_id(db, f->arena, id);
	assert_text(b->state, "open");
	assert_int_equal(b->lifted.s, 0);
	assert_text(b->lifted_by, "Des excuses d'abord."); /* what was written is not lost */
}

static void words_change_with_care(void **state)
{
	struct peers *f = *state;
	int64_t id = opened(f, &nathalie, AUDIENCE_COHORT);
	struct blocker_input in = words(&bruno, AUDIENCE_COHORT);
	in.id = id;
	in.version = 1;
	refused(f, blocker_edit, &in, ERROR_MISSING, NULL); /* the author's or a facilitator's */
	in = words(&nathalie, AUDIENCE_PUBLIC);
	in.id = id;
	in.version = 1;
	must(f, blocker_edit, &in); /* nobody has replied: more may read */
	refused(f, blocker_edit, &in, ERROR_CONFLICT, NULL);
	in.version = 2;
	in.audience = AUDIENCE_COHORT;
	must(f, blocker_edit, &in);
	struct blocker_reply_input reply = answer(&gregory, id);
	must(f, blocker_reply, &reply);
	in.version = 3;
	in.audience = AUDIENCE_PUBLIC;
	refused(f, blocker_edit, &in, ERROR_INPUT, "audience");
	in.audience = AUDIENCE_PAIR;
	must(f, blocker_edit, &in);
	in = words(&fanny, AUDIENCE_PUBLIC);
	in.id = id;
	in.version = 4;
	refused(f, blocker_edit, &in, ERROR_INPUT, "audience");
	in.cycle = OTHER_CYCLE;
	refused(f, blocker_edit, &in, ERROR_MISSING, NULL);
}

static void an_experience_is_its_pair_s(void **state)
{
	struct peers *f = *state;
	struct experience_input in = story(&nathalie, AUDIENCE_COHORT);
	must(f, experience_save, &in);
	int64_t id = f->made.id;
	in = story(&bruno, AUDIENCE_PUBLIC);
	in.id = id;
	in.version = 1;
	must(f, experience_save, &in);
	refused(f, experience_save, &in, ERROR_CONFLICT, NULL);
	in = story(&gregory, AUDIENCE_PUBLIC);
	in.id = id;
	in.version = 2;
	refused(f, experience_save, &in, ERROR_MISSING, NULL);
	in = story(&fanny, AUDIENCE_PAIR);
	in.id = id;
	in.version = 2;
	must(f, experience_save, &in);
	assert_int_equal(experience_by_id(store_reader(f->store), f->arena, id)->member, VIMY);
}

static void a_reply_mails_once_each(void **state)
{
	struct peers *f = *state;
	int64_t id = opened(f, &nathalie, AUDIENCE_COHORT);
	struct blocker_reply_input in = answer(&gregory, id);
	must(f, blocker_reply, &in); /* to Nathalie */
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE recipient = 'nathalie@vimy.example' AND kind = 'reply'"), 1);
	in = answer(&expert, id);
	must(f, blocker_reply, &in); /* to Nathalie and Gregory */
	must(f, blocker_reply, &in); /* the expert again: to the same two, not to themself */
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox"), 5);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE recipient = 'nour@atelier.example'"), 0);
	in = answer(&nathalie, id);
	must(f, blocker_reply, &in); /* to Gregory and the expert, once each */
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox"), 7);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE recipient = 'nour@atelier.example'"), 1);
	place_script(&f->place, "DELETE FROM role WHERE person = 4;");
	in = answer(&expert, id);
	must(f, blocker_reply, &in); /* Gregory has left */
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox"), 8);
	place_script(&f->place, "UPDATE blocker SET audience = 1;");
	in = answer(&fanny, id);
	must(f, blocker_reply, &in); /* the expert does not read it any more */
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox"), 9);
}

static void topics_keep_their_spelling(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t first = opened(f, &nathalie, AUDIENCE_COHORT);
	struct blocker_input in = words(&gregory, AUDIENCE_COHORT);
	in.topic = text("mobilisation");
	must(f, blocker_open, &in);
	const struct blocker *second = blocker_by_id(db, f->arena, f->made.id);
	assert_text(second->topic, "Mobilisation");
	struct viewer v = viewer_of(&gregory);
	assert_int_equal(blockers_alike(db, f->arena, &v, second).n, 0);
	struct blocker_change lift = change(&nathalie, first, "lifted", "Six duos.");
	must(f, blocker_move, &lift);
	struct rows alike = blockers_alike(db, f->arena, &v, second);
	assert_int_equal(alike.n, 1);
	assert_text(((const struct blocker_line *)alike.at)->body, "Six duos.");
	place_script(&f->place, "UPDATE blocker SET audience = 1 WHERE state = 'lifted';");
	assert_int_equal(blockers_alike(db, f->arena, &v, second).n, 0);
}

static void lists_are_filtered_and_paged(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	for (int i = 0; i < 5; i++)
		opened(f, i % 2 ? &nathalie : &gregory, AUDIENCE_COHORT);
	struct blocker_change lift = change(&nathalie, 2, "lifted", "Un calendrier public.");
	must(f, blocker_move, &lift);
	struct viewer v = viewer_of(&expert);
	struct rows page = blockers_seen(db, f->arena, &v, &(struct list_filter){ .limit = 2, .offset = 2 });
	assert_int_equal(page.n, 2);
	assert_int_equal(((const struct blocker_line *)page.at)->id, 3);
	page = blockers_seen(db, f->arena, &v, &(struct list_filter){ .state = text("lifted"), .limit = 60 });
	assert_int_equal(page.n, 1);
	assert_int_equal(((const struct blocker_line *)page.at)->id, 2);
	page = blockers_seen(db, f->arena, &v, &(struct list_filter){ .topic = text("Autre"), .limit = 60 });
	assert_int_equal(page.n, 0);
	struct rows facets = blocker_facets(db, f->arena, &v);
	assert_int_equal(facets.n, 2);
	assert_int_equal(((const struct facet *)facets.at)->n + ((const struct facet *)facets.at + 1)->n, 5);
}

static int64_t found(struct peers *f, const char *asked)
{
	int64_t n = 0;
	search_find(store_reader(f->store), f->arena, text_of(asked), 0, 10, &n);
	return n;
}

static void what_is_public_is_found(void **state)
{
	struct peers *f = *state;
	int64_t id = opened(f, &nathalie, AUDIENCE_COHORT);
	assert_int_equal(found(f, "quarante"), 0);
	struct blocker_input in = words(&nathalie, AUDIENCE_PUBLIC);
	in.id = id;
	in.version = 1;
	must(f, blocker_edit, &in);
	assert_int_equal(found(f, "quarante"), 1);
	assert_int_equal(found(f, "craie"), 0);
	struct blocker_change lift = change(&nathalie, id, "lifted", "Une marche à la craie.");
	must(f, blocker_move, &lift);
	assert_int_equal(found(f, "craie"), 1);
	in.version = 2;
	in.audience = AUDIENCE_PAIR;
	must(f, blocker_edit, &in);
	assert_int_equal(found(f, "quarante"), 0);
	struct experience_input told = story(&bruno, AUDIENCE_PUBLIC);
	must(f, experience_save, &told);
	assert_int_equal(found(f, "samedis marché"), 1);
	told.id = f->made.id;
	told.version = 1;
	told.audience = AUDIENCE_COHORT;
	must(f, experience_save, &told);
	assert_int_equal(found(f, "samedis marché"), 0);
}

#define CHECKED(test) cmocka_unit_test_setup_teardown(test, peers_set_up, peers_tear_down)
static const struct CMUnitTest tests[] = {
	CHECKED(audiences_are_kept),        CHECKED(who_replies),
	CHECKED(a_pair_needs_a_territory),  CHECKED(states_and_words),
	CHECKED(words_change_with_care),    CHECKED(an_experience_is_its_pair_s),
	CHECKED(a_reply_mails_once_each),   CHECKED(topics_keep_their_spelling),
	CHECKED(lists_are_filtered_and_paged), CHECKED(what_is_public_is_found),
};
RUN(tests)
