/* init: a workspace for one's own programme, copied from what was installed beside the program: templates, content to edit, mappings, policy and vocabularies,
 * but no export and no private file. */
#include <errno.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/command.h"

/* Where the shipped workspace is: MENTORPRESS_SHARE, else the folder above the program's (build/mentorpress → the project), else <prefix>/share/mentorpress. */
static const char *shipped(struct context *ctx)
{
	char self[4096];
	const char *env = getenv("MENTORPRESS_SHARE");
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash;
	if (env && *env) return arena_strdup(&ctx->mem, sv(env));
	if (n <= 0) return ".";
	self[n] = '\0';
	for (int up = 0; up < 2 && (slash = strrchr(self, '/')); up++) *slash = '\0';
	if (fs_exists(fs_join(&ctx->mem, self, "mentorpress.yml"))) return arena_strdup(&ctx->mem, sv(self));
	return fs_join(&ctx->mem, self, "share/mentorpress");
}

static int copy_file(struct context *ctx, const char *from, const char *to)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	char *folder = arena_strdup(&ctx->mem, sv(to));
	int r;
	*strrchr(folder, '/') = '\0';
	r = fs_mkdirs(folder, 0755, &err);
	if (r == 0) r = fs_read(&bytes, from, FS_MAX_TEXT, &err);
	if (r == 0) r = fs_write_atomic(to, sv_of(&bytes), 0644, &err);
	if (r != 0) context_fail(ctx, "B030", err.ptr, "check the folder's permissions and the disk");
	str_dispose(&bytes);
	str_dispose(&err);
	return r;
}

static int copy_tree(struct context *ctx, const char *share, const char *dir, const char *folder, size_t *copied)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	const char *from = fs_join(&ctx->mem, share, folder), *to = fs_join(&ctx->mem, dir, folder);
	int r = fs_walk(&files, &ctx->mem, from, NULL, &err);
	if (r != 0) context_fail(ctx, "B031", err.ptr, "check the installation");
	for (size_t i = 0; r == 0 && i < files.n; i++, ++*copied)
		r = copy_file(ctx, fs_join(&ctx->mem, from, files.at[i]), fs_join(&ctx->mem, to, files.at[i]));
	str_dispose(&err);
	return r;
}

static int write_text(struct context *ctx, const char *dir, const char *name, const char *text)
{
	struct str err = STR_INIT;
	int r = fs_write_atomic(fs_join(&ctx->mem, dir, name), sv(text), 0644, &err);
	if (r != 0) context_fail(ctx, "B032", err.ptr, "check the folder's permissions and the disk");
	str_dispose(&err);
	return r;
}

static const char ignore_file[] =
	"# What must never be mailed or pushed from here: records and everything made from "
	"them.\n/private/\n/site/\n/records/exports/\n"
	"/records/status_events.csv\n/records/reviews.csv\n/records/people.csv\n/records/accepted_words.csv\n"
	"/records/overrides.csv\n/records/employer_aliases.csv\n/records/rounds/\n";
static const char exports_readme[] =
	"# Exports\n\nPut the CSV files here as the form tool and the member database wrote them; never edit them.\n"
	"A date in the name tells which is newer: `2026-03-02-mentor-application.csv`.\nGit ignores this folder.\n";

/* An empty folder, or one with hidden files only (a fresh git repository): nothing of the user's is ever overwritten. */
static bool is_free(struct context *ctx, const char *dir)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	bool free_ = fs_walk(&files, &ctx->mem, dir, NULL, &err) == 0 && files.n == 0 &&
		     !fs_exists(fs_join(&ctx->mem, dir, ".gitignore"));
	str_dispose(&err);
	return free_;
}

static int run_init(struct context *ctx, const struct arguments *args)
{
	static const char *const folders[] = { "content", "site-templates", "programme-templates", "records/mappings",
		"records/mapping-examples", "records/vocab", "docs/examples" };
	/* The guides to what is in a workspace, which link to each other (how the program is built is not among them), and the rules. */
	static const char *const files[] = { "docs/IMPORTING.md", "docs/WRITING.md", "docs/FORMATS.md",
		"docs/PUBLISHING.md", "docs/HOSTING.md", "docs/PRIVACY.md", "docs/AFTER-A-MATCH-CYCLE.md",
		"docs/PROGRAMME.md", "records/policy.yml", "records/match-rules.yml", "records/unit-rules.csv" };
	const char *dir = *args->positional[0] ? args->positional[0] : ".", *share = shipped(ctx);
	struct str err = STR_INIT;
	size_t copied = 0;
	int r = 0;
	if (fs_exists(fs_join(&ctx->mem, dir, "mentorpress.yml")))
		r = -1,
		diags_error(&ctx->ds, "B033", NOPLACE, "choose another folder", "%s is a workspace already", dir);
	else if (!is_free(ctx, dir))
		r = -1, diags_error(&ctx->ds, "B033", NOPLACE,
				"choose a new or an empty folder, so that no file of yours is overwritten",
				"%s is not an empty folder", dir);
	else if (!fs_exists(fs_join(&ctx->mem, share, "mentorpress.yml")))
		r = -1,
		context_fail(ctx, "B034", "the files to start from were not found",
			"set MENTORPRESS_SHARE to the folder that holds mentorpress.yml, content/ and site-templates/");
	else if ((r = fs_mkdirs(fs_join(&ctx->mem, dir, "records/exports"), 0755, &err)) != 0)
		context_fail(ctx, "B035", err.ptr, "check the folder's permissions and the disk");
	for (size_t i = 0; r == 0 && i < sizeof folders / sizeof *folders; i++)
		r = copy_tree(ctx, share, dir, folders[i], &copied);
	for (size_t i = 0; r == 0 && i < sizeof files / sizeof *files; i++, copied++)
		r = copy_file(ctx, fs_join(&ctx->mem, share, files[i]), fs_join(&ctx->mem, dir, files[i]));
	if (r == 0) r = write_text(ctx, dir, ".gitignore", ignore_file);
	if (r == 0) r = write_text(ctx, dir, "records/exports/README.md", exports_readme);
	if (r == 0)
		r = copy_file(
			ctx, fs_join(&ctx->mem, share, "mentorpress.yml"), fs_join(&ctx->mem, dir, "mentorpress.yml"));
	if (r == 0)
		context_say(ctx,
			"Made the workspace %s (%zu files).\nNext: edit mentorpress.yml, put your exports into "
			"records/exports/, change records/mappings/ until\n"
			"  mentorpress check --workspace %s\nfinds nothing. docs/IMPORTING.md leads through it; "
			"docs/FORMATS.md says what each file holds.",
			dir, copied, dir);
	str_dispose(&err);
	return context_finish(ctx);
}

const struct command cmd_init = { "init", "init DIR", "make a workspace for your own programme",
	"Copies the shipped pages, templates, mappings, example mappings, vocabularies, policy, rules and guides into "
	"DIR "
	"as a starting point. No record is copied.",
	NULL, 0, 1, 1, run_init };
