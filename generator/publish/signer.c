/* The key is never read here: ssh-keygen has it, or the agent behind it. */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/sshsig.h"
#include "publish/child.h"
#include "publish/signer_make.h"

enum { SECONDS = 60 /* somebody may have to say yes to the agent, or touch a key */ };

struct signer {
	char *file;
	struct str key, fingerprint;
};

static int refuse_key(const struct trouble *t, const char *code, const char *file, const char *why, const char *help)
{
	*t->env = true;
	diags_error(
		t->ds, code, NOPLACE, help, "the edition cannot be signed with %s: %s; nothing was changed", file, why);
	return -1;
}

/* What ssh-keygen prints is about the key and not about people; its first line names the cause. */
static int refuse_signing(const struct signer *s, const struct child_result *r, const struct trouble *t)
{
	struct sv rest = sv_of(&r->err), line = sv("");
	struct arena mem = ARENA_INIT;
	const char *why = "ssh-keygen gave no reason";
	int rc;

	if (r->missing)
		return refuse_key(t, "H080", s->file, "the program ssh-keygen is not installed",
			"install openssh-client, or take sign: out of mentorpress.yml to publish unsigned");
	while (sv_split(&rest, '\n', &line))
		if (sv_trim(line).n && !sv_starts(line, "Signing data on")) break;
	if (r->late)
		why = "nobody answered the agent's question in time";
	else if (sv_trim(line).n)
		why = arena_strdup(&mem, sv_trim(line));
	rc = refuse_key(t, "H081", s->file, why,
		"a key with a passphrase has to be in ssh-agent: run `ssh-add` with this file, in this terminal, then "
		"the same command again");
	arena_dispose(&mem);
	return rc;
}

int signer_make(const struct signer *s, struct sv payload, struct str *signature, const struct trouble *t)
{
	const char *const argv[] = { "ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", s->file, NULL };
	const struct child_job job = { .argv = argv, .input = payload, .seconds = SECONDS };
	struct child_result r = CHILD_RESULT_INIT;
	int rc = 0;

	if (child_run(&r, &job) < 0)
		rc = refuse_signing(s, &r, t);
	else if (sshsig_key(NULL, sv_of(&r.out)) < 0)
		rc = refuse_key(t, "H081", s->file, "ssh-keygen answered with something else than a plain signature",
			"use a plain key, made with `ssh-keygen -t ed25519`, not a certificate");
	else
		str_sv(signature, sv_of(&r.out));
	child_result_dispose(&r);
	return rc;
}

int signer_open(struct signer **out, const char *key_file, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct signer *s = xcalloc(1, sizeof *s);
	struct str trial = STR_INIT;
	int rc;

	*out = NULL;
	*s = (struct signer){ xstrdup(key_file), STR_INIT, STR_INIT };
	if (access(key_file, R_OK) < 0)
		rc = refuse_key(&t, "H080", key_file, strerror(errno),
			"check sign: key in mentorpress.yml, and that you may read the file; a key is made with "
			"`ssh-keygen -t ed25519 -f FILE`");
	else
		rc = signer_make(s, sv("mentorpress\n"), &trial, &t);
	if (rc == 0) {
		sshsig_key(&s->key, sv_of(&trial));
		sshsig_fingerprint(&s->fingerprint, sv_of(&s->key));
		*out = s;
	} else {
		signer_free(s);
	}
	str_dispose(&trial);
	return rc;
}

const char *signer_fingerprint(const struct signer *s)
{
	return s->fingerprint.ptr;
}

void signer_free(struct signer *s)
{
	if (!s) return;
	free(s->file);
	str_dispose(&s->key);
	str_dispose(&s->fingerprint);
	free(s);
}
