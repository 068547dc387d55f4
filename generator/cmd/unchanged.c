/* Reading every input once is what makes "nothing new" certain and still cheap: some megabytes a hundredth of a second. */
#include <unistd.h>
#include "cmd/unchanged.h"
#include "base/fs.h"
#include "cmd/loaded.h"
#include "input/csvin.h"

#define REMEMBERED UNCHANGED_INPUTS

int unchanged_program(struct sha256 *out)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 exe = { { 0 } };
	int r = fs_digest(&exe, "/proc/self/exe", UINT64_MAX);
	digest_add(d, exe.b, sizeof exe.b);
	digest_field(d, sv(MENTORPRESS_VERSION));
	if (loaded_add(d) != 0) r = -1;
	digest_end_sha256(d, out);
	return r;
}

static int add_file(struct context *ctx, struct digest_ctx *d, const char *relative)
{
	const char *path = context_path(ctx, relative);
	struct sha256 *bytes = ARENA_NEW(&ctx->mem, struct sha256);
	digest_field(d, sv(relative));
	if (!fs_exists(path)) return digest_field(d, sv("absent")), 0;
	if (fs_digest(bytes, path, CSVIN_MAX_FILE) != 0) return -1; /* no reader takes more */
	digest_field(d, sv("file"));
	digest_add(d, bytes->b, sizeof bytes->b);
	map_set_ptr(&ctx->digested, sv(relative), bytes);
	return 0;
}

/* A pipe or folder among the records is something that the import has to say. */
static int add_strays(struct context *ctx, struct digest_ctx *d, const char *path, bool records)
{
	struct fs_list strays = { NULL, 0 };
	struct str err = STR_INIT;
	int r = records ? fs_strays(&strays, &ctx->mem, path, &err) : 0;
	str_dispose(&err);
	digest_field(d, sv("no files"));
	for (size_t i = 0; r == 0 && i < strays.n; i++) digest_field(d, sv(strays.at[i]));
	return r;
}

/* Lists a folder as its reader does: records are taken from the folder itself and through links, all else from folders below too and never through links. */
static int add_folder(struct context *ctx, struct digest_ctx *d, const char *relative, bool records)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	const char *path = context_path(ctx, relative);
	int r = records ? fs_glob(&files, &ctx->mem, path, "*", &err) : fs_walk(&files, &ctx->mem, path, NULL, &err);
	str_dispose(&err);
	digest_field(d, sv(relative));
	for (size_t i = 0; r == 0 && i < files.n; i++) r = add_file(ctx, d, fs_join(&ctx->mem, relative, files.at[i]));
	return r ? r : add_strays(ctx, d, path, records);
}

int unchanged_settings(struct context *ctx, struct sha256 *out)
{
	struct digest_ctx *d = digest_new_sha256();
	int r = add_file(ctx, d, "mentorpress.yml");
	digest_end_sha256(d, out);
	return r;
}

int unchanged_files(
	struct context *ctx, const struct sha256 *program, const struct sha256 *settings, struct sha256 *out)
{
	const struct settings *s = &ctx->settings;
	const char *const folders[] = { s->exports, s->mappings, s->vocabularies };
	const char *const files[] = { s->policy, s->status_events, s->reviews, s->people, s->accepted_words };
	struct digest_ctx *d = digest_new_sha256();
	int r = 0;
	digest_add(d, program->b, sizeof program->b); /* another program may make other bytes */
	digest_add(d, settings->b, sizeof settings->b);
	for (size_t i = 0; r == 0 && i < sizeof folders / sizeof *folders; i++)
		r = add_folder(ctx, d, folders[i], true);
	for (size_t i = 0; r == 0 && i < sizeof files / sizeof *files; i++) r = add_file(ctx, d, files[i]);
	digest_end_sha256(d, out);
	return r;
}

int unchanged_digest(struct context *ctx, const char *cycle, const struct sha256 *files, struct sha256 *out)
{
	struct digest_ctx *d = digest_new_sha256();
	int r;
	digest_add(d, files->b, sizeof files->b);
	digest_field(d, sv(date_iso(ctx->run->as_of).z));
	digest_field(d, sv(cycle ? cycle : ""));
	r = add_folder(ctx, d, "content", false);
	if (r == 0) r = add_folder(ctx, d, "site-templates", false);
	digest_end_sha256(d, out);
	return r;
}

static const char *remembered_line(struct context *ctx, const struct sha256 *inputs, const char *id)
{
	return arena_printf(&ctx->mem, "%s %s\n", sha256_hex(inputs).z, id);
}

bool unchanged_since(struct context *ctx, const struct sha256 *inputs, const char *id)
{
	struct str text = STR_INIT, err = STR_INIT;
	bool same = *id && fs_read(&text, context_path(ctx, REMEMBERED), 4096, &err) == 0 &&
		    sv_is(sv_of(&text), remembered_line(ctx, inputs, id));
	str_dispose(&text);
	str_dispose(&err);
	return same;
}

void unchanged_forget(struct context *ctx)
{
	static const char *const files[] = { UNCHANGED_FILES };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) unlink(context_path(ctx, files[i]));
}

void unchanged_remember(struct context *ctx, const struct sha256 *inputs, const char *id)
{
	struct str err = STR_INIT;
	if (fs_is_dir(context_path(ctx, "private")))
		fs_write_atomic(context_path(ctx, REMEMBERED), sv(remembered_line(ctx, inputs, id)), 0600, &err);
	str_dispose(&err);
}
