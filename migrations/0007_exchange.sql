-- Between peers: blockers and who helps lift them, experiences told in a structured way.
-- audience: 1 pair, 2 cohort, 3 public. version grows with each saving of the words.

CREATE TABLE blocker (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	member {int} REFERENCES member (id),
	person {int} NOT NULL REFERENCES person (id),
	version {int} NOT NULL DEFAULT 1,
	title text NOT NULL,
	body text NOT NULL,
	topic text NOT NULL DEFAULT '',
	audience {int} NOT NULL CHECK (audience BETWEEN 1 AND 3),
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'progress', 'lifted')),
	lifted {int},
	lifted_by text NOT NULL DEFAULT '', -- what lifted it, in words
	replies {int} NOT NULL DEFAULT 0,   -- kept with each reply, in its transaction
	created {int} NOT NULL,
	active {int} NOT NULL,              -- last reply or change
	CHECK (state <> 'lifted' OR (lifted IS NOT NULL AND lifted_by <> ''))
) {strict};
CREATE INDEX blocker_cycle ON blocker (cycle, active);
CREATE INDEX blocker_member ON blocker (member);

-- member: the territory they spoke for.
CREATE TABLE reply (
	id {id},
	blocker {int} NOT NULL REFERENCES blocker (id),
	member {int} REFERENCES member (id),
	person {int} NOT NULL REFERENCES person (id),
	body text NOT NULL,
	created {int} NOT NULL
) {strict};
CREATE INDEX reply_blocker ON reply (blocker, created);

CREATE TABLE experience (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	member {int} REFERENCES member (id),
	person {int} NOT NULL REFERENCES person (id),
	version {int} NOT NULL DEFAULT 1,
	title text NOT NULL,
	audience {int} NOT NULL CHECK (audience BETWEEN 1 AND 3),
	context text NOT NULL,
	done text NOT NULL,
	results text NOT NULL,
	difficulties text NOT NULL DEFAULT '',
	advice text NOT NULL DEFAULT '',
	created {int} NOT NULL,
	updated {int} NOT NULL
) {strict};
CREATE INDEX experience_cycle ON experience (cycle, created);
CREATE INDEX experience_member ON experience (member);
