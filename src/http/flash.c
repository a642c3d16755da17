/* Flash: one sentence said on the next page shown to this browser, kept in a cookie. It may
 * be taken by the same request, when that one shows a page. */
#include "base/translate.h"
#include "http/connection.h"

void flash(struct request *r, const char *kind, const char *message, const struct words *words)
{
	r->connection->flash = (struct flash){ .given = true, .kind = text_of(kind),
		                               .message = translate(r->arena, r->lang, message, words) };
}

static bool is_kind(struct text kind)
{
	return text_is(kind, "ok") || text_is(kind, "bad") || text_is(kind, "info");
}

bool flash_take(struct request *r, struct text *kind, struct text *message)
{
	struct flash *flash = &r->connection->flash;
	if (flash->taken)
		return false;
	if (!flash->given) {
		struct text rest = cookie(r, "flash");
		if (!rest.n)
			return false;
		flash->taken = true;
		flash->kind = text_cut(&rest, ':');
		if (!is_kind(flash->kind) || !url_decode_path(r->arena, rest, &flash->message))
			return false;
	}
	flash->taken = true;
	*kind = flash->kind;
	*message = flash->message;
	return true;
}
