/* libgit2 has a check of its own, which looks into one file only and says no more than "invalid". Whether to go on is decided here, and the
 * reader is told what to compare with what. */
#include "publish/host_key.h"

#include "base/arena.h"
#include "base/base64.h"
#include "base/fs.h"
#include "base/sshsig.h"
#include "publish/child.h"

enum { SECONDS = 20 };

static struct sv word(struct sv *rest)
{
	struct sv w = sv("");

	while (rest->n && rest->p[0] == ' ') *rest = sv_sub(*rest, 1, rest->n - 1);
	if (rest->n) sv_split(rest, ' ', &w);
	if (!rest->p) *rest = sv("");
	return w;
}

enum host_key_answer host_key_judge(struct sv lines, struct sv type, struct sv base64)
{
	enum host_key_answer answer = HOST_KEY_UNKNOWN;
	struct sv line;

	while (lines.n && sv_split(&lines, '\n', &line)) {
		struct sv mark = sv(""), of, key;

		if (!line.n || line.p[0] == '#') continue;
		if (line.p[0] == '@') mark = word(&line);
		word(&line); /* the names */
		of = word(&line);
		key = word(&line);
		if (sv_is(mark, "@revoked") && sv_eq(key, base64)) return HOST_KEY_REVOKED;
		if (mark.n || !sv_eq(of, type)) continue;
		if (sv_eq(key, base64))
			answer = HOST_KEY_KNOWN;
		else if (answer == HOST_KEY_UNKNOWN)
			answer = HOST_KEY_CHANGED;
	}
	return answer;
}

static void look_in(struct str *lines, const char *name, const char *file)
{
	const char *const argv[] = { "ssh-keygen", "-F", name, "-f", file, NULL };
	const struct child_job job = { .argv = argv, .input = sv(""), .seconds = SECONDS };
	struct child_result r = CHILD_RESULT_INIT;

	if (fs_exists(file) && child_run(&r, &job) == 0) {
		str_sv(lines, sv_of(&r.out));
		str_putc(lines, '\n');
	}
	child_result_dispose(&r);
}

static int refuse(enum host_key_answer answer, const char *name, struct sv type, const char *fingerprint,
	struct sv base64, const char *file, const struct trouble *t)
{
	const char *shown = diags_text(t->ds, "%s (%.*s)", fingerprint, SV_ARG(type));

	*t->env = true;
	if (answer == HOST_KEY_UNKNOWN)
		diags_error(t->ds, "H086", NOPLACE,
			diags_text(t->ds,
				"ask whoever runs the host for its fingerprint, not by this line, and compare; if it "
				"is "
				"the same, add this line to %s: %s %.*s %.*s",
				file, name, SV_ARG(type), SV_ARG(base64)),
			"the host %s is not known: its key is %s; nothing was sent", name, shown);
	else
		diags_error(t->ds, "H086", NOPLACE,
			"somebody may have put themselves between; ask whoever runs the host whether its key was "
			"changed, and only then replace its line in known_hosts",
			answer == HOST_KEY_CHANGED ? "the host %s shows another key than known_hosts has for it: %s; "
						     "nothing was sent"
						   : "the host %s shows a key that was revoked: %s; nothing was sent",
			name, shown);
	return -1;
}

/* A key begins with the name of its type, as a string of SSH. */
static struct sv type_of(struct sv key)
{
	size_t n = key.n >= 4 ? (size_t)(unsigned char)key.p[2] << 8 | (unsigned char)key.p[3] : 0;

	return n && n <= 64 && key.n >= 4 + n ? sv_sub(key, 4, n) : sv("");
}

int host_key_check(const char *host, unsigned port, struct sv key, const char *file, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str lines = STR_INIT, text = STR_INIT, fingerprint = STR_INIT;
	const char *name = port == 22 ? host : arena_printf(&mem, "[%s]:%u", host, port), *home = getenv("HOME");
	enum host_key_answer answer;
	int rc = 0;

	if (file) {
		look_in(&lines, name, file);
	} else {
		if (home) look_in(&lines, name, arena_printf(&mem, "%s/.ssh/known_hosts", home));
		look_in(&lines, name, "/etc/ssh/ssh_known_hosts");
	}
	base64_put(&text, key, true);
	sshsig_fingerprint(&fingerprint, key);
	answer = host_key_judge(sv_of(&lines), type_of(key), sv_of(&text));
	if (answer != HOST_KEY_KNOWN)
		rc = refuse(answer, name, type_of(key), fingerprint.ptr, sv_of(&text),
			file ? file : "~/.ssh/known_hosts", t);
	str_dispose(&lines);
	str_dispose(&text);
	str_dispose(&fingerprint);
	arena_dispose(&mem);
	return rc;
}
