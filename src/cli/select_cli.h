/* cordee select and cordee draw: what their files share. */
#ifndef CORDEE_SELECT_CLI_H
#define CORDEE_SELECT_CLI_H
#include "cli/cli.h"
#include "methods/lottery.h"
#include "methods/merit.h"

enum select_rule { SELECT_LEXIMIN, SELECT_MAXIMIN, SELECT_STRATIFIED, SELECT_MERIT };
extern const char *const select_rules[]; /* as they are typed, in that order */

/* Paths as given, and what decides of the draw. */
struct select_files {
	const char *people, *features, *pairs, *scores;
};

struct select_read {
	struct select_files files;
	struct quota_input input;
	const int64_t *scores;  /* NULL: none */
	struct text people_hash, features_hash, pairs_hash; /* of the files; pairs may be NO_TEXT */
	struct quota_pool *pool;
};

/* Reads and checks the files; the size is set. CLI_DONE, or what the command must return. */
int select_read_all(struct cli *, const struct select_files *, struct text size, struct select_read *);

/* A lottery with its list, and a draw when there was one. */
struct select_draw {
	struct text randomness; /* NO_TEXT at: not drawn */
	size_t number;
};

struct select_outcome {
	enum select_rule rule;
	struct lottery_options options;
	struct lottery_result lottery;
	struct text list_hash;
	struct select_draw draw;
	/* With --compare: the smallest chance by each rule, -1 when it has none. */
	bool compared;
	double leximin, maximin, stratified;
};

void select_json_lottery(struct cli *, const struct select_read *, const struct select_outcome *);
void select_json_merit(struct cli *, const struct select_read *, const struct merit_result *);
void select_json_infeasible(struct cli *, const struct select_read *, const struct quota_verdict *);
void select_report_lottery(struct cli *, const struct select_read *, const struct select_outcome *);
void select_report_merit(struct cli *, const struct select_read *, const struct merit_result *);
void select_report_drawn(struct cli *, const struct text *people, size_t n, size_t number);
bool select_picture(struct cli *, const struct select_read *, const struct select_outcome *);

/* The record: all that is needed to draw again, and to check. */
struct select_record {
	struct text version, rule, size;
	struct text people_hash, features_hash, pairs_hash, list_hash, randomness; /* at NULL: not there */
	int64_t seed, draw;  /* draw: -1, not drawn yet */
	struct text **panels; /* ids */
	size_t *panel_sizes, panels_n;
};

void select_record_of(struct cli *, const struct select_read *, const struct select_outcome *, struct select_record *);
bool select_record_write(struct cli *, const char *path, const struct select_record *);
int select_record_read(struct cli *, const char *path, struct select_record *);
/* The list's text, as it was hashed. */
struct text select_record_list(struct arena *, const struct select_record *);
#endif
