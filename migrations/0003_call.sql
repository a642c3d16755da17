-- The call and its applications.

CREATE TABLE call (
	id {id},
	cycle {int} NOT NULL UNIQUE REFERENCES cycle (id),
	title text NOT NULL,
	summary text NOT NULL DEFAULT '',
	body text NOT NULL DEFAULT '',
	who text NOT NULL DEFAULT '',
	opens {int} NOT NULL,
	closes {int} NOT NULL,      -- the last second at which an application is accepted
	contact_name text NOT NULL DEFAULT '',
	contact_email text NOT NULL DEFAULT '',
	published {int} NOT NULL DEFAULT 0,
	decided {int},
	created {int} NOT NULL
) {strict};

CREATE TABLE quota (
	call {int} NOT NULL REFERENCES call (id),
	kind text NOT NULL,         -- kind of territory
	seats {int} NOT NULL,
	PRIMARY KEY (call, kind)
) {strict};

CREATE TABLE question (
	id {id},
	call {int} NOT NULL REFERENCES call (id),
	place {int} NOT NULL,       -- order on the form
	key text NOT NULL,
	label text NOT NULL,
	help text NOT NULL DEFAULT '',
	kind text NOT NULL,         -- short long choice number file
	required {int} NOT NULL DEFAULT 1,
	most {int},                 -- characters, or largest number
	choices text NOT NULL DEFAULT '', -- one a line
	UNIQUE (call, key)
) {strict};

CREATE TABLE application (
	id {id},
	call {int} NOT NULL REFERENCES call (id),
	territory {int} NOT NULL REFERENCES territory (id),
	number text UNIQUE,         -- on the receipt: "2021-0007"
	version {int} NOT NULL DEFAULT 1, -- grows with each saved change of the draft
	author {int} NOT NULL REFERENCES person (id),
	created {int} NOT NULL,
	saved {int} NOT NULL,
	saver {int} NOT NULL REFERENCES person (id), -- of the last version
	submitted {int},
	outcome text NOT NULL DEFAULT '', -- '' selected waiting refused
	rank {int},                 -- on the waiting list, from 1
	UNIQUE (call, territory)
) {strict};

-- The pair. side: elected, staff. Each confirms from their own mailbox.
CREATE TABLE applicant (
	application {int} NOT NULL REFERENCES application (id),
	side text NOT NULL,
	email text NOT NULL,
	name text NOT NULL,
	office text NOT NULL DEFAULT '',
	person {int} REFERENCES person (id),
	token text UNIQUE,          -- of the link that was mailed last, hashed
	invited {int},
	confirmed {int},
	PRIMARY KEY (application, side),
	UNIQUE (application, email)
) {strict};
CREATE INDEX applicant_person ON applicant (person);

CREATE TABLE answer (
	application {int} NOT NULL REFERENCES application (id),
	question {int} NOT NULL REFERENCES question (id),
	value text NOT NULL,        -- for a file: its id
	PRIMARY KEY (application, question)
) {strict};
