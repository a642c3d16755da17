/* Tokens, by libsodium. */
#include "people/token.h"

#include "base/check.h"

#include <sodium.h>
#include <string.h>

enum { BYTES = TOKEN_LETTERS / 2 };

static struct text hash_of(struct arena *arena, struct text plain)
{
	unsigned char hash[BYTES];
	check(crypto_generichash(hash, sizeof hash, (const unsigned char *)plain.at, plain.n, NULL, 0) == 0);
	return text_hex(arena, hash, sizeof hash);
}

static struct token token_made(struct arena *arena, const unsigned char bytes[BYTES])
{
	struct token token = { .plain = text_hex(arena, bytes, BYTES) };
	token.hash = hash_of(arena, token.plain);
	return token;
}

struct token token_new(struct arena *arena)
{
	unsigned char bytes[BYTES];
	randombytes_buf(bytes, sizeof bytes);
	return token_made(arena, bytes);
}

struct token token_of(struct arena *arena, const struct app *app, const char *purpose, struct text words)
{
	unsigned char bytes[BYTES];
	crypto_generichash_state state;
	check(crypto_generichash_init(&state, app->secret, sizeof app->secret, sizeof bytes) == 0);
	/* With its closing zero, so that purpose and words cannot run into each other. */
	check(crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1) == 0);
	check(crypto_generichash_update(&state, (const unsigned char *)words.at, words.n) == 0);
	check(crypto_generichash_final(&state, bytes, sizeof bytes) == 0);
	return token_made(arena, bytes);
}

struct text token_hash(struct arena *arena, struct text plain)
{
	unsigned char bytes[BYTES];
	if (plain.n != TOKEN_LETTERS || !text_unhex(plain, bytes, sizeof bytes))
		return NO_TEXT;
	return hash_of(arena, plain);
}
