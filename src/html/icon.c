/* Icons and QR codes: drawings put inline in the page. */
#include "html/icons.h"

#include "base/arena.h"
#include "base/check.h"
#include "html/parts.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "parts.html.h"

const struct icon *icon_find(const char *name)
{
	for (size_t i = 0; i < icons_n; i++)
		if (strcmp(icons[i].name, name) == 0)
			return &icons[i];
	return NULL;
}

void view_icon(struct page *p, const char *name)
{
	const struct icon *icon = icon_find(name);
	check(icon != NULL);
	write_markup(p, icon->markup.at, icon->markup.n);
}

enum { QUIET_ZONE = 4 };

/* One row of the code: a horizontal stroke for each run of dark modules. */
static void draw_row(struct buffer *path, const unsigned char *row, int width, int y)
{
	for (int x = 0, run; x < width; x += run) {
		for (run = 0; x + run < width && row[x + run] & 1; run++)
			;
		if (run > 0)
			buffer_format(path, "M%d %dh%dv1h-%dz", x + QUIET_ZONE, y + QUIET_ZONE, run, run);
		else
			run = 1;
	}
}

void view_qr(struct page *p, struct text address)
{
	enum { LARGEST_PATH = 1 << 20 };
	QRcode *code = QRcode_encodeString(text_z(p->arena, address), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code) /* longer than a code can hold: the address is in words beside it */
		return;
	struct buffer path;
	buffer_init(&path, LARGEST_PATH);
	for (int y = 0; y < code->width; y++)
		draw_row(&path, code->data + y * code->width, code->width, y);
	view_qr_code(p, address, code->width + 2 * QUIET_ZONE, buffer_view(&path));
	buffer_free(&path);
	QRcode_free(code);
}
