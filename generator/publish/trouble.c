/* Failures of disk, permission and repository reach a reader who is no programmer: each says what was being done, on
 * which path, what the system answered, and what to do now. Kept in one place so that the advice is the same
 * everywhere. */
#include "publish/trouble.h"

#include <errno.h>
#include <git2.h>

static const char *advice(int code)
{
	switch (code) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return "the disk is full or your share of it is used up: free some space, then run the same command "
		       "again";
	case EACCES:
	case EPERM:
	case EROFS: return "make sure that you own this folder and may write in it, then run the same command again";
	case EMFILE:
	case ENFILE:
		return "too many files are open on this machine: close other programs, then run the same command again";
	default: return "run the same command again; if it fails again, check the disk";
	}
}

int trouble_os(const struct trouble *t, const char *doing, const char *path, int code)
{
	*t->env = true;
	diags_error(t->ds, "H002", NOPLACE, advice(code), "cannot %s %s: %s", doing, path, strerror(code));
	return -1;
}

int trouble_fs(const struct trouble *t, const struct str *err)
{
	*t->env = true;
	diags_error(t->ds, "H002", NOPLACE,
		"check free space and permissions of this folder, then run the same command again", "%s", err->ptr);
	return -1;
}

/* libgit2 hands on the system's reason only as the end of its message. */
static const char *advice_for_message(const char *message)
{
	static const int codes[] = { ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, EMFILE, ENFILE };

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (sv_ends(sv(message), strerror(codes[i]))) return advice(codes[i]);
	return "run `mentorpress verify` to see whether the repository is intact; if it is, run the same command again";
}

int trouble_git(const struct trouble *t, const char *doing)
{
	const git_error *e = git_error_last();
	const char *message = e && e->message ? e->message : "no reason given";

	*t->env = true;
	diags_error(t->ds, "H004", NOPLACE, advice_for_message(message), "cannot %s: %s", doing, message);
	return -1;
}
