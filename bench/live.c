/* A room of a thousand: how long a vote takes, once acknowledged, to be on every screen; what a
 * screen that listens costs; how many votes a second are on disk when everybody votes at once.
 *
 *     live CORDEE FOLDER         the built program; a new SQLite file in FOLDER
 *
 * The server is alone on one core, its clients on another when there are two. Everything goes over
 * HTTP as a phone's script sends it, and what was acknowledged is compared with the file at the end. */
#include "live_client.h"

#include "base/check.h"
#include "base/log.h"
#include "session/activity.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	SCREENS = 1000, VOTERS = 1000, IDEAS = 10,
	TICK_US = 200000,                  /* a topic is sent at most that often (http/hub.c) */
	PACED_VOTES = 150, PACE_US = 40000,
	CROWD_US = 5000000, PATIENCE_US = 30000000,
	SAMPLES_MOST = 1 << 20,
};

static struct bench {
	char folder[400], database[450], room[64], stream[80], votes[80], key[200];
	int port;
	pid_t server;
	int64_t idea; /* the first; they follow each other */
	struct client screens[SCREENS], voters[VOTERS];
	int64_t acknowledged[PACED_VOTES + 1], posted, answered;
	int64_t samples[SAMPLES_MOST], n, before_ack;
	int64_t given, refused, until;
} bench;

STATEMENT(bench_cycle,
          "INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created)"
          " VALUES (1, 'banc', 'Banc', 'food', '', 1, 40000, 1, 1)")
STATEMENT(bench_session,
          "INSERT INTO session (id, cycle, title, day, starts, ends, checkin, changed, created)"
          " VALUES (1, 1, 'Banc', 20000, 0, 1440, 'porte', 1, 1)")
STATEMENT(bench_votes, "SELECT count(*) FROM vote")
STATEMENT(bench_wrong, "SELECT count(*) FROM idea i WHERE i.votes <> (SELECT count(*) FROM vote v WHERE v.idea = i.id)")

static bool fill(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)in;
	db_run(tx, &bench_cycle, BIND_NONE);
	db_run(tx, &bench_session, BIND_NONE);
	struct activity_input input = { .session = 1, .title = text("Banc"), .votes_each = VOTES_MOST, .totals = true };
	if (!activity_save(tx, arena, &input, made, err) ||
	    !activity_open(tx, arena, &(struct activity_part){ .session = 1, .activity = made->id }, made, err))
		return false;
	struct idea_input idea = { .activity = made->id, .voice = { 0, text("banc") } };
	struct made last = { 0 };
	for (int i = 0; i < IDEAS; i++) {
		idea.text = text_format(arena, "Une idée de longueur ordinaire, comme on en propose dans une salle, la %de", i + 1);
		if (!idea_add(tx, arena, &idea, &last, err))
			return false;
	}
	made->id = last.id - IDEAS + 1;
	return true;
}

static void prepare(void)
{
	struct error err = { 0 };
	struct made made = { 0 };
	ARENA_SCOPED arena = arena_new();
	struct store *store = store_open(bench.database, &err);
	if (!store || !store_do(store, arena, fill, NULL, &made, &err))
		bench_fail(err.detail);
	bench.idea = made.id;
	snprintf(bench.room, sizeof bench.room, "/a/%" TEXT, text_args(made.name));
	snprintf(bench.stream, sizeof bench.stream, "%s/ecran/flux", bench.room);
	snprintf(bench.votes, sizeof bench.votes, "%s/voix", bench.room);
	store_close(store);
}

/* Below those that the system gives to clients. */
static int free_port(void)
{
	enum { FIRST = 21000, LAST = 32700 };
	for (int port = FIRST + (int)getpid() % 5000; port < LAST; port++) {
		struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
			                  .sin_addr = { htonl(INADDR_LOOPBACK) } };
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		bool is_free = fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0;
		close(fd);
		if (is_free)
			return port;
	}
	bench_fail("no free port");
}

/* The first of our cores, or the last. */
static void stay_on(bool first)
{
	cpu_set_t ours, one;
	if (sched_getaffinity(0, sizeof ours, &ours) != 0 || CPU_COUNT(&ours) < 2)
		return;
	CPU_ZERO(&one);
	for (size_t cpu = 0; cpu < CPU_SETSIZE && !(first && CPU_COUNT(&one)); cpu++)
		if (CPU_ISSET(cpu, &ours)) {
			CPU_ZERO(&one);
			CPU_SET(cpu, &one);
		}
	if (sched_setaffinity(0, sizeof one, &one) != 0)
		bench_fail("cannot choose a core");
}

static void start_server(const char *program)
{
	char database[500], files[500], port[40], line[200] = "";
	int out[2];
	bench.port = free_port();
	snprintf(database, sizeof database, "--database=%s", bench.database);
	snprintf(files, sizeof files, "--files=%s/files", bench.folder);
	snprintf(port, sizeof port, "--port=%d", bench.port);
	if (pipe(out) != 0 || (bench.server = fork()) < 0)
		bench_fail("cannot start the server");
	if (bench.server == 0) {
		stay_on(true);
		prctl(PR_SET_PDEATHSIG, SIGTERM); /* it ends with us, however we end */
		dup2(out[1], STDOUT_FILENO);
		freopen("/dev/null", "w", stderr); /* a line a request */
		execl(program, program, "serve", database, files, port, "--threads=1", NULL);
		_exit(127);
	}
	close(out[1]);
	stay_on(false);
	FILE *said = fdopen(out[0], "r");
	while (said && !strstr(line, "listening on"))
		if (!fgets(line, sizeof line, said))
			bench_fail("the server did not start");
}

/* Resident, in KB. */
static int64_t server_memory(void)
{
	char path[64], line[200];
	int64_t kb = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)bench.server);
	FILE *status = fopen(path, "r");
	while (status && fgets(line, sizeof line, status)) {
		struct text rest = text_of(line);
		if (text_starts(rest, "VmRSS:")) {
			rest = text_trim(text_slice(rest, strlen("VmRSS:"), rest.n));
			text_to_int(text_cut(&rest, ' '), &kb);
		}
	}
	if (status)
		fclose(status);
	return kb;
}

/* Processor time that the server has used, in µs. */
static int64_t server_work(void)
{
	enum { USER_FIELD = 11 }; /* after the name, which may hold spaces */
	char path[64], line[600] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", (int)bench.server);
	FILE *stat = fopen(path, "r");
	if (!stat || !fgets(line, sizeof line, stat))
		bench_fail("the server is gone");
	fclose(stat);
	struct text rest = text_of(strrchr(line, ')'));
	int64_t ticks = 0, part;
	text_cut(&rest, ' ');
	for (int i = 0; rest.at && i <= USER_FIELD + 1; i++)
		if (text_to_int(text_cut(&rest, ' '), &part) && i >= USER_FIELD)
			ticks += part;
	return ticks * 1000000 / sysconf(_SC_CLK_TCK);
}

static void heard_page(struct client *c)
{
	int status;
	struct text body, mark = text("name=\"_key\" value=\"");
	if (!client_answer(c, &status, &body))
		return;
	struct text rest = text_slice(body, text_find(body, mark) + mark.n, body.n);
	struct text key = text_cut(&rest, '"');
	snprintf(bench.key, sizeof bench.key, "%" TEXT, text_args(key));
	bench.answered++;
}

/* The key of the room's forms: the same for all who are not signed in. */
static void ask_key(void)
{
	struct client c = { 0 };
	client_open(&c, bench.port, heard_page);
	client_get(&c, bench.room);
	for (int64_t until = clock_us() + PATIENCE_US; !bench.answered && clock_us() < until;)
		clients_wait(100000);
	client_close(&c);
	if (!bench.key[0])
		bench_fail("the room has no form");
}

static void post_vote(struct client *c, int64_t idea, bool given)
{
	char body[400];
	snprintf(body, sizeof body, "_key=%s&%s=%lld", bench.key, given ? "support" : "withdraw", (long long)idea);
	c->sent = clock_us();
	client_post(c, bench.votes, body);
}

static void sample(int64_t us)
{
	if (bench.n < SAMPLES_MOST)
		bench.samples[bench.n++] = us;
}

/* A screen shows all votes up to its tally. One that is on it before its voter has the answer is
 * counted as no wait. */
static void heard_screen(struct client *c)
{
	int64_t tally = client_tally(c), now = clock_us();
	if (tally < 0)
		return;
	for (int64_t vote = c->seen + 1; c->seen >= 0 && vote <= tally && vote <= PACED_VOTES; vote++) {
		int64_t at = bench.acknowledged[vote];
		bench.before_ack += at == 0;
		sample(at ? now - at : 0);
	}
	c->seen = tally;
}

static bool all_screens_show(int64_t votes)
{
	for (int i = 0; i < SCREENS; i++)
		if (bench.screens[i].seen < votes)
			return false;
	return true;
}

static void wait_for_screens(int64_t votes)
{
	for (int64_t until = clock_us() + PATIENCE_US; !all_screens_show(votes);) {
		if (clock_us() > until)
			bench_fail("a screen was never told");
		clients_wait(20000);
	}
}

static void open_screens(void)
{
	int64_t before = server_memory();
	for (int i = 0; i < SCREENS; i++) {
		client_open(&bench.screens[i], bench.port, heard_screen);
		client_get(&bench.screens[i], bench.stream);
		if (i % 50 == 49)
			clients_wait(20000);
	}
	wait_for_screens(0);
	int64_t after = server_memory();
	printf("memory       %5.1f MB before, %5.1f MB with %d screens that listen: %.1f KB each\n", (double)before / 1024,
	       (double)after / 1024, SCREENS, (double)(after - before) / SCREENS);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static double quantile(int percent)
{
	return bench.n ? (double)bench.samples[(bench.n - 1) * percent / 100] / 1000 : 0;
}

static void heard_paced(struct client *c)
{
	int status;
	struct text body;
	if (!client_answer(c, &status, &body))
		return;
	c->n = 0;
	bench.acknowledged[++bench.answered] = clock_us();
	bench.refused += status != 200;
	bench.given += status == 200;
}

static void new_token(struct client *c)
{
	unsigned char bytes[32];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(c->token, sizeof c->token, bytes, sizeof bytes);
}

/* One vote after another at irregular times, each by someone else. */
static void pace(void)
{
	struct client voter = { 0 };
	client_open(&voter, bench.port, heard_paced);
	bench.answered = bench.n = 0;
	int64_t next = clock_us();
	while (bench.answered < PACED_VOTES) {
		int64_t now = clock_us();
		if (now >= next && bench.posted == bench.answered) {
			new_token(&voter);
			post_vote(&voter, bench.idea + bench.posted++ % IDEAS, true);
			next = now + PACE_US / 2 + randombytes_uniform(PACE_US);
		}
		clients_wait(next - now);
	}
	if (bench.refused)
		bench_fail("a vote was refused");
	wait_for_screens(PACED_VOTES);
	client_close(&voter);
	qsort(bench.samples, (size_t)bench.n, sizeof *bench.samples, by_size);
	printf("live         vote acknowledged to each of %d screens: p50 %.0f ms, p99 %.0f ms, longest %.0f ms; of which up to %d ms"
	       " is the wait for the next tick (%d votes, %lld samples, %lld before the voter's own answer)\n",
	       SCREENS, quantile(50), quantile(99), quantile(100), TICK_US / 1000, PACED_VOTES, (long long)bench.n,
	       (long long)bench.before_ack);
}

/* Gives a vote to each idea in turn, then takes each back, and again. */
static void vote_on(struct client *c)
{
	post_vote(c, bench.idea + c->turn % IDEAS, c->turn / IDEAS % 2 == 0);
	bench.posted++;
}

static void heard_voter(struct client *c)
{
	int status;
	struct text body;
	if (!client_answer(c, &status, &body))
		return;
	c->n = 0;
	sample(clock_us() - c->sent);
	bench.answered++;
	bench.refused += status != 200;
	if (status == 200)
		bench.given += c->turn / IDEAS % 2 == 0 ? 1 : -1;
	c->turn++;
	if (clock_us() < bench.until)
		vote_on(c);
}

static void crowd(void)
{
	for (int i = 0; i < VOTERS; i++) {
		client_open(&bench.voters[i], bench.port, heard_voter);
		new_token(&bench.voters[i]);
	}
	bench.n = bench.posted = bench.answered = bench.refused = 0;
	int64_t start = clock_us(), work = server_work();
	bench.until = start + CROWD_US;
	for (int i = 0; i < VOTERS; i++)
		vote_on(&bench.voters[i]);
	while (bench.answered < bench.posted && clock_us() < bench.until + PATIENCE_US)
		clients_wait(20000);
	double seconds = (double)(clock_us() - start) / 1e6;
	work = server_work() - work;
	qsort(bench.samples, (size_t)bench.n, sizeof *bench.samples, by_size);
	printf("votes        %d voters at once, %d screens listening: %.0f votes/s acknowledged after fsync, p50 %.0f ms, p99 %.0f ms,"
	       " %lld refused, %lld without an answer; %.0f µs of the processor a vote, screens included\n",
	       VOTERS, SCREENS, (double)bench.answered / seconds, quantile(50), quantile(99), (long long)bench.refused,
	       (long long)(bench.posted - bench.answered), (double)work / (double)bench.answered);
	wait_for_screens(bench.given);
	printf("memory       %5.1f MB with %d screens and %d voters\n", (double)server_memory() / 1024, SCREENS, VOTERS);
}

static void stop_server(void)
{
	int status = 0;
	kill(bench.server, SIGTERM);
	if (waitpid(bench.server, &status, 0) != bench.server || status != 0)
		bench_fail("the server ended badly");
}

/* What was acknowledged is there, and every tally is what it counts. */
static bool compare(void)
{
	struct error err = { 0 };
	struct store *store = store_open(bench.database, &err);
	if (!store)
		bench_fail(err.detail);
	struct db *db = store_reader(store);
	int64_t votes = db_int(db, &bench_votes, BIND_NONE), wrong = db_int(db, &bench_wrong, BIND_NONE);
	store_close(store);
	printf("in the file  %lld votes, %lld acknowledged; %lld tallies that do not add up\n", (long long)votes,
	       (long long)bench.given, (long long)wrong);
	return votes == bench.given && wrong == 0;
}

static void raise_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: live CORDEE FOLDER\n");
		return 2;
	}
	check(sodium_init() >= 0);
	log_set(LOG_WARN);
	raise_limit();
	snprintf(bench.folder, sizeof bench.folder, "%s/live-XXXXXX", argv[2]);
	if (!mkdtemp(bench.folder))
		bench_fail(bench.folder);
	snprintf(bench.database, sizeof bench.database, "sqlite:%s/cordee.db", bench.folder);
	prepare();
	clients_begin();
	start_server(argv[1]);
	ask_key();
	open_screens();
	pace();
	crowd();
	stop_server();
	return compare() ? 0 : 1;
}
