/* Errors: the first failure wins. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static bool fill(struct error *e, enum error_code code, const char *field, const char *message)
{
	if (e->code == ERROR_NONE) {
		e->code = code;
		e->field = field;
		e->message = message;
	}
	return false;
}

bool error_input(struct error *e, const char *field, const char *message)
{
	return fill(e, ERROR_INPUT, field, message);
}

bool error_rule(struct error *e, const char *message)
{
	return fill(e, ERROR_RULE, NULL, message);
}

bool error_conflict(struct error *e, const char *message)
{
	return fill(e, ERROR_CONFLICT, NULL, message);
}

bool error_missing(struct error *e)
{
	return fill(e, ERROR_MISSING, NULL, N_("Cette page n'existe pas."));
}

bool error_set(struct error *e, enum error_code code, const char *message, const char *detail, ...)
{
	if (e->code != ERROR_NONE)
		return false;
	va_list args;
	va_start(args, detail);
	vsnprintf(e->detail, sizeof e->detail, detail, args);
	va_end(args);
	return fill(e, code, NULL, message);
}
