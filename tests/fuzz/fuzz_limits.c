/* The limits of cordee budget, through the whole command, on one small election. */
#include "fuzz.h"

#include "cli/commands.h"
#include "command.h"

static const char election[] =
    "META\nkey;value\nbudget;1000\nvote_type;approval\nnum_projects;4\nnum_votes;3\n"
    "PROJECTS\nproject_id;cost;votes;category;target\n"
    "1;400;2;parc;nord\n2;300;2;parc;sud\n3;300;1;rue;nord\n4;200;1;rue;sud\n"
    "VOTES\nvoter_id;vote\na;1,2\nb;1,3\nc;2,4\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	enum { LARGEST = 1 << 11 };
	if (n > LARGEST)
		return 0;
	ARENA_SCOPED arena = arena_new();
	const char *arguments[] = { "--json", "--limits", command_file(arena, (struct text){ (const char *)bytes, n }),
		                    command_file(arena, text_of(election)) };
	command_run(arena, &budget_command, arguments, sizeof arguments / sizeof *arguments);
	return 0;
}
