/* Response: an answer as libmicrohttpd sends it, and the line of the log about it. */
#ifndef CORDEE_RESPONSE_H
#define CORDEE_RESPONSE_H
#include "http/connection.h"

struct MHD_Response;

/* Takes the body of the connection's reply. NULL when memory is short. */
struct MHD_Response *response_make(struct connection *, unsigned *status);
void response_log(const struct connection *);
/* For MHD_OPTION_UNESCAPE_CALLBACK: addresses are decoded by us, strictly. */
size_t response_keep_escapes(void *user, struct MHD_Connection *, char *escaped);
#endif
