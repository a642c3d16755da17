/* Passwords: Argon2id by libsodium, on a worker; wrong tries are counted per account, and the
 * count is checked again inside the transaction that answers. */
#include "people/login.h"

#include <sodium.h>

/* 32 MB and three passes: some 50 ms, and four at once still fit a small server. */
enum { PASSES = 3, MEMORY = 32 << 20 };

STATEMENT(count_attempts, "SELECT CAST(count(*) AS bigint) AS n FROM attempt WHERE subject = $1 AND at > $2",
          .params = "ti")
STATEMENT(insert_attempt, "INSERT INTO attempt (subject, at) VALUES ($1, $2)", .params = "ti")
STATEMENT(forgive_attempts, "DELETE FROM attempt WHERE subject = $1", .params = "t")
STATEMENT(forget_attempts, "DELETE FROM attempt WHERE at <= $1", .params = "i")

/* Counted for addresses without an account too: the answer must not tell them apart. */
static struct text subject_of(struct arena *arena, struct text email)
{
	return text_join(arena, text("password:"), text_lower(arena, email));
}

bool password_limited(struct db *db, struct arena *arena, struct text email)
{
	return db_int(db, &count_attempts, BIND(subject_of(arena, email), clock_now().s - TRIES_WITHIN)) >= TRIES;
}

bool password_sign_in(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct password_try *in = input;
	struct text subject = subject_of(arena, in->email);
	int64_t now = clock_now().s;
	if (password_limited(tx, arena, in->email))
		return error_rule(err, N_("Trop d'essais pour ce compte. Recevez un lien par courriel, ou réessayez dans un quart d'heure."));
	db_run(tx, &forget_attempts, BIND(now - TRIES_WITHIN));
	if (in->person) {
		db_run(tx, &forgive_attempts, BIND(subject));
		login_insert(tx, in->person, &in->login);
	} else {
		db_run(tx, &insert_attempt, BIND(subject, now));
	}
	made->id = in->person;
	return true;
}

struct text password_hash(struct arena *arena, struct text password)
{
	char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_str_alg(hash, password.at, password.n, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return NO_TEXT;
	return text_of(hash);
}

bool password_right(struct arena *arena, struct text hash, struct text password)
{
	if (!hash.n) {
		password_hash(arena, password);
		return false;
	}
	return crypto_pwhash_str_verify(text_z(arena, hash), password.at, password.n) == 0;
}
