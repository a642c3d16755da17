/* The mails of a cycle, for its facilitators; and those of a demo, which are kept and shown. */
#include "people/mails.h"
#include "people/pages.h"

#include "mails.html.h"

static struct url page_url(int64_t number, const void *user)
{
	const struct text *slug = user;
	return URL("/cycles/$1/courriels?page=$2", *slug, number);
}

void mails_page(struct request *r)
{
	enum { PAGES_MOST = 100000 };
	struct text *slug = arena_one(r->arena, struct text);
	*slug = path_text(r, "cycle");
	int64_t number = query_number(r, "page", 1, 1, PAGES_MOST);
	struct rows rows = outbox_of_cycle(r->db, r->arena, r->viewer->cycle, number);
	int64_t total = outbox_count(r->db, r->viewer->cycle);
	struct mails mails = { .slug = *slug, .at = rows.at, .n = rows.n, .sends = r->app->settings.smtp.n > 0,
		               .demo = r->app->settings.demo, .number = number,
		               .pages = (total + OUTBOX_PAGE - 1) / OUTBOX_PAGE, .url = page_url, .user = slug };
	struct page *p = page_start(r);
	struct frame frame = people_cycle_frame(r, page_t(p, N_("Courriels"), NULL));
	frame.private = true;
	frame.wide = true;
	view_mails(p, &frame, &mails);
	page_send(p, 200);
}

static void retried(struct request *r)
{
	flash(r, "ok", N_("Le courriel repart dans un instant."), NULL);
	reply_redirect(r, URL("/cycles/$1/courriels", path_text(r, "cycle")));
}

static void not_retried(struct request *r)
{
	reply_error(r, &r->error);
}

void mail_retry_post(struct request *r)
{
	struct outbox_retry *in = arena_one(r->arena, struct outbox_retry);
	*in = (struct outbox_retry){ .id = path_id(r, "id"), .cycle = r->viewer->cycle };
	request_write(r, outbox_retry, in, retried, not_retried);
}

void demo_mails_page(struct request *r)
{
	enum { LATEST = 200 };
	if (!r->app->settings.demo) {
		reply_missing(r);
		return;
	}
	struct rows rows = outbox_latest(r->db, r->arena, LATEST);
	struct mails mails = { .at = rows.at, .n = rows.n, .sends = r->app->settings.smtp.n > 0, .demo = true };
	struct page *p = page_start(r);
	view_demo_mails(p, &mails);
	page_send(p, 200);
}

void demo_mail_page(struct request *r)
{
	const struct outbox_mail *mail =
	    r->app->settings.demo ? outbox_mail(r->db, r->arena, path_id(r, "id")) : NULL;
	if (!mail) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	view_demo_mail(p, mail, r->app->settings.base_url);
	page_send(p, 200);
}
