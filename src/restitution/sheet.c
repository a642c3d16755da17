/* The command of a territory's sheet, and the index of those that are published. */
#include "html/page.h"
#include "restitution/restitution_rules.h"
#include "restitution/sheet_store.h"
#include "store/search.h"

struct url sheet_url(const struct cycle *c, int64_t member)
{
	return URL("/cycles/$1/restitution/fiches/$2", c->slug, member);
}

static void index_sheet(struct db *tx, struct arena *arena, const struct member *m, const struct sheet_input *in)
{
	const struct cycle *c = in->published ? cycle_by_id(tx, arena, in->cycle) : NULL;
	if (!c) {
		search_remove(tx, text("sheet"), m->id);
		return;
	}
	search_put(tx, arena, &(struct search_entry){ .kind = text("sheet"), .of = m->id, .body = markdown_plain(arena, in->intro),
		.title = text_format(arena, "%" TEXT " (%" TEXT ")", text_args(m->name), text_args(c->name)),
		.url = url_text(arena, sheet_url(c, m->id)), .audience = AUDIENCE_PUBLIC });
}

bool sheet_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct sheet_input *in = input;
	const struct member *m = member_by_id(tx, arena, in->member);
	if (!m || m->cycle != in->cycle || !sheet_may_write(m->id, in->own, in->facilitates))
		return error_missing(err);
	const struct sheet *before = sheet_of(tx, arena, m->id);
	if (in->version != (before ? before->version : 0))
		return error_conflict(err, N_("Cette fiche a été modifiée pendant que vous l'écriviez. Votre texte est ci-dessous, l'autre à côté : reportez ce qui manque dans le vôtre, puis enregistrez."));
	if (in->published && text_trim(in->intro).n == 0)
		return error_input(err, "intro", N_("Présentez-vous en quelques phrases avant de publier la fiche."));
	struct instant now = clock_now(), since = before ? before->published : (struct instant){ 0 };
	if (since.s == 0)
		since = now;
	sheet_put(tx, in, in->published ? since : (struct instant){ 0 }, now);
	index_sheet(tx, arena, m, in);
	made->id = m->id;
	return true;
}
