/* libmicrohttpd's functions. */
#include "http/libmhd.h"

struct libmhd libmhd;

bool libmhd_load(struct error *err)
{
	static const char *const names[] = { LIBMHD(LATE_NAME) };
	return late_load("libmicrohttpd.so.12", names, &libmhd, sizeof names / sizeof *names, err);
}
