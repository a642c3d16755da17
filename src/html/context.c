/* Context: one small function a place, a table of them. It knows the parts of the HTML
 * standard (§13.2.5) that well-formed markup of ours can reach, not every recovery. */
#include "html/context.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void name_add(struct markup_name *name, char c)
{
	if (name->n < MARKUP_NAME_MAX)
		name->at[name->n++] = lower(c);
}

static bool name_in(const struct markup_name *name, const char *const *list)
{
	for (; *list; list++)
		if (text_is(markup_name_text(name), *list))
			return true;
	return false;
}

static bool is_void(const struct markup_name *name)
{
	static const char *const voids[] = { "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
		                             "meta", "source", "track", "wbr", NULL };
	return name_in(name, voids);
}

static enum place inside(const struct markup_name *name)
{
	static const char *const raw[] = { "script", "style", NULL };
	static const char *const text_only[] = { "title", "textarea", NULL };
	if (name_in(name, raw))
		return PLACE_RAW;
	return name_in(name, text_only) ? PLACE_TEXT_ONLY : PLACE_TEXT;
}

static enum markup_event end_tag(struct context *c)
{
	bool closing = c->closing, open = !is_void(&c->element) && !c->self_closed;
	c->place = closing || !open ? PLACE_TEXT : inside(&c->element);
	c->closing = c->self_closed = false;
	c->matched = 0;
	if (closing)
		return MARKUP_CLOSE;
	return open ? MARKUP_OPEN : MARKUP_NONE;
}

static enum markup_event in_text(struct context *c, char byte)
{
	if (byte == '<') {
		c->place = PLACE_TAG_START;
		c->element.n = 0;
		c->closing = c->self_closed = false;
	}
	return MARKUP_NONE;
}

static enum markup_event in_tag_start(struct context *c, char byte)
{
	if (byte == '/' && !c->closing) {
		c->closing = true;
	} else if (is_letter(byte)) {
		name_add(&c->element, byte);
		c->place = PLACE_TAG_NAME;
	} else if (byte == '!') {
		c->place = PLACE_DECLARATION;
		c->matched = 0;
	} else {
		c->place = PLACE_TEXT;
	}
	return MARKUP_NONE;
}

static enum markup_event in_tag(struct context *c, char byte)
{
	if (byte == '>')
		return end_tag(c);
	c->self_closed = byte == '/';
	if (is_space(byte) || byte == '/') {
		c->place = PLACE_TAG;
	} else if (byte == '=') {
		c->place = PLACE_EQUALS;
	} else {
		c->attribute.n = 0;
		name_add(&c->attribute, byte);
		c->place = PLACE_ATTRIBUTE_NAME;
	}
	return MARKUP_NONE;
}

static enum markup_event in_tag_name(struct context *c, char byte)
{
	if (is_space(byte) || byte == '>' || byte == '/')
		return in_tag(c, byte);
	name_add(&c->element, byte);
	return MARKUP_NONE;
}

static enum markup_event in_attribute_name(struct context *c, char byte)
{
	if (is_space(byte) || byte == '>' || byte == '/' || byte == '=')
		return in_tag(c, byte);
	name_add(&c->attribute, byte);
	return MARKUP_NONE;
}

static enum markup_event in_equals(struct context *c, char byte)
{
	if (is_space(byte))
		return MARKUP_NONE;
	c->filled = 0;
	c->fragment = false;
	if (byte == '"' || byte == '\'') {
		c->quote = byte;
		c->place = PLACE_VALUE;
	} else if (byte == '>') {
		return end_tag(c);
	} else {
		c->place = PLACE_UNQUOTED;
	}
	return MARKUP_NONE;
}

static enum markup_event in_unquoted(struct context *c, char byte)
{
	return is_space(byte) || byte == '>' ? in_tag(c, byte) : MARKUP_NONE;
}

static void fill(struct context *c)
{
	enum { ENOUGH = 2 };
	if (c->filled < ENOUGH)
		c->filled++;
}

static enum markup_event in_value(struct context *c, char byte)
{
	if (byte == c->quote) {
		c->place = PLACE_TAG;
		return MARKUP_NONE;
	}
	c->fragment = c->fragment || byte == '#';
	fill(c);
	return MARKUP_NONE;
}

/* "<!--" makes a comment of what began as a declaration. */
static enum markup_event in_declaration(struct context *c, char byte)
{
	enum { NOT_A_COMMENT = 3 };
	if (byte == '>') {
		c->place = PLACE_TEXT;
	} else if (byte == '-' && c->matched < 2) {
		if (++c->matched == 2) {
			c->place = PLACE_COMMENT;
			c->matched = 0;
		}
	} else {
		c->matched = NOT_A_COMMENT;
	}
	return MARKUP_NONE;
}

static enum markup_event in_comment(struct context *c, char byte)
{
	if (byte == '>' && c->matched >= 2)
		c->place = PLACE_TEXT;
	c->matched = byte == '-' ? c->matched + (c->matched < 2) : 0;
	return MARKUP_NONE;
}

/* Only "</" and the element's own name end a script, a style, a title or a textarea. */
static enum markup_event in_raw(struct context *c, char byte)
{
	const struct markup_name *name = &c->element;
	unsigned at = c->matched;
	if (at == name->n + 2U) {
		if (is_space(byte) || byte == '>' || byte == '/') {
			c->closing = true;
			return in_tag(c, byte);
		}
		c->matched = 0;
	}
	at = c->matched;
	char wanted = at < 2 ? "</"[at] : name->at[at - 2];
	if (lower(byte) == wanted)
		c->matched = at + 1;
	else
		c->matched = byte == '<';
	return MARKUP_NONE;
}

enum markup_event context_step(struct context *c, char byte)
{
	typedef enum markup_event step_fn(struct context *, char);
	static step_fn *const steps[PLACE_COUNT] = {
		[PLACE_TEXT] = in_text,
		[PLACE_TEXT_ONLY] = in_raw,
		[PLACE_RAW] = in_raw,
		[PLACE_COMMENT] = in_comment,
		[PLACE_DECLARATION] = in_declaration,
		[PLACE_TAG_START] = in_tag_start,
		[PLACE_TAG_NAME] = in_tag_name,
		[PLACE_TAG] = in_tag,
		[PLACE_ATTRIBUTE_NAME] = in_attribute_name,
		[PLACE_EQUALS] = in_equals,
		[PLACE_UNQUOTED] = in_unquoted,
		[PLACE_VALUE] = in_value,
	};
	return steps[c->place](c, byte);
}

static enum slot none(const char **why, const char *words)
{
	*why = words;
	return SLOT_NONE;
}

static bool is_url_attribute(const struct markup_name *name)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "poster", "cite", "xlink:href",
		                            "data", "data-draft", "data-suggest", "data-live", NULL };
	return name_in(name, urls);
}

static enum slot slot_of_value(const struct context *c, const char **why)
{
	static const char *const closed[] = { "style", "srcset", "srcdoc", "http-equiv", NULL };
	if (name_in(&c->attribute, closed) || text_starts(markup_name_text(&c->attribute), "on"))
		return none(why, "no escaping is safe in this attribute (style, on…, srcset, srcdoc)");
	if (!is_url_attribute(&c->attribute) || c->fragment)
		return SLOT_ATTRIBUTE;
	if (c->filled > 0)
		return none(why, "an address is one struct url and nothing before it but \"#\": use URL(\"/path/$1\", …)");
	return SLOT_URL;
}

enum slot context_slot(const struct context *c, const char **why)
{
	switch (c->place) {
	case PLACE_TEXT: return SLOT_TEXT;
	case PLACE_TEXT_ONLY: return SLOT_TEXT_ONLY;
	case PLACE_VALUE: return slot_of_value(c, why);
	case PLACE_RAW: return none(why, "a value in a script or a style: pass it in a data attribute");
	case PLACE_COMMENT:
	case PLACE_DECLARATION: return none(why, "a value in a comment or a declaration");
	case PLACE_EQUALS:
	case PLACE_UNQUOTED: return none(why, "a value in an attribute without quotes");
	case PLACE_TAG_START:
	case PLACE_TAG_NAME: return none(why, "a value in a tag's name");
	default: return none(why, "a value among attributes: only a quoted attribute may hold one");
	}
}

void context_value(struct context *c)
{
	if (c->place == PLACE_VALUE)
		fill(c);
	c->matched = 0;
}
