/* Keys of forms: proof of origin, and what makes a repeat have one effect. */
#ifndef CORDEE_FORM_KEY_H
#define CORDEE_FORM_KEY_H
#include "http/request.h"

/* Is the posted form's key one that this browser was given? */
bool form_key_right(struct request *);
/* Does the request say that it was sent by a page of this site, or at least not by another's? */
bool form_origin_right(struct request *);
/* An upload that a form gave back by form_kept; false when absent, malformed or not ours. */
bool form_kept_read(struct request *, struct text kept, struct upload *);
#endif
