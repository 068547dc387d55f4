/* row_index: where what belongs to a row of the private database (a person, an application) stands in an array. Numbers of rows are 1 or more and mostly one after
 * the other, so that a number's own last bits are its place in the table: a million are looked up without a hash, in the order in which they lie. */
#ifndef BASE_ROW_INDEX_H
#define BASE_ROW_INDEX_H
#include <stddef.h>
#include <stdint.h>
struct row_slot {
	int64_t row;
	size_t at; /* + 1; 0 = free */
};
struct row_index {
	struct row_slot *slot;
	size_t n, slots;
};
#define ROW_INDEX_INIT                                                                                                 \
	{                                                                                                              \
		NULL, 0, 0                                                                                             \
	}
#define ROW_NOWHERE SIZE_MAX
/* Where the row's stands already, or `at` once it has been added. */
size_t row_index_add(struct row_index *x, int64_t row, size_t at);
void row_index_set(struct row_index *x, int64_t row, size_t at); /* also in another's place */
size_t row_index_find(const struct row_index *x, int64_t row);   /* ROW_NOWHERE if absent */
void row_index_dispose(struct row_index *x);
#endif
