/* The page of an invitation: who invites, to what, and a button to accept. */
#include "people/invite.h"
#include "people/pages.h"

#include "invite.html.h"

static void show(struct request *r, enum invitation_state state, const struct invitation *invitation)
{
	enum { GONE = 410, MISSING = 404 };
	struct page *p = page_start(r);
	if (state == INVITATION_GOOD)
		view_invitation(p, path_text(r, "token"), invitation);
	else
		view_invitation_over(p, state, invitation);
	page_send(p, state == INVITATION_GOOD ? 200 : state == INVITATION_UNKNOWN ? MISSING : GONE);
}

void invitation_page(struct request *r)
{
	struct invitation invitation = { 0 };
	enum invitation_state state = invitation_find(r->db, r->arena, path_text(r, "token"), &invitation);
	show(r, state, &invitation);
}

static void accepted(struct request *r)
{
	login_give(r);
	flash(r, "ok", N_("Bienvenue ! Votre rôle est ouvert ; complétez votre profil quand vous voulez."), NULL);
	reply_redirect(r, URL("/moi"));
}

void invitation_post(struct request *r)
{
	struct invitation_accept_input *in = arena_one(r->arena, struct invitation_accept_input);
	*in = (struct invitation_accept_input){ .token = path_text(r, "token"), .login = login_prepare(r) };
	request_write(r, invitation_accept, in, accepted, invitation_page);
}
