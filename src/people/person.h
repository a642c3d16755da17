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
/* Whose private calendar feed it is (the token is the last part of its address), or NULL. */
struct person *person_by_calendar(struct db *, struct arena *, struct text token);
/* The address of that feed; the stage that serves it declares "/calendrier/{token}". */
struct url calendar_feed_url(struct text token);
/* Inside a command: the person of that address, made when there is none (name and office are
 * only used then). Returns the id. */
int64_t person_ensure(struct db *tx, struct arena *, struct text email, struct text name, struct text office);
void person_set_admin(struct db *tx, int64_t person, bool admin);
/* Inside a command: a link that signs in the person of that address, once, within thirty
 * minutes, and leads to `back`; absolute. */
struct text magic_link_make(struct db *tx, struct arena *, const struct app *, struct text email, struct text back);
/* Inside a command: gives a name to someone who had only their address for one. */
void person_introduce(struct db *tx, int64_t person, struct text name, struct text office);
/* The language they read: of a mail to them. */
enum lang person_lang(const struct person *);

/* Erases an account. in: the person's number (int64_t). Refused while a running cycle would lose
 * its last facilitator, or the instance its last administrator. */
command_fn person_erase;

/* Roles, inside a command. Adding twice is no error; a member given later is kept. */
void role_add(struct db *tx, int64_t cycle, int64_t person, enum role, int64_t member);
void role_remove(struct db *tx, int64_t cycle, int64_t person, enum role);

/* Everyone with a role in a cycle, ordered by name: one row a role. */
struct participant {
	int64_t person, member;
	struct text name, office, email, phone, role, territory;
};
struct rows participants_of(struct db *, struct arena *, int64_t cycle);

/* An invitation to a role, mailed; accepted by its link within 30 days (the account is made
 * then). Inviting again the same address to the same role renews the link. */
struct invitation_input {
	int64_t cycle, member, by;
	enum role role;
	struct text email, name, office;
};
bool person_invite(struct db *tx, struct arena *, const struct app *, const struct invitation_input *, struct error *);
#endif
