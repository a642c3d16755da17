/* Viewer: who asks, and what they may. Roles are per cycle (the one named by {cycle} in the
 * path), and one, administrator, per instance. */
#ifndef CORDEE_VIEWER_H
#define CORDEE_VIEWER_H
#include "http/request.h"

struct page_account; /* html/page.h */

enum role {
	ROLE_FACILITATOR = 1, ROLE_JUROR = 2, ROLE_ELECTED = 4, ROLE_STAFF = 8,
	ROLE_EXPERT = 16, ROLE_OBSERVER = 32,
};
enum { ROLE_PAIR = ROLE_ELECTED | ROLE_STAFF };
const char *role_name(enum role);               /* "facilitator": in the database */
bool role_parse(struct text, enum role *);
const char *role_label(enum role);              /* msgid: "Animation" … */

/* Capabilities, named in routes. MAY_ANYONE needs no sign-in. In a route with {cycle}, the
 * cycle must be published, or the viewer be its facilitator or an administrator.
 * Refused and not signed in: to the sign-in page, and back after. Refused and signed in:
 * 404, as for what does not exist. */
enum may {
	MAY_ANYONE,
	MAY_SIGNED_IN,
	MAY_SEE_COHORT,   /* anyone with a role in the cycle other than juror alone */
	MAY_TAKE_PART,    /* elected, staff, facilitator, expert */
	MAY_OWN_MEMBER,   /* elected or staff of a member, or facilitator */
	MAY_JUDGE,        /* juror or facilitator */
	MAY_FACILITATE,   /* facilitator, or administrator */
	MAY_CREATE,       /* facilitator of any cycle, or administrator: makes a cycle */
	MAY_ADMIN,
};

/* audience of an item, stored as a number. */
enum audience { AUDIENCE_PAIR = 1, AUDIENCE_COHORT = 2, AUDIENCE_PUBLIC = 3 };
const char *audience_label(enum audience); /* msgid */
extern const struct option audience_options[];  /* for forms, numbers */

struct viewer {
	int64_t person;            /* 0: not signed in */
	struct text name, email;
	bool admin, facilitates;   /* facilitates: some cycle, not necessarily that of the path */
	int64_t cycle;             /* of the path; 0: none */
	unsigned roles;            /* in that cycle, bits of enum role; an administrator facilitates */
	int64_t member;            /* the territory they are of, in that cycle; 0: none */
};

bool viewer_may(const struct viewer *, enum may);
static inline bool viewer_is(const struct viewer *v, unsigned roles) { return (v->roles & roles) != 0; }

/* The part of a WHERE that keeps items within the viewer's reach: item has columns audience
 * and member, and SEEN uses two parameters, bound by SEEN_BY(viewer):
 *     STATEMENT(blockers, "SELECT … FROM blocker b WHERE b.cycle = $1 AND " SEEN("b", "$2", "$3"), …)
 *     db_all(db, arena, &blockers, BIND(cycle, SEEN_BY(viewer)))
 * reach: 3 public only, 2 the cohort's, 1 everything (facilitator). */
#define SEEN(table, reach, member)                                                          \
	"(" table ".audience >= " reach " OR " table ".member = " member ")"
#define SEEN_BY(viewer) viewer_reach(viewer), (viewer)->member
int64_t viewer_reach(const struct viewer *);

/* The server's hook, and the page frame's (page_account_of). */
bool people_guard(struct request *);
struct page_account people_account(const struct request *);
/* Signs in: makes a login and its cookie, then answers by `then`. For handlers of a POST that
 * have proved who asks; also after another command of theirs. */
void people_sign_in(struct request *, int64_t person, handler_fn *then);
#endif
