/* The half of a push that talks to a stranger. It runs in a process of its own: libgit2 1.5 has no time limit, and what a server makes of
 * it there harms nothing here. Whom to trust is decided in push_trust.c. */
#include <errno.h>
#include <git2.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/push_trust.h"

static void field(struct str *s, const char *z)
{
	str_append(s, z, strlen(z) + 1);
}

static void put_record(int fd, struct str *s)
{
	struct sv rest;

	str_putc(s, '\n');
	for (rest = sv_of(s); rest.n;) {
		ssize_t n = write(fd, rest.p, rest.n);

		if (n < 0 && errno != EINTR) _exit(1);
		if (n > 0) rest = sv_sub(rest, (size_t)n, rest.n - (size_t)n);
	}
	str_dispose(s);
}

static void tell(int fd, const char *kind)
{
	struct str s = STR_INIT;

	field(&s, kind);
	put_record(fd, &s);
}

static int on_sideband(const char *text, int n, void *payload)
{
	struct talk *k = payload;
	struct sv rest = sv_n(text, (size_t)n), line;

	while (rest.n && sv_split(&rest, '\n', &line)) {
		struct str clean = STR_INIT, s = STR_INIT;

		for (size_t i = 0; i < line.n && i < 300; i++)
			if ((unsigned char)line.p[i] >= ' ' && line.p[i] != 0x7f) str_putc(&clean, line.p[i]);
		field(&s, "S");
		field(&s, clean.ptr);
		put_record(k->fd, &s);
		str_dispose(&clean);
	}
	return 0;
}

static int on_pack(int stage, uint32_t current, uint32_t total, void *payload)
{
	(void)stage, (void)current, (void)total;
	tell(((struct talk *)payload)->fd, "P");
	return 0;
}

static int on_transfer(unsigned current, unsigned total, size_t bytes, void *payload)
{
	(void)current, (void)total, (void)bytes;
	tell(((struct talk *)payload)->fd, "P");
	return 0;
}

static int on_reference(const char *ref, const char *status, void *payload)
{
	struct talk *k = payload;

	if (!status) return 0;
	k->bad_reference = k->env = true;
	diags_error(&k->ds, "H092", NOPLACE,
		"what the other side says about it stands above; when that is settled, push again: what arrived is not "
		"sent twice",
		"the remote did not take %s: %s", ref, status);
	return 0;
}

/* The last look before anything is sent: what was planned is what goes out, from where it was seen. */
static int on_negotiation(const git_push_update **update, size_t n, void *payload)
{
	struct talk *k = payload;
	char hex[REPO_HEX + 1];

	for (size_t i = 0; i < n; i++) {
		bool planned = false;

		for (size_t r = 0; r < k->outcome.ref.n; r++) {
			const struct push_ref *p = &k->outcome.ref.at[r];

			if (strcmp(p->ref, update[i]->dst_refname) != 0) continue;
			repo_hex(&update[i]->dst, hex);
			planned = strcmp(hex, p->now) == 0;
			repo_hex(&update[i]->src, hex);
			planned = planned && (*p->was ? strcmp(hex, p->was) == 0 : git_oid_is_zero(&update[i]->src));
		}
		if (!planned)
			return push_refuse(k, "H090", "run the same command again",
				"the remote changed while it was looked at; nothing was pushed");
	}
	return 0;
}

static git_remote_callbacks callbacks(struct talk *k)
{
	git_remote_callbacks c;

	git_remote_init_callbacks(&c, GIT_REMOTE_CALLBACKS_VERSION);
	c.credentials = push_credentials;
	c.certificate_check = push_certificate;
	c.sideband_progress = on_sideband;
	c.pack_progress = on_pack;
	c.push_transfer_progress = on_transfer;
	c.push_update_reference = on_reference;
	c.push_negotiation = on_negotiation;
	c.payload = k;
	return c;
}

/* libgit2's words, as far as a reader can act on them. */
static int say_failed(struct talk *k, const char *doing)
{
	const git_error *e = git_error_last();
	const char *why = e && e->message ? e->message : "no reason given", *host = k->o->url.host, *help;
	bool folder = k->o->url.kind == REMOTE_FOLDER;

	k->env = true;
	if (k->refused) return -1; /* said in a callback */
	if (folder)
		help = "check the path, the disk and your permissions there; a new repository is made with `git init "
		       "--bare -b main FOLDER`";
	else if (strstr(why, "redirect") || strstr(why, "status code: 30"))
		help = "the host sends to another address, which is not followed: write that address into push: remote";
	else if (strstr(why, "404"))
		help = "there is no such repository there, or it is not shown to you: check the address and the token";
	else if (strstr(why, "status code: 40"))
		help = "the host refuses: check the token and its rights";
	else
		help = "check the address and the network, then run the same command again; what arrived is not sent "
		       "twice";
	diags_error(&k->ds, "H089", NOPLACE, help, "cannot %s %s: %s", doing, folder ? k->o->url.path : host, why);
	return -1;
}

static int connect_to(struct talk *k, git_direction direction)
{
	git_remote_connect_options c;

	git_remote_connect_options_init(&c, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	c.callbacks = callbacks(k);
	c.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	k->asked = 0;
	return git_remote_connect_ext(k->remote, direction, &c) < 0 ? say_failed(k, "reach") : 0;
}

/* A receiving server does not say where tags lead to; one that is asked to fetch does. Needed after an erase only. */
static int look_through_tags(struct talk *k)
{
	const git_remote_head **head;
	size_t n = 0;

	if (!k->o->replaced || connect_to(k, GIT_DIRECTION_FETCH) < 0 || git_remote_ls(&head, &n, k->remote) < 0)
		return k->refused || k->env ? -1 : 0;
	for (size_t i = 0; i < n; i++) {
		struct sv name = sv(head[i]->name);
		git_oid *ids;

		if (!sv_ends(name, "^{}") || i == 0) continue;
		ids = ARENA_ARRAY(&k->sides.mem, git_oid, 2);
		ids[0] = head[i - 1]->oid;
		ids[1] = head[i]->oid;
		map_set_ptr(&k->peeled, sv_sub(name, 0, name.n - 3), ids);
	}
	git_remote_disconnect(k->remote);
	return 0;
}

static int look_there(struct talk *k)
{
	const git_remote_head **head;
	size_t n = 0;

	if (connect_to(k, GIT_DIRECTION_PUSH) < 0) return -1;
	if (git_remote_ls(&head, &n, k->remote) < 0) return say_failed(k, "list what is at");
	for (size_t i = 0; i < n; i++) {
		struct push_at at = { arena_strdup(&k->sides.mem, sv(head[i]->name)), head[i]->oid, head[i]->oid };
		const git_oid *ids = map_ptr(&k->peeled, sv(at.ref));

		if (ids && git_oid_equal(&ids[0], &at.id)) at.commit = ids[1];
		if (!sv_ends(sv(at.ref), "^{}")) vec_push(&k->sides.there, at);
	}
	return 0;
}

/* Hooks of a repository on this machine are run by git and not by libgit2. One that decides must not be passed by. */
static int check_hooks(struct talk *k)
{
	static const char *const deciding[] = { "pre-receive", "update", "reference-transaction", "proc-receive" };
	static const char *const telling[] = { "post-receive", "post-update" };
	struct arena mem = ARENA_INIT;
	int rc = 0;

	if (k->o->url.kind != REMOTE_FOLDER) return 0;
	for (size_t i = 0; i < 4 && rc == 0; i++)
		if (access(arena_printf(&mem, "%s/hooks/%s", k->o->url.path, deciding[i]), X_OK) == 0)
			rc = push_refuse(k, "H095", "push over SSH, or with git",
				diags_text(&k->ds, "%s has a %s hook, which would not be asked: nothing was pushed",
					k->o->url.path, deciding[i]));
	for (size_t i = 0; i < 2 && rc == 0; i++)
		if (access(arena_printf(&mem, "%s/hooks/%s", k->o->url.path, telling[i]), X_OK) == 0)
			diags_warn(&k->ds, "H095", NOPLACE, "start by hand what it does, or push over SSH",
				"%s has a %s hook, which is not run by this push", k->o->url.path, telling[i]);
	arena_dispose(&mem);
	return rc;
}

static int send_all(struct talk *k)
{
	git_push_options p;
	char **specs = ARENA_ARRAY(&k->sides.mem, char *, k->outcome.ref.n + 1);
	git_strarray list = { specs, 0 };

	git_push_options_init(&p, GIT_PUSH_OPTIONS_VERSION);
	p.callbacks = callbacks(k);
	p.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	p.pb_parallelism = 1;
	for (size_t i = 0; i < k->outcome.ref.n; i++) {
		const struct push_ref *r = &k->outcome.ref.at[i];

		if (r->action == PUSH_SAME) continue;
		specs[list.count++] =
			arena_printf(&k->sides.mem, "%s%s:%s", r->action == PUSH_REPLACED ? "+" : "", r->ref, r->ref);
	}
	if (!list.count || k->o->dry_run) return 0;
	if (git_remote_upload(k->remote, &list, &p) < 0) return say_failed(k, "push to");
	return k->bad_reference ? -1 : 0;
}

static int push_all(struct talk *k)
{
	const char *url = k->o->url.kind == REMOTE_FOLDER ? k->o->url.path : k->o->url.whole;
	git_remote_create_options c;

	git_remote_create_options_init(&c, GIT_REMOTE_CREATE_OPTIONS_VERSION);
	if (repo_open(&k->repo, k->o->site_dir, &k->t) < 0) return -1;
	if (push_here(&k->sides, &k->repo, &k->t) < 0 || check_hooks(k) < 0) return -1;
	if (k->o->certificates && git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, k->o->certificates, NULL) < 0)
		return push_refuse(k, "H087", "check push: certificates in mentorpress.yml: a PEM file",
			diags_text(&k->ds, "the certificates in %s cannot be read", k->o->certificates));
	c.repository = k->repo.git;
	/* The repository's own configuration may not lead elsewhere. */
	c.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC;
	if (git_remote_create_with_opts(&k->remote, url, &c) < 0) return say_failed(k, "use the address of");
	if (look_through_tags(k) < 0 || look_there(k) < 0) return -1;
	if (push_plan(&k->outcome, &k->sides, k->o, &k->t) < 0) return -1;
	return send_all(k);
}

static void tell_outcome(struct talk *k, int rc)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < k->ds.n; i++) {
		const struct diag *d = &k->ds.at[i];

		field(&s, "D");
		field(&s, d->sev == SEV_ERROR ? "e" : "w");
		field(&s, d->code);
		field(&s, d->help ? d->help : "");
		field(&s, d->text);
		put_record(k->fd, &s);
	}
	for (size_t i = 0; i < k->outcome.ref.n; i++) {
		const struct push_ref *r = &k->outcome.ref.at[i];
		char action[2] = { (char)('0' + (int)r->action), '\0' }, edition[16];

		snprintf(edition, sizeof edition, "%u", r->edition_was);
		field(&s, "R");
		field(&s, r->ref);
		field(&s, action);
		field(&s, r->was);
		field(&s, r->now);
		field(&s, edition);
		put_record(k->fd, &s);
	}
	str_printf(&s, "N%c%u%c", 0, k->outcome.edition, 0);
	put_record(k->fd, &s);
	str_printf(&s, "E%c%d%c%d%c", 0, rc == 0, 0, k->env, 0);
	put_record(k->fd, &s);
}

_Noreturn void push_child(const struct push_options *o, int fd)
{
	struct talk k = { .o = o,
		.fd = fd,
		.repo = REPO_INIT,
		.ds = DIAGS_INIT,
		.sides = PUSH_SIDES_INIT,
		.outcome = PUSH_OUTCOME_INIT,
		.peeled = MAP_INIT };
	int rc;

	k.t = (struct trouble){ &k.ds, &k.env };
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* who asked for this push is gone */
	signal(SIGPIPE, SIG_IGN);
	rc = push_all(&k);
	tell_outcome(&k, rc);
	git_remote_free(k.remote);
	_exit(0);
}
