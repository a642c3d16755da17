/* Charts: widths, and words for the picture. */
#include "html/chart.h"

#include "base/arena.h"

int64_t bars_most(const struct bar *bars, size_t n)
{
	int64_t most = 0;
	for (size_t i = 0; i < n; i++)
		if (bars[i].value > most)
			most = bars[i].value;
	return most;
}

/* At least one unit, so that a zero is seen to be there. */
int64_t bar_width(int64_t value, int64_t most)
{
	int64_t width = most > 0 && value > 0 ? (int64_t)((double)value / (double)most * BAR_LONGEST) : 0;
	return width > 0 ? width : 1;
}

struct text bars_words(struct page *p, struct text title, const struct bar *bars, size_t n)
{
	enum { MOST_SAID = 6 };
	struct text all = title;
	for (size_t i = 0; i < n && i < MOST_SAID; i++) {
		struct text number = number_text(p->arena, p->lang, bars[i].value);
		all = text_format(p->arena, "%" TEXT "%s%" TEXT " %" TEXT, text_args(all), i ? ", " : "\u00a0: ",
		                  text_args(bars[i].label), text_args(number));
	}
	return n > MOST_SAID ? text_join(p->arena, all, text("…")) : all;
}
