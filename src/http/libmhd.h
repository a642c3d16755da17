/* libmicrohttpd, loaded when a server starts: the other commands do without it and what it brings.
 * Inner to http/. */
#ifndef CORDEE_LIBMHD_H
#define CORDEE_LIBMHD_H
#include "base/late.h"

#include <microhttpd.h>

#define LIBMHD(f)                                                                           \
	f(MHD_add_response_header) f(MHD_create_response_from_buffer)                       \
	f(MHD_create_response_from_callback) f(MHD_create_response_from_fd64)               \
	f(MHD_destroy_response) f(MHD_get_connection_info) f(MHD_get_connection_values)     \
	f(MHD_get_daemon_info) f(MHD_get_timeout) f(MHD_lookup_connection_value_n)          \
	f(MHD_queue_response) f(MHD_quiesce_daemon) f(MHD_resume_connection) f(MHD_run)     \
	f(MHD_start_daemon) f(MHD_stop_daemon) f(MHD_suspend_connection)

struct libmhd {
	LIBMHD(LATE_MEMBER)
};
extern struct libmhd libmhd;

bool libmhd_load(struct error *);
#endif
