/* What an activity sends to those who follow it. Three topics, since they are shown different
 * things: phones (no total before the end), the wall, the facilitator. Each is rendered once a
 * change, whatever the number of readers. */
#include "session/activity_live.h"

#include "http/hub.h"
#include "session/activity_pages.h"

#include "activity.html.h"
#include "activity_wall.html.h"
#include "ideas.html.h"

struct text phones_topic(struct arena *arena, int64_t activity)
{
	return text_format(arena, "ideas:%lld", (long long)activity);
}

struct text wall_topic(struct arena *arena, int64_t activity)
{
	return text_format(arena, "ideas-wall:%lld", (long long)activity);
}

struct text desk_topic(struct arena *arena, int64_t activity)
{
	return text_format(arena, "ideas-desk:%lld", (long long)activity);
}

void tell_screens(struct db *tx, struct arena *arena, int64_t activity)
{
	db_publish(tx, wall_topic(arena, activity), NO_TEXT);
	db_publish(tx, desk_topic(arena, activity), NO_TEXT);
}

void tell_everyone(struct db *tx, struct arena *arena, int64_t activity)
{
	db_publish(tx, phones_topic(arena, activity), NO_TEXT);
	tell_screens(tx, arena, activity);
}

struct board phones_board(struct db *db, struct arena *arena, const struct activity *a, int64_t voice)
{
	enum idea_order order = activity_is(a, "closed") ? IDEAS_BY_VOTES : IDEAS_AS_ADDED;
	struct rows ideas = ideas_of(db, arena, a->id, order, voice);
	return (struct board){ a, ideas.at, ideas.n };
}

struct board wall_board(struct db *db, struct arena *arena, const struct activity *a)
{
	enum idea_order order = activity_is(a, "closed") ? IDEAS_BY_VOTES : IDEAS_LATEST_FIRST;
	struct rows ideas = ideas_of(db, arena, a->id, order, 0);
	return (struct board){ a, ideas.at, ideas.n };
}

struct board desk_board(struct db *db, struct arena *arena, const struct activity *a)
{
	struct rows ideas = ideas_with_hidden(db, arena, a->id);
	return (struct board){ a, ideas.at, ideas.n };
}

static void send(struct page *p, struct buffer *out)
{
	buffer_text(out, page_take(p));
}

static void render_phones(const struct app *app, struct db *db, struct arena *arena, int64_t id, enum lang lang,
                          struct buffer *out)
{
	const struct activity *a = activity_by_id(db, arena, id);
	(void)app;
	if (!a)
		return;
	struct board board = phones_board(db, arena, a, 0);
	struct page *p = page_fragment(arena, lang);
	view_board(p, &board);
	send(p, out);
}

static void render_wall(const struct app *app, struct db *db, struct arena *arena, int64_t id, enum lang lang,
                        struct buffer *out)
{
	const struct activity *a = activity_by_id(db, arena, id);
	(void)app;
	if (!a)
		return;
	struct board board = wall_board(db, arena, a);
	struct page *p = page_fragment(arena, lang);
	view_wall_board(p, &board, wall_shows(&board));
	send(p, out);
}

static void render_desk(const struct app *app, struct db *db, struct arena *arena, int64_t id, enum lang lang,
                        struct buffer *out)
{
	const struct activity *a = activity_by_id(db, arena, id);
	(void)app;
	if (!a)
		return;
	struct board board = desk_board(db, arena, a);
	struct page *p = page_fragment(arena, lang);
	view_desk_board(p, &board);
	send(p, out);
}

const struct hub_kind ideas_kind = { "ideas", render_phones };
const struct hub_kind ideas_wall_kind = { "ideas-wall", render_wall };
const struct hub_kind ideas_desk_kind = { "ideas-desk", render_desk };
