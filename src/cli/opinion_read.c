/* cordee opinion: from a folder and lists to the map's input. */
#include "cli/opinion_cli.h"

#include <string.h>
#include <unistd.h>

typedef bool reading(struct polis *, struct text, struct place *, struct error *);

/* One file of the folder. `kept`: its texts are quoted later. */
static int read_file(struct cli *cli, struct opinion_read *r, const char *name, reading *read,
                     bool kept)
{
	ARENA_SCOPED scratch = arena_new();
	const char *path = cli_path(cli, r->folder, name);
	struct text whole;
	struct place place = { 0, 0 };
	struct error err = { 0 };
	if (!cli_read(cli, kept ? cli->arena : scratch, path, &whole))
		return CLI_BAD_INPUT;
	return read(&r->polis, whole, &place, &err) ? CLI_DONE : cli_fault(cli, path, place, &err);
}

static bool has_file(struct cli *cli, const struct opinion_read *r, const char *name)
{
	return access(cli_path(cli, r->folder, name), F_OK) == 0;
}

/* The log is the votes when there is no matrix; beside one, it says who came first (what compat's
 * base clusters begin from), and nothing that the other mode needs. */
static int read_folder(struct cli *cli, const struct opinion_asked *asked, struct opinion_read *r)
{
	static const char matrix[] = "participants-votes.csv", log[] = "votes.csv",
			  comments[] = "comments.csv", summary[] = "summary.csv";
	bool has_matrix = has_file(cli, r, matrix), has_log = has_file(cli, r, log);
	int code = CLI_DONE;
	polis_open(&r->polis, cli->arena);
	if (!has_matrix && !has_log)
		return cli_refuse_at(cli, r->folder, (struct place){ 0, 0 },
		                     N_("ce dossier n'a ni participants-votes.csv ni votes.csv : "
		                        "ce n'est pas un export de Polis"),
		                     NULL);
	if (has_file(cli, r, summary))
		code = read_file(cli, r, summary, polis_read_summary, true);
	if (code == CLI_DONE && has_file(cli, r, comments))
		code = read_file(cli, r, comments, polis_read_comments, true);
	if (code == CLI_DONE && has_matrix)
		code = read_file(cli, r, matrix, polis_read_participants, false);
	if (code == CLI_DONE && has_log && (!has_matrix || asked->mode == OPINION_COMPAT))
		code = read_file(cli, r, log, polis_read_votes, false);
	return code;
}

/* A statement takes part when someone could vote on it; in compat, when someone did. */
static bool takes_part(const struct polis_statement *s, int mode)
{
	return s->voted || (mode == OPINION_CORDEE && s->moderated != POLIS_OUT);
}

static void fill_statements(struct cli *cli, const struct opinion_asked *asked,
                            struct opinion_read *r, uint32_t *place)
{
	struct polis *p = &r->polis;
	struct opinion_statement *to =
		arena_many(cli->arena, struct opinion_statement, p->statements.n);
	size_t n = 0;
	for (size_t j = 0; j < p->statements.n; j++) {
		const struct polis_statement *s = &p->statements.at[j];
		place[j] = (uint32_t)n;
		if (takes_part(s, asked->mode))
			to[n++] = (struct opinion_statement){ .id = s->id,
				                              .out = s->moderated == POLIS_OUT,
				                              .meta = s->meta,
				                              .seed = s->seed,
				                              .important = s->important };
	}
	r->input.statements = to;
	r->input.statements_n = n;
}

static void fill_people(struct cli *cli, struct opinion_read *r)
{
	struct polis *p = &r->polis;
	int64_t *ids = arena_many(cli->arena, int64_t, p->people.n),
		*first = arena_many(cli->arena, int64_t, p->people.n);
	bool known = false;
	for (size_t i = 0; i < p->people.n; i++) {
		ids[i] = p->people.at[i].id;
		first[i] = p->people.at[i].first;
		known |= first[i] != INT64_MAX;
	}
	r->input.people = ids;
	r->input.people_n = p->people.n;
	r->input.first = known ? first : NULL;
}

static void fill_votes(struct cli *cli, struct opinion_read *r, const uint32_t *place)
{
	struct polis *p = &r->polis;
	struct opinion_vote *to = arena_many(cli->arena, struct opinion_vote, p->votes_n);
	for (size_t v = 0; v < p->votes_n; v++)
		to[v] = (struct opinion_vote){ p->votes[v].person, place[p->votes[v].statement],
			                       p->votes[v].value };
	r->input.votes = to;
	r->input.votes_n = p->votes_n;
	r->input.order = p->order;
}

/* A list of participants with a number each, or NULL when it was not given. */
static int read_numbers(struct cli *cli, const char *path, struct opinion_read *r,
                        const int64_t **to)
{
	struct place place = { 0, 0 };
	struct error err = { 0 };
	struct text whole;
	if (!path)
		return CLI_DONE;
	int64_t *values = arena_many(cli->arena, int64_t, r->polis.people.n);
	if (!cli_read(cli, cli->arena, path, &whole))
		return CLI_BAD_INPUT;
	*to = values;
	return polis_read_groups(&r->polis, whole, OPINION_NONE, values, &place, &err)
	               ? CLI_DONE
	               : cli_fault(cli, path, place, &err);
}

static int read_grouped(struct cli *cli, const char *path, struct opinion_read *r)
{
	struct place place = { 0, 0 };
	struct error err = { 0 };
	struct text whole;
	if (!path)
		return CLI_DONE;
	bool *listed = arena_many(cli->arena, bool, r->polis.people.n);
	if (!cli_read(cli, cli->arena, path, &whole))
		return CLI_BAD_INPUT;
	r->input.grouped = listed;
	return polis_read_list(&r->polis, whole, listed, &place, &err)
	               ? CLI_DONE
	               : cli_fault(cli, path, place, &err);
}

int opinion_read_all(struct cli *cli, const struct opinion_asked *asked, struct opinion_read *r)
{
	int code = read_folder(cli, asked, r);
	if (code != CLI_DONE)
		return code;
	uint32_t *place = arena_many(cli->arena, uint32_t, r->polis.statements.n);
	fill_statements(cli, asked, r, place);
	fill_people(cli, r);
	fill_votes(cli, r, place);
	code = read_numbers(cli, asked->groups, r, &r->input.groups);
	if (code == CLI_DONE)
		code = read_numbers(cli, asked->bases, r, &r->input.bases);
	return code == CLI_DONE ? read_grouped(cli, asked->grouped, r) : code;
}

struct title { int64_t id; struct text body; };

static int by_id(const void *a, const void *b)
{
	const struct title *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* On one line. */
static struct text one_line(struct arena *arena, struct text body)
{
	char *at = arena_copy(arena, body.at, body.n);
	for (size_t i = 0; i < body.n; i++)
		if (at[i] == '\n' || at[i] == '\r' || at[i] == '\t')
			at[i] = ' ';
	return (struct text){ at, body.n };
}

struct text *opinion_titles(struct cli *cli, const struct opinion_read *r,
                            const struct opinion_result *result)
{
	enum { LONGEST = 110 };
	size_t n = r->polis.statements.n;
	struct title *sorted = arena_many(cli->arena, struct title, n);
	struct text *titles = arena_many(cli->arena, struct text, result->statements_n);
	for (size_t j = 0; j < n; j++)
		sorted[j] = (struct title){ r->polis.statements.at[j].id,
			                    r->polis.statements.at[j].body };
	qsort(sorted, n, sizeof *sorted, by_id);
	for (size_t j = 0; j < result->statements_n; j++) {
		const struct title *t = bsearch(&(struct title){ .id = result->statement_ids[j] },
		                                sorted, n, sizeof *sorted, by_id);
		titles[j] = t && t->body.n ? text_excerpt(cli->arena, one_line(cli->arena, t->body),
		                                          LONGEST)
		                           : text_format(cli->arena, "%lld",
		                                         (long long)result->statement_ids[j]);
	}
	return titles;
}

struct text opinion_share(struct cli *cli, const struct opinion_result *r, uint32_t part,
                          uint32_t seen)
{
	if (seen == 0 || !opinion_may_tell(r, seen) || !opinion_may_tell(r, part))
		return text("–");
	return share_text(cli->arena, cli->lang, (double)part / seen, 0);
}
