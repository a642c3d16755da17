/* Erasure of an account. Inner to people/. */
#ifndef CORDEE_ERASE_H
#define CORDEE_ERASE_H
#include "store/store.h"

/* input: the person's number (int64_t). Refused while a running cycle would lose its last
 * facilitator, or the instance its last administrator. */
command_fn erase_person;
#endif
