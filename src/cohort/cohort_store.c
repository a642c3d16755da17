/* The SQL of the cohort. */
#include "cohort/cohort_store.h"

STATEMENT(put_welcome, "UPDATE cycle SET welcome = $2, charter = $3 WHERE id = $1", .params = "itt")
STATEMENT(replacing_member, "SELECT id FROM member WHERE replaces = $1 ORDER BY id LIMIT 1", .params = "i",
          ROW(struct member, id))

void welcome_put(struct db *tx, const struct welcome_input *in)
{
	db_run(tx, &put_welcome, BIND(in->cycle, in->welcome, in->charter));
}

int64_t member_replacing(struct db *db, int64_t member)
{
	return db_int(db, &replacing_member, BIND(member));
}
