/* Lottery, the draw: the list as text, its hash, and the number that agreed randomness gives. */
#include "methods/lottery.h"

#include "base/buffer.h"
#include "base/check.h"

#include <sodium.h>

enum { HASH_BYTES = 32, LIST_MOST = 1 << 30 };

struct text lottery_list_text(struct arena *arena, const struct text *people, const struct lottery_list *list)
{
	struct buffer out;
	int digits = 1;
	for (size_t most = list->n - 1; most >= 10; most /= 10)
		digits++;
	buffer_init(&out, LIST_MOST);
	for (size_t i = 0; i < list->n; i++) {
		buffer_format(&out, "%0*zu", digits, i);
		for (size_t j = 0; j < list->panels[i].n; j++) {
			buffer_char(&out, '\t');
			buffer_text(&out, people[list->panels[i].people[j]]);
		}
		buffer_char(&out, '\n');
	}
	struct text all = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return all;
}

static void hash_of(struct text words, unsigned char hash[static HASH_BYTES])
{
	check(crypto_generichash(hash, HASH_BYTES, (const unsigned char *)words.at, words.n, NULL, 0) == 0);
}

struct text lottery_hash(struct arena *arena, struct text words)
{
	unsigned char hash[HASH_BYTES];
	hash_of(words, hash);
	return text_hex(arena, hash, sizeof hash);
}

size_t lottery_draw(struct text randomness, struct text list_hash, size_t n)
{
	ARENA_SCOPED scratch = arena_new();
	unsigned char hash[HASH_BYTES];
	uint64_t drawn = 0;
	check(n > 0 && n <= UINT32_MAX);
	hash_of(TEXT_CONCAT(scratch, randomness, text("\n"), list_hash, text("\n")), hash);
	for (size_t i = 0; i < HASH_BYTES; i++)
		drawn = (drawn * 256 + hash[i]) % n;
	return (size_t)drawn;
}
