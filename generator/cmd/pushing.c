/* What is secret in a push comes together here, for one host, and for the time of the push. */
#include "cmd/pushing.h"
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/pushed.h"
#include "cmd/signing.h"
#include "store/audit.h"

#define TOKEN_VARIABLE "MENTORPRESS_PUSH_TOKEN"
enum { TOKEN_MOST = 4096, ID = 40 };

static int fail(struct context *ctx, const char *code, const char *help, const char *text)
{
	context_fail(ctx, code, text, help);
	return -1;
}

static int read_url(struct context *ctx, const struct pushing *p, struct remote_url *out)
{
	const char *text = p->remote ? p->remote : ctx->settings.push.remote, *why, *help;
	if (!text) {
		diags_error(&ctx->ds, "H085", NOPLACE,
			"write its address into mentorpress.yml, under push: remote, or behind the command",
			"it is not known where to push to");
		return -1;
	}
	if (remote_url_parse(out, &ctx->mem, sv(text), &why, &help) != 0) {
		diags_error(&ctx->ds, "H085", NOPLACE, help, "the address to push to %s", why);
		return -1;
	}
	if (out->kind == REMOTE_FOLDER) out->path = context_path(ctx, out->path);
	return 0;
}

static bool same_host(struct context *ctx, const struct remote_url *url)
{
	struct remote_url ours;
	const char *why, *help;
	return ctx->settings.push.remote &&
	       remote_url_parse(&ours, &ctx->mem, sv(ctx->settings.push.remote), &why, &help) == 0 &&
	       ours.kind == url->kind && strcmp(ours.host, url->host) == 0 && ours.port == url->port;
}

/* A secret that others may read, or that lies where files are shared from, is none. */
static int check_token_file(struct context *ctx, const char *named)
{
	struct stat st;
	if (!sv_starts(sv(named), "private/") || !fs_safe_path(sv(named)))
		return fail(ctx, "H088", "move it to private/, for example private/push-token, and name it so",
			"push: token must be a file under private/");
	if (lstat(context_path(ctx, named), &st) != 0 || !S_ISREG(st.st_mode))
		return fail(ctx, "H088", "write the token into it, as one line",
			diags_text(&ctx->ds, "there is no file %s with the token for the push", named));
	if ((st.st_mode & 077) != 0 || st.st_uid != geteuid())
		return fail(ctx, "H088",
			diags_text(&ctx->ds, "run: chmod 600 %s   and make sure that it is yours", named),
			diags_text(&ctx->ds, "others may read %s: nothing was sent", named));
	return 0;
}

static int read_token(struct context *ctx, const struct remote_url *url, const char **out)
{
	const char *named = ctx->settings.push.token, *given = getenv(TOKEN_VARIABLE);
	struct str text = STR_INIT, err = STR_INIT;
	int r = 0;
	*out = NULL;
	if (url->kind != REMOTE_HTTPS) return 0;
	if (given && *given) return *out = given, 0;
	if (!named || !same_host(ctx, url)) return 0; /* it was given for that host */
	if (check_token_file(ctx, named) != 0) return -1;
	if (fs_read(&text, context_path(ctx, named), TOKEN_MOST, &err) != 0 || !sv_trim(sv_of(&text)).n)
		r = fail(ctx, "H088", "write the token into it, as one line",
			diags_text(&ctx->ds, "%s holds no token", named));
	else
		*out = arena_strdup(&ctx->mem, sv_trim(sv_of(&text)));
	str_dispose(&text);
	str_dispose(&err);
	return r;
}

static int check_files(struct context *ctx, const struct push_options *o)
{
	const struct {
		const char *file, *key;
	} named[] = { { o->key, "key" }, { o->known_hosts, "known_hosts" }, { o->certificates, "certificates" } };
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i].file && access(named[i].file, R_OK) != 0)
			return fail(ctx, "H085", "check the path, and that you may read the file",
				diags_text(&ctx->ds, "push: %s in mentorpress.yml names %s, which cannot be read",
					named[i].key, named[i].file));
	return 0;
}

static int make_options(struct context *ctx, struct pushing *p, struct push_options *o)
{
	const struct settings_push *s = &ctx->settings.push;
	*o = (struct push_options){ .site_dir = context_path(ctx, "site"),
		.key = signing_path(ctx, s->key),
		.known_hosts = signing_path(ctx, s->known_hosts),
		.certificates = signing_path(ctx, s->certificates),
		.seconds = s->seconds,
		.dry_run = p->dry_run,
		.lock_held = p->lock_held,
		.replace = p->replace_erased };
	if (read_url(ctx, p, &o->url) != 0) return -1;
	p->address = o->url.kind == REMOTE_FOLDER ? o->url.path : o->url.whole;
	o->last = pushed_last(ctx, p->address);
	return check_files(ctx, o) != 0 || read_token(ctx, &o->url, &o->token) != 0 ? -1 : 0;
}

/* "NEW replaces OLD" */
static int add_replaced(void *self, const struct audit_row *row)
{
	struct context *ctx = ((void **)self)[0];
	struct map *replaced = ((void **)self)[1];
	struct sv rest = sv_sub(row->detail, ID, row->detail.n);
	if (sv_starts(rest, " replaces ") && row->detail.n == 2 * ID + strlen(" replaces "))
		map_set_ptr(replaced, arena_sv(&ctx->mem, sv_sub(row->detail, ID + strlen(" replaces "), ID)),
			arena_strdup(&ctx->mem, sv_sub(row->detail, 0, ID)));
	return 0;
}

/* Without the log a push is refused rather than forced; only the advice differs. */
static int read_erases(struct context *ctx, struct pushing *p)
{
	void *self[] = { ctx, &p->replaced };
	const char *path = context_path(ctx, "private/mentorpress.db");
	struct str err = STR_INIT;
	int64_t rows = 0;
	bool known = ctx->store || (fs_exists(path) && store_open_existing(&ctx->store, path, &err) == 0 &&
					   context_migrate(ctx) == 0);
	str_dispose(&err);
	if (known)
		known = audit_verify(ctx->store, &rows) == 0 &&
			audit_each(ctx->store, AUDIT_ERASE, add_replaced, self) == 0;
	if (known || !p->replace_erased) return 0;
	return fail(ctx, "H093",
		"push from the workspace where the records are; mentorpress verify says what is wrong with them",
		"the audit log, which says what was erased, is not here or is damaged: nothing was pushed");
}

int pushing_check(struct context *ctx, struct pushing *p)
{
	struct push_options o;
	return make_options(ctx, p, &o);
}

int pushing_run(struct context *ctx, struct pushing *p)
{
	struct push_options o;
	if (make_options(ctx, p, &o) != 0 || read_erases(ctx, p) != 0) return -1;
	if (p->replaced.n) o.replaced = &p->replaced;
	if (push_run(&p->outcome, &o, &ctx->environment_failed, &ctx->ds) != 0) return -1;
	if (!p->dry_run && p->outcome.ref.n) pushed_note(ctx, p->address, p->outcome.ref.at[0].now, p->outcome.edition);
	return 0;
}

static void say_ref(const struct context *ctx, const struct pushing *p, const struct push_ref *r)
{
	bool is_main = strcmp(r->ref, "refs/heads/main") == 0;
	const char *tag = r->ref + strlen("refs/tags/");
	if (!is_main)
		context_say(ctx, "  tag %s: %s", tag, r->action == PUSH_NEW ? "new" : "replaced");
	else if (r->action == PUSH_NEW)
		context_say(ctx, "  main: edition %u (%.12s); there was nothing before", p->outcome.edition, r->now);
	else
		context_say(ctx, "  main: edition %u (%.12s); %s edition %u (%.12s)", p->outcome.edition, r->now,
			r->action == PUSH_REPLACED ? "in place of the erased" : "there was", r->edition_was, r->was);
}

void pushing_say(const struct context *ctx, const struct pushing *p)
{
	const struct push_outcome *o = &p->outcome;
	size_t same = 0, replaced = 0;
	for (size_t i = 0; i < o->ref.n; i++) {
		same += o->ref.at[i].action == PUSH_SAME;
		replaced += o->ref.at[i].action == PUSH_REPLACED;
	}
	if (same == o->ref.n) {
		context_say(ctx, "Nothing to push: %s stands at edition %u and has all %zu tags.", p->address,
			o->edition, same - 1);
		return;
	}
	context_say(ctx, "%s %s:", p->dry_run ? "Would push to" : "Pushed to", p->address);
	for (size_t i = 0; i < o->ref.n; i++)
		if (o->ref.at[i].action != PUSH_SAME) say_ref(ctx, p, &o->ref.at[i]);
	if (same) context_say(ctx, "  as it was: %zu", same);
	for (size_t i = 0; i < o->said.n; i++) context_say(ctx, "  the other side says: %s", o->said.at[i]);
	if (replaced && !p->dry_run)
		context_say(ctx,
			"The host may keep the old history for a time, and so may forks, mirrors and pipelines of "
			"it: ask whoever runs it to remove what no branch or tag leads to.");
}

void pushing_json(struct json *j, const struct pushing *p)
{
	static const char *const action[] = { "same", "new", "forward", "replaced" };
	json_kv(j, "remote", sv(p->address ? p->address : ""));
	json_key(j, "refs");
	json_array(j);
	for (size_t i = 0; i < p->outcome.ref.n; i++) {
		const struct push_ref *r = &p->outcome.ref.at[i];
		json_object(j);
		json_kv(j, "ref", sv(r->ref));
		json_kv(j, "action", sv(action[r->action]));
		json_kv(j, "was", sv(r->was));
		json_kv(j, "now", sv(r->now));
		json_end(j);
	}
	json_end(j);
	json_key(j, "said");
	json_array(j);
	for (size_t i = 0; i < p->outcome.said.n; i++) json_text(j, sv(p->outcome.said.at[i]));
	json_end(j);
}

void pushing_dispose(struct pushing *p)
{
	push_outcome_dispose(&p->outcome);
	map_dispose(&p->replaced);
}
