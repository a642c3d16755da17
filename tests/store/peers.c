/* The cohort of peers.h. */
#include "peers.h"

#include "base/time.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

const struct peer fanny = { FANNY, 0, ROLE_FACILITATOR, "facilitator" };
const struct peer nathalie = { NATHALIE, VIMY, ROLE_ELECTED, "elected of the territory" };
const struct peer bruno = { BRUNO, VIMY, ROLE_STAFF, "staff of the territory" };
const struct peer gregory = { GREGORY, RONCHIN, ROLE_ELECTED, "elected of another" };
const struct peer expert = { EXPERT, 0, ROLE_EXPERT, "expert" };
const struct peer stranger = { 0, 0, 0, "stranger" };
const struct peer juror = { JUROR, 0, ROLE_JUROR, "juror alone" };

static const char population[] =
    "INSERT INTO person (id, email, name, created) VALUES (1, 'fanny@c.example', 'Fanny Roussel', 1),"
    " (2, 'nathalie@vimy.example', 'Nathalie Thuillier', 1), (3, 'bruno@vimy.example', 'Bruno Delattre', 1),"
    " (4, 'gregory@ronchin.example', 'Grégory Vandamme', 1), (5, 'olga@ronchin.example', 'Olga Petit', 1),"
    " (6, 'nour@atelier.example', 'Nour Abdelkrim', 1), (7, 'rien@x.example', 'Rien', 1),"
    " (8, 'jury@x.example', 'Jurée', 1), (9, 'paul@x.example', 'Paul', 1);"
    "INSERT INTO territory (id, kind, code, name) VALUES (1, 'commune', '62861', 'Vimy'), (2, 'commune', '59507', 'Ronchin'),"
    " (3, 'commune', '80212', 'Corbie'), (4, 'commune', '59044', 'Baisieux');"
    "INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
    " (1, 'essai', 'Essai', 'other', '', 18800, 19100, 1, 1), (2, 'autre', 'Autre', 'other', '', 18800, 19100, 1, 1);"
    "INSERT INTO member (id, cycle, territory, joined, withdrawn) VALUES (1, 1, 1, 1, NULL), (2, 1, 2, 1, NULL),"
    " (3, 1, 3, 1, 5), (4, 2, 4, 1, NULL);"
    "INSERT INTO role (cycle, person, role, member, since) VALUES (1, 1, 'facilitator', NULL, 1), (1, 2, 'elected', 1, 1),"
    " (1, 3, 'staff', 1, 1), (1, 4, 'elected', 2, 1), (1, 5, 'staff', 2, 1), (1, 6, 'expert', NULL, 1),"
    " (1, 8, 'juror', NULL, 1), (2, 9, 'elected', 4, 1);"
    "INSERT INTO session (id, cycle, title, day, starts, ends, minutes_audience, checkin, changed, created) VALUES"
    " (1, 1, 'Coopérer', 18820, 570, 1020, 3, 'a', 1, 1), (2, 1, 'Durer', 18860, 570, 1020, 2, 'b', 1, 1),"
    " (3, 2, 'Ailleurs', 18820, 570, 1020, 3, 'c', 1, 1);"
    "INSERT INTO takeaway (id, session, text, person, created, removed) VALUES (1, 1, 'Aller écouter', 2, 1, NULL),"
    " (2, 2, 'Écrire à qui passe la main', 4, 1, NULL), (3, 3, 'Ailleurs', 9, 1, NULL), (4, 1, 'Retiré', 2, 1, 9);";

struct instant at(const char *when)
{
	struct instant instant;
	assert_true(instant_parse(text_of(when), &instant));
	return instant;
}

int peers_set_up(void **state)
{
	struct peers *f = calloc(1, sizeof *f);
	assert_non_null(f);
	assert_true(sodium_init() >= 0);
	place_make(&f->place);
	f->store = place_open(&f->place);
	f->arena = arena_new();
	place_script(&f->place, population);
	clock_set(at("2021-09-13T10:00"));
	*state = f;
	return 0;
}

int peers_tear_down(void **state)
{
	struct peers *f = *state;
	store_close(f->store);
	place_remove(&f->place);
	arena_free(f->arena);
	free(f);
	return 0;
}

struct viewer viewer_of(const struct peer *who)
{
	return (struct viewer){ .person = who->person, .member = who->member, .roles = who->roles, .cycle = CYCLE };
}

bool facilitates(const struct peer *who)
{
	return (who->roles & ROLE_FACILITATOR) != 0;
}

bool run(struct peers *f, command_fn *command, const void *in)
{
	f->err = (struct error){ 0 };
	f->made = (struct made){ 0 };
	return store_do(f->store, f->arena, command, in, &f->made, &f->err);
}

void must(struct peers *f, command_fn *command, const void *in)
{
	if (!run(f, command, in))
		fail_msg("%s (%s) %s", f->err.message ? f->err.message : "refused", f->err.field ? f->err.field : "-", f->err.detail);
}

void refused(struct peers *f, command_fn *command, const void *in, enum error_code code, const char *field)
{
	if (run(f, command, in))
		fail_msg("it was not refused");
	assert_int_equal(f->err.code, code);
	if (field)
		assert_string_equal(f->err.field ? f->err.field : "none", field);
}

int64_t count_of(struct peers *f, const char *sql)
{
	const struct statement asked = { .name = "count_of", .sql = sql, .file = __FILE__, .line = __LINE__ };
	struct statement *kept = arena_copy(f->arena, &asked, sizeof asked);
	return db_int(store_reader(f->store), kept, BIND_NONE);
}
