/* Commands of sessions and of what they are made of: each loads what its rule needs, asks the
 * rule, and writes. Attendance and minutes have their own files. */
#include "session/session.h"

#include "session/session_calendar.h"
#include "session/session_rules.h"
#include "session/session_store.h"

#include <sodium.h>

struct url session_url(const struct cycle *c, int64_t session)
{
	return URL("/cycles/$1/seances/$2", c->slug, session);
}

struct url session_takeaway_url(const struct cycle *c, int64_t session, int64_t takeaway)
{
	return URL("/cycles/$1/seances/$2#e$3", c->slug, session, takeaway);
}

struct url checkin_url(struct text code)
{
	return URL("/emargement/$1", code);
}

/* What people may have to type from a poster: no letter that looks like another. 32^8: nobody
 * guesses one, and whoever does only says that they are there themselves. */
static struct text checkin_code(struct arena *arena)
{
	static const char letters[32] = "abcdefghijkmnpqrstuvwxyz23456789";
	enum { CODE_LETTERS = 8 };
	char *code = arena_many(arena, char, CODE_LETTERS);
	for (int i = 0; i < CODE_LETTERS; i++)
		code[i] = letters[randombytes_uniform(sizeof letters)];
	return (struct text){ code, CODE_LETTERS };
}

static bool session_make(struct db *tx, struct arena *arena, const struct session_input *in, struct made *made)
{
	made->id = session_insert(tx, in, checkin_code(arena), clock_now());
	return true;
}

static bool session_change(struct db *tx, struct arena *arena, const struct session_input *in,
                           const struct cycle *cycle, struct error *err)
{
	const struct session *before = session_by_id(tx, arena, in->id);
	if (!before || before->cycle != in->cycle)
		return error_missing(err);
	session_update(tx, in);
	if (!session_is_moved(before, in))
		return true;
	session_rescheduled(tx, in->id, clock_now());
	const struct session *after = session_by_id(tx, arena, in->id);
	if (after && in->tell && cycle->published && session_is_ahead(after, clock_now()))
		session_tell_moved(tx, arena, in->app, cycle, before, after);
	return true;
}

bool session_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct session_input *in = input;
	const struct cycle *cycle = cycle_by_id(tx, arena, in->cycle);
	if (!cycle)
		return error_missing(err);
	if (!session_hours_fit(in, cycle, err))
		return false;
	made->id = in->id;
	return in->id ? session_change(tx, arena, in, cycle, err) : session_make(tx, arena, in, made);
}

bool session_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct session_removal *in = input;
	const struct session *s = session_by_id(tx, arena, in->id);
	if (!s)
		return error_missing(err);
	if (session_attached(tx, in->id) > 0)
		return error_rule(err, N_("Cette séance ne peut plus être supprimée : elle a des documents, des présences, un compte rendu, des enseignements ou des activités."));
	const struct cycle *cycle = cycle_by_id(tx, arena, s->cycle);
	if (cycle && in->tell && cycle->published && session_is_ahead(s, clock_now()))
		session_tell_cancelled(tx, arena, in->app, cycle, s);
	session_delete(tx, in->id);
	made->id = in->id;
	return true;
}

bool agenda_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct agenda_input *in = input;
	const struct session *s = session_by_id(tx, arena, in->session);
	const struct agenda_item *before = in->id ? agenda_item_by_id(tx, arena, in->id) : NULL;
	if (!s || (in->id && (!before || before->session != in->session)))
		return error_missing(err);
	struct rows items = agenda_of(tx, arena, in->session);
	if (!agenda_item_fits(in, s, items.at, items.n, err))
		return false;
	if (in->id)
		agenda_update(tx, in);
	made->id = in->id ? in->id : agenda_insert(tx, in);
	return true;
}

bool agenda_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct session_part *in = input;
	(void)arena;
	made->id = in->session;
	return agenda_delete(tx, in) || error_missing(err);
}

bool document_add(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct document_input in = *(const struct document_input *)input;
	if (!session_by_id(tx, arena, in.session))
		return error_missing(err);
	if (in.file.hash.n == 0)
		return error_input(err, "file", N_("Choisissez le fichier à ajouter."));
	if (in.title.n == 0)
		in.title = in.file.name;
	made->id = document_insert(tx, &in, clock_now());
	return true;
}

bool document_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct session_part *in = input;
	(void)arena;
	made->id = in->session;
	return document_delete(tx, in) || error_missing(err);
}

bool takeaway_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct takeaway_input in = *(const struct takeaway_input *)input;
	in.text = text_trim(in.text);
	if (in.text.n == 0)
		return error_input(err, "text", N_("Écrivez l'enseignement en une phrase."));
	if (!session_by_id(tx, arena, in.session))
		return error_missing(err);
	made->id = in.id ? in.id : takeaway_insert(tx, &in, clock_now());
	return in.id == 0 || takeaway_update(tx, &in) || error_missing(err);
}

bool takeaway_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct takeaway_removal *in = input;
	(void)arena;
	made->id = in->session;
	return takeaway_delete(tx, in, clock_now()) || error_missing(err);
}
