-- The house: settings, people, sign-in, files, mail and jobs.
-- One dialect for both engines; {id} {int} {real} {bytes} {strict} are expanded when applied.
-- Instants are UTC seconds, days are days since 1970-01-01, truth is 0 or 1.

CREATE TABLE setting (
	name text PRIMARY KEY,
	value text NOT NULL
) {strict};

-- Answers already given to a form's one-time key.
CREATE TABLE once (
	key text PRIMARY KEY,
	at {int} NOT NULL,
	id {int} NOT NULL,
	name text NOT NULL
) {strict};
CREATE INDEX once_at ON once (at);

-- An erased person keeps the row, without name or address, so that what was decided stays.
CREATE TABLE person (
	id {id},
	email text UNIQUE,          -- lower case
	name text NOT NULL,
	office text NOT NULL DEFAULT '',
	phone text NOT NULL DEFAULT '',
	lang text NOT NULL DEFAULT 'fr',
	password text,              -- Argon2id, as libsodium writes it
	admin {int} NOT NULL DEFAULT 0,
	digest {int} NOT NULL DEFAULT 1,
	calendar text UNIQUE,       -- hash of the private feed's token
	created {int} NOT NULL,
	erased {int}
) {strict};

-- What a browser holds after signing in. Tokens are stored hashed (BLAKE2b-256, hexadecimal).
CREATE TABLE login (
	token text PRIMARY KEY,
	person {int} NOT NULL REFERENCES person (id),
	created {int} NOT NULL,
	seen {int} NOT NULL,
	expires {int} NOT NULL,
	browser text NOT NULL DEFAULT ''
) {strict};
CREATE INDEX login_person ON login (person);

-- Links by mail: single use, short-lived.
CREATE TABLE magic_link (
	token text PRIMARY KEY,
	email text NOT NULL,
	back text NOT NULL DEFAULT '/',
	created {int} NOT NULL,
	expires {int} NOT NULL,
	used {int}
) {strict};
CREATE INDEX magic_link_email ON magic_link (email, created);

-- Failed attempts on an account or a token, to slow the next.
CREATE TABLE attempt (
	subject text NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX attempt_subject ON attempt (subject, at);

-- kind: commune epci pnr petr departement region autre. code: INSEE or SIREN, when there is one.
CREATE TABLE territory (
	id {id},
	kind text NOT NULL,
	code text UNIQUE,
	name text NOT NULL,
	population {int},
	departement text NOT NULL DEFAULT '',
	epci text NOT NULL DEFAULT ''
) {strict};
CREATE INDEX territory_name ON territory (name);

-- A file's bytes are stored under their hash; who may read it follows (kind, item):
-- "answer" of an application, "document" of a session, "evidence" of a cap…
CREATE TABLE file (
	id {id},
	hash text NOT NULL,
	name text NOT NULL,
	type text NOT NULL,
	size {int} NOT NULL,
	kind text NOT NULL,
	item {int} NOT NULL,
	person {int} REFERENCES person (id),
	created {int} NOT NULL
) {strict};
CREATE INDEX file_item ON file (kind, item);
CREATE INDEX file_hash ON file (hash);

-- Mails are written with the transaction that causes them, and sent after.
CREATE TABLE outbox (
	id {id},
	key text NOT NULL UNIQUE,   -- a reminder is sent once
	kind text NOT NULL,
	cycle {int},
	recipient text NOT NULL,
	recipient_name text NOT NULL DEFAULT '',
	subject text NOT NULL,
	plain text NOT NULL,
	html text NOT NULL,
	calendar text NOT NULL DEFAULT '',  -- an .ics, when the mail carries one
	created {int} NOT NULL,
	tries {int} NOT NULL DEFAULT 0,
	next_try {int} NOT NULL,
	sent {int},
	failed {int},
	problem text NOT NULL DEFAULT ''
) {strict};
CREATE INDEX outbox_due ON outbox (next_try) WHERE sent IS NULL AND failed IS NULL;
CREATE INDEX outbox_cycle ON outbox (cycle, created);

-- What is due later: reminders, digests, retention.
CREATE TABLE job (
	id {id},
	key text NOT NULL UNIQUE,
	kind text NOT NULL,
	item {int} NOT NULL DEFAULT 0,
	due {int} NOT NULL,
	tries {int} NOT NULL DEFAULT 0,
	done {int},
	problem text NOT NULL DEFAULT ''
) {strict};
CREATE INDEX job_due ON job (due) WHERE done IS NULL;
