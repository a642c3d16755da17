-- Each territory's actions and caps. state: planned progress done dropped.

CREATE TABLE action (
	id {id},
	cycle {int} NOT NULL REFERENCES cycle (id),
	member {int} NOT NULL REFERENCES member (id),
	takeaway {int} REFERENCES takeaway (id),
	title text NOT NULL,
	detail text NOT NULL DEFAULT '',
	owner {int} REFERENCES person (id),
	due {int},
	audience {int} NOT NULL,
	state text NOT NULL DEFAULT 'planned',
	created {int} NOT NULL,
	updated {int} NOT NULL
) {strict};
CREATE INDEX action_member ON action (member);

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
	title text NOT NULL,
	expected text NOT NULL DEFAULT '',
	planned {int},
	reached {int},
	evidence text NOT NULL DEFAULT '',
	audience {int} NOT NULL DEFAULT 2,
	created {int} NOT NULL
) {strict};
CREATE INDEX cap_member ON cap (member);
