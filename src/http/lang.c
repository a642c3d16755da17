/* Language: GET /langue?to=en&back=/chemin keeps the choice in a cookie and goes back. */
#include "http/server.h"

static void choose(struct request *r)
{
	enum lang lang;
	if (!lang_parse(query_text(r, "to"), &lang)) {
		reply_missing(r);
		return;
	}
	enum { YEAR_S = 365 * 24 * 3600 };
	reply_cookie(r, "lang", text_of(lang_name(lang)), YEAR_S);
	reply_redirect_to(r, query_back(r));
}

static const struct route table[] = {
	{ METHOD_GET, "/langue", 0, choose, 0 },
};
const struct routes lang_routes = ROUTES(table);
