-- Contents, and the pages that the resource centre edits.

CREATE TABLE article (
	id {id},
	slug text NOT NULL UNIQUE,
	title text NOT NULL,
	summary text NOT NULL,
	body text NOT NULL,
	topic text NOT NULL DEFAULT '',
	track text NOT NULL DEFAULT '',
	cycle {int} REFERENCES cycle (id),
	author {int} REFERENCES person (id),
	published {int},            -- instant; NULL: a draft
	updated {int} NOT NULL,
	created {int} NOT NULL
) {strict};
CREATE INDEX article_published ON article (published);

-- slug: home mentions-legales donnees-personnelles accessibilite
CREATE TABLE site_page (
	slug text NOT NULL,
	lang text NOT NULL,
	title text NOT NULL,
	summary text NOT NULL DEFAULT '',
	body text NOT NULL,
	updated {int} NOT NULL,
	PRIMARY KEY (slug, lang)
) {strict};
