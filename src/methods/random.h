/* Random: numbers that look drawn and are the same for the same seed, on every machine:
 * xoshiro256** of Blackman and Vigna ("Scrambled linear pseudorandom number generators", ACM
 * Transactions on Mathematical Software 47, 2021), its state filled by splitmix64. For methods,
 * never for secrets. */
#ifndef CORDEE_RANDOM_H
#define CORDEE_RANDOM_H
#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

struct random random_seed(uint64_t seed);
uint64_t random_bits(struct random *);
/* Below n, n > 0, each as likely as another (Lemire, "Fast random integer generation in an
 * interval", ACM Transactions on Modeling and Computer Simulation 29, 2019). */
uint64_t random_below(struct random *, uint64_t n);
/* In [0, 1), in steps of 2⁻⁵³. */
double random_unit(struct random *);
/* Puts n items of `size` bytes in random order (Fisher and Yates). */
void random_shuffle(struct random *, void *at, size_t n, size_t size);
#endif
