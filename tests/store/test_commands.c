/* The store on one engine: what is written is read back, commands stand or fall alone, a
 * one-time key has one effect, a failure sticks. Run once for each engine. */
#include "place.h"

#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct thing {
	int64_t id, i;
	double r;
	struct text t, b;
	bool yes;
	int small;
	unsigned big;
};

STATEMENT(thing_add, "INSERT INTO thing (i, r, t, b) VALUES ($1, $2, $3, $4) RETURNING id",
          .params = "irtb")
STATEMENT(thing_by_id,
          "SELECT id, i, r, t, b, i > 0 AS yes, i AS small, i AS big FROM thing WHERE id = $1",
          .params = "i", ROW(struct thing, id, i, r, t, b, yes, small, big))
STATEMENT(thing_ids, "SELECT id, i FROM thing WHERE id IN {ids:$2} AND i > $1 ORDER BY id DESC",
          .params = "il", ROW(struct thing, id, i))
STATEMENT(thing_count, "SELECT count(*) FROM thing")
STATEMENT(thing_sum, "SELECT CAST(coalesce(sum(i), 0) AS bigint) FROM thing")
STATEMENT(thing_set, "UPDATE thing SET i = i + $1 WHERE id = $2", .params = "ii")
STATEMENT(
	thing_keep,
	"INSERT INTO thing (i) SELECT l.value FROM {ids:$1} AS l WHERE true ON CONFLICT DO NOTHING",
	.params = "l")
STATEMENT(thing_unique, "INSERT INTO thing (t) VALUES ($1)", .params = "t")
STATEMENT(thing_wrong, "INSERT INTO absent (t) VALUES ($1)", .params = "t")

static const char schema[] =
	"CREATE TABLE thing (id {id}, i {int}, r {real}, t text UNIQUE, b {bytes}) {strict}";

struct fixture {
	struct place place;
	struct store *store;
	struct arena *arena;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	place_make(&f->place);
	place_script(&f->place, schema);
	f->store = place_open(&f->place);
	f->arena = arena_new();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	place_remove(&f->place);
	arena_free(f->arena);
	free(f);
	return 0;
}

static bool add(struct db *tx, struct arena *arena, const void *in, struct made *made,
                struct error *err)
{
	(void)arena;
	(void)err;
	const struct value *values = in;
	made->id = db_int(tx, &thing_add, 4, values);
	made->name = text("thing");
	return true;
}

static int64_t put(struct fixture *f, struct value i, struct value r, struct value t,
                   struct value b)
{
	struct made made;
	struct error err = { 0 };
	if (!store_do(f->store, f->arena, add, (struct value[]){ i, r, t, b }, &made, &err))
		fail_msg("%s", err.detail);
	return made.id;
}

#define NOTHING ((struct value){ .kind = VALUE_NULL })

static void types_round_trip(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	static const int64_t numbers[] = { INT64_MIN, -1, 0, 1, 255, 65536, INT64_MAX };
	static const double reals[] = { 0.1, -1e300, 5e-324, 0, 3, 1.0 / 3, -0.5 };
	static const char *const words[] = {
		"", "a", "é", "l'eau « là »", "\xf0\x9f\x8c\x8d", "{1,2}", "x\ty\nz"
	};
	static const char bytes[] = "\0\xff\x01'\"\\x00";
	for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
		int64_t id = put(f, V(numbers[k]), V(reals[k]), V(words[k]), v_bytes(bytes, k));
		const struct thing *thing = db_one(db, f->arena, &thing_by_id, BIND(id));
		if (numbers[k] < 0 || numbers[k] > INT32_MAX) { /* does not fit `small` or `big` */
			assert_null(thing);
			assert_true(db_failed(db));
			db_recover(db);
			continue;
		}
		assert_non_null(thing);
		assert_int_equal(thing->id, id);
		assert_int_equal(thing->i, numbers[k]);
		assert_true(thing->r == reals[k]);
		assert_text(thing->t, words[k]);
		assert_true(text_equal(thing->b, (struct text){ bytes, k }));
		assert_int_equal(thing->yes, numbers[k] > 0);
		assert_int_equal(thing->small, numbers[k]);
	}
	assert_false(db_failed(db));
}

static void nulls_read_as_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id = put(f, NOTHING, NOTHING, NOTHING, NOTHING);
	const struct thing *thing =
		db_one(store_reader(f->store), f->arena, &thing_by_id, BIND(id));
	assert_non_null(thing);
	assert_true(thing->i == 0 && thing->r == 0 && !thing->yes && thing->t.n == 0 &&
	            thing->b.n == 0);
	assert_null(db_one(store_reader(f->store), f->arena, &thing_by_id, BIND(id + 1)));
	assert_int_equal(db_int(store_reader(f->store), &thing_sum, BIND_NONE), 0);
}

static bool add_list(struct db *tx, struct arena *arena, const void *in, struct made *made,
                     struct error *err)
{
	(void)arena;
	(void)err;
	made->id = db_run(tx, &thing_keep, BIND(*(const struct value *)in));
	return true;
}

static void lists(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	enum { MANY = 5000 };
	int64_t *many = arena_many(f->arena, int64_t, MANY);
	for (int64_t i = 0; i < MANY; i++)
		many[i] = i + 1;
	struct made made;
	struct value list = v_list(many, MANY), none = v_list(NULL, 0);
	assert_true(store_do(f->store, f->arena, add_list, &list, &made, NULL));
	assert_int_equal(made.id, MANY);
	assert_true(store_do(f->store, f->arena, add_list, &none, &made, NULL));
	assert_int_equal(made.id, 0);
	/* $2 comes before $1 in the text: they are bound by their number. */
	struct rows rows = db_all(db, f->arena, &thing_ids, BIND(10, list));
	const struct thing *things = rows.at;
	assert_int_equal(rows.n, MANY - 10);
	assert_int_equal(things[0].id, MANY);
	assert_int_equal(things[rows.n - 1].i, 11);
	rows = db_all(db, f->arena, &thing_ids, BIND(10, none));
	assert_true(rows.n == 0 && rows.at == NULL && !db_failed(db));
}

static bool add_then_refuse(struct db *tx, struct arena *arena, const void *in, struct made *made,
                            struct error *err)
{
	add(tx, arena, in, made, err);
	return error_rule(err, "non");
}

static bool add_then_fail(struct db *tx, struct arena *arena, const void *in, struct made *made,
                          struct error *err)
{
	add(tx, arena, in, made, err);
	db_run(tx, &thing_wrong, BIND(text("")));
	/* It believes that all went well: the store knows better. */
	return true;
}

static void refused_rolls_back(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	const struct value values[] = { V(1), V(1.0), V("x"), NOTHING };
	struct error err = { 0 };
	assert_false(store_do(f->store, f->arena, add_then_refuse, values, NULL, &err));
	assert_int_equal(err.code, ERROR_RULE);
	err = (struct error){ 0 };
	assert_false(store_do(f->store, f->arena, add_then_fail, values, NULL, &err));
	assert_int_equal(err.code, ERROR_INTERNAL);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), 0);
	assert_true(store_do(f->store, f->arena, add, values, NULL, &err));
	err = (struct error){ 0 };
	assert_false(store_do(f->store, f->arena, add, values, NULL, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), 1);
}

static void failures_stick(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	struct error err = { 0 };
	put(f, V(7), NOTHING, NOTHING, NOTHING);
	db_run(db, &thing_unique, BIND(text("readers do not write")));
	assert_true(db_failed(db));
	assert_int_equal(db_int(db, &thing_sum, BIND_NONE), 0);
	assert_false(db_error(db, &err));
	assert_int_not_equal(err.code, ERROR_NONE);
	db_recover(db);
	assert_int_equal(db_int(db, &thing_sum, BIND_NONE), 7);
}

/* What is committed meanwhile is seen after it; PostgreSQL makes nothing of moments. */
static void a_moment_is_one(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	db_moment_begin(db);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), 0);
	put(f, V(7), NOTHING, NOTHING, NOTHING);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), place_is_postgres());
	db_moment_end(db);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), 1);
}

static void a_failure_ends_its_moment(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	for (int recovered = 0; recovered < 2; recovered++) {
		db_moment_begin(db);
		db_run(db, &thing_wrong, BIND(text("")));
		assert_true(db_failed(db));
		if (recovered)
			db_recover(db);
		db_moment_end(db);
		db_recover(db);
		put(f, V(7), NOTHING, NOTHING, NOTHING);
		assert_int_equal(db_int(db, &thing_count, BIND_NONE), recovered + 1);
	}
}

/* Many threads, each posting and waiting for many commands. */
enum { THREADS = 100, EACH_POSTS = 20 };

struct poster {
	pthread_t thread;
	struct fixture *f;
	int64_t target;
	bool refuse;
	struct text once;
	int ok, repeated;
	int64_t made;
};

static bool increment(struct db *tx, struct arena *arena, const void *in, struct made *made,
                      struct error *err)
{
	const struct poster *p = in;
	const struct value values[] = { V(1), V(0.5), NOTHING, NOTHING };
	add(tx, arena, values, made, err);
	db_run(tx, &thing_set, BIND(1, p->target));
	return !p->refuse || error_rule(err, "non");
}

static void note(struct write *w)
{
	atomic_store((atomic_int *)w->user, 1);
}

static bool post(struct poster *p, struct write *w)
{
	ARENA_SCOPED arena = arena_new();
	atomic_int done = 0;
	*w = (struct write){ .run = increment,
		             .in = p,
		             .once = p->once,
		             .arena = arena,
		             .done = note,
		             .user = &done };
	store_submit(p->f->store, w);
	while (!atomic_load(&done))
		usleep(200);
	w->made.name = NO_TEXT; /* it was in the arena */
	return w->ok;
}

static void *post_all(void *user)
{
	struct poster *p = user;
	for (int i = 0; i < EACH_POSTS; i++) {
		struct write w;
		p->ok += post(p, &w);
		p->repeated += w.repeated;
		if (w.ok)
			p->made = w.made.id;
		/* What was acknowledged is seen at once. */
		if (w.ok)
			assert_true(db_int(store_reader(p->f->store), &thing_count, BIND_NONE) > 0);
	}
	return NULL;
}

static void run_posters(struct poster *posters, struct fixture *f, int64_t target, struct text once)
{
	for (int i = 0; i < THREADS; i++) {
		posters[i] = (struct poster){
			.f = f, .target = target, .refuse = i % 5 == 4, .once = once
		};
		assert_int_equal(pthread_create(&posters[i].thread, NULL, post_all, &posters[i]),
		                 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(posters[i].thread, NULL);
}

static void nothing_is_lost(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	static struct poster posters[THREADS];
	run_posters(posters, f, 0, NO_TEXT);
	int64_t accepted = 0;
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(posters[i].ok, posters[i].refuse ? 0 : EACH_POSTS);
		accepted += posters[i].ok;
	}
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), accepted);
}

static void keys_have_one_effect(void **state)
{
	struct fixture *f = *state;
	struct db *db = store_reader(f->store);
	static struct poster posters[THREADS];
	int64_t target = put(f, V(0), NOTHING, NOTHING, NOTHING);
	run_posters(posters, f, target, text("key-of-a-form"));
	int64_t ok = 0, repeated = 0;
	for (int i = 0; i < THREADS; i++) {
		ok += posters[i].ok;
		repeated += posters[i].repeated;
		if (posters[i].ok)
			assert_int_equal(posters[i].made, posters[0].made);
	}
	/* Even those that would refuse get the first answer, once there is one. */
	assert_int_equal(repeated, ok - 1);
	assert_int_equal(db_int(db, &thing_count, BIND_NONE), 2);
	assert_int_equal(db_int(db, &thing_sum, BIND_NONE), 2);
}

static void refused_keys_are_not_kept(void **state)
{
	struct fixture *f = *state;
	struct poster p = { .f = f, .refuse = true, .once = text("key") };
	struct write w;
	assert_false(post(&p, &w));
	p.refuse = false;
	assert_true(post(&p, &w) && !w.repeated);
	int64_t made = w.made.id;
	p.refuse = true;
	assert_true(post(&p, &w) && w.repeated);
	assert_int_equal(w.made.id, made);
}

struct heard {
	atomic_int n;
	char last[100];
};

static void hear(void *user, struct text topic, struct text payload)
{
	struct heard *heard = user;
	snprintf(heard->last, sizeof heard->last, "%" TEXT " %" TEXT, text_args(topic),
	         text_args(payload));
	heard->n++;
}

static bool say(struct db *tx, struct arena *arena, const void *in, struct made *made,
                struct error *err)
{
	const bool *refuse = in;
	(void)made;
	db_publish(tx, text_format(arena, "activity:%d", 12), text("vote"));
	return !*refuse || error_rule(err, "non");
}

static void events_follow_the_commit(void **state)
{
	struct fixture *f = *state;
	struct heard heard = { 0 };
	store_on_event(f->store, hear, &heard);
	assert_true(store_do(f->store, f->arena, say, &(bool){ false }, NULL, NULL));
	assert_false(store_do(f->store, f->arena, say, &(bool){ true }, NULL, NULL));
	usleep(300000); /* an event that came twice would have come by now */
	assert_int_equal(heard.n, 1);
	assert_string_equal(heard.last, "activity:12 vote");
}

static void closing_finishes_what_waits(void **state)
{
	struct fixture *f = *state;
	enum { MANY = 200 };
	static struct write writes[MANY];
	static atomic_int done[MANY];
	const struct value values[] = { V(1), V(0.5), NOTHING, NOTHING };
	for (int i = 0; i < MANY; i++) {
		done[i] = 0;
		writes[i] = (struct write){ .run = add,
			                    .in = values,
			                    .arena = arena_new(),
			                    .done = note,
			                    .user = &done[i] };
		store_submit(f->store, &writes[i]);
	}
	store_close(f->store);
	for (int i = 0; i < MANY; i++) {
		assert_true(done[i] && writes[i].ok);
		arena_free(writes[i].arena);
	}
	f->store = place_open(&f->place);
	assert_int_equal(db_int(store_reader(f->store), &thing_count, BIND_NONE), MANY);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(types_round_trip),
	CASE(nulls_read_as_nothing),
	CASE(lists),
	CASE(refused_rolls_back),
	CASE(failures_stick),
	CASE(a_moment_is_one),
	CASE(a_failure_ends_its_moment),
	CASE(nothing_is_lost),
	CASE(keys_have_one_effect),
	CASE(refused_keys_are_not_kept),
	CASE(events_follow_the_commit),
	CASE(closing_finishes_what_waits),
};
RUN(tests)
