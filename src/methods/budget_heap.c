/* A binary heap. */
#include "methods/budget_heap.h"

void heap_add(struct heap *heap, struct heap_item item)
{
	size_t i = heap->n++;
	for (; i > 0 && heap->at[(i - 1) / 2].low > item.low; i = (i - 1) / 2)
		heap->at[i] = heap->at[(i - 1) / 2];
	heap->at[i] = item;
}

static void sink(struct heap *heap, struct heap_item item)
{
	size_t i = 0, child;
	while ((child = 2 * i + 1) < heap->n) {
		child += child + 1 < heap->n && heap->at[child + 1].low < heap->at[child].low;
		if (heap->at[child].low >= item.low)
			break;
		heap->at[i] = heap->at[child];
		i = child;
	}
	if (heap->n > 0)
		heap->at[i] = item;
}

void heap_pop(struct heap *heap)
{
	heap->n--;
	sink(heap, heap->at[heap->n]);
}

void heap_raise(struct heap *heap, double low)
{
	struct heap_item item = heap->at[0];
	item.low = low;
	sink(heap, item);
}
