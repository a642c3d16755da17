-- Working days: programme, attendance, live ideas, minutes, takeaways.

CREATE TABLE session (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	title text NOT NULL,
	day {int} NOT NULL,
	starts {int} NOT NULL,      -- minutes after midnight, Paris
	ends {int} NOT NULL,
	place text NOT NULL DEFAULT '',
	address text NOT NULL DEFAULT '',
	access text NOT NULL DEFAULT '',
	summary text NOT NULL DEFAULT '',
	minutes text NOT NULL DEFAULT '',
	minutes_audience {int} NOT NULL DEFAULT 0, -- 0: not published; else enum audience
	minutes_version {int} NOT NULL DEFAULT 0,
	checkin text NOT NULL UNIQUE,              -- what the QR code of the door holds
	sequence {int} NOT NULL DEFAULT 0,         -- of the calendar entry (RFC 5545)
	changed {int} NOT NULL,                    -- the calendar entry
	created {int} NOT NULL
) {strict};
CREATE INDEX session_cycle ON session (cycle, day);

-- Every saving of the minutes: what someone wrote is never lost.
CREATE TABLE minutes_version (
	session {int} NOT NULL REFERENCES session (id),
	version {int} NOT NULL,
	text text NOT NULL,
	person {int} REFERENCES person (id),
	created {int} NOT NULL,
	PRIMARY KEY (session, version)
) {strict};

CREATE TABLE agenda_item (
	id {id},
	session {int} NOT NULL REFERENCES session (id),
	starts {int} NOT NULL,
	ends {int} NOT NULL,
	kind text NOT NULL,         -- talk workshop plenary break
	title text NOT NULL,
	speaker text NOT NULL DEFAULT '',
	office text NOT NULL DEFAULT '',
	abstract text NOT NULL DEFAULT ''
) {strict};
CREATE INDEX agenda_item_session ON agenda_item (session, starts);

CREATE TABLE document (
	id {id},
	session {int} NOT NULL REFERENCES session (id),
	title text NOT NULL,
	file {int} NOT NULL REFERENCES file (id),
	created {int} NOT NULL
) {strict};
CREATE INDEX document_session ON document (session);

CREATE TABLE attendance (
	session {int} NOT NULL REFERENCES session (id),
	person {int} NOT NULL REFERENCES person (id),
	at {int} NOT NULL,
	by_person {int} REFERENCES person (id), -- who ticked it; NULL: checked in at the door
	PRIMARY KEY (session, person)
) {strict};

CREATE TABLE takeaway (
	id {id},
	session {int} NOT NULL REFERENCES session (id),
	text text NOT NULL,
	person {int} REFERENCES person (id),
	created {int} NOT NULL,
	removed {int}               -- not listed any more; actions born of it keep its words
) {strict};
CREATE INDEX takeaway_session ON takeaway (session);

-- One use of a method. state: draft open closed.
CREATE TABLE activity (
	id {id},
	session {int} NOT NULL REFERENCES session (id),
	title text NOT NULL,
	prompt text NOT NULL DEFAULT '',
	code text NOT NULL UNIQUE,  -- what people type to join
	state text NOT NULL DEFAULT 'draft',
	votes_each {int} NOT NULL DEFAULT 3,
	totals {int} NOT NULL DEFAULT 1, -- the screen shows the votes of each idea while people vote
	opened {int},
	closed {int},
	created {int} NOT NULL
) {strict};

-- Someone in the room: a device (its cookie, hashed with the activity), or a person who is signed in.
-- What they have added and given is counted here, so that a limit holds whatever crosses it.
CREATE TABLE voice (
	id {id},
	activity {int} NOT NULL REFERENCES activity (id),
	token text NOT NULL,
	person {int} REFERENCES person (id),
	ideas {int} NOT NULL DEFAULT 0,
	votes {int} NOT NULL DEFAULT 0,
	created {int} NOT NULL,
	UNIQUE (activity, token)
) {strict};

CREATE TABLE idea (
	id {id},
	activity {int} NOT NULL REFERENCES activity (id),
	voice {int} REFERENCES voice (id),
	text text NOT NULL,
	author text NOT NULL DEFAULT '', -- as signed, when signed
	hidden {int} NOT NULL DEFAULT 0,
	votes {int} NOT NULL DEFAULT 0,  -- kept with each vote, in its transaction
	created {int} NOT NULL
) {strict};
CREATE INDEX idea_activity ON idea (activity);

-- One voice, one vote an idea.
CREATE TABLE vote (
	idea {int} NOT NULL REFERENCES idea (id),
	voice {int} NOT NULL REFERENCES voice (id),
	at {int} NOT NULL,
	PRIMARY KEY (idea, voice)
) {strict};
CREATE INDEX vote_voice ON vote (voice);
