/* The style that every picture carries: the site's paper and ink, eight colours of groups that
 * differ in lightness as well as in hue and stay at 3:1 or more from the paper, in light and in
 * dark; patterns, so that areas are told apart in grey. */
#include "formats/svg_style.h"

#define GROUPS(a, b, c, d, e, f, g, h)                                                              \
	"--g0:" a ";--g1:" b ";--g2:" c ";--g3:" d ";--g4:" e ";--g5:" f ";--g6:" g ";--g7:" h ";"
#define GROUP(n)                                                                                    \
	".g" n "{fill:var(--g" n ")}.g" n "-line{stroke:var(--g" n ");fill:none;stroke-width:2}\n"
#define GRADE(n, fill, ink) ".s" n "{fill:" fill "}.s" n "-ink{fill:" ink "}\n"
#define PATTERN(n, drawn)                                                                           \
	"<pattern id=\"p" n "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"          \
	"<rect class=\"g" n "\" width=\"8\" height=\"8\"/><path class=\"hatch\" d=\"" drawn "\"/></pattern>\n"

const char svg_style[] =
	"<style>\n"
	"svg{--paper:#fffefb;--sheet:#f7f5ef;--ink:#1e2a2d;--soft:#525c5b;--line:#d9d3c5;--edge:#767166;--rope:#855a20;"
	GROUPS("#0e5765", "#b3541e", "#6b4c9a", "#4d7c0f", "#9c2a5a", "#2f5fb3", "#855a20", "#525c5b")
	"font-family:\"Atkinson Hyperlegible Next\",\"Atkinson Hyperlegible\",Verdana,\"DejaVu Sans\",sans-serif;font-size:14px}\n"
	"@media (prefers-color-scheme:dark){svg{--paper:#1a2426;--sheet:#121a1c;--ink:#ece7dc;--soft:#b0b8b4;--line:#324042;"
	"--edge:#84918f;--rope:#c39655;"
	GROUPS("#83ccd4", "#f0a26b", "#c3a6ee", "#b7d97a", "#f29cbf", "#9dbdf5", "#e2c086", "#b0b8b4") "}}\n"
	".paper{fill:var(--paper)}.sheet{fill:var(--sheet)}text,.ink{fill:var(--ink)}.soft{fill:var(--soft)}\n"
	".strong{font-weight:700}.small{font-size:12px}.large{font-size:18px}.faint{opacity:.45}\n"
	".line{stroke:var(--line);fill:none}.axis{stroke:var(--edge);fill:none}\n"
	".rope{stroke:var(--rope);fill:none;stroke-width:2}.hatch{stroke:var(--paper);fill:none;stroke-width:1.5}\n"
	GROUP("0") GROUP("1") GROUP("2") GROUP("3") GROUP("4") GROUP("5") GROUP("6") GROUP("7")
	".p0{fill:url(#p0)}.p1{fill:url(#p1)}.p2{fill:url(#p2)}.p3{fill:url(#p3)}\n"
	GRADE("0", "#083f4a", "#fff") GRADE("1", "#1b6a78", "#fff") GRADE("2", "#7fb4ba", "#0d1416")
	GRADE("3", "#d9d3c5", "#0d1416") GRADE("4", "#e6b982", "#0d1416") GRADE("5", "#b3541e", "#fff")
	GRADE("6", "#6d2013", "#fff")
	"@media print{svg{--paper:#fff;--ink:#000;--soft:#333}}\n"
	"</style>\n<defs>\n"
	PATTERN("0", "M0 8 8 0") PATTERN("1", "M0 0 8 8") PATTERN("2", "M0 4H8") PATTERN("3", "M4 0V8")
	"</defs>\n";
