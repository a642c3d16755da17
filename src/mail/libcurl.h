/* libcurl, loaded once there is a mail server to send to. Inner to mail/. */
#ifndef CORDEE_LIBCURL_H
#define CORDEE_LIBCURL_H
#include "base/late.h"

#define CURL_DISABLE_TYPECHECK /* its macros call the functions by their own names */
#include <curl/curl.h>

#define LIBCURL(f)                                                                          \
	f(curl_easy_cleanup) f(curl_easy_getinfo) f(curl_easy_init) f(curl_easy_perform)    \
	f(curl_easy_reset) f(curl_easy_setopt) f(curl_easy_strerror) f(curl_global_cleanup) \
	f(curl_global_init) f(curl_mime_addpart) f(curl_mime_data) f(curl_mime_encoder)     \
	f(curl_mime_free) f(curl_mime_init) f(curl_mime_subparts) f(curl_mime_type)         \
	f(curl_slist_append) f(curl_slist_free_all)

struct libcurl {
	LIBCURL(LATE_MEMBER)
};
extern struct libcurl libcurl;

bool libcurl_load(struct error *);
#endif
