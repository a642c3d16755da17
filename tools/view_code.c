/* As much of C's lexer as a view compiler needs: where strings and comments end. */
#include "view.h"

bool code_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t after_string(struct text code, size_t i)
{
	char quote = code.at[i];
	for (i++; i < code.n && code.at[i] != '\n'; i++) {
		if (code.at[i] == '\\' && i + 1 < code.n)
			i++;
		else if (code.at[i] == quote)
			return i + 1;
	}
	return i < code.n ? i : code.n;
}

/* A comment to the end of the line also ends with the piece of C it stands in. */
static size_t after_line_comment(struct text code, size_t i)
{
	while (i < code.n && code.at[i] != '\n' && !text_starts(text_slice(code, i, code.n), "%>"))
		i++;
	return i;
}

size_t code_next(struct text code, size_t i)
{
	struct text rest = text_slice(code, i, code.n);
	if (code.at[i] == '"' || code.at[i] == '\'')
		return after_string(code, i);
	if (text_starts(rest, "//"))
		return after_line_comment(code, i);
	if (text_starts(rest, "/*")) {
		size_t end = text_find(text_slice(rest, 2, rest.n), text("*/")) + 4;
		return end < rest.n ? i + end : code.n;
	}
	return i + 1;
}

static bool is_name(char c, bool first)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
}

bool code_call(struct text code, struct text *name, struct text *arguments)
{
	size_t end = 0;
	while (end < code.n && is_name(code.at[end], end == 0))
		end++;
	*name = text_slice(code, 0, end);
	struct text rest = text_trim(text_slice(code, end, code.n));
	if (end == 0 || rest.n < 2 || rest.at[0] != '(' || rest.at[rest.n - 1] != ')')
		return false;
	*arguments = text_trim(text_slice(rest, 1, rest.n - 1));
	return true;
}
