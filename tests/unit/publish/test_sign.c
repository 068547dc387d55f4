/* Signing with a throw-away key, taking signed objects apart, and the child process that ssh-keygen runs in. */
#include "publish/support.h"

#include "base/sshsig.h"
#include "publish/child.h"
#include "publish/sign.h"
#include "publish/sign_verify.h"

static const char *make_key(struct scratch *s, const char *name)
{
	const char *file = fs_join(&s->mem, s->root, name);
	const char *const argv[] = { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file, NULL };
	const struct child_job job = { .argv = argv, .input = sv(""), .seconds = 30 };
	struct child_result r = CHILD_RESULT_INIT;

	assert_int_equal(child_run(&r, &job), 0);
	child_result_dispose(&r);
	return file;
}

static void children_are_run_and_ended(void **state)
{
	const char *const cat[] = { "cat", NULL }, *const none[] = { "no-such-program-of-ours", NULL };
	const char *const sleeper[] = { "sleep", "30", NULL }, *const env[] = { "env", NULL },
			  *const no[] = { "false", NULL };
	struct child_job job = { .argv = cat, .seconds = 20 };
	struct child_result r = CHILD_RESULT_INIT;
	struct str much = STR_INIT;

	(void)state;
	for (int i = 0; i < 50000; i++) str_putc(&much, 'x');
	job.input = sv_of(&much);
	assert_int_equal(child_run(&r, &job), 0);
	assert_int_equal(r.out.len, much.len);
	child_result_dispose(&r);
	r = (struct child_result)CHILD_RESULT_INIT;
	job.argv = none;
	assert_int_equal(child_run(&r, &job), -1);
	assert_true(r.missing);
	child_result_dispose(&r);
	r = (struct child_result)CHILD_RESULT_INIT;
	job.argv = no;
	assert_int_equal(child_run(&r, &job), -1);
	assert_false(r.missing);
	child_result_dispose(&r);
	r = (struct child_result)CHILD_RESULT_INIT;
	job = (struct child_job){ .argv = sleeper, .input = sv(""), .seconds = 1 };
	assert_int_equal(child_run(&r, &job), -1);
	assert_true(r.late);
	child_result_dispose(&r);
	/* Nothing of the caller's environment but what is named. */
	setenv("A_SETTING_OF_THE_CALLER", "1", 1);
	r = (struct child_result)CHILD_RESULT_INIT;
	job = (struct child_job){ .argv = env, .input = sv(""), .seconds = 20 };
	assert_int_equal(child_run(&r, &job), 0);
	assert_null(strstr(r.out.ptr, "A_SETTING"));
	assert_non_null(strstr(r.out.ptr, "TZ=UTC\n"));
	child_result_dispose(&r);
	str_dispose(&much);
}

#define COMMIT                                                                                                         \
	"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@example.org> 0 +0000\ncommitter A "                \
	"<a@example.org> 0 +0000\n\nEdition 1\n"

static void signed_objects_come_apart_again(void **state)
{
	static const git_object_t type[] = { GIT_OBJECT_COMMIT, GIT_OBJECT_TAG };
	struct scratch *s = *state;
	const struct trouble t = { &s->ds, &s->env };
	struct signer *k = NULL;

	assert_int_equal(signer_open(&k, make_key(s, "key"), &s->env, &s->ds), 0);
	assert_int_equal(strncmp(signer_fingerprint(k), "SHA256:", 7), 0);
	for (size_t i = 0; i < 2; i++) {
		struct str bytes = STR_INIT, payload = STR_INIT, signature = STR_INIT, again = STR_INIT;

		str_puts(&bytes, COMMIT);
		assert_false(sign_split(&payload, &signature, type[i], sv_of(&bytes)));
		assert_string_equal(payload.ptr, COMMIT);
		assert_int_equal(signature.len, 0);
		str_clear(&payload);
		assert_int_equal(sign_object(k, type[i], &bytes, &t), 0);
		assert_true(sign_split(&payload, &signature, type[i], sv_of(&bytes)));
		assert_string_equal(payload.ptr, COMMIT);
		assert_int_equal(sshsig_key(NULL, sv_of(&signature)), 0);
		/* Ed25519 signs the same the same way. */
		str_puts(&again, COMMIT);
		assert_int_equal(sign_object(k, type[i], &again, &t), 0);
		assert_string_equal(again.ptr, bytes.ptr);
		str_dispose(&bytes);
		str_dispose(&payload);
		str_dispose(&signature);
		str_dispose(&again);
	}
	signer_free(k);
	no_problems(&s->ds);
}

static void publish_signed(struct scratch *s, const struct signer *k, unsigned number)
{
	const struct file file[] = { { "index.html", number == 1 ? "one" : "two" } };
	const struct job j = JOB(s->site, file, number, number == 1 ? "edition-0001" : "edition-0002");
	struct publish_options options = job_options(&j);
	struct publish *p = NULL;
	struct outcome o;
	struct gate g;
	struct clearance *c;

	assert_int_equal(publish_begin(&p, &options, &s->env, &s->ds), 0);
	publish_set_signer(p, k);
	gate_begin(&g, publish_sink(p));
	assert_int_equal(job_files(&j, &g.sink), 0);
	assert_int_equal(job_messages(&j, &g.sink), 0);
	str_dispose(&g.seen);
	c = gate_end(&g, CLEARANCE_ARTIFACTS);
	assert_int_equal(publish_write(p, c, &s->env, &s->ds), 0);
	clearance_free(c);
	assert_int_equal(job_read_back(p, &o, &s->env, &s->ds, true), 0);
	/* What is read back goes to the gate whole, the signatures apart from what was signed. */
	assert_non_null(strstr(o.read_back, "M:commit M:signature M:tag M:signature"));
	publish_end(p);
}

static void allow(const char *file, const char *pub_file)
{
	struct str pub = STR_INIT, line = STR_INIT, err = STR_INIT;

	assert_int_equal(fs_read(&pub, pub_file, FS_MAX_TEXT, &err), 0);
	str_printf(&line, "office@example.org %s", pub.ptr);
	assert_int_equal(fs_write_atomic(file, sv_of(&line), 0644, &err), 0);
	str_dispose(&pub);
	str_dispose(&line);
	str_dispose(&err);
}

static struct sign_summary check(struct scratch *s, const char *allowed, int want)
{
	struct sign_summary sum;
	struct history *h = NULL;

	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(sign_verify(h, allowed, &sum, &s->ds), want);
	history_close(h);
	return sum;
}

static void signed_editions_are_checked(void **state)
{
	struct scratch *s = *state;
	const char *key = make_key(s, "key"), *other = make_key(s, "other");
	const char *allowed = fs_join(&s->mem, s->root, "signers"), *others = fs_join(&s->mem, s->root, "others");
	const struct file three[] = { { "index.html", "three" } };
	const struct job unsigned_job = JOB(s->site, three, 3, "edition-0003");
	struct signer *k = NULL;
	struct sign_summary sum;

	allow(allowed, arena_printf(&s->mem, "%s.pub", key));
	allow(others, arena_printf(&s->mem, "%s.pub", other));
	assert_int_equal(signer_open(&k, key, &s->env, &s->ds), 0);
	publish_signed(s, k, 1);
	publish_signed(s, k, 2);
	signer_free(k);
	no_problems(&s->ds);
	git_finds_nothing_wrong(s);
	verify_finds_nothing_wrong(s);
	sum = check(s, allowed, 0);
	assert_true(sum.checked);
	assert_int_equal(sum.good, 2);
	assert_int_equal(sum.tags, 2);
	assert_int_equal(sum.oldest_signed, 1);
	assert_int_equal(check(s, NULL, 0).good, 2);
	assert_int_equal(check(s, others, -1).good, 0);
	assert_true(said(&s->ds, "H082", "edition 1"));
	assert_true(said(&s->ds, "H082", "the tag of edition 2"));
	publish_now(&(struct scratch){ .mem = ARENA_INIT, .ds = DIAGS_INIT }, &unsigned_job);
	sum = check(s, allowed, 0);
	assert_int_equal(sum.unsigned_editions, 1);
	assert_true(said(&s->ds, "H083", "edition 3"));
}

static void a_key_that_cannot_be_used(void **state)
{
	struct scratch *s = *state;
	struct signer *k = (struct signer *)state;

	assert_int_equal(signer_open(&k, fs_join(&s->mem, s->root, "none"), &s->env, &s->ds), -1);
	assert_null(k);
	assert_true(s->env);
	assert_true(said(&s->ds, "H080", "No such file"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_begin, scratch_end)
int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_are_run_and_ended),
		TEST(signed_objects_come_apart_again),
		TEST(signed_editions_are_checked),
		TEST(a_key_that_cannot_be_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
