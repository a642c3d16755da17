/* Check: follows the markup through literals and C. Every value learns the place it stands in,
 * or is refused; a block of C must leave the markup where it found it, so that what is true of
 * the source in order is true of every run; elements must balance where that can be known
 * (one opened or closed inside a block is given the benefit of the doubt, and the tracker of
 * test builds sees it at run time). */
#include "view.h"

#include "html/balance.h"

enum { BLOCKS = 40 };

struct block {
	struct context entry;   /* of the markup at "{" */
	struct balance balance;
	unsigned filled;        /* the most that a branch has put into the attribute's value */
	size_t offset;
};

struct checker {
	struct arena *arena;
	struct pieces *out;
	struct view_error *error;
	struct context context;
	struct balance balance;
	size_t opened_at[BALANCE_DEPTH];
	struct balance loose;   /* opened or closed in a block: may be open */
	struct block blocks[BLOCKS];
	size_t n_blocks;
	bool in_view;
	bool cut_name;          /* a brace stands in the name of a tag or an attribute, which must end here */
	size_t offset;          /* of the byte being looked at */
};

/* These are opened by one call and closed by another: the frame, and forms. */
static bool spans_views(const struct markup_name *name)
{
	struct text t = markup_name_text(name);
	return text_is(t, "html") || text_is(t, "body") || text_is(t, "main") || text_is(t, "form");
}

static bool take_loose(struct checker *k, const struct markup_name *name)
{
	for (size_t i = 0; i < k->loose.n; i++)
		if (text_equal(markup_name_text(&k->loose.names[i]), markup_name_text(name))) {
			k->loose.names[i] = k->loose.names[--k->loose.n];
			return true;
		}
	return false;
}

static bool opened(struct checker *k)
{
	if (!balance_open(&k->balance, &k->context.element))
		return view_wrong(k->error, k->offset, "more than %d elements inside each other", BALANCE_DEPTH);
	k->opened_at[k->balance.n - 1] = k->offset;
	return true;
}

static bool closed(struct checker *k)
{
	const struct markup_name *name = &k->context.element;
	if (balance_close(&k->balance, name) || take_loose(k, name) || spans_views(name))
		return true;
	struct text inner = k->balance.n ? markup_name_text(&k->balance.names[k->balance.n - 1]) : text("none");
	return view_wrong(k->error, k->offset, "</%" TEXT "> does not close the innermost open element (%" TEXT ")",
	                  text_args(markup_name_text(name)), text_args(inner));
}

static bool step(struct checker *k, char byte)
{
	switch (context_step(&k->context, byte)) {
	case MARKUP_OPEN: return opened(k);
	case MARKUP_CLOSE: return closed(k);
	default: return true;
	}
}

static bool in_name(const struct context *c)
{
	return c->place == PLACE_TAG_NAME || c->place == PLACE_ATTRIBUTE_NAME;
}

/* Where attributes may follow, once the name being read has ended. */
static bool among_attributes(const struct context *c)
{
	return c->place == PLACE_TAG || in_name(c);
}

static bool may_squeeze(const struct checker *k)
{
	if (k->context.place == PLACE_TEXT)
		return !balance_holds(&k->balance, "pre");
	return among_attributes(&k->context);
}

static bool name_goes_on(struct checker *k, char byte)
{
	bool cut = k->cut_name;
	k->cut_name = false;
	return cut && !code_is_space(byte) && byte != '>' && byte != '/';
}

/* What a run of white space becomes, and how long it is. */
static char squeezed(const struct checker *k, struct text run, size_t *length)
{
	bool line = false;
	size_t n = 0;
	for (; n < run.n && code_is_space(run.at[n]); n++)
		line = line || run.at[n] == '\n';
	*length = n;
	return line && k->context.place == PLACE_TEXT ? '\n' : ' ';
}

static struct piece *last_piece(const struct checker *k)
{
	return k->out->n ? &k->out->at[k->out->n - 1] : NULL;
}

static void put_literal(struct checker *k, size_t offset, struct text literal)
{
	struct piece *last = last_piece(k);
	if (last && last->kind == PIECE_VIEW) { /* white space before a view's first words */
		while (literal.n > 0 && code_is_space(literal.at[0]))
			literal = text_slice(literal, 1, literal.n);
	}
	if (literal.n == 0)
		return;
	if (last && last->kind == PIECE_LITERAL)
		last->text = text_join(k->arena, last->text, literal);
	else
		list_add(k->arena, k->out, (struct piece){ .kind = PIECE_LITERAL, .offset = offset, .text = literal });
}

static bool check_literal(struct checker *k, const struct piece *piece)
{
	struct text t = piece->text;
	char *at = arena_alloc(k->arena, t.n);
	size_t n = 0, length;
	if (!k->in_view && text_trim(t).n > 0)
		return view_wrong(k->error, piece->offset, "markup before the first view: begin with <%%@ name (parameters) %%>");
	for (size_t i = 0; i < t.n; i += length) {
		char byte = t.at[i];
		length = 1;
		k->offset = piece->offset + i;
		if (code_is_space(byte) && may_squeeze(k))
			byte = squeezed(k, text_slice(t, i, t.n), &length);
		at[n++] = byte;
		if (name_goes_on(k, byte))
			return view_wrong(k->error, k->offset, "a space is needed here: C may not cut a name in two");
		if (!step(k, byte))
			return false;
	}
	if (k->in_view)
		put_literal(k, piece->offset, (struct text){ at, n });
	return true;
}

static bool open_block(struct checker *k, size_t offset)
{
	if (k->n_blocks == BLOCKS)
		return view_wrong(k->error, offset, "more than %d blocks inside each other", BLOCKS);
	k->cut_name = in_name(&k->context);
	k->blocks[k->n_blocks++] = (struct block){ .entry = k->context, .balance = k->balance, .offset = offset };
	return true;
}

static bool same_place(const struct context *a, const struct context *b)
{
	bool same = a->place == b->place || (among_attributes(a) && among_attributes(b));
	if (!same || (a->place == PLACE_VALUE && a->quote != b->quote))
		return false;
	return a->place == PLACE_TEXT || text_equal(markup_name_text(&a->element), markup_name_text(&b->element));
}

static void loosen(struct checker *k, const struct balance *b, size_t from)
{
	for (size_t i = from; i < b->n; i++)
		balance_open(&k->loose, &b->names[i]);
}

/* What a block opened and did not close, or closed without opening, may now be open or not. */
static void forget_unsure(struct checker *k, const struct balance *before)
{
	const struct balance *after = &k->balance;
	size_t same = 0;
	while (same < before->n && same < after->n &&
	       text_equal(markup_name_text(&before->names[same]), markup_name_text(&after->names[same])))
		same++;
	loosen(k, before, same);
	loosen(k, after, same);
	k->balance.n = same;
}

static bool close_block(struct checker *k, size_t offset, bool otherwise)
{
	if (k->n_blocks == 0)
		return view_wrong(k->error, offset, "\"}\" without \"{\" in this view");
	struct block *block = &k->blocks[--k->n_blocks];
	if (!same_place(&block->entry, &k->context))
		return view_wrong(k->error, offset, "the block ends in another place of the markup (inside or outside "
		                  "a tag or a value) than where it began");
	forget_unsure(k, &block->balance);
	k->cut_name = in_name(&k->context) || in_name(&block->entry);
	if (k->context.filled < block->filled)
		k->context.filled = block->filled;
	if (!otherwise)
		return true;
	/* The other branch starts where this one did. */
	unsigned filled = k->context.filled;
	k->context = block->entry;
	block->filled = filled;
	block->balance = k->balance;
	return true;
}

static bool else_follows(struct text code, size_t i)
{
	return text_starts(text_trim(text_slice(code, i, code.n)), "else");
}

/* "} else {": one block ends and its other branch begins, keeping what the first has filled. */
static bool open_branch(struct checker *k, size_t offset, bool otherwise)
{
	unsigned filled = otherwise ? k->blocks[k->n_blocks].filled : 0;
	if (!open_block(k, offset))
		return false;
	k->blocks[k->n_blocks - 1].filled = filled;
	return true;
}

static bool check_end_of_code(struct checker *k, const struct piece *piece, char last)
{
	if (last && last != ';' && last != '{' && last != '}' && last != ':')
		return view_wrong(k->error, piece->offset, "C here ends with ; { } or : (a condition needs its braces)");
	return true;
}

static bool check_code(struct checker *k, struct piece piece)
{
	struct text code = piece.text;
	bool otherwise = false;
	char last = 0;
	for (size_t i = 0, next; i < code.n; i = next) {
		next = code_next(code, i);
		bool comment = code.at[i] == '/' && next > i + 1;
		if (!code_is_space(code.at[i]) && !comment)
			last = code.at[next - 1];
		if (code.at[i] == '}') {
			otherwise = else_follows(code, next);
			if (!close_block(k, piece.offset + i, otherwise))
				return false;
		} else if (code.at[i] == '{') {
			if (!open_branch(k, piece.offset + i, otherwise))
				return false;
			otherwise = false;
		}
	}
	list_add(k->arena, k->out, piece);
	return check_end_of_code(k, &piece, last);
}

static bool check_value(struct checker *k, struct piece piece)
{
	const char *why = NULL;
	piece.text = text_trim(piece.text);
	if (piece.text.n == 0 || text_ends(piece.text, ";"))
		return view_wrong(k->error, piece.offset, "<%%= %%> holds one expression, without \";\"");
	piece.slot = context_slot(&k->context, &why);
	if (piece.slot == SLOT_NONE)
		return view_wrong(k->error, piece.offset, "%s", why);
	context_value(&k->context);
	list_add(k->arena, k->out, piece);
	return true;
}

static bool check_call(struct checker *k, struct piece piece)
{
	if (k->context.place != PLACE_TEXT)
		return view_wrong(k->error, piece.offset, "a view may only be called between tags");
	if (!code_call(text_trim(piece.text), &piece.name, &piece.arguments))
		return view_wrong(k->error, piece.offset, "a call is <%%+ view(arguments) %%>");
	list_add(k->arena, k->out, piece);
	return true;
}

static void trim_end(struct checker *k)
{
	struct piece *last = last_piece(k);
	if (!last || last->kind != PIECE_LITERAL)
		return;
	while (last->text.n > 0 && code_is_space(last->text.at[last->text.n - 1]))
		last->text.n--;
	if (last->text.n == 0)
		k->out->n--;
}

static bool end_view(struct checker *k, size_t offset)
{
	if (k->n_blocks > 0)
		return view_wrong(k->error, k->blocks[k->n_blocks - 1].offset, "\"{\" without \"}\" in this view");
	if (k->context.place != PLACE_TEXT)
		return view_wrong(k->error, offset, "the view ends inside a tag, a value or a comment");
	for (size_t i = 0; i < k->balance.n; i++)
		if (!spans_views(&k->balance.names[i]))
			return view_wrong(k->error, k->opened_at[i], "<%" TEXT "> is not closed",
			                  text_args(markup_name_text(&k->balance.names[i])));
	trim_end(k);
	k->context = (struct context){ 0 };
	k->balance.n = k->loose.n = 0;
	return true;
}

static bool check_view(struct checker *k, struct piece piece)
{
	if (!end_view(k, piece.offset))
		return false;
	if (!code_call(text_trim(piece.text), &piece.name, &piece.arguments))
		return view_wrong(k->error, piece.offset, "a view begins with <%%@ name (parameters) %%>");
	k->in_view = true;
	list_add(k->arena, k->out, piece);
	return true;
}

static bool check_file_level(struct checker *k, struct piece piece)
{
	if (k->in_view)
		return view_wrong(k->error, piece.offset, "<%%! %%> goes before the first view");
	list_add(k->arena, k->out, piece);
	return true;
}

static bool check_piece(struct checker *k, const struct piece *piece)
{
	switch (piece->kind) {
	case PIECE_COMMENT: return true;
	case PIECE_LITERAL: return check_literal(k, piece);
	case PIECE_FILE: return check_file_level(k, *piece);
	case PIECE_VIEW: return check_view(k, *piece);
	default: break;
	}
	if (!k->in_view)
		return view_wrong(k->error, piece->offset, "no view has begun: write <%%@ name (parameters) %%> first");
	if (piece->kind == PIECE_CODE)
		return check_code(k, *piece);
	return piece->kind == PIECE_VALUE ? check_value(k, *piece) : check_call(k, *piece);
}

bool view_check(struct arena *arena, const struct pieces *in, struct pieces *out, struct view_error *error)
{
	struct checker *k = arena_one(arena, struct checker);
	k->arena = arena;
	k->out = out;
	k->error = error;
	size_t end = 0;
	for (size_t i = 0; i < in->n; i++) {
		if (!check_piece(k, &in->at[i]))
			return false;
		end = in->at[i].offset + in->at[i].text.n;
	}
	if (!k->in_view)
		return view_wrong(error, 0, "no view in this file: begin with <%%@ name (parameters) %%>");
	return end_view(k, end ? end - 1 : 0);
}
