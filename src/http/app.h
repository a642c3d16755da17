/* App: what every request shares, made once at start, immutable while serving. */
#ifndef CORDEE_APP_H
#define CORDEE_APP_H
#include "base/text.h"
#include "base/time.h"

struct store;
struct files;
struct hub;

enum { SECRET_BYTES = 32 };

/* From the settings file (inih) and the command line; each is a row of one table in
 * settings.c, which also makes `cordee help settings` and the manual. */
struct settings {
	struct text database;    /* sqlite:PATH or postgresql://… */
	struct text files;       /* folder of uploaded files */
	struct text address;     /* to listen on: 127.0.0.1 */
	int64_t port;
	struct text base_url;    /* as people see it: https://cordee.example; no final '/' */
	struct text centre;      /* name of the resource centre */
	struct text mail_from;   /* address */
	struct text smtp;        /* smtp://host:port, or none: mails are kept */
	struct text smtp_user, smtp_password;
	struct text source;      /* where the source of this program can be had */
	int64_t threads;         /* loops; 0: one per core */
	int64_t upload_max;      /* bytes per file */
	bool behind_proxy;       /* trust X-Forwarded-* of the proxy in front */
	bool demo;               /* the sign-in page of the demo, /demo/mails */
};

struct app {
	struct settings settings;
	struct store *store;
	struct files *files;
	struct hub *hub;
	unsigned char secret[SECRET_BYTES]; /* made at the first start, kept in the table setting */
};
#endif
