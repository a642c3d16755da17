/* Letters: one a kind of outcome, with words in braces that are filled for each territory. */
#ifndef CORDEE_LETTER_H
#define CORDEE_LETTER_H
#include "mail/mail.h"
#include "selection/selection_store.h"

enum { OUTCOMES = 3, LETTER_PARAGRAPHS = 12 };
extern const char *const outcome_names[OUTCOMES];  /* selected waiting refused */
const char *outcome_label(struct text outcome);    /* msgid: "retenue"… ; of none: "à décider" */

struct letter_facts {
	struct text territory, cycle;
	int64_t rank;
};
struct text letter_fill(struct arena *, struct text, const struct letter_facts *);
/* Every word in braces is known to the letters of that outcome. */
bool letter_fits(struct arena *, const struct letter_input *, struct error *);
/* What the facilitator starts from, in their language; the names in braces stay. */
struct letter letter_draft(struct arena *, enum lang, struct text outcome);

/* The mail to one addressee. */
struct mail letter_mail(struct arena *, const struct app *, const struct cycle *, const struct letter *,
                        const struct standing *, const struct addressee *);
/* Blank lines part paragraphs; what exceeds the room stays together in the last. */
void letter_paragraphs(struct arena *, struct text body, struct text out[LETTER_PARAGRAPHS]);
#endif
