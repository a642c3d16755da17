/* Rules of questions: what may be asked, what an answer must be, and that a question which
 * someone has started to answer only grows. */
#include "call/question.h"

#include "call/call_store.h"

enum { SHORT_MOST = 200, LONG_MOST = 4000, NUMBER_MOST = 1000000000, KEY_MOST = 40 };

const struct option question_kinds[] = {
	OPTION("short", N_("Réponse courte, sur une ligne")),
	OPTION("long", N_("Réponse développée")),
	OPTION("choice", N_("Choix dans une liste")),
	OPTION("number", N_("Nombre")),
	OPTION("file", N_("Fichier")),
	{ .label = NULL },
};

const char *question_kind_label(struct text kind)
{
	for (const struct option *o = question_kinds; o->label; o++)
		if (text_equal(o->value, kind))
			return o->label;
	return "";
}

int64_t question_most(const struct question *q)
{
	if (q->most > 0)
		return q->most;
	if (text_is(q->kind, "number"))
		return NUMBER_MOST;
	return text_is(q->kind, "long") ? LONG_MOST : SHORT_MOST;
}

struct text choice_next(struct text *lines)
{
	while (lines->at) {
		struct text choice = text_trim(text_cut(lines, '\n'));
		if (choice.n)
			return choice;
	}
	return NO_TEXT;
}

static bool is_choice(struct text choices, struct text value)
{
	for (struct text c = choice_next(&choices); c.n; c = choice_next(&choices))
		if (text_equal(c, value))
			return true;
	return false;
}

static const char *number_problem(const struct question *q, struct text value)
{
	int64_t n;
	if (!text_to_int(value, &n))
		return N_("Écrivez un nombre entier, en chiffres.");
	return n < 0 || n > question_most(q) ? N_("Ce nombre est hors des limites indiquées.") : NULL;
}

const char *answer_problem(const struct question *q, struct text value)
{
	if (value.n == 0)
		return NULL;
	if (text_is(q->kind, "number"))
		return number_problem(q, value);
	if (text_is(q->kind, "choice"))
		return is_choice(q->choices, value) ? NULL : N_("Choisissez une des réponses proposées.");
	if (text_is(q->kind, "file"))
		return N_("Joignez ce fichier depuis sa propre page.");
	return (int64_t)text_length(value) > question_most(q)
	           ? N_("Cette réponse est trop longue : raccourcissez-la.") : NULL;
}

size_t answers_lacking(const struct question *questions, const struct answer *answers, size_t n)
{
	size_t lacking = 0;
	for (size_t i = 0; i < n; i++)
		lacking += questions[i].required && answers[i].value.n == 0;
	return lacking;
}

static bool choices_fit(const struct question_input *in, struct error *err)
{
	size_t n = 0;
	struct text rest = in->choices;
	for (struct text c = choice_next(&rest); c.n; c = choice_next(&rest), n++)
		if (text_length(c) > CHOICE_LETTERS)
			return error_input(err, "choices", N_("Chaque choix tient en 200 caractères."));
	if (n > CHOICES_MOST)
		return error_input(err, "choices", N_("Quarante choix au plus : regroupez-en."));
	return n >= 2 || error_input(err, "choices", N_("Écrivez au moins deux choix, un par ligne."));
}

/* Every choice that could be picked still can. */
static bool choices_kept(struct text before, struct text after)
{
	for (struct text c = choice_next(&before); c.n; c = choice_next(&before))
		if (!is_choice(after, c))
			return false;
	return true;
}

/* What has been answered in good faith stays a good answer. */
static bool only_grows(const struct question *q, const struct question_input *in, struct error *err)
{
	struct question after = { .kind = in->kind, .most = in->most };
	if (!text_equal(q->kind, in->kind))
		return error_input(err, "kind", N_("Des candidatures sont commencées : la sorte de réponse ne peut plus changer."));
	if (in->required && !q->required)
		return error_input(err, "required", N_("Des candidatures sont commencées : une question facultative le reste."));
	if (question_most(&after) < question_most(q))
		return error_input(err, "most", N_("Des candidatures sont commencées : la limite peut monter, pas descendre."));
	if (!choices_kept(q->choices, in->choices))
		return error_input(err, "choices", N_("Des candidatures sont commencées : ajoutez des choix, sans retirer ni récrire ceux qui y sont."));
	return true;
}

static bool may_add(struct db *tx, struct arena *arena, const struct question_input *in, struct error *err)
{
	if (questions_of(tx, arena, in->call).n >= QUESTIONS_MOST)
		return error_rule(err, N_("Soixante questions au plus : un dossier plus long décourage."));
	if (in->required && applications_submitted(tx, arena, in->call).n > 0)
		return error_input(err, "required", N_("Des candidatures sont déjà déposées : une question ajoutée maintenant ne peut être que facultative."));
	return true;
}

static bool may_change(struct db *tx, struct arena *arena, const struct question_input *in, struct error *err)
{
	const struct question *q = question_by_id(tx, arena, in->id);
	if (!q || q->call != in->call)
		return error_missing(err);
	return kinds_applied(tx, arena, in->call).n == 0 || only_grows(q, in, err);
}

/* A key names the question in exports: given, or drawn from the label and made unique. */
static struct text key_of(struct db *tx, struct arena *arena, struct question_input in)
{
	struct text stem = text_slug(arena, in.key.n ? in.key : in.label);
	stem = text_slice(stem, 0, stem.n < KEY_MOST ? stem.n : KEY_MOST);
	if (stem.n == 0)
		stem = text("question");
	in.key = stem;
	for (int n = 2; question_key_taken(tx, &in) && n <= QUESTIONS_MOST + 1; n++)
		in.key = text_format(arena, "%" TEXT "-%d", text_args(stem), n);
	return in.key;
}

bool question_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct question_input in = *(const struct question_input *)input;
	bool choice = text_is(in.kind, "choice");
	if (question_kind_label(in.kind)[0] == '\0')
		return error_input(err, "kind", N_("Choisissez une sorte de réponse."));
	if (choice && !choices_fit(&in, err))
		return false;
	if (!choice)
		in.choices = NO_TEXT;
	if (in.id ? !may_change(tx, arena, &in, err) : !may_add(tx, arena, &in, err))
		return false;
	in.key = key_of(tx, arena, in);
	made->id = question_put(tx, &in);
	return true;
}

bool question_move(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct question_target *in = input;
	struct rows rows = questions_of(tx, arena, in->call);
	const struct question *q = rows.at;
	for (size_t i = 0; i < rows.n; i++) {
		if (q[i].id != in->id)
			continue;
		made->id = in->id;
		if (in->up && i > 0)
			questions_swap(tx, &q[i], &q[i - 1]);
		if (!in->up && i + 1 < rows.n)
			questions_swap(tx, &q[i], &q[i + 1]);
		return true;
	}
	return error_missing(err);
}

bool question_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct question_target *in = input;
	const struct question *q = question_by_id(tx, arena, in->id);
	if (!q || q->call != in->call)
		return error_missing(err);
	if (kinds_applied(tx, arena, in->call).n > 0)
		return error_rule(err, N_("Des candidatures sont commencées : cette question ne peut plus être retirée. Rendez-la facultative."));
	question_delete(tx, in->id);
	made->id = in->id;
	return true;
}
