/* What a person sees of themselves: rows for /moi. Inner to people/. */
#ifndef CORDEE_ME_STORE_H
#define CORDEE_ME_STORE_H
#include "store/store.h"

struct my_profile {
	struct text name, office, phone, lang, email;
	bool digest, password, calendar; /* the last two: is one set */
};
struct my_profile *my_profile(struct db *, struct arena *, int64_t person);

/* One row a role; territory is empty but for the pair. */
struct my_role {
	struct text slug, cycle, role, territory;
	struct day starts, ends;
};
struct rows my_roles(struct db *, struct arena *, int64_t person);

struct my_application {
	int64_t id;
	struct text cycle, territory, number;
	struct instant submitted;
};
struct rows my_applications(struct db *, struct arena *, int64_t person);

struct my_login {
	struct text token, browser; /* token: its hash */
	struct instant created, seen;
};
struct rows my_logins(struct db *, struct arena *, int64_t person);
#endif
