/* Plain text from the blocks of a mail; the HTML is mail.html. */
#include "mail/compose.h"

#include "html/page.h"

#include "mail.html.h"

enum { MAIL_MAX = 1 << 20, PARAGRAPHS = 12, FACTS = 12 };

static void say(struct buffer *out, struct arena *arena, enum lang lang, const char *message, struct words words)
{
	buffer_text(out, translate(arena, lang, message, &words));
}

static void plain_facts(struct buffer *out, struct arena *arena, const struct mail *m)
{
	for (size_t i = 0; i < FACTS && m->facts[i].label.n; i++) {
		say(out, arena, m->lang, N_("{name} : {title}"),
		    (struct words){ .name = m->facts[i].label, .title = m->facts[i].value });
		buffer_char(out, '\n');
	}
	if (m->facts[0].label.n)
		buffer_char(out, '\n');
}

static void plain_button(struct buffer *out, const struct mail *m)
{
	if (!m->address.n)
		return;
	/* The address alone on its line: every reader makes it a link. */
	buffer_text(out, m->button);
	buffer_z(out, m->lang == LANG_FR ? "\u00a0:\n" : ":\n");
	buffer_text(out, m->address);
	buffer_z(out, "\n\n");
}

static void plain_footer(struct buffer *out, struct arena *arena, const struct mail *m,
                         const struct mail_furniture *f)
{
	buffer_z(out, "-- \n");
	buffer_text(out, f->centre);
	buffer_char(out, '\n');
	buffer_text(out, f->site);
	buffer_char(out, '\n');
	if (!f->unsubscribe.n)
		return;
	say(out, arena, m->lang, N_("Ne plus recevoir ce résumé :"), (struct words){ 0 });
	buffer_char(out, '\n');
	buffer_text(out, f->unsubscribe);
	buffer_char(out, '\n');
}

size_t mail_facts_after(const struct mail *m)
{
	return text_ends(m->paragraphs[0], ",") && m->paragraphs[1].n ? 1 : 0;
}

struct text mail_plain(struct arena *arena, const struct mail *m, const struct mail_furniture *f)
{
	struct buffer out;
	buffer_init(&out, MAIL_MAX);
	for (size_t i = 0; i < PARAGRAPHS && m->paragraphs[i].n; i++) {
		buffer_text(&out, m->paragraphs[i]);
		buffer_z(&out, "\n\n");
		if (i == mail_facts_after(m))
			plain_facts(&out, arena, m);
	}
	plain_button(&out, m);
	if (m->small.n) {
		buffer_text(&out, m->small);
		buffer_z(&out, "\n\n");
	}
	plain_footer(&out, arena, m, f);
	struct text plain = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return plain;
}

struct text mail_html(struct arena *arena, const struct mail *m, const struct mail_furniture *f)
{
	struct page *p = page_fragment(arena, m->lang);
	view_mail(p, m, f);
	return page_take(p);
}

static size_t hexadecimal_from(struct text t, size_t from)
{
	size_t i = from;
	while (i < t.n && ((t.at[i] >= '0' && t.at[i] <= '9') || (t.at[i] >= 'a' && t.at[i] <= 'f')))
		i++;
	return i - from;
}

struct text mail_without_keys(struct arena *arena, struct text t)
{
	enum { SHORTEST = 32 };
	struct text kept = NO_TEXT;
	size_t from = 0;
	for (size_t i = 0; i < t.n; i++) {
		size_t n = hexadecimal_from(t, i);
		if (n >= SHORTEST) {
			kept = text_join(arena, kept, text_join(arena, text_slice(t, from, i), text("…")));
			from = i + n;
		}
		i += n;
	}
	return from ? text_join(arena, kept, text_slice(t, from, t.n)) : t;
}
