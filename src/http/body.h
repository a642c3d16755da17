/* Body: what a POST carries, urlencoded or multipart, received within limits. Fields are
 * decoded and valid UTF-8; files go to the store of files while they come. */
#ifndef CORDEE_BODY_H
#define CORDEE_BODY_H
#include "base/buffer.h"
#include "base/list.h"
#include "http/pairs.h"
#include "store/files.h"

struct connection;
struct multipart;

enum {
	BODY_FIELDS_MOST = 1 << 20, /* bytes of fields, however they come */
	BODY_FILES_MOST = 8,
};

/* A file that came, under the field of that name. */
struct received {
	struct text field, name;
	struct file_writer *writer; /* until body_store */
	struct stored_file stored;
	struct error error;
};

enum body_kind { BODY_NONE, BODY_URLENCODED, BODY_MULTIPART };

struct body {
	enum body_kind kind;
	size_t size, most;      /* received; most bytes taken */
	struct buffer raw;      /* urlencoded, or the field being received */
	size_t fields_size;
	struct pairs fields;
	struct received *at;
	size_t n, cap;
	struct multipart *parser;
	struct received *file;  /* being received; NULL: a field, or dropped */
	struct text field;      /* being received; at NULL: dropped */
	bool dropping;          /* an error is settled: the rest is read and forgotten */
	int status;             /* of that error; 0: none */
	const char *message;
};

/* Chooses the parser by the head; the error (status) says when the body cannot be taken. */
void body_begin(struct connection *, struct text content_type, uint64_t length);
/* False: so much is dropped that the connection is to be closed. */
bool body_feed(struct connection *, const char *at, size_t n);
/* The whole body has come. */
void body_end(struct connection *);
/* Finishes the files: waits for the disk, so on a worker. */
void body_store(struct connection *);
bool body_has_files(const struct body *);
void body_free(struct body *);
#endif
