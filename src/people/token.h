/* Tokens: 32 random bytes in hexadecimal, in a cookie or an address; the database keeps only
 * their BLAKE2b-256, so that a stolen copy of it opens nothing. For this folder and for the stages that mail
 * links of their own. */
#ifndef CORDEE_TOKEN_H
#define CORDEE_TOKEN_H
#include "base/arena.h"
#include "http/app.h"

enum { TOKEN_LETTERS = 64 };

struct token {
	struct text plain, hash;
};

struct token token_new(struct arena *);
/* The same token for the same words (a form's one-time key): a form sent twice, after a lost
 * answer, must get the very token that the first sending stored. */
struct token token_of(struct arena *, const struct app *, const char *purpose, struct text words);
/* No text when it is not even shaped like a token. */
struct text token_hash(struct arena *, struct text plain);
#endif
