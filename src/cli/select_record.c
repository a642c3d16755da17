/* The record of a draw, as JSON: written beside the list, read again by who checks it. What is
 * read is someone's file: every part of it is checked. */
#include "cli/select_cli.h"

#include <jansson.h>

void select_record_of(struct cli *cli, const struct select_read *read, const struct select_outcome *o, struct select_record *out)
{
	const struct lottery_list *list = &o->lottery.list;
	*out = (struct select_record){ .version = text(CORDEE_VERSION), .rule = text_of(select_rules[o->rule]),
		.size = text_format(cli->arena, "%lld-%lld", (long long)read->input.least, (long long)read->input.most),
		.people_hash = read->people_hash, .features_hash = read->features_hash, .pairs_hash = read->pairs_hash,
		.list_hash = o->list_hash, .randomness = o->draw.randomness, .seed = (int64_t)o->options.seed,
		.draw = o->draw.randomness.at ? (int64_t)o->draw.number : -1, .panels_n = list->n };
	out->panels = arena_many(cli->arena, struct text *, list->n);
	out->panel_sizes = arena_many(cli->arena, size_t, list->n);
	for (size_t i = 0; i < list->n; i++) {
		out->panel_sizes[i] = list->panels[i].n;
		out->panels[i] = arena_many(cli->arena, struct text, list->panels[i].n);
		for (size_t k = 0; k < list->panels[i].n; k++)
			out->panels[i][k] = read->input.people[list->panels[i].people[k]];
	}
}

static void panel(struct json *j, const struct select_record *r, size_t i)
{
	json_line(j);
	json_open_array(j);
	for (size_t k = 0; k < r->panel_sizes[i]; k++)
		json_text(j, r->panels[i][k]);
	json_close(j);
}

static void optional(struct json *j, const char *key, struct text value)
{
	if (value.at)
		json_member_text(j, key, value);
}

bool select_record_write(struct cli *cli, const char *path, const struct select_record *r)
{
	struct buffer out;
	struct json j;
	buffer_init(&out, CLI_FILE_MAX);
	json_to_buffer(&j, &out);
	json_open_object(&j);
	json_member_text(&j, "cordee", r->version);
	json_member_text(&j, "rule", r->rule);
	json_member_text(&j, "size", r->size);
	json_member_int(&j, "seed", r->seed);
	json_member_text(&j, "people_hash", r->people_hash);
	json_member_text(&j, "features_hash", r->features_hash);
	optional(&j, "pairs_hash", r->pairs_hash);
	json_member_text(&j, "list_hash", r->list_hash);
	optional(&j, "randomness", r->randomness);
	if (r->draw >= 0) {
		json_member_int(&j, "draw", r->draw);
		json_key(&j, "drawn");
		panel(&j, r, (size_t)r->draw);
	}
	json_key(&j, "panels");
	json_open_array(&j);
	for (size_t i = 0; i < r->panels_n; i++)
		panel(&j, r, i);
	json_close(&j);
	json_close(&j);
	bool written = json_end(&j) && cli_write(cli, path, &out);
	buffer_free(&out);
	return written;
}

static struct text member_text(struct arena *arena, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_string(value))
		return NO_TEXT;
	return text_copy(arena, (struct text){ json_string_value(value), json_string_length(value) });
}

static int64_t member_int(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return json_is_integer(value) ? (int64_t)json_integer_value(value) : -1;
}

/* A tab or a line's end in an id would let two lists have one text. */
static bool is_id(struct text t)
{
	return t.n > 0 && text_find(t, text("\t")) == t.n && text_find(t, text("\n")) == t.n;
}

static bool read_panel(struct arena *arena, const json_t *from, struct select_record *out, size_t i)
{
	out->panel_sizes[i] = json_is_array(from) ? json_array_size(from) : 0;
	out->panels[i] = arena_many(arena, struct text, out->panel_sizes[i]);
	for (size_t k = 0; k < out->panel_sizes[i]; k++) {
		const json_t *id = json_array_get(from, k);
		if (!json_is_string(id))
			return false;
		out->panels[i][k] = text_copy(arena, (struct text){ json_string_value(id), json_string_length(id) });
		if (!is_id(out->panels[i][k]))
			return false;
	}
	return out->panel_sizes[i] > 0;
}

static bool read_record(struct arena *arena, const json_t *from, struct select_record *out)
{
	const json_t *panels = json_object_get(from, "panels");
	*out = (struct select_record){ .version = member_text(arena, from, "cordee"), .rule = member_text(arena, from, "rule"),
		.size = member_text(arena, from, "size"), .people_hash = member_text(arena, from, "people_hash"),
		.features_hash = member_text(arena, from, "features_hash"), .pairs_hash = member_text(arena, from, "pairs_hash"),
		.list_hash = member_text(arena, from, "list_hash"), .randomness = member_text(arena, from, "randomness"),
		.seed = member_int(from, "seed"), .draw = member_int(from, "draw"), .panels_n = json_array_size(panels) };
	if (!out->rule.at || !out->list_hash.at || !out->people_hash.at || !out->features_hash.at || !out->size.at ||
	    out->panels_n == 0 || out->panels_n > LOTTERY_PANELS_MOST)
		return false;
	out->panels = arena_many(arena, struct text *, out->panels_n);
	out->panel_sizes = arena_many(arena, size_t, out->panels_n);
	for (size_t i = 0; i < out->panels_n; i++)
		if (!read_panel(arena, json_array_get(panels, i), out, i))
			return false;
	return true;
}

int select_record_read(struct cli *cli, const char *path, struct select_record *out)
{
	struct text whole;
	json_error_t fault;
	if (!cli_read(cli, cli->arena, path, &whole))
		return CLI_BAD_INPUT;
	json_t *json = json_loadb(whole.at ? whole.at : "", whole.n, JSON_REJECT_DUPLICATES, &fault);
	if (!json) {
		struct place place = { fault.line > 0 ? (size_t)fault.line : 1, fault.column > 0 ? (size_t)fault.column : 1 };
		return cli_refuse_at(cli, path, place, N_("ce n'est pas du JSON bien formé"), NULL);
	}
	bool read = read_record(cli->arena, json, out);
	json_decref(json);
	return read ? CLI_DONE
	            : cli_refuse_at(cli, path, (struct place){ 0, 0 }, N_("ce n'est pas un procès-verbal de tirage complet"), NULL);
}

struct text select_record_list(struct arena *arena, const struct select_record *r)
{
	size_t people_n = 0, n = 0;
	for (size_t i = 0; i < r->panels_n; i++)
		people_n += r->panel_sizes[i];
	struct text *people = arena_many(arena, struct text, people_n);
	size_t *numbers = arena_many(arena, size_t, people_n);
	struct lottery_panel *panels = arena_many(arena, struct lottery_panel, r->panels_n);
	for (size_t i = 0; i < r->panels_n; i++) {
		panels[i] = (struct lottery_panel){ numbers + n, r->panel_sizes[i] };
		for (size_t k = 0; k < r->panel_sizes[i]; k++, n++) {
			people[n] = r->panels[i][k];
			numbers[n] = n;
		}
	}
	return lottery_list_text(arena, people, &(struct lottery_list){ .panels = panels, .n = r->panels_n });
}
