/* What tables found, for programs: JSON, and the plan as CSV. */
#include "cli/tables_cli.h"
#include "formats/csv.h"

static void id(struct json *j, const struct tables_reading *reading, uint32_t person)
{
	if (reading->numbered)
		json_int(j, (int64_t)person + 1);
	else
		json_text(j, reading->ids[person]);
}

static void rounds(struct json *j, const struct tables_reading *reading, const struct tables_result *result)
{
	json_key(j, "rounds");
	json_open_array(j);
	for (size_t r = 0; r < result->rounds_n; r++) {
		json_open_array(j);
		for (size_t t = 0; t < result->rounds[r].n; t++) {
			json_line(j);
			json_open_array(j);
			for (size_t i = 0; i < result->rounds[r].tables[t].n; i++)
				id(j, reading, result->rounds[r].tables[t].people[i]);
			json_close(j);
		}
		json_close(j);
	}
	json_close(j);
}

static void bounds(struct json *j, const struct tables_result *result)
{
	json_key(j, "bounds");
	json_line(j);
	json_open_object(j);
	json_member_int(j, "broken", result->bound.broken);
	json_member_int(j, "repeats", result->bound.repeats);
	json_member_number(j, "imbalance", (double)result->bound.imbalance / 1e6);
	json_member_int(j, "fairness", result->bound.fairness);
	json_close(j);
}

static void faults(struct cli *cli, struct json *j, const struct tables_reading *reading, const struct tables_result *result)
{
	static const char *const kinds[] = { "together", "apart", "stay", "least", "most" };
	size_t n;
	const struct tables_fault *all = tables_faults(cli->arena, &reading->input, result, &n);
	json_key(j, "faults");
	json_open_array(j);
	for (size_t i = 0; i < n; i++) {
		json_line(j);
		json_open_object(j);
		json_member_text(j, "rule", text_of(kinds[all[i].kind]));
		json_member_int(j, "round", (int64_t)all[i].round + 1);
		json_member_int(j, "table", (int64_t)all[i].table + 1);
		json_member_int(j, "by", (int64_t)all[i].n);
		json_member_text(j, "message", tables_fault_text(cli, reading, &all[i]));
		json_close(j);
	}
	json_close(j);
}

void tables_json(struct cli *cli, const struct tables_reading *reading, const struct tables_result *result)
{
	static const char *const methods[] = { "search", "polygon", "transversal", "kirkman", "cyclic", "earlier" };
	struct json j;
	cli_json(cli, &j);
	json_open_object(&j);
	rounds(&j, reading, result);
	json_member_int(&j, "repeats", result->cost.repeats);
	json_member_int(&j, "bound", result->bound.repeats);
	json_member_int(&j, "broken", result->cost.broken);
	json_member_number(&j, "imbalance", (double)result->cost.imbalance / 1e6);
	json_member_int(&j, "fairness", result->cost.fairness);
	bounds(&j, result);
	json_member_int(&j, "pairs_met", (int64_t)result->pairs_met);
	json_member_int(&j, "pairs", (int64_t)result->pairs);
	json_member_int(&j, "fewest_met", (int64_t)result->fewest);
	json_member_int(&j, "most_met", (int64_t)result->most);
	json_member_text(&j, "method", text_of(methods[result->method]));
	json_member_bool(&j, "searched", result->searched);
	json_member_bool(&j, "stopped", result->stopped);
	json_member_int(&j, "work", result->work);
	json_member_int(&j, "seed", (int64_t)cli->seed);
	faults(cli, &j, reading, result);
	json_member_text(&j, "explanation", tables_explain(cli->arena, cli->lang, &reading->input, result));
	json_close(&j);
	json_end(&j);
}

/* --- CSV --- */

static void plan_rows(struct cli *cli, struct buffer *out, const struct tables_reading *reading, const struct tables_result *result)
{
	csv_row(out, (const struct text[]){ T("round"), T("table"), T("person") }, 3);
	for (size_t r = 0; r < result->rounds_n; r++)
		for (size_t t = 0; t < result->rounds[r].n; t++)
			for (size_t i = 0; i < result->rounds[r].tables[t].n; i++) {
				struct text cells[] = { text_format(cli->arena, "%zu", r + 1), text_format(cli->arena, "%zu", t + 1),
				                        reading->ids[result->rounds[r].tables[t].people[i]] };
				csv_row(out, cells, 3);
			}
}

bool tables_write_csv(struct cli *cli, const char *path, const struct tables_reading *reading, const struct tables_result *result)
{
	enum { LARGEST = 1 << 26 };
	struct buffer out;
	buffer_init(&out, LARGEST);
	csv_begin(&out);
	plan_rows(cli, &out, reading, result);
	bool written = cli_write(cli, path, &out);
	buffer_free(&out);
	return written;
}
