/* Catalogue: the hash that the table and its readers share. */
#include "base/catalogue.h"

uint32_t catalogue_hash(const char *message)
{
	/* FNV-1a */
	uint32_t hash = 2166136261U;
	for (; *message; message++)
		hash = (hash ^ (unsigned char)*message) * 16777619U;
	return hash;
}
