/* What people of the room do on their phones: join by a code, propose, vote. No account: a cookie
 * holds the device's voice; who is signed in is the same voice everywhere. Each form works by
 * itself; votes.js and live.js spare the reloading. */
#include "people/token.h"
#include "session/activity_live.h"
#include "session/activity_pages.h"

#include "ideas.html.h"

#define VOICE_COOKIE "voice"
enum { VOICE_SECONDS = 30 * 24 * 3600, BALLOT_MAX = 64 << 10 };

struct join_input {
	struct text code;
};
static const struct field join_fields[] = {
	FIELD(struct join_input, code, FIELD_TEXT, N_("Code"), .max = 20, .autocomplete = "off",
	      .help = N_("Six lettres et chiffres. Majuscules et espaces ne comptent pas.")),
};
static const struct form join_form = FORM(join_fields);

#define IDEA_FIELD                                                                          \
	FIELD(struct idea_input, text, FIELD_LONG, N_("Votre idée"), .max = IDEA_LETTERS, .rows = 2)
static const struct field guest_fields[] = {
	IDEA_FIELD,
	FIELD(struct idea_input, author, FIELD_TEXT, N_("Signer d'un prénom ou d'un pseudonyme"), .max = 40, .optional = true),
};
static const struct field member_fields[] = {
	IDEA_FIELD,
	FIELD(struct idea_input, named, FIELD_CHECK, N_("Signer avec mon nom")),
};
static const struct form guest_form = FORM(guest_fields), member_form = FORM(member_fields);

static const struct field vote_fields[] = {
	{ .name = "support", .kind = FIELD_HIDDEN, .optional = true, .max = TEXT_DIGITS },
	{ .name = "withdraw", .kind = FIELD_HIDDEN, .optional = true, .max = TEXT_DIGITS },
};
static const struct form vote_form = FORM(vote_fields);

static void show_join(struct request *r, int status)
{
	struct page *p = page_start(r);
	struct frame frame = { .title = t("Rejoindre une activité") };
	view_join(p, &frame, &join_form);
	page_send(p, status);
}

void join_page(struct request *r)
{
	form_fill(r, &join_form, &(struct join_input){ NO_TEXT });
	show_join(r, 200);
}

static void refuse_code(struct request *r)
{
	form_refuse(r, "code", N_("Aucune activité n'a ce code. Vérifiez-le sur l'écran de la salle."));
}

void join_post(struct request *r)
{
	struct join_input in;
	bool well = form_read(r, &join_form, &in);
	const struct activity *a = well ? activity_by_code(r->db, r->arena, in.code) : NULL;
	if (a) {
		reply_redirect(r, activity_join_url(a->code));
		return;
	}
	if (well)
		refuse_code(r);
	show_join(r, 422);
}

const struct activity *activity_of_code(struct request *r)
{
	const struct activity *a = activity_by_code(r->db, r->arena, path_text(r, "code"));
	if (a)
		return a;
	form_fill(r, &join_form, &(struct join_input){ path_text(r, "code") });
	refuse_code(r);
	show_join(r, 404);
	return NULL;
}

/* No token when this browser has none yet, or keeps no cookie. */
static struct voice voice_of(struct request *r)
{
	struct text token = cookie(r, VOICE_COOKIE);
	bool shaped = token_hash(r->arena, token).n > 0;
	return (struct voice){ r->viewer->person, shaped ? token : NO_TEXT };
}

static bool has_voice(const struct voice *voice)
{
	return voice->person || voice->token.n;
}

static struct room *room_of(struct request *r, const struct activity *a, const struct voice *voice)
{
	struct room *room = arena_one(r->arena, struct room);
	if (has_voice(voice))
		room->ballot = ballot_of(r->db, r->arena, a->id, voice);
	room->board = phones_board(r->db, r->arena, a, room->ballot.id);
	room->form = voice->person ? &member_form : &guest_form;
	room->viewer = r->viewer;
	return room;
}

void room_page(struct request *r)
{
	static const char *const scripts[] = { "live.js", "votes.js", NULL };
	const struct activity *a = activity_of_code(r);
	if (!a)
		return;
	struct voice voice = voice_of(r);
	if (!has_voice(&voice))
		reply_cookie(r, VOICE_COOKIE, token_new(r->arena).plain, VOICE_SECONDS);
	struct room *room = room_of(r, a, &voice);
	form_fill(r, room->form, &(struct idea_input){ .author = room->ballot.author, .named = room->ballot.author.n > 0 });
	struct frame frame = { .title = a->title, .scripts = scripts, .bare = true, .private = true };
	struct page *p = page_start(r);
	view_room(p, &frame, room);
	page_send(p, form_status(r));
}

static void to_room(struct request *r, const char *pattern, struct value idea)
{
	reply_redirect(r, URL(pattern, path_text(r, "code"), idea));
}

/* A limit of one voice means nothing to a browser that is a new one each time. */
static void ask_for_cookie(struct request *r)
{
	flash(r, "bad", N_("Votre navigateur n'a pas gardé le cookie qui tient vos voix. Acceptez les cookies de ce site, puis recommencez."), NULL);
	to_room(r, "/a/$1", value_int(0));
}

static void idea_added(struct request *r)
{
	flash(r, "ok", N_("Votre idée est dans la liste."), NULL);
	to_room(r, "/a/$1#idee-$2", value_int(r->made.id));
}

void room_idea_post(struct request *r)
{
	const struct activity *a = activity_of_code(r);
	if (!a)
		return;
	struct idea_input *in = arena_one(r->arena, struct idea_input);
	*in = (struct idea_input){ .activity = a->id };
	struct voice voice = voice_of(r);
	if (!has_voice(&voice)) {
		ask_for_cookie(r);
	} else if (!form_read(r, voice.person ? &member_form : &guest_form, in)) {
		room_page(r);
	} else {
		in->voice = voice;
		request_write_relaxed(r, idea_add, in, idea_added, room_page);
	}
}

/* What votes.js puts on the page: this voice's votes as they stand, and why one was refused. */
static void reply_ballot(struct request *r, const struct error *error)
{
	const struct activity *a = activity_of_code(r);
	if (!a)
		return;
	struct voice voice = voice_of(r);
	struct room *room = room_of(r, a, &voice);
	struct page *p = page_start(r);
	view_ballot(p, a, &room->ballot, room->board.ideas, room->board.n, error);
	page_send(p, error ? 422 : 200);
}

static struct value idea_voted(struct request *r)
{
	return value_text(form_typed(r, form_typed(r, "support").n ? "support" : "withdraw"));
}

static void voted(struct request *r)
{
	if (wants_fragment(r))
		reply_ballot(r, NULL);
	else
		to_room(r, "/a/$1#idee-$2", idea_voted(r));
}

static void not_voted(struct request *r)
{
	if (r->error.code == ERROR_MISSING) {
		reply_missing(r);
	} else if (wants_fragment(r)) {
		reply_ballot(r, &r->error);
	} else {
		flash(r, "bad", r->error.message, NULL);
		to_room(r, "/a/$1#idee-$2", idea_voted(r));
	}
}

void room_vote_post(struct request *r)
{
	const struct activity *a = activity_of_code(r);
	if (!a)
		return;
	struct vote_input *in = arena_one(r->arena, struct vote_input);
	*in = (struct vote_input){ .activity = a->id, .voice = voice_of(r) };
	bool well = form_read(r, &vote_form, NULL);
	in->given = well && form_typed(r, "support").n > 0;
	if (!has_voice(&in->voice))
		ask_for_cookie(r);
	else if (well && text_to_int(form_typed(r, in->given ? "support" : "withdraw"), &in->idea))
		request_write_relaxed(r, idea_vote, in, voted, not_voted);
	else
		reply_missing(r);
}

void room_stream(struct request *r)
{
	const struct activity *a = activity_by_code(r->db, r->arena, path_text(r, "code"));
	if (a)
		reply_stream(r, phones_topic(r->arena, a->id));
	else
		reply_missing(r);
}
