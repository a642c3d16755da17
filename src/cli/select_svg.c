/* cordee select --svg: everyone's chance, from the smallest to the largest, beside what it would be
 * without quotas. */
#include "cli/select_cli.h"

#include "formats/svg.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 800, HEIGHT = 420, LEFT = 70, RIGHT = 30, TOP = 90, BOTTOM = 60, LARGEST_FILE = 1 << 24 };

struct picture {
	struct cli *cli;
	struct svg svg;
	double *sorted;
	size_t n;
	double top, equal; /* chances: at the top of the picture; without quotas */
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double across(const struct picture *p, double people)
{
	return LEFT + people / (double)p->n * (WIDTH - LEFT - RIGHT);
}

static double up(const struct picture *p, double chance)
{
	return HEIGHT - BOTTOM - chance / p->top * (HEIGHT - TOP - BOTTOM);
}

static struct text share(const struct picture *p, double chance, int decimals)
{
	return share_text(p->cli->arena, p->cli->lang, chance, decimals);
}

static void draw_steps(struct picture *p)
{
	struct svg_point *points = arena_many(p->cli->arena, struct svg_point, 2 * p->n + 3);
	size_t n = 0;
	points[n++] = (struct svg_point){ across(p, 0), up(p, 0) };
	for (size_t i = 0; i < p->n; i++) {
		if (i > 0 && p->sorted[i] == p->sorted[i - 1])
			continue;
		points[n++] = (struct svg_point){ across(p, (double)i), up(p, p->sorted[i ? i - 1 : 0]) };
		points[n++] = (struct svg_point){ across(p, (double)i), up(p, p->sorted[i]) };
	}
	points[n++] = (struct svg_point){ across(p, (double)p->n), up(p, p->sorted[p->n - 1]) };
	points[n++] = (struct svg_point){ across(p, (double)p->n), up(p, 0) };
	svg_lines(&p->svg, "g0", points, n, true);
}

static void draw_axes(struct picture *p)
{
	enum { MARKS = 4 };
	struct words w = { .n = (int64_t)p->n };
	for (int i = 0; i <= MARKS; i++) {
		double chance = p->top * i / MARKS;
		svg_line(&p->svg, i ? "line" : "axis", LEFT, up(p, chance), WIDTH - RIGHT, up(p, chance));
		svg_text(&p->svg, "small soft", SVG_END, LEFT - 8, up(p, chance) + 4, share(p, chance, 0));
	}
	svg_text(&p->svg, "small soft", SVG_START, LEFT, HEIGHT - BOTTOM + 22,
	         translate(p->cli->arena, p->cli->lang, "les {n} personnes, de la plus petite chance à la plus grande", &w));
}

static void draw_marks(struct picture *p)
{
	struct words w = { .value = share(p, p->sorted[0], 2) };
	svg_line(&p->svg, "rope", LEFT, up(p, p->equal), WIDTH - RIGHT, up(p, p->equal));
	svg_text(&p->svg, "strong", SVG_START, LEFT, HEIGHT - BOTTOM + 44,
	         translate(p->cli->arena, p->cli->lang, "la plus petite chance : {value}", &w));
	w.value = share(p, p->equal, 2);
	svg_text(&p->svg, "soft", SVG_START, LEFT + 6, up(p, p->equal) - 6,
	         translate(p->cli->arena, p->cli->lang, "sans quotas, chacun aurait {value}", &w));
}

bool select_picture(struct cli *cli, const struct select_read *read, const struct select_outcome *out)
{
	struct picture p = { .cli = cli, .n = read->input.people_n };
	struct buffer bytes;
	double sum = 0;
	struct text title = translate(cli->arena, cli->lang, "La chance de chacun", NULL);
	p.sorted = arena_copy(cli->arena, out->lottery.chances, p.n * sizeof *p.sorted);
	qsort(p.sorted, p.n, sizeof *p.sorted, by_value);
	for (size_t i = 0; i < p.n; i++)
		sum += p.sorted[i];
	p.equal = sum / (double)p.n;
	p.top = fmin(1, ceil(fmax(p.sorted[p.n - 1], 1e-3) * 20) / 20);
	buffer_init(&bytes, LARGEST_FILE);
	svg_begin(&p.svg, &bytes, &(struct svg_head){ WIDTH, HEIGHT, title,
		lottery_explain(cli->arena, cli->lang, &read->input, &out->options, &out->lottery), cli->lang });
	svg_text(&p.svg, "large strong", SVG_START, LEFT, 44, title);
	draw_axes(&p);
	draw_steps(&p);
	draw_marks(&p);
	svg_end(&p.svg);
	bool written = cli_picture(cli, &bytes);
	buffer_free(&bytes);
	return written;
}
