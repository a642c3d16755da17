/* cordee opinion --svg: the map as a picture that is read without colour: a shape for each group,
 * its letter where it stands, a wider and fainter mark for who voted little; under it the sentence and
 * a table of what brings together and what divides. */
#include "cli/opinion_cli.h"
#include "formats/svg.h"

#include <math.h>

enum {
	WIDTH = 900,
	MAP_TOP = 70,
	MAP_HEIGHT = 520,
	MARGIN = 40,
	MARKS_MOST = 2000,
	ROW = 46,
	STEP = 18,
	LEGEND = 3
};

struct picture {
	struct cli *cli;
	const struct opinion_result *r;
	const struct text *titles;
	struct svg svg;
	double scale, x, y; /* from the map's units to pixels: x + scale · point.x */
	struct text sentence;
};

/* Room for all but the two in a hundred furthest out, the same unit both ways. */
static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double reach(struct arena *arena, const struct opinion_result *r, bool vertical)
{
	double *size = arena_many(arena, double, r->people_n);
	for (size_t i = 0; i < r->people_n; i++)
		size[i] = fabs(vertical ? r->projection[i].y : r->projection[i].x);
	qsort(size, r->people_n, sizeof *size, by_size);
	return r->people_n ? size[(r->people_n - 1) * 98 / 100] : 0;
}

static void set_scale(struct picture *p)
{
	double wide = reach(p->cli->arena, p->r, false), high = reach(p->cli->arena, p->r, true);
	double across = wide > 0 ? (WIDTH / 2.0 - 2 * MARGIN) / wide : 1,
	       up = high > 0 ? (MAP_HEIGHT / 2.0 - MARGIN) / high : across;
	p->scale = fmin(across, up);
	p->x = WIDTH / 2.0;
	p->y = MAP_TOP + MAP_HEIGHT / 2.0;
}

/* Those beyond the frame stand on its edge. */
static struct svg_point place(const struct picture *p, struct opinion_point at)
{
	double x = p->x + p->scale * at.x, y = p->y - p->scale * at.y;
	return (struct svg_point){ fmin(fmax(x, MARGIN), WIDTH - MARGIN),
		                   fmin(fmax(y, MAP_TOP + 10), MAP_TOP + MAP_HEIGHT - 10) };
}

/* Radius: from what is well known to what is hardly known. */
static double radius(const struct picture *p, size_t i)
{
	enum { LEAST = 3, MOST = 8 };
	if (!p->r->blur)
		return LEAST;
	return fmin(LEAST + p->scale * p->r->blur[i] / 25, MOST);
}

static void draw_people(struct picture *p)
{
	static const char *const classes[][2] = { { "g0", "g0 faint" }, { "g1", "g1 faint" },
		                                  { "g2", "g2 faint" }, { "g3", "g3 faint" },
		                                  { "g4", "g4 faint" }, { "g5", "g5 faint" },
		                                  { "g6", "g6 faint" }, { "g7", "g7 faint" } };
	size_t n = p->r->people_n < MARKS_MOST ? p->r->people_n : MARKS_MOST;
	svg_group(&p->svg, NULL, NO_TEXT);
	for (size_t m = 0; m < n; m++) {
		size_t i = m * p->r->people_n / n;
		int32_t g = p->r->group_of[i];
		struct svg_point at = place(p, p->r->projection[i]);
		bool unsure = p->r->confidence && p->r->confidence[i] < 0.8;
		if (g < 0)
			svg_circle(&p->svg, "soft faint", at.x, at.y, 2);
		else
			svg_mark(&p->svg, classes[g % SVG_GROUPS][unsure], (size_t)g, at.x, at.y,
			         radius(p, i));
	}
	svg_close(&p->svg);
}

static void draw_letters(struct picture *p)
{
	for (size_t g = 0; g < (size_t)p->r->k; g++) {
		struct opinion_point sum = { 0, 0 };
		double n = (double)p->r->groups[g].size;
		for (size_t i = 0; i < p->r->groups[g].size; i++) {
			sum.x += p->r->projection[p->r->groups[g].members[i]].x / n;
			sum.y += p->r->projection[p->r->groups[g].members[i]].y / n;
		}
		struct svg_point at = place(p, sum);
		svg_circle(&p->svg, "paper", at.x, at.y, 17);
		svg_circle(&p->svg, "axis", at.x, at.y, 17);
		svg_text(&p->svg, "strong large", SVG_MIDDLE, at.x, at.y + 6,
		         opinion_group_name(p->cli->arena, p->r, g));
	}
}

static double legend_height(const struct picture *p)
{
	return 24 * (double)(((size_t)p->r->k + LEGEND - 1) / LEGEND);
}

static void draw_legend(struct picture *p, double y)
{
	static const char *const classes[] = { "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7" };
	struct cli *cli = p->cli;
	for (size_t g = 0; g < (size_t)p->r->k && g < SVG_GROUPS; g++) {
		double x = MARGIN + (double)(g % LEGEND) * 275,
		       line = y + (double)(g / LEGEND) * 24;
		struct words words = { .name = opinion_group_name(cli->arena, p->r, g),
			               .n = (int64_t)p->r->groups[g].size };
		svg_mark(&p->svg, classes[g], g, x + 6, line - 5, 6);
		svg_text(&p->svg, NULL, SVG_START, x + 20, line,
		         translate(cli->arena, cli->lang, N_("Groupe {name} : {n} personnes"),
		                   &words));
	}
}

/* A bar of agreement and disagreement in a group, and what it says in figures; what fewer than five
 * people said is neither drawn nor written. */
static void draw_bar(struct picture *p, double x, double y, double width,
                     const struct opinion_cell *c)
{
	bool told = c->seen > 0 && opinion_may_tell(p->r, c->seen);
	double agree = told && opinion_may_tell(p->r, c->agree) ? width * c->agree / c->seen : 0;
	double disagree =
		told && opinion_may_tell(p->r, c->disagree) ? width * c->disagree / c->seen : 0;
	svg_rect(&p->svg, "sheet", x, y, width, 12);
	svg_rect(&p->svg, "s1", x, y, agree, 12);
	svg_rect(&p->svg, "p1", x + width - disagree, y, disagree, 12);
	struct text figures =
		TEXT_CONCAT(p->cli->arena, opinion_share(p->cli, p->r, c->agree, c->seen),
	                    text(" / "), opinion_share(p->cli, p->r, c->disagree, c->seen));
	svg_text(&p->svg, "small", SVG_START, x, y + 26, figures);
}

enum { TABLE_GROUPS = 4, TABLE_EACH = 3, TITLE_WIDTH = 400 };

static double column(const struct picture *p, size_t g)
{
	size_t shown = p->r->k < TABLE_GROUPS ? (size_t)p->r->k : TABLE_GROUPS;
	double each = (WIDTH - 2.0 * MARGIN - TITLE_WIDTH) / (double)(shown ? shown : 1);
	return MARGIN + TITLE_WIDTH + 10 + (double)g * each;
}

static void draw_row(struct picture *p, double y, uint32_t statement)
{
	size_t shown = p->r->k < TABLE_GROUPS ? (size_t)p->r->k : TABLE_GROUPS;
	svg_words(&p->svg, "small", SVG_START, MARGIN, y + 10, 58, 15, p->titles[statement]);
	for (size_t g = 0; g < (shown ? shown : 1); g++) {
		const struct opinion_cell *c =
			shown ? &p->r->cells[g * p->r->statements_n + statement]
			      : &p->r->total[statement];
		draw_bar(p, column(p, g), y, column(p, 1) - column(p, 0) - 14, c);
	}
}

/* The statements of highest value among those told, best first. */
static size_t best_of(const struct opinion_result *r, uint32_t *best)
{
	size_t n = 0;
	for (; n < TABLE_EACH; n++) {
		size_t found = r->statements_n;
		for (size_t j = 0; j < r->statements_n; j++) {
			bool taken = isnan(r->group_informed[j]) ||
			             r->routes[j].stage == OPINION_STAGE_OUT;
			for (size_t i = 0; i < n; i++)
				taken |= best[i] == j;
			if (!taken && (found == r->statements_n ||
			               r->group_informed[j] > r->group_informed[found]))
				found = j;
		}
		if (found == r->statements_n)
			break;
		best[n] = (uint32_t)found;
	}
	return n;
}

static double draw_rows(struct picture *p, double y, const char *heading,
                        const uint32_t *statements, size_t n)
{
	if (n == 0)
		return y;
	svg_text(&p->svg, "strong", SVG_START, MARGIN, y + 12,
	         translate(p->cli->arena, p->cli->lang, heading, NULL));
	y += 26;
	for (size_t i = 0; i < n; i++, y += ROW)
		draw_row(p, y, statements[i]);
	return y + 8;
}

static double draw_table(struct picture *p, double y)
{
	uint32_t common[TABLE_EACH], apart[TABLE_EACH];
	size_t n = 0, shown = p->r->k < TABLE_GROUPS ? (size_t)p->r->k : TABLE_GROUPS;
	for (size_t i = 0; i < p->r->divisive.n && n < TABLE_EACH; i++)
		if (p->r->divisive.at[i].significant)
			apart[n++] = p->r->divisive.at[i].statement;
	svg_text(&p->svg, "small soft", SVG_START, MARGIN, y + 12,
	         translate(p->cli->arena, p->cli->lang,
	                   N_("Barre : d'accord à gauche, pas d'accord (hachuré) à droite"), NULL));
	for (size_t g = 0; g < shown; g++)
		svg_text(&p->svg, "strong", SVG_START, column(p, g), y + 12,
		         opinion_group_name(p->cli->arena, p->r, g));
	y = draw_rows(p, y + 24, N_("Ce qui rassemble"), common, best_of(p->r, common));
	return draw_rows(p, y, N_("Ce qui divise"), apart, n);
}

/* How tall all will be, from the same steps as the drawing. */
static double height_of(const struct picture *p)
{
	uint32_t common[TABLE_EACH];
	size_t apart = 0, lines = text_length(p->sentence) / 90 + 3;
	for (size_t i = 0; i < p->r->divisive.n && apart < TABLE_EACH; i++)
		apart += p->r->divisive.at[i].significant;
	double rows = (double)(best_of(p->r, common) + apart) * ROW + (apart ? 2 : 1) * 34;
	return MAP_TOP + MAP_HEIGHT + 40 + legend_height(p) + (double)lines * STEP + rows + 60;
}

static void draw(struct picture *p, struct text title)
{
	svg_text(&p->svg, "large strong", SVG_START, MARGIN, 40,
	         text_excerpt(p->cli->arena, title, 80));
	svg_rect(&p->svg, "sheet", MARGIN / 2.0, MAP_TOP, WIDTH - MARGIN, MAP_HEIGHT);
	svg_line(&p->svg, "line", MARGIN / 2.0, p->y, WIDTH - MARGIN / 2.0, p->y);
	svg_line(&p->svg, "line", p->x, MAP_TOP, p->x, MAP_TOP + MAP_HEIGHT);
	draw_people(p);
	draw_letters(p);
	double y = MAP_TOP + MAP_HEIGHT + 28;
	draw_legend(p, y);
	y += legend_height(p) + 6;
	y += (double)svg_words(&p->svg, NULL, SVG_START, MARGIN, y, 108, STEP, p->sentence) * STEP +
	     8;
	draw_table(p, y);
}

bool opinion_picture(struct cli *cli, const struct opinion_read *read,
                     const struct opinion_result *r)
{
	enum { LARGEST = 1 << 24 };
	struct picture p = { .cli = cli, .r = r, .titles = opinion_titles(cli, read, r) };
	struct text title = read->polis.topic.n ? read->polis.topic
	                                        : translate(cli->arena, cli->lang,
	                                                    N_("Carte des opinions"), NULL);
	struct buffer out;
	buffer_init(&out, LARGEST);
	p.sentence = opinion_explain(cli->arena, cli->lang, r, p.titles);
	set_scale(&p);
	svg_begin(&p.svg, &out,
	          &(struct svg_head){ WIDTH, height_of(&p), title, p.sentence, cli->lang });
	draw(&p, title);
	svg_end(&p.svg);
	bool written = cli_picture(cli, &out);
	buffer_free(&out);
	return written;
}
