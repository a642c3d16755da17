/* The handlers of activities, for the one table of routes (session_routes.c), and what their files
 * and views share. */
#ifndef CORDEE_ACTIVITY_PAGES_H
#define CORDEE_ACTIVITY_PAGES_H
#include "html/fields.h"
#include "html/parts.h"
#include "session/activity.h"
#include "session/activity_store.h"

/* activity_edit.c */
handler_fn activity_new_page, activity_new_post, activity_edit_page, activity_edit_post, activity_remove_post;
/* activity_desk.c */
handler_fn activity_desk_page, activity_open_post, activity_close_post, activity_hide_post, activity_desk_stream,
    activity_table;
/* activity_wall.c */
handler_fn activity_wall_page, activity_code_wall_page, activity_wall_stream;
/* ideas_pages.c */
handler_fn join_page, join_post, room_page, room_idea_post, room_vote_post, room_stream;

/* The activity of the path ({activity_id}), when it is of the session and the cycle of the path;
 * else NULL, and the 404 page has been sent. */
const struct activity *activity_of_path(struct request *);
/* The activity of the path's {code}; else NULL, and a page that asks for the code again has been sent. */
const struct activity *activity_of_code(struct request *);

const char *activity_state_label(const struct activity *);   /* msgid */
/* "cordee.example/rejoindre": where to type the code, as people say it. */
struct text join_words(struct arena *, const struct app *);
/* "K7M 2QX": in two halves, to be read from afar. */
struct text code_words(struct arena *, struct text code);
struct text join_address(struct arena *, const struct app *, const struct activity *);

/* An activity and its ideas, for those who all see the same. */
struct board {
	const struct activity *a;
	const struct idea *ideas;
	size_t n;
};

/* In the order in which each shows them. Phones: with the votes of that voice. */
struct board phones_board(struct db *, struct arena *, const struct activity *, int64_t voice);
struct board wall_board(struct db *, struct arena *, const struct activity *);
struct board desk_board(struct db *, struct arena *, const struct activity *);
/* How many of the board's ideas the wall shows: those that the back row can read. */
size_t wall_shows(const struct board *);

/* What a phone shows: the board, and this voice's own. */
struct room {
	struct board board;
	struct ballot ballot;
	const struct form *form;      /* of an idea */
	const struct viewer *viewer;
};

/* The facilitator's page. */
struct desk {
	struct board board;
	const struct cycle *c;
	const struct session *s;
};
#endif
