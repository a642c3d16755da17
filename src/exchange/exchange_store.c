/* The SQL of exchanges. Whatever a page or a command takes by its id goes through SEEN. */
#include "exchange/exchange_store.h"

#define TERRITORY_JOIN(item)                                                                \
	"LEFT JOIN member m ON m.id = " item ".member LEFT JOIN territory t ON t.id = m.territory "
#define AUTHOR_JOIN(item) "JOIN person p ON p.id = " item ".person " TERRITORY_JOIN(item)

#define NAMED "p.name AS author, p.office"
#define UNNAMED "'' AS author, '' AS office"

#define BLOCKER_SELECT(who)                                                                 \
	"SELECT b.id, b.cycle, b.person, b.member, b.version, b.audience, b.replies, b.title, b.body, b.topic, " \
	"b.state, b.lifted_by, b.lifted, b.created, b.active, " who ", t.name AS territory " \
	"FROM blocker b " AUTHOR_JOIN("b")
#define BLOCKER_ROW                                                                         \
	ROW(struct blocker, id, cycle, person, member, version, audience, replies, title, body, topic, state, \
	    lifted_by, lifted, created, active, author, office, territory)
#define EXPERIENCE_SELECT(who)                                                              \
	"SELECT e.id, e.cycle, e.person, e.member, e.version, e.audience, e.title, e.context, e.done, e.results, " \
	"e.difficulties, e.advice, e.created, e.updated, " who ", t.name AS territory " \
	"FROM experience e " AUTHOR_JOIN("e")
#define EXPERIENCE_ROW                                                                      \
	ROW(struct experience, id, cycle, person, member, version, audience, title, context, done, results, \
	    difficulties, advice, created, updated, author, office, territory)

STATEMENT(blocker_with_id, BLOCKER_SELECT(NAMED) "WHERE b.id = $1", .params = "i", BLOCKER_ROW)
STATEMENT(blocker_in_reach, BLOCKER_SELECT(NAMED) "WHERE b.id = $1 AND b.cycle = $2 AND " SEEN("b", "$3", "$4"),
          .params = "iiii", BLOCKER_ROW)
STATEMENT(blockers_made_public,
          BLOCKER_SELECT(UNNAMED) "WHERE b.member = $1 AND b.audience = 3 ORDER BY b.created DESC, b.id DESC", .params = "i",
          BLOCKER_ROW)
STATEMENT(experience_with_id, EXPERIENCE_SELECT(NAMED) "WHERE e.id = $1", .params = "i", EXPERIENCE_ROW)
STATEMENT(experience_in_reach, EXPERIENCE_SELECT(NAMED) "WHERE e.id = $1 AND e.cycle = $2 AND " SEEN("e", "$3", "$4"),
          .params = "iiii", EXPERIENCE_ROW)
STATEMENT(experiences_made_public,
          EXPERIENCE_SELECT(UNNAMED) "WHERE e.member = $1 AND e.audience = 3 ORDER BY e.created DESC, e.id DESC",
          .params = "i", EXPERIENCE_ROW)

#define BLOCKER_PAGE(author, join)                                                          \
	"SELECT b.id, b.audience, b.replies, b.title, b.body, b.topic, b.state, " author " AS author, " \
	"t.name AS territory, b.created FROM blocker b " join "WHERE b.cycle = $1 AND " SEEN("b", "$2", "$3") \
	" AND ($4 = '' OR b.state = $4) AND ($5 = '' OR b.topic = $5) " \
	"ORDER BY b.active DESC, b.id DESC LIMIT $6 OFFSET $7"
#define BLOCKER_LINE                                                                        \
	ROW(struct blocker_line, id, audience, replies, title, body, topic, state, author, territory, created)
STATEMENT(page_of_blockers, BLOCKER_PAGE("p.name", AUTHOR_JOIN("b")), .params = "iiittii", BLOCKER_LINE)
STATEMENT(page_of_blockers_unnamed, BLOCKER_PAGE("''", TERRITORY_JOIN("b")), .params = "iiittii", BLOCKER_LINE)
STATEMENT(page_of_experiences,
          "SELECT e.id, e.audience, CAST(count(*) OVER () AS bigint) AS total, e.title, "
          "e.context AS body, p.name AS author, t.name AS territory, e.created "
          "FROM experience e " AUTHOR_JOIN("e") "WHERE e.cycle = $1 AND " SEEN("e", "$2", "$3")
          " ORDER BY e.created DESC, e.id DESC LIMIT $4 OFFSET $5",
          .params = "iiiii",
          ROW(struct experience_line, id, audience, total, title, body, author, territory, created))
STATEMENT(facets_of_blockers,
          "SELECT b.topic, b.state, CAST(count(*) AS bigint) AS n FROM blocker b WHERE b.cycle = $1 AND "
          SEEN("b", "$2", "$3") " GROUP BY b.topic, b.state ORDER BY b.topic, b.state",
          .params = "iii", ROW(struct facet, topic, state, n))
STATEMENT(replies_of_blocker,
          "SELECT y.id, y.person, y.member, y.body, p.name AS author, p.office, t.name AS territory, y.created "
          "FROM reply y " AUTHOR_JOIN("y") "WHERE y.blocker = $1 ORDER BY y.created, y.id",
          .params = "i", ROW(struct reply, id, person, member, body, author, office, territory, created))
STATEMENT(lifted_of_topic,
          "SELECT b.id, b.audience, b.replies, b.title, b.lifted_by AS body, b.topic, b.state, p.name AS author, "
          "t.name AS territory, b.created FROM blocker b " AUTHOR_JOIN("b")
          "WHERE b.cycle = $1 AND b.topic = $2 AND b.state = 'lifted' AND b.id <> $3 AND " SEEN("b", "$4", "$5")
          " ORDER BY b.lifted DESC, b.id DESC LIMIT 5",
          .params = "itiii", BLOCKER_LINE)

STATEMENT(topics_of_cycle,
          "SELECT b.topic FROM blocker b WHERE b.cycle = $1 AND b.topic <> '' GROUP BY b.topic ORDER BY min(b.id)",
          .params = "i", ROW(struct topic, topic))
STATEMENT(count_replies_by_others, "SELECT count(*) FROM reply WHERE blocker = $1 AND person <> $2", .params = "ii")
STATEMENT(slug_of_cycle, "SELECT slug FROM cycle WHERE id = $1", .params = "i", ROW(struct cycle, slug))

STATEMENT(insert_blocker,
          "INSERT INTO blocker (cycle, member, person, title, body, topic, audience, created, active) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
          .params = "iiitttii", ROW(struct blocker, id))
STATEMENT(update_blocker,
          "UPDATE blocker SET title = $2, body = $3, topic = $4, audience = $5, active = $6, version = version + 1 "
          "WHERE id = $1",
          .params = "itttii")
STATEMENT(change_blocker, "UPDATE blocker SET state = $2, lifted = $3, lifted_by = $4, active = $5 WHERE id = $1",
          .params = "ititi")
STATEMENT(insert_reply,
          "INSERT INTO reply (blocker, member, person, body, created) VALUES ($1, $2, $3, $4, $5) RETURNING id",
          .params = "iiiti", ROW(struct reply, id))
STATEMENT(count_reply, "UPDATE blocker SET replies = replies + 1, active = $2 WHERE id = $1", .params = "ii")
STATEMENT(insert_experience,
          "INSERT INTO experience (cycle, member, person, title, audience, context, done, results, difficulties, advice, "
          "created, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING id",
          .params = "iiitittttti", ROW(struct experience, id))
STATEMENT(update_experience,
          "UPDATE experience SET title = $2, audience = $3, context = $4, done = $5, results = $6, difficulties = $7, "
          "advice = $8, updated = $9, version = version + 1 WHERE id = $1",
          .params = "itittttti")

STATEMENT(followers_of_blocker,
          "SELECT p.id, p.email, p.name, p.lang, CASE WHEN p.id = $2 THEN 1 ELSE 0 END AS opened FROM person p "
          "WHERE p.id IN (SELECT y.person FROM reply y WHERE y.blocker = $1 UNION SELECT b.person FROM blocker b "
          "WHERE b.id = $1) AND p.id <> $3 AND p.email IS NOT NULL AND (p.admin = 1 OR EXISTS (SELECT 1 FROM role r "
          "WHERE r.cycle = $4 AND r.person = p.id AND r.role <> 'juror' "
          "AND ($5 >= 2 OR r.role = 'facilitator' OR r.member = $6))) ORDER BY p.id",
          .params = "iiiiii", ROW(struct follower, id, email, name, lang, opened))

struct blocker *blocker_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &blocker_with_id, BIND(id));
}

struct blocker *blocker_seen(struct db *db, struct arena *arena, int64_t id, int64_t cycle, int64_t reach, int64_t member)
{
	return db_one(db, arena, &blocker_in_reach, BIND(id, cycle, reach, member));
}

struct rows public_blockers_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_all(db, arena, &blockers_made_public, BIND(member));
}

struct experience *experience_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &experience_with_id, BIND(id));
}

struct experience *experience_seen(struct db *db, struct arena *arena, int64_t id, int64_t cycle, int64_t reach,
                                   int64_t member)
{
	return db_one(db, arena, &experience_in_reach, BIND(id, cycle, reach, member));
}

struct rows public_experiences_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_all(db, arena, &experiences_made_public, BIND(member));
}

struct rows blockers_seen(struct db *db, struct arena *arena, const struct viewer *v, const struct list_filter *f)
{
	bool named = viewer_may(v, MAY_SEE_COHORT);
	return db_all(db, arena, named ? &page_of_blockers : &page_of_blockers_unnamed,
	              BIND(v->cycle, SEEN_BY(v), f->state, f->topic, f->limit, f->offset));
}

struct rows experiences_seen(struct db *db, struct arena *arena, const struct viewer *v, int64_t limit, int64_t offset)
{
	return db_all(db, arena, &page_of_experiences, BIND(v->cycle, SEEN_BY(v), limit, offset));
}

struct rows blocker_facets(struct db *db, struct arena *arena, const struct viewer *v)
{
	return db_all(db, arena, &facets_of_blockers, BIND(v->cycle, SEEN_BY(v)));
}

struct rows replies_of(struct db *db, struct arena *arena, int64_t blocker)
{
	return db_all(db, arena, &replies_of_blocker, BIND(blocker));
}

struct rows blockers_alike(struct db *db, struct arena *arena, const struct viewer *v, const struct blocker *b)
{
	if (b->topic.n == 0)
		return (struct rows){ 0 };
	return db_all(db, arena, &lifted_of_topic, BIND(b->cycle, b->topic, b->id, SEEN_BY(v)));
}

struct rows topics_of(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &topics_of_cycle, BIND(cycle));
}

int64_t replies_by_others(struct db *db, const struct blocker *b)
{
	return db_int(db, &count_replies_by_others, BIND(b->id, b->person));
}

struct text exchange_slug_of(struct db *db, struct arena *arena, int64_t cycle)
{
	const struct cycle *found = db_one(db, arena, &slug_of_cycle, BIND(cycle));
	return found ? found->slug : NO_TEXT;
}

int64_t blocker_insert(struct db *tx, const struct blocker_input *in, struct instant now)
{
	return db_int(tx, &insert_blocker, BIND(in->cycle, v_id(in->member), in->person, in->title, in->body, in->topic,
	                                        in->audience, now));
}

void blocker_update(struct db *tx, const struct blocker_input *in, struct instant now)
{
	db_run(tx, &update_blocker, BIND(in->id, in->title, in->body, in->topic, in->audience, now));
}

void blocker_set_state(struct db *tx, const struct blocker_change *in, struct instant now)
{
	struct instant lifted = text_is(in->state, "lifted") ? now : (struct instant){ 0 };
	db_run(tx, &change_blocker, BIND(in->blocker, in->state, lifted, in->lifted_by, now));
}

int64_t reply_insert(struct db *tx, const struct blocker_reply_input *in, struct instant now)
{
	db_run(tx, &count_reply, BIND(in->blocker, now));
	return db_int(tx, &insert_reply, BIND(in->blocker, v_id(in->member), in->person, in->body, now));
}

int64_t experience_insert(struct db *tx, const struct experience_input *in, struct instant now)
{
	return db_int(tx, &insert_experience,
	              BIND(in->cycle, v_id(in->member), in->person, in->title, in->audience, in->context, in->done,
	                   in->results, in->difficulties, in->advice, now));
}

void experience_update(struct db *tx, const struct experience_input *in, struct instant now)
{
	db_run(tx, &update_experience, BIND(in->id, in->title, in->audience, in->context, in->done, in->results,
	                                    in->difficulties, in->advice, now));
}

struct rows followers_of(struct db *db, struct arena *arena, const struct blocker *b, int64_t except)
{
	return db_all(db, arena, &followers_of_blocker,
	              BIND(b->id, b->person, except, b->cycle, b->audience, b->member));
}
