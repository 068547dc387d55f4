/* Names, numbers and next versions of the files that `new` makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "cmd/new_name.h"
#include "cmd/new_version.h"

static void folds_to(const char *title, const char *name)
{
	struct str out = STR_INIT;
	assert_int_equal(new_name_fold(&out, sv(title)), *name != '\0');
	assert_string_equal(out.ptr, name);
	if (*name) assert_true(new_name_is(sv_of(&out)));
	str_dispose(&out);
}

static void titles_fold_to_names(void **state)
{
	(void)state;
	folds_to("Can I pause my entry?", "can-i-pause-my-entry");
	folds_to("K\xC3\xB6nnen wir\xE2\x80\xA6", "konnen-wir");
	folds_to("Stra\xC3\x9F"
		 "e & \xC3\x98re",
		"strasse-ore");
	folds_to("  --Don't  \xE2\x80\x98stop\xE2\x80\x99-- 2 x ", "dont-stop-2-x");
	folds_to("first-contact", "first-contact");
	folds_to("\xD0\x94\xD0\xB0?", "");
	folds_to("?!", "");
	folds_to("", "");
	/* cut between words: 6 x "abcdefghi-" is 60 with the last hyphen, which goes */
	folds_to("abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi",
		"abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi");
	folds_to("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	assert_false(new_name_is(sv("Upper")) || new_name_is(sv("-x")) || new_name_is(sv("x-")) ||
		     new_name_is(sv("a b")) || new_name_is(sv("")));
}

static void names_become_titles(void **state)
{
	(void)state;
	struct str out = STR_INIT;
	new_name_title(&out, sv("first-contact"));
	assert_string_equal(out.ptr, "First contact");
	str_dispose(&out);
}

static void numbers(void **state)
{
	(void)state;
	struct sv prefix;
	unsigned family, version;
	assert_true(new_number_split(sv("MP-02.03"), &prefix, &family, &version));
	assert_true(sv_is(prefix, "MP") && family == 2 && version == 3);
	assert_true(new_number_split(sv("CERT-10"), &prefix, &family, &version) && sv_is(prefix, "CERT") &&
		    family == 10 && version == 0);
	static const char *const bad[] = { "", "M-01.01", "MENTO-01.01", "mp-02.03", "MP-2.3", "MP-02.", "MP-02.3",
		"MP-02.031", "MP-02.00", "MP02.03", "MP-xx" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(new_number_split(sv(bad[i]), &prefix, &family, &version));
}

static void version_is(const char *text, const char *expected)
{
	struct str out = STR_INIT;
	assert_true(new_version_text(&out, sv(text), "MP-02.03", "MP-02.04"));
	assert_string_equal(out.ptr, expected);
	str_dispose(&out);
}

static void next_versions(void **state)
{
	(void)state;
	version_is("---\ntitle: T # stays\nnumber: MP-02.03\nversion: \"03\"\nsupersedes: MP-02.02\neffective: "
		   "2023-08-24\napproved: 2023-08-10\n"
		   "fingerprint: \"abc\"\noriginal_issue: 2009-10-19\nchanges: >-\n  One.\n\n  Two.\nreviewed_by:\n  - "
		   "name: A B\n    date: 2023-08-03\n"
		   "references:\n- CP-12.xx\n---\n## 1. Significant changes\n\nOld.\n\n### 1.1 Old too\n\n## 2. "
		   "Purpose\n\nStays, MP-02.03 too.\n",
		"---\ntitle: T # stays\nnumber: MP-02.04\nversion: \"04\"\nsupersedes: MP-02.03\n# effective: "
		"YYYY-MM-DD # the day from which this version is in "
		"force\n# approved: YYYY-MM-DD # the day of the approval; until this line is there, it is a "
		"draft\noriginal_issue: 2009-10-19\n"
		"# changes: What is different, clause by clause; it is shown above the text.\n# reviewed_by: # written "
		"as approved_by\nreferences:\n- CP-12.xx\n"
		"---\n## 1. Significant changes\n\nTo be written: what is different from MP-02.03, clause by "
		"clause.\n\n## 2. Purpose\n\nStays, MP-02.03 too.\n");
	/* a first version has nothing that it supersedes; CRLF and a byte-order mark are understood */
	version_is("\xEF\xBB\xBF---\r\nnumber: MP-02.03\r\ntitle: T\r\n---\r\n## 1 Purpose\r\n",
		"---\nnumber: MP-02.04\ntitle: T\nsupersedes: MP-02.03\n---\n## 1 Purpose\n");
}

static void what_has_no_head_has_no_next_version(void **state)
{
	(void)state;
	struct str out = STR_INIT;
	assert_false(new_version_text(&out, sv("## 1 Purpose\n"), "MP-02.03", "MP-02.04"));
	assert_false(new_version_text(&out, sv("---\nnumber: MP-02.03\n"), "MP-02.03", "MP-02.04"));
	assert_false(new_version_text(&out, sv(""), "MP-02.03", "MP-02.04"));
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(titles_fold_to_names),
		cmocka_unit_test(names_become_titles), cmocka_unit_test(numbers), cmocka_unit_test(next_versions),
		cmocka_unit_test(what_has_no_head_has_no_next_version) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
