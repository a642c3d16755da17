/* The picture of an election: merit profiles as stacked bars with the median marked; bars for
 * approvals and means; a table of duels, or of rounds, in cells. */
#include "cli/judge.h"

#include "formats/svg.h"

enum { LEFT = 190, RIGHT = 130, WIDE = 480, TOP = 56, ROW = 40, BAR = 26, TALLEST = 60, MARGIN = 16 };

struct picture {
	struct cli *cli;
	const struct judged *j;
	struct svg svg;
};

static const char *grade_class(size_t grade, size_t grades, bool ink)
{
	static const char *const classes[][2] = { { "s0", "s0-ink small" }, { "s1", "s1-ink small" }, { "s2", "s2-ink small" },
		                                  { "s3", "s3-ink small" }, { "s4", "s4-ink small" }, { "s5", "s5-ink small" },
		                                  { "s6", "s6-ink small" } };
	size_t from_best = grades - 1 - grade;
	size_t i = grades <= SVG_GRADES ? from_best * (SVG_GRADES - 1) / (grades - 1) : from_best * SVG_GRADES / grades;
	return classes[i][ink];
}

static void label(struct picture *p, size_t row, const char *class, struct text said)
{
	double y = TOP + (double)row * ROW + BAR / 2.0 + 5;
	struct text name = text_excerpt(p->cli->arena, p->j->ballots.names[p->j->order->options[row]], 26);
	svg_text(&p->svg, "ink", SVG_END, LEFT - 10, y, name);
	if (said.n > 0)
		svg_text(&p->svg, class, SVG_START, LEFT + WIDE + 10, y, said);
}

/* Each segment carries the number of its grade, so that it can be told without colour. */
static void merit_bar(struct picture *p, size_t row)
{
	const struct judgment_majority *r = &p->j->majority;
	const struct judgment_merit *m = &r->merits[p->j->order->options[row]];
	double x = LEFT, y = TOP + (double)row * ROW;
	for (size_t g = r->grades_n; g-- > 0 && m->graded;) {
		double width = WIDE * (double)m->counts[g] / (double)m->graded;
		struct arena *arena = p->cli->arena;
		struct text number = text_format(arena, "%zu", r->grades_n - g);
		struct text share = judge_percent(arena, p->cli->lang, m->counts[g], m->graded);
		if (m->counts[g] == 0)
			continue;
		svg_group(&p->svg, "", TEXT_CONCAT(arena, r->grades[g], text(" : "), share));
		svg_rect(&p->svg, grade_class(g, r->grades_n, false), x, y, width > 1 ? width - 1 : width, BAR);
		if (width >= 14)
			svg_text(&p->svg, grade_class(g, r->grades_n, true), SVG_MIDDLE, x + width / 2, y + BAR / 2.0 + 4, number);
		svg_close(&p->svg);
		x += width;
	}
	label(p, row, "strong", m->graded ? r->grades[m->majority] : text("—"));
}

static void merit_key(struct picture *p, double y)
{
	const struct judgment_majority *r = &p->j->majority;
	double x = MARGIN;
	for (size_t g = r->grades_n; g-- > 0;) {
		struct text words = text_format(p->cli->arena, "%zu %" TEXT, r->grades_n - g, text_args(r->grades[g]));
		double width = 30 + 7.5 * (double)text_length(words);
		if (x + width > LEFT + WIDE + RIGHT) {
			x = MARGIN;
			y += 22;
		}
		svg_rect(&p->svg, grade_class(g, r->grades_n, false), x, y - 11, 14, 14);
		svg_text(&p->svg, "small", SVG_START, x + 20, y, words);
		x += width;
	}
}

static void merits(struct picture *p, size_t rows)
{
	double bottom = TOP + (double)rows * ROW, middle = LEFT + WIDE / 2.0;
	for (size_t i = 0; i < rows; i++)
		merit_bar(p, i);
	/* The median: the bar's grade under this line is the majority grade. */
	svg_line(&p->svg, "rope", middle, TOP - 8, middle, bottom - ROW + BAR + 8);
	svg_mark(&p->svg, "ink", 4, middle, TOP - 12, 6);
	svg_text(&p->svg, "small", SVG_MIDDLE, middle, TOP - 22, translate(p->cli->arena, p->cli->lang, N_("la moitié des voix"), NULL));
	merit_key(p, bottom + 20);
}

static void bars(struct picture *p, size_t rows)
{
	const struct judged *j = p->j;
	for (size_t i = 0; i < rows; i++) {
		const struct judgment_total *t = &j->sum.totals[j->order->options[i]];
		bool score = j->rule == JUDGE_SCORE;
		double full = score ? (double)t->given * j->sum.highest : (double)j->voters;
		double share = full > 0 ? (double)t->total / full : 0, y = TOP + (double)i * ROW;
		svg_rect(&p->svg, "sheet", LEFT, y, WIDE, BAR);
		svg_rect(&p->svg, "p0", LEFT, y, WIDE * share, BAR);
		label(p, i, "strong", score ? judge_mean(p->cli->arena, p->cli->lang, t)
		                            : judge_percent(p->cli->arena, p->cli->lang, t->total, j->voters));
	}
	svg_line(&p->svg, "axis", LEFT, TOP - 8, LEFT, TOP + (double)rows * ROW);
}

/* Duels: the row's votes against the column. Rounds: the votes of the row's option in each. */
static struct judgment_duel cell_of(const struct judged *j, size_t row, size_t column)
{
	size_t a = j->order->options[row], b = j->order->options[column];
	if (j->rule == JUDGE_SCHULZE)
		return j->schulze.duels[a * j->ballots.options + b];
	return (struct judgment_duel){ j->runoff.rounds[column].counts[a], 0 };
}

static void cell(struct picture *p, double x, double y, double width, struct judgment_duel duel, bool shown)
{
	bool won = shown && duel.support > duel.opposition; /* told by weight too */
	svg_rect(&p->svg, won ? "s2" : "sheet", x + 1, y, width - 2, BAR);
	if (shown)
		svg_text(&p->svg, won ? "s2-ink strong" : "soft", SVG_MIDDLE, x + width / 2, y + BAR / 2.0 + 5,
		         number_text(p->cli->arena, p->cli->lang, (int64_t)duel.support));
}

static void cells(struct picture *p, size_t n)
{
	const struct judged *j = p->j;
	struct arena *arena = p->cli->arena;
	bool duels = j->rule == JUDGE_SCHULZE;
	double width = (double)(WIDE + RIGHT) / (double)n;
	for (size_t c = 0; c < n; c++) {
		struct words words = { .n = (int64_t)c + 1 };
		struct text heading = duels ? text_excerpt(arena, j->ballots.names[j->order->options[c]], (size_t)(width / 8) + 1)
		                            : translate(arena, p->cli->lang, N_("tour {n}"), &words);
		svg_text(&p->svg, "soft small", SVG_MIDDLE, LEFT + width * ((double)c + 0.5), TOP - 10, heading);
	}
	for (size_t i = 0; i < n; i++) {
		double y = TOP + (double)i * ROW;
		label(p, i, "small", NO_TEXT);
		for (size_t c = 0; c < n; c++) {
			struct judgment_duel duel = cell_of(j, i, c);
			cell(p, LEFT + width * (double)c, y, width, duel, duels ? i != c : duel.support > 0);
		}
	}
}

bool judge_picture(struct cli *cli, const struct judged *j)
{
	enum { MOST_BYTES = 1 << 22 };
	size_t rows = j->order->n < TALLEST ? j->order->n : TALLEST; /* the report has them all */
	struct buffer out;
	struct picture p = { .cli = cli, .j = j };
	if (!cli->svg)
		return true;
	static const char *const titles[] = {
		[JUDGE_MAJORITY] = N_("Profils de mérite, de la meilleure option à la moins bonne"),
		[JUDGE_SCHULZE] = N_("Duels : voix de chaque ligne face à chaque colonne"),
		[JUDGE_IRV] = N_("Voix de chaque option à chaque tour"),
		[JUDGE_APPROVALS] = N_("Part des bulletins qui approuvent chaque option"),
		[JUDGE_SCORE] = N_("Note moyenne de chaque option"),
	};
	buffer_init(&out, MOST_BYTES);
	double keys = j->rule == JUDGE_MAJORITY ? 32.0 + 22.0 * (double)((j->majority.grades_n + 4) / 5) : 8;
	struct svg_head head = { LEFT + WIDE + RIGHT + MARGIN, TOP + (double)rows * ROW + keys,
		                 translate(cli->arena, cli->lang, titles[j->rule], NULL), j->explanation, cli->lang };
	svg_begin(&p.svg, &out, &head);
	if (j->rule == JUDGE_MAJORITY)
		merits(&p, rows);
	else if (j->rule == JUDGE_SCHULZE || j->rule == JUDGE_IRV)
		cells(&p, rows);
	else
		bars(&p, rows);
	svg_end(&p.svg);
	bool written = cli_picture(cli, &out);
	buffer_free(&out);
	return written;
}
