/* Invitations to a role: rows and commands. person_invite is in person.h. Inner to people/. */
#ifndef CORDEE_INVITE_H
#define CORDEE_INVITE_H
#include "people/login.h"

enum invitation_state { INVITATION_GOOD, INVITATION_UNKNOWN, INVITATION_EXPIRED, INVITATION_USED };

struct invitation {
	int64_t id, cycle, member, person; /* person: who has that address already; 0: nobody */
	struct text email, name, office, role, slug, cycle_name, territory, by;
	struct instant created, expires, accepted;
};
enum invitation_state invitation_find(struct db *, struct arena *, struct text token, struct invitation *);
/* Those of a cycle that nobody has accepted. */
struct rows invitations_waiting(struct db *, struct arena *, int64_t cycle);

/* Makes the person and the role, and signs in; made.id is the person, made.name the cycle. */
struct invitation_accept_input {
	struct text token;
	struct login_start login;
};
command_fn invitation_accept;

/* Of the facilitator, for one of their cycle. */
struct invitation_again {
	const struct app *app;
	int64_t id, cycle, by;
};
command_fn invitation_resend, invitation_cancel;

/* A new invitation, from the team's page. */
struct invitation_send_input {
	const struct app *app;
	struct invitation_input invitation;
};
command_fn invitation_send;

/* Takes a role away; never a cycle's last facilitator. */
struct role_end {
	int64_t cycle, person;
	struct text role;
};
command_fn role_end;
#endif
