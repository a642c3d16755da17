/* Header values: cookies, languages, codings, entity tags, origins, names of files. Lists are
 * read leniently, as their RFCs ask: a part that is not understood is passed over. */
#include "http/header.h"

#include "base/translate.h"
#include "http/url.h"

#include <string.h>
#include <strings.h>

/* The first of a name: a browser sends the most specific path first, and ours are all "/". */
struct text header_cookie(struct text header, struct text name)
{
	while (header.n > 0) {
		struct text value = text_trim(text_cut(&header, ';'));
		struct text key = text_cut(&value, '=');
		if (text_equal(key, name))
			return value;
	}
	return NO_TEXT;
}

static bool same_word(struct text a, const char *z)
{
	return a.n == strlen(z) && strncasecmp(a.n ? a.at : "", z, a.n) == 0;
}

/* Cuts the next item of a list: its word, and its weight ("; q=0.8"; 1 when not said). */
static struct text next_weighed(struct text *list, double *weight)
{
	struct text parameters = text_trim(text_cut(list, ','));
	struct text word = text_trim(text_cut(&parameters, ';'));
	*weight = 1;
	while (parameters.n > 0) {
		struct text parameter = text_trim(text_cut(&parameters, ';'));
		if (text_starts(parameter, "q=") && !text_to_real(text_slice(parameter, 2, parameter.n), weight))
			*weight = 0;
	}
	return word;
}

static bool parse_lang(struct text tag, enum lang *lang)
{
	struct text primary = text_cut(&tag, '-');
	if (same_word(primary, "fr"))
		*lang = LANG_FR;
	else if (same_word(primary, "en"))
		*lang = LANG_EN;
	else
		return false;
	return true;
}

bool header_lang(struct text accept, enum lang *out)
{
	double best = 0;
	while (accept.n > 0) {
		double weight;
		enum lang lang;
		if (parse_lang(next_weighed(&accept, &weight), &lang) && weight > best) {
			best = weight;
			*out = lang;
		}
	}
	return best > 0;
}

bool header_accepts(struct text accept, const char *coding)
{
	while (accept.n > 0) {
		double weight;
		if (same_word(next_weighed(&accept, &weight), coding))
			return weight > 0;
	}
	return false;
}

/* Weakly, as If-None-Match asks (RFC 9110, 13.1.2): packed or not, the page is the same. */
bool header_matches(struct text list, struct text tag)
{
	while (list.n > 0) {
		struct text one = text_trim(text_cut(&list, ','));
		if (text_starts(one, "W/"))
			one = text_slice(one, 2, one.n);
		if (text_equal(one, tag) || text_is(one, "*"))
			return true;
	}
	return false;
}

struct text header_authority(struct text origin)
{
	size_t at = text_find(origin, text("://"));
	return at == origin.n ? NO_TEXT : text_slice(origin, at + 3, origin.n);
}

bool header_type_is(struct text content_type, const char *type)
{
	return same_word(text_trim(text_cut(&content_type, ';')), type);
}

/* What is not plain ASCII is '_' in the old name; the real one follows, percent-encoded. */
void header_disposition(struct buffer *out, const char *disposition, struct text name)
{
	buffer_z(out, disposition);
	buffer_z(out, "; filename=\"");
	for (size_t i = 0; i < name.n; i++) {
		char c = name.at[i];
		bool plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
		buffer_char(out, plain ? c : '_');
	}
	buffer_z(out, "\"; filename*=UTF-8''");
	url_encode(out, name);
}
