/* SVG out: a picture that stands alone (no script, no font or style from elsewhere), for eyes
 * and for ears. It has a title and a description, follows the reader's light or dark setting,
 * and is told without colour too: groups have a shape each, areas a pattern, and what matters
 * is written. Lengths are in pixels, y downwards. Classes that the style knows:
 *
 *     paper, sheet            backgrounds        ink, soft, strong   words
 *     line, axis, rope        strokes            small, large        sizes of words
 *     g0 … g7                 fills of groups    g0-line … g7-line   strokes of groups
 *     p0 … p3                 patterned fills    faint               drawn less
 *     s0 … s6                 grades, from the best to the worst; s0-ink … s6-ink words on them
 *
 * Class names are the program's; every text is escaped. */
#ifndef CORDEE_SVG_H
#define CORDEE_SVG_H
#include "base/buffer.h"
#include "base/time.h"

enum { SVG_GROUPS = 8, SVG_PATTERNS = 4, SVG_GRADES = 7 };

struct svg {
	struct buffer *out; /* asked for its failure at the end */
	size_t depth;
};

struct svg_head {
	double width, height;
	struct text title, description; /* the description says in words what the picture shows */
	enum lang lang;
};

struct svg_point {
	double x, y;
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

void svg_begin(struct svg *, struct buffer *, const struct svg_head *);
void svg_end(struct svg *);
/* What is drawn until svg_close belongs together; the title (or NO_TEXT) is told when pointed at. */
void svg_group(struct svg *, const char *class, struct text title);
void svg_close(struct svg *);

void svg_rect(struct svg *, const char *class, double x, double y, double width, double height);
void svg_circle(struct svg *, const char *class, double x, double y, double radius);
void svg_line(struct svg *, const char *class, double x1, double y1, double x2, double y2);
/* Straight from point to point; closed: back to the first, and filled. */
void svg_lines(struct svg *, const char *class, const struct svg_point *, size_t n, bool closed);
/* Path data as SVG writes it, made by the program. */
void svg_path(struct svg *, const char *class, struct text data);
/* A mark that tells one group from another without colour: disc, square, triangle, diamond,
 * triangle down, cross, hexagon, star; then again. About as large as a disc of that radius. */
void svg_mark(struct svg *, const char *class, size_t shape, double x, double y, double radius);
void svg_text(struct svg *, const char *class, enum svg_anchor, double x, double y, struct text);
/* Words on several lines of about `letters`, `step` apart; returns how many lines there are. */
size_t svg_words(struct svg *, const char *class, enum svg_anchor, double x, double y, size_t letters,
                 double step, struct text);
#endif
