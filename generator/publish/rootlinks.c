/* Links and not folders, because a second swap would leave a moment in which members see one edition and the public
 * another. */
#include "publish/rootlinks.h"

#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/readers.h"

static const struct {
	const char *name, *target;
} roots[] = { { "for-public", "public/for-public" }, { "for-members", "public/for-members" },
	{ "for-participants", "public" } };

enum { ROOTS = sizeof roots / sizeof *roots };

static bool has_roots(struct arena *mem, const char *folder)
{
	return fs_is_dir(fs_join(mem, folder, roots[0].name));
}

/* Whether it is our link. */
static bool is_ours(const char *path, const char *target)
{
	char to[64];
	ssize_t n = readlink(path, to, sizeof to);

	return n >= 0 && sv_is(sv_n(to, (size_t)n), target);
}

static int set(struct arena *mem, const char *site_dir, size_t i, bool wanted, const struct trouble *t)
{
	const char *path = fs_join(mem, site_dir, roots[i].name);

	if (is_ours(path, roots[i].target)) {
		if (wanted || unlink(path) == 0) return 0;
		return trouble_os(t, "remove", path, errno);
	}
	if (!wanted) return 0;
	/* What is there and is not ours stays: somebody may have put files of their own into it. */
	return symlink(roots[i].target, path) == 0 ? 0 : trouble_os(t, "create", path, errno);
}

int rootlinks_set(const char *site_dir, const char *folder, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	bool wanted = has_roots(&mem, folder);
	int rc = 0;

	for (size_t i = 0; i < ROOTS && rc == 0; i++) rc = set(&mem, site_dir, i, wanted, t);
	arena_dispose(&mem);
	return rc;
}

const char *rootlinks_wrong(const char *site_dir, const char *folder)
{
	struct arena mem = ARENA_INIT;
	bool wanted = has_roots(&mem, folder);
	const char *wrong = NULL;

	for (size_t i = 0; i < ROOTS && !wrong; i++)
		if (is_ours(fs_join(&mem, site_dir, roots[i].name), roots[i].target) != wanted) wrong = roots[i].name;
	arena_dispose(&mem);
	return wrong;
}
