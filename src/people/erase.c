/* Erasure: the person's row stays without name and address, so that what was written and
 * decided with others stays; what only concerned them goes. */
#include "html/page.h"
#include "people/person.h"

struct last_one {
	struct text name;
};
STATEMENT(alone_in,
          "SELECT c.name FROM role r JOIN cycle c ON c.id = r.cycle"
          " WHERE r.person = $1 AND r.role = 'facilitator' AND c.ends >= $2 AND NOT EXISTS (SELECT 1 FROM role o"
          " WHERE o.cycle = r.cycle AND o.role = 'facilitator' AND o.person <> $1) ORDER BY c.starts LIMIT 1",
          .params = "ii", ROW(struct last_one, name))
STATEMENT(other_admins,
          "SELECT CAST(count(*) AS bigint) AS n FROM person WHERE admin = 1 AND erased IS NULL AND id <> $1",
          .params = "i")

/* In this order: what is found by the address, before it goes. */
STATEMENT(erase_mails,
          "UPDATE outbox SET recipient = '', recipient_name = '', subject = '', plain = '', html = '', calendar = '',"
          " failed = CASE WHEN sent IS NULL THEN $2 ELSE failed END WHERE recipient = $1",
          .params = "ti")
/* The address in what was written to others (a contact, a partner), and where it is public. */
STATEMENT(erase_mentions,
          "UPDATE outbox SET plain = replace(plain, $1, '…'), html = replace(html, $2, '…'), calendar = replace(calendar, $1, '…')"
          " WHERE plain LIKE '%' || $1 || '%' OR calendar LIKE '%' || $1 || '%'", .params = "tt")
/* Someone else who facilitates the cycle answers for the call, when there is someone. */
#define OTHER_FACILITATOR(column)                                                                     \
	"COALESCE((SELECT p." column " FROM role r JOIN person p ON p.id = r.person WHERE r.cycle = call.cycle" \
	" AND r.role = 'facilitator' AND p.email <> $1 ORDER BY r.since, p.id LIMIT 1), '')"
STATEMENT(erase_contacts,
          "UPDATE call SET contact_name = " OTHER_FACILITATOR("name") ", contact_email = " OTHER_FACILITATOR("email")
          " WHERE contact_email = $1", .params = "t")
STATEMENT(erase_links, "DELETE FROM magic_link WHERE email = $1", .params = "t")
STATEMENT(erase_invitations, "DELETE FROM invitation WHERE email = $1", .params = "t")
STATEMENT(erase_attempts, "DELETE FROM attempt WHERE subject = 'password:' || $1", .params = "t")
STATEMENT(erase_registrations,
          "UPDATE registration SET name = 'Personne effacée', email = 'effacee-' || CAST(id AS text),"
          " organisation = '' WHERE email = $1", .params = "t")
STATEMENT(erase_applicants,
          "UPDATE applicant SET name = 'Personne effacée', email = 'effacee-' || side, office = '', token = NULL"
          " WHERE email = $1 OR person = $2", .params = "ti")
STATEMENT(erase_logins, "DELETE FROM login WHERE person = $1", .params = "i")
STATEMENT(erase_roles, "DELETE FROM role WHERE person = $1", .params = "i")
STATEMENT(erase_signatures,
          "UPDATE idea SET author = '' WHERE voice IN (SELECT id FROM voice WHERE person = $1)", .params = "i")
STATEMENT(erase_row,
          "UPDATE person SET email = NULL, name = 'Personne effacée', office = '', phone = '', password = NULL,"
          " calendar = NULL, admin = 0, digest = 0, erased = $2 WHERE id = $1", .params = "ii")

static bool may_leave(struct db *tx, struct arena *arena, const struct person *person, struct error *err)
{
	struct instant now = clock_now();
	const struct last_one *cycle = db_one(tx, arena, &alone_in, BIND(person->id, day_of(now)));
	if (cycle) {
		error_rule(err, N_("Vous êtes la seule personne à animer « {name} », qui n'est pas terminé. Confiez d'abord l'animation à quelqu'un."));
		err->name = cycle->name;
		return false;
	}
	if (person->admin && db_int(tx, &other_admins, BIND(person->id)) == 0)
		return error_rule(err, N_("Vous êtes la seule personne à administrer ce site. Confiez d'abord l'administration à quelqu'un."));
	return true;
}

/* As it stands in HTML. */
static struct text escaped(struct arena *arena, struct text address)
{
	struct page *p = page_fragment(arena, LANG_FR);
	write_text(p, address);
	return page_take(p);
}

static void erase_address(struct db *tx, struct arena *arena, const struct person *person, struct instant now)
{
	db_run(tx, &erase_mails, BIND(person->email, now));
	db_run(tx, &erase_mentions, BIND(person->email, escaped(arena, person->email)));
	db_run(tx, &erase_contacts, BIND(person->email));
	db_run(tx, &erase_links, BIND(person->email));
	db_run(tx, &erase_invitations, BIND(person->email));
	db_run(tx, &erase_attempts, BIND(person->email));
	db_run(tx, &erase_registrations, BIND(person->email));
	db_run(tx, &erase_applicants, BIND(person->email, person->id));
}

bool person_erase(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made;
	const int64_t *id = input;
	struct instant now = clock_now();
	const struct person *person = person_by_id(tx, arena, *id);
	if (!person || !person->email.n)
		return error_missing(err);
	if (!may_leave(tx, arena, person, err))
		return false;
	erase_address(tx, arena, person, now);
	db_run(tx, &erase_logins, BIND(person->id));
	db_run(tx, &erase_roles, BIND(person->id));
	db_run(tx, &erase_signatures, BIND(person->id));
	db_run(tx, &erase_row, BIND(person->id, now));
	return true;
}
