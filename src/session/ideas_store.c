/* The SQL of ideas and votes. The votes of an idea are counted in its row, in the transaction of
 * each vote. */
#include "session/activity_store.h"

#define IDEA_COLUMNS "i.id, i.activity, i.votes, i.text, i.author, i.hidden, i.created"
#define IDEA_SELECT "SELECT " IDEA_COLUMNS " FROM idea i "
#define IDEA_ROW ROW(struct idea, id, activity, votes, text, author, hidden, created)
#define IDEA_OF_VOICE                                                                       \
	"SELECT " IDEA_COLUMNS ", CASE WHEN v.voice IS NULL THEN 0 ELSE 1 END AS mine FROM idea i " \
	"LEFT JOIN vote v ON v.idea = i.id AND v.voice = $2 WHERE i.activity = $1 AND i.hidden = 0 "
#define IDEA_OF_VOICE_ROW ROW(struct idea, id, activity, votes, text, author, hidden, created, mine)

STATEMENT(ideas_as_added, IDEA_OF_VOICE "ORDER BY i.id", .params = "ii", IDEA_OF_VOICE_ROW)
STATEMENT(ideas_latest_first, IDEA_OF_VOICE "ORDER BY i.id DESC", .params = "ii", IDEA_OF_VOICE_ROW)
STATEMENT(ideas_by_votes, IDEA_OF_VOICE "ORDER BY i.votes DESC, i.id", .params = "ii", IDEA_OF_VOICE_ROW)
STATEMENT(ideas_all, IDEA_SELECT "WHERE i.activity = $1 ORDER BY i.votes DESC, i.id", .params = "i", IDEA_ROW)
STATEMENT(idea_with_id, IDEA_SELECT "WHERE i.id = $1", .params = "i", IDEA_ROW)
STATEMENT(ideas_of_closed,
          IDEA_SELECT "JOIN activity a ON a.id = i.activity WHERE a.session = $1 AND a.state = 'closed' "
                      "AND i.hidden = 0 ORDER BY i.activity, i.votes DESC, i.id",
          .params = "i", IDEA_ROW)
STATEMENT(rule_of_vote,
          "SELECT a.state, a.votes_each, i.hidden FROM idea i JOIN activity a ON a.id = i.activity "
          "WHERE i.id = $1 AND a.id = $2",
          .params = "ii", ROW(struct vote_rule, state, votes_each, hidden))
STATEMENT(twin_of_idea, "SELECT id FROM idea WHERE voice = $1 AND text = $2 ORDER BY id LIMIT 1", .params = "it",
          ROW(struct idea, id))
STATEMENT(insert_idea,
          "INSERT INTO idea (activity, voice, text, author, created) VALUES ($1, $2, $3, $4, $5) RETURNING id",
          .params = "iitti", ROW(struct idea, id))
STATEMENT(insert_vote, "INSERT INTO vote (idea, voice, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", .params = "iii")
STATEMENT(delete_vote, "DELETE FROM vote WHERE idea = $1 AND voice = $2", .params = "ii")
STATEMENT(count_for_idea, "UPDATE idea SET votes = votes + $2 WHERE id = $1 AND hidden = 0", .params = "ii")
STATEMENT(hide_idea, "UPDATE idea SET hidden = $2 WHERE id = $1", .params = "ii")

#define HIDDEN_IDEAS "SELECT h.id FROM idea h WHERE h.activity = $1 AND h.hidden = 1"
STATEMENT(give_back_to_voices,
          "UPDATE voice SET votes = votes - (SELECT count(*) FROM vote v WHERE v.voice = voice.id "
          "AND v.idea IN (" HIDDEN_IDEAS ")) WHERE id IN (SELECT w.voice FROM vote w WHERE w.idea IN (" HIDDEN_IDEAS "))",
          .params = "i")
STATEMENT(delete_hidden_votes, "DELETE FROM vote WHERE idea IN (" HIDDEN_IDEAS ")", .params = "i")
STATEMENT(clear_hidden, "UPDATE idea SET votes = 0 WHERE activity = $1 AND hidden = 1", .params = "i")

struct rows ideas_of(struct db *db, struct arena *arena, int64_t activity, enum idea_order order, int64_t voice)
{
	static const struct statement *const orders[] = {
		[IDEAS_AS_ADDED] = &ideas_as_added,
		[IDEAS_LATEST_FIRST] = &ideas_latest_first,
		[IDEAS_BY_VOTES] = &ideas_by_votes,
	};
	return db_all(db, arena, orders[order], BIND(activity, voice));
}

struct rows ideas_with_hidden(struct db *db, struct arena *arena, int64_t activity)
{
	return db_all(db, arena, &ideas_all, BIND(activity));
}

struct rows results_of(struct db *db, struct arena *arena, int64_t session)
{
	return db_all(db, arena, &ideas_of_closed, BIND(session));
}

struct idea *idea_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &idea_with_id, BIND(id));
}

struct vote_rule *vote_rule_of(struct db *db, struct arena *arena, const struct vote_input *in)
{
	return db_one(db, arena, &rule_of_vote, BIND(in->idea, in->activity));
}

int64_t idea_twin(struct db *db, int64_t voice, struct text words)
{
	return db_int(db, &twin_of_idea, BIND(voice, words));
}

int64_t idea_insert(struct db *tx, const struct idea_input *in, int64_t voice, struct text author, struct instant now)
{
	return db_int(tx, &insert_idea, BIND(in->activity, voice, in->text, author, now));
}

bool vote_insert(struct db *tx, int64_t idea, int64_t voice, struct instant now)
{
	return db_run(tx, &insert_vote, BIND(idea, voice, now)) > 0;
}

bool vote_delete(struct db *tx, int64_t idea, int64_t voice)
{
	return db_run(tx, &delete_vote, BIND(idea, voice)) > 0;
}

bool idea_counts(struct db *tx, int64_t idea, int64_t change)
{
	return db_run(tx, &count_for_idea, BIND(idea, change)) > 0;
}

void idea_set_hidden(struct db *tx, int64_t idea, bool hidden)
{
	db_run(tx, &hide_idea, BIND(idea, hidden));
}

void votes_give_back(struct db *tx, int64_t activity)
{
	db_run(tx, &give_back_to_voices, BIND(activity));
	db_run(tx, &delete_hidden_votes, BIND(activity));
	db_run(tx, &clear_hidden, BIND(activity));
}
