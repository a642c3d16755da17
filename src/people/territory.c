/* Territories of the database: made from the official table when first used, or by hand.
 * The table itself and its search live in territory_search.c. */
#include "people/territory.h"

STATEMENT(territory_select,
          "SELECT id, kind, code, name, departement, epci, population FROM territory WHERE id = $1",
          .params = "i", ROW(struct territory, id, kind, code, name, departement, epci, population))

STATEMENT(territory_with_code, "SELECT id FROM territory WHERE code = $1", .params = "t")

STATEMENT(territory_insert,
          "INSERT INTO territory (kind, code, name, population, departement, epci)"
          " VALUES ($1, $2, $3, $4, $5, $6)"
          " ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id",
          .params = "tttitt")

STATEMENT(territory_named,
          "SELECT min(id) FROM territory WHERE kind = $1 AND name = $2 AND code IS NULL", .params = "tt")

STATEMENT(territory_insert_by_hand, "INSERT INTO territory (kind, name) VALUES ($1, $2) RETURNING id",
          .params = "tt")

const struct option territory_kinds[] = {
	OPTION("commune", N_("commune")),
	OPTION("epci", N_("intercommunalité")),
	OPTION("pnr", N_("parc naturel régional")),
	OPTION("petr", N_("pôle d'équilibre territorial et rural")),
	OPTION("departement", N_("département")),
	OPTION("region", N_("région")),
	OPTION("autre", N_("autre territoire")),
	{ .label = NULL },
};

const char *territory_kind_label(struct text kind)
{
	for (const struct option *option = territory_kinds; option->label; option++)
		if (text_equal(option->value, kind))
			return option->label;
	return N_("territoire");
}

struct territory *territory_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &territory_select, BIND(id));
}

int64_t territory_ensure(struct db *tx, struct arena *arena, struct text code)
{
	int64_t id = db_int(tx, &territory_with_code, BIND(code));
	if (id)
		return id;
	const struct territory *known = territory_by_code(arena, code);
	if (!known)
		return 0;
	return db_int(tx, &territory_insert, BIND(known->kind, known->code, known->name, known->population,
	                                          known->departement, known->epci));
}

int64_t territory_by_hand(struct db *tx, struct arena *arena, struct text kind, struct text name)
{
	(void)arena;
	int64_t id = db_int(tx, &territory_named, BIND(kind, name));
	return id ? id : db_int(tx, &territory_insert_by_hand, BIND(kind, name));
}
