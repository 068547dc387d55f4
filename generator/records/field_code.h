/* field_code: the names of fields as small numbers. A record has some dozen fields of the few hundred names there are, so its bytes
 * (packed.h) hold a number in place of each name, and a database holds every name once, in the table field_code. A number that was
 * given is never taken back or given to another name; it means something in its own database only. Private to records/.
 *
 * A store keeps the names it knows until it is closed. An import gives numbers to names that are new and saves them with its
 * records, in the same transaction. */
#ifndef RECORDS_FIELD_CODE_H
#define RECORDS_FIELD_CODE_H
#include "base/map.h"
#include "base/vec.h"
#include "records/fields.h"
#include "store/store.h"
struct field_name {
	struct sv name;            /* terminated */
	const struct field *field; /* NULL if it is not canonical */
};
enum { FIELD_HINTS = 128 };
struct field_codes {
	VEC(struct field_name) at; /* of code 1, 2, 3… */
	struct map by_name;
	size_t saved; /* of them in the table */
	/* Where a name that was asked for before lies in memory, and its code: most callers ask by the same pointers again and again. */
	struct field_hint {
		const char *name;
		uint32_t code;
	} hint[FIELD_HINTS];
};
#define FIELD_CODES_INIT                                                                                               \
	{                                                                                                              \
		.at = VEC_INIT, .by_name = MAP_INIT                                                                    \
	}
void field_codes_dispose(struct field_codes *c);
/* The store's own, brought up to date; theirs until store_close. -1: the store failed. */
int field_codes_of(struct store *s, struct field_codes **out);
/* After an import that was undone: what it gave and did not keep is forgotten. */
int field_codes_reload(struct store *s);
/* Writes what was given since the last time. Within the transaction that writes the records. */
int field_codes_save(struct field_codes *c, struct store *s);
uint32_t field_code_give(struct field_codes *c, struct sv name); /* new if need be; never 0 */
uint32_t field_code_of(struct field_codes *c, const char *name); /* 0: no record has a field of this name */
/* "" if it was never given. Good until the next one is given. */
const struct field_name *field_code_name(const struct field_codes *c, uint32_t code);
/* A field of a record by its name; empty if absent. */
struct sv field_value(struct field_codes *c, struct sv fields, const char *name);
#endif
