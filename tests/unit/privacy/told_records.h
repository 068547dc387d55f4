/* told_records: what is told of people as a list, for tests of the gate without a database. To be included after cmocka.h. */
#ifndef TEST_TOLD_RECORDS_H
#define TEST_TOLD_RECORDS_H
#include "privacy/identity_set.h"
#include "records/fields.h"

struct told_record {
	int kind;
	const char *field, *value;
	int64_t person;
};
struct told_records {
	const struct told_record *at;
	size_t n;
};

/* identity_source.each; ctx: a struct told_records. */
static inline int told_each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	const struct told_records *all = ctx;
	for (size_t i = 0; i < all->n; i++) {
		const struct told_record *r = &all->at[i];
		if (fn(fn_ctx, r->kind, r->field, sv(r->value), "a.csv", 2, r->person)) return -1;
	}
	return 0;
}
#endif
