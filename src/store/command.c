/* Running one command inside an open transaction: its one-time key, its events, its answer. */
#include "store/inner.h"

STATEMENT(answer_of, "SELECT id, name FROM once WHERE key = $1", .params = "t",
          ROW(struct made, id, name))
STATEMENT(
	keep_answer,
	"INSERT INTO once (key, at, id, name) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING",
	.params = "tiit")

/* The answer already given to this key, if any. */
static bool recall(struct db *tx, struct write *w)
{
	const struct made *before = db_one(tx, w->arena, &answer_of, BIND(w->once));
	if (!before)
		return false;
	w->made = *before;
	w->repeated = true;
	return true;
}

/* In the same transaction: the key is known if and only if its effect is. */
static void remember(struct db *tx, const struct write *w)
{
	int64_t kept =
		db_run(tx, &keep_answer, BIND(w->once, clock_now(), w->made.id, w->made.name));
	if (kept || db_failed(tx))
		return;
	/* The same form, sent twice at once on two connections: run again, this one finds the answer. */
	tx->again = true;
	db_fail(tx, ERROR_CONFLICT, "once", "the key was taken meanwhile");
}

bool command_run(struct db *tx, struct write *w)
{
	w->repeated = false;
	w->made = (struct made){ 0 };
	w->error = (struct error){ 0 };
	if (w->once.n && recall(tx, w))
		return true;
	bool accepted = !db_failed(tx) && w->run(tx, w->arena, w->in, &w->made, &w->error);
	if (accepted && w->once.n)
		remember(tx, w);
	/* Nothing that was concluded from a failed read counts. */
	if (db_failed(tx)) {
		w->error = (struct error){ 0 };
		return db_error(tx, &w->error);
	}
	if (!accepted)
		error_set(&w->error, ERROR_INTERNAL,
		          N_("Une erreur s'est produite de notre côté. Elle a été notée."),
		          "a command refused without a reason");
	return accepted;
}

/* Events are a list with its end, so that a refused command can cut its own off. */
void events_begin(struct db *tx, struct arena *arena)
{
	tx->arena = arena;
	tx->events = NULL;
	tx->events_end = &tx->events;
}
