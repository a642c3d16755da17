/* Territories: the real ones (communes, EPCI, departments and regions, from
 * @etalab/decoupage-administratif reduced at build time to a compact table) and those added
 * by hand (PNR, PETR, others). */
#ifndef CORDEE_TERRITORY_H
#define CORDEE_TERRITORY_H
#include "http/request.h"

struct territory {
	int64_t id;                /* 0: known to the table, not yet used here */
	/* code: INSEE (commune), SIREN (EPCI), DEP-59, REG-32; empty when added by hand.
	 * departement: "59"; epci: the SIREN code of the commune's group. */
	struct text kind, code, name, departement, epci;
	int64_t population;        /* 0: unknown */
};

struct territory *territory_by_id(struct db *, struct arena *, int64_t id);
/* Inside a command: the row of that code, made from the table when there is none; 0 when the
 * code is unknown. */
int64_t territory_ensure(struct db *tx, struct arena *, struct text code);
/* Inside a command: a territory without official code, by kind and name. */
int64_t territory_by_hand(struct db *tx, struct arena *, struct text kind, struct text name);
/* At most limit: a code finds its own, then names that are exactly the words, then names of
 * which every word of `words` begins a word; the most populated first. kind "" is any. */
struct rows territory_search(struct arena *, struct text kind, struct text words, size_t limit);
const struct territory *territory_by_code(struct arena *, struct text code);

const char *territory_kind_label(struct text kind);  /* msgid: "commune", "intercommunalité"… */
extern const struct option territory_kinds[];
/* "Nord · 10 847 habitants": tells one Saint-Martin from another. */
struct text territory_detail(struct arena *, enum lang, const struct territory *);
/* GET /territoires?q=: JSON for suggest.js, a page of results without it. */
extern const struct routes territory_routes;
#endif
