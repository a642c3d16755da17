/* Body: limits, and the events of a multipart body. Once an error is settled the rest of the
 * body is read and forgotten, up to a limit, so that the browser gets to read the answer. */
#include "http/body.h"

#include "base/check.h"
#include "base/log.h"
#include "http/connection.h"
#include "http/form_key.h"
#include "http/header.h"
#include "http/multipart.h"

enum { DROP_MOST = 64 << 20, FILE_NAME_MOST = 200 };

static void settle(struct body *body, int status, const char *message)
{
	if (!body->status) {
		body->status = status;
		body->message = message;
	}
	body->dropping = true;
}

/* Nothing of a body that cannot be read is guessed: a form half understood is worse. */
static bool settle_malformed(struct body *body)
{
	settle(body, 400, N_("Votre navigateur a envoyé un formulaire illisible. Revenez à la page "
	                     "précédente, rechargez-la et recommencez."));
	return false;
}

static void settle_too_big(struct body *body)
{
	settle(body, 413, body->kind == BODY_MULTIPART
	                      ? N_("Vos fichiers sont trop lourds pour être reçus ensemble. Revenez à la page "
	                           "précédente et joignez-les un par un, ou allégez-les.")
	                      : N_("Ce texte est trop long pour être reçu. Revenez à la page précédente et "
	                           "raccourcissez-le."));
}

/* A field's bytes, copied into the request once they are known to be text. */
static bool add_field(struct connection *c, struct text name, struct text value)
{
	struct body *body = &c->body;
	if (!text_valid(name) || !text_valid(value) ||
	    !pairs_add(c->request.arena, &body->fields, name, text_copy(c->request.arena, value)))
		return settle_malformed(body);
	return true;
}

/* What browsers send as a name may hold a path (old ones) and "%22" for a quote. */
static struct text file_name(struct arena *arena, struct text name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
			name = text_slice(name, i, name.n);
			break;
		}
	for (size_t i; (i = text_find(name, text("%22"))) < name.n;)
		name = text_join(arena, text_join(arena, text_slice(name, 0, i), text("'")),
		                 text_slice(name, i + 3, name.n));
	while (name.n > FILE_NAME_MOST || (name.n > 0 && ((unsigned char)name.at[0] & 0xc0) == 0x80))
		name = text_slice(name, 1, name.n); /* its end says what it is */
	return text_copy(arena, name);
}

static bool begin_file(struct connection *c, const struct part *part)
{
	struct body *body = &c->body;
	const struct app *app = c->request.app;
	body->file = NULL;
	body->field = NO_TEXT;
	if (part->filename.n == 0 || !(c->request.route->flags & ROUTE_UPLOAD))
		return true;
	if (!text_valid(part->name) || !text_valid(part->filename))
		return settle_malformed(body);
	if (body->n == BODY_FILES_MOST) {
		settle_too_big(body);
		return false;
	}
	/* Without its form's key a file is not worth storing; the request will be refused. */
	if (!form_key_right(&c->request))
		return true;
	struct received file = { .field = text_copy(c->request.arena, part->name),
		                 .name = file_name(c->request.arena, part->filename) };
	file.writer = file_begin(app->files, (size_t)app->settings.upload_max, &file.error);
	list_add(c->request.arena, body, file);
	body->file = &body->at[body->n - 1];
	return true;
}

/* Names count in the size of the fields: a body of names alone is bounded too. */
static bool begin(void *user, const struct part *part)
{
	struct connection *c = user;
	struct body *body = &c->body;
	body->fields_size += part->name.n;
	if (part->file)
		return begin_file(c, part);
	body->file = NULL;
	body->field = text_copy(c->request.arena, part->name);
	body->raw.n = 0;
	return true;
}

/* A file that failed is read to its end without being kept, so that the rest of the form
 * still comes and is shown again. */
static bool data(void *user, const char *at, size_t n)
{
	struct connection *c = user;
	struct body *body = &c->body;
	struct received *file = body->file;
	if (file) {
		if (file->writer && !file_write(file->writer, at, n, &file->error)) {
			file_abandon(file->writer);
			file->writer = NULL;
		}
		return true;
	}
	if (!body->field.at)
		return true;
	body->fields_size += n;
	if (body->fields_size > BODY_FIELDS_MOST) {
		settle_too_big(body);
		return false;
	}
	buffer_add(&body->raw, at, n);
	return true;
}

static bool end(void *user)
{
	struct connection *c = user;
	struct body *body = &c->body;
	if (body->file || !body->field.at)
		return true;
	return add_field(c, body->field, buffer_view(&body->raw));
}

static const struct multipart_events events = { begin, data, end };

void body_begin(struct connection *c, struct text content_type, uint64_t length)
{
	struct body *body = &c->body;
	struct text boundary;
	buffer_init(&body->raw, BODY_FIELDS_MOST);
	body->most = BODY_FIELDS_MOST;
	if (header_type_is(content_type, "application/x-www-form-urlencoded")) {
		body->kind = BODY_URLENCODED;
	} else if (multipart_boundary(content_type, &boundary)) {
		body->kind = BODY_MULTIPART;
		body->parser = multipart_new(c->request.arena, boundary, &events, c);
		if (c->request.route->flags & ROUTE_UPLOAD)
			body->most += (size_t)c->request.app->settings.upload_max * BODY_FILES_MOST;
	} else if (length > 0) {
		settle(body, 415, N_("Ce serveur ne lit que les formulaires."));
		return;
	}
	if (length > body->most)
		settle_too_big(body);
}

/* The limit holds for what comes, whatever length was announced. */
bool body_feed(struct connection *c, const char *at, size_t n)
{
	struct body *body = &c->body;
	body->size += n;
	if (!body->dropping && body->size > body->most)
		settle_too_big(body);
	if (body->dropping)
		return body->size <= body->most + DROP_MOST;
	if (body->kind == BODY_URLENCODED)
		buffer_add(&body->raw, at, n);
	else if (body->kind == BODY_MULTIPART && !multipart_feed(body->parser, at, n))
		settle_malformed(body); /* unless an event has settled something else */
	return true;
}

void body_end(struct connection *c)
{
	struct body *body = &c->body;
	if (body->dropping)
		return;
	if (body->kind == BODY_URLENCODED &&
	    !pairs_read(c->request.arena, text_copy(c->request.arena, buffer_view(&body->raw)), &body->fields))
		settle_malformed(body);
	if (body->kind == BODY_MULTIPART && !multipart_done(body->parser))
		settle_malformed(body);
}

bool body_has_files(const struct body *body)
{
	for (size_t i = 0; i < body->n; i++)
		if (body->at[i].writer)
			return true;
	return false;
}

/* What the form does with a file that failed is said by its field, or for the whole request
 * when it is the disk's doing (connection.c). */
void body_store(struct connection *c)
{
	struct body *body = &c->body;
	for (size_t i = 0; i < body->n; i++) {
		struct received *file = &body->at[i];
		if (file->writer)
			file_end(file->writer, c->request.arena, &file->stored, &file->error);
		file->writer = NULL;
		if (file->error.code == ERROR_FULL || file->error.code == ERROR_INTERNAL)
			log_error("upload: %s", file->error.detail);
	}
}

void body_free(struct body *body)
{
	for (size_t i = 0; i < body->n; i++)
		if (body->at[i].writer)
			file_abandon(body->at[i].writer);
	buffer_free(&body->raw);
}
