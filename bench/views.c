/* Views: what a page of about 4 KB costs to write (a list with addresses, dates, numbers and
 * translated words), beside copying the same bytes in the same run.
 *
 *     views              in French and in English */
#include "html/page.h"

#include "base/arena.h"

#include <stdio.h>
#include <string.h>

#include "sample.html.h"

enum { ROWS = 14, TURNS = 20000, ROUNDS = 5 };

static struct sample samples[ROWS];

static void fill_samples(void)
{
	for (int i = 0; i < ROWS; i++)
		samples[i] = (struct sample){ .id = 100 + i, .population = 36035 * i, .cycle = "territoires-participatifs",
			                      .territory = T("Villeneuve-d'Ascq"), .mine = i % 3 == 0,
			                      .title = T("Dire & faire : le parc, la place et le marché"),
			                      .day = day_make(2021, 3, 1 + i) };
}

static struct page *page_of(struct arena *arena, enum lang lang)
{
	struct page *p = page_fragment(arena, lang);
	p->track = NULL; /* also when built with the tests */
	view_sample_list(p, samples, ROWS);
	return p;
}

static double best_view(struct arena *arena, enum lang lang)
{
	double best = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		int64_t start = clock_us();
		for (int i = 0; i < TURNS; i++) {
			struct page *p = page_of(arena, lang);
			buffer_free(&p->out);
			arena_reset(arena);
		}
		double us = (double)(clock_us() - start) / TURNS;
		best = us < best ? us : best;
	}
	return best;
}

static double best_copy(struct text bytes)
{
	static char copy[1 << 16];
	double best = 1e9;
	size_t n = bytes.n < sizeof copy ? bytes.n : sizeof copy;
	for (int round = 0; round < ROUNDS; round++) {
		int64_t start = clock_us();
		for (int i = 0; i < TURNS * 10; i++) {
			memcpy(copy, bytes.at, n);
			__asm__ volatile("" : : "r"(copy) : "memory"); /* each copy counts */
		}
		double us = (double)(clock_us() - start) / (TURNS * 10);
		best = us < best ? us : best;
	}
	return best;
}

int main(void)
{
	fill_samples();
	for (enum lang lang = LANG_FR; lang < LANG_COUNT; lang++) {
		ARENA_SCOPED arena = arena_new();
		struct page *p = page_of(arena, lang);
		size_t n = p->out.n;
		double copy = best_copy(buffer_view(&p->out));
		buffer_free(&p->out);
		arena_reset(arena);
		double view = best_view(arena, lang);
		printf("view %s: %zu bytes in %.2f µs; copying them %.3f µs; ratio %.0f\n", lang_name(lang), n, view, copy,
		       view / copy);
	}
	return 0;
}
