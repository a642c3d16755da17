/* Page: making one, opening and closing its frame, sending it. What the frame looks like is
 * in frame.html. */
#include "html/page.h"

#include "base/arena.h"
#include "base/check.h"
#include "html/frame.h"
#include "html/track.h"

#include "frame.html.h"

enum { LARGEST_PAGE = 16 << 20 };

static struct page_account nobody(const struct request *r)
{
	(void)r;
	return (struct page_account){ 0 };
}
struct page_account (*page_account_of)(const struct request *) = nobody;

const struct menu_item frame_menu[] = {
	{ "cycles", N_("Cycles"), "/cycles", false, false },
	{ "articles", N_("Contenus"), "/contenus", false, false },
	{ "search", N_("Recherche"), "/recherche", false, false },
	{ "admin", N_("Administration"), "/administration", true, true },
};
const size_t frame_menu_n = sizeof frame_menu / sizeof *frame_menu;

bool frame_shows(const struct menu_item *item, const struct page_account *account)
{
	return (!item->signed_in || account->signed_in) && (!item->admin || account->admin);
}

const char *const frame_scripts[SCRIPT_COUNT] = {
	[SCRIPT_COUNTER] = "counter.js", [SCRIPT_DRAFT] = "draft.js", [SCRIPT_SUGGEST] = "suggest.js",
};

bool frame_lacks(const struct page *p, unsigned script)
{
	return p->scripts & ~p->loaded & 1U << script;
}

static unsigned loaded_by(const struct frame *frame)
{
	unsigned bits = 0;
	for (const char *const *name = frame->scripts; name && *name; name++)
		for (unsigned i = 0; i < SCRIPT_COUNT; i++)
			bits |= (unsigned)text_is(text_of(*name), frame_scripts[i]) << i;
	return bits;
}

static struct page *page_new(struct arena *arena, enum lang lang)
{
	struct page *p = arena_one(arena, struct page);
	buffer_init(&p->out, LARGEST_PAGE);
	p->arena = arena;
	p->lang = lang;
	p->track = track_new(arena);
	return p;
}

struct page *page_start(struct request *r)
{
	struct page *p = page_new(r->arena, r->lang);
	p->r = r;
	return p;
}

struct page *page_fragment(struct arena *arena, enum lang lang)
{
	return page_new(arena, lang);
}

/* "Erreur : Titre — Centre": what is wrong first, for those who hear the title. */
static struct text document_title(struct page *p, const struct frame *frame)
{
	struct text title = frame->title, centre = p->r->app->settings.centre;
	if (p->r->form.wrong)
		title = t("Erreur : {title}", .title = title);
	if (centre.n == 0 || text_equal(title, centre))
		return title;
	return text_join(p->arena, text_join(p->arena, title, text(" — ")), centre);
}

static struct text path_and_query(const struct request *r)
{
	if (r->query.n == 0)
		return r->path;
	return text_join(r->arena, text_join(r->arena, r->path, text("?")), r->query);
}

void page_open(struct page *p, const struct frame *frame)
{
	check(p->r != NULL);
	struct frame_parts parts = {
		.title = document_title(p, frame),
		.account = page_account_of(p->r),
		.other = p->lang == LANG_FR ? LANG_EN : LANG_FR,
		.here = path_and_query(p->r),
		.projector = frame->body_class && text_is(text("projector"), frame->body_class),
	};
	flash_take(p->r, &parts.flash_kind, &parts.flash);
	if (frame->private)
		reply_header(p->r, "Cache-Control", text("no-store"));
	p->bare = frame->bare;
	p->loaded = loaded_by(frame);
	view_frame_open(p, frame, &parts);
}

void page_close(struct page *p)
{
	view_frame_close(p, p->bare);
}

void page_send(struct page *p, int status)
{
	struct error too_big = { 0 };
	track_end(p);
	if (!buffer_failed(&p->out)) {
		reply_body(p->r, status, "text/html; charset=utf-8", &p->out);
		return;
	}
	buffer_free(&p->out);
	error_set(&too_big, ERROR_INTERNAL, N_("Cette page est trop longue pour être affichée."), "page over %d bytes",
	          LARGEST_PAGE);
	reply_error(p->r, &too_big);
}

struct text page_take(struct page *p)
{
	track_end(p);
	struct text copy = buffer_failed(&p->out) ? NO_TEXT : text_copy(p->arena, buffer_view(&p->out));
	buffer_free(&p->out);
	return copy;
}

struct html page_html(struct page *p)
{
	return (struct html){ page_take(p) };
}

struct text page_t(struct page *p, const char *message, const struct words *words)
{
	return translate(p->arena, p->lang, message, words);
}

struct text page_tn(struct page *p, const char *one, const char *many, int64_t n, const struct words *words)
{
	return translate_n(p->arena, p->lang, one, many, n, words);
}
