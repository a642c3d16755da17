/* Header fields of a mail (RFC 5322, RFC 2047). Nothing that was typed can begin a new field:
 * control characters never pass. Inner to mail/. */
#ifndef CORDEE_MAIL_HEADERS_H
#define CORDEE_MAIL_HEADERS_H
#include "base/arena.h"
#include "base/text.h"

/* "Subject: Votre candidature", encoded words when it is not plain ASCII. */
struct text header_text(struct arena *, const char *name, struct text value);
/* "To: =?UTF-8?B?…?= <a@b.example>" */
struct text header_mailbox(struct arena *, const char *name, struct text person, struct text address);
/* One @, no space, no control character, none of <>()[],;:\" : fit for an envelope. */
bool address_valid(struct text);
#endif
