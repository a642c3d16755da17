/* Random: the generator, and what is drawn with it. */
#include "methods/random.h"

__extension__ typedef unsigned __int128 wide;

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

struct random random_seed(uint64_t seed)
{
	struct random r;
	for (size_t i = 0; i < 4; i++)
		r.state[i] = splitmix64(&seed);
	return r;
}

static uint64_t rotate(uint64_t x, int by)
{
	return (x << by) | (x >> (64 - by));
}

uint64_t random_bits(struct random *r)
{
	uint64_t *s = r->state, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t random_below(struct random *r, uint64_t n)
{
	wide product = (wide)random_bits(r) * n;
	uint64_t threshold = -n % n; /* 2⁶⁴ mod n: what would make the first numbers likelier */
	while ((uint64_t)product < threshold)
		product = (wide)random_bits(r) * n;
	return (uint64_t)(product >> 64);
}

double random_unit(struct random *r)
{
	return (double)(random_bits(r) >> 11) * 0x1p-53;
}

static void swap(char *a, char *b, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char byte = a[i];
		a[i] = b[i];
		b[i] = byte;
	}
}

void random_shuffle(struct random *r, void *at, size_t n, size_t size)
{
	char *items = at;
	for (size_t i = n; i > 1; i--)
		swap(items + (i - 1) * size, items + random_below(r, i) * size, size);
}
