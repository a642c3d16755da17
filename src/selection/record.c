/* Writing the decision record: one object, whose lists are in the order of the pages. */
#include "selection/record.h"

#include "base/check.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>

enum { HASH_BYTES = 32 };

static json_t *string(struct text t)
{
	return json_stringn(t.n ? t.at : "", t.n);
}

static json_t *date(struct arena *arena, struct instant at)
{
	return string(instant_iso(arena, at));
}

static json_t *criteria_json(struct rows rows)
{
	json_t *list = json_array();
	for (const struct criterion *c = rows.at; c < (const struct criterion *)rows.at + rows.n; c++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "key", string(c->key), "label", string(c->label),
		                                      "help", string(c->help)));
	return list;
}

static json_t *quotas_json(struct rows rows)
{
	json_t *list = json_array();
	for (const struct quota *q = rows.at; q < (const struct quota *)rows.at + rows.n; q++)
		json_array_append_new(list, json_pack("{s:o, s:I}", "kind", string(q->kind), "seats", (json_int_t)q->seats));
	return list;
}

static json_t *ties_json(struct rows rows)
{
	json_t *list = json_array();
	for (const struct tie *t = rows.at; t < (const struct tie *)rows.at + rows.n; t++)
		json_array_append_new(list, json_pack("{s:o, s:o}", "kind", string(t->kind), "territories", string(t->names)));
	return list;
}

static json_t *marks_json(const struct record_facts *f, const struct review *review)
{
	json_t *object = json_object();
	const struct criterion *c = f->criteria.at;
	const struct mark *m = f->marks.at;
	for (size_t i = 0; i < f->marks.n; i++) {
		if (m[i].application != review->application || m[i].juror != review->juror)
			continue;
		for (size_t k = 0; k < f->criteria.n; k++)
			if (c[k].id == m[i].criterion)
				json_object_setn_new(object, c[k].key.at, c[k].key.n, json_integer(m[i].mark));
	}
	return object;
}

static json_t *reviews_json(struct arena *arena, const struct record_facts *f, int64_t application)
{
	json_t *list = json_array();
	const struct review *r = f->reviews.at;
	for (size_t i = 0; i < f->reviews.n; i++)
		if (r[i].application == application)
			json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o}", "juror", string(r[i].name), "at",
			                                      date(arena, r[i].at), "marks", marks_json(f, &r[i]), "comment",
			                                      string(r[i].comment)));
	return list;
}

static json_t *recusals_json(struct arena *arena, const struct record_facts *f, int64_t application)
{
	json_t *list = json_array();
	const struct recusal *x = f->recusals.at;
	for (size_t i = 0; i < f->recusals.n; i++)
		if (x[i].application == application)
			json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "juror", string(x[i].name), "at",
			                                      date(arena, x[i].at), "reason", string(x[i].reason)));
	return list;
}

static json_t *application_json(struct arena *arena, const struct record_facts *f, const struct standing *s)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o}", "number", string(s->number), "territory",
	                 string(s->name), "kind", string(s->kind), "outcome", string(s->outcome), "rank",
	                 s->rank ? json_integer(s->rank) : json_null(), "sum", (json_int_t)s->score.sum, "marks",
	                 (json_int_t)s->score.n, "reviews", reviews_json(arena, f, s->application), "recusals",
	                 recusals_json(arena, f, s->application));
}

static json_t *applications_json(struct arena *arena, const struct record_facts *f)
{
	json_t *list = json_array();
	const struct standing *s = f->standings.at;
	for (size_t i = 0; i < f->standings.n; i++)
		json_array_append_new(list, application_json(arena, f, &s[i]));
	return list;
}

struct text record_write(struct arena *arena, const struct record_facts *f)
{
	json_t *record = json_pack(
	    "{s:i, s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:o, s:o}", "version", 1, "cycle", string(f->cycle->name), "call",
	    string(f->call->title), "decided", date(arena, f->at), "by", string(f->by), "mark_max", MARK_MAX, "criteria",
	    criteria_json(f->criteria), "quotas", quotas_json(f->quotas), "ties", ties_json(f->ties), "applications",
	    applications_json(arena, f));
	char *dumped = record ? json_dumps(record, JSON_INDENT(1)) : NULL;
	check(dumped);
	struct text written = text_join(arena, text_of(dumped), text("\n"));
	free(dumped);
	json_decref(record);
	return written;
}

struct text record_hash(struct arena *arena, struct text record)
{
	unsigned char hash[HASH_BYTES];
	check(crypto_generichash(hash, sizeof hash, (const unsigned char *)record.at, record.n, NULL, 0) == 0);
	return text_hex(arena, hash, sizeof hash);
}
