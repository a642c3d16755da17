-- All that the filters of the list of blockers count, so that they are counted without reading blockers.
CREATE INDEX blocker_topic ON blocker (cycle, topic, state, audience, member);
