-- A cycle, its members and who is who in it.

CREATE TABLE cycle (
	id {id},
	slug text NOT NULL UNIQUE,
	name text NOT NULL,
	track text NOT NULL,        -- food, participation, or other
	summary text NOT NULL,
	body text NOT NULL DEFAULT '',
	note text NOT NULL DEFAULT '',
	starts {int} NOT NULL,
	ends {int} NOT NULL,
	published {int} NOT NULL DEFAULT 0,
	welcome text NOT NULL DEFAULT '',
	charter text NOT NULL DEFAULT '',
	created {int} NOT NULL
) {strict};

-- A territory of the cohort. A withdrawal keeps the row.
CREATE TABLE member (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	territory {int} NOT NULL REFERENCES territory (id),
	application {int},
	joined {int} NOT NULL,
	withdrawn {int},
	reason text NOT NULL DEFAULT '',
	replaces {int} REFERENCES member (id),
	UNIQUE (cycle, territory)
) {strict};

-- role: facilitator juror elected staff expert observer. member: for elected and staff.
CREATE TABLE role (
	cycle {int} NOT NULL REFERENCES cycle (id),
	person {int} NOT NULL REFERENCES person (id),
	role text NOT NULL,
	member {int} REFERENCES member (id),
	since {int} NOT NULL,
	PRIMARY KEY (cycle, person, role)
) {strict};
CREATE INDEX role_person ON role (person);
CREATE INDEX role_member ON role (member);

-- Addressed to an e-mail before any account exists.
CREATE TABLE invitation (
	id {id},
	token text NOT NULL UNIQUE,
	cycle {int} NOT NULL REFERENCES cycle (id),
	email text NOT NULL,
	name text NOT NULL,
	office text NOT NULL DEFAULT '',
	role text NOT NULL,
	member {int} REFERENCES member (id),
	invited_by {int} REFERENCES person (id),
	created {int} NOT NULL,
	expires {int} NOT NULL,
	accepted {int},
	UNIQUE (cycle, email, role)
) {strict};
