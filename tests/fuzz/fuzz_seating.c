/* The files of cordee tables: people, wishes and an earlier plan, cut at NULs, through the whole
 * command, whose search is given no time. */
#include "fuzz.h"

#include "cli/commands.h"
#include "command.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	enum { LARGEST = 1 << 11 };
	struct text rest = { (const char *)bytes, n };
	if (n > LARGEST)
		return 0;
	ARENA_SCOPED arena = arena_new();
	struct text people = text_cut(&rest, '\0'), wishes = text_cut(&rest, '\0');
	const char *arguments[] = { "--people", command_file(arena, people), "--constraints", command_file(arena, wishes),
		                    "--size=2-4", "--rounds=3", "--seconds=0.001", "--json", "--resume", NULL };
	size_t count = sizeof arguments / sizeof *arguments;
	if (rest.at)
		arguments[count - 1] = command_file(arena, rest);
	command_run(arena, &tables_command, arguments, rest.at ? count : count - 2);
	return 0;
}
