/* Markdown without its marks: the words alone, for the index of what can be found and for
 * excerpts. What is rendered is in markdown.c. */
#include "html/markdown_words.h"

#include "base/arena.h"
#include "base/buffer.h"

enum { LARGEST = 1 << 20 };

struct plain {
	struct arena *arena;
	struct buffer out;
};

/* Cells and items do not run into each other; a block in a block ends one line. */
static int block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct plain *w = user;
	(void)type;
	(void)detail;
	if (w->out.n > 0 && w->out.at[w->out.n - 1] != '\n')
		buffer_char(&w->out, '\n');
	return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *user)
{
	(void)type;
	(void)detail;
	(void)user;
	return 0;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE n, void *user)
{
	struct plain *w = user;
	struct text piece = { at, n };
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		buffer_char(&w->out, ' ');
	else if (type == MD_TEXT_ENTITY)
		buffer_text(&w->out, markdown_entity(w->arena, piece));
	else if (type != MD_TEXT_NULLCHAR)
		buffer_text(&w->out, piece);
	return 0;
}

struct text markdown_plain(struct arena *arena, struct text typed)
{
	static const MD_PARSER parser = { .flags = MARKDOWN_DIALECT, .enter_block = block, .leave_block = block,
		                          .enter_span = span, .leave_span = span, .text = add_text };
	if (typed.n == 0 || typed.n > MARKDOWN_LONGEST)
		return typed;
	struct text line = text_join(arena, typed, text("\n")); /* as md4c needs: markdown.c, render */
	struct plain w = { .arena = arena };
	buffer_init(&w.out, LARGEST);
	bool parsed = md_parse(line.at, (MD_SIZE)line.n, &parser, &w) == 0 && !buffer_failed(&w.out);
	struct text result = parsed ? text_copy(arena, text_trim(buffer_view(&w.out))) : typed;
	buffer_free(&w.out);
	return result;
}
