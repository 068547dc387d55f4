/* A remote that moved is told apart from one that never was ours by what we remember of it. */
#include "cmd/pushed.h"
#include "base/fs.h"

static void read_all(struct context *ctx, struct str *text)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, PUSHED);
	if (fs_exists(path) && fs_read(text, path, FS_MAX_TEXT, &err) != 0) str_clear(text);
	str_dispose(&err);
}

static bool is_of(struct sv line, const char *remote, struct sv *rest)
{
	struct sv name;
	*rest = line;
	return sv_split(rest, '\t', &name) && sv_is(name, remote);
}

const char *pushed_last(struct context *ctx, const char *remote)
{
	struct str text = STR_INIT;
	struct sv rest, line, fields, commit = sv("");
	const char *found = "";
	read_all(ctx, &text);
	rest = sv_of(&text);
	while (rest.n && sv_split(&rest, '\n', &line))
		if (is_of(line, remote, &fields) && sv_split(&fields, '\t', &commit) && commit.n == 40)
			found = arena_strdup(&ctx->mem, commit);
	str_dispose(&text);
	return found;
}

void pushed_note(struct context *ctx, const char *remote, const char *commit, unsigned edition)
{
	struct str text = STR_INIT, now = STR_INIT, err = STR_INIT;
	struct sv rest, line, fields;
	read_all(ctx, &text);
	rest = sv_of(&text);
	while (rest.n && sv_split(&rest, '\n', &line))
		if (line.n && !is_of(line, remote, &fields)) str_printf(&now, "%.*s\n", SV_ARG(line));
	str_printf(&now, "%s\t%s\t%u\t%s\n", remote, commit, edition, date_iso(ctx->run->as_of).z);
	if (fs_mkdirs(context_path(ctx, "private"), 0700, &err) != 0 ||
		fs_write_atomic(context_path(ctx, PUSHED), sv_of(&now), 0600, &err) != 0)
		diags_warn(&ctx->ds, "H097", NOPLACE, "free some space or check the permissions of private/",
			"the push is done, but could not be noted: %s", err.ptr);
	str_dispose(&text);
	str_dispose(&now);
	str_dispose(&err);
}
