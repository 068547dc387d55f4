/* Waits for the process that pushes, with a limit on silence, and hands on what it says. */
#include "publish/push.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/lock.h"
#include "publish/push_internal.h"
#include "publish/repo.h"

enum { FIELDS = 6, SAID_MOST = 20 };

struct wait {
	struct push_outcome *out;
	const struct trouble *t;
	struct str text; /* not yet read as records */
	int rc;          /* -1 until the child said that all went well */
	bool ended;
};

static void take_diag(const struct wait *w, const char *const *f)
{
	if (*f[1] == 'e')
		diags_error(w->t->ds, diags_text(w->t->ds, "%s", f[2]), NOPLACE, *f[3] ? f[3] : NULL, "%s", f[4]);
	else
		diags_warn(w->t->ds, diags_text(w->t->ds, "%s", f[2]), NOPLACE, *f[3] ? f[3] : NULL, "%s", f[4]);
}

static unsigned number(const char *z)
{
	long n = 0;

	return sv_long(sv(z), &n) && n > 0 ? (unsigned)n : 0;
}

static void take_ref(struct push_outcome *out, const char *const *f)
{
	struct push_ref r = { .ref = arena_strdup(&out->mem, sv(f[1])),
		.action = (enum push_action)(f[2][0] - '0'),
		.edition_was = number(f[5]) };

	snprintf(r.was, sizeof r.was, "%s", f[3]);
	snprintf(r.now, sizeof r.now, "%s", f[4]);
	vec_push(&out->ref, r);
}

static void take_record(struct wait *w, const char *const *f)
{
	switch (*f[0]) {
	case 'D': take_diag(w, f); break;
	case 'R': take_ref(w->out, f); break;
	case 'N': w->out->edition = number(f[1]); break;
	case 'S':
		if (*f[1] && w->out->said.n < SAID_MOST) vec_push(&w->out->said, arena_strdup(&w->out->mem, sv(f[1])));
		break;
	case 'E':
		w->ended = true;
		w->rc = *f[1] == '1' ? 0 : -1;
		if (*f[2] == '1') *w->t->env = true;
		break;
	default: break;
	}
}

/* Records end with a line end behind a NUL, which no field has in it. */
static void take_records(struct wait *w)
{
	struct sv rest = sv_of(&w->text);
	size_t end;

	while ((end = sv_find(rest, sv_n("\0\n", 2))) != SIZE_MAX) {
		const char *f[FIELDS] = { "", "", "", "", "", "" };
		size_t n = 0;

		for (size_t i = 0; i <= end && n < FIELDS; i += strlen(rest.p + i) + 1) f[n++] = rest.p + i;
		take_record(w, f);
		rest = sv_sub(rest, end + 2, rest.n - end - 2);
	}
	if (rest.n < w->text.len) {
		struct str left = STR_INIT;

		str_sv(&left, rest);
		str_dispose(&w->text);
		w->text = left;
	}
}

static bool listen_to(struct wait *w, int fd, unsigned seconds)
{
	char bytes[8192];

	for (;;) {
		struct pollfd p = { fd, POLLIN, 0 };
		int n = poll(&p, 1, (int)(seconds * 1000));
		ssize_t got;

		if (n == 0) return false;
		if (n < 0 && errno == EINTR) continue;
		got = read(fd, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR) continue;
		if (got <= 0) return true;
		str_append(&w->text, bytes, (size_t)got);
		take_records(w);
	}
}

static void say_lost(const struct wait *w, const struct push_options *o, bool late)
{
	const char *host = o->url.kind == REMOTE_FOLDER ? o->url.path : o->url.host;

	*w->t->env = true;
	if (late)
		diags_error(w->t->ds, "H089", NOPLACE,
			"check the network, or give it longer with push: timeout in mentorpress.yml; then run the same "
			"command again: what arrived is not sent twice",
			"%s did not answer for %u seconds; the push was given up", host, o->seconds);
	else
		diags_error(w->t->ds, "H089", NOPLACE, "run the same command again; what arrived is not sent twice",
			"the push to %s ended in the middle", host);
}

static int run_child(struct push_outcome *out, const struct push_options *o, const struct trouble *t)
{
	struct wait w = { out, t, STR_INIT, -1, false };
	int line[2], status;
	bool heard;
	pid_t pid;

	if (pipe2(line, O_CLOEXEC) < 0) return trouble_os(t, "start a push of", o->site_dir, errno);
	pid = fork();
	if (pid < 0) {
		close(line[0]);
		close(line[1]);
		return trouble_os(t, "start a push of", o->site_dir, errno);
	}
	if (pid == 0) {
		close(line[0]);
		push_child(o, line[1]);
	}
	close(line[1]);
	heard = listen_to(&w, line[0], o->seconds);
	if (!heard) kill(pid, SIGKILL);
	close(line[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
	if (!w.ended) say_lost(&w, o, !heard);
	str_dispose(&w.text);
	return w.rc;
}

static int check_site(const struct push_options *o, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	int rc = 0;

	if (!repo_exists(o->site_dir)) {
		diags_error(t->ds, "H015", NOPLACE, "publish a first edition with `mentorpress publish`",
			"nothing has been published yet: there is no %s/repo.git", o->site_dir);
		rc = -1;
	} else if (fs_exists(fs_join(&mem, o->site_dir, "erasing"))) {
		*t->env = true;
		diags_error(t->ds, "H064", NOPLACE, "run mentorpress publish: it finishes the erase; then push",
			"an erase is not finished; nothing was pushed");
		rc = -1;
	}
	arena_dispose(&mem);
	return rc;
}

int push_run(struct push_outcome *out, const struct push_options *o, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct lock lock = LOCK_INIT;
	int rc;

	*out = (struct push_outcome)PUSH_OUTCOME_INIT;
	if (check_site(o, &t) < 0) return -1;
	/* Not while an edition is being made or erased. */
	if (!o->lock_held && lock_take(&lock, o->site_dir, &t) < 0) return -1;
	rc = run_child(out, o, &t);
	lock_release(&lock);
	return rc;
}

void push_outcome_dispose(struct push_outcome *o)
{
	vec_dispose(&o->ref);
	vec_dispose(&o->said);
	arena_dispose(&o->mem);
}
