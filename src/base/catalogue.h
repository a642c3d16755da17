/* Catalogue: the messages of one language as a constant table with an index by hash, made at
 * build time from locale/LANG/ by tools/catalogue.c. Inner to translate.c and that tool. */
#ifndef CORDEE_CATALOGUE_H
#define CORDEE_CATALOGUE_H
#include <stddef.h>
#include <stdint.h>

struct catalogue_entry {
	const char *message;       /* in French, as in the code */
	const char *one, *many;    /* many: NULL for a message without plural */
};

struct catalogue {
	const struct catalogue_entry *entries;
	/* Open addressing: the entry's index + 1, 0 for none; a power of two, at most half full. */
	const uint16_t *slots;
	uint32_t slots_n;
};

uint32_t catalogue_hash(const char *message);

extern const struct catalogue catalogue_fr, catalogue_en;
#endif
