/* What the pages of mails show. Inner to people/. */
#ifndef CORDEE_MAILS_H
#define CORDEE_MAILS_H
#include "html/page.h"
#include "people/outbox.h"

struct mails {
	struct text slug;
	const struct outbox_row *at;
	size_t n;
	bool sends, demo;
	int64_t number, pages;
	struct url (*url)(int64_t number, const void *user);
	const void *user;
};
#endif
