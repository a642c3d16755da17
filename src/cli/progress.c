/* Progress of a long computation: a line on the terminal, rewritten; a limit of time; Ctrl-C. */
#include "cli/progress.h"

#include <signal.h>
#include <unistd.h>

/* A signal reaches the process, not a struct: the one flag of this folder. */
static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* The handler is gone once it ran: a second Ctrl-C ends the program. */
static void listen_once(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };
	sigemptyset(&action.sa_mask);
	interrupted = 0;
	(void)sigaction(SIGINT, &action, NULL); /* without it Ctrl-C ends the program: no harm */
}

void cli_progress_hide(struct cli *cli)
{
	if (cli->shown) {
		fputs("\r\033[K", cli->err);
		fflush(cli->err);
	}
	cli->shown = false;
}

static void show(struct cli *cli, double done)
{
	ARENA_SCOPED arena = arena_new();
	struct text share = share_text(arena, cli->lang, done, 0);
	fprintf(cli->err, "\r\033[K%" TEXT, text_args(translate(arena, cli->lang, N_("Calcul en cours : {value}"),
		&(struct words){ .value = share })));
	fflush(cli->err);
	cli->shown = true;
}

static bool tell(void *user, double done)
{
	enum { FIRST = 1000000, STEP = 200000 }; /* µs: a second of patience, then five times a second */
	struct cli *cli = user;
	int64_t now = clock_us(), least = cli->told ? cli->told + STEP : cli->began + FIRST;
	if (interrupted || (cli->limit > 0 && now - cli->began >= cli->limit))
		cli->asked_to_stop = true;
	if (now >= least && isatty(fileno(cli->err))) {
		cli->told = now;
		show(cli, done < 0 ? 0 : done > 1 ? 1 : done);
	}
	return !cli->asked_to_stop;
}

const struct progress *cli_progress(struct cli *cli, double seconds)
{
	cli->began = clock_us();
	cli->told = 0;
	cli->limit = (int64_t)(seconds * 1e6);
	cli->asked_to_stop = false;
	cli->progress = (struct progress){ tell, cli };
	listen_once();
	return &cli->progress;
}

bool cli_stopped(const struct cli *cli)
{
	return cli->asked_to_stop;
}
