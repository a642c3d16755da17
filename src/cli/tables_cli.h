/* cordee tables: what its files share. Inner to cli/tables*.c. */
#ifndef CORDEE_TABLES_CLI_H
#define CORDEE_TABLES_CLI_H
#include "base/list.h"
#include "cli/cli.h"
#include "methods/tables.h"

struct tables_asked {
	const char *people, *constraints, *resume, *csv;
	struct text size;
	int64_t rounds, done;
	double seconds;
	int sheet;
};

enum tables_sheet { SHEET_ROUNDS, SHEET_SEATS, SHEET_PEOPLE, SHEET_TABLES };

/* A column of the people's file, and its values once something asks for them. */
struct tables_column {
	struct text heading;
	struct text *cells;   /* one a person, trimmed */
	size_t feature;       /* index in the features, or SIZE_MAX */
};

struct tables_wish { /* about a pair, before wishes are put together */
	uint32_t a, b;
	tables_rounds together, apart, free;
	struct place place;
};

/* What was read: `input` points into the lists. */
struct tables_reading {
	struct cli *cli;
	bool numbered;        /* people are numbers, without a file */
	size_t people_n;
	struct text *ids, *names;
	struct tables_column *columns;
	size_t columns_n;
	tables_rounds *present;
	uint16_t *earlier;    /* or NULL */
	size_t past_n;
	struct tables_input input;
	LIST(struct tables_wish) wishes;
	LIST(struct tables_feature) features;
	LIST(struct tables_limit) limits;
	LIST(struct tables_stay) stays;
};

/* Each says what is wrong and returns false, so that the command ends with CLI_BAD_INPUT. */
bool tables_read_people(struct tables_reading *, const char *number_or_path);
bool tables_read_size(struct tables_reading *, struct text size);
bool tables_read_constraints(struct tables_reading *, const char *path);
bool tables_read_earlier(struct tables_reading *, const char *path, size_t done);

/* The person with this id (or name), or SIZE_MAX. */
size_t tables_person(const struct tables_reading *, struct text id);
/* The column with this heading, or SIZE_MAX. */
size_t tables_column(const struct tables_reading *, struct text heading);
/* The feature of a column, made when it is first asked for. */
size_t tables_feature_of(struct tables_reading *, size_t column);
/* An earlier plan, made when it is first asked for: nobody seated. */
uint16_t *tables_earlier(struct tables_reading *);

void tables_json(struct cli *, const struct tables_reading *, const struct tables_result *);
void tables_report(struct cli *, const struct tables_reading *, const struct tables_result *, enum tables_sheet);
bool tables_picture(struct cli *, const struct tables_reading *, const struct tables_result *);
bool tables_write_csv(struct cli *, const char *path, const struct tables_reading *, const struct tables_result *);
/* One wish that is not kept, in words. */
struct text tables_fault_text(struct cli *, const struct tables_reading *, const struct tables_fault *);
#endif
