/* The index of public contents and the mails of exchanges. */
#include "exchange/exchange_tell.h"

#include "exchange/exchange_store.h"
#include "mail/mail.h"
#include "people/person.h"
#include "store/search.h"

#include <inttypes.h>

enum { MAIL_EXCERPT = 1200 };

static void index_item(struct db *tx, struct arena *arena, const struct search_entry *entry)
{
	if (entry->audience == AUDIENCE_PUBLIC)
		search_put(tx, arena, entry);
	else
		search_remove(tx, entry->kind, entry->of);
}

static struct text lines(struct arena *arena, struct text a, struct text b)
{
	return b.n ? text_format(arena, "%" TEXT "\n\n%" TEXT, text_args(a), text_args(b)) : a;
}

void index_blocker(struct db *tx, struct arena *arena, int64_t id)
{
	const struct blocker *b = blocker_by_id(tx, arena, id);
	if (!b)
		return;
	const struct cycle c = { .id = b->cycle, .slug = exchange_slug_of(tx, arena, b->cycle) };
	bool lifted = text_is(b->state, "lifted");
	index_item(tx, arena, &(struct search_entry){ .kind = text("blocker"), .of = id, .title = b->title,
		.body = lines(arena, b->body, lifted ? b->lifted_by : NO_TEXT), .url = url_text(arena, blocker_url(&c, id)),
		.audience = (unsigned)b->audience });
}

void index_experience(struct db *tx, struct arena *arena, int64_t id)
{
	const struct experience *e = experience_by_id(tx, arena, id);
	if (!e)
		return;
	const struct cycle c = { .id = e->cycle, .slug = exchange_slug_of(tx, arena, e->cycle) };
	struct text body = lines(arena, lines(arena, e->context, e->done), e->results);
	body = lines(arena, lines(arena, body, e->difficulties), e->advice);
	index_item(tx, arena, &(struct search_entry){ .kind = text("experience"), .of = id, .title = e->title,
		.body = body, .url = url_text(arena, experience_url(&c, id)), .audience = (unsigned)e->audience });
}

static struct mail reply_mail(struct arena *arena, const struct follower *to, const struct blocker *b,
                              struct text author, struct text body)
{
	enum lang lang = LANG_FR;
	lang_parse(to->lang, &lang);
	const char *subject = to->opened ? N_("Réponse à votre blocage « {title} »") : N_("Nouvelle réponse : « {title} »");
	return (struct mail){
		.kind = "reply", .cycle = b->cycle, .to = to->email, .to_name = to->name, .lang = lang,
		.subject = translate(arena, lang, subject, &(struct words){ .title = b->title }),
		.paragraphs = {
			translate(arena, lang, N_("{name} a répondu :"), &(struct words){ .name = author }),
			text_excerpt(arena, body, MAIL_EXCERPT),
		},
		.button = translate(arena, lang, N_("Lire et répondre"), &(struct words){ 0 }),
		.small = translate(arena, lang, to->opened ? N_("Vous recevez ce courriel parce que vous avez exposé ce blocage.")
		                                           : N_("Vous recevez ce courriel parce que vous avez répondu à ce blocage."),
		                   &(struct words){ 0 }),
	};
}

void tell_followers(struct db *tx, struct arena *arena, const struct blocker *b, const struct blocker_reply_input *in,
                    int64_t reply)
{
	struct rows rows = followers_of(tx, arena, b, in->person);
	const struct person *author = rows.n ? person_by_id(tx, arena, in->person) : NULL;
	if (!author)
		return;
	const struct follower *all = rows.at;
	struct text slug = exchange_slug_of(tx, arena, b->cycle);
	struct text address = url_absolute(arena, in->app->settings.base_url,
	                                   URL("/cycles/$1/echanges/blocages/$2#r$3", slug, b->id, reply));
	for (size_t i = 0; i < rows.n; i++) {
		struct mail mail = reply_mail(arena, &all[i], b, author->name, in->body);
		mail.key = text_format(arena, "reply:%" PRId64 ":%" PRId64, reply, all[i].id);
		mail.address = address;
		mail_queue(tx, arena, in->app, &mail);
	}
}
