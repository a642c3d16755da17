/* The digest: one mail a week to each person who wishes it, with what is new in their cycles
 * and what awaits them. Nothing new, no mail. */
#include "mail/mail.h"
#include "people/viewer.h"
#include "upkeep/upkeep.h"

enum { WEEK = 7 * 24 * 3600, DAYS_AHEAD = 14, LINES = 8 };

struct reader { /* one row a person, a cycle and a role */
	int64_t person, cycle, member;
	struct text email, name, lang, slug, cycle_name, role;
};
STATEMENT(readers,
          "SELECT p.id AS person, r.cycle, r.member, p.email, p.name, p.lang, c.slug, c.name AS cycle_name, r.role"
          " FROM role r JOIN person p ON p.id = r.person JOIN cycle c ON c.id = r.cycle"
          " WHERE p.digest = 1 AND p.erased IS NULL AND c.published = 1 AND c.ends >= $1"
          " AND r.role IN ('facilitator', 'elected', 'staff', 'expert') ORDER BY p.id, c.starts DESC, c.id, r.role",
          .params = "i", ROW(struct reader, person, cycle, member, email, name, lang, slug, cycle_name, role))

enum news_kind { NEWS_BLOCKER = 1, NEWS_REPLY, NEWS_EXPERIENCE, NEWS_SESSION, NEWS_ACTION, NEWS_KINDS };
struct news {
	int64_t kind, member, audience;
	struct text title, place;
	struct day day;
};
/* What came in the last week, and what comes in the next two. */
STATEMENT(news_of_cycle,
          "SELECT 1 AS kind, b.member, b.audience, b.title, t.name AS place, CAST(NULL AS bigint) AS day FROM blocker b"
          " LEFT JOIN member m ON m.id = b.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE b.cycle = $1 AND b.created >= $2"
          " UNION ALL SELECT 2, b.member, b.audience, b.title, t.name, CAST(NULL AS bigint) FROM blocker b"
          " LEFT JOIN member m ON m.id = b.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE b.cycle = $1 AND b.created < $2"
          " AND EXISTS (SELECT 1 FROM reply r WHERE r.blocker = b.id AND r.created >= $2)"
          " UNION ALL SELECT 3, e.member, e.audience, e.title, t.name, CAST(NULL AS bigint) FROM experience e"
          " LEFT JOIN member m ON m.id = e.member LEFT JOIN territory t ON t.id = m.territory"
          " WHERE e.cycle = $1 AND e.created >= $2"
          " UNION ALL SELECT 4, NULL, 2, s.title, s.place, s.day FROM session s"
          " WHERE s.cycle = $1 AND s.day BETWEEN $3 AND $4"
          " UNION ALL SELECT 5, a.member, 1, a.title, '', a.due FROM action a"
          " WHERE a.cycle = $1 AND a.state IN ('planned', 'progress') AND a.due <= $4"
          " ORDER BY 1, 6, 4",
          .params = "iiii", ROW(struct news, kind, member, audience, title, place, day))

/* What a person reads of one cycle: their rows put together. */
struct seat {
	const struct reader *of;
	int64_t member;
	bool facilitates;
};

/* A facilitator reads what pairs keep for them, but is not told of each territory's actions. */
static bool concerns(const struct news *news, const struct seat *seat)
{
	if (news->kind == NEWS_ACTION)
		return seat->member != 0 && news->member == seat->member;
	return seat->facilitates || news->audience >= AUDIENCE_COHORT || (seat->member && news->member == seat->member);
}

static struct text line_of(struct arena *arena, enum lang lang, const struct news *news)
{
	if (news->day.n)
		return text_format(arena, "\n– %" TEXT " (%" TEXT ")", text_args(news->title),
		                   text_args(day_short(arena, lang, news->day)));
	if (news->place.n)
		return text_format(arena, "\n– %" TEXT " (%" TEXT ")", text_args(news->title), text_args(news->place));
	return text_format(arena, "\n– %" TEXT, text_args(news->title));
}

static const char *const headings[NEWS_KINDS] = {
	[NEWS_BLOCKER] = N_("Nouveaux blocages :"),
	[NEWS_REPLY] = N_("Réponses à des blocages :"),
	[NEWS_EXPERIENCE] = N_("Retours d'expérience :"),
	[NEWS_SESSION] = N_("Prochaine journée :"),
	[NEWS_ACTION] = N_("Vos actions à échéance :"),
};

/* The news of one kind as a paragraph; none when there is none. */
static struct text paragraph(struct arena *arena, enum lang lang, struct rows rows, const struct seat *seat, int64_t kind)
{
	struct text lines = NO_TEXT;
	int64_t n = 0;
	for (const struct news *news = rows.at; news < (const struct news *)rows.at + rows.n; news++) {
		if (news->kind != kind || !concerns(news, seat))
			continue;
		if (++n <= LINES)
			lines = text_join(arena, lines, line_of(arena, lang, news));
	}
	if (n == 0)
		return NO_TEXT;
	if (n > LINES)
		lines = text_join(arena, lines, text_join(arena, text("\n– "),
			translate_n(arena, lang, "et {n} autre", "et {n} autres", n - LINES, &(struct words){ 0 })));
	return text_join(arena, translate(arena, lang, headings[kind], &(struct words){ 0 }), lines);
}

struct letter_parts {
	struct text *at;
	size_t n, most;
};

/* The name of the cycle, then a paragraph a kind. */
static void add_cycle(struct db *tx, struct arena *arena, enum lang lang, const struct seat *seat, struct letter_parts *parts)
{
	struct instant now = clock_now();
	struct day today = day_of(now);
	struct rows rows = db_all(tx, arena, &news_of_cycle,
	                          BIND(seat->of->cycle, now.s - WEEK, today, today.n + DAYS_AHEAD));
	bool named = false;
	for (int64_t kind = NEWS_BLOCKER; kind < NEWS_KINDS; kind++) {
		struct text words = paragraph(arena, lang, rows, seat, kind);
		if (words.n == 0 || parts->n + 2 > parts->most)
			continue;
		if (!named)
			parts->at[parts->n++] = translate(arena, lang, N_("Du côté de « {name} » :"),
			                                  &(struct words){ .name = seat->of->cycle_name });
		named = true;
		parts->at[parts->n++] = words;
	}
}

/* All the rows of one person, from `at`; returns how many. */
static size_t write_to(struct db *tx, struct arena *arena, const struct app *app, const struct reader *at, size_t left)
{
	enum lang lang = LANG_FR;
	lang_parse(at->lang, &lang);
	struct mail mail = { .kind = "digest", .to = at->email, .to_name = at->name, .lang = lang,
		             .key = text_format(arena, "digest:%" TEXT ":%lld", text_args(day_iso(arena, day_of(clock_now()))),
		                                (long long)at->person) };
	mail.paragraphs[0] = translate(arena, lang, N_("Bonjour,"), &(struct words){ 0 });
	struct letter_parts parts = { mail.paragraphs + 1, 0, sizeof mail.paragraphs / sizeof *mail.paragraphs - 2 };
	size_t i = 0;
	while (i < left && at[i].person == at->person) {
		struct seat seat = { .of = &at[i] };
		for (int64_t cycle = at[i].cycle; i < left && at[i].person == at->person && at[i].cycle == cycle; i++) {
			seat.member = at[i].member ? at[i].member : seat.member;
			seat.facilitates |= text_is(at[i].role, "facilitator");
		}
		add_cycle(tx, arena, lang, &seat, &parts);
	}
	if (parts.n > 0) {
		mail.subject = translate(arena, lang, N_("La semaine de vos cycles"), &(struct words){ 0 });
		mail.button = translate(arena, lang, N_("Ouvrir le cycle"), &(struct words){ 0 });
		mail.address = url_absolute(arena, app->settings.base_url, URL("/cycles/$1", at->slug));
		mail_queue(tx, arena, app, &mail);
	}
	return i;
}

bool digest_send(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made, (void)err;
	struct rows rows = db_all(tx, arena, &readers, BIND(day_of(clock_now())));
	const struct reader *reader = rows.at;
	for (size_t i = 0; i < rows.n;)
		i += write_to(tx, arena, input, reader + i, rows.n - i);
	return true;
}
