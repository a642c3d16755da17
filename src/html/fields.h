/* Forms as people see them: from the declaration (http/form.h) and what is on the request.
 * Label above, "facultatif" on optional fields, help, what was typed, what is wrong beside
 * the field and in a summary on top with links. In a view:
 *     <%+ form_open(&blocker_form, URL("/cycles/$1/blocages/nouveau", slug)) %>
 *     <%+ form_fields(&blocker_form) %>
 *     <%+ form_close(t("Publier")) %> */
#ifndef CORDEE_FIELDS_H
#define CORDEE_FIELDS_H
#include "html/page.h"

struct form_look {
	const char *class;
	struct url draft;      /* saves by itself to this address (draft.js) */
	bool get;              /* a search: no key */
};

void view_form_open(struct page *, const struct form *, struct url action);
void view_form_open_look(struct page *, const struct form *, struct url action, const struct form_look *);
void view_form_fields(struct page *, const struct form *);
/* One field; two fields side by side is the view's own markup. */
void view_form_field(struct page *, const struct form *, const char *name);
/* The button, then </form>. */
void view_form_close(struct page *, struct text button);
void view_form_end(struct page *); /* only </form> */
/* A form that is one button: a POST without fields (closing, withdrawing, voting). */
void view_post_button(struct page *, struct url action, struct text label, const char *class);
/* The same with one hidden value. */
void view_post_value(struct page *, struct url action, const char *name, struct text value,
                     struct text label, const char *class);
/* Buttons in a fragment that the hub sends to everyone, which can hold no key of a form: the
 * page holds a form without fields, outside the fragment, and the buttons name it. */
void view_keyed_form(struct page *, const char *id, struct url action);
void view_keyed_button(struct page *, const char *form, const char *name, struct text value,
                       struct text label, const char *class);
#endif
