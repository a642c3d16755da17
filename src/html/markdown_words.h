/* Markdown: the dialect, which addresses may be linked and shown, and what entities mean. Pure. */
#ifndef CORDEE_MARKDOWN_WORDS_H
#define CORDEE_MARKDOWN_WORDS_H
#include "html/page.h"

#include <md4c.h>

enum {
	MARKDOWN_DIALECT = MD_FLAG_TABLES | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTML,
	MARKDOWN_LONGEST = 200000, /* bytes; what is longer is shown as it was typed */
};

/* http, https, mailto, or a path of this site. */
bool markdown_link(struct text address, struct url *);
/* A path of this site. */
bool markdown_image(struct text address, struct url *);
/* "&eacute;" and "&#233;" as text; what is not known stays as typed. */
struct text markdown_entity(struct arena *, struct text);
#endif
