/* person_index: where a person stands in an array. Persons are row numbers of the private database, 1 or more and mostly one after the other, so that
 * a number's own last bits are its place in the table: a million persons are looked up without a hash. Private to privacy/. */
#ifndef PRIVACY_PERSON_INDEX_H
#define PRIVACY_PERSON_INDEX_H
#include <stddef.h>
#include <stdint.h>
struct person_slot {
	int64_t person;
	size_t at; /* + 1; 0 = free */
};
struct person_index {
	struct person_slot *slot;
	size_t n, slots;
};
#define PERSON_INDEX_INIT                                                                                              \
	{                                                                                                              \
		NULL, 0, 0                                                                                             \
	}
#define PERSON_NOWHERE SIZE_MAX
/* Where the person stands already, or `at` once it has been added. */
size_t person_index_add(struct person_index *x, int64_t person, size_t at);
size_t person_index_find(const struct person_index *x, int64_t person); /* PERSON_NOWHERE if absent */
void person_index_dispose(struct person_index *x);
#endif
