/* SVG: markup, numbers and shapes. The style is svg_style.c. */
#include "formats/svg.h"

#include "base/check.h"
#include "base/translate.h"
#include "formats/svg_style.h"
#include "formats/xml.h"

#include <math.h>

/* Hundredths of a pixel are enough, and the same everywhere. */
static void number(struct svg *s, const char *name, double x)
{
	check(isfinite(x));
	double hundredths = nearbyint(x * 100);
	buffer_format(s->out, " %s=\"%.10g\"", name, hundredths == 0 ? 0 : hundredths / 100);
}

static void open_shape(struct svg *s, const char *shape, const char *class)
{
	buffer_format(s->out, "<%s class=\"%s\"", shape, class);
}

void svg_begin(struct svg *s, struct buffer *out, const struct svg_head *head)
{
	*s = (struct svg){ .out = out };
	buffer_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.10g %.10g\"", head->width, head->height);
	number(s, "width", head->width);
	number(s, "height", head->height);
	buffer_format(out, " lang=\"%s\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">",
	              lang_name(head->lang));
	xml_escape(out, head->title);
	buffer_z(out, "</title>\n<desc id=\"desc\">");
	xml_escape(out, head->description);
	buffer_z(out, "</desc>\n");
	buffer_z(out, svg_style);
	svg_rect(s, "paper", 0, 0, head->width, head->height);
}

void svg_end(struct svg *s)
{
	check(s->depth == 0);
	buffer_z(s->out, "</svg>\n");
}

void svg_group(struct svg *s, const char *class, struct text title)
{
	s->depth++;
	open_shape(s, "g", class);
	buffer_z(s->out, ">\n");
	if (title.n > 0)
		xml_element(s->out, "title", title);
}

void svg_close(struct svg *s)
{
	check(s->depth > 0);
	s->depth--;
	buffer_z(s->out, "</g>\n");
}

void svg_rect(struct svg *s, const char *class, double x, double y, double width, double height)
{
	open_shape(s, "rect", class);
	number(s, "x", x);
	number(s, "y", y);
	number(s, "width", fmax(width, 0));
	number(s, "height", fmax(height, 0));
	buffer_z(s->out, "/>\n");
}

void svg_circle(struct svg *s, const char *class, double x, double y, double radius)
{
	open_shape(s, "circle", class);
	number(s, "cx", x);
	number(s, "cy", y);
	number(s, "r", fmax(radius, 0));
	buffer_z(s->out, "/>\n");
}

void svg_line(struct svg *s, const char *class, double x1, double y1, double x2, double y2)
{
	open_shape(s, "line", class);
	number(s, "x1", x1);
	number(s, "y1", y1);
	number(s, "x2", x2);
	number(s, "y2", y2);
	buffer_z(s->out, "/>\n");
}

void svg_lines(struct svg *s, const char *class, const struct svg_point *points, size_t n, bool closed)
{
	open_shape(s, closed ? "polygon" : "polyline", class);
	buffer_z(s->out, " points=\"");
	for (size_t i = 0; i < n; i++)
		buffer_format(s->out, "%s%.2f,%.2f", i > 0 ? " " : "", points[i].x, points[i].y);
	buffer_z(s->out, "\"/>\n");
}

void svg_path(struct svg *s, const char *class, struct text data)
{
	open_shape(s, "path", class);
	buffer_z(s->out, " d=\"");
	xml_escape(s->out, data);
	buffer_z(s->out, "\"/>\n");
}

/* Corners at equal steps of the circle, every second one nearer to the middle for a star. */
static void polygon(struct svg *s, const char *class, struct svg_point middle, size_t corners, double turn,
                    double outer, double inner)
{
	enum { MOST = 12 };
	struct svg_point points[MOST];
	check(corners <= MOST);
	for (size_t i = 0; i < corners; i++) {
		double angle = turn + 2 * M_PI * (double)i / (double)corners, radius = i % 2 ? inner : outer;
		points[i] = (struct svg_point){ middle.x + radius * sin(angle), middle.y - radius * cos(angle) };
	}
	svg_lines(s, class, points, corners, true);
}

static void cross(struct svg *s, const char *class, struct svg_point at, double r)
{
	double a = r / 3;
	const struct svg_point points[] = {
		{ at.x - a, at.y - r }, { at.x + a, at.y - r }, { at.x + a, at.y - a }, { at.x + r, at.y - a },
		{ at.x + r, at.y + a }, { at.x + a, at.y + a }, { at.x + a, at.y + r }, { at.x - a, at.y + r },
		{ at.x - a, at.y + a }, { at.x - r, at.y + a }, { at.x - r, at.y - a }, { at.x - a, at.y - a },
	};
	svg_lines(s, class, points, sizeof points / sizeof *points, true);
}

void svg_mark(struct svg *s, const char *class, size_t shape, double x, double y, double r)
{
	struct svg_point at = { x, y };
	switch (shape % SVG_GROUPS) {
	case 0: svg_circle(s, class, x, y, r); break;
	case 1: polygon(s, class, at, 4, M_PI_4, 1.25 * r, 1.25 * r); break;
	case 2: polygon(s, class, at, 3, 0, 1.35 * r, 1.35 * r); break;
	case 3: polygon(s, class, at, 4, 0, 1.3 * r, 1.3 * r); break;
	case 4: polygon(s, class, at, 3, M_PI, 1.35 * r, 1.35 * r); break;
	case 5: cross(s, class, at, 1.15 * r); break;
	case 6: polygon(s, class, at, 6, 0, 1.15 * r, 1.15 * r); break;
	default: polygon(s, class, at, 10, 0, 1.4 * r, 0.6 * r); break;
	}
}

static void open_text(struct svg *s, const char *class, enum svg_anchor anchor, double x, double y)
{
	static const char *const anchors[] = { "start", "middle", "end" };
	open_shape(s, "text", class);
	number(s, "x", x);
	number(s, "y", y);
	if (anchor != SVG_START)
		buffer_format(s->out, " text-anchor=\"%s\"", anchors[anchor]);
	buffer_z(s->out, ">");
}

void svg_text(struct svg *s, const char *class, enum svg_anchor anchor, double x, double y, struct text t)
{
	open_text(s, class, anchor, x, y);
	xml_escape(s->out, t);
	buffer_z(s->out, "</text>\n");
}

size_t svg_words(struct svg *s, const char *class, enum svg_anchor anchor, double x, double y, size_t letters,
                 double step, struct text words)
{
	size_t lines = 0;
	struct text rest = text_trim(words);
	for (bool more = rest.n > 0; more; more = rest.at != NULL)
		svg_text(s, class, anchor, x, y + step * (double)lines++, text_line(&rest, letters));
	return lines;
}
