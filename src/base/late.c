/* Loading of shared libraries at run time. */
#include "base/late.h"

#include "base/check.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static bool load(const char *library, const char *const *names, void **functions, size_t n, struct error *err)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; i < n && handle; i++)
		if (!(functions[i] = dlsym(handle, names[i])))
			handle = NULL;
	if (handle)
		return true;
	memset(functions, 0, n * sizeof *functions);
	return error_set(err, ERROR_FULL, N_("Il manque au système une bibliothèque dont ce réglage a besoin."), "%s", dlerror());
}

bool late_load(const char *library, const char *const *names, void *functions, size_t n, struct error *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	void **slots = functions;
	check(pthread_mutex_lock(&lock) == 0);
	bool loaded = slots[n - 1] || load(library, names, slots, n, err);
	check(pthread_mutex_unlock(&lock) == 0);
	return loaded;
}
