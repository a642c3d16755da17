/* A fuzz target is one function over bytes. With -Dfuzz=true and clang it is linked with
 * libFuzzer; in every build it is linked with replay.c, which runs it over its corpus. */
#ifndef CORDEE_FUZZ_H
#define CORDEE_FUZZ_H
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
#endif
