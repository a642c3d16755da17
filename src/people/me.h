/* What the page /moi shows. Inner to people/. */
#ifndef CORDEE_ME_H
#define CORDEE_ME_H
#include "people/me_store.h"
#include "people/pages.h"

struct me {
	const struct my_profile *profile;
	const struct form *form;
	struct text token;              /* hash of this browser's login */
	const struct my_role *roles;
	size_t n_roles;
	const struct my_application *applications;
	size_t n_applications;
	const struct my_login *logins;
	size_t n_logins;
};

/* Where a role leads first, and what that page is called (msgid). */
struct role_step {
	struct url url;
	const char *label;
};
struct role_step role_first_step(const struct my_role *);

/* "Firefox sur Windows", from what the browser says of itself. */
struct text browser_name(struct arena *, struct text user_agent);
#endif
