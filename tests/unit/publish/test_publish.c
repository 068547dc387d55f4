/* One publish after another: what is written, what is told, and what is refused. git is the judge of the repository. */
#include "publish/support.h"

static const struct file first[] = {
	{ "index.html", "<h1>Mentors</h1>\n" },
	{ "a/b.html", "one\n" },
	{ "a.b", "two\n" },
	{ "a-b", "three\n" },
	{ "a/c/d.html", "four\n" },
	{ "copy.html", "one\n" },
	{ "edition.html", "Edition 1\n" },
	{ "edition.json", "{\"edition\": 1}\n" },
	{ "empty.txt", "" },
};

static void first_publish_is_complete(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, "edition-0001");
	struct str out = STR_INIT;
	struct outcome o = publish_now(s, &j);

	assert_true(o.differs);
	assert_int_equal(o.ndiff, 9);
	assert_int_equal(o.new_blobs, 8);       /* "one" is there twice */
	assert_int_equal(o.result.objects, 13); /* 8 blobs, trees "", "a" and "a/c", commit, tag */
	assert_true(o.result.site_swapped);
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
	assert_int_equal(GIT(s, &out, "ls-tree", "-r", "--name-only", "main"), 0);
	assert_string_equal(out.ptr,
		"a-b\na.b\na/b.html\na/c/d.html\ncopy.html\nedition.html\nedition.json\nempty.txt\nindex.html\n");
	assert_int_equal(GIT(s, &out, "cat-file", "tag", "edition-0001"), 0);
	assert_non_null(
		strstr(out.ptr, "tagger Program Office <office@example.org> 1773446400 +0000\n\nOne edition.\n"));
	assert_int_equal(GIT(s, &out, "log", "-1", "--format=%an|%ae|%ad|%cd", "--date=raw"), 0);
	assert_string_equal(
		out.ptr, "Program Office|office@example.org|1773446400 +0000|1773446400 +0000\n"); /* 2026-03-14 */
	assert_true(public_file_is(s, "a/c/d.html", "four\n"));
	assert_true(public_file_is(s, "empty.txt", ""));
	str_dispose(&out);
}

static void pack_is_sound_for_git(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, "edition-0001");
	struct str out = STR_INIT, err = STR_INIT;
	struct fs_list packs;

	publish_now(s, &j);
	assert_int_equal(
		fs_glob(&packs, &s->mem, fs_join(&s->mem, s->site, "repo.git/objects/pack"), "*.pack", &err), 0);
	assert_int_equal(packs.n, 1);
	assert_int_equal(GIT(s, &out, "index-pack", "--strict", "-o", fs_join(&s->mem, s->root, "index"),
				 arena_printf(&s->mem, "objects/pack/%s", packs.at[0])),
		0);
	str_dispose(&out);
	str_dispose(&err);
}

static void second_publish_packs_only_what_is_new(void **state)
{
	struct scratch *s = *state;
	struct file second[sizeof first / sizeof *first];
	struct job j = JOB(s->site, first, 1, NULL), j2 = JOB(s->site, second, 2, NULL);
	struct stat before, after;
	struct outcome o;

	memcpy(second, first, sizeof first);
	second[4].text = "FOUR!\n";
	publish_now(s, &j);
	assert_int_equal(stat(arena_printf(&s->mem, "%s/public/a.b", s->site), &before), 0);
	o = publish_now(s, &j2);
	assert_true(o.differs);
	assert_string_equal(o.diff, "~a/c/d.html 5-6;");
	assert_int_equal(o.result.objects, 5); /* one blob, trees a/c, a and the root, the commit */
	assert_string_equal(o.read_back, "F:a/c/d.html M:commit T:a/c T:a T: ");
	assert_true(public_file_is(s, "a/c/d.html", "FOUR!\n"));
	assert_int_equal(stat(arena_printf(&s->mem, "%s/public/a.b", s->site), &after), 0);
	assert_true(before.st_ino == after.st_ino); /* a hard link, not a copy */
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
}

static void stamps_alone_are_no_difference(void **state)
{
	struct scratch *s = *state;
	struct file second[sizeof first / sizeof *first];
	struct job j = JOB(s->site, first, 1, NULL), j2 = JOB(s->site, second, 2, NULL);
	struct outcome o;

	memcpy(second, first, sizeof first);
	second[6].text = "Edition 2\n";
	second[7].text = "{\"edition\": 2}\n";
	publish_now(s, &j);
	j2.stop = STOP_SPOOLED;
	o = publish_now(s, &j2);
	assert_false(o.differs);
	assert_string_equal(o.diff, "~edition.html 10-10;~edition.json 15-15;");
	verify_finds_nothing_wrong(s);
}

static void removal_and_rename_are_told(void **state)
{
	static const struct file second[] = { { "moved.html", "two\n" }, { "index.html", "<h1>Mentors</h1>\n" },
		{ "a-b", "three\n" } };
	static const struct file before[] = { { "a.b", "two\n" }, { "index.html", "<h1>Mentors</h1>\n" },
		{ "a-b", "three\n" }, { "x/y", "gone\n" } };
	struct scratch *s = *state;
	struct job j = JOB(s->site, before, 1, NULL), j2 = JOB(s->site, second, 2, NULL);
	struct outcome o;

	publish_now(s, &j);
	o = publish_now(s, &j2);
	assert_true(o.differs);
	assert_string_equal(o.diff, "-a.b 4-0;+moved.html 0-4;-x/y 5-0;");
	assert_int_equal(o.new_blobs, 0);      /* the bytes are in the repository already */
	assert_int_equal(o.result.objects, 2); /* root tree and commit */
	assert_string_equal(o.read_back, "F:moved.html M:commit T: ");
	assert_false(public_file_is(s, "x/y", "gone\n"));
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
}

static void same_inputs_give_the_same_commit(void **state)
{
	struct scratch *s = *state;
	struct file turned[sizeof first / sizeof *first];
	struct job j = JOB(s->site, first, 1, "edition-0001"), j2 = JOB(NULL, turned, 1, "edition-0001");
	size_t n = sizeof first / sizeof *first;
	struct outcome o, o2;

	for (size_t i = 0; i < n; i++) turned[i] = first[n - 1 - i];
	j2.site = fs_join(&s->mem, s->root, "other/place");
	o = publish_now(s, &j);
	o2 = publish_now(s, &j2);
	assert_string_equal(o.result.commit, o2.result.commit);
	assert_string_equal(o.result.tree, o2.result.tree);
}

static void impossible_paths_are_all_reported(void **state)
{
	static const struct file bad[] = { { "a/b", "x" }, { "a", "x" }, { "a/b", "y" }, { "a/b/c", "x" },
		{ "fine", "x" } };
	struct scratch *s = *state;
	struct job j = JOB(s->site, bad, 1, NULL);
	struct outcome o;

	job_run(&j, &o, NULL, &s->env, &s->ds);
	assert_int_equal(o.rc, -1);
	assert_int_equal(s->ds.errors, 3);
	assert_true(said(&s->ds, "H003", "two pages have this one address"));
	assert_true(said(&s->ds, "H003", "also a folder"));
	assert_true(said(&s->ds, "H003", "itself a page"));
	assert_false(s->env);
	assert_false(site_has(s, "public"));
}

/* Spools `first` and hands back the clearance for it. */
static struct clearance *spool_first(struct scratch *s, struct publish **p, const char *tag)
{
	struct job j = JOB(s->site, first, 1, tag);
	struct publish_options options = job_options(&j);
	struct gate g;

	assert_int_equal(publish_begin(p, &options, &s->env, &s->ds), 0);
	gate_begin(&g, publish_sink(*p));
	assert_int_equal(job_files(&j, &g.sink), 0);
	assert_int_equal(job_messages(&j, &g.sink), 0);
	str_dispose(&g.seen);
	return gate_end(&g, CLEARANCE_ARTIFACTS);
}

static void write_demands_the_right_clearance(void **state)
{
	struct scratch *s = *state;
	struct publish *p;
	struct clearance *c;

	c = spool_first(s, &p, NULL);
	c->stage = CLEARANCE_READ_BACK;
	assert_int_equal(publish_write(p, c, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "another step"));
	clearance_free(c);
	publish_end(p);

	c = spool_first(s, &p, NULL);
	c->digest.b[31] ^= 1;
	assert_int_equal(publish_write(p, c, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "other files"));
	clearance_free(c);
	publish_end(p);

	c = spool_first(s, &p, NULL);
	assert_int_equal(publish_write(p, NULL, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "no clearance"));
	clearance_free(c);
	publish_end(p);
}

static void one_byte_more_than_cleared_is_refused(void **state)
{
	struct scratch *s = *state;
	struct publish *p;
	struct clearance *c = spool_first(s, &p, NULL);

	assert_int_equal(sink_put_plain(publish_sink(p), "late.txt", sv("!"), ORIGIN_DOCUMENT), 0);
	assert_int_equal(publish_write(p, c, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "other files"));
	clearance_free(c);
	publish_end(p);
	assert_false(site_has(s, "public"));
}

static int altering_put(struct sink *self, const struct artifact *a)
{
	struct gate *g = (struct gate *)self;
	struct sha256 digest = sha256_of(strcmp(a->path, "a.b") == 0 ? sv("twO\n") : a->bytes);

	clearance_digest_add(g->digest, a->kind, a->path, &digest);
	return 0;
}

static void advance_demands_what_was_read_back(void **state)
{
	struct scratch *s = *state;
	struct publish_result r;
	struct publish *p;
	struct clearance *c = spool_first(s, &p, "edition-0001"), *c2;
	struct gate g;

	assert_int_equal(publish_write(p, c, &s->env, &s->ds), 0);
	assert_int_equal(publish_advance(p, c, &r, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "not read back"));

	gate_begin(&g, NULL);
	g.sink.put = altering_put;
	assert_int_equal(publish_read_back(p, &g.sink, &s->env, &s->ds), 0);
	c2 = gate_end(&g, CLEARANCE_READ_BACK);
	assert_int_equal(publish_advance(p, c2, &r, &s->env, &s->ds), -1); /* one byte of one file differs */
	assert_true(said(&s->ds, "H005", "other files"));
	assert_int_equal(publish_advance(p, c, &r, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "another step"));
	clearance_free(c2);
	clearance_free(c);
	publish_end(p);
	assert_false(site_has(s, "public"));
	assert_false(site_has(s, "repo.git/refs/heads/main"));
}

static int refusing_put(struct sink *self, const struct artifact *a)
{
	struct gate *g = (struct gate *)self;

	g->n++;
	return strcmp(a->path, "a.b") == 0 ? -1 : 0;
}

static void a_refusal_at_read_back_sees_all_and_stops(void **state)
{
	struct scratch *s = *state;
	struct publish_result r;
	struct publish *p;
	struct clearance *c = spool_first(s, &p, NULL), *c2;
	struct gate g;

	assert_int_equal(publish_write(p, c, &s->env, &s->ds), 0);
	gate_begin(&g, NULL);
	g.sink.put = refusing_put;
	assert_int_equal(publish_read_back(p, &g.sink, &s->env, &s->ds), -1);
	assert_int_equal(g.n, 13); /* 9 files, the message, 3 trees: the rest was shown to the gate as well */
	c2 = gate_end(&g, CLEARANCE_READ_BACK);
	assert_int_equal(publish_advance(p, c2, &r, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H005", "not read back"));
	clearance_free(c2);
	clearance_free(c);
	publish_end(p);
	assert_false(site_has(s, "unfinished"));
}

static void a_refused_edition_leaves_nothing(void **state)
{
	static const char *const gone[] = { "unfinished", "generations/.new", ".spool", "public" };
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, NULL);
	struct str err = STR_INIT;
	struct fs_list left;
	struct outcome o;

	j.stop = STOP_READ;
	job_run(&j, &o, NULL, &s->env, &s->ds);
	assert_int_equal(o.rc, 0);
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) assert_false(site_has(s, gone[i]));
	assert_int_equal(fs_walk(&left, &s->mem, fs_join(&s->mem, s->site, "repo.git/objects"), NULL, &err), 0);
	assert_int_equal(left.n, 0);
	str_dispose(&err);
}

static void read_back_covers_everything_in_order(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, "edition-0001");
	struct outcome o = publish_now(s, &j);

	assert_string_equal(o.read_back, "F:index.html F:a/b.html F:a.b F:a-b F:a/c/d.html F:copy.html F:edition.html "
					 "F:edition.json F:empty.txt "
					 "M:commit M:tag T:a/c T:a T: ");
}

static void a_foreign_tag_stops_before_writing(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, "edition-0001"), j2 = JOB(s->site, first, 2, "edition-0001");
	struct str err = STR_INIT;
	struct fs_list packs;
	struct outcome o;

	publish_now(s, &j);
	job_run(&j2, &o, NULL, &s->env, &s->ds);
	assert_int_equal(o.rc, -1);
	assert_true(said(&s->ds, "H006", "already names another edition"));
	assert_int_equal(
		fs_glob(&packs, &s->mem, fs_join(&s->mem, s->site, "repo.git/objects/pack"), "*.pack", &err), 0);
	assert_int_equal(packs.n, 1);
	str_dispose(&err);
}

static void parent_can_be_read(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 7, NULL), j2 = JOB(s->site, first, 8, NULL);
	struct publish_options options = job_options(&j2);
	struct outcome o = publish_now(s, &j);
	struct str text = STR_INIT;
	struct publish *p;

	assert_int_equal(publish_begin(&p, &options, &s->env, &s->ds), 0);
	assert_int_equal(publish_parent_number(p), 7);
	assert_int_equal(publish_parent_day(p), date_civil(2026, 3, 20));
	assert_string_equal(publish_parent_id(p), o.result.commit);
	assert_int_equal(publish_parent_file(p, "edition.json", &text), 0);
	assert_string_equal(text.ptr, "{\"edition\": 1}\n");
	assert_int_equal(publish_parent_file(p, "nowhere", &text), -1);
	publish_end(p);
	str_dispose(&text);
}

static void repository_names_no_machine_or_user(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, NULL);
	struct str text = STR_INIT, err = STR_INIT;

	publish_now(s, &j);
	assert_int_equal(fs_read(&text, fs_join(&s->mem, s->site, "repo.git/config"), 4096, &err), 0);
	assert_string_equal(text.ptr, "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
	str_clear(&text);
	assert_int_equal(fs_read(&text, fs_join(&s->mem, s->site, "repo.git/HEAD"), 4096, &err), 0);
	assert_string_equal(text.ptr, "ref: refs/heads/main\n");
	assert_false(site_has(s, "repo.git/hooks"));
	assert_false(site_has(s, "repo.git/description"));
	assert_false(site_has(s, "repo.git/logs"));
	str_dispose(&text);
	str_dispose(&err);
}

static void files_can_be_read_by_a_server_whatever_the_umask(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, first, 1, NULL);
	struct stat st;
	mode_t old = umask(0077);

	publish_now(s, &j);
	umask(old);
	assert_int_equal(stat(arena_printf(&s->mem, "%s/public/a/b.html", s->site), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(stat(arena_printf(&s->mem, "%s/public/a/c", s->site), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(stat(arena_printf(&s->mem, "%s/public", s->site), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = { T(first_publish_is_complete), T(pack_is_sound_for_git),
		T(second_publish_packs_only_what_is_new), T(stamps_alone_are_no_difference),
		T(removal_and_rename_are_told), T(same_inputs_give_the_same_commit),
		T(impossible_paths_are_all_reported), T(write_demands_the_right_clearance),
		T(one_byte_more_than_cleared_is_refused), T(advance_demands_what_was_read_back),
		T(a_refusal_at_read_back_sees_all_and_stops), T(a_refused_edition_leaves_nothing),
		T(read_back_covers_everything_in_order), T(a_foreign_tag_stops_before_writing), T(parent_can_be_read),
		T(repository_names_no_machine_or_user), T(files_can_be_read_by_a_server_whatever_the_umask) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
