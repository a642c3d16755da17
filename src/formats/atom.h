/* Atom feeds (RFC 4287), writing only. Addresses are absolute. */
#ifndef CORDEE_ATOM_H
#define CORDEE_ATOM_H
#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"

struct atom_entry {
	struct text title, url, summary, author;
	struct instant published, updated;
};
struct atom_feed {
	struct text title, url, home; /* of the feed itself, and of the page it follows */
	const struct atom_entry *entries;
	size_t n;
};

void atom_write(struct buffer *, struct arena *, const struct atom_feed *);
#endif
