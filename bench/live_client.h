/* The clients of bench/live: sockets that listen to a stream or post votes, all in one epoll, on one
 * thread. They know HTTP just enough to measure our own server. */
#ifndef CORDEE_LIVE_CLIENT_H
#define CORDEE_LIVE_CLIENT_H
#include "base/text.h"

enum { ANSWER_MOST = 32 << 10, WORDS_MOST = 128 };

struct client {
	int fd;
	char *in;                /* of ANSWER_MOST */
	size_t n;
	void (*heard)(struct client *); /* something has come */
	char token[65];          /* of its cookie */
	int64_t seen;            /* votes on its screen; -1: nothing yet */
	int64_t turn, sent;      /* votes posted, and when the last was */
};

/* Stops the program, saying why. */
_Noreturn void bench_fail(const char *what);

void clients_begin(void);
/* Connected to 127.0.0.1. */
void client_open(struct client *, int port, void (*heard)(struct client *));
void client_close(struct client *);
void client_get(struct client *, const char *path);
void client_post(struct client *, const char *path, const char *body);
/* Reads what comes for at most that long; each client is told. */
void clients_wait(int64_t us);

/* A whole answer with a length: its status, its body. False while it is not all there. */
bool client_answer(const struct client *, int *status, struct text *body);
/* The third number of the wall's tally in what has come, forgotten once read; -1: none is whole. */
int64_t client_tally(struct client *);
#endif
