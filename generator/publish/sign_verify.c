/* Who holds a clone can do the same with git alone; here it is one step of `verify`, said in the same words as the rest of it. */
#include "publish/sign_verify.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/sshsig.h"
#include "publish/child.h"
#include "publish/history_internal.h"
#include "publish/sign.h"

enum { SECONDS = 20 };

struct check {
	struct history *h;
	const char *allowed;
	struct diags *ds;
	struct map names; /* public key -> who was found for it */
	struct arena mem;
	bool missing; /* ssh-keygen is; said once */
};

/* ssh-keygen takes the signature as a file: this one is in memory only. -1 if there can be none. */
static int as_file(struct sv bytes)
{
	int fd = memfd_create("signature", MFD_CLOEXEC);

	if (fd >= 0 && write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool ask(struct check *c, const char *const *argv, int fd, struct sv input, struct str *said)
{
	const int keep[] = { fd, -1 };
	const struct child_job job = { .argv = argv, .input = input, .keep = keep, .seconds = SECONDS };
	struct child_result r = CHILD_RESULT_INIT;
	bool good = child_run(&r, &job) == 0;

	if (good && said) str_sv(said, sv_of(&r.out));
	if (r.missing && !c->missing)
		diags_error(c->ds, "H080", NOPLACE, "install openssh-client",
			"signatures cannot be checked: the program ssh-keygen is not installed");
	c->missing |= r.missing;
	child_result_dispose(&r);
	return good;
}

static const char *find_name(struct check *c, const char *file, int fd, const char *on)
{
	const char *const argv[] = { "ssh-keygen", "-Y", "find-principals", "-f", c->allowed, "-s", file, on, NULL };
	struct str said = STR_INIT;
	struct sv rest, line = sv("");
	const char *name = NULL;

	if (ask(c, argv, fd, sv(""), &said)) {
		rest = sv_of(&said);
		sv_split(&rest, '\n', &line);
		rest = line;
		if (rest.n) sv_split(&rest, ',', &line); /* one key may be listed for several */
		if (line.n) name = arena_strdup(&c->mem, line);
	}
	str_dispose(&said);
	return name;
}

static bool is_right(struct check *c, struct sv payload, struct sv signature, const char *key, date_t day)
{
	int fd = as_file(signature);
	const char *file = arena_printf(&c->mem, "/proc/self/fd/%d", fd), *name = map_ptr(&c->names, sv(key));
	struct date_text iso = date_iso(day);
	const char *on = arena_printf(&c->mem, "-Overify-time=%.4s%.2s%.2s120000", iso.z, iso.z + 5, iso.z + 8);
	bool right = false;

	for (int round = 0; fd >= 0 && round < 2 && !right; round++) {
		if (!name || round) name = find_name(c, file, fd, on);
		if (!name) break;
		const char *const argv[] = { "ssh-keygen", "-Y", "verify", "-n", "git", "-f", c->allowed, "-I", name,
			"-s", file, on, NULL };
		lseek(fd, 0, SEEK_SET);
		right = ask(c, argv, fd, payload, NULL);
		if (right) map_set_ptr(&c->names, arena_sv(&c->mem, sv(key)), (void *)(uintptr_t)name);
	}
	if (fd >= 0) close(fd);
	return right;
}

/* 1 signed and right (or not to be checked), 0 unsigned, -1 wrong. */
static int check_object(struct check *c, const git_oid *id, git_object_t type, const struct edition *e)
{
	struct str payload = STR_INIT, signature = STR_INIT, raw = STR_INIT, key = STR_INIT;
	const char *what = type == GIT_OBJECT_TAG ? "the tag of edition" : "edition";
	git_odb_object *o = NULL;
	int rc = 0;

	if (git_odb_read(&o, c->h->repo.odb, id) < 0) return 0; /* said by the check of objects */
	if (git_odb_object_type(o) == type &&
		sign_split(&payload, &signature, type, sv_n(git_odb_object_data(o), git_odb_object_size(o)))) {
		bool plain = sshsig_key(&raw, sv_of(&signature)) == 0;

		sshsig_fingerprint(&key, sv_of(&raw));
		rc = !c->allowed                                                                 ? 1
		     : plain && is_right(c, sv_of(&payload), sv_of(&signature), key.ptr, e->day) ? 1
												 : -1;
		if (rc < 0 && !c->missing)
			diags_error(c->ds, "H082", NOPLACE,
				"if you know the key, and it was in use on that day, add it to the file of sign: "
				"allowed_signers; if not, somebody else made this edition: compare with a copy",
				"%s %u of %s is signed by nobody who is allowed to, or its signature is wrong (key "
				"%s)",
				what, e->number, date_iso(e->day).z, plain ? key.ptr : "of another kind");
	}
	git_odb_object_free(o);
	str_dispose(&payload);
	str_dispose(&signature);
	str_dispose(&raw);
	str_dispose(&key);
	return rc;
}

static void check_tag(struct check *c, const struct edition *e, bool is_signed, struct sign_summary *out)
{
	git_oid id;
	int rc;

	if (!*e->tag ||
		git_reference_name_to_id(&id, c->h->repo.git, arena_printf(&c->mem, "refs/tags/%s", e->tag)) < 0)
		return;
	rc = check_object(c, &id, GIT_OBJECT_TAG, e);
	out->tags += rc > 0;
	if (rc == 0 && is_signed)
		diags_warn(c->ds, "H083", NOPLACE, "compare with a copy; the edition itself is signed",
			"the tag of edition %u is not signed, although the edition is", e->number);
}

int sign_verify(struct history *h, const char *allowed_signers, struct sign_summary *out, struct diags *ds)
{
	struct check c = { .h = h, .allowed = allowed_signers, .ds = ds, .names = MAP_INIT, .mem = ARENA_INIT };
	size_t before = ds->errors;

	*out = (struct sign_summary){ .checked = allowed_signers != NULL };
	if (allowed_signers && !fs_exists(allowed_signers)) {
		diags_error(ds, "H082", NOPLACE, "check sign: allowed_signers in mentorpress.yml",
			"signatures cannot be checked: there is no file %s", allowed_signers);
		c.allowed = NULL;
		out->checked = false;
	}
	for (size_t i = h->at.n; i-- > 0;) { /* oldest first */
		const struct edition *e = &h->at.at[i];
		git_oid id;
		int rc;

		git_oid_fromstr(&id, e->commit);
		rc = check_object(&c, &id, GIT_OBJECT_COMMIT, e);
		if (rc > 0) out->good++;
		if (rc != 0 && !out->oldest_signed) out->oldest_signed = e->number;
		out->unsigned_editions += rc == 0;
		if (rc == 0 && out->oldest_signed)
			diags_warn(ds, "H083", NOPLACE, "was it published where the key is?",
				"edition %u of %s is not signed, although edition %u is", e->number, date_iso(e->day).z,
				out->oldest_signed);
		check_tag(&c, e, rc > 0, out);
	}
	map_dispose(&c.names);
	arena_dispose(&c.mem);
	return ds->errors > before ? -1 : 0;
}
