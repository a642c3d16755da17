/* The style that every picture carries. Inner to svg.c. */
#ifndef CORDEE_SVG_STYLE_H
#define CORDEE_SVG_STYLE_H
extern const char svg_style[];
#endif
