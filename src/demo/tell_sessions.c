/* Working days: prepared after the decision, held on their day, told a few days later. */
#include "demo/replay.h"
#include "session/session.h"
#include "store/files.h"

#include <stdio.h>

enum { HOUR = 3600, DAY = 86400, FILE_MOST = 1 << 20 };

static int64_t session_told(struct replay *r, struct told_cycle *c, const json_t *told)
{
	return alias_id(r, c->sessions.at, c->sessions.n, told_text(told, "key"));
}

static void prepare(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct session_input in = { .app = r->app, .cycle = c->id, .title = told_text(told, "title"), .day = told_day(told, "day"),
		                    .starts = told_clock(told, "starts"), .ends = told_clock(told, "ends"),
		                    .place = told_text(told, "place"), .address = told_text(told, "address"),
		                    .access = told_text(told, "access"), .summary = told_text(told, "summary") };
	int64_t session = replay_run(r, session_save, &in, in.title).id;
	list_add(r->arena, &c->sessions, (struct alias){ told_text(told, "key"), session, 0 });
	const json_t *item;
	size_t i;
	json_array_foreach(json_object_get(told, "agenda"), i, item) {
		struct agenda_input part = { .session = session, .starts = told_clock(item, "at"), .ends = told_clock(item, "until"),
			                     .kind = told_text(item, "kind"), .title = told_text(item, "title"),
			                     .speaker = told_text(item, "speaker"), .office = told_text(item, "office"),
			                     .abstract = told_text(item, "abstract") };
		replay_run(r, agenda_save, &part, part.title);
	}
}

/* A file of the folder, into the store of files. */
static struct upload upload_told(struct replay *r, struct told_cycle *c, struct text name)
{
	struct upload upload = { .name = name };
	char bytes[8192];
	FILE *file = fopen(text_z(r->arena, text_format(r->arena, "%s/%s/files/%" TEXT, r->folder, c->folder, text_args(name))), "rb");
	struct file_writer *writer = file ? file_begin(r->app->files, FILE_MOST, r->err) : NULL;
	bool well = writer != NULL;
	for (size_t n; well && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
		well = file_write(writer, bytes, n, r->err);
	struct stored_file stored;
	if (well && file_end(writer, r->arena, &stored, r->err))
		upload = (struct upload){ .hash = stored.hash, .name = name, .type = stored.type, .size = stored.size };
	else
		replay_problem(r, "this file cannot be read", name);
	if (file)
		fclose(file);
	return upload;
}

static void add_documents(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *item;
	size_t i;
	json_array_foreach(json_object_get(told, "documents"), i, item) {
		struct document_input in = { .session = session_told(r, c, told), .person = c->facilitator,
			                     .title = told_text(item, "title"), .file = upload_told(r, c, told_text(item, "file")) };
		replay_run(r, document_add, &in, in.title);
	}
}

static void attend(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *email;
	size_t i;
	json_array_foreach(json_object_get(told, "attendance"), i, email) {
		struct text address = text_of(json_string_value(email));
		struct attendance_input in = { .session = session_told(r, c, told), .person = person_told(r, c, address).id,
			                       .by = c->facilitator, .present = true };
		replay_run(r, attendance_set, &in, address);
	}
}

static void take_away(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *item;
	size_t i;
	json_array_foreach(json_object_get(told, "takeaways"), i, item) {
		struct takeaway_input in = { .session = session_told(r, c, told), .person = person_told(r, c, told_text(item, "by")).id,
			                     .facilitates = true, .text = told_text(item, "text") };
		list_add(r->arena, &c->takeaways,
		         (struct alias){ told_text(item, "key"), replay_run(r, takeaway_save, &in, in.text).id, 0 });
	}
}

static void write_minutes(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct minutes_input in = { .session = session_told(r, c, told), .person = c->facilitator, .minutes = told_text(told, "minutes") };
	if (in.minutes.n == 0)
		return;
	replay_run(r, minutes_save, &in, told_text(told, "title"));
	replay_run(r, minutes_publish, &(struct minutes_publication){ in.session, AUDIENCE_COHORT }, told_text(told, "title"));
}

void tell_sessions(struct replay *r, struct told_cycle *c)
{
	const json_t *told, *all = told_file(r, c->folder, "sessions.json");
	size_t i;
	json_array_foreach(all, i, told) {
		struct day day = told_day(told, "day");
		struct instant starts = later(day_at(day, 0, 0), told_clock(told, "starts") * 60);
		struct instant ends = later(day_at(day, 0, 0), told_clock(told, "ends") * 60);
		if (!c->first_session.n)
			c->first_session = day;
		struct instant announced = later(c->decided, 2 * HOUR), documents = later(starts, -7 * DAY);
		if (documents.s <= announced.s)
			documents = later(announced, HOUR);
		replay_at(r, announced, prepare, c, told);
		replay_at(r, documents, add_documents, c, told);
		replay_at(r, later(starts, HOUR / 4), attend, c, told);
		tell_activity(r, c, told, starts);
		replay_at(r, later(ends, -HOUR), take_away, c, told);
		replay_at(r, later(ends, 4 * DAY), write_minutes, c, told);
	}
}
