/* Reading the outbox: the mails of a cycle for its facilitators, all of them in a demo. Inner
 * to people/. */
#ifndef CORDEE_OUTBOX_H
#define CORDEE_OUTBOX_H
#include "store/store.h"

struct outbox_row {
	int64_t id, tries;
	struct text kind, recipient, recipient_name, subject, problem;
	struct instant created, sent, failed, next_try;
};
enum { OUTBOX_PAGE = 50 };
struct rows outbox_of_cycle(struct db *, struct arena *, int64_t cycle, int64_t page);
int64_t outbox_count(struct db *, int64_t cycle);
struct rows outbox_latest(struct db *, struct arena *, size_t limit);

struct outbox_mail {
	int64_t id;
	struct text kind, recipient, recipient_name, subject, plain, html, calendar;
	struct instant created, sent;
};
struct outbox_mail *outbox_mail(struct db *, struct arena *, int64_t id);

/* Sends again one that failed. */
struct outbox_retry {
	int64_t id, cycle;
};
command_fn outbox_retry;

/* msgid of where a mail is: sent, failed, waiting, or kept when nothing sends; and its badge. */
struct outbox_state {
	const char *name, *label;
};
struct outbox_state outbox_state(const struct outbox_row *, bool sends);
#endif
