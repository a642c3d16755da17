/* Response: from a reply to libmicrohttpd. */
#include "http/response.h"

#include "base/log.h"
#include "http/hub_reader.h"
#include "http/libmhd.h"
#include "http/server_inner.h"
#include "http/static.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Streams write little and often; a slow reader's kernel buffer is bounded. */
static void bound_socket(struct MHD_Connection *mhd)
{
	int fd = libmhd.MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){ 64 << 10 }, sizeof(int)) != 0)
		log_warn("a stream's buffer could not be bounded: %s", strerror(errno));
}

/* Nothing for this reader now: the connection sleeps until its reader is posted. */
static ssize_t read_stream(void *user, uint64_t position, char *at, size_t most)
{
	struct reader *reader = user;
	(void)position;
	ssize_t n = reader_read(reader, at, most);
	if (n == 0)
		libmhd.MHD_suspend_connection(reader_connection(reader));
	return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void leave_stream(void *user)
{
	reader_leave(user);
}

/* HEAD joins nothing: it would leave at once. */
static struct MHD_Response *make_stream(struct connection *c)
{
	enum { BLOCK = 4096 };
	struct request *r = &c->request;
	if (c->head)
		return libmhd.MHD_create_response_from_buffer(0, (char[]){ "" }, MHD_RESPMEM_MUST_COPY);
	bound_socket(c->mhd);
	struct text last = header(r, "Last-Event-ID");
	struct reader *reader = reader_join(r->app->hub, c->reply.topic, r->lang, last.n ? last : query_text(r, "last"),
	                                    c->loop, c->mhd);
	struct MHD_Response *response =
	    libmhd.MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, reader, leave_stream);
	if (!response)
		reader_leave(reader);
	return response;
}

static struct MHD_Response *make_body(struct reply *reply)
{
	struct buffer *body = &reply->body;
	struct MHD_Response *response =
	    body->at ? libmhd.MHD_create_response_from_buffer(body->n, body->at, MHD_RESPMEM_MUST_FREE)
	             : libmhd.MHD_create_response_from_buffer(0, (char[]){ "" }, MHD_RESPMEM_MUST_COPY);
	if (response) /* the bytes are the response's now */
		buffer_init(body, body->max);
	return response;
}

static struct MHD_Response *make_file(struct reply *reply)
{
	struct MHD_Response *response = libmhd.MHD_create_response_from_fd64(reply->size, reply->fd);
	if (response) /* so is the descriptor */
		reply->kind = REPLY_BODY;
	return response;
}

struct MHD_Response *response_make(struct connection *c, unsigned *status)
{
	struct reply *reply = &c->reply;
	*status = (unsigned)reply->status;
	if (reply->kind == REPLY_ASSET)
		return static_response(c);
	struct MHD_Response *response = reply->kind == REPLY_STREAM ? make_stream(c)
	                              : reply->kind == REPLY_FILE   ? make_file(reply)
	                                                            : make_body(reply);
	if (!response)
		return NULL;
	if (reply->type)
		libmhd.MHD_add_response_header(response, "Content-Type", reply->type);
	for (size_t i = 0; i < reply->headers.n; i++)
		if (libmhd.MHD_add_response_header(response, reply->headers.at[i].name, reply->headers.at[i].value) != MHD_YES)
			log_warn("a header that cannot be sent: %s", reply->headers.at[i].name);
	return response;
}

/* The pattern and never the path: a path may hold a name or a token. Status 0: the client
 * left, or libmicrohttpd refused the request before us. */
void response_log(const struct connection *c)
{
	const struct request *r = &c->request;
	const char *pattern = r->route ? r->route->pattern : c->reply.kind == REPLY_ASSET ? "/assets" : "-";
	log_info("%s %s %d %llu %lld µs", c->head ? "HEAD" : r->method == METHOD_POST ? "POST" : "GET", pattern,
	         c->phase == PHASE_END ? c->status : 0, (unsigned long long)c->sent, (long long)(clock_us() - c->started));
}

size_t response_keep_escapes(void *user, struct MHD_Connection *mhd, char *escaped)
{
	(void)user, (void)mhd;
	return strlen(escaped);
}
