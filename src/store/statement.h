/* Statements are declared beside the code that uses them, with the types of their
 * parameters and the struct their rows fill:
 *
 *     STATEMENT(call_by_slug, "SELECT id, title, closes FROM call WHERE slug = $1",
 *               .params = "t", ROW(struct call, id, title, closes))
 *
 * Columns are matched by position; a test prepares every statement on both engines and
 * compares each column's name with the member's, so write `AS member` where they differ.
 * SQL is the dialect both engines share ($1, RETURNING, ON CONFLICT, CAST(x AS bigint) round
 * sum() and count()). `IN {ids:$2}` takes a list of numbers (also `FROM {ids:$2} AS l`, one
 * column named value); a query of jobs ends in `{skip_locked}`: rows that another worker holds
 * are passed over. INSERT … SELECT … needs a WHERE (true) before ON CONFLICT. */
#ifndef CORDEE_STATEMENT_H
#define CORDEE_STATEMENT_H
#include "base/each.h"
#include "base/text.h"
#include "base/time.h"

enum column_kind { COLUMN_INT64, COLUMN_INT, COLUMN_UNSIGNED, COLUMN_BOOL, COLUMN_REAL, COLUMN_TEXT };

struct column {
	const char *name;
	size_t offset;
	enum column_kind kind;
};

struct statement {
	const char *name, *sql, *file;
	int line;
	/* One letter a parameter: i number, t text, r real, b bytes, l list of numbers; NULL: none. */
	const char *params;
	/* "sqlite" or "postgresql" when it is written for one engine; NULL: both. */
	const char *only;
	size_t row; /* bytes of the struct a row fills; 0: no row is read */
	const struct column *columns;
	size_t n_columns;
};

/* enum members are unsigned; instants, days and ids are int64_t inside; NULL reads as zero,
 * false or no text. */
#define COLUMN_KIND(member)                                                                 \
	_Generic((member), int64_t: COLUMN_INT64, struct instant: COLUMN_INT64,             \
	         struct day: COLUMN_INT64, int: COLUMN_INT, unsigned: COLUMN_UNSIGNED,      \
	         bool: COLUMN_BOOL, double: COLUMN_REAL, struct text: COLUMN_TEXT)
#define COLUMN(type, member) { #member, offsetof(type, member), COLUMN_KIND(((type *)0)->member) },
#define COLUMNS(type, ...) (const struct column[]){ EACH_WITH(COLUMN, type, __VA_ARGS__) }
#define ROW(type, ...)                                                                      \
	.row = sizeof(type), .columns = COLUMNS(type, __VA_ARGS__),                         \
	.n_columns = sizeof(COLUMNS(type, __VA_ARGS__)) / sizeof(struct column)

/* Declares a statement of this file, and lists it for the test and for preparing. */
#define STATEMENT(name_, sql_, ...)                                                         \
	static const struct statement name_ = { .name = #name_, .sql = (sql_),              \
		                                .file = __FILE__, .line = __LINE__,         \
		                                ##__VA_ARGS__ };                            \
	static const struct statement *const name_##_listed                                 \
	    __attribute__((used, section("statements"))) = &name_;

/* Every statement of the program; the linker makes these, and only when there is one. */
extern const struct statement *const __start_statements[] __attribute__((weak));
extern const struct statement *const __stop_statements[] __attribute__((weak));

/* Values bound to $1, $2…: BIND(slug, now). */
enum value_kind { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BYTES, VALUE_LIST };

struct value {
	enum value_kind kind;
	union {
		int64_t i;
		double r;
		struct text t;
		struct { const int64_t *at; size_t n; } list;
	};
};

static inline struct value value_int(int64_t i) { return (struct value){ VALUE_INT, { .i = i } }; }
static inline struct value value_size(size_t n) { return value_int((int64_t)n); }
static inline struct value value_real(double r) { return (struct value){ VALUE_REAL, { .r = r } }; }
static inline struct value value_text(struct text t) { return (struct value){ VALUE_TEXT, { .t = t } }; }
static inline struct value value_z(const char *z) { return value_text(text_of(z)); }
static inline struct value value_same(struct value v) { return v; }
/* No instant, no day and no id are NULL in the database. */
static inline struct value v_id(int64_t id) { return id ? value_int(id) : (struct value){ .kind = VALUE_NULL }; }
static inline struct value value_instant(struct instant t) { return v_id(t.s); }
static inline struct value value_day(struct day d) { return v_id(d.n); }
static inline struct value v_bytes(const void *at, size_t n)
{
	return (struct value){ VALUE_BYTES, { .t = { at, n } } };
}
static inline struct value v_list(const int64_t *at, size_t n)
{
	return (struct value){ .kind = VALUE_LIST, .list = { at, n } };
}

#define V(x)                                                                                \
	_Generic((x), bool: value_int, int: value_int, unsigned: value_int, int64_t: value_int, \
	         size_t: value_size, double: value_real, struct text: value_text,            \
	         const char *: value_z, char *: value_z, struct instant: value_instant,     \
	         struct day: value_day, struct value: value_same)(x)
#define V_ITEM(x) V(x),
#define V_ONE(x) +1
#define BIND(...) (size_t)(0 EACH(V_ONE, __VA_ARGS__)), (const struct value[]){ EACH(V_ITEM, __VA_ARGS__) }
#define BIND_NONE 0, NULL
#endif
