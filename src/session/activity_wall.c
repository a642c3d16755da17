/* The wall of the room: for the facilitator, or for whoever has the code (the computer of the
 * room, where nobody wants to sign in). */
#include "session/activity_live.h"
#include "session/activity_pages.h"

#include "activity_wall.html.h"

size_t wall_shows(const struct board *b)
{
	enum { WALL_MOST = 8 };
	return b->n < WALL_MOST ? b->n : WALL_MOST;
}

struct text join_words(struct arena *arena, const struct app *app)
{
	struct text base = app->settings.base_url, scheme = text_cut(&base, ':');
	(void)scheme;
	return text_join(arena, text_slice(base, 2, base.n), text("/rejoindre"));
}

struct text join_address(struct arena *arena, const struct app *app, const struct activity *a)
{
	return url_absolute(arena, app->settings.base_url, activity_join_url(a->code));
}

struct text code_words(struct arena *arena, struct text code)
{
	size_t half = code.n / 2;
	return TEXT_CONCAT(arena, text_slice(code, 0, half), text(" "), text_slice(code, half, code.n));
}

static void show(struct request *r, const struct activity *a)
{
	static const char *const scripts[] = { "live.js", NULL };
	struct board board = wall_board(r->db, r->arena, a);
	struct frame frame = { .title = a->title, .scripts = scripts, .bare = true, .body_class = "projector",
		               .private = true };
	struct page *p = page_start(r);
	view_wall(p, &frame, &board, wall_shows(&board));
	page_send(p, 200);
}

void activity_wall_page(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (a)
		show(r, a);
}

void activity_code_wall_page(struct request *r)
{
	const struct activity *a = activity_of_code(r);
	if (a)
		show(r, activity_by_id(r->db, r->arena, a->id));
}

void activity_wall_stream(struct request *r)
{
	const struct activity *a = activity_by_code(r->db, r->arena, path_text(r, "code"));
	if (a)
		reply_stream(r, wall_topic(r->arena, a->id));
	else
		reply_missing(r);
}
