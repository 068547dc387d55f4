/* Whom a push believes and what it gives away: the whole of it in two callbacks. */
#include "publish/push_trust.h"

#include "base/fs.h"
#include "publish/host_key.h"

int push_refuse(struct talk *k, const char *code, const char *help, const char *text)
{
	k->refused = k->env = true;
	diags_error(&k->ds, code, NOPLACE, help, "%s", text);
	return -1;
}

/* The host that is asked must be the one of the address, whatever led here. */
static bool is_our_host(const struct talk *k, const char *url)
{
	struct arena mem = ARENA_INIT;
	struct remote_url asked;
	const char *why, *help;
	bool same = url && remote_url_parse(&asked, &mem, sv(url), &why, &help) == 0 && asked.kind == k->o->url.kind &&
		    strcmp(asked.host, k->o->url.host) == 0 && asked.port == k->o->url.port;

	arena_dispose(&mem);
	return same;
}

static int give_ssh(struct talk *k, git_credential **out, const char *user, unsigned types)
{
	struct arena mem = ARENA_INIT;
	const char *key = k->o->key, *open = key ? arena_printf(&mem, "%s.pub", key) : NULL;
	int rc;

	if (!user || !*user) user = *k->o->url.user ? k->o->url.user : "git";
	if (types & GIT_CREDENTIAL_USERNAME)
		rc = git_credential_username_new(out, user);
	else if (k->asked++ || !(types & GIT_CREDENTIAL_SSH_KEY))
		rc = push_refuse(k, "H088",
			key ? "check push: key in mentorpress.yml, and that the key was given to the host; a key with "
			      "a "
			      "passphrase has to be in ssh-agent, without push: key"
			    : "run `ssh-add` in this terminal, or name a key file with push: key in mentorpress.yml, "
			      "and "
			      "make sure that the key was given to the host",
			diags_text(&k->ds, "%s does not accept %s for the user \"%s\"; nothing was sent",
				k->o->url.host, key ? key : "the keys of ssh-agent", user));
	else if (key)
		rc = git_credential_ssh_key_new(out, user, fs_exists(open) ? open : NULL, key, NULL);
	else
		rc = git_credential_ssh_key_from_agent(out, user);
	arena_dispose(&mem);
	return rc;
}

static int give_token(struct talk *k, git_credential **out)
{
	const char *host = k->o->url.host;

	if (!k->o->token)
		return push_refuse(k, "H088",
			"put a token into a file under private/ that only you may read and name it with push: token, "
			"or "
			"set MENTORPRESS_PUSH_TOKEN",
			diags_text(&k->ds, "%s wants to know who is pushing; nothing was sent", host));
	if (k->asked++)
		return push_refuse(k, "H088",
			"make a new token there that may write to this repository; if the host wants a user name, "
			"write "
			"it into the address: https://NAME@host/…",
			diags_text(&k->ds, "%s does not accept the token; nothing was pushed", host));
	return git_credential_userpass_plaintext_new(out, *k->o->url.user ? k->o->url.user : "git", k->o->token);
}

int push_credentials(git_credential **out, const char *url, const char *user, unsigned types, void *payload)
{
	struct talk *k = payload;

	if (!is_our_host(k, url))
		return push_refuse(k, "H088", "write the address of the host itself into push: remote",
			"another host than the one of the address asked for credentials; nothing was sent");
	if (k->o->url.kind == REMOTE_SSH) return give_ssh(k, out, user, types);
	return types & GIT_CREDENTIAL_USERPASS_PLAINTEXT ? give_token(k, out) : GIT_PASSTHROUGH;
}

int push_certificate(git_cert *cert, int valid, const char *host, void *payload)
{
	struct talk *k = payload;
	const git_cert_hostkey *key = (const git_cert_hostkey *)cert;

	if (strcmp(host, k->o->url.host) != 0)
		return push_refuse(k, "H087", "write the address of the host itself into push: remote",
			"another host than the one of the address answered; nothing was sent");
	if (cert->cert_type == GIT_CERT_HOSTKEY_LIBSSH2) {
		if ((key->type & GIT_CERT_SSH_RAW) &&
			host_key_check(host, k->o->url.port, sv_n(key->hostkey, key->hostkey_len), k->o->known_hosts,
				&k->t) == 0)
			return 0;
		k->refused = k->env = true;
		return -1;
	}
	if (valid && k->o->url.kind == REMOTE_HTTPS) return 0;
	return push_refuse(k, "H087",
		"ask whoever runs the host; if the society has an authority of its own, name its certificate with "
		"push: "
		"certificates in mentorpress.yml",
		diags_text(&k->ds, "the certificate of %s is not one that can be trusted; nothing was sent", host));
}
