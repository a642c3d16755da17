/* What the views of the frame need beside struct frame. Inner to html/. */
#ifndef CORDEE_FRAME_H
#define CORDEE_FRAME_H
#include "html/page.h"

struct menu_item {
	const char *section, *label, *path; /* label is a msgid */
	bool signed_in, admin;              /* only shown to them */
};

struct frame_parts {
	struct text title;               /* of the document */
	struct page_account account;
	struct text flash_kind, flash;   /* flash_kind empty: none */
	enum lang other;                 /* the other language */
	struct text here;                /* path and query of this page */
	bool projector;
};

/* Scripts of fields, asked for while a page is written: bits of page.scripts. */
enum { SCRIPT_COUNTER, SCRIPT_DRAFT, SCRIPT_SUGGEST, SCRIPT_COUNT };
extern const char *const frame_scripts[SCRIPT_COUNT];
/* Asked for, and not loaded by the frame already? */
bool frame_lacks(const struct page *, unsigned script);

extern const struct menu_item frame_menu[];
extern const size_t frame_menu_n;
bool frame_shows(const struct menu_item *, const struct page_account *);
#endif
