/* Functions that are unsafe, locale-dependent or not thread-safe: naming one is a compile
 * error. Forced into every file by the build (-include), after the libc headers it guards. */
#ifndef CORDEE_BANNED_H
#define CORDEE_BANNED_H
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok strtok_r
#pragma GCC poison atoi atol atoll atof sscanf
#pragma GCC poison localtime localtime_r gmtime ctime asctime mktime setlocale
#pragma GCC poison system popen tmpnam mktemp rand srand
#endif
