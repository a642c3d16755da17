-- Full text on SQLite: FTS5 over stems that we make ourselves (the same on both engines).
CREATE TABLE search_entry (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	item INTEGER NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	url TEXT NOT NULL,
	audience INTEGER NOT NULL,
	UNIQUE (kind, item)
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (title, body, content = '', tokenize = 'ascii');
