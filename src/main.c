/* The command line: one line a subcommand. What a subcommand does lives in its own folder. */
#include "admin/admin.h"
#include "cli/commands.h"
#include "demo/demo.h"

static const struct cli_command *const commands[] = {
	&opinion_command,
	&budget_command,
	&tables_command,
	&select_command,
	&draw_command,
	&serve_command,
	&admin_command,
	&demo_command,
	&backup_command,
	&restore_command,
	&judge_command,
	&similar_command,
	&cli_help_command,
	&cli_version_command,
	NULL,
};

int main(int argc, char **argv)
{
	return cli_main(commands, argc, argv);
}
