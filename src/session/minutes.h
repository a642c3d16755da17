/* Minutes: written in turns, each saving kept; published to an audience. */
#ifndef CORDEE_MINUTES_H
#define CORDEE_MINUTES_H
#include "session/session_pages.h"

struct minutes_version {
	int64_t version;
	struct text text, author;
	struct instant created;
};
/* The latest first, without their text. */
struct rows minutes_versions(struct db *, struct arena *, int64_t session);
struct minutes_version *minutes_version_of(struct db *, struct arena *, int64_t session, int64_t version);

/* What the page of writing shows. */
struct minutes_sight {
	const struct sight *x;
	const struct form *form, *publication;
	const struct minutes_version *versions;
	size_t n;
	bool overtaken;  /* someone saved meanwhile: theirs is shown beside */
};
#endif
