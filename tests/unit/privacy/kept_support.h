/* kept_support: a society in memory and a set of its values in a file, for the tests of what is kept. To be included after cmocka.h. */
#ifndef TEST_KEPT_SUPPORT_H
#define TEST_KEPT_SUPPORT_H
#include <sys/stat.h>
#include <unistd.h>
#include "../folder.h"
#include "memory_people.h"
#include "privacy/identity_kept.h"

static char path[64];
enum { PEOPLE = 300, HEAD = 64, SEAL = 32, KEPT_HEAD = 128 };

static inline int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder)) return -1;
	snprintf(path, sizeof path, "%s/gate-values", folder);
	return 0;
}

static inline void add_person(struct store *s, int64_t id, const char *first, const char *last)
{
	struct str email = STR_INIT;
	str_printf(&email, "%s.%s@example.org", first, last);
	const struct told told[] = { { "email", email.ptr }, { "first_name", first }, { "last_name", last },
		{ NULL, NULL } };
	add_told(s, id, told);
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
#endif
