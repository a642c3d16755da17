/* Emit: writes the C of a view and its header. Every piece is preceded by #line, so that the
 * C compiler's errors name the view. Of C at file level the header gets the #include lines. */
#include "view.h"

struct emitter {
	const struct view_source *source;
	struct buffer *c;
};

static void put_quoted(struct buffer *out, struct text t)
{
	buffer_char(out, '"');
	for (size_t i = 0; i < t.n; i++) {
		unsigned char byte = (unsigned char)t.at[i];
		if (byte == '\n')
			buffer_z(out, i + 1 < t.n ? "\\n\"\n\t    \"" : "\\n");
		else if (byte == '"' || byte == '\\')
			buffer_format(out, "\\%c", byte);
		else if (byte < 0x20 || byte == '?') /* no trigraphs either */
			buffer_format(out, "\\%03o", byte);
		else
			buffer_char(out, (char)byte);
	}
	buffer_char(out, '"');
}

static void put_line(const struct view_source *source, struct buffer *out, size_t offset)
{
	buffer_format(out, "#line %d ", view_position(source->text, offset).line);
	put_quoted(out, source->path);
	buffer_char(out, '\n');
}

static void put_prototype(struct buffer *out, const struct piece *view)
{
	bool none = view->arguments.n == 0 || text_is(view->arguments, "void");
	buffer_format(out, "void view_%" TEXT "(struct page *p%s%" TEXT ")", text_args(view->name), none ? "" : ", ",
	              text_args(none ? NO_TEXT : view->arguments));
}

static void emit_literal(struct emitter *e, const struct piece *piece)
{
	buffer_z(e->c, "\twrite_markup(p, ");
	put_quoted(e->c, piece->text);
	buffer_format(e->c, ", %zu);\n", piece->text.n);
}

static void emit_value(struct emitter *e, const struct piece *piece)
{
	const char *writer = piece->slot == SLOT_TEXT ? "WRITE" : piece->slot == SLOT_URL ? "WRITE_URL" : "WRITE_ATTRIBUTE";
	buffer_format(e->c, "\t%s(p, (%" TEXT "));\n", writer, text_args(piece->text));
}

static void emit_call(struct emitter *e, const struct piece *piece)
{
	buffer_format(e->c, "\tview_%" TEXT "(p%s%" TEXT ");\n", text_args(piece->name), piece->arguments.n ? ", " : "",
	              text_args(piece->arguments));
}

static void emit_view(struct emitter *e, const struct piece *piece, bool first)
{
	buffer_z(e->c, first ? "" : "}\n\n");
	put_line(e->source, e->c, piece->offset);
	put_prototype(e->c, piece);
	buffer_z(e->c, "\n{\n\t(void)p;\n");
}

/* What is left of C at file level once its #include lines are in the header. */
static void emit_file_level(struct emitter *e, const struct piece *piece)
{
	struct text rest = piece->text, line;
	put_line(e->source, e->c, piece->offset);
	while (rest.at) {
		line = text_cut(&rest, '\n');
		if (!text_starts(text_trim(line), "#include"))
			buffer_text(e->c, line);
		buffer_char(e->c, '\n');
	}
}

static void emit_pieces(struct emitter *e, const struct pieces *pieces)
{
	bool first = true;
	for (size_t i = 0; i < pieces->n; i++) {
		const struct piece *piece = &pieces->at[i];
		if (piece->kind == PIECE_VIEW) {
			emit_view(e, piece, first);
			first = false;
			continue;
		}
		if (piece->kind == PIECE_FILE) {
			emit_file_level(e, piece);
			continue;
		}
		put_line(e->source, e->c, piece->offset);
		if (piece->kind == PIECE_LITERAL)
			emit_literal(e, piece);
		else if (piece->kind == PIECE_VALUE)
			emit_value(e, piece);
		else if (piece->kind == PIECE_CALL)
			emit_call(e, piece);
		else
			buffer_format(e->c, "\t%" TEXT "\n", text_args(text_trim(piece->text)));
	}
	buffer_z(e->c, "}\n");
}

static void put_includes(const struct view_source *source, struct buffer *h, const struct piece *piece)
{
	struct text rest = piece->text;
	while (rest.at) {
		struct text line = text_cut(&rest, '\n');
		if (!text_starts(text_trim(line), "#include"))
			continue;
		put_line(source, h, piece->offset + (size_t)(line.at - piece->text.at));
		buffer_format(h, "%" TEXT "\n", text_args(text_trim(line)));
	}
}

static void put_guard(struct buffer *h, struct text path)
{
	buffer_z(h, "VIEW_");
	for (size_t i = 0; i < path.n; i++) {
		char c = path.at[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		buffer_char(h, letter ? c : '_');
	}
	buffer_char(h, '\n');
}

static struct text file_name(struct text path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.at[i - 1] == '/')
			return text_slice(path, i, path.n);
	return path;
}

static void emit_header(const struct view_source *source, const struct pieces *pieces, struct buffer *h)
{
	buffer_format(h, "/* Made from %" TEXT " by the view compiler. */\n#ifndef ", text_args(file_name(source->path)));
	put_guard(h, source->path);
	buffer_z(h, "#define ");
	put_guard(h, source->path);
	buffer_z(h, "#include \"html/page.h\"\n");
	for (size_t i = 0; i < pieces->n; i++) {
		const struct piece *piece = &pieces->at[i];
		if (piece->kind == PIECE_FILE) {
			put_includes(source, h, piece);
		} else if (piece->kind == PIECE_VIEW) {
			put_line(source, h, piece->offset);
			put_prototype(h, piece);
			buffer_z(h, ";\n");
		}
	}
	buffer_z(h, "#endif\n");
}

void view_emit(const struct view_source *source, const struct pieces *pieces, struct buffer *c, struct buffer *h)
{
	struct text name = file_name(source->path);
	struct emitter e = { .source = source, .c = c };
	buffer_format(c, "/* Made from %" TEXT " by the view compiler. */\n", text_args(name));
	buffer_format(c, "#include \"%" TEXT ".h\"\n", text_args(name));
	buffer_z(c, "#include \"html/fields.h\"\n#include \"html/parts.h\"\n#include \"http/assets.h\"\n\n");
	emit_pieces(&e, pieces);
	emit_header(source, pieces, h);
}
