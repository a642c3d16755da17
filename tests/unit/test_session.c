/* Sessions: what fits in a day, when the door is open, who reads the minutes; and the commands
 * against a store: programme, attendance, minutes written by two, takeaways, mails of a move. */
#include "place.h"

#include "session/attendance.h"
#include "session/minutes.h"
#include "session/session.h"
#include "session/session_calendar.h"
#include "session/session_rules.h"
#include "session/session_store.h"

#include "store/store.h"

#include <string.h>

/* One cycle with two territories: persons 1 facilitator, 2 and 3 the pair of Vimy, 4 elected of
 * Corbie, 5 expert, 6 juror, 7 nobody, 8 observer and juror. Cycle 2 is another one. */
static const char *const everyone =
	"INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
	" (1, 'un', 'Un', 'food', 's', 18600, 19100, 1, 1), (2, 'deux', 'Deux', 'food', 's', 18600, 19100, 0, 1);"
	"INSERT INTO person (id, email, name, office, created) VALUES"
	" (1, 'a@x.example', 'Ana', 'animatrice', 1), (2, 'b@x.example', 'Bob', 'maire', 1),"
	" (3, 'c@x.example', 'Cleo', 'cheffe', 1), (4, 'd@x.example', 'Dom', 'adjoint', 1),"
	" (5, 'e@x.example', 'Eve', 'sociologue', 1), (6, 'f@x.example', 'Fay', '', 1), (7, 'g@x.example', 'Guy', '', 1),"
	" (8, 'h@x.example', 'Huc', '', 1);"
	"INSERT INTO territory (id, kind, name) VALUES (1, 'commune', 'Vimy'), (2, 'commune', 'Corbie');"
	"INSERT INTO member (id, cycle, territory, joined) VALUES (1, 1, 1, 1), (2, 1, 2, 1);"
	"INSERT INTO role (cycle, person, role, member, since) VALUES (1, 1, 'facilitator', NULL, 1),"
	" (1, 2, 'elected', 1, 1), (1, 3, 'staff', 1, 1), (1, 4, 'elected', 2, 1), (1, 5, 'expert', NULL, 1),"
	" (1, 6, 'juror', NULL, 1), (1, 8, 'juror', NULL, 1), (1, 8, 'observer', NULL, 1), (2, 4, 'staff', NULL, 1);";

static struct place place;
static struct store *store;
static struct arena *arena;
static const struct app app = { .settings = { .base_url = T("https://cordee.example:8443"), .centre = T("Centre") } };

static struct day july_8(void)
{
	return day_make(2021, 7, 8);
}

static int begin(void **state)
{
	(void)state;
	place_make(&place);
	store = place_open(&place);
	place_script(&place, everyone);
	arena = arena_new();
	clock_set(day_at(july_8(), 9, 0));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	place_remove(&place);
	arena_free(arena);
	return 0;
}

static struct made done(command_fn *run, const void *in)
{
	struct made made = { 0 };
	struct error err = { 0 };
	if (!store_do(store, arena, run, in, &made, &err))
		fail_msg("%s (%s)", err.message, err.detail);
	return made;
}

static struct error refused(command_fn *run, const void *in)
{
	struct made made = { 0 };
	struct error err = { 0 };
	assert_false(store_do(store, arena, run, in, &made, &err));
	return err;
}

static struct session_input day_input(void)
{
	return (struct session_input){ .app = &app, .cycle = 1, .title = text("Coopérer"), .day = july_8(), .starts = 570,
		                       .ends = 990, .place = text("La Fabrique"), .address = text("12 rue"),
		                       .summary = text("Faire connaissance."), .tell = true };
}

static int64_t make_day(void)
{
	struct session_input in = day_input();
	return done(session_save, &in).id;
}

static const struct session *get(int64_t id)
{
	const struct session *s = session_by_id(store_reader(store), arena, id);
	assert_non_null(s);
	return s;
}

STATEMENT(test_letters, "SELECT count(*) FROM outbox WHERE kind = 'session'")
STATEMENT(test_letter, "SELECT calendar AS name FROM outbox WHERE recipient = $1 ORDER BY id DESC LIMIT 1", .params = "t",
          ROW(struct made, name))

static int64_t letters(void)
{
	return db_int(store_reader(store), &test_letters, BIND_NONE);
}

/* Rules. */

static void a_day_is_of_its_cycle(void **state)
{
	(void)state;
	const struct cycle c = { .starts = { 18600 }, .ends = { 19100 } };
	static const struct {
		int64_t day, starts, ends;
		const char *wrong;
	} cases[] = {
		{ 18600, 570, 990, NULL }, { 19100, 0, 1440, NULL }, { 18599, 570, 990, "day" }, { 19101, 570, 990, "day" },
		{ 18700, 570, 570, "ends" }, { 18700, 570, 560, "ends" }, { 18700, -1, 60, "starts" },
		{ 18700, 570, 1441, "starts" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };
		struct session_input in = { .day = { cases[i].day }, .starts = cases[i].starts, .ends = cases[i].ends };
		assert_int_equal(session_hours_fit(&in, &c, &err), cases[i].wrong == NULL);
		if (cases[i].wrong)
			assert_string_equal(err.field, cases[i].wrong);
	}
}

static void times_of_a_programme(void **state)
{
	(void)state;
	const struct session s = { .starts = 540, .ends = 720 };
	const struct agenda_item items[] = {
		{ .id = 1, .starts = 540, .ends = 600, .kind = T("talk"), .title = T("Un") },
		{ .id = 2, .starts = 620, .ends = 680, .kind = T("workshop"), .title = T("Deux") },
	};
	static const struct {
		int64_t id, starts, ends;
		struct text kind;
		const char *wrong;
	} cases[] = {
		{ 0, 600, 620, T("break"), NULL },      /* between the two */
		{ 0, 590, 610, T("talk"), "starts" },   /* crosses the first */
		{ 0, 550, 560, T("talk"), "starts" },   /* inside it */
		{ 0, 530, 730, T("talk"), "starts" },   /* before the day */
		{ 0, 540, 720, T("talk"), "starts" },   /* round them */
		{ 0, 700, 700, T("talk"), "ends" },
		{ 0, 710, 700, T("talk"), "ends" },
		{ 0, 720, 760, T("talk"), "starts" },   /* the day is over */
		{ 0, 700, 760, T("talk"), NULL },       /* runs over: told, not refused */
		{ 0, 620, 680, T("workshop"), NULL },   /* side by side */
		{ 0, 620, 670, T("workshop"), "starts" },
		{ 0, 620, 680, T("talk"), "starts" },
		{ 1, 550, 610, T("talk"), NULL },       /* itself moved */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };
		struct agenda_input in = { .id = cases[i].id, .starts = cases[i].starts, .ends = cases[i].ends,
			                   .kind = cases[i].kind };
		bool fits = agenda_item_fits(&in, &s, items, 2, &err);
		if (fits != (cases[i].wrong == NULL))
			fail_msg("case %zu", i);
		if (cases[i].wrong)
			assert_string_equal(err.field, cases[i].wrong);
	}
	const struct agenda_item long_ones[] = { { .starts = 530, .ends = 600 }, { .starts = 700, .ends = 745 } };
	struct overrun over = agenda_overrun(&s, long_ones, 2);
	assert_int_equal(over.before, 10);
	assert_int_equal(over.after, 25);
	over = agenda_overrun(&s, items, 2);
	assert_int_equal(over.before + over.after, 0);
}

/* Hours are those of Paris, on both sides of a change of the clocks. */
static void hours_across_the_zone_changes(void **state)
{
	(void)state;
	static const struct {
		int month, day;
		const char *starts, *ends;
	} cases[] = {
		{ 3, 26, "2022-03-26T08:30:00Z", "2022-03-26T15:30:00Z" },
		{ 3, 27, "2022-03-27T07:30:00Z", "2022-03-27T14:30:00Z" },
		{ 10, 29, "2022-10-29T07:30:00Z", "2022-10-29T14:30:00Z" },
		{ 10, 30, "2022-10-30T08:30:00Z", "2022-10-30T15:30:00Z" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session s = { .day = day_make(2022, cases[i].month, cases[i].day), .starts = 570, .ends = 990 };
		assert_text(instant_iso(arena, session_starts(&s)), cases[i].starts);
		assert_text(instant_iso(arena, session_ends(&s)), cases[i].ends);
	}
	struct session midnight = { .day = day_make(2022, 1, 1), .starts = 1200, .ends = 1440 };
	assert_text(instant_iso(arena, session_ends(&midnight)), "2022-01-01T23:00:00Z");
}

static void the_door(void **state)
{
	(void)state;
	struct session s = { .day = july_8(), .starts = 570, .ends = 990 };
	assert_int_equal(door_of(&s, day_at(july_8(), 7, 29)), DOOR_EARLY);
	assert_int_equal(door_of(&s, day_at(july_8(), 7, 30)), DOOR_OPEN);
	assert_int_equal(door_of(&s, day_at(july_8(), 18, 30)), DOOR_OPEN);
	assert_int_equal(door_of(&s, day_at(july_8(), 18, 31)), DOOR_CLOSED);
	assert_int_equal(door_of(&s, day_at(day_make(2021, 7, 9), 9, 30)), DOOR_CLOSED);
}

static void who_reads_the_minutes(void **state)
{
	(void)state;
	static const struct {
		int64_t audience, version;
		unsigned readers; /* of: nobody 1, juror 2, observer 4, expert 8, staff 16, facilitator 32 */
	} cases[] = { { 0, 0, 0 }, { 3, 0, 0 }, { 0, 1, 32 }, { 1, 1, 48 }, { 2, 1, 60 }, { 3, 1, 63 } };
	static const unsigned roles[] = { 0, ROLE_JUROR, ROLE_OBSERVER, ROLE_EXPERT, ROLE_STAFF, ROLE_FACILITATOR };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (unsigned who = 0; who < 6; who++) {
			struct session s = { .minutes_audience = cases[i].audience, .minutes_version = cases[i].version };
			struct viewer v = { .person = who, .roles = roles[who] };
			if (minutes_seen(&s, &v) != ((cases[i].readers >> who & 1) != 0))
				fail_msg("case %zu, viewer %u", i, who);
		}
}

static void entries_say_no_more_than_they_may(void **state)
{
	(void)state;
	struct cycle c = { .slug = text("un"), .name = text("Un") };
	struct session s = { .id = 12, .title = text("Coopérer"), .place = text("La Fabrique"), .address = text("12 rue") };
	struct ical_event open = session_event(arena, &app.settings, &c, &s, false);
	assert_text(open.uid, "session-12@cordee.example");
	assert_text(open.place, "La Fabrique");
	assert_text(open.url, "https://cordee.example:8443/cycles/un/seances/12");
	assert_text(session_event(arena, &app.settings, &c, &s, true).place, "La Fabrique, 12 rue");
}

/* Commands. */

static void sessions_are_kept_by_day(void **state)
{
	(void)state;
	struct session_input late = day_input();
	late.day.n += 40;
	int64_t second = done(session_save, &late).id, first = make_day();
	struct rows rows = sessions_of(store_reader(store), arena, 1);
	const struct session *s = rows.at;
	assert_int_equal(rows.n, 2);
	assert_int_equal(s[0].id, first);
	assert_int_equal(s[1].id, second);
	assert_int_equal(s[0].checkin.n, 8);
	assert_false(text_equal(s[0].checkin, s[1].checkin));
	assert_int_equal(session_by_checkin(store_reader(store), arena, s[1].checkin)->id, second);
	struct session_input other = late;
	other.id = first;
	other.cycle = 2;
	assert_int_equal(refused(session_save, &other).code, ERROR_MISSING);
}

static void a_move_is_told_once_to_all_but_jurors(void **state)
{
	(void)state;
	int64_t id = make_day();
	assert_int_equal(letters(), 0);
	struct session_input in = day_input();
	in.id = id;
	in.title = text("Autre titre");
	done(session_save, &in);
	assert_int_equal(get(id)->sequence, 0);
	assert_int_equal(letters(), 0);
	in.place = text("Ailleurs");
	done(session_save, &in);
	assert_int_equal(get(id)->sequence, 1);
	assert_int_equal(letters(), 6);
	done(session_save, &in); /* nothing more has changed */
	assert_int_equal(letters(), 6);
	const struct made *letter = db_one(store_reader(store), arena, &test_letter, BIND(text("b@x.example")));
	assert_true(text_find(letter->name, text("SEQUENCE:1\r\n")) < letter->name.n);
	in.starts += 15;
	in.tell = false;
	done(session_save, &in);
	assert_int_equal(get(id)->sequence, 2);
	assert_int_equal(letters(), 6);
	clock_set(day_at(day_make(2021, 7, 9), 9, 0));
	in.ends += 15;
	in.tell = true;
	done(session_save, &in); /* corrected after the day: nobody has to come */
	assert_int_equal(get(id)->sequence, 3);
	assert_int_equal(letters(), 6);
}

static void what_has_something_attached_stays(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct agenda_input item = { .session = id, .starts = 570, .ends = 600, .kind = text("talk"), .title = text("Un") };
	done(agenda_save, &item);
	struct takeaway_input w = { .session = id, .person = 2, .text = text(" Écouter. ") };
	int64_t takeaway = done(takeaway_save, &w).id;
	struct session_removal removal = { .app = &app, .id = id, .tell = true };
	assert_int_equal(refused(session_remove, &removal).code, ERROR_RULE);
	int64_t other = make_day();
	removal.id = other;
	item.session = other;
	done(agenda_save, &item);
	clock_set(day_at(july_8(), 8, 0));
	done(session_remove, &removal);
	assert_null(session_by_id(store_reader(store), arena, other));
	assert_int_equal(letters(), 6);
	const struct made *letter = db_one(store_reader(store), arena, &test_letter, BIND(text("b@x.example")));
	assert_true(text_find(letter->name, text("STATUS:CANCELLED")) < letter->name.n);
	assert_text(takeaway_by_id(store_reader(store), arena, takeaway)->text, "Écouter.");
	assert_int_equal(refused(session_remove, &removal).code, ERROR_MISSING);
}

static void a_programme_belongs_to_its_session(void **state)
{
	(void)state;
	int64_t one = make_day(), two = make_day();
	struct agenda_input item = { .session = one, .starts = 570, .ends = 600, .kind = text("talk"), .title = text("Un") };
	item.id = done(agenda_save, &item).id;
	item.ends = 610;
	done(agenda_save, &item);
	item.session = two;
	assert_int_equal(refused(agenda_save, &item).code, ERROR_MISSING);
	struct agenda_input crossing = { .session = one, .starts = 605, .ends = 630, .kind = text("break"), .title = text("P") };
	struct error err = refused(agenda_save, &crossing);
	assert_string_equal(err.field, "starts");
	assert_text(err.name, "Un");
	assert_int_equal(refused(agenda_remove, &(struct session_part){ item.id, two }).code, ERROR_MISSING);
	done(agenda_remove, &(struct session_part){ item.id, one });
	assert_int_equal(agenda_of(store_reader(store), arena, one).n, 0);
}

static void documents_come_and_go(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct document_input in = { .session = id, .person = 1, .file = { text("ab"), text("a.pdf"), text("application/pdf"), 9 } };
	int64_t document = done(document_add, &in).id;
	const struct document *d = documents_of(store_reader(store), arena, id).at;
	assert_text(d->title, "a.pdf");
	assert_int_equal(document_by_file(store_reader(store), arena, d->file)->id, document);
	in.file.hash = NO_TEXT;
	assert_string_equal(refused(document_add, &in).field, "file");
	assert_int_equal(refused(document_remove, &(struct session_part){ document, id + 1 }).code, ERROR_MISSING);
	done(document_remove, &(struct session_part){ document, id });
	assert_null(document_by_file(store_reader(store), arena, d->file));
}

static struct headcount count_of(int64_t id, const char *label)
{
	struct rows people = attendees_of(store_reader(store), arena, get(id));
	struct headcount counts[HEADCOUNTS + 1];
	size_t n = headcounts(people.at, people.n, counts);
	for (size_t i = 0; i < n; i++)
		if (strcmp(counts[i].label, label) == 0)
			return counts[i];
	return (struct headcount){ .n = -1 };
}

static void attendance_counts(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct rows people = attendees_of(store_reader(store), arena, get(id));
	const struct attendee *a = people.at;
	static const int64_t order[] = { 4, 2, 3, 5, 1, 8 }; /* Corbie, Vimy (elected first), then the others */
	assert_int_equal(people.n, 6);
	for (size_t i = 0; i < people.n; i++)
		assert_int_equal(a[i].person, order[i]);
	assert_text(a[5].role, "observer");
	done(attendance_set, &(struct attendance_input){ id, 2, 1, true });
	done(attendance_set, &(struct attendance_input){ id, 2, 1, true });
	done(attendance_set, &(struct attendance_input){ id, 5, 1, true });
	done(attendance_checkin, &(struct checkin_input){ get(id)->checkin, 3 });
	assert_int_equal(count_of(id, "Élues et élus").n, 1);
	assert_int_equal(count_of(id, "Élues et élus").of, 2);
	assert_int_equal(count_of(id, "Ensemble").n, 3);
	assert_int_equal(count_of(id, "Ensemble").of, 6);
	a = attendees_of(store_reader(store), arena, get(id)).at;
	assert_true(a[1].by_hand);
	assert_false(a[2].by_hand);
	done(attendance_set, &(struct attendance_input){ id, 5, 1, false });
	assert_int_equal(count_of(id, "Ensemble").n, 2);
	place_script(&place, "DELETE FROM role WHERE member = 1;"); /* Vimy leaves the cohort */
	assert_int_equal(count_of(id, "Ont quitté la cohorte depuis").n, 2);
	assert_int_equal(count_of(id, "Ensemble").of, 6);
}

static void attendance_is_of_the_day_and_of_the_cohort(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct text code = get(id)->checkin;
	assert_int_equal(refused(attendance_set, &(struct attendance_input){ id, 7, 1, true }).code, ERROR_MISSING);
	assert_int_equal(refused(attendance_set, &(struct attendance_input){ id, 6, 1, true }).code, ERROR_MISSING);
	assert_int_equal(refused(attendance_checkin, &(struct checkin_input){ code, 7 }).code, ERROR_MISSING);
	assert_int_equal(refused(attendance_checkin, &(struct checkin_input){ text("aaaaaaaa"), 2 }).code, ERROR_MISSING);
	clock_set(day_at(july_8(), 7, 0));
	struct error early = refused(attendance_checkin, &(struct checkin_input){ code, 2 });
	assert_int_equal(early.code, ERROR_RULE);
	assert_text(instant_local(arena, early.date), "2021-07-08T07:30");
	clock_set(day_at(july_8(), 22, 0));
	assert_int_equal(refused(attendance_checkin, &(struct checkin_input){ code, 2 }).code, ERROR_RULE);
	done(attendance_set, &(struct attendance_input){ id, 2, 1, true });
	clock_set(day_at(day_make(2021, 7, 7), 12, 0));
	assert_int_equal(refused(attendance_set, &(struct attendance_input){ id, 3, 1, true }).code, ERROR_RULE);
}

static void two_people_writing_minutes(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct minutes_publication publication = { id, AUDIENCE_COHORT };
	assert_int_equal(refused(minutes_publish, &publication).code, ERROR_RULE);
	done(minutes_save, &(struct minutes_input){ id, 1, 0, text("Premier") });
	done(minutes_save, &(struct minutes_input){ id, 1, 1, text("De l'une") });
	struct minutes_input other = { id, 5, 1, text("De l'autre") };
	assert_int_equal(refused(minutes_save, &other).code, ERROR_CONFLICT);
	assert_text(get(id)->minutes, "De l'une");
	other.version = 2;
	other.minutes = text("Des deux");
	done(minutes_save, &other);
	assert_text(get(id)->minutes, "Des deux");
	struct rows versions = minutes_versions(store_reader(store), arena, id);
	const struct minutes_version *v = versions.at;
	assert_int_equal(versions.n, 3);
	assert_text(v[0].author, "Eve");
	assert_text(minutes_version_of(store_reader(store), arena, id, 2)->text, "De l'une");
	done(minutes_publish, &publication);
	assert_int_equal(get(id)->minutes_audience, AUDIENCE_COHORT);
	done(minutes_publish, &(struct minutes_publication){ id, 0 });
	assert_int_equal(get(id)->minutes_audience, 0);
}

static void takeaways_are_their_authors(void **state)
{
	(void)state;
	int64_t id = make_day();
	struct takeaway_input w = { .session = id, .person = 2, .text = text("Écouter") };
	w.id = done(takeaway_save, &w).id;
	struct takeaway_input other = w;
	other.person = 3;
	other.text = text("Parler");
	assert_int_equal(refused(takeaway_save, &other).code, ERROR_MISSING);
	other.facilitates = true;
	done(takeaway_save, &other);
	const struct takeaway *read = takeaway_by_id(store_reader(store), arena, w.id);
	assert_text(read->text, "Parler");
	assert_text(read->author, "Bob");
	assert_text(read->session_title, "Coopérer");
	assert_int_equal(read->cycle, 1);
	assert_int_equal(takeaways_of(store_reader(store), arena, 1).n, 1);
	assert_int_equal(takeaways_of(store_reader(store), arena, 2).n, 0);
	assert_string_equal(refused(takeaway_save, &(struct takeaway_input){ .session = id, .person = 2, .text = text("  ") }).field, "text");
	assert_int_equal(refused(takeaway_remove, &(struct takeaway_removal){ w.id, id, 3, false }).code, ERROR_MISSING);
	done(takeaway_remove, &(struct takeaway_removal){ w.id, id, 2, false });
	assert_int_equal(takeaways_of(store_reader(store), arena, 1).n, 0);
	assert_true(takeaway_by_id(store_reader(store), arena, w.id)->removed);
}

/* Person 4 is of both cycles: the second is not published. */
static void the_feed_of_a_person(void **state)
{
	(void)state;
	make_day();
	struct session_input in = day_input();
	in.cycle = 2;
	done(session_save, &in);
	struct db *db = store_reader(store);
	assert_int_equal(sessions_of_person(db, arena, 4).n, 1);
	assert_int_equal(sessions_of_person(db, arena, 6).n, 0);
	assert_int_equal(sessions_of_person(db, arena, 8).n, 1);
	place_script(&place, "UPDATE cycle SET published = 1 WHERE id = 2;");
	assert_int_equal(sessions_of_person(db, arena, 4).n, 2);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end)

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_day_is_of_its_cycle),
	cmocka_unit_test(times_of_a_programme),
	WITH_STORE(hours_across_the_zone_changes),
	cmocka_unit_test(the_door),
	cmocka_unit_test(who_reads_the_minutes),
	WITH_STORE(entries_say_no_more_than_they_may),
	WITH_STORE(sessions_are_kept_by_day),
	WITH_STORE(a_move_is_told_once_to_all_but_jurors),
	WITH_STORE(what_has_something_attached_stays),
	WITH_STORE(a_programme_belongs_to_its_session),
	WITH_STORE(documents_come_and_go),
	WITH_STORE(attendance_counts),
	WITH_STORE(attendance_is_of_the_day_and_of_the_cohort),
	WITH_STORE(two_people_writing_minutes),
	WITH_STORE(takeaways_are_their_authors),
	WITH_STORE(the_feed_of_a_person),
};
RUN(tests)
