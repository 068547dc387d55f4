/* What the tests of publish/ share: a scratch folder, a stand-in for the gate, one whole publish that can be stopped at
 * every step, and git itself as the independent judge. */
#ifndef TEST_PUBLISH_SUPPORT_H
#define TEST_PUBLISH_SUPPORT_H
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fs.h"
#include "publish/history.h"
#include "publish/publish.h"
#include "publish/fake_clearance.h"

struct file {
	const char *path, *text;
};
struct scratch {
	struct arena mem;
	char *root, *site;
	struct diags ds;
	bool env;
};

static inline int scratch_begin(void **state)
{
	struct scratch *s = xcalloc(1, sizeof *s);

	*s = (struct scratch){ .mem = ARENA_INIT, .ds = DIAGS_INIT };
	s->root = arena_strdup(&s->mem, sv("/tmp/mentorpress-test-XXXXXX"));
	if (!mkdtemp(s->root)) return -1;
	s->site = fs_join(&s->mem, s->root, "site");
	*state = s;
	return 0;
}

static inline int scratch_end(void **state)
{
	struct scratch *s = *state;
	struct str err = STR_INIT;

	fs_remove_tree(s->root, &err);
	str_dispose(&err);
	diags_dispose(&s->ds);
	arena_dispose(&s->mem);
	free(s);
	return 0;
}

static inline bool said(const struct diags *ds, const char *code, const char *part)
{
	for (size_t i = 0; i < ds->n; i++)
		if (strcmp(ds->at[i].code, code) == 0 && strstr(ds->at[i].text, part)) return true;
	return false;
}

static inline void no_problems(const struct diags *ds)
{
	if (ds->errors) diags_print(ds, stderr);
	assert_int_equal(ds->errors, 0);
}

/* The gate's part: passes everything, remembers the order, and keeps the digest a clearance is made of. */
struct gate {
	struct sink sink;
	struct sink *next;
	struct clearance_digest *digest;
	size_t n;
	struct str seen;
};

static inline int gate_put(struct sink *self, const struct artifact *a)
{
	struct gate *g = (struct gate *)self;
	struct sha256 digest = sha256_of(a->bytes);

	clearance_digest_add(g->digest, a->kind, a->path, &digest);
	str_printf(&g->seen, "%c:%s ", "FMT"[a->kind], a -> path);
	g->n++;
	assert_true(artifact_covered(a));
	return g->next ? sink_put(g->next, a) : 0;
}

static inline void gate_begin(struct gate *g, struct sink *next)
{
	*g = (struct gate){ .sink = { gate_put }, .next = next, .digest = clearance_digest_new(), .seen = STR_INIT };
}

static inline struct clearance *gate_end(struct gate *g, enum clearance_stage stage)
{
	struct clearance *c = xcalloc(1, sizeof *c);

	c->stage = stage;
	c->artifacts = g->n;
	clearance_digest_end(g->digest, &c->digest);
	g->digest = NULL;
	return c;
}

static inline int put_message(struct sink *to, const char *path, const char *text)
{
	struct span whole = { strlen(text), ORIGIN_NUMBER, NULL };
	struct artifact a = { path, ARTIFACT_MESSAGE, sv(text), &whole, 1 };

	return sink_put(to, &a);
}

enum stop { STOP_BEGUN, STOP_SPOOLED, STOP_WRITTEN, STOP_READ, STOP_NEVER };
struct job {
	const char *site;
	const struct file *file;
	size_t n;
	unsigned number;
	const char *tag;
	enum stop stop;
};
struct outcome {
	int rc;
	bool differs;
	size_t ndiff;
	char diff[512];
	size_t new_blobs;
	struct publish_result result;
	char read_back[1024];
};

static inline struct publish_options job_options(const struct job *j)
{
	return (struct publish_options){ .site_dir = j->site,
		.day = date_civil(2026, 3, 13) + (date_t)j->number,
		.author_name = "Program Office",
		.author_email = "office@example.org",
		.tag = j->tag };
}

static inline void note_diff(const struct publish_state *s, struct outcome *o)
{
	size_t at = 0;

	o->differs = s->differs;
	o->ndiff = s->ndiff;
	o->new_blobs = s->new_blobs;
	for (size_t i = 0; i < s->ndiff && at < sizeof o->diff; i++)
		at += (size_t)snprintf(o->diff + at, sizeof o->diff - at, "%c%s %zu-%zu;", "+-~"[s->diff[i].change],
			s -> diff[i].path, s->diff[i].old_size, s->diff[i].new_size);
}

static inline int job_files(const struct job *j, struct sink *to)
{
	int rc = 0;

	for (size_t i = 0; i < j->n; i++)
		if (sink_put_plain(to, j->file[i].path, sv(j->file[i].text), ORIGIN_DOCUMENT) < 0) rc = -1;
	return rc;
}

static inline int job_messages(const struct job *j, struct sink *to)
{
	char text[200];
	int rc;

	snprintf(text, sizeof text, "Edition %u\n\nEdition: %u\nCycle: 2026-%02u\n%s%s%s", j->number, j->number,
		(j->number + 1) / 2, j->tag ? "Tag: " : "", j->tag ? j->tag : "", j->tag ? "\n" : "");
	rc = put_message(to, "commit", text);
	return rc == 0 && j->tag ? put_message(to, "tag", "One edition.\n") : rc;
}

static inline int job_read_back(struct publish *p, struct outcome *o, bool *env, struct diags *ds, bool advance)
{
	struct gate g;
	struct clearance *c;
	int rc;

	gate_begin(&g, NULL);
	rc = publish_read_back(p, &g.sink, env, ds);
	snprintf(o->read_back, sizeof o->read_back, "%s", g.seen.ptr);
	str_dispose(&g.seen);
	c = gate_end(&g, CLEARANCE_READ_BACK);
	if (rc == 0 && advance) rc = publish_advance(p, c, &o->result, env, ds);
	clearance_free(c);
	return rc;
}

/* Runs the job as far as its stop. The publish is left open in *left when that is not NULL (a process that is about to
 * die). */
static inline void job_run(const struct job *j, struct outcome *o, struct publish **left, bool *env, struct diags *ds)
{
	struct publish_options options = job_options(j);
	struct publish_state state;
	struct publish *p = NULL;
	struct clearance *c = NULL;
	struct gate g;

	*o = (struct outcome){ .rc = publish_begin(&p, &options, env, ds) };
	if (o->rc < 0) return;
	if (j->stop >= STOP_SPOOLED) {
		gate_begin(&g, publish_sink(p));
		o->rc = job_files(j, &g.sink);
		if (publish_state(p, &state, ds) < 0) o->rc = -1;
		note_diff(&state, o);
		if (o->rc == 0) o->rc = job_messages(j, &g.sink);
		str_dispose(&g.seen);
		c = gate_end(&g, CLEARANCE_ARTIFACTS);
	}
	if (o->rc == 0 && j->stop >= STOP_WRITTEN) o->rc = publish_write(p, c, env, ds);
	if (o->rc == 0 && j->stop >= STOP_READ) o->rc = job_read_back(p, o, env, ds, j->stop == STOP_NEVER);
	clearance_free(c);
	if (left)
		*left = p;
	else
		publish_end(p);
}

#define JOB(site_, files_, number_, tag_)                                                                              \
	{                                                                                                              \
		(site_), (files_), sizeof(files_) / sizeof *(files_), (number_), (tag_), STOP_NEVER                    \
	}

static inline struct outcome publish_now(struct scratch *s, const struct job *j)
{
	struct outcome o;

	job_run(j, &o, NULL, &s->env, &s->ds);
	no_problems(&s->ds);
	assert_int_equal(o.rc, 0);
	return o;
}

/* git -C <site>/repo.git …; its output (both streams) in *out. Returns the exit status. */
static inline int git_run(struct scratch *s, struct str *out, const char *const *words)
{
	const char *argv[16] = { "git", "-C", fs_join(&s->mem, s->site, "repo.git") };
	char *path = fs_join(&s->mem, s->root, "git-output");
	char *envp[] = { "PATH=/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM=1", "HOME=/nonexistent", "LC_ALL=C", NULL };
	posix_spawn_file_actions_t files;
	struct str err = STR_INIT;
	int status = -1;
	pid_t pid;

	for (size_t i = 0; words[i]; i++) argv[3 + i] = words[i];
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&files, 1, 2);
	assert_int_equal(posix_spawnp(&pid, "git", &files, NULL, (char *const *)argv, envp), 0);
	posix_spawn_file_actions_destroy(&files);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	str_clear(out);
	assert_int_equal(fs_read(out, path, FS_MAX_TEXT, &err), 0);
	str_dispose(&err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define GIT(s, out, ...) git_run((s), (out), (const char *const[]){ __VA_ARGS__, NULL })

static inline void git_finds_nothing_wrong(struct scratch *s)
{
	struct str out = STR_INIT;

	assert_int_equal(GIT(s, &out, "fsck", "--full", "--strict", "--no-progress"), 0);
	assert_string_equal(out.ptr, "");
	str_dispose(&out);
}

static inline void verify_finds_nothing_wrong(struct scratch *s)
{
	struct history *h = NULL;
	size_t objects = 0;

	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	no_problems(&s->ds);
	assert_true(objects > 0 || history_editions(h) == 0);
	history_close(h);
}

static inline bool public_file_is(struct scratch *s, const char *path, const char *text)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	char *whole = arena_printf(&s->mem, "%s/public/%s", s->site, path);
	bool is = fs_exists(whole) && fs_read(&bytes, whole, FS_MAX_TEXT, &err) == 0 && sv_is(sv_of(&bytes), text);

	str_dispose(&bytes);
	str_dispose(&err);
	return is;
}

static inline void write_file(struct scratch *s, const char *below_site, const char *text)
{
	char *path = fs_join(&s->mem, s->site, below_site);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static inline bool site_has(struct scratch *s, const char *below_site)
{
	struct stat st;

	return lstat(fs_join(&s->mem, s->site, below_site), &st) == 0;
}
#endif
