/* cordee budget: the file of --limits. */
#include "cli/budget_cli.h"

#include "base/list.h"
#include "formats/csv_read.h"

struct limits_file {
	struct cli *cli;
	const char *path;
	const struct pabulib *pb;
	struct csv_reader csv;
	size_t kind, name, floor, ceiling; /* columns */
	LIST(struct budget_exclusion) exclusions;
};

static bool refuse(struct limits_file *f, size_t cell, const char *message, struct text name)
{
	cli_refuse_at(f->cli, f->path, csv_place(&f->csv, cell), message, &(struct words){ .name = name });
	return false;
}

static struct text cell_of(const struct csv_row *row, size_t i)
{
	return i < row->n ? text_trim(row->cells[i]) : NO_TEXT;
}

static bool read_amount(struct limits_file *f, const struct csv_row *row, size_t column, int64_t *cents)
{
	struct text cell = cell_of(row, column);
	return cell.n == 0 || pabulib_money(cell, cents) ||
	       refuse(f, column, N_("« {name} » n'est pas un montant positif, au centime près"), cell);
}

static bool read_class(struct limits_file *f, const struct csv_row *row, const struct budget_input *in, enum budget_family family)
{
	struct text name = cell_of(row, f->name);
	for (size_t i = 0; i < in->families[family].n; i++) {
		/* The arrays are this command's own, made by input_of. */
		struct budget_class *class = (struct budget_class *)&in->families[family].at[i];
		if (text_equal(class->name, name))
			return read_amount(f, row, f->floor, &class->floor) && read_amount(f, row, f->ceiling, &class->ceiling);
	}
	return refuse(f, f->name, N_("aucun projet n'est de « {name} »"), name);
}

static uint32_t project_called(const struct pabulib *pb, struct text id)
{
	for (uint32_t i = 0; i < pb->n_projects; i++)
		if (text_equal(pb->projects[i].id, id))
			return i;
	return PABULIB_NONE;
}

static bool read_exclusion(struct limits_file *f, const struct csv_row *row)
{
	LIST(uint32_t) projects = { 0 };
	struct text rest = cell_of(row, f->name);
	do {
		struct text id = text_trim(text_cut(&rest, ','));
		uint32_t project = project_called(f->pb, id);
		if (project == PABULIB_NONE)
			return refuse(f, f->name, N_("« {name} » n'est pas un projet"), id);
		list_add(f->cli->arena, &projects, project);
	} while (rest.at);
	list_add(f->cli->arena, &f->exclusions, (struct budget_exclusion){ projects.at, projects.n });
	return true;
}

static bool read_row(struct limits_file *f, const struct csv_row *row, const struct budget_input *in)
{
	struct text kind = cell_of(row, f->kind);
	if (text_is(kind, "category"))
		return read_class(f, row, in, BUDGET_CATEGORY);
	if (text_is(kind, "district"))
		return read_class(f, row, in, BUDGET_DISTRICT);
	if (text_is(kind, "exclusive"))
		return read_exclusion(f, row);
	return refuse(f, f->kind, N_("« {name} » n'est pas une sorte de limite : category, district ou exclusive"), kind);
}

bool budget_read_limits(struct cli *cli, const char *path, const struct pabulib *pb, struct budget_input *in)
{
	struct limits_file f = { .cli = cli, .path = path, .pb = pb };
	struct text whole;
	struct csv_row row;
	if (!cli_read(cli, cli->arena, path, &whole))
		return false;
	csv_open(&f.csv, cli->arena, whole);
	if (csv_next(&f.csv, &row)) {
		f.kind = csv_find(&row, "kind");
		f.name = csv_find(&row, "name");
		f.floor = csv_find(&row, "floor");
		f.ceiling = csv_find(&row, "ceiling");
		if (f.kind == row.n || f.name == row.n)
			return refuse(&f, 0, N_("il faut les colonnes kind et name"), NO_TEXT);
		while (csv_next(&f.csv, &row))
			if (!read_row(&f, &row, in))
				return false;
	}
	if (csv_failed(&f.csv)) {
		cli_fault(cli, path, f.csv.place, &f.csv.err);
		return false;
	}
	in->exclusions = f.exclusions.at;
	in->n_exclusions = f.exclusions.n;
	return true;
}
