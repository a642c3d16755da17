/* Instance: the store, the files, the secret and the settings of one site, opened together. */
#ifndef CORDEE_INSTANCE_H
#define CORDEE_INSTANCE_H
#include "base/error.h"
#include "http/app.h"

/* Opens what the settings name; the app is ready but for its hub. False and err on failure. */
bool instance_open(struct app *, const struct settings *, struct error *);
void instance_close(struct app *);
/* Serves until SIGINT or SIGTERM. `ready` (may be NULL) is called once with the port taken. */
bool instance_serve(struct app *, void (*ready)(const struct app *, int port), struct error *);
#endif
