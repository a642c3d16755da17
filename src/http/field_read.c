/* One field: the kinds, their limits, and what is said when something is wrong. People type
 * as they are used to ("12 345", "8/7/2021", "9 h 30"); what cannot be understood is never
 * guessed. */
#include "http/field_read.h"

#include "http/field_words.h"
#include "http/url.h"

#include <limits.h>

typedef bool read_fn(const struct reading *, struct text t, struct field_value *, struct error *);

static bool refuse(const struct reading *in, struct error *err, const char *message, int64_t n)
{
	error_input(err, in->field->name, message);
	err->n = n;
	return false;
}

/* Characters, not bytes: "é" counts for one, as the person who types counts. */
static bool check_length(const struct reading *in, struct text t, int64_t most, struct error *err)
{
	int64_t n = (int64_t)text_length(t), max = in->field->max ? in->field->max : most;
	if (n > max)
		return refuse(in, err, N_("Raccourcissez à {n} caractères au plus."), max);
	if (n < in->field->min && !in->draft)
		return refuse(in, err, N_("Écrivez au moins {n} caractères."), in->field->min);
	return true;
}

static bool read_text(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	out->text = words_one_line(in->arena, t);
	return check_length(in, out->text, 200, err);
}

static bool read_long(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	out->text = t;
	return check_length(in, t, 10000, err);
}

/* The domain has no case; mailboxes have none in practice, and one person must stay one. */
static bool read_email(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	out->text = text_lower(in->arena, t);
	if (!words_email(out->text))
		return refuse(in, err, N_("Indiquez une adresse complète, comme prenom.nom@exemple.fr."), 0);
	return check_length(in, out->text, 254, err);
}

/* A password is taken as typed, spaces included. */
static bool read_password(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	(void)t;
	out->text = in->typed;
	return check_length(in, out->text, 200, err);
}

static bool read_url(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	if (!words_web_address(in->arena, t, &out->text))
		return refuse(in, err, N_("Indiquez l'adresse complète d'une page, comme https://www.exemple.fr."), 0);
	return check_length(in, out->text, 500, err);
}

/* What a member holds: a number beyond would become another one. */
static const struct range {
	int64_t least, most;
} ranges[] = {
	[COLUMN_INT64] = { INT64_MIN, INT64_MAX },
	[COLUMN_INT] = { INT_MIN, INT_MAX },
	[COLUMN_UNSIGNED] = { 0, UINT_MAX },
	[COLUMN_BOOL] = { 0, 1 },
};

static bool member_number(const struct field *f, struct text t, int64_t *out)
{
	return text_to_int(t, out) && *out >= ranges[f->member].least && *out <= ranges[f->member].most;
}

/* min and max of 0 bound from below only: numbers of people, of days, of euros. */
static bool read_number(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	const struct field *f = in->field;
	struct range held = ranges[f->member];
	int64_t least = f->min > held.least ? f->min : held.least;
	int64_t most = f->max && f->max < held.most ? f->max : held.most;
	if (!words_number(in->arena, in->lang, t, &out->number))
		return refuse(in, err, N_("Indiquez un nombre entier, en chiffres."), 0);
	if (out->number < least)
		return refuse(in, err, N_("Indiquez un nombre d'au moins {n}."), least);
	if (out->number > most)
		return refuse(in, err, N_("Indiquez un nombre d'au plus {n}."), most);
	return true;
}

static bool read_day(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	struct day day;
	if (!words_day(in->arena, t, &day))
		return refuse(in, err, N_("Indiquez une date qui existe, comme 8/7/2021."), 0);
	out->number = day.n;
	return true;
}

static bool read_clock(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	if (!words_clock(in->arena, t, &out->number))
		return refuse(in, err, N_("Indiquez une heure, comme 9 h 30."), 0);
	return true;
}

static bool read_instant(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	struct instant at;
	if (!words_instant(in->arena, t, &at))
		return refuse(in, err, N_("Indiquez une date et une heure, comme 8/7/2021 9 h 30."), 0);
	out->number = at.s;
	return true;
}

static bool is_option(const struct option *options, struct text value)
{
	for (; options && options->value.at; options++)
		if (text_equal(options->value, value))
			return true;
	return false;
}

/* A value that is not offered comes from a page out of date, or from no page of ours. */
static bool read_choice(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	out->text = t;
	if (!is_option(in->options, t) ||
	    (in->field->member != COLUMN_TEXT && !member_number(in->field, t, &out->number)))
		return refuse(in, err, N_("Choisissez une des réponses proposées."), 0);
	return true;
}

/* The same value twice is as good as once for whoever reads it, and cannot come from a page. */
static bool read_many(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	size_t most = 1;
	for (size_t i = 0; i < t.n; i++)
		most += t.at[i] == '\n';
	out->many.at = arena_many(in->arena, struct text, most);
	while (t.n > 0) {
		struct text one = text_cut(&t, '\n');
		if (!is_option(in->options, one))
			return refuse(in, err, N_("Choisissez parmi les réponses proposées."), 0);
		out->many.at[out->many.n++] = one;
	}
	if (in->field->max && (int64_t)out->many.n > in->field->max)
		return refuse(in, err, in->field->max == 1 ? N_("Gardez une seule réponse.") : N_("Gardez au plus {n} réponses."),
		              in->field->max);
	if ((int64_t)out->many.n < in->field->min && !in->draft)
		return refuse(in, err, N_("Choisissez au moins {n} réponses."), in->field->min);
	return true;
}

/* Nobody typed it: there is nothing to correct but the page. */
static bool read_hidden(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	out->text = t;
	if (in->field->member != COLUMN_TEXT && !member_number(in->field, t, &out->number))
		return refuse(in, err, N_("Rechargez la page et recommencez."), 0);
	return check_length(in, t, 2000, err);
}

static bool read_check(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	(void)in, (void)err;
	out->number = t.n > 0;
	return true;
}

/* The ending only helps people choose; what a file is was sniffed from its bytes. */
static bool read_file(const struct reading *in, struct text t, struct field_value *out, struct error *err)
{
	(void)t;
	out->upload = *in->upload;
	if (!words_accepted(in->field->accept, in->upload->name))
		return refuse(in, err, N_("Choisissez un fichier d'un format accepté."), 0);
	return true;
}

/* What each kind says when it is left empty. */
static const struct kind {
	read_fn *read;
	const char *missing;
} kinds[] = {
	[FIELD_TEXT] = { read_text, N_("Remplissez ce champ.") },
	[FIELD_LONG] = { read_long, N_("Écrivez quelques mots.") },
	[FIELD_EMAIL] = { read_email, N_("Indiquez une adresse électronique.") },
	[FIELD_PASSWORD] = { read_password, N_("Indiquez un mot de passe.") },
	[FIELD_URL] = { read_url, N_("Indiquez l'adresse d'une page.") },
	[FIELD_NUMBER] = { read_number, N_("Indiquez un nombre.") },
	[FIELD_DAY] = { read_day, N_("Indiquez une date, comme 8/7/2021.") },
	[FIELD_CLOCK] = { read_clock, N_("Indiquez une heure, comme 9 h 30.") },
	[FIELD_INSTANT] = { read_instant, N_("Indiquez une date et une heure, comme 8/7/2021 9 h 30.") },
	[FIELD_CHOICE] = { read_choice, N_("Choisissez une réponse.") },
	[FIELD_CHECK] = { read_check, N_("Cochez cette case pour continuer.") },
	[FIELD_MANY] = { read_many, N_("Choisissez au moins une réponse.") },
	[FIELD_FILE] = { read_file, N_("Joignez un fichier.") },
	[FIELD_HIDDEN] = { read_hidden, N_("Rechargez la page et recommencez.") },
};

/* A box left alone says no, which is an answer, unless it must be ticked to go on. */
static bool is_required(const struct reading *in)
{
	const struct field *f = in->field;
	if (in->draft)
		return false;
	if (f->kind == FIELD_CHECK)
		return f->min == 1;
	return !f->optional && f->kind != FIELD_HIDDEN;
}

bool field_read(const struct reading *in, struct field_value *out, struct error *err)
{
	const struct kind *kind = &kinds[in->field->kind];
	struct text t = text_trim(in->typed);
	bool empty = in->field->kind == FIELD_FILE ? in->upload->hash.n == 0 : t.n == 0;
	*out = (struct field_value){ 0 };
	if (empty)
		return !is_required(in) || refuse(in, err, kind->missing, 0);
	return kind->read(in, t, out, err);
}

void field_put(const struct field *f, void *input, const struct field_value *v)
{
	void *at = (char *)input + f->offset;
	if (f->kind == FIELD_FILE)
		*(struct upload *)at = v->upload;
	else if (f->kind == FIELD_MANY)
		*(struct many *)at = v->many;
	else if (f->member == COLUMN_INT64)
		*(int64_t *)at = v->number;
	else if (f->member == COLUMN_INT)
		*(int *)at = (int)v->number;
	else if (f->member == COLUMN_UNSIGNED)
		*(unsigned *)at = (unsigned)v->number;
	else if (f->member == COLUMN_BOOL)
		*(bool *)at = v->number != 0;
	else
		*(struct text *)at = v->text;
}

static int64_t number_at(const struct field *f, const void *at)
{
	if (f->member == COLUMN_INT64)
		return *(const int64_t *)at;
	if (f->member == COLUMN_INT)
		return *(const int *)at;
	return f->member == COLUMN_BOOL ? *(const bool *)at : *(const unsigned *)at;
}

/* With its seconds, when it has some: a form that is only looked at and saved changes nothing. */
static struct text show_instant(struct arena *arena, struct instant at)
{
	struct text minute = instant_local(arena, at);
	int second = civil_of(at).second;
	return second ? text_format(arena, "%" TEXT ":%02d", text_args(minute), second) : minute;
}

static struct text show_number(struct arena *arena, const struct field *f, int64_t n)
{
	bool none = n == 0; /* no day, no instant, no choice made */
	if (f->kind == FIELD_DAY)
		return none ? NO_TEXT : day_iso(arena, (struct day){ n });
	if (f->kind == FIELD_INSTANT)
		return none ? NO_TEXT : show_instant(arena, (struct instant){ n });
	if (f->kind == FIELD_CLOCK)
		return text_format(arena, "%02d:%02d", (int)(n / 60), (int)(n % 60));
	if (f->kind == FIELD_CHECK)
		return none ? NO_TEXT : text("1");
	if (f->kind == FIELD_CHOICE && f->optional && none)
		return NO_TEXT;
	return text_format(arena, "%lld", (long long)n);
}

struct text field_show(struct arena *arena, const struct field *f, const void *input, struct upload *upload)
{
	const void *at = (const char *)input + f->offset;
	if (f->kind == FIELD_PASSWORD)
		return NO_TEXT;
	if (f->kind == FIELD_FILE) {
		*upload = *(const struct upload *)at;
		return NO_TEXT;
	}
	if (f->kind == FIELD_MANY) {
		const struct many *many = at;
		struct text all = NO_TEXT;
		for (size_t i = 0; i < many->n; i++)
			all = text_join(arena, i ? text_join(arena, all, text("\n")) : all, many->at[i]);
		return all;
	}
	if (f->member == COLUMN_TEXT)
		return *(const struct text *)at;
	return show_number(arena, f, number_at(f, at));
}
