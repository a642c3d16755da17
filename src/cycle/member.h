/* Members: the territories of a cohort. They are admitted by the decision of the jury or as a
 * replacement, and keep their row when they withdraw. */
#ifndef CORDEE_MEMBER_H
#define CORDEE_MEMBER_H
#include "people/viewer.h"

struct member {
	int64_t id, cycle, territory, application;
	struct text name, kind, code, departement; /* of the territory */
	int64_t population;
	struct instant joined, withdrawn; /* withdrawn: none while they are in */
	struct text reason;
	int64_t replaces;                 /* member, or 0 */
};

/* By name; those who withdrew too. */
struct rows members_of(struct db *, struct arena *, int64_t cycle);
/* The same with their names alone, and without those who withdrew. */
struct rows member_names(struct db *, struct arena *, int64_t cycle);
struct member *member_by_id(struct db *, struct arena *, int64_t id);
/* Choices for a form ("Quel territoire ?"), ended by an empty one: those who are in. */
const struct option *member_options(struct db *, struct arena *, int64_t cycle);

/* Inside a command: a territory joins with its pair (persons), and they get their roles. The
 * member's id; joining twice is no error. */
struct admission {
	int64_t cycle, territory, application, replaces, elected, staff;
};
int64_t member_admit(struct db *tx, const struct admission *);
/* Inside a command: leaves at that instant, and its people lose their roles in the cycle. */
void member_leave(struct db *tx, int64_t member, struct instant at, struct text reason);
#endif
