/* Uploaded files: stored once under their hash (BLAKE2b-256 in hexadecimal) in a folder,
 * written to a temporary name, fsynced, renamed, the folder fsynced. What a file is called
 * and who may read it is a row of the table `file`. */
#ifndef CORDEE_FILES_H
#define CORDEE_FILES_H
#include "store/store.h"

struct files;
struct file_writer;

struct files *files_open(const char *folder, struct error *);
void files_close(struct files *);

/* Streams bytes in; NULL or false with err ERROR_TOO_BIG, ERROR_FULL. */
struct file_writer *file_begin(struct files *, size_t max, struct error *);
bool file_write(struct file_writer *, const void *bytes, size_t n, struct error *);
/* Finishes: hash (64 letters, in the arena), size and sniffed type ("application/pdf").
 * Frees the writer. */
struct stored_file { struct text hash, type; int64_t size; };
bool file_end(struct file_writer *, struct arena *, struct stored_file *, struct error *);
void file_abandon(struct file_writer *);

/* Removes the files that `kept` does not know, but for those of the last eight days: a form that
 * is being corrected may hold one whose row is not written yet. Returns how many went. */
size_t files_sweep(struct files *, bool (*kept)(void *user, struct text hash), void *user);

/* Opens for reading; -1 when absent. The caller closes it. */
int file_open(const struct files *, struct text hash);
#endif
