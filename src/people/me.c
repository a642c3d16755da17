/* Words for /moi: where a role leads, what a browser is called. */
#include "people/me.h"

struct role_step role_first_step(const struct my_role *mine)
{
	enum role role = 0;
	if (!role_parse(mine->role, &role))
		return (struct role_step){ URL("/cycles/$1", mine->slug), N_("Voir le cycle") };
	switch (role) {
	case ROLE_FACILITATOR:
		return (struct role_step){ URL("/cycles/$1/equipe", mine->slug), N_("Équipe et rôles") };
	case ROLE_JUROR:
		return (struct role_step){ URL("/cycles/$1/selection", mine->slug), N_("Lire les candidatures") };
	case ROLE_ELECTED:
	case ROLE_STAFF:
		return (struct role_step){ URL("/cycles/$1/feuille-de-route", mine->slug), N_("Notre feuille de route") };
	case ROLE_EXPERT:
	case ROLE_OBSERVER:
		break;
	}
	return (struct role_step){ URL("/cycles/$1/seances", mine->slug), N_("Les séances") };
}

static const char *first_found(struct text in, const char *const words[][2])
{
	for (size_t i = 0; words[i][0]; i++)
		if (text_find(in, text_of(words[i][0])) < in.n)
			return words[i][1];
	return NULL;
}

struct text browser_name(struct arena *arena, struct text agent)
{
	/* In this order: most browsers also claim to be Safari or Chrome. */
	static const char *const browsers[][2] = {
		{ "Firefox/", "Firefox" }, { "Edg/", "Edge" }, { "OPR/", "Opera" }, { "Chromium/", "Chromium" },
		{ "Chrome/", "Chrome" }, { "Safari/", "Safari" }, { NULL, NULL },
	};
	static const char *const systems[][2] = {
		{ "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" }, { "Windows", "Windows" },
		{ "Mac OS X", "macOS" }, { "Linux", "Linux" }, { NULL, NULL },
	};
	const char *browser = first_found(agent, browsers), *platform = first_found(agent, systems);
	if (!browser)
		return NO_TEXT;
	return platform ? text_format(arena, "%s · %s", browser, platform) : text_of(browser);
}
