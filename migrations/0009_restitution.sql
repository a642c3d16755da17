-- The public workshop, its registrations and a sheet per territory.

-- version: of its words, grows with each saving; sequence: of its entry in calendars, grows with
-- its hours and its place, and changed says when it last did.
CREATE TABLE restitution (
	id {id},
	cycle {int} NOT NULL UNIQUE REFERENCES cycle (id),
	title text NOT NULL,
	summary text NOT NULL DEFAULT '',
	body text NOT NULL DEFAULT '',
	starts {int} NOT NULL,
	ends {int} NOT NULL,
	place text NOT NULL DEFAULT '',
	address text NOT NULL DEFAULT '',
	capacity {int} NOT NULL,
	opens {int} NOT NULL,
	published {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	sequence {int} NOT NULL DEFAULT 0,
	changed {int} NOT NULL DEFAULT 0,
	created {int} NOT NULL
) {strict};

-- state: registered waiting cancelled. The waiting list moves by itself, in order of `at`, `id`.
-- sequence: grows each time this person leaves or comes back, for the entry in their calendar;
-- lang: of the page they registered on, and of the mails to them.
CREATE TABLE registration (
	id {id},
	restitution {int} NOT NULL REFERENCES restitution (id),
	name text NOT NULL,
	email text NOT NULL,
	organisation text NOT NULL DEFAULT '',
	state text NOT NULL,
	token text NOT NULL UNIQUE,
	lang text NOT NULL DEFAULT 'fr',
	sequence {int} NOT NULL DEFAULT 0,
	at {int} NOT NULL,
	changed {int} NOT NULL,
	UNIQUE (restitution, email)
) {strict};
CREATE INDEX registration_state ON registration (restitution, state, at);

-- Assembled from what the territory chose to make public; this is its introduction.
CREATE TABLE sheet (
	member {int} PRIMARY KEY REFERENCES member (id),
	intro text NOT NULL,
	published {int},
	version {int} NOT NULL DEFAULT 1,
	updated {int} NOT NULL
) {strict};
