/* The top of the house: every table of routes and topics, the error pages, and the
 * subcommands that run an instance. */
#ifndef CORDEE_ADMIN_H
#define CORDEE_ADMIN_H
#include "cli/cli.h"
#include "http/hub.h"
#include "http/request.h"

extern const struct routes *const all_routes[];      /* ended by NULL */
extern const struct hub_kind *const all_hub_kinds[]; /* ended by NULL */
extern const struct routes admin_routes;

void error_page(struct request *, int status, const struct error *);

/* The subcommands that open an instance. Exit codes: 0 done, 1 it could not be done, 2 bad input. */
extern const struct cli_command serve_command, backup_command, restore_command, admin_command;
#endif
