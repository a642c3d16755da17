/* Rules of the cohort: its texts, leaving, and replacing who has left. No HTML. */
#include "cohort/cohort_store.h"
#include "mail/mail.h"
#include "selection/selection.h"

#include "base/check.h"

#include <sodium.h>

struct url cohort_member_url(const struct cycle *c, int64_t member)
{
	return URL("/cycles/$1/cohorte/$2", c->slug, member);
}

struct url cohort_directory_url(const struct cycle *c)
{
	return URL("/cycles/$1/cohorte/annuaire", c->slug);
}

enum { PRINT_BYTES = 16 };

struct text welcome_print(struct arena *arena, struct text welcome, struct text charter)
{
	unsigned char print[PRINT_BYTES];
	/* The length keeps what moves from one text to the other from looking the same. */
	struct text both = text_format(arena, "%zu:%" TEXT "%" TEXT, welcome.n, text_args(welcome), text_args(charter));
	check(crypto_generichash(print, sizeof print, (const unsigned char *)both.at, both.n, NULL, 0) == 0);
	return text_hex(arena, print, sizeof print);
}

bool welcome_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct welcome_input *in = input;
	const struct cycle *c = cycle_by_id(tx, arena, in->cycle);
	if (!c)
		return error_missing(err);
	if (in->seen.n && !text_equal(in->seen, welcome_print(arena, c->welcome, c->charter)))
		return error_conflict(err, N_("Ces textes ont changé pendant que vous écriviez. La version enregistrée est en bas de page : reprenez-en ce qu'il faut, puis enregistrez."));
	welcome_put(tx, in);
	made->id = in->cycle;
	return true;
}

static void tell_addressee(struct db *tx, struct arena *arena, const struct app *app, const struct cycle *cycle,
                           struct text territory, int64_t member, const struct addressee *to)
{
	struct mail mail = { .kind = "decision", .cycle = cycle->id, .to = to->email, .to_name = to->name };
	(void)lang_parse(to->lang, &mail.lang); /* French when the row says nothing known */
	struct words words = { .name = to->name, .territory = territory, .cycle = cycle->name };
	mail.key = text_format(arena, "replacement:%lld:%" TEXT, (long long)member, text_args(to->side));
	mail.subject = translate(arena, mail.lang, N_("{cycle} : {territory} rejoint la cohorte"), &words);
	mail.paragraphs[0] = translate(arena, mail.lang, N_("Bonjour {name},"), &words);
	mail.paragraphs[1] = translate(arena, mail.lang, N_("Une place s'est libérée dans le cycle « {cycle} ». {territory}, qui était en liste d'attente, rejoint la cohorte."), &words);
	mail.paragraphs[2] = translate(arena, mail.lang, N_("Votre binôme a maintenant accès à l'espace du groupe : l'accueil, la charte, l'annuaire, les séances et votre feuille de route. Si vous n'êtes plus disponibles, dites-le-nous vite."), &words);
	mail.button = translate(arena, mail.lang, N_("Ouvrir l'espace de la cohorte"), &words);
	mail.address = url_absolute(arena, app->settings.base_url, stage_url(cycle, STAGE_COHORT));
	mail_queue(tx, arena, app, &mail);
}

static void tell_pair(struct db *tx, struct arena *arena, const struct app *app, const struct application *a,
                      int64_t member)
{
	const struct cycle *cycle = cycle_by_id(tx, arena, a->cycle);
	struct rows rows = addressees_of(tx, arena, a->call);
	const struct addressee *to = rows.at;
	for (size_t i = 0; cycle && i < rows.n; i++)
		if (to[i].application == a->id)
			tell_addressee(tx, arena, app, cycle, a->name, member, &to[i]);
}

/* The jury's decision stays as it was recorded; what the pair reads of their application follows. */
static bool replace(struct db *tx, struct arena *arena, const struct replacement_input *in, const struct member *left,
                    int64_t *admitted, struct error *err)
{
	const struct application *a = application_by_id(tx, arena, in->application);
	if (!a || a->cycle != left->cycle || !text_is(a->outcome, "waiting"))
		return error_input(err, "replacement", N_("Cette candidature n'est plus en liste d'attente : choisissez-en une autre."));
	if (member_replacing(tx, left->id))
		return error_rule(err, N_("Ce territoire a déjà été remplacé."));
	application_set_outcome(tx, a->id, text("selected"), 0);
	*admitted = member_admit(tx, &(struct admission){ .cycle = a->cycle, .territory = a->territory, .application = a->id,
		                         .replaces = left->id, .elected = a->elected, .staff = a->staff });
	tell_pair(tx, arena, in->app, a, *admitted);
	return true;
}

/* The hour is not asked: noon for a day in the past, and never before they joined. */
static struct instant leaving(const struct withdrawal_input *in, const struct member *m)
{
	struct instant now = clock_now();
	if (in->day.n == 0 || in->day.n == day_of(now).n)
		return now;
	struct instant noon = day_at(in->day, 12, 0);
	return noon.s < m->joined.s ? m->joined : noon;
}

static bool may_leave(const struct withdrawal_input *in, const struct member *m, struct error *err)
{
	if (m->withdrawn.s)
		return error_conflict(err, N_("Ce retrait est déjà enregistré."));
	if (text_trim(in->reason).n == 0)
		return error_input(err, "reason", N_("Dites en une phrase pourquoi : la cohorte se le demandera."));
	if (in->day.n > day_of(clock_now()).n)
		return error_input(err, "day", N_("Ce jour n'est pas encore venu : indiquez aujourd'hui ou un jour passé."));
	if (in->day.n && in->day.n < day_of(m->joined).n)
		return error_input(err, "day", N_("Ce jour précède l'entrée du territoire dans la cohorte."));
	return true;
}

bool member_withdraw(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct withdrawal_input *in = input;
	const struct member *m = member_by_id(tx, arena, in->member);
	if (!m)
		return error_missing(err);
	if (!may_leave(in, m, err))
		return false;
	member_leave(tx, m->id, leaving(in, m), in->reason);
	struct replacement_input replacement = { in->app, in->member, in->replacement };
	return in->replacement == 0 || replace(tx, arena, &replacement, m, &made->id, err);
}

bool member_replace(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct replacement_input *in = input;
	const struct member *m = member_by_id(tx, arena, in->member);
	if (!m || m->withdrawn.s == 0)
		return error_missing(err);
	return replace(tx, arena, in, m, &made->id, err);
}
