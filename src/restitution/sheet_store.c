/* The SQL of sheets. */
#include "restitution/sheet_store.h"

#include "base/sort.h"

STATEMENT(sheet_of_member, "SELECT member, version, intro, published, updated FROM sheet WHERE member = $1", .params = "i",
          ROW(struct sheet, member, version, intro, published, updated))
STATEMENT(put_sheet,
          "INSERT INTO sheet (member, intro, published, updated) VALUES ($1, $2, $3, $4) ON CONFLICT (member) DO UPDATE "
          "SET intro = excluded.intro, published = excluded.published, updated = excluded.updated, "
          "version = sheet.version + 1",
          .params = "itii")
STATEMENT(sheets_of_cycle,
          "SELECT m.id AS member, t.name AS territory, t.kind, s.intro, s.published, m.withdrawn FROM member m "
          "JOIN territory t ON t.id = m.territory LEFT JOIN sheet s ON s.member = m.id WHERE m.cycle = $1 ORDER BY m.id",
          .params = "i", ROW(struct sheet_line, member, territory, kind, intro, published, withdrawn))
STATEMENT(kept_by_member,
          "SELECT 'cap' AS kind, c.id, c.audience, c.title FROM cap c WHERE c.member = $1 AND c.audience < 3 "
          "AND c.reached IS NOT NULL "
          "UNION ALL SELECT 'action', a.id, a.audience, a.title FROM action a WHERE a.member = $1 AND a.audience < 3 "
          "UNION ALL SELECT 'experience', x.id, x.audience, x.title FROM experience x WHERE x.member = $1 AND x.audience < 3 "
          "UNION ALL SELECT 'blocker', b.id, b.audience, b.title FROM blocker b WHERE b.member = $1 AND b.audience < 3 "
          "AND b.state = 'lifted' ORDER BY 1, 2",
          .params = "i", ROW(struct kept_item, kind, id, audience, title))

struct sheet *sheet_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_one(db, arena, &sheet_of_member, BIND(member));
}

void sheet_put(struct db *tx, const struct sheet_input *in, struct instant published, struct instant now)
{
	db_run(tx, &put_sheet, BIND(in->member, in->intro, published, now));
}

struct rows sheet_lines(struct db *db, struct arena *arena, int64_t cycle)
{
	struct rows rows = db_all(db, arena, &sheets_of_cycle, BIND(cycle));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct sheet_line), offsetof(struct sheet_line, territory));
	return rows;
}

struct rows kept_items_of(struct db *db, struct arena *arena, int64_t member)
{
	return db_all(db, arena, &kept_by_member, BIND(member));
}
