/* A publish may die at any point and the disk may refuse anything. Afterwards the site is the old edition or the new
 * one, and the next publish works without help. */
#include "publish/support.h"

#include <sys/file.h>
#include <sys/resource.h>

#include "publish/journal.h"

static const struct file old_files[] = { { "index.html", "old\n" }, { "sub/keep.html", "kept\n" } };
static const struct file new_files[] = { { "index.html", "new\n" }, { "sub/keep.html", "kept\n" },
	{ "more.html", "more\n" } };
static const struct file last_files[] = { { "index.html", "last\n" }, { "sub/keep.html", "kept\n" } };

/* Runs a job in a child that dies at its stop without releasing anything. */
static void die_at(struct scratch *s, const struct job *j)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		struct publish *left = NULL;
		struct outcome o;

		job_run(j, &o, &left, &s->env, &s->ds);
		_exit(o.rc == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void next_publish_works(struct scratch *s, unsigned number)
{
	struct job j = JOB(s->site, last_files, number, NULL);
	struct outcome o = publish_now(s, &j);

	assert_true(o.result.site_swapped);
	assert_true(public_file_is(s, "index.html", "last\n"));
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
}

static void dying_at_any_step_leaves_the_old_edition(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, "edition-0001"), j2 = JOB(s->site, new_files, 2, "edition-0002");
	struct str err = STR_INIT;
	struct fs_list packs;

	publish_now(s, &j);
	for (int stop = STOP_BEGUN; stop < STOP_NEVER; stop++) {
		j2.stop = (enum stop)stop;
		die_at(s, &j2);
		assert_true(public_file_is(s, "index.html", "old\n"));
		verify_finds_nothing_wrong(s);
	}
	next_publish_works(s, 2);
	/* What the dead ones had written into the repository is gone: two editions, two packs. */
	assert_int_equal(
		fs_glob(&packs, &s->mem, fs_join(&s->mem, s->site, "repo.git/objects/pack"), "*.pack", &err), 0);
	assert_int_equal(packs.n, 2);
	str_dispose(&err);
}

static void dying_in_the_first_publish_leaves_none(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, "edition-0001");

	for (int stop = STOP_BEGUN; stop < STOP_NEVER; stop++) {
		j.stop = (enum stop)stop;
		die_at(s, &j);
		assert_false(site_has(s, "public"));
	}
	next_publish_works(s, 1);
}

/* Died after the branch had moved: before the tag, and before the folder was swapped. */
static void what_was_announced_is_finished_by_the_next(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, "edition-0001"), j2 = JOB(s->site, new_files, 2, "edition-0002");
	const struct trouble t = { &s->ds, &s->env };
	struct journal note = { .tag = "kept-by-the-note", .pack = "0000000000000000000000000000000000000000" };
	struct outcome o = publish_now(s, &j), o2 = publish_now(s, &j2);
	struct str out = STR_INIT;

	git_oid_fromstr(&note.parent, o.result.commit);
	git_oid_fromstr(&note.commit, o2.result.commit);
	git_oid_fromstr(&note.tag_target, o2.result.commit);
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "repo.git/refs/tags/edition-0002")), 0);
	assert_int_equal(journal_write(s->site, &note, &t), 0);
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "public")), 0);
	assert_int_equal(symlink(arena_printf(&s->mem, "generations/%.12s", o.result.commit),
				 fs_join(&s->mem, s->site, "public")),
		0);
	assert_true(public_file_is(s, "index.html", "old\n"));

	j2.stop = STOP_BEGUN;
	publish_now(s, &j2);
	assert_true(public_file_is(s, "index.html", "new\n"));
	assert_int_equal(GIT(s, &out, "cat-file", "-t", "edition-0002"), 0);
	assert_string_equal(out.ptr, "tag\n"); /* by the trailer */
	assert_int_equal(GIT(s, &out, "rev-parse", "kept-by-the-note"), 0);
	assert_memory_equal(out.ptr, o2.result.commit, 40); /* by the note */
	assert_false(site_has(s, "unfinished"));
	verify_finds_nothing_wrong(s);
	str_dispose(&out);
}

/* Deleted long after: found again by the trailer and the tag object. */
static void a_lost_tag_is_made_again(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, "edition-0001");
	struct str before = STR_INIT, after = STR_INIT;

	publish_now(s, &j);
	assert_int_equal(GIT(s, &before, "rev-parse", "edition-0001"), 0);
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "repo.git/refs/tags/edition-0001")), 0);
	j.stop = STOP_BEGUN;
	publish_now(s, &j);
	assert_int_equal(GIT(s, &after, "rev-parse", "edition-0001"), 0);
	assert_string_equal(before.ptr, after.ptr);
	str_dispose(&before);
	str_dispose(&after);
}

static void leftovers_do_not_block(void **state)
{
	static const char *const left[] = { "repo.git/refs/heads/main.lock", "repo.git/HEAD.lock",
		"repo.git/refs/tags/edition-0002.lock", "repo.git/packed-refs.lock",
		"repo.git/objects/pack/pack_git2_ab12cd", "repo.git/objects/pack/pack-1234.idx", "public.new",
		"generations/0123456789ab.ok", ".spool", ".mentorpress-aBcDeF", "repo.git/objects/pack/tmp_reserve" };
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL);
	struct str err = STR_INIT;

	publish_now(s, &j);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) write_file(s, left[i], "x");
	assert_int_equal(fs_mkdirs(fs_join(&s->mem, s->site, "generations/0123456789ab/deep"), 0755, &err), 0);
	assert_int_equal(fs_mkdirs(fs_join(&s->mem, s->site, "repo.git.new/refs"), 0755, &err), 0);
	write_file(s, "repo.git/objects/pack/pack-5678.pack", "x"); /* not ours: an index may be made for it */
	j.stop = STOP_BEGUN;
	publish_now(s, &j);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) assert_false(site_has(s, left[i]));
	assert_false(site_has(s, "generations/0123456789ab"));
	assert_false(site_has(s, "repo.git.new"));
	assert_true(site_has(s, "repo.git/objects/pack/pack-5678.pack"));
	unlink(fs_join(&s->mem, s->site, "repo.git/objects/pack/pack-5678.pack"));
	next_publish_works(s, 2);
	str_dispose(&err);
}

static void two_at_once_are_refused(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL), j2 = JOB(s->site, new_files, 2, NULL);
	struct publish_options options = job_options(&j);
	struct publish *p;
	struct outcome o;

	assert_int_equal(publish_begin(&p, &options, &s->env, &s->ds), 0);
	job_run(&j2, &o, NULL, &s->env, &s->ds); /* flock belongs to the open file, so one process can play both */
	assert_int_equal(o.rc, -1);
	assert_true(s->env);
	assert_true(said(&s->ds, "H001", arena_printf(&s->mem, "process %ld", (long)getpid())));
	publish_end(p);
	diags_dispose(&s->ds);
	s->ds = (struct diags)DIAGS_INIT;
	publish_now(s, &j2);
}

static void a_branch_moved_by_others_is_not_overwritten(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL), j2 = JOB(s->site, new_files, 2, NULL);
	struct publish_result r;
	struct publish *p = NULL;
	struct str out = STR_INIT;
	struct clearance *c;
	struct outcome o;
	struct gate g;

	publish_now(s, &j);
	j2.stop = STOP_WRITTEN;
	job_run(&j2, &o, &p, &s->env, &s->ds);
	assert_int_equal(o.rc, 0);
	gate_begin(&g, NULL);
	assert_int_equal(publish_read_back(p, &g.sink, &s->env, &s->ds), 0);
	str_dispose(&g.seen);
	c = gate_end(&g, CLEARANCE_READ_BACK);
	assert_int_equal(GIT(s, &out, "update-ref", "-d", "refs/heads/main"), 0);
	assert_int_equal(publish_advance(p, c, &r, &s->env, &s->ds), -1);
	assert_true(said(&s->ds, "H007", "changed by another program"));
	assert_true(s->env);
	assert_false(site_has(s, "repo.git/refs/heads/main"));
	clearance_free(c);
	publish_end(p);
	str_dispose(&out);
}

static void damaged_generations_are_made_again(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL);
	struct outcome o = publish_now(s, &j);
	char *marker = arena_printf(&s->mem, "generations/%.12s.ok", o.result.commit);

	j.stop = STOP_BEGUN;
	assert_int_equal(unlink(fs_join(&s->mem, s->site, "public")), 0); /* the link is missing */
	publish_now(s, &j);
	verify_finds_nothing_wrong(s);
	assert_int_equal(unlink(fs_join(&s->mem, s->site, marker)), 0); /* shown, but never completed */
	publish_now(s, &j);
	verify_finds_nothing_wrong(s);
	assert_true(public_file_is(s, "sub/keep.html", "kept\n"));
	next_publish_works(s, 2);
}

static void a_changed_file_in_public_is_not_carried_on(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL);

	publish_now(s, &j);
	write_file(s, "public/sub/keep.html", "tampered with\n");
	next_publish_works(s, 2);
	assert_true(public_file_is(s, "sub/keep.html", "kept\n"));
}

/* Nor when it has as many bytes as before; its time tells. */
static void nor_one_of_the_same_size(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL);
	const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = 4102444800 } };

	publish_now(s, &j);
	write_file(s, "public/sub/keep.html", "kepT\n");
	assert_int_equal(utimensat(AT_FDCWD, fs_join(&s->mem, s->site, "public/sub/keep.html"), times, 0), 0);
	next_publish_works(s, 2);
	assert_true(public_file_is(s, "sub/keep.html", "kept\n"));
}

static void a_real_public_folder_is_never_touched(void **state)
{
	struct scratch *s = *state;
	struct job j = JOB(s->site, old_files, 1, NULL);
	struct str err = STR_INIT;
	struct outcome o;

	assert_int_equal(fs_mkdirs(fs_join(&s->mem, s->site, "public"), 0755, &err), 0);
	write_file(s, "public/mine.txt", "mine");
	job_run(&j, &o, NULL, &s->env, &s->ds);
	assert_int_equal(o.rc, -1);
	assert_true(s->env);
	assert_true(said(&s->ds, "H008", "is not a link that mentorpress made"));
	assert_true(public_file_is(s, "mine.txt", "mine"));
	str_dispose(&err);
}

/* A limit on file size stands in for a full disk: writes fail with an error and not with a signal. */
static void a_full_disk_is_said_and_leaves_the_old_edition(void **state)
{
	struct scratch *s = *state;
	char *big = xmalloc(600001);
	struct file files[] = { { "index.html", "new\n" }, { "big.txt", big } };
	struct job j = JOB(s->site, old_files, 1, NULL), j2 = JOB(s->site, files, 2, NULL);
	struct rlimit limit;
	struct outcome o;
	rlim_t before;

	publish_now(s, &j);
	for (size_t i = 0; i < 600000; i++) big[i] = (char)('a' + (i * i * 31 >> 9) % 26);
	big[600000] = '\0';
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	before = limit.rlim_cur;
	for (rlim_t room = 1000; room < 800000; room += 66000) {
		limit.rlim_cur = room;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		job_run(&j2, &o, NULL, &s->env, &s->ds);
		limit.rlim_cur = before;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		if (o.rc == 0) break;
		assert_true(s->env);
		assert_true(said(&s->ds, "H002", ""));
		assert_true(public_file_is(s, "index.html", "old\n"));
		diags_dispose(&s->ds);
		s->ds = (struct diags)DIAGS_INIT;
		s->env = false;
		verify_finds_nothing_wrong(s);
	}
	assert_int_equal(o.rc, 0);
	signal(SIGXFSZ, SIG_DFL);
	free(big);
	next_publish_works(s, 3);
}

/* Killed at points spread over a whole publish. */
static void killed_anywhere_is_old_or_new(void **state)
{
	struct scratch *s = *state;
	unsigned number = 1;
	struct job first = JOB(s->site, old_files, number, NULL);

	publish_now(s, &first);
	for (useconds_t wait = 0; wait < 30000; wait += 1500) {
		struct job to_new = JOB(s->site, new_files, number + 1, NULL),
			   to_old = JOB(s->site, old_files, number + 1, NULL);
		struct job j = number % 2 ? to_new : to_old;
		struct history *h = NULL;
		struct outcome o;
		int status;
		pid_t pid;

		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			job_run(&j, &o, NULL, &s->env, &s->ds);
			_exit(0);
		}
		usleep(wait);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(public_file_is(s, "index.html", "old\n") || public_file_is(s, "index.html", "new\n"));
		j.stop = STOP_BEGUN; /* the next run mends */
		publish_now(s, &j);
		verify_finds_nothing_wrong(s);
		assert_int_equal(history_open(&h, s->site, &s->ds), 0);
		assert_in_range(history_edition(h, 0)->number, number, number + 1);
		number = history_edition(h, 0)->number;
		assert_true(public_file_is(s, "index.html", number % 2 ? "old\n" : "new\n"));
		history_close(h);
	}
	next_publish_works(s, number + 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = { T(dying_at_any_step_leaves_the_old_edition),
		T(dying_in_the_first_publish_leaves_none), T(what_was_announced_is_finished_by_the_next),
		T(a_lost_tag_is_made_again), T(leftovers_do_not_block), T(two_at_once_are_refused),
		T(a_branch_moved_by_others_is_not_overwritten), T(damaged_generations_are_made_again),
		T(a_changed_file_in_public_is_not_carried_on), T(nor_one_of_the_same_size),
		T(a_real_public_folder_is_never_touched), T(a_full_disk_is_said_and_leaves_the_old_edition),
		T(killed_anywhere_is_old_or_new) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
