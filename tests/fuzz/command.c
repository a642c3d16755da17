/* A whole command over files of anyone. */
#include "command.h"

#include "base/check.h"

#include <sys/mman.h>
#include <unistd.h>

enum { FILES_MOST = 4, ARGUMENTS_MOST = 16 };
static int files[FILES_MOST];
static size_t files_n;

const char *command_file(struct arena *arena, struct text bytes)
{
	check(files_n < FILES_MOST);
	int fd = memfd_create("fuzz", 0);
	check(fd >= 0 && write(fd, bytes.at ? bytes.at : "", bytes.n) == (ssize_t)bytes.n);
	files[files_n++] = fd;
	return text_z(arena, text_format(arena, "/proc/self/fd/%d", fd));
}

void command_run(struct arena *arena, const struct cli_command *command, const char *const *arguments, size_t n)
{
	const struct cli_command *commands[] = { command, NULL };
	char *argv[ARGUMENTS_MOST] = { "cordee", (char *)(uintptr_t)command->name }, *said = NULL, *out = NULL;
	size_t said_n = 0, out_n = 0;
	check(n + 2 <= ARGUMENTS_MOST);
	for (size_t i = 0; i < n; i++)
		argv[i + 2] = (char *)(uintptr_t)arguments[i];
	struct cli cli = { .arena = arena, .lang = LANG_EN, .out = open_memstream(&out, &out_n),
		           .err = open_memstream(&said, &said_n), .commands = commands };
	check(cli.out && cli.err);
	int code = cli_run(&cli, (int)n + 2, argv);
	check(fclose(cli.out) == 0 && fclose(cli.err) == 0);
	check(code == CLI_DONE || code == CLI_NO_ANSWER || code == CLI_BAD_INPUT);
	check(code != CLI_BAD_INPUT || said_n > 0);
	check(text_valid((struct text){ said, said_n }) && text_valid((struct text){ out, out_n }));
	free(said);
	free(out);
	while (files_n > 0)
		check(close(files[--files_n]) == 0);
}
