/* The SQL of activities and of who takes part in them. */
#include "session/activity_store.h"

#include "base/check.h"

#include <sodium.h>

/* Counts are made when asked for: few activities, and an index for each count. A thousand phones
 * come by the code, and need none. */
#define ACTIVITY_COLUMNS                                                                    \
	"SELECT a.id, a.session, s.cycle, a.title, a.prompt, a.code, a.state, a.votes_each, a.totals, a.opened, a.closed"
#define ACTIVITY_SELECT                                                                     \
	ACTIVITY_COLUMNS ", (SELECT count(*) FROM idea i WHERE i.activity = a.id AND i.hidden = 0) AS ideas, " \
	"(SELECT count(*) FROM voice v WHERE v.activity = a.id) AS voices, " \
	"CAST((SELECT coalesce(sum(i.votes), 0) FROM idea i WHERE i.activity = a.id AND i.hidden = 0) AS bigint) AS votes " \
	"FROM activity a JOIN session s ON s.id = a.session "
#define ACTIVITY_ROW                                                                        \
	ROW(struct activity, id, session, cycle, title, prompt, code, state, votes_each, totals, opened, closed, ideas, \
	    voices, votes)

STATEMENT(activities_of_session, ACTIVITY_SELECT "WHERE a.session = $1 AND (a.state <> 'draft' OR $2 = 1) ORDER BY a.id", .params = "ii",
          ACTIVITY_ROW)
STATEMENT(activity_with_id, ACTIVITY_SELECT "WHERE a.id = $1", .params = "i", ACTIVITY_ROW)
STATEMENT(activity_with_code,
          ACTIVITY_COLUMNS " FROM activity a JOIN session s ON s.id = a.session WHERE a.code = $1", .params = "t",
          ROW(struct activity, id, session, cycle, title, prompt, code, state, votes_each, totals, opened, closed))
STATEMENT(insert_activity,
          "INSERT INTO activity (session, title, prompt, votes_each, totals, code, created) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING RETURNING id",
          .params = "ittiiti", ROW(struct activity, id))
STATEMENT(update_activity,
          "UPDATE activity SET title = $2, prompt = $3, votes_each = $4, totals = $5 WHERE id = $1", .params = "ittii")
STATEMENT(open_activity,
          "UPDATE activity SET state = 'open', opened = coalesce(opened, $2), closed = NULL WHERE id = $1", .params = "ii")
STATEMENT(close_activity, "UPDATE activity SET state = 'closed', closed = $2 WHERE id = $1", .params = "ii")
STATEMENT(delete_activity, "DELETE FROM activity WHERE id = $1", .params = "i")

struct rows activities_of(struct db *db, struct arena *arena, int64_t session, bool drafts)
{
	return db_all(db, arena, &activities_of_session, BIND(session, drafts));
}

struct activity *activity_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &activity_with_id, BIND(id));
}

static char code_letter(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

struct activity *activity_by_code(struct db *db, struct arena *arena, struct text typed)
{
	enum { TYPED_MOST = 40 };
	char *code = arena_many(arena, char, TYPED_MOST);
	size_t n = 0;
	for (size_t i = 0; i < typed.n && n < TYPED_MOST; i++)
		if (typed.at[i] != ' ' && typed.at[i] != '-')
			code[n++] = code_letter(typed.at[i]);
	return db_one(db, arena, &activity_with_code, BIND(((struct text){ code, n })));
}

int64_t activity_insert(struct db *tx, const struct activity_input *in, struct text code, struct instant now)
{
	return db_int(tx, &insert_activity,
	              BIND(in->session, in->title, in->prompt, in->votes_each, in->totals, code, now));
}

void activity_update(struct db *tx, const struct activity_input *in)
{
	db_run(tx, &update_activity, BIND(in->id, in->title, in->prompt, in->votes_each, in->totals));
}

void activity_set_open(struct db *tx, int64_t id, struct instant now)
{
	db_run(tx, &open_activity, BIND(id, now));
}

void activity_set_closed(struct db *tx, int64_t id, struct instant now)
{
	db_run(tx, &close_activity, BIND(id, now));
}

void activity_delete(struct db *tx, int64_t id)
{
	db_run(tx, &delete_activity, BIND(id));
}

/* Voices. */

STATEMENT(voice_with_token,
          "SELECT v.id, v.ideas, v.votes, (SELECT i.author FROM idea i WHERE i.activity = v.activity AND i.voice = v.id "
          "ORDER BY i.id DESC LIMIT 1) AS author FROM voice v WHERE v.activity = $1 AND v.token = $2",
          .params = "it", ROW(struct ballot, id, ideas, votes, author))
STATEMENT(insert_voice,
          "INSERT INTO voice (activity, token, person, created) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (activity, token) DO UPDATE SET created = voice.created RETURNING id",
          .params = "itii", ROW(struct ballot, id))
STATEMENT(voice_has_one_more_idea, "UPDATE voice SET ideas = ideas + 1 WHERE id = $1 AND ideas < $2", .params = "ii")
STATEMENT(voice_has_more_votes,
          "UPDATE voice SET votes = votes + $2 WHERE id = $1 AND votes + $2 BETWEEN 0 AND $3", .params = "iii")

/* The same device has another token in each activity: nobody can tell from the database what one
 * person thought over the year. A person has one, whatever their device. */
static struct text voice_token(struct arena *arena, int64_t activity, const struct voice *voice)
{
	unsigned char hash[32];
	if (voice->person)
		return text_format(arena, "person:%lld", (long long)voice->person);
	struct text both = text_format(arena, "%lld:%" TEXT, (long long)activity, text_args(voice->token));
	check(crypto_generichash(hash, sizeof hash, (const unsigned char *)both.at, both.n, NULL, 0) == 0);
	return text_hex(arena, hash, sizeof hash);
}

struct ballot ballot_of(struct db *db, struct arena *arena, int64_t activity, const struct voice *voice)
{
	const struct ballot *found =
	    db_one(db, arena, &voice_with_token, BIND(activity, voice_token(arena, activity, voice)));
	return found ? *found : (struct ballot){ 0 };
}

/* The update of what is there holds the voice to the end of the transaction: what two tabs of one
 * person send at once is done one after the other. */
int64_t voice_ensure(struct db *tx, struct arena *arena, int64_t activity, const struct voice *voice, struct instant now)
{
	return db_int(tx, &insert_voice,
	              BIND(activity, voice_token(arena, activity, voice), v_id(voice->person), now));
}

bool voice_takes_idea(struct db *tx, int64_t voice)
{
	return db_run(tx, &voice_has_one_more_idea, BIND(voice, IDEAS_OF_A_VOICE)) > 0;
}

bool voice_counts(struct db *tx, int64_t voice, int64_t change, int64_t most)
{
	return db_run(tx, &voice_has_more_votes, BIND(voice, change, most)) > 0;
}
