/* cordee budget: the picture. Each project is a bar as long as its votes, those funded first in
 * the order of purchase, filled; the others empty. */
#include "cli/budget_cli.h"

#include "formats/svg.h"

enum { WIDTH = 760, LEFT = 300, RIGHT = 120, TOP = 40, STEP = 20, BAR = 13, SHOWN = 60, LETTERS = 42 };

struct drawing {
	struct cli *cli;
	const struct budgeted *b;
	struct svg svg;
	double y, scale;
};

static int64_t most_votes(const struct budget_result *r)
{
	int64_t most = 1;
	for (size_t i = 0; i < r->n_funded; i++)
		most = r->funded[i].votes > most ? r->funded[i].votes : most;
	for (size_t i = 0; i < r->n_unfunded; i++)
		most = r->unfunded[i].votes > most ? r->unfunded[i].votes : most;
	return most;
}

static void draw_project(struct drawing *d, const struct budget_project *p, int64_t votes, bool funded, struct text why)
{
	struct arena *arena = d->cli->arena;
	svg_group(&d->svg, NULL, why);
	svg_text(&d->svg, funded ? "ink small" : "soft small", SVG_END, LEFT - 8, d->y + BAR - 2,
	         text_excerpt(arena, p->name.n ? p->name : p->id, LETTERS));
	double length = (double)votes * d->scale;
	svg_rect(&d->svg, funded ? "g0" : "g0-line", LEFT, d->y, length > 1 ? length : 1, BAR);
	svg_text(&d->svg, "soft small", SVG_START, LEFT + length + 6, d->y + BAR - 2,
	         budget_money(arena, d->cli->lang, p->cost, d->b->currency));
	svg_close(&d->svg);
	d->y += STEP;
}

static size_t shown(size_t n)
{
	return n < SHOWN ? n : SHOWN;
}

static void draw_all(struct drawing *d)
{
	const struct budgeted *b = d->b;
	struct cli *cli = d->cli;
	svg_text(&d->svg, "ink strong", SVG_START, LEFT, d->y - 12, translate(cli->arena, cli->lang, N_("Retenus"), NULL));
	for (size_t i = 0; i < shown(b->result->n_funded); i++)
		draw_project(d, &b->in->projects[b->result->funded[i].project], b->result->funded[i].votes, true,
		             budget_explain_funded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
	d->y += TOP;
	svg_text(&d->svg, "ink strong", SVG_START, LEFT, d->y - 12, translate(cli->arena, cli->lang, N_("Non retenus"), NULL));
	for (size_t i = 0; i < shown(b->result->n_unfunded); i++)
		draw_project(d, &b->in->projects[b->result->unfunded[i].project], b->result->unfunded[i].votes, false,
		             budget_explain_unfunded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
}

bool budget_picture(struct cli *cli, const struct budgeted *b)
{
	if (!cli->svg)
		return true;
	struct buffer out;
	buffer_init(&out, (size_t)1 << 24);
	size_t rows = shown(b->result->n_funded) + shown(b->result->n_unfunded);
	struct svg_head head = { WIDTH, (double)(rows * STEP + 3 * TOP),
		translate(cli->arena, cli->lang, N_("Budget participatif : voix et projets retenus"), NULL),
		budget_explain(cli->arena, cli->lang, b->in, b->result, b->currency), cli->lang };
	struct drawing d = { .cli = cli, .b = b, .y = TOP,
		             .scale = (double)(WIDTH - LEFT - RIGHT) / (double)most_votes(b->result) };
	svg_begin(&d.svg, &out, &head);
	draw_all(&d);
	svg_end(&d.svg);
	bool written = cli_picture(cli, &out);
	buffer_free(&out);
	return written;
}
