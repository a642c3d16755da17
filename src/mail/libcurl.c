/* libcurl's functions. */
#include "mail/libcurl.h"

struct libcurl libcurl;

bool libcurl_load(struct error *err)
{
	static const char *const names[] = { LIBCURL(LATE_NAME) };
	return late_load("libcurl.so.4", names, &libcurl, sizeof names / sizeof *names, err);
}
