/* memory_people: a database in memory, people in it, and one erased. To be included after cmocka.h. */
#ifndef TEST_MEMORY_PEOPLE_H
#define TEST_MEMORY_PEOPLE_H
#include "base/random.h"
#include "privacy/identity_erased.h"
#include "privacy/pool.h"
#include "records/field_code.h"
#include "records/import.h"
#include "records/packed.h"

static inline struct store *open_store(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(privacy_migrate(s), 0);
	return s;
}

struct told {
	const char *field, *value;
}; /* in order of name, as packed.h has it; the last without a name */

/* With an application of that number. */
static inline void add_told(struct store *s, int64_t id, const struct told *told)
{
	struct str fields = STR_INIT;
	struct field_codes *codes;
	assert_int_equal(field_codes_of(s, &codes), 0);
	for (; told->field; told++) packed_add(&fields, field_code_give(codes, sv(told->field)), sv(told->value));
	assert_int_equal(field_codes_save(codes, s), 0);
	struct stmt *st = store_stmt(s,
		"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, first_file, line, fields, "
		"extra) VALUES(?1, 'mentor', ?1, 0, 0, 0, 0, 0, 1, ?2, x'')");
	stmt_int_in(st, 1, id);
	stmt_blob_in(st, 2, fields.ptr, fields.len);
	assert_int_equal(stmt_run(st), 0);
	str_dispose(&fields);
	st = store_stmt(s, "INSERT INTO standing(rank, application, kind, person, current, held, member, has_events) "
			   "VALUES(?1, ?1, 0, ?1, 1, 0, 0, 0)");
	stmt_int_in(st, 1, id);
	assert_int_equal(stmt_run(st), 0);
}

static inline struct erase_subject subject(int64_t id)
{
	struct erase_subject of = { .person = id };
	vec_push(&of.application, id);
	return of;
}

/* She is the first. */
static inline void erase_grace(struct store *s)
{
	struct random_source chance = { random_seeded_fill, 3 };
	struct erase_subject of = subject(1);
	struct erase_intent i = { .person = 1, .day = 20000, .was = "", .now = "" };
	int64_t n;
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(erase_keys_make(s, &chance), 0);
	assert_int_equal(erase_number(s, 20000, &n), 0);
	assert_int_equal(identity_erased_keep(s, &of, NULL, n), 0);
	assert_int_equal(erase_delete(s, &of, &i), 0);
	assert_int_equal(store_commit(s), 0);
	erase_subject_dispose(&of);
}
#endif
