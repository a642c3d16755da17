/* A disk that can fail, for SQLite: a VFS in front of the system's. It counts the writes and
 * syncs of database files, can refuse one or all of them, and knows what a power cut would leave:
 * for each file, what its last sync made safe and, of what was written since, any part. */
#ifndef CORDEE_DISK_H
#define CORDEE_DISK_H
#include <stdbool.h>

/* Puts it in front: every database opened from now on goes through it. */
void disk_install(void);
void disk_remove(void);

/* The n-th operation from now on fails once (0: none); or all fail until disk_full(false). */
void disk_fail_at(int n);
void disk_full(bool);
/* Called before each operation, on the thread that does it. */
void disk_on_operation(void (*hook)(void *user), void *user);

/* Writes to the folder, which exists, what would be left of the files by a cut now: of each
 * 512 bytes written since the last sync, `percent` in 100 survive, drawn from the seed. */
void disk_cut(const char *folder, int percent, unsigned seed);

/* The canary: `PRAGMA synchronous = FULL` is heard as NORMAL. */
void disk_hear_normal(bool);
#endif
