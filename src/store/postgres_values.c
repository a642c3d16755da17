/* Values between us and PostgreSQL: numbers in binary, most significant byte first; texts as
 * they are; lists as the server would write them. */
#include "store/postgres.h"

#include "base/buffer.h"
#include "base/check.h"

#include <endian.h>
#include <string.h>

/* From PostgreSQL's catalogue (pg_type.dat). */
enum type {
	TYPE_BOOL = 16,
	TYPE_BYTES = 17,
	TYPE_NAME = 19,
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_FLOAT4 = 700,
	TYPE_FLOAT8 = 701,
	TYPE_INT8_LIST = 1016,
	TYPE_VARCHAR = 1043,
};

/* Numbers are always of eight bytes: the server casts where a column is smaller. */
Oid postgres_type(char letter)
{
	switch (letter) {
	case 'i': return TYPE_INT8;
	case 'r': return TYPE_FLOAT8;
	case 'b': return TYPE_BYTES;
	case 'l': return TYPE_INT8_LIST;
	default: return TYPE_TEXT;
	}
}

/* A list of numbers goes as text: "{1,2,3}". */
static const char *list_text(struct arena *arena, const struct value *value)
{
	enum { DIGITS = 21 };
	struct buffer list;
	buffer_init(&list, value->list.n * DIGITS + 1024);
	buffer_char(&list, '{');
	for (size_t i = 0; i < value->list.n; i++) {
		if (i)
			buffer_char(&list, ',');
		buffer_int(&list, value->list.at[i]);
	}
	buffer_char(&list, '}');
	check(!buffer_failed(&list));
	const char *at = text_z(arena, buffer_view(&list));
	buffer_free(&list);
	return at;
}

/* Numbers are turned in `numbers`; texts and bytes stay where they are. */
void postgres_bind(struct arena *arena, struct postgres_params *params, size_t i,
                   const struct value *value)
{
	uint64_t bits;
	params->format[i] = POSTGRES_BINARY;
	switch (value->kind) {
	case VALUE_NULL: params->at[i] = NULL; return;
	case VALUE_INT:
	case VALUE_REAL:
		memcpy(&bits, value->kind == VALUE_INT ? (const void *)&value->i : &value->r,
		       sizeof bits);
		params->numbers[i] = htobe64(bits);
		params->at[i] = (const char *)&params->numbers[i];
		params->size[i] = sizeof bits;
		return;
	case VALUE_TEXT:
	case VALUE_BYTES:
		params->at[i] = value->t.at ? value->t.at : "";
		params->size[i] = (int)value->t.n;
		return;
	case VALUE_LIST:
		params->at[i] = list_text(arena, value);
		params->format[i] = 0;
		return;
	}
}

/* What a comparison, a count or a literal gives differs in size; a numeric is refused, since it
 * would have to be rounded: the statement says CAST. */
bool postgres_int(const PGresult *result, int row, int column, int64_t *value)
{
	const char *at = libpq.PQgetvalue(result, row, column);
	uint16_t two;
	uint32_t four;
	uint64_t eight;
	switch (libpq.PQftype(result, column)) {
	case TYPE_BOOL: *value = at[0] != 0; return true;
	case TYPE_INT2:
		memcpy(&two, at, sizeof two);
		*value = (int16_t)be16toh(two);
		return true;
	case TYPE_INT4:
		memcpy(&four, at, sizeof four);
		*value = (int32_t)be32toh(four);
		return true;
	case TYPE_INT8:
		memcpy(&eight, at, sizeof eight);
		*value = (int64_t)be64toh(eight);
		return true;
	default: return false;
	}
}

bool postgres_real(const PGresult *result, int row, int column, double *value)
{
	uint64_t bits;
	if (libpq.PQftype(result, column) != TYPE_FLOAT8) {
		int64_t number;
		bool whole = postgres_int(result, row, column, &number);
		if (whole)
			*value = (double)number;
		return whole;
	}
	memcpy(&bits, libpq.PQgetvalue(result, row, column), sizeof bits);
	bits = be64toh(bits);
	memcpy(value, &bits, sizeof *value);
	return true;
}

/* Every integer is read alike, so `SELECT 1` and a comparison fit a number too. */
static bool type_fits(enum column_kind kind, Oid type)
{
	switch (kind) {
	case COLUMN_TEXT:
		return type == TYPE_TEXT || type == TYPE_VARCHAR || type == TYPE_NAME ||
		       type == TYPE_BYTES;
	case COLUMN_REAL: return type == TYPE_FLOAT8;
	default:
		return type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2 ||
		       type == TYPE_BOOL;
	}
}

/* The first thing in which a described statement is not what its declaration says. */
struct text postgres_differs(struct arena *arena, const struct statement *s, const PGresult *result)
{
	int n = libpq.PQnfields(result);
	if (s->n_columns && (size_t)n != s->n_columns)
		return text_format(arena, "%d columns, not %zu", n, s->n_columns);
	for (int i = 0; i < n && s->n_columns; i++) {
		if (!text_is(text_of(libpq.PQfname(result, i)), s->columns[i].name))
			return text_format(arena, "column %s is not %s", libpq.PQfname(result, i),
			                   s->columns[i].name);
		if (!type_fits(s->columns[i].kind, libpq.PQftype(result, i)))
			return text_format(arena, "column %s is of type %u", libpq.PQfname(result, i),
			                   libpq.PQftype(result, i));
	}
	/* db_int reads the first column as a number. */
	if (!s->n_columns && n > 0 && !type_fits(COLUMN_INT64, libpq.PQftype(result, 0)))
		return text_format(arena, "its first column is not a number but of type %u",
		                   libpq.PQftype(result, 0));
	int wanted = (int)strlen(s->params ? s->params : "");
	if (libpq.PQnparams(result) != wanted)
		return text_format(arena, "%d parameters, not %d", libpq.PQnparams(result), wanted);
	return NO_TEXT;
}
