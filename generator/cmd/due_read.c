/* due_read.c brings together what only cmd/ may see together: the records, the committee's cycles and the register. */
#include "cmd/due_read.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/present.h"
#include "cmd/programme.h"

static const struct due_meeting *meetings_of(struct arena *mem, const struct corpus *c, size_t *n)
{
	struct due_meeting *all = ARENA_ARRAY(mem, struct due_meeting, c->ncycles + 1);
	for (size_t i = 0; i < c->ncycles; i++)
		all[i] = (struct due_meeting){ c->cycle[i].id, c->cycle[i].cutoff, c->cycle[i].meeting,
			c->cycle[i].publish_on };
	*n = c->ncycles;
	return all;
}

int due_read(struct due_read *out, struct context *ctx)
{
	*out = (struct due_read){ .have_rules = false };
	if (present_load(ctx, false)) return -1;
	if (!ctx->store)
		return diags_error(&ctx->ds, "M093", NOPLACE,
			       "put exports into records/exports and run mentorpress import",
			       "there are no records yet, so nothing can be due"),
		       -1;
	context_load(ctx, LOAD_CONTENT);
	out->have_rules = true;
	if (programme_rules(&out->rules, ctx, &ctx->ds) || !ctx->corpus || ctx->ds.errors) return -1;
	out->have_facts = true;
	if (due_facts_read(&out->facts, &ctx->mem, ctx->store, ctx->run, &out->rules, &ctx->vocabs)) {
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		return -1;
	}
	out->facts.meeting = meetings_of(&ctx->mem, ctx->corpus, &out->facts.nmeetings);
	return 0;
}

void due_read_dispose(struct due_read *r)
{
	if (r->have_facts) due_facts_dispose(&r->facts);
	if (r->have_rules) rules_dispose(&r->rules);
}

static bool holds(const char *path, struct sv bytes)
{
	struct str now = STR_INIT, err = STR_INIT;
	bool same = fs_read(&now, path, FS_MAX_TEXT, &err) == 0 && sv_eq(sv_of(&now), bytes);
	str_dispose(&now);
	str_dispose(&err);
	return same;
}

static int put(const char *path, struct sv bytes, struct str *err)
{
	struct str aside = STR_INIT;
	str_printf(&aside, "%s.new", path);
	int fd = open(aside.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600), r = fd < 0 ? -1 : 0;
	for (size_t at = 0; at < bytes.n && r == 0;) {
		ssize_t n = write(fd, bytes.p + at, bytes.n - at);
		if (n < 0 && errno != EINTR) r = -1;
		if (n > 0) at += (size_t)n;
	}
	if (fd >= 0 && close(fd) && r == 0) r = -1;
	if (r == 0 && rename(aside.ptr, path)) r = -1;
	if (r) {
		str_printf(err, "%s: %s", path, strerror(errno));
		unlink(aside.ptr);
	}
	str_dispose(&aside);
	return r;
}

static int put_durably(const char *path, struct sv bytes, struct str *err)
{
	return fs_write_atomic(path, bytes, 0600, err);
}

typedef int put_fn(const char *path, struct sv bytes, struct str *err);

static int write_file(struct context *ctx, const char *path, struct sv bytes, bool *changed, put_fn *how)
{
	struct str err = STR_INIT;
	const char *whole = context_path(ctx, path), *slash = strrchr(whole, '/');
	bool same = holds(whole, bytes);
	int r = 0;
	if (changed) *changed = !same;
	if (!same && (fs_mkdirs(arena_strdup(&ctx->mem, sv_n(whole, (size_t)(slash - whole))), 0700, &err) ||
			     how(whole, bytes, &err))) {
		context_fail(ctx, "M096", err.ptr, "check the disk and the permissions of private/");
		r = -1;
	}
	str_dispose(&err);
	return r;
}

int due_write(struct context *ctx, const char *path, struct sv bytes, bool *changed)
{
	return write_file(ctx, path, bytes, changed, put_durably);
}

int due_write_draft(struct context *ctx, const char *path, struct sv bytes, bool *changed)
{
	return write_file(ctx, path, bytes, changed, put);
}

const char *due_entry(struct arena *mem, const struct due_person *p)
{
	if (!p) return "erased";
	return arena_printf(mem, "%s %s%s%s%s", p->who->form, p->who->entry_no, *p->who->entry_id ? " (" : "",
		p->who->entry_id, *p->who->entry_id ? ")" : "");
}
