/* The bytes of objects, messages and paths, against values known from git's own documentation and tools. */
#include "publish/support.h"

#include "publish/commit.h"
#include "publish/pathset.h"
#include "publish/tree.h"

static void commit_bytes_are_gits(void **state)
{
	static const char want[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
				   "parent 0101010101010101010101010101010101010101\n"
				   "author Program Office <office@example.org> 86400 +0000\n"
				   "committer Program Office <office@example.org> 86400 +0000\n"
				   "\nEdition 2\n";
	const struct commit_signature by = { "Program Office", "office@example.org", date_civil(1970, 1, 2) };
	struct str out = STR_INIT;
	git_oid tree, parent;

	(void)state;
	git_oid_fromstr(&tree, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
	memset(parent.id, 1, sizeof parent.id);
	commit_put(&out, &tree, &parent, &by, sv("Edition 2\n"));
	assert_string_equal(out.ptr, want);
	str_clear(&out);
	commit_put(&out, &tree, NULL, &by, sv("Edition 1\n"));
	assert_null(strstr(out.ptr, "parent"));
	str_dispose(&out);
}

static void signatures_are_checked(void **state)
{
	const struct commit_signature good = { "Program Office", "office@example.org", 0 };
	struct commit_signature s = good;

	(void)state;
	assert_true(commit_signature_ok(&good));
	s.name = "";
	assert_false(commit_signature_ok(&s));
	s = good, s.name = "A\nparent x";
	assert_false(commit_signature_ok(&s));
	s = good, s.email = "a@example.org>";
	assert_false(commit_signature_ok(&s));
	s = good, s.day = -1;
	assert_false(commit_signature_ok(&s));
}

static void messages_are_checked(void **state)
{
	(void)state;
	assert_true(commit_message_ok(sv("Edition 1\n")));
	assert_false(commit_message_ok(sv("Edition 1")));
	assert_false(commit_message_ok(sv("\n")));
	assert_false(commit_message_ok(sv("")));
	assert_false(commit_message_ok(sv_n("a\0b\n", 4)));
}

static void trailers_are_the_last_paragraph(void **state)
{
	struct sv rest = commit_trailers(
			  sv("Edition 3\n\nNote: not this one\n\nEdition: 3\nno trailer here\nAs-of: 2026-03-14 \n")),
		  key, value;

	(void)state;
	assert_true(commit_trailer_next(&rest, &key, &value));
	assert_true(sv_is(key, "Edition") && sv_is(value, "3"));
	assert_true(commit_trailer_next(&rest, &key, &value));
	assert_true(sv_is(key, "As-of") && sv_is(value, "2026-03-14"));
	assert_false(commit_trailer_next(&rest, &key, &value));
	assert_int_equal(commit_edition(sv("x\n\nEdition: 12\n")), 12);
	assert_int_equal(commit_edition(sv("Edition: 12\n")), 0); /* a subject */
	assert_int_equal(commit_edition(sv("x\n\nEdition: -1\n")), 0);
	assert_int_equal(commit_edition(sv("")), 0);
}

static void pathset_keeps_out_what_no_folder_can_hold(void **state)
{
	static const char *const bad[] = { "../out", "/etc/x", "a//b", "", "a/../b", "a\nb", "good/page.html/x", "good",
		"good/page.html", ".git/config" };
	struct scratch *s = *state;
	struct pathset p = PATHSET_INIT;

	assert_int_equal(pathset_add(&p, "good/page.html", &s->ds), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(pathset_add(&p, bad[i], &s->ds), -1);
	assert_int_equal(s->ds.errors, sizeof bad / sizeof *bad);
	assert_int_equal(pathset_add(&p, "good/page.htm", &s->ds), 0);
	assert_int_equal(pathset_add(&p, "good.html", &s->ds), 0);
	pathset_dispose(&p);
}

/* git makes an index of the pack again: byte by byte the same. */
static void index_is_gits(struct scratch *s, const char *pack)
{
	const char *of = fs_join(&s->mem, s->site, arena_printf(&s->mem, "repo.git/objects/pack/pack-%s", pack));
	char *again = arena_printf(&s->mem, "%s/again.idx", s->site);
	struct str out = STR_INIT, ours = STR_INIT, gits = STR_INIT, err = STR_INIT;

	assert_int_equal(GIT(s, &out, "index-pack", "--strict", "-o", again, arena_printf(&s->mem, "%s.pack", of)), 0);
	assert_int_equal(fs_read(&ours, arena_printf(&s->mem, "%s.idx", of), 1 << 20, &err), 0);
	assert_int_equal(fs_read(&gits, again, 1 << 20, &err), 0);
	assert_int_equal(ours.len, gits.len);
	assert_memory_equal(ours.ptr, gits.ptr, gits.len);
	str_dispose(&out);
	str_dispose(&ours);
	str_dispose(&gits);
	str_dispose(&err);
}

/* Blobs of every length of size field, read by git. */
static void pack_entries_of_all_sizes_survive(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 17, 2047, 2048, 2049, 262143, 262144, 1000000 };
	struct scratch *s = *state;
	const struct trouble t = { &s->ds, &s->env };
	struct str err = STR_INIT, out = STR_INIT;
	struct pack_written w;
	struct repo r;
	struct pack p;
	char hex[REPO_HEX + 1];
	char *bytes = xmalloc(1000000);

	for (size_t i = 0; i < 1000000; i++) bytes[i] = (char)(i * i >> 7);
	assert_int_equal(fs_mkdirs(s->site, 0755, &err), 0);
	assert_int_equal(repo_create(s->site, &t), 0);
	assert_int_equal(repo_open(&r, s->site, &t), 0);
	assert_int_equal(pack_open(&p, s->site, &t), 0);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		bool added, again;
		git_oid id;

		git_odb_hash(&id, bytes, sizes[i], GIT_OBJECT_BLOB);
		assert_int_equal(pack_add(&p, &r, GIT_OBJECT_BLOB, &id, sv_n(bytes, sizes[i]), &added, &t), 0);
		assert_int_equal(pack_add(&p, &r, GIT_OBJECT_BLOB, &id, sv_n(bytes, sizes[i]), &again, &t), 0);
		assert_true(added && !again);
	}
	assert_int_equal(pack_seal(&p, &w, &t), 0);
	assert_int_equal(w.objects, sizeof sizes / sizeof *sizes);
	assert_int_equal(pack_write(&p, &w, s->site, &r, &t), 0);
	assert_true(site_has(s, arena_printf(&s->mem, "repo.git/objects/pack/pack-%s.pack", w.name)));
	index_is_gits(s, w.name);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		git_oid id;

		git_odb_hash(&id, bytes, sizes[i], GIT_OBJECT_BLOB);
		repo_hex(&id, hex);
		assert_int_equal(GIT(s, &out, "cat-file", "blob", hex), 0);
		assert_int_equal(out.len, sizes[i]);
		assert_memory_equal(out.ptr, bytes, sizes[i]);
	}
	pack_close(&p);
	repo_close(&r);
	no_problems(&s->ds);
	str_dispose(&err);
	str_dispose(&out);
	free(bytes);
}

/* An edition without files is the empty tree, whose id every git knows. */
static void no_files_make_the_empty_tree(void **state)
{
	static const struct file none[1];
	struct scratch *s = *state;
	struct job j = JOB(s->site, none, 1, NULL);
	struct outcome o;

	j.n = 0;
	o = publish_now(s, &j);
	assert_string_equal(o.result.tree, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
}

/* Names around the slash in order: ' ' < '-' < '.' < '/' < '0'. git fsck --strict demands git's order. */
static void names_around_the_slash_are_in_order(void **state)
{
	static const struct file files[] = { { "a0", "1" }, { "a/x", "2" }, { "a.b/y", "3" }, { "a-b", "4" },
		{ "a b", "5" }, { "a.", "6" }, { "ab/a/b", "7" }, { "ab/a.b", "8" }, { "ab/a0/c", "9" },
		{ "ab.c", "10" } };
	struct scratch *s = *state;
	struct job j = JOB(s->site, files, 1, NULL);
	struct str out = STR_INIT;

	publish_now(s, &j);
	git_finds_nothing_wrong(s);
	assert_int_equal(GIT(s, &out, "ls-tree", "--name-only", "main"), 0);
	assert_string_equal(out.ptr, "a b\na-b\na.\na.b\na\na0\nab.c\nab\n");
	str_dispose(&out);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = { T(commit_bytes_are_gits), T(signatures_are_checked),
		T(messages_are_checked), T(trailers_are_the_last_paragraph),
		T(pathset_keeps_out_what_no_folder_can_hold), T(pack_entries_of_all_sizes_survive),
		T(no_files_make_the_empty_tree), T(names_around_the_slash_are_in_order) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
