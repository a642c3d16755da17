-- Full text on SQLite: FTS5 over stems that we make ourselves (the same on both engines), kept
-- in the entry; triggers keep the index level with it.
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
	UNIQUE (kind, item)
) {strict};
CREATE VIRTUAL TABLE search_index USING fts5 (title_stems, body_stems, content = 'search_entry',
	content_rowid = 'id', tokenize = 'ascii', prefix = '2 3');
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
	INSERT INTO search_index (rowid, title_stems, body_stems) VALUES (new.id, new.title_stems, new.body_stems);
END;
CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
	INSERT INTO search_index (search_index, rowid, title_stems, body_stems)
		VALUES ('delete', old.id, old.title_stems, old.body_stems);
END;
CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
	INSERT INTO search_index (search_index, rowid, title_stems, body_stems)
		VALUES ('delete', old.id, old.title_stems, old.body_stems);
	INSERT INTO search_index (rowid, title_stems, body_stems) VALUES (new.id, new.title_stems, new.body_stems);
END;
