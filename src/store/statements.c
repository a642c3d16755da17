/* The list that the linker makes of all STATEMENT(…). */
#include "store/statements.h"

#include "store/engine.h"

#include <string.h>

/* Both ends are NULL when the program declares none: the count is then zero. */
size_t statements_n(void)
{
	return (size_t)(__stop_statements - __start_statements);
}

const struct statement *statements_at(size_t i)
{
	return __start_statements[i];
}

/* PostgreSQL would not mind a parameter that is declared and never named. */
static struct text unnamed_parameter(struct arena *arena, const struct statement *s)
{
	size_t n = s->params ? strlen(s->params) : 0;
	for (size_t i = 1; i <= n; i++) {
		struct text name = text_format(arena, "$%zu", i), rest = text_of(s->sql);
		bool named = false;
		for (size_t at; !named && (at = text_find(rest, name)) < rest.n;) {
			rest = text_slice(rest, at + name.n, rest.n);
			named = rest.n == 0 || rest.at[0] < '0' || rest.at[0] > '9';
		}
		if (!named)
			return text_format(arena, "no parameter %" TEXT, text_args(name));
	}
	return NO_TEXT;
}

struct text statement_problem(struct db *db, struct arena *arena, const struct statement *s)
{
	if (s->only && strcmp(s->only, db->engine->name) != 0)
		return NO_TEXT;
	struct text problem = unnamed_parameter(arena, s);
	if (problem.n == 0)
		problem = db->engine->describe(db, arena, s);
	db_recover(db);
	return problem;
}
