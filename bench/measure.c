/* measure CORE OUTPUT PROGRAM [ARGUMENT]…: runs the program on that core, its standard output into
 * a file, and prints "EXIT USER SYSTEM WALL PEAK" (microseconds, kilobytes). A program of its own,
 * since a child's peak begins with its parent's memory, and a Python parent has more than we measure. */
#include "base/time.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT = 127 };

static _Noreturn void become(int64_t core, const char *output, char **command)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET((size_t)core, &set);
	int out = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (sched_setaffinity(0, sizeof set, &set) == 0 && out >= 0 && dup2(out, STDOUT_FILENO) >= 0)
		execvp(command[0], command);
	perror(command[0]);
	_exit(CANNOT);
}

static long long us(struct timeval t)
{
	return (long long)t.tv_sec * 1000000 + t.tv_usec;
}

int main(int argc, char **argv)
{
	int64_t core;
	struct rusage used;
	int status;
	if (argc < 4 || !text_to_int(text_of(argv[1]), &core) || core < 0 || core >= CPU_SETSIZE) {
		fprintf(stderr, "usage: measure CORE OUTPUT PROGRAM [ARGUMENT]...\n");
		return 2;
	}
	int64_t began = clock_us();
	pid_t pid = fork();
	if (pid == 0)
		become(core, argv[2], argv + 3);
	if (pid < 0 || wait4(pid, &status, 0, &used) < 0) {
		perror("measure");
		return 1;
	}
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	printf("%d %lld %lld %lld %ld\n", code, us(used.ru_utime), us(used.ru_stime), (long long)(clock_us() - began),
	       used.ru_maxrss);
	return 0;
}
