-- Full text on PostgreSQL: tsvector over stems that we make ourselves (the same on both engines),
-- kept in the entry; the vector is generated from them.
CREATE TABLE search_entry (
	id {id},
	kind text NOT NULL,
	item {int} NOT NULL,
	title text NOT NULL,
	body text NOT NULL,
	url text NOT NULL,
	audience {int} NOT NULL,
	title_stems text NOT NULL,
	body_stems text NOT NULL,
	words tsvector NOT NULL GENERATED ALWAYS AS (
		setweight(to_tsvector('simple', title_stems), 'A') ||
		setweight(to_tsvector('simple', body_stems), 'B')) STORED,
	UNIQUE (kind, item)
) {strict};
CREATE INDEX search_entry_words ON search_entry USING gin (words);
