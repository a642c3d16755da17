/* Prints the routes of the whole site, one a line: "GET /cycles/{cycle}". For the tests that must
 * know them all. */
#include "admin/admin.h"
#include "http/request.h"

#include <stdio.h>

int main(void)
{
	for (const struct routes *const *table = all_routes; *table; table++)
		for (size_t i = 0; i < (*table)->n; i++) {
			const struct route *route = &(*table)->at[i];
			printf("%s %s\n", route->method == METHOD_POST ? "POST" : "GET", route->pattern);
		}
	return 0;
}
