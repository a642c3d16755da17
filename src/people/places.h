/* Places: the official communes, EPCI, departments and regions, as the table that
 * tools/places makes at build time. Inner to people/: others see people/territory.h. */
#ifndef CORDEE_PLACES_H
#define CORDEE_PLACES_H
#include <stddef.h>
#include <stdint.h>

enum place_kind { PLACE_COMMUNE, PLACE_EPCI, PLACE_DEPARTEMENT, PLACE_REGION };
enum { PLACE_CODE = 9, PLACE_NONE = 0xFFFF };

struct place {
	uint32_t name, folded;     /* where they start in places_names and places_folded */
	uint32_t population;
	uint16_t epci, departement; /* indexes of places, or PLACE_NONE */
	uint8_t kind;
	char code[PLACE_CODE + 1];
};

/* By falling population, and one more that closes the last name. */
extern const struct place places[];
extern const size_t places_n;
extern const uint16_t places_by_code[]; /* in the byte order of codes */
/* "Annœullin\n…" and, for searching, " annoeullin\n…": a space before every word. */
extern const char places_names[], places_folded[];
#endif
