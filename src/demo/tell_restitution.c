/* The public restitution: the event, those who registered, the territories' sheets. */
#include "demo/replay.h"
#include "restitution/restitution.h"

enum { DAY = 86400 };

static void announce(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct restitution_input in = { .app = r->app, .cycle = c->id, .title = told_text(told, "title"),
		                        .summary = told_text(told, "summary"), .body = told_text(told, "body"),
		                        .starts = told_instant(told, "starts"), .ends = told_instant(told, "ends"),
		                        .opens = told_instant(told, "opens"), .place = told_text(told, "place"),
		                        .address = told_text(told, "address"), .capacity = told_number(told, "capacity") };
	replay_run(r, restitution_save, &in, in.title);
	struct restitution_publication publication = { .cycle = c->id, .published = 1 };
	replay_run(r, restitution_publish, &publication, in.title);
}

static void enrol(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct registration_input in = { .app = r->app, .cycle = c->id, .name = told_text(told, "name"),
		                         .email = told_text(told, "email"), .organisation = told_text(told, "organisation"),
		                         .lang = LANG_FR };
	replay_run(r, registration_add, &in, in.name);
}

static void publish_sheet(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct sheet_input in = { .cycle = c->id, .member = member_told(r, c, told_text(told, "territory")),
		                  .facilitates = true, .intro = told_text(told, "intro"), .published = true };
	replay_run(r, sheet_save, &in, told_text(told, "territory"));
}

void tell_restitution(struct replay *r, struct told_cycle *c)
{
	const json_t *told, *all = told_file(r, c->folder, "restitution.json");
	size_t i;
	replay_at(r, later(told_instant(all, "opens"), -DAY), announce, c, all);
	json_array_foreach(json_object_get(all, "registrations"), i, told)
		replay_at(r, told_instant(told, "at"), enrol, c, told);
	json_array_foreach(json_object_get(all, "sheets"), i, told)
		replay_at(r, told_instant(told, "published_at"), publish_sheet, c, told);
}
