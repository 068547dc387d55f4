/* With which key editions are signed and where they are pushed to. mentorpress.yml is read by everybody who works on the pages, so it may
 * say where a secret lies and never what it is. */
#include "content/settings_remote.h"

#include "base/remote_url.h"

enum { SECONDS = 60, SECONDS_MOST = 3600 };

/* NULL if it is absent or empty. */
static const char *text(struct arena *mem, const struct yaml *map, const char *key, struct diags *ds)
{
	struct sv v = sv("");
	if (!yaml_get(map, key) || !yaml_text(map, key, false, &v, ds)) return NULL;
	v = sv_trim(v);
	return v.n ? arena_strdup(mem, v) : NULL;
}

static const char *read_remote(struct arena *mem, const struct yaml *push, struct diags *ds)
{
	const char *remote = text(mem, push, "remote", ds), *why, *help;
	struct remote_url url;
	struct arena scratch = ARENA_INIT;
	if (remote && remote_url_parse(&url, &scratch, sv(remote), &why, &help) != 0) {
		/* Without the line: a password in it would be shown. */
		struct place at = yaml_get(push, "remote")->at;
		diags_error(
			ds, "C071", ((struct place){ at.file, 0, 0 }), help, "line %u: push: remote %s", at.line, why);
		remote = NULL;
	}
	arena_dispose(&scratch);
	return remote;
}

static const struct yaml *section(
	const struct yaml *map, const char *name, const char *const *keys, size_t n, struct diags *ds)
{
	if (!map || (map->kind == YAML_SCALAR && !map->text.n && !map->quoted)) return NULL;
	yaml_keys(map, keys, n, name, ds);
	return map->kind == YAML_MAP ? map : NULL;
}

void settings_remote_read(
	struct settings *out, struct arena *mem, const struct yaml *sign, const struct yaml *push, struct diags *ds)
{
	static const char *const sign_keys[] = { "key", "allowed_signers" };
	static const char *const push_keys[] = { "remote", "key", "token", "known_hosts", "certificates", "timeout" };
	long seconds = SECONDS;
	sign = section(sign, "sign", sign_keys, sizeof sign_keys / sizeof *sign_keys, ds);
	push = section(push, "push", push_keys, sizeof push_keys / sizeof *push_keys, ds);
	out->sign_key = sign ? text(mem, sign, "key", ds) : NULL;
	out->allowed_signers = sign ? text(mem, sign, "allowed_signers", ds) : NULL;
	out->push = (struct settings_push){ .seconds = SECONDS };
	if (!push) return;
	yaml_int(push, "timeout", false, 1, SECONDS_MOST, &seconds, ds);
	out->push = (struct settings_push){ .remote = read_remote(mem, push, ds),
		.key = text(mem, push, "key", ds),
		.token = text(mem, push, "token", ds),
		.known_hosts = text(mem, push, "known_hosts", ds),
		.certificates = text(mem, push, "certificates", ds),
		.seconds = (unsigned)seconds };
}
