/* Documents of anyone: Markdown with front matter (lines "key: value" between two lines "---"), or
 * a list as CSV (a heading, a row a document) or JSON (an array of objects). The keys are the same:
 * id, title, summary, body, tags, track, kind, size, date, audience, pinned, barred; `topic` is a
 * tag, and `updated` then `published` a date. Several tags or pinned ids are separated by commas,
 * or an array in JSON. Inner to cli/. */
#ifndef CORDEE_CLI_SIMILAR_READ_H
#define CORDEE_CLI_SIMILAR_READ_H
#include "base/arena.h"
#include "base/error.h"
#include "formats/place.h"
#include "methods/similar.h"

/* Who is given each document, in the order of the file: false ends the reading, with an error. */
struct similar_taker {
	bool (*take)(void *user, const struct similar_document *, struct error *);
	void *user;
	struct text audience; /* of the reader: what it names may be seen, beside what is public */
};

/* The audiences of documents, as numbers. */
enum { SIMILAR_EVERYONE, SIMILAR_MINE, SIMILAR_OTHERS };

/* `whole` is valid UTF-8 and ends with a NUL that is not counted. `id`: of the file, when it says none. */
bool similar_read_markdown(struct arena *, struct text whole, struct text id, const struct similar_taker *, struct place *,
                           struct error *);
bool similar_read_csv(struct arena *, struct text whole, const struct similar_taker *, struct place *, struct error *);
bool similar_read_json(struct arena *, struct text whole, const struct similar_taker *, struct place *, struct error *);
#endif
