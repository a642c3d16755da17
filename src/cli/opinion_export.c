/* cordee opinion --export: the conversation as Polis would give it, with the groups found. */
#include "cli/opinion_cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define LARGEST ((size_t)1 << 30)

/* The map has one vote of each person on each statement: the latest. */
static void fill_polis(struct cli *cli, const struct opinion_read *read,
                       const struct opinion_result *r, struct polis *out)
{
	*out = read->polis;
	out->people.at = arena_copy(cli->arena, read->polis.people.at,
	                            read->polis.people.n * sizeof *out->people.at);
	for (size_t i = 0; i < out->people.n; i++) {
		struct polis_person *p = &out->people.at[i];
		size_t low = 0, high = r->people_n;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (r->people_ids[middle] < p->id)
				low = middle + 1;
			else
				high = middle;
		}
		p->group = r->group_of[low] < 0 ? POLIS_NOBODY : r->groups[r->group_of[low]].id;
	}
}

static struct polis_group_votes *count_groups(struct cli *cli, const struct polis *p,
                                              const struct opinion_result *r)
{
	struct polis_group_votes *cells =
		arena_many(cli->arena, struct polis_group_votes, (size_t)r->k * p->statements.n);
	for (size_t g = 0; g < (size_t)r->k; g++)
		for (size_t j = 0, s = 0; j < p->statements.n; j++) {
			for (s = 0;
			     s < r->statements_n && r->statement_ids[s] != p->statements.at[j].id;
			     s++)
				;
			if (s == r->statements_n)
				continue;
			struct opinion_cell c = r->cells[g * r->statements_n + s];
			bool told = opinion_may_tell(r, c.seen);
			cells[g * p->statements.n + j] =
				told ? (struct polis_group_votes){ c.agree, c.disagree, c.seen }
				     : (struct polis_group_votes){ 0 };
		}
	return cells;
}

static int write_file(struct cli *cli, const char *folder, const char *name,
                      const struct buffer *out)
{
	const char *path = cli_path(cli, folder, name);
	errno = 0;
	FILE *file = fopen(path, "wb");
	bool written = file && !buffer_failed(out) && fwrite(out->at, 1, out->n, file) == out->n;
	if (file)
		written &= fclose(file) == 0;
	if (written)
		return CLI_DONE;
	return cli_refuse_at(cli, path, (struct place){ 0, 0 },
	                     N_("ce fichier ne peut pas être écrit : {value}"),
	                     &(struct words){ .value = text_of(strerror(errno)) });
}

int opinion_export(struct cli *cli, const char *folder, const struct opinion_read *read,
                   const struct opinion_result *r)
{
	static const char *const names[] = { "summary.csv", "comments.csv", "votes.csv",
		                             "participants-votes.csv", "comment-groups.csv" };
	struct polis p;
	int code = CLI_DONE;
	fill_polis(cli, read, r, &p);
	const struct polis_group_votes *cells = count_groups(cli, &p, r);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return cli_refuse_at(cli, folder, (struct place){ 0, 0 },
		                     N_("ce dossier ne peut pas être créé : {value}"),
		                     &(struct words){ .value = text_of(strerror(errno)) });
	for (size_t i = 0; i < sizeof names / sizeof *names && code == CLI_DONE; i++) {
		struct buffer out;
		buffer_init(&out, LARGEST);
		switch (i) {
		case 0: polis_write_summary(&out, &p, (size_t)r->k); break;
		case 1: polis_write_comments(&out, &p); break;
		case 2: polis_write_votes(&out, &p); break;
		case 3: polis_write_participants(&out, &p); break;
		default: polis_write_comment_groups(&out, &p, cells, (size_t)r->k);
		}
		code = write_file(cli, folder, names[i], &out);
		buffer_free(&out);
	}
	return code;
}
