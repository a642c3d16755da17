/* Pairs: application/x-www-form-urlencoded, as browsers write it. */
#include "http/pairs.h"

#include "http/url.h"

bool pairs_add(struct arena *arena, struct pairs *pairs, struct text name, struct text value)
{
	if (pairs->n == PAIRS_MOST)
		return false;
	list_add(arena, pairs, (struct pair){ name, value });
	return true;
}

/* A pair without '=' is a name without value; empty ones ("a&&b") are passed over. */
bool pairs_read(struct arena *arena, struct text encoded, struct pairs *out)
{
	while (encoded.n > 0) {
		struct text value = text_cut(&encoded, '&'), name;
		if (value.n == 0)
			continue;
		name = text_cut(&value, '=');
		if (!url_decode(arena, name, &name) || !url_decode(arena, value, &value) ||
		    !pairs_add(arena, out, name, value))
			return false;
	}
	return true;
}

struct text pairs_get(const struct pairs *pairs, struct text name)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (text_equal(pairs->at[i].name, name))
			return pairs->at[i].value;
	return NO_TEXT;
}
