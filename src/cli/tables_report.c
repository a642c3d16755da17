/* What tables found, for people: the explanation, then the sheets to print or to show. */
#include "base/sort.h"
#include "cli/tables_cli.h"

struct text tables_fault_text(struct cli *cli, const struct tables_reading *reading, const struct tables_fault *f)
{
	static const char *const messages[] = {
		[TABLES_NOT_TOGETHER] = N_("Tour {n} : {name} et {other} ne sont pas ensemble."),
		[TABLES_NOT_APART] = N_("Tour {n} : {name} et {other} sont à la même table."),
		[TABLES_NOT_STAYED] = N_("Tour {n} : {name} n'est pas à la table {of}."),
		[TABLES_TOO_FEW] = N_("Tour {n}, table {of} : il manque {count} « {value} »."),
		[TABLES_TOO_MANY] = N_("Tour {n}, table {of} : {count} « {value} » de trop."),
	};
	struct words words = { .n = (int64_t)f->round + 1, .of = (int64_t)f->table + 1, .count = (int64_t)f->n };
	if (f->kind == TABLES_TOO_FEW || f->kind == TABLES_TOO_MANY)
		words.value = reading->features.at[f->feature].values[f->value];
	else
		words.name = reading->names[f->a];
	if (f->kind == TABLES_NOT_TOGETHER || f->kind == TABLES_NOT_APART)
		words.other = reading->names[f->b];
	return translate(cli->arena, cli->lang, messages[f->kind], &words);
}

static void say_faults(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	enum { SHOWN = 20 };
	size_t n;
	const struct tables_fault *faults = tables_faults(cli->arena, &reading->input, result, &n);
	for (size_t i = 0; i < n && i < SHOWN; i++)
		cli_paragraph(cli, tables_fault_text(cli, reading, &faults[i]));
	if (n > SHOWN)
		cli_say(cli, N_("… et {n} autres : --json les donne tous."), &(struct words){ .n = (int64_t)(n - SHOWN) });
}

static struct text names_at(struct cli *cli, const struct tables_reading *reading, const struct tables_table *table, size_t but)
{
	struct text *parts = arena_many(cli->arena, struct text, 2 * table->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < table->n; i++) {
		if (table->people[i] == but)
			continue;
		if (n > 0)
			parts[n++] = text(", ");
		parts[n++] = reading->names[table->people[i]];
	}
	return text_concat(cli->arena, parts, n);
}

static void heading_n(struct cli *cli, const char *message, const struct words *words)
{
	cli_paragraph(cli, translate(cli->arena, cli->lang, message, words));
}

/* Who are there in name order: what people look for. */
static uint32_t *by_name(struct cli *cli, const struct tables_reading *reading)
{
	struct one { struct text name; uint32_t person; } *all = arena_many(cli->arena, struct one, reading->people_n);
	uint32_t *order = arena_many(cli->arena, uint32_t, reading->people_n);
	for (size_t i = 0; i < reading->people_n; i++)
		all[i] = (struct one){ reading->names[i], (uint32_t)i };
	if (!reading->numbered)
		sort_by_text(cli->arena, all, reading->people_n, sizeof *all, offsetof(struct one, name));
	for (size_t i = 0; i < reading->people_n; i++)
		order[i] = all[i].person;
	return order;
}

static struct text digits(struct cli *cli, size_t n)
{
	return text_format(cli->arena, "%zu", n);
}

/* A round: its tables and who sits there. */
static void sheet_rounds(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	static const struct cli_column columns[] = { { N_("Table"), true }, { N_("Qui"), false } };
	for (size_t r = 0; r < result->rounds_n; r++) {
		const struct tables_round *round = &result->rounds[r];
		struct text *cells = arena_many(cli->arena, struct text, 2 * round->n);
		for (size_t t = 0; t < round->n; t++) {
			cells[2 * t] = digits(cli, t + 1);
			cells[2 * t + 1] = names_at(cli, reading, &round->tables[t], SIZE_MAX);
		}
		heading_n(cli, N_("Tour {n}"), &(struct words){ .n = (int64_t)r + 1 });
		cli_table(cli, columns, 2, cells, round->n);
	}
}

/* "Where to sit": everyone's table in each round, to be projected or posted at the door. */
static void sheet_seats(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	static const struct cli_column columns[] = { { N_("Qui"), false }, { N_("Table, tour après tour"), false } };
	const uint32_t *order = by_name(cli, reading);
	struct text *cells = arena_many(cli->arena, struct text, 2 * reading->people_n);
	struct text *parts = arena_many(cli->arena, struct text, result->rounds_n);
	for (size_t i = 0; i < reading->people_n; i++) {
		for (size_t r = 0; r < result->rounds_n; r++) {
			uint16_t table = result->seat[r * reading->people_n + order[i]];
			parts[r] = table == TABLES_NONE ? text("  –") : text_format(cli->arena, "%3u", table + 1u);
		}
		cells[2 * i] = reading->names[order[i]];
		cells[2 * i + 1] = text_concat(cli->arena, parts, result->rounds_n);
	}
	cli_heading(cli, N_("Où s'asseoir"));
	cli_table(cli, columns, 2, cells, reading->people_n);
}

static void sheet_people(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	static const struct cli_column columns[] = { { N_("Tour"), true }, { N_("Table"), true }, { N_("Avec"), false } };
	const uint32_t *order = by_name(cli, reading);
	for (size_t i = 0; i < reading->people_n; i++) {
		struct text *cells = arena_many(cli->arena, struct text, 3 * result->rounds_n);
		for (size_t r = 0; r < result->rounds_n; r++) {
			uint16_t table = result->seat[r * reading->people_n + order[i]];
			cells[3 * r] = digits(cli, r + 1);
			cells[3 * r + 1] = table == TABLES_NONE ? text("–") : digits(cli, table + 1u);
			cells[3 * r + 2] = table == TABLES_NONE ? text("") : names_at(cli, reading, &result->rounds[r].tables[table], order[i]);
		}
		cli_paragraph(cli, reading->names[order[i]]);
		cli_table(cli, columns, 3, cells, result->rounds_n);
	}
}

static void sheet_tables(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	static const struct cli_column columns[] = { { N_("Tour"), true }, { N_("Qui"), false } };
	size_t tables = 0;
	for (size_t r = 0; r < result->rounds_n; r++)
		tables = result->rounds[r].n > tables ? result->rounds[r].n : tables;
	for (size_t t = 0; t < tables; t++) {
		struct text *cells = arena_many(cli->arena, struct text, 2 * result->rounds_n);
		for (size_t r = 0; r < result->rounds_n; r++) {
			cells[2 * r] = digits(cli, r + 1);
			cells[2 * r + 1] = t < result->rounds[r].n ? names_at(cli, reading, &result->rounds[r].tables[t], SIZE_MAX) : text("");
		}
		heading_n(cli, N_("Table {n}"), &(struct words){ .n = (int64_t)t + 1 });
		cli_table(cli, columns, 2, cells, result->rounds_n);
	}
}

void tables_report(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result, enum tables_sheet sheet)
{
	static void (*const sheets[])(struct cli *, const struct tables_reading *, const struct tables_result *) = {
		[SHEET_ROUNDS] = sheet_rounds, [SHEET_SEATS] = sheet_seats, [SHEET_PEOPLE] = sheet_people, [SHEET_TABLES] = sheet_tables,
	};
	cli_paragraph(cli, tables_explain(cli->arena, cli->lang, &reading->input, result));
	say_faults(cli, reading, result);
	sheets[sheet](cli, reading, result);
}
