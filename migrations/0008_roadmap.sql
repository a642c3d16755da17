-- Each territory's actions and caps. state: planned progress done dropped. audience: 1 pair,
-- 2 cohort, 3 public. version grows with each saving of the words.

CREATE TABLE action (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	member {int} NOT NULL REFERENCES member (id),
	takeaway {int} REFERENCES takeaway (id),
	version {int} NOT NULL DEFAULT 1,
	title text NOT NULL,
	detail text NOT NULL DEFAULT '',
	owner {int} REFERENCES person (id),
	due {int},
	audience {int} NOT NULL CHECK (audience BETWEEN 1 AND 3),
	state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'progress', 'done', 'dropped')),
	created {int} NOT NULL,
	updated {int} NOT NULL
) {strict};
CREATE INDEX action_member ON action (member);
CREATE INDEX action_cycle ON action (cycle, due);
CREATE INDEX action_takeaway ON action (takeaway);

-- The history of an action: its state is that of its last step.
CREATE TABLE action_step (
	id {id},
	action {int} NOT NULL REFERENCES action (id),
	person {int} REFERENCES person (id),
	state text NOT NULL,
	note text NOT NULL DEFAULT '',
	at {int} NOT NULL
) {strict};
CREATE INDEX action_step_action ON action_step (action, at);

CREATE TABLE cap (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	member {int} NOT NULL REFERENCES member (id),
	version {int} NOT NULL DEFAULT 1,
	title text NOT NULL,
	expected text NOT NULL DEFAULT '', -- how we will know
	planned {int},
	reached {int},
	evidence text NOT NULL DEFAULT '',
	audience {int} NOT NULL CHECK (audience BETWEEN 1 AND 3),
	created {int} NOT NULL,
	CHECK (reached IS NULL OR evidence <> '')
) {strict};
CREATE INDEX cap_member ON cap (member);
CREATE INDEX cap_cycle ON cap (cycle);
