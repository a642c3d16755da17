/* Words for people. Messages are written in French in the code; another language has a
 * catalogue (locale/LANG/FOLDER.po), compiled at build time into a table. Placeholders are
 * named: "Déposée le {date}". Every value a message may name is a member of struct words;
 * a test checks that each translation names the same ones. */
#ifndef CORDEE_TRANSLATE_H
#define CORDEE_TRANSLATE_H
#include "base/error.h"
#include "base/text.h"
#include "base/time.h"

struct words {
	int64_t n, of, count;         /* {n} {of} {count}: numbers, grouped by thousands */
	struct text name, title, territory, cycle, email, place, number, kind;
	struct text other, value;     /* {other}: beside {name}; {value}: a number made ready to read */
	struct instant date;          /* {date}: "jeudi 8 juillet 2021, 9 h 30" */
	struct day day;               /* {day}: "jeudi 8 juillet 2021" */
	struct day short_day;         /* {short_day}: "8 juillet 2021" */
};

/* Without words (NULL) the names in braces stay: for messages that a script fills in. */
struct text translate(struct arena *, enum lang, const char *message, const struct words *);
/* One or many, by the rule of the language (French: 0 and 1 are one; English: 1 is one).
 * {n} is n. */
struct text translate_n(struct arena *, enum lang, const char *one, const char *many, int64_t n,
                        const struct words *);
struct text error_text(struct arena *, enum lang, const struct error *);
const char *lang_name(enum lang); /* "fr", "en" */
bool lang_parse(struct text, enum lang *);

/* 12 345 / 12,345 */
struct text number_text(struct arena *, enum lang, int64_t);
/* 1 234,5 / 1,234.5: at most nine decimals, always that many. What is no number: "–". */
struct text real_text(struct arena *, enum lang, double, int decimals);
/* 0.345 → 34,5 % / 34.5% */
struct text share_text(struct arena *, enum lang, double share, int decimals);
#endif
