/* A look at what a publish would do must not change what the next command sees: a half-made decision would. So it works on a
 * copy, and what it leaves behind is nothing. */
#include "cmd/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

#define PREFIX "trial-"
enum { TRIES = 20, CHUNK = 1 << 20 };

struct seen {
	struct stat db, log;
	bool has_db, has_log;
};

static void look(struct context *ctx, struct seen *s)
{
	*s = (struct seen){ 0 };
	s->has_db = stat(context_path(ctx, "private/mentorpress.db"), &s->db) == 0;
	s->has_log = stat(context_path(ctx, "private/mentorpress.db-wal"), &s->log) == 0;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ino == b->st_ino;
}

static bool same(const struct seen *a, const struct seen *b)
{
	return a->has_db == b->has_db && a->has_log == b->has_log && (!a->has_db || same_file(&a->db, &b->db)) &&
	       (!a->has_log || same_file(&a->log, &b->log));
}

static int pump(int in, int out)
{
	char *buffer = xmalloc(CHUNK);
	ssize_t n = 0;
	int r = 0;
	while (r == 0 && (n = read(in, buffer, CHUNK)) != 0) {
		if (n < 0 && errno == EINTR) continue;
		if (n < 0) r = -1;
		for (ssize_t at = 0; r == 0 && at < n;) {
			ssize_t put = write(out, buffer + at, (size_t)(n - at));
			if (put < 0 && errno != EINTR) r = -1;
			if (put > 0) at += put;
		}
	}
	free(buffer);
	return r;
}

static int copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out = -1, r = -1, why;
	if (in >= 0) out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (out >= 0) r = pump(in, out);
	why = errno;
	if (in >= 0) close(in);
	if (out >= 0 && close(out) != 0 && r == 0) why = errno, r = -1;
	errno = why;
	return r;
}

/* The database with its log, taken again when another run wrote meanwhile: the two belong together. */
static int copy_database(struct context *ctx)
{
	const char *to = context_database(ctx), *log = arena_printf(&ctx->mem, "%s-wal", to);
	for (int i = 0; i < TRIES; i++) {
		struct seen before, after;
		look(ctx, &before);
		unlink(to);
		unlink(log);
		if (before.has_db && copy(context_path(ctx, "private/mentorpress.db"), to) != 0) return -1;
		if (before.has_log && copy(context_path(ctx, "private/mentorpress.db-wal"), log) != 0 &&
			errno != ENOENT)
			return -1;
		look(ctx, &after);
		if (same(&before, &after)) return 0;
		usleep(50000);
	}
	errno = EBUSY;
	return -1;
}

/* A folder that nobody holds is of a run that died. */
static void remove_dead(struct context *ctx, const char *folder)
{
	struct str err = STR_INIT;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) fs_remove_tree(folder, &err);
	if (fd >= 0) close(fd);
	str_dispose(&err);
	(void)ctx;
}

static void remove_all_dead(struct context *ctx)
{
	struct fs_list other = { NULL, 0 };
	struct str err = STR_INIT;
	fs_strays(&other, &ctx->mem, context_path(ctx, "private"), &err);
	for (size_t i = 0; i < other.n; i++)
		if (sv_starts(sv(other.at[i]), PREFIX))
			remove_dead(ctx, fs_join(&ctx->mem, context_path(ctx, "private"), other.at[i]));
	str_dispose(&err);
}

int trial_begin(struct context *ctx)
{
	struct str err = STR_INIT;
	char *folder = fs_join(&ctx->mem, context_path(ctx, "private"), PREFIX "XXXXXX");
	int r = -1;
	ctx->trial_made_private = !fs_exists(context_path(ctx, "private"));
	if (fs_mkdirs(context_path(ctx, "private"), 0700, &err) == 0) {
		remove_all_dead(ctx);
		if (mkdtemp(folder)) {
			ctx->trial = folder;
			ctx->trial_hold = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			if (ctx->trial_hold >= 0) r = flock(ctx->trial_hold, LOCK_SH | LOCK_NB);
			if (r == 0) r = copy_database(ctx);
		}
		if (r != 0)
			str_printf(&err, "the private database could not be copied for a trial: %s", strerror(errno));
	}
	if (r != 0)
		context_fail(ctx, "H101", err.ptr,
			"free some space, or check the permissions of private/; nothing was changed");
	str_dispose(&err);
	return r;
}

void trial_end(struct context *ctx)
{
	struct str err = STR_INIT;
	if (!ctx->trial) return;
	fs_remove_tree(ctx->trial, &err);
	if (ctx->trial_hold >= 0) close(ctx->trial_hold);
	if (ctx->trial_made_private) rmdir(context_path(ctx, "private"));
	ctx->trial = NULL;
	str_dispose(&err);
}
