/* kept_support: a society in memory and a set of its values in a file, for the tests of what is kept. To be included after cmocka.h. */
#ifndef TEST_KEPT_SUPPORT_H
#define TEST_KEPT_SUPPORT_H
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/random.h"
#include "privacy/identity_erased.h"
#include "privacy/identity_kept.h"
#include "privacy/pool.h"
#include "records/field_code.h"
#include "records/import.h"
#include "records/packed.h"

static char folder[] = "/tmp/identity-kept-XXXXXX";
static char path[64];
enum { PEOPLE = 300, HEAD = 64, SEAL = 32, KEPT_HEAD = 128 };

static inline int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder)) return -1;
	snprintf(path, sizeof path, "%s/gate-values", folder);
	return 0;
}

static inline int end(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	fs_remove_tree(folder, &err);
	str_dispose(&err);
	return 0;
}

static inline struct store *open_store(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(privacy_migrate(s), 0);
	return s;
}

static inline void add_person(struct store *s, int64_t id, const char *first, const char *last)
{
	struct str fields = STR_INIT, email = STR_INIT;
	struct field_codes *codes;
	str_printf(&email, "%s.%s@example.org", first, last);
	assert_int_equal(field_codes_of(s, &codes), 0);
	packed_add(&fields, field_code_give(codes, sv("email")), sv_of(&email));
	packed_add(&fields, field_code_give(codes, sv("first_name")), sv(first));
	packed_add(&fields, field_code_give(codes, sv("last_name")), sv(last));
	assert_int_equal(field_codes_save(codes, s), 0);
	struct stmt *st = store_stmt(s,
		"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, first_file, line, fields, "
		"extra) VALUES(?1, 'mentor', ?1, 0, 0, 0, 0, 0, 1, ?2, x'')");
	stmt_int_in(st, 1, id);
	stmt_blob_in(st, 2, fields.ptr, fields.len);
	assert_int_equal(stmt_run(st), 0);
	st = store_stmt(s, "INSERT INTO standing(rank, application, kind, person, current, held, member, has_events) "
			   "VALUES(?1, ?1, 0, ?1, 1, 0, 0, 0)");
	stmt_int_in(st, 1, id);
	assert_int_equal(stmt_run(st), 0);
	str_dispose(&fields);
	str_dispose(&email);
}

/* Grace Young, and others whose surnames are numbered. */
static inline struct store *society(void)
{
	struct store *s = open_store();
	add_person(s, 1, "Grace", "Young");
	assert_int_equal(store_begin(s), 0);
	for (int64_t i = 2; i <= PEOPLE; i++) {
		char last[32];
		snprintf(last, sizeof last, "Quillmark%c%c%c", (char)('a' + i % 26), (char)('a' + i / 26 % 26),
			(char)('a' + i / 676));
		add_person(s, i, "Tom", last);
	}
	assert_int_equal(store_commit(s), 0);
	return s;
}

static inline struct identity_keep here(void)
{
	return (struct identity_keep){ path, { { 7 } }, true };
}

static inline struct identity_set *get(struct store *s, const struct policy *policy, const struct identity_keep *where)
{
	struct identity_set *set = NULL;
	struct diags ds = DIAGS_INIT;
	assert_int_equal(identity_set_new_kept(&set, s, policy, where, &ds), 0);
	diags_dispose(&ds);
	return set;
}

static inline int put_there(
	struct identity_set *set, struct store *s, const struct policy *policy, const struct identity_keep *where)
{
	identity_set_write(set, policy, where);
	return identity_set_keep(set, s, where);
}

static inline void keep(struct store *s, const struct policy *policy)
{
	const struct identity_keep where = here();
	struct identity_set *set = get(s, policy, NULL);
	assert_null(set->kept.map);
	assert_int_equal(put_there(set, s, policy, &where), 0);
	identity_set_free(set);
}

static inline bool finds_all(const struct identity_set *set)
{
	return identity_set_has(set, sv("Grace Young")) && identity_set_has(set, sv("grace.young@example.org")) &&
	       identity_set_has(set, sv("Quillmarkcaa")) && !identity_set_has(set, sv("Hopper Jones")) &&
	       !identity_set_has(set, sv("quality assurance"));
}

/* Is it taken over? In any case nobody is missing from it. */
static inline bool taken(struct store *s, const struct policy *policy)
{
	const struct identity_keep where = here();
	struct identity_set *set = get(s, policy, &where);
	bool is = set->kept.map != NULL;
	assert_true(finds_all(set));
	identity_set_free(set);
	return is;
}

static inline void read_file(struct str *out)
{
	struct str err = STR_INIT;
	str_clear(out);
	assert_int_equal(fs_read(out, path, 1 << 26, &err), 0);
	str_dispose(&err);
}

static inline void write_file(struct sv bytes)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	assert_int_equal(fclose(f), 0);
}

static inline void erase_grace(struct store *s)
{
	struct random_source chance = { random_seeded_fill, 3 };
	struct erase_subject of = { .person = 1 };
	struct erase_intent i = { .person = 1, .day = 20000, .was = "", .now = "" };
	int64_t n;
	vec_push(&of.application, 1);
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(erase_keys_make(s, &chance), 0);
	assert_int_equal(erase_number(s, 20000, &n), 0);
	assert_int_equal(identity_erased_keep(s, &of, NULL, n), 0);
	assert_int_equal(erase_delete(s, &of, &i), 0);
	assert_int_equal(store_commit(s), 0);
	erase_subject_dispose(&of);
}
#endif
