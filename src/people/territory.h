/* Territories: the real ones (communes and EPCI, from @etalab/decoupage-administratif reduced
 * at build time to a compact table) and those added by hand (PNR, PETR, others). */
#ifndef CORDEE_TERRITORY_H
#define CORDEE_TERRITORY_H
#include "http/request.h"

struct territory {
	int64_t id;                /* 0: known to the table, not yet used here */
	struct text kind, code, name, departement, epci;
	int64_t population;
};

struct territory *territory_by_id(struct db *, struct arena *, int64_t id);
/* Inside a command: the row of that code, made from the table when there is none; 0 when the
 * code is unknown. */
int64_t territory_ensure(struct db *tx, struct arena *, struct text code);
/* A territory without official code, by kind and name. */
int64_t territory_by_hand(struct db *tx, struct arena *, struct text kind, struct text name);
/* Best first, at most limit: by prefix of folded words, the most populated first; a code finds
 * its own. kind "" is any. */
struct rows territory_search(struct arena *, struct text kind, struct text words, size_t limit);
const struct territory *territory_by_code(struct arena *, struct text code);

const char *territory_kind_label(struct text kind);  /* msgid: "commune", "intercommunalité"… */
extern const struct option territory_kinds[];
/* GET /territoires?q=: JSON for suggest.js, a page of results without it. */
extern const struct routes territory_routes;
#endif
