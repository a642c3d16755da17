/* Sockets of bench/live. */
#include "live_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 256 };

static int poller = -1;

void bench_fail(const char *what)
{
	fprintf(stderr, "live: %s (%s)\n", what, strerror(errno));
	exit(1);
}

void clients_begin(void)
{
	poller = epoll_create1(EPOLL_CLOEXEC);
	if (poller < 0)
		bench_fail("no epoll");
}

void client_open(struct client *c, int port, void (*heard)(struct client *))
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
		                  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = c } };
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	c->in = malloc(ANSWER_MOST);
	c->n = 0;
	c->heard = heard;
	c->seen = -1;
	if (c->fd < 0 || !c->in || connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0)
		bench_fail("cannot connect");
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	if (epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event) != 0)
		bench_fail("cannot poll");
}

void client_close(struct client *c)
{
	close(c->fd);
	free(c->in);
}

static void send_all(struct client *c, const char *bytes, int n)
{
	if (n < 0 || send(c->fd, bytes, (size_t)n, MSG_NOSIGNAL) != n)
		bench_fail("cannot send");
}

void client_get(struct client *c, const char *path)
{
	char head[512];
	send_all(c, head, snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path));
}

void client_post(struct client *c, const char *path, const char *body)
{
	char all[1024];
	send_all(c, all, snprintf(all, sizeof all,
	                          "POST %s HTTP/1.1\r\nHost: localhost\r\nCookie: voice=%s\r\nX-Requested-With: fetch\r\n"
	                          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
	                          path, c->token, strlen(body), body));
}

static void hear(struct client *c)
{
	if (c->n == ANSWER_MOST)
		bench_fail("an answer is longer than expected");
	ssize_t n = recv(c->fd, c->in + c->n, ANSWER_MOST - c->n, MSG_DONTWAIT);
	if (n == 0 || (n < 0 && errno != EAGAIN))
		bench_fail("the server closed a connection");
	if (n > 0) {
		c->n += (size_t)n;
		c->heard(c);
	}
}

void clients_wait(int64_t us)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(poller, events, EVENTS, us > 0 ? (int)((us + 999) / 1000) : 0);
	if (n < 0 && errno != EINTR)
		bench_fail("cannot wait");
	for (int i = 0; i < n; i++)
		hear(events[i].data.ptr);
}

bool client_answer(const struct client *c, int *status, struct text *body)
{
	struct text all = { c->in, c->n }, mark = text("\r\n\r\n"), name = text("Content-Length: ");
	size_t head = text_find(all, mark);
	if (head == all.n)
		return false;
	size_t length = text_find(text_slice(all, 0, head), name);
	struct text rest = text_slice(all, length + name.n, head), code = text_slice(all, 9, 12);
	int64_t n = 0, number = 0;
	if (length == head || !text_to_int(text_trim(text_cut(&rest, '\n')), &n) || !text_to_int(code, &number))
		bench_fail("an answer without a length");
	*status = (int)number;
	*body = text_slice(all, head + mark.n, all.n);
	return body->n >= (size_t)n;
}

int64_t client_tally(struct client *c)
{
	struct text all = { c->in, c->n }, mark = text("id=\"nombres\""), opens = text("<dd>");
	int64_t tally = -1;
	for (size_t at; (at = text_find(all, mark)) < all.n;) {
		struct text rest = text_slice(all, at + mark.n, all.n);
		size_t third = 0;
		for (int i = 0; i < 3 && third < rest.n; i++)
			third += text_find(text_slice(rest, third, rest.n), opens) + opens.n;
		size_t end = third < rest.n ? text_find(text_slice(rest, third, rest.n), text("<")) : rest.n;
		if (third >= rest.n || third + end >= rest.n || !text_to_int(text_slice(rest, third, third + end), &tally))
			break;
		all = text_slice(rest, third + end, rest.n);
		memmove(c->in, all.at, all.n);
		c->n = all.n;
		all.at = c->in;
	}
	return tally;
}
