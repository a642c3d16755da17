/* Instance: the store, the files, the secret and the settings of one site, opened together. */
#ifndef CORDEE_INSTANCE_H
#define CORDEE_INSTANCE_H
#include "base/error.h"
#include "http/app.h"

/* Opens what the settings name; the app is ready but for its hub. False and err on failure. */
bool instance_open(struct app *, const struct settings *, struct error *);
void instance_close(struct app *);
/* Serves what comes to the listener (server_listen), and closes it, until SIGINT or SIGTERM. `ready` is
 * called once. */
bool instance_serve(struct app *, int listener, void (*ready)(const struct app *), struct error *);
#endif
