/* cordee select: from files to a pool. */
#include "cli/select_cli.h"

#include "formats/selection.h"

typedef bool reading(struct selection *, struct text, struct place *, struct error *);

/* One file, and its hash for the record. */
static int read_file(struct cli *cli, const char *path, struct selection *s, reading *read, struct text *hash)
{
	struct place place = { 0, 0 };
	struct error err = { 0 };
	struct text whole;
	if (!path)
		return CLI_DONE;
	if (!cli_read(cli, cli->arena, path, &whole))
		return CLI_BAD_INPUT;
	*hash = lottery_hash(cli->arena, whole);
	return read(s, whole, &place, &err) ? CLI_DONE : cli_fault(cli, path, place, &err);
}

static void fill_input(struct cli *cli, const struct selection *s, struct quota_input *in)
{
	struct quota_feature *features = arena_many(cli->arena, struct quota_feature, s->features.n);
	struct quota_pair *pairs = arena_many(cli->arena, struct quota_pair, s->pairs.n);
	for (size_t f = 0; f < s->features.n; f++) {
		const struct selection_feature *from = &s->features.at[f];
		struct quota_value *values = arena_many(cli->arena, struct quota_value, from->values.n);
		for (size_t v = 0; v < from->values.n; v++)
			values[v] = (struct quota_value){ from->values.at[v].name, from->values.at[v].least, from->values.at[v].most };
		features[f] = (struct quota_feature){ from->name, values, from->values.n };
	}
	for (size_t i = 0; i < s->pairs.n; i++)
		pairs[i] = (struct quota_pair){ s->pairs.at[i].one, s->pairs.at[i].other, s->pairs.at[i].together };
	in->people = s->people.names.at;
	in->people_n = s->people.names.n;
	in->features = features;
	in->features_n = s->features.n;
	in->values = s->values.at;
	in->pairs = pairs;
	in->pairs_n = s->pairs.n;
}

int select_read_all(struct cli *cli, const struct select_files *files, struct text size, struct select_read *out)
{
	struct selection s;
	struct error err = { 0 };
	struct text ignored;
	selection_open(&s, cli->arena);
	out->files = *files;
	if (!selection_read_size(size, &out->input.least, &out->input.most))
		return cli_refuse(cli, N_("--size veut un nombre de personnes (24) ou deux (20-24), pas « {name} »"), &(struct words){ .name = size });
	int code = read_file(cli, files->features, &s, selection_read_features, &out->features_hash);
	if (code == CLI_DONE)
		code = read_file(cli, files->people, &s, selection_read_people, &out->people_hash);
	if (code == CLI_DONE)
		code = read_file(cli, files->pairs, &s, selection_read_pairs, &out->pairs_hash);
	if (code == CLI_DONE)
		code = read_file(cli, files->scores, &s, selection_read_scores, &ignored);
	if (code != CLI_DONE)
		return code;
	fill_input(cli, &s, &out->input);
	out->scores = s.scores;
	out->pool = quota_pool(cli->arena, &out->input, &err);
	return out->pool ? CLI_DONE : cli_failed(cli, &err);
}
