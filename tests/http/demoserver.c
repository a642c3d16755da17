/* The site as a demo, without the demo's data: for the tests of the pages that only a demo has.
 *     demoserver serve [--name=value…]   as `cordee serve` */
#include "admin/instance.h"
#include "admin/settings.h"
#include "http/server.h"

#include <stdio.h>

static void ready(const struct app *app)
{
	printf("listening on %" TEXT ":%lld\n", text_args(app->settings.address), (long long)app->settings.port);
	fflush(stdout);
}

static bool serve(struct arena *arena, int argc, char **argv, struct error *err)
{
	struct settings settings;
	struct app app;
	if (!settings_read(&settings, arena, NULL, &argc, argv, err))
		return false;
	settings.demo = true;
	int listener = server_listen(&settings, err);
	if (listener < 0 || !instance_open(&app, &settings, err))
		return false;
	bool served = instance_serve(&app, listener, ready, err);
	instance_close(&app);
	return served;
}

int main(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct error err = { 0 };
	if (serve(arena, argc - 2, argv + 2, &err))
		return 0;
	fprintf(stderr, "%s\n", err.detail);
	return 1;
}
