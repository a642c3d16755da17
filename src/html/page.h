/* Page: what a view writes into, and the frame round every page. In a view, `p` is the page:
 *     t("Déposée le {date}", .date = a->submitted)      a message and what it names
 *     tn("une candidature", "{n} candidatures", n)      one or many
 *     when(a->submitted) day(s->day) hours(s->starts)   <time> elements, long form
 *     markdown(text)                                    struct html, no raw HTML passes
 * are macros on it. */
#ifndef CORDEE_PAGE_H
#define CORDEE_PAGE_H
#include "html/write.h"
#include "http/request.h"

struct page {
	struct buffer out;
	struct arena *arena;
	enum lang lang;
	struct request *r;    /* NULL for a fragment that the hub or a mail renders */
	bool bare;            /* the frame that was opened had no header: none has a footer */
	struct tracker *track; /* the context checker of test builds */
	unsigned forms, ids;  /* forms opened, and ids made up, so far */
	unsigned scripts, loaded; /* that fields ask for, and that the frame has loaded: bits */
	bool draft;           /* the form being written saves by itself */
};

/* The rope of a cycle: its stages in order. */
enum rope_state { ROPE_TO_COME, ROPE_NOW, ROPE_DONE };
struct rope_knot {
	const char *label;    /* msgid */
	struct url url;
	enum rope_state state;
	bool here;            /* the page shown belongs to this stage */
};
struct rope {
	struct text cycle;    /* its name */
	struct url home;
	const struct rope_knot *knots;
	size_t n;
};

struct frame {
	struct text title;            /* of the document: "title — centre" */
	struct text description;      /* for search engines and shared links */
	const struct rope *rope;      /* pages of a cycle */
	const char *section;          /* item of the main menu: "cycles", "articles", "mine", "admin" */
	const char *const *scripts;   /* names of assets ended by NULL; "once.js" is always there, and
	                                 fields bring theirs (counter.js, draft.js, suggest.js) */
	bool wide;                    /* two columns or a large table */
	bool bare;                    /* no header and footer: projector, printable sheets */
	const char *body_class;
	bool private;                 /* noindex, no-store */
	struct url feed;              /* Atom, when pattern is set */
};

/* The frame's menu and account parts are filled by this hook (people/), set once at start. */
struct page_account { struct text name; bool signed_in, admin; };
extern struct page_account (*page_account_of)(const struct request *);

struct page *page_start(struct request *);
/* A fragment without a request: the hub's and the mails'. Owned by the caller's arena but for
 * its buffer, which page_take or page_send frees or hands over. */
struct page *page_fragment(struct arena *, enum lang);
void page_open(struct page *, const struct frame *);
void page_close(struct page *);
void page_send(struct page *, int status);
struct text page_take(struct page *); /* copies into the arena, frees the buffer */

/* Rendering a view to a value, for use in another: html_of(p) after page_fragment. */
struct html page_html(struct page *);

struct text page_t(struct page *, const char *message, const struct words *);
struct text page_tn(struct page *, const char *one, const char *many, int64_t n, const struct words *);
#define t(message, ...) page_t(p, (message), &(struct words){ __VA_ARGS__ })
#define tn(one, many, n_, ...) page_tn(p, (one), (many), (n_), &(struct words){ __VA_ARGS__ })

/* "" + <time datetime=…>jeudi 8 juillet 2021, 9 h 30</time> */
struct html page_instant(struct page *, struct instant);
struct html page_instant_short(struct page *, struct instant); /* 8 juillet 2021 */
struct html page_day(struct page *, struct day);
struct html page_day_short(struct page *, struct day);
struct text page_hours(struct page *, int64_t minutes); /* 9 h 30 */
#define when(x) page_instant(p, (x))
#define when_short(x) page_instant_short(p, (x))
#define day(x) page_day(p, (x))
#define day_brief(x) page_day_short(p, (x))
#define hours(x) page_hours(p, (x))

/* Markdown (CommonMark and tables, by md4c): no raw HTML; links are checked (http, https,
 * mailto, paths of the site), images are the site's own. The text's highest heading becomes an
 * h2, or with markdown_under(x, 3) an h3, the others follow. */
struct html page_markdown(struct page *, struct text, unsigned heading);
#define markdown(x) page_markdown(p, (x), 2)
#define markdown_under(x, heading) page_markdown(p, (x), (heading))
/* Its words alone, without marks: to be searched, or cut short. */
struct text markdown_plain(struct arena *, struct text);
/* Plain text with its line breaks and paragraphs: what someone typed in a comment. */
struct html page_paragraphs(struct page *, struct text);
#define paragraphs(x) page_paragraphs(p, (x))
#endif
