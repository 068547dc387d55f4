/* Reading back what was published, and noticing when it is not intact any more. */
#include "publish/support.h"

static const struct file one[] = { { "index.html", "first\n" }, { "sub/a.html", "aaaa\n" },
	{ "edition.json", "{}\n" } };
static const struct file two[] = { { "index.html", "second\n" }, { "sub/a.html", "aaaa\n" },
	{ "edition.json", "{ }\n" } };

static struct history *publish_two(struct scratch *s, struct outcome *o, struct outcome *o2)
{
	struct job j = JOB(s->site, one, 1, "edition-0001"), j2 = JOB(s->site, two, 2, "cycle-2026-03");
	struct history *h = NULL;

	*o = publish_now(s, &j);
	*o2 = publish_now(s, &j2);
	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	return h;
}

static void editions_are_told_newest_first(void **state)
{
	struct scratch *s = *state;
	struct outcome o, o2;
	struct history *h = publish_two(s, &o, &o2);
	const struct edition *e = history_edition(h, 0);

	assert_int_equal(history_editions(h), 2);
	assert_int_equal(e->number, 2);
	assert_string_equal(e->commit, o2.result.commit);
	assert_string_equal(e->tree, o2.result.tree);
	assert_string_equal(e->subject, "Edition 2");
	assert_string_equal(e->tag, "cycle-2026-03");
	assert_int_equal(e->day, date_civil(2026, 3, 15));
	assert_string_equal(edition_trailer(e, "Cycle"), "2026-01");
	assert_string_equal(edition_trailer(e, "cycle"), "");
	assert_string_equal(history_edition(h, 1)->tag, "edition-0001");
	history_close(h);
}

static void editions_are_found_by_every_name(void **state)
{
	struct scratch *s = *state;
	struct outcome o, o2;
	struct history *h = publish_two(s, &o, &o2);
	const struct edition *newest = history_edition(h, 0), *oldest = history_edition(h, 1);

	assert_ptr_equal(history_find(h, "latest"), newest);
	assert_ptr_equal(history_find(h, "2"), newest);
	assert_ptr_equal(history_find(h, "1"), oldest);
	assert_ptr_equal(history_find(h, "edition-0002"), newest); /* by number; its tag is another */
	assert_ptr_equal(history_find(h, "edition-0001"), oldest);
	assert_ptr_equal(history_find(h, "cycle-2026-03"), newest);
	assert_ptr_equal(history_find(h, "2026-03"), newest); /* by its tag */
	assert_ptr_equal(history_find(h, "2026-01"), oldest); /* both name it, the first drew it */
	assert_ptr_equal(history_find(h, o.result.commit), oldest);
	assert_ptr_equal(history_find(h, arena_printf(&s->mem, "%.7s", o2.result.commit)), newest);
	assert_null(history_find(h, arena_printf(&s->mem, "%.6s", o2.result.commit)));
	assert_null(history_find(h, "3"));
	assert_null(history_find(h, ""));
	assert_null(history_find(h, "nonsense"));
	history_close(h);
}

static void files_of_an_edition_can_be_listed_and_read(void **state)
{
	struct scratch *s = *state;
	struct outcome o, o2;
	struct history *h = publish_two(s, &o, &o2);
	const struct history_file *f = NULL;
	struct str text = STR_INIT;
	size_t n;

	assert_int_equal(history_files(h, history_find(h, "1"), &s->mem, &f, &n), 0);
	assert_int_equal(n, 3);
	assert_string_equal(f[0].path, "edition.json");
	assert_string_equal(f[1].path, "index.html");
	assert_int_equal(f[1].size, 6);
	assert_string_equal(f[1].oid, "9c59e24b8393179a5d712de4f990178df5734d99"); /* git hash-object of "first\n" */
	assert_string_equal(f[2].path, "sub/a.html");
	assert_int_equal(history_read(h, history_find(h, "1"), "index.html", &text), 0);
	assert_int_equal(history_read(h, history_find(h, "2"), "sub/a.html", &text), 0);
	assert_string_equal(text.ptr, "first\naaaa\n");
	assert_int_equal(history_read(h, history_find(h, "2"), "sub", &text), -1);
	assert_int_equal(history_read(h, history_find(h, "2"), "nowhere", &text), -1);
	history_close(h);
	str_dispose(&text);
}

static void no_repository_is_said(void **state)
{
	struct scratch *s = *state;
	struct history *h;

	assert_int_equal(history_open(&h, s->site, &s->ds), -1);
	assert_null(h);
	assert_true(said(&s->ds, "H015", "nothing has been published yet"));
}

static void a_repository_without_editions_is_empty(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, one, 1, NULL);
	struct history *h = NULL;
	size_t objects = 9;

	j.stop = STOP_BEGUN;
	publish_now(s, &j);
	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(history_editions(h), 0);
	assert_null(history_find(h, "latest"));
	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	assert_int_equal(objects, 0);
	history_close(h);
}

static void verify_counts_every_object_once(void **state)
{
	struct scratch *s = *state;
	struct outcome o, o2;
	struct history *h = publish_two(s, &o, &o2);
	size_t objects = 0;

	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	no_problems(&s->ds);
	/* First: 3 blobs, 2 trees, commit, tag; second: 2 blobs, 1 tree, commit, tag. */
	assert_int_equal(objects, 12);
	assert_int_equal(o.result.objects + o2.result.objects, 12);
	history_close(h);
}

static size_t verify_again(struct scratch *s)
{
	struct history *h = NULL;
	size_t objects = 0, before = s->ds.errors;
	int rc;

	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	rc = history_verify(h, &objects, &s->ds);
	assert_int_equal(rc, s->ds.errors > before ? -1 : 0);
	history_close(h);
	return s->ds.errors - before;
}

static void verify_sees_changes_in_public(void **state)
{
	struct scratch *s = *state;
	struct outcome o, o2;

	history_close(publish_two(s, &o, &o2));
	write_file(s, "public/index.html", "sEcond\n");
	write_file(s, "public/.hidden", "x");
	write_file(s, "public/sub/extra.html", "x");
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "public/edition.json")), 0);
	assert_int_equal(verify_again(s), 4);
	assert_true(said(&s->ds, "H014", "public/index.html: this file differs"));
	assert_true(said(&s->ds, "H014", "public/.hidden: this is not part"));
	assert_true(said(&s->ds, "H014", "public/sub/extra.html: this is not part"));
	assert_true(said(&s->ds, "H014", "public/edition.json: this file of the edition is missing"));
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "public")), 0);
	assert_int_equal(verify_again(s), 1);
	assert_true(said(&s->ds, "H014", "the folder is missing"));
}

static void verify_sees_lost_and_foreign_tags(void **state)
{
	struct scratch *s = *state;
	struct str out = STR_INIT;
	struct outcome o, o2;

	history_close(publish_two(s, &o, &o2));
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "repo.git/refs/tags/edition-0001")), 0);
	write_file(s, "repo.git/refs/tags/odd", arena_printf(&s->mem, "%s\n", o.result.tree));
	assert_int_equal(GIT(s, &out, "update-ref", "refs/tags/renamed", "cycle-2026-03"), 0);
	s->ds.errors = 0;
	assert_true(verify_again(s) >= 3);
	assert_true(said(&s->ds, "H013", "lost its tag \"edition-0001\""));
	assert_true(said(&s->ds, "H013", "\"odd\" does not lead"));
	assert_true(said(&s->ds, "H013", "\"renamed\" does not lead"));
	str_dispose(&out);
}

/* One bit of a pack turned over, at several places of the objects' data. */
static void verify_sees_a_damaged_repository(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, one, 1, NULL);
	struct str err = STR_INIT;
	struct fs_list packs;
	struct stat st;
	int fd;

	publish_now(s, &j);
	assert_int_equal(
		fs_glob(&packs, &s->mem, fs_join(&s->mem, s->site, "repo.git/objects/pack"), "*.pack", &err), 0);
	assert_int_equal(packs.n, 1);
	fd = open(arena_printf(&s->mem, "%s/repo.git/objects/pack/%s", s->site, packs.at[0]), O_RDONLY);
	assert_int_equal(fchmod(fd, 0644), 0);
	close(fd);
	fd = open(arena_printf(&s->mem, "%s/repo.git/objects/pack/%s", s->site, packs.at[0]), O_RDWR);
	assert_true(fd >= 0 && fstat(fd, &st) == 0);
	for (off_t at = 20; at < st.st_size - 20; at += 9) {
		struct history *h = NULL;
		size_t objects;
		char byte, turned;

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		turned = (char)(byte ^ 4);
		assert_int_equal(pwrite(fd, &turned, 1, at), 1);
		if (history_open(&h, s->site, &s->ds) == 0) assert_int_equal(history_verify(h, &objects, &s->ds), -1);
		history_close(h);
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	}
	close(fd);
	diags_dispose(&s->ds);
	s->ds = (struct diags)DIAGS_INIT;
	verify_finds_nothing_wrong(s);
	str_dispose(&err);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = { T(editions_are_told_newest_first), T(editions_are_found_by_every_name),
		T(files_of_an_edition_can_be_listed_and_read), T(no_repository_is_said),
		T(a_repository_without_editions_is_empty), T(verify_counts_every_object_once),
		T(verify_sees_changes_in_public), T(verify_sees_lost_and_foreign_tags),
		T(verify_sees_a_damaged_repository) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
