/* Ledger: exact values over one growing common denominator. */
#include "methods/budget_ledger.h"

#include "base/check.h"

#include <string.h>

void ledger_open(struct ledger *ledger, struct arena *arena, struct arena *limbs, size_t n)
{
	*ledger = (struct ledger){ .limbs = limbs, .room = n + 1 };
	ledger->entries = arena_many(arena, struct ledger_entry, n + 1);
	ledger->values = arena_many(arena, double, n + 1);
	/* A purchase multiplies D by less than 2⁶⁴: a limb each is room for all. */
	ledger->common = arena_many(arena, uint64_t, n + 1);
	ledger_clear(ledger);
}

void ledger_clear(struct ledger *ledger)
{
	arena_reset(ledger->limbs);
	ledger->n = 0;
	ledger->common[0] = 1;
	ledger->common_n = 1;
}

static struct big common_of(const struct ledger *ledger)
{
	return (struct big){ ledger->common, (uint32_t)ledger->common_n, false };
}

struct big ledger_whole(const struct ledger *ledger, struct arena *arena, wide constant)
{
	return big_multiply(arena, common_of(ledger), big_of(arena, constant));
}

/* sum += entry·a; returns the new length. */
static size_t add_entry(uint64_t *sum, size_t n, const struct ledger_entry *entry, uint64_t a)
{
	if (n < entry->n)
		n = entry->n; /* what lies above is zero: the room was given so */
	uint64_t carry = limbs_add_product(sum, entry->limb, entry->n, a);
	for (size_t i = entry->n; carry; i++) {
		carry = (sum[i] += carry) < carry;
		n = n < i + 1 ? i + 1 : n;
	}
	return n;
}

struct big ledger_sum(const struct ledger *ledger, struct arena *arena, wide constant,
                      const uint64_t *coefficients, size_t n)
{
	check(n <= ledger->n);
	size_t sum_n = 0;
	/* A value is at most 2⁷⁰, a coefficient 2⁶⁴, and there are fewer than 2¹⁷ of them. */
	uint64_t *sum = arena_many(arena, uint64_t, ledger->common_n + 4);
	for (size_t k = 0; k < ledger->n; k++) {
		const struct ledger_entry *entry = &ledger->entries[k];
		if (sum_n > 0 && entry->raise != 1) {
			uint64_t carry = limbs_multiply(sum, sum, sum_n, entry->raise);
			if (carry)
				sum[sum_n++] = carry;
		}
		if (k < n && coefficients[k])
			sum_n = add_entry(sum, sum_n, entry, coefficients[k]);
	}
	if (constant == 0)
		return (struct big){ sum, (uint32_t)sum_n, false };
	return big_add(arena, ledger_whole(ledger, arena, constant), (struct big){ sum, (uint32_t)sum_n, false });
}

void ledger_add(struct ledger *ledger, struct arena *scratch, struct big sum, uint64_t divisor)
{
	check(big_sign(sum) > 0 && divisor > 0 && ledger->n + 1 < ledger->room);
	uint64_t *quotient = arena_many(scratch, uint64_t, sum.n);
	uint64_t common = big_gcd_words(divisor, limbs_divide(quotient, sum.limb, sum.n, divisor));
	uint64_t *limb = arena_many(ledger->limbs, uint64_t, sum.n), raise = divisor / common;
	limbs_divide(limb, sum.limb, sum.n, common);
	uint64_t carry = limbs_multiply(ledger->common, ledger->common, ledger->common_n, raise);
	if (carry)
		ledger->common[ledger->common_n++] = carry;
	uint32_t n = sum.n - (limb[sum.n - 1] == 0);
	ledger->values[ledger->n] = big_ratio((struct big){ limb, n, false }, common_of(ledger));
	ledger->entries[ledger->n++] = (struct ledger_entry){ limb, n, raise };
}

struct rational ledger_last(const struct ledger *ledger, struct arena *arena, int64_t by)
{
	const struct ledger_entry *last = &ledger->entries[ledger->n - 1];
	struct big num = { arena_copy(arena, last->limb, last->n * sizeof *last->limb), last->n, false };
	return rational_from_big(arena, num, ledger_whole(ledger, arena, by));
}

double ledger_real(const struct ledger *ledger, struct big sum, uint64_t divisor)
{
	return big_ratio(sum, common_of(ledger)) / (double)divisor;
}
