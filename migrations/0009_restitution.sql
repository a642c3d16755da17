-- The public workshop, its registrations and a sheet per territory.

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
	sequence {int} NOT NULL DEFAULT 0,
	created {int} NOT NULL
) {strict};

-- state: registered waiting cancelled. The waiting list moves by itself, in order of `at`, `id`.
CREATE TABLE registration (
	id {id},
	restitution {int} NOT NULL REFERENCES restitution (id),
	name text NOT NULL,
	email text NOT NULL,
	organisation text NOT NULL DEFAULT '',
	state text NOT NULL,
	token text NOT NULL UNIQUE,
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
	updated {int} NOT NULL
) {strict};
