/* Copying every row of one database into another, whatever their engines. */
#ifndef CORDEE_COPY_H
#define CORDEE_COPY_H
#include "store/engine.h"

/* The table that holds the uploaded files in a backup. */
#define BACKUP_FILES "backup_file"

/* One table that both databases have. */
struct table {
	const char *name;
	const char *types; /* one letter a column, as in the parameters of a statement */
	struct statement read, add, any;
	bool counts;       /* its ids come from a sequence */
};

/* The tables of a SQLite database, without those about the file itself. */
struct tables {
	const struct table *at;
	size_t n;
};
struct tables tables_of(struct db *sqlite, struct arena *);

/* Inside a transaction of both, the second one empty. False: one of them has failed. */
bool copy_tables(struct db *from, struct db *to, struct tables);
/* Whether there is no row at all. */
bool tables_empty(struct db *, struct tables);
#endif
