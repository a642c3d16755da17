/* The SQL of activities, ideas, voices and votes, for this folder only. */
#ifndef CORDEE_ACTIVITY_STORE_H
#define CORDEE_ACTIVITY_STORE_H
#include "session/activity.h"

/* 0 when the code is taken. */
int64_t activity_insert(struct db *tx, const struct activity_input *, struct text code, struct instant now);
void activity_update(struct db *tx, const struct activity_input *);
/* Open: since when, the first time. */
void activity_set_open(struct db *tx, int64_t id, struct instant now);
void activity_set_closed(struct db *tx, int64_t id, struct instant now);
void activity_delete(struct db *tx, int64_t id);

enum idea_order { IDEAS_AS_ADDED, IDEAS_LATEST_FIRST, IDEAS_BY_VOTES };
/* struct idea, without the hidden ones. `mine` is told for that voice (0: nobody's). */
struct rows ideas_of(struct db *, struct arena *, int64_t activity, enum idea_order, int64_t voice);
/* Every one, the most voted first. */
struct rows ideas_with_hidden(struct db *, struct arena *, int64_t activity);
struct idea *idea_by_id(struct db *, struct arena *, int64_t id);

/* A voice as it stands in an activity; id 0: it has done nothing there yet. */
struct ballot {
	int64_t id, ideas, votes;
	struct text author; /* as it last signed, when it did not by its person's name */
};
struct ballot ballot_of(struct db *, struct arena *, int64_t activity, const struct voice *);
/* The voice, made when there is none, and held until the end of the transaction. */
int64_t voice_ensure(struct db *tx, struct arena *, int64_t activity, const struct voice *, struct instant now);

/* What decides a vote. */
struct vote_rule {
	struct text state;
	int64_t votes_each;
	bool hidden;
};
/* NULL when there is no such idea in that activity. */
struct vote_rule *vote_rule_of(struct db *, struct arena *, const struct vote_input *);

/* One more idea of that voice; false when it has as many as it may. */
bool voice_takes_idea(struct db *tx, int64_t voice);
/* The idea of the same words that this voice has added, or 0. */
int64_t idea_twin(struct db *, int64_t voice, struct text words);
int64_t idea_insert(struct db *tx, const struct idea_input *, int64_t voice, struct text author, struct instant now);

/* False when that voice had given it already. */
bool vote_insert(struct db *tx, int64_t idea, int64_t voice, struct instant now);
/* False when there was none. */
bool vote_delete(struct db *tx, int64_t idea, int64_t voice);
/* Counts one vote more or less of that voice; false when it would have more than it may. */
bool voice_counts(struct db *tx, int64_t voice, int64_t change, int64_t most);
/* Counts it for the idea; false when the idea is hidden. */
bool idea_counts(struct db *tx, int64_t idea, int64_t change);

void idea_set_hidden(struct db *tx, int64_t idea, bool hidden);
/* Votes of hidden ideas go back to those who gave them. */
void votes_give_back(struct db *tx, int64_t activity);
#endif
