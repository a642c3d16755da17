/* Reals as digits, for whatever program reads them: with a point, without grouping. */
#ifndef CORDEE_REAL_H
#define CORDEE_REAL_H
#include <stddef.h>

enum { REAL_DIGITS = 32 };

/* The fewest of fifteen to seventeen significant digits that read back as the same finite double, as
 * "%.15g" to "%.17g" write them, without zeros at the end. Returns the length; a NUL follows. */
size_t real_digits(char digits[static REAL_DIGITS], double);
/* The same bytes by snprintf and strtod, ten times slower: what the first falls back on, and its oracle. */
size_t real_digits_slowly(char digits[static REAL_DIGITS], double);
#endif
