-- The jury's work and its decision.

CREATE TABLE criterion (
	id {id},
	call {int} NOT NULL REFERENCES call (id),
	place {int} NOT NULL,
	key text NOT NULL,
	label text NOT NULL,
	help text NOT NULL DEFAULT '',
	UNIQUE (call, key)
) {strict};

CREATE TABLE review (
	application {int} NOT NULL REFERENCES application (id),
	juror {int} NOT NULL REFERENCES person (id),
	comment text NOT NULL DEFAULT '',
	at {int} NOT NULL,
	PRIMARY KEY (application, juror)
) {strict};

CREATE TABLE mark (
	application {int} NOT NULL,
	juror {int} NOT NULL,
	criterion {int} NOT NULL REFERENCES criterion (id),
	mark {int} NOT NULL CHECK (mark BETWEEN 0 AND 4),
	PRIMARY KEY (application, juror, criterion),
	FOREIGN KEY (application, juror) REFERENCES review (application, juror)
) {strict};

-- A juror who is linked steps aside: no reading, no marks.
CREATE TABLE recusal (
	application {int} NOT NULL REFERENCES application (id),
	juror {int} NOT NULL REFERENCES person (id),
	reason text NOT NULL,
	at {int} NOT NULL,
	PRIMARY KEY (application, juror)
) {strict};

-- What the facilitator is trying: becomes the outcome when decided.
CREATE TABLE choice (
	application {int} PRIMARY KEY REFERENCES application (id),
	outcome text NOT NULL,      -- selected waiting refused
	rank {int},
	at {int} NOT NULL
) {strict};

-- One letter a kind of outcome. sent: when they left.
CREATE TABLE letter (
	call {int} NOT NULL REFERENCES call (id),
	outcome text NOT NULL,
	subject text NOT NULL,
	body text NOT NULL,
	sent {int},
	PRIMARY KEY (call, outcome)
) {strict};

-- The record of why: marks, recusals, quotas and outcome at the moment of the decision (JSON).
CREATE TABLE decision (
	call {int} PRIMARY KEY REFERENCES call (id),
	at {int} NOT NULL,
	person {int} NOT NULL REFERENCES person (id),
	record text NOT NULL,
	hash text NOT NULL
) {strict};
