/* Balance: a bounded stack of names. */
#include "html/balance.h"

bool balance_open(struct balance *b, const struct markup_name *name)
{
	if (b->n == BALANCE_DEPTH)
		return false;
	b->names[b->n++] = *name;
	return true;
}

bool balance_close(struct balance *b, const struct markup_name *name)
{
	if (b->n == 0 || !text_equal(markup_name_text(&b->names[b->n - 1]), markup_name_text(name)))
		return false;
	b->n--;
	return true;
}

bool balance_holds(const struct balance *b, const char *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (text_is(markup_name_text(&b->names[i]), name))
			return true;
	return false;
}
