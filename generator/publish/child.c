/* ssh-keygen is the one program that a publish starts. What it may see and how long it may take is decided here, so that no setting of
 * the user's shell can change what is signed, and no question for a passphrase can stop a run that nobody watches. */
#include "publish/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

enum { KEPT = 1 << 16, NO_PROGRAM = 127 };

struct flow {
	int in, out, err; /* our ends; -1 when closed */
	struct sv rest;
};

static void keep_open(const int *fd)
{
	for (; fd && *fd >= 0; fd++) fcntl(*fd, F_SETFD, 0);
}

static void become(const struct child_job *job, int in, int out, int err, char *const *env)
{
	/* A session of its own has no terminal: nobody can be asked. */
	setsid();
	signal(SIGPIPE, SIG_DFL);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(NO_PROGRAM);
	keep_open(job->keep);
	execvpe(job->argv[0], (char *const *)(uintptr_t)job->argv, env);
	_exit(NO_PROGRAM);
}

static pid_t start(const struct child_job *job, struct flow *f, char *const *env)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, err[2] = { -1, -1 };
	pid_t pid = -1;

	if (pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0) pid = fork();
	if (pid == 0) become(job, in[0], out[1], err[1], env);
	if (in[0] >= 0) close(in[0]);
	if (out[1] >= 0) close(out[1]);
	if (err[1] >= 0) close(err[1]);
	f->in = in[1];
	f->out = out[0];
	f->err = err[0];
	return pid;
}

static void close_end(int *fd)
{
	if (*fd >= 0) close(*fd);
	*fd = -1;
}

static void feed(struct flow *f)
{
	ssize_t n = f->rest.n ? write(f->in, f->rest.p, f->rest.n) : 0;

	if (n > 0) f->rest = sv_sub(f->rest, (size_t)n, f->rest.n - (size_t)n);
	if (!f->rest.n || (n < 0 && errno != EINTR && errno != EAGAIN)) close_end(&f->in);
}

static void drain(int *fd, struct str *to)
{
	char bytes[4096];
	ssize_t n = read(*fd, bytes, sizeof bytes);

	if (n > 0 && to->len < KEPT) str_append(to, bytes, (size_t)n);
	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) close_end(fd);
}

/* A wait of milliseconds is counted down by the waits themselves: there is no clock here. */
static bool converse(struct flow *f, struct child_result *out, unsigned seconds)
{
	enum { STEP = 100 };
	unsigned left = seconds * 1000 / STEP;

	while (f->out >= 0 || f->err >= 0) {
		struct pollfd p[] = { { f->in, POLLOUT, 0 }, { f->out, POLLIN, 0 }, { f->err, POLLIN, 0 } };
		int n = poll(p, 3, STEP);

		if (n == 0 && left-- == 0) return false;
		if (n <= 0) continue;
		if (p[0].revents) feed(f);
		if (p[1].revents) drain(&f->out, &out->out);
		if (p[2].revents) drain(&f->err, &out->err);
	}
	return true;
}

static char **make_env(struct arena *mem)
{
	const char *home = getenv("HOME"), *agent = getenv("SSH_AUTH_SOCK");
	char **env = ARENA_ARRAY(mem, char *, 8);
	size_t n = 0;

	env[n++] = arena_strdup(mem, sv("PATH=/usr/local/bin:/usr/bin:/bin"));
	env[n++] = arena_strdup(mem, sv("TZ=UTC"));
	env[n++] = arena_strdup(mem, sv("LC_ALL=C"));
	env[n++] = arena_strdup(mem, sv("SSH_ASKPASS_REQUIRE=never"));
	if (home) env[n++] = arena_printf(mem, "HOME=%s", home);
	if (agent) env[n++] = arena_printf(mem, "SSH_AUTH_SOCK=%s", agent);
	return env;
}

int child_run(struct child_result *out, const struct child_job *job)
{
	struct arena mem = ARENA_INIT;
	struct flow f = { -1, -1, -1, job->input };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int status = 0;
	pid_t pid;

	sigaction(SIGPIPE, &ignore, &before); /* it may die before it has read all */
	pid = start(job, &f, make_env(&mem));
	if (f.in >= 0) fcntl(f.in, F_SETFL, O_NONBLOCK);
	if (pid > 0 && !converse(&f, out, job->seconds)) {
		out->late = true;
		kill(pid, SIGKILL);
	}
	close_end(&f.in);
	close_end(&f.out);
	close_end(&f.err);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
	sigaction(SIGPIPE, &before, NULL);
	out->code = pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	out->missing = out->code == NO_PROGRAM;
	arena_dispose(&mem);
	return out->code == 0 && !out->late ? 0 : -1;
}

void child_result_dispose(struct child_result *r)
{
	str_dispose(&r->out);
	str_dispose(&r->err);
}
