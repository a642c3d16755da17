/* Files in and out: whole, bounded, UTF-8. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_standard(const char *path)
{
	return strcmp(path, "-") == 0;
}

static int refuse_file(struct cli *cli, const char *path, const char *message, const char *why)
{
	return cli_refuse_at(cli, path, (struct place){ 0, 0 }, message, &(struct words){ .value = text_of(why) });
}

/* How much room to begin with: the file's size when it is known. */
static size_t first_room(FILE *file)
{
	enum { UNKNOWN = 1 << 16 };
	struct stat about;
	bool known = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= 0 &&
	             (size_t)about.st_size < CLI_FILE_MAX;
	return known ? (size_t)about.st_size + 2 : UNKNOWN; /* one to see the end, one for the NUL */
}

/* Unchecked bytes, with room for a NUL behind. 0, or an errno; EFBIG when it is too long. */
static int read_bytes(struct arena *arena, FILE *file, struct text *whole)
{
	size_t cap = first_room(file), n = 0;
	char *at = arena_alloc(arena, cap);
	for (;;) {
		n += fread(at + n, 1, cap - 1 - n, file);
		if (n < cap - 1)
			break;
		if (n > CLI_FILE_MAX)
			return EFBIG;
		at = arena_grow(arena, at, cap, 2 * cap);
		cap *= 2;
	}
	*whole = (struct text){ at, n };
	return ferror(file) ? (errno ? errno : EIO) : n > CLI_FILE_MAX ? EFBIG : 0;
}

/* Bytes of the valid character at the start of t; 0: there is none. */
static size_t character(struct text t)
{
	enum { LONGEST = 4 };
	for (size_t n = 1; n <= LONGEST && n <= t.n; n++)
		if (text_valid(text_slice(t, 0, n)))
			return n;
	return 0;
}

/* The first byte that is no valid text: line by line, then character by character. */
static size_t first_fault(struct text whole)
{
	struct text rest = whole, line = NO_TEXT;
	while (rest.at && text_valid(line = text_cut(&rest, '\n')))
		;
	for (size_t n; (n = character(line)) > 0;)
		line = text_slice(line, n, line.n);
	return (size_t)(line.at - whole.at);
}

static bool check_utf8(struct cli *cli, const char *path, struct text whole)
{
	if (text_valid(whole))
		return true;
	size_t at = first_fault(whole);
	unsigned char c = (unsigned char)whole.at[at];
	bool control = c < ' ' || c == 0x7f;
	struct text before = text_slice(whole, 0, at);
	cli_refuse_at(cli, path, place_of(before, at),
	              control ? N_("un caractère de commande, que le texte ne peut pas contenir ; est-ce bien un fichier "
	                           "de texte enregistré en UTF-8 ?")
	                      : N_("ce n'est pas de l'UTF-8 ; enregistrez le fichier en UTF-8 (« CSV UTF-8 » dans un tableur)"),
	              NULL);
	return false;
}

bool cli_read(struct cli *cli, struct arena *arena, const char *path, struct text *whole)
{
	errno = 0;
	FILE *file = is_standard(path) ? stdin : fopen(path, "rb");
	if (!file) {
		refuse_file(cli, path, N_("ce fichier ne peut pas être ouvert : {value}"), strerror(errno));
		return false;
	}
	int failed = read_bytes(arena, file, whole);
	if (file != stdin)
		fclose(file);
	if (failed == EFBIG)
		refuse_file(cli, path, N_("ce fichier est plus grand que ce qui peut être lu (1 Gio)"), "");
	else if (failed)
		refuse_file(cli, path, N_("ce fichier ne peut pas être lu : {value}"), strerror(failed));
	return failed == 0 && check_utf8(cli, path, *whole);
}

const char *cli_path(struct cli *cli, const char *folder, const char *name)
{
	bool slash = text_ends(text_of(folder), "/");
	return text_z(cli->arena, TEXT_CONCAT(cli->arena, text_of(folder), text_of(slash ? "" : "/"), text_of(name)));
}

void cli_json(struct cli *cli, struct json *json)
{
	json_to_file(json, cli->out);
}

bool cli_write(struct cli *cli, const char *path, const struct buffer *bytes)
{
	errno = 0;
	FILE *file = is_standard(path) ? cli->out : fopen(path, "wb");
	bool written = file && !buffer_failed(bytes) && fwrite(bytes->at ? bytes->at : "", 1, bytes->n, file) == bytes->n;
	if (file && file != cli->out)
		written &= fclose(file) == 0;
	if (!written)
		refuse_file(cli, path, N_("ce fichier ne peut pas être écrit : {value}"), strerror(errno));
	return written;
}

bool cli_picture(struct cli *cli, const struct buffer *picture)
{
	return !cli->svg || cli_write(cli, cli->svg, picture);
}
