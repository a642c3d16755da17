/* Persons: found or made by their e-mail; one address, one person. */
#ifndef CORDEE_PERSON_H
#define CORDEE_PERSON_H
#include "people/viewer.h"

struct person {
	int64_t id;
	struct text email, name, office, phone, lang;
	bool admin;
};

struct person *person_by_id(struct db *, struct arena *, int64_t id);
struct person *person_by_email(struct db *, struct arena *, struct text email);
/* Inside a command: the person of that address, made when there is none (name and office are
 * only used then). Returns the id. */
int64_t person_ensure(struct db *tx, struct arena *, struct text email, struct text name, struct text office);

/* Roles, inside a command. Adding twice is no error. */
void role_add(struct db *tx, int64_t cycle, int64_t person, enum role, int64_t member);
void role_remove(struct db *tx, int64_t cycle, int64_t person, enum role);

/* Everyone with a role in a cycle, ordered by name. */
struct participant {
	int64_t person, member;
	struct text name, office, email, phone, role, territory;
};
struct rows participants_of(struct db *, struct arena *, int64_t cycle);

/* An invitation to a role, mailed; accepted by its link (the account is made then). */
struct invitation_input {
	int64_t cycle, member, by;
	enum role role;
	struct text email, name, office;
};
bool person_invite(struct db *tx, struct arena *, const struct app *, const struct invitation_input *, struct error *);
#endif
