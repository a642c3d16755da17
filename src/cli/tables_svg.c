/* The picture of a plan: each round a row of tables, seen from above. */
#include "cli/tables_cli.h"
#include "formats/svg.h"

#include <math.h>

enum { WIDTH = 980, MARGIN = 20, MARK = 7, LABEL = 13, LETTER = 7, ROUND_HEAD = 34, LEGEND = 26, HEAD = 16, LARGEST = 1 << 26 };

struct drawing {
	struct cli *cli;
	struct svg *svg;
	const struct tables_reading *reading;
	const struct tables_result *result;
	const struct tables_feature *mixed; /* what the marks show, or NULL */
	double ring, wide, high;            /* radius of the seats; room of a table */
	size_t across;                      /* tables side by side */
};

/* So that the marks of the largest table do not touch. */
static double ring_of(const struct tables_result *result)
{
	static const double least = 34, apart = 26;
	size_t most = 1;
	for (size_t r = 0; r < result->rounds_n; r++)
		for (size_t t = 0; t < result->rounds[r].n; t++)
			if (result->rounds[r].tables[t].n > most)
				most = result->rounds[r].tables[t].n;
	return fmax(least, apart * (double)most / (2 * M_PI));
}

static const struct tables_feature *first_mixed(const struct tables_reading *reading)
{
	for (size_t f = 0; f < reading->features.n; f++)
		if (reading->features.at[f].mix)
			return &reading->features.at[f];
	return NULL;
}

/* The first letters of a word. */
static struct text letters(struct text word, size_t n)
{
	size_t at = 0;
	for (; at < word.n; at++)
		if ((word.at[at] & 0xc0) != 0x80 && n-- == 0)
			break; /* a letter is all its bytes */
	return text_slice(word, 0, at);
}

/* The first word, nine letters at most, and the initial of the last: "Marie D." */
static struct text short_name(struct cli *cli, struct text name)
{
	enum { LETTERS = 9 };
	struct text rest = name, first = letters(text_cut(&rest, ' '), LETTERS), last = NO_TEXT;
	while (rest.at)
		last = text_cut(&rest, ' ');
	return last.n ? TEXT_CONCAT(cli->arena, first, text("\u00a0"), letters(last, 1), text(".")) : first;
}

static double longest_name(struct cli *cli, const struct tables_reading *reading)
{
	size_t longest = 0;
	for (size_t i = 0; i < reading->people_n; i++) {
		size_t n = text_length(short_name(cli, reading->names[i]));
		longest = n > longest ? n : longest;
	}
	return (double)longest * LETTER;
}

static size_t group_of(const struct drawing *d, size_t person)
{
	uint16_t value = d->mixed ? d->mixed->value[person] : 0;
	return value == TABLES_NONE ? SVG_GROUPS - 1 : value % SVG_GROUPS;
}

static void mark(const struct drawing *d, size_t group, double x, double y)
{
	static const char *const classes[SVG_GROUPS] = { "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7" };
	svg_mark(d->svg, classes[group], group, x, y, MARK);
}

/* The name is outside the ring: before a mark on the left, after one on the right. */
static void draw_person(const struct drawing *d, uint32_t person, double x, double y, double turn)
{
	static const double drop = 4, aside = 0.3; /* a line of words stands a little lower than its middle */
	mark(d, group_of(d, person), x + d->ring * cos(turn), y + d->ring * sin(turn));
	double out = d->ring + LABEL;
	enum svg_anchor anchor = cos(turn) > aside ? SVG_START : cos(turn) < -aside ? SVG_END : SVG_MIDDLE;
	svg_text(d->svg, "small", anchor, x + out * cos(turn), y + out * sin(turn) + drop,
	         short_name(d->cli, d->reading->names[person]));
}

static struct text names_of(const struct drawing *d, const struct tables_table *table)
{
	struct text all = NO_TEXT;
	for (size_t i = 0; i < table->n; i++)
		all = TEXT_CONCAT(d->cli->arena, all, i ? text(", ") : text(""), d->reading->names[table->people[i]]);
	return all;
}

static void draw_table(const struct drawing *d, const struct tables_table *table, size_t number, double x, double y)
{
	static const double inner = 13, drop = 6;
	svg_group(d->svg, "table", names_of(d, table));
	svg_circle(d->svg, "sheet", x, y, d->ring - inner);
	svg_text(d->svg, "large strong", SVG_MIDDLE, x, y + drop, text_format(d->cli->arena, "%zu", number));
	for (size_t i = 0; i < table->n; i++)
		draw_person(d, table->people[i], x, y, 2 * M_PI * (double)i / (double)table->n - M_PI / 2);
	svg_close(d->svg);
}

static double round_height(const struct drawing *d, size_t round)
{
	size_t rows = (d->result->rounds[round].n + d->across - 1) / d->across;
	return ROUND_HEAD + (double)rows * d->high;
}

static void draw_round(const struct drawing *d, size_t round, double y)
{
	const struct tables_round *r = &d->result->rounds[round];
	struct words words = { .n = (int64_t)round + 1 };
	svg_text(d->svg, "strong", SVG_START, MARGIN, y + ROUND_HEAD - LABEL,
	         translate(d->cli->arena, d->cli->lang, N_("Tour {n}"), &words));
	for (size_t t = 0; t < r->n; t++) {
		double column = (double)(t % d->across), row = (double)(t / d->across);
		draw_table(d, &r->tables[t], t + 1, MARGIN + (column + 0.5) * d->wide, y + ROUND_HEAD + (row + 0.5) * d->high);
	}
}

static void draw_legend(const struct drawing *d, double y)
{
	static const double letter = 8, gap = 36;
	double x = MARGIN + MARK;
	for (size_t v = 0; d->mixed && v < d->mixed->values_n && v < SVG_GROUPS; v++) {
		struct text value = d->mixed->values[v];
		mark(d, v, x, y);
		svg_text(d->svg, "soft", SVG_START, x + 2 * MARK, y + 5, value);
		x += letter * (double)text_length(value) + gap;
	}
}

static double height_of(const struct drawing *d)
{
	double height = HEAD + (d->mixed ? LEGEND : 0) + MARGIN;
	for (size_t r = 0; r < d->result->rounds_n; r++)
		height += round_height(d, r);
	return height;
}

static void draw(const struct drawing *d, struct buffer *out)
{
	struct cli *cli = d->cli;
	struct svg_head head = { .width = WIDTH, .height = height_of(d), .lang = cli->lang,
	                         .title = translate(cli->arena, cli->lang, N_("Qui s'assoit avec qui"), NULL),
	                         .description = tables_explain(cli->arena, cli->lang, &d->reading->input, d->result) };
	svg_begin(d->svg, out, &head);
	svg_rect(d->svg, "paper", 0, 0, head.width, head.height);
	double y = HEAD;
	draw_legend(d, y + MARK);
	y += d->mixed ? LEGEND : 0;
	for (size_t r = 0; r < d->result->rounds_n; r++) {
		draw_round(d, r, y);
		y += round_height(d, r);
	}
	svg_end(d->svg);
}

bool tables_picture(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	struct svg svg;
	struct buffer out;
	struct drawing d = { .cli = cli, .svg = &svg, .reading = reading, .result = result, .mixed = first_mixed(reading) };
	d.ring = ring_of(result);
	d.high = 2 * (d.ring + LABEL + 2 * MARK);
	d.wide = fmin(2 * (d.ring + LABEL + longest_name(cli, reading)), WIDTH - 2 * MARGIN);
	d.across = (size_t)((WIDTH - 2 * MARGIN) / d.wide);
	buffer_init(&out, LARGEST);
	draw(&d, &out);
	bool written = cli_picture(cli, &out);
	buffer_free(&out);
	return written;
}
