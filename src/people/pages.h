/* The handlers of this folder, gathered by the one table of routes (people_pages.c), and what
 * their files share. Inner to people/. */
#ifndef CORDEE_PEOPLE_PAGES_H
#define CORDEE_PEOPLE_PAGES_H
#include "html/page.h"
#include "people/login.h"
#include "people/people.h"

/* signin_pages.c */
handler_fn signin_page, signin_post, signin_sent_page, link_page, link_post, signout_post;
/* password_pages.c */
handler_fn password_page, password_post, password_change_page, password_change_post;
/* me_pages.c */
handler_fn me_page, me_post, me_logout_post, me_logout_all_post, me_export, calendar_post, calendar_revoke_post;
/* erase_pages.c */
handler_fn erase_page, erase_post;
/* invite_pages.c */
handler_fn invitation_page, invitation_post;
/* team_pages.c */
handler_fn team_page, team_invite_post, team_resend_post, team_cancel_post, team_remove_post;
/* unsubscribe_pages.c */
handler_fn unsubscribe_page, unsubscribe_post;
/* demo_pages.c */
handler_fn demo_page, demo_signin_page, demo_signin_post;
/* mail_pages.c */
handler_fn mails_page, mail_retry_post, demo_mails_page, demo_mail_page;

/* Says the refusal of the last command on the next page. */
static inline void flash_refusal(struct request *r)
{
	const struct error *e = &r->error;
	flash(r, "bad", e->message, &(struct words){ .n = e->n, .name = e->name, .date = e->date });
}

/* May someone unknown make an account to go there? */
bool welcomes(struct request *, struct text back);

/* The state of a form's page: 422 when something in it was wrong. */
static inline int page_status(const struct request *r)
{
	return r->form.wrong ? 422 : 200;
}
#endif
