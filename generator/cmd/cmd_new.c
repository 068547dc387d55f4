/* new: a well-formed content file to write in, so that nobody has to copy an old one and forget what was in it. */
#include "base/fs.h"
#include "base/utf8.h"
#include "cmd/command.h"
#include "cmd/new_file.h"
#include "cmd/new_name.h"
#include "cmd/new_version.h"

enum { OPTION_FROM, OPTION_NAME, TITLE_MOST = 200 };

static int refuse(struct context *ctx, const char *code, const char *help, const char *what)
{
	diags_error(&ctx->ds, code, NOPLACE, help, "%s", what);
	return -1;
}

/* ---- numbers of SOPs */

static size_t list_sops(struct context *ctx, struct fs_list *out)
{
	struct str err = STR_INIT;
	fs_glob(out, &ctx->mem, context_path(ctx, "content/sops"), "*.md", &err);
	str_dispose(&err);
	return out->n;
}

/* The highest version of a family here; 0 if there is none. family 0: the highest family of the prefix. */
static unsigned highest(struct context *ctx, struct sv prefix, unsigned family)
{
	struct fs_list files = { NULL, 0 };
	unsigned most = 0, f, v;
	struct sv p;
	list_sops(ctx, &files);
	for (size_t i = 0; i < files.n; i++) {
		struct sv name = sv(files.at[i]);
		if (!new_number_split(sv_sub(name, 0, name.n - 3), &p, &f, &v) || !sv_eq(p, prefix)) continue;
		unsigned n = family == 0 ? f : f == family ? v : 0;
		if (n > most) most = n;
	}
	return most;
}

/* "MP" where the society's SOPs are MP-01 and MP-02: the prefix of most of them, the first of equals. */
static struct sv usual_prefix(struct context *ctx)
{
	struct fs_list files = { NULL, 0 };
	struct sv best = sv(""), p, q;
	size_t most = 0;
	unsigned f, v;
	list_sops(ctx, &files);
	for (size_t i = 0; i < files.n; i++) {
		size_t n = 0;
		if (!new_number_split(sv_sub(sv(files.at[i]), 0, strlen(files.at[i]) - 3), &p, &f, &v)) continue;
		for (size_t k = 0; k < files.n; k++)
			n += new_number_split(sv_sub(sv(files.at[k]), 0, strlen(files.at[k]) - 3), &q, &f, &v) &&
			     sv_eq(p, q);
		if (n > most) most = n, best = p;
	}
	return best;
}

/* The number a new SOP gets. `word`: a number or family that was asked for, or "". NULL after a message. */
static const char *new_number(struct context *ctx, struct sv word)
{
	struct sv prefix = sv("");
	unsigned family = 0, version = 0;
	if (word.n) {
		new_number_split(word, &prefix, &family, &version);
	} else {
		prefix = usual_prefix(ctx);
		if (!prefix.n)
			return refuse(ctx, "C144",
				       "write the number before the title: mentorpress new sop MP-01.01 \"Title\"",
				       "there is no SOP yet whose numbers could be continued"),
			       NULL;
		family = highest(ctx, prefix, 0) + 1;
	}
	if (family > 99)
		return refuse(ctx, "C144", "write another number before the title",
			       "the numbers of this kind are used up"),
		       NULL;
	unsigned have = highest(ctx, prefix, family);
	if (have && version != have)
		return refuse(ctx, "C144",
			       diags_text(&ctx->ds, "mentorpress new sop --from %.*s-%02u.%02u starts the next version",
				       SV_ARG(prefix), family, have),
			       diags_text(&ctx->ds, "%.*s-%02u has versions already", SV_ARG(prefix), family)),
		       NULL;
	return arena_printf(&ctx->mem, "%.*s-%02u.%02u", SV_ARG(prefix), family, version ? version : 1);
}

/* ---- writing */

static void tell(struct context *ctx, const char *file, const char *next)
{
	struct str out = STR_INIT;
	struct json j;
	if (!ctx->run->json) {
		context_say(ctx,
			"Made %s\nNext: %s\n  mentorpress serve    shows it in a browser while you write\n"
			"  mentorpress check    says whether everything is in order",
			file, next);
		return;
	}
	context_json_begin(&j, &out);
	json_kv(&j, "file", sv(file));
	context_json_end(ctx, &j, &out);
}

static int write_new(struct context *ctx, const char *folder, const char *file, struct sv text)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, file);
	int r = -1;
	if (fs_exists(path)) {
		const struct place at = { file, 0, 0 };
		diags_error(&ctx->ds, "C140", at,
			"edit that file, or choose another title; --name gives the file another name",
			"there is such a file already, and nothing was written");
	} else if (fs_mkdirs(context_path(ctx, folder), 0755, &err) != 0 ||
		   fs_write_atomic(path, text, 0644, &err) != 0) {
		context_fail(ctx, "B032", err.ptr, "check the folder's permissions and the disk");
	} else {
		r = 0;
	}
	str_dispose(&err);
	return r;
}

static int next_version(struct context *ctx, const char *from)
{
	struct str text = STR_INIT, made = STR_INIT, err = STR_INIT;
	struct sv prefix;
	unsigned family, version;
	int r = -1;
	if (!new_number_split(sv(from), &prefix, &family, &version) || !version || version == 99)
		return refuse(ctx, "C143", "write a whole number, such as --from MP-02.03",
			diags_text(&ctx->ds, "\"%s\" is not the number of a version that can be followed by another",
				from));
	const char *old = arena_printf(&ctx->mem, "content/sops/%s.md", from);
	const char *number = arena_printf(&ctx->mem, "%.*s-%02u.%02u", SV_ARG(prefix), family, version + 1);
	const char *file = arena_printf(&ctx->mem, "content/sops/%s.md", number);
	const struct place at_old = { old, 1, 1 }, at_new = { file, 0, 0 };
	unsigned newest = highest(ctx, prefix, family);
	if (fs_read(&text, context_path(ctx, old), (size_t)1 << 20, &err) != 0)
		refuse(ctx, "C143",
			newest ? diags_text(&ctx->ds, "the newest version of it is %.*s-%02u.%02u", SV_ARG(prefix),
					 family, newest)
			       : "its file has to be in content/sops",
			diags_text(&ctx->ds, "there is no %s that can be read", old));
	else if (!new_version_text(&made, sv_of(&text), from, number))
		diags_error(&ctx->ds, "C143", at_old, "mentorpress check says what is wrong with it",
			"the file has no settings between two lines of ---, so no version can be made of it");
	else if (fs_exists(context_path(ctx, file)))
		diags_error(&ctx->ds, "C140", at_new,
			diags_text(&ctx->ds, "edit it; --from %.*s-%02u.%02u starts the version after the newest",
				SV_ARG(prefix), family, newest),
			"%s has been started already, and nothing was written", number);
	else
		r = write_new(ctx, "content/sops", file, sv_of(&made));
	if (r == 0)
		tell(ctx, file,
			diags_text(&ctx->ds,
				"change the text, and write the significant changes from %s. It stays a draft until it "
				"has the "
				"line approved.",
				from));
	str_dispose(&text);
	str_dispose(&made);
	str_dispose(&err);
	return r;
}

/* ---- kinds */

static bool title_is_usable(struct context *ctx, struct sv title)
{
	bool good = title.n > 0 && title.n <= TITLE_MOST && utf8_invalid_at(title) == SIZE_MAX;
	for (size_t i = 0; good && i < title.n;) {
		uint32_t cp = utf8_next(title, &i);
		good = !utf8_is_control(cp) && cp != '\t' && cp != '\n';
	}
	if (!good)
		refuse(ctx, "C144",
			"give one line of text, at most 200 bytes, in quotes: mentorpress new faq \"Can I pause my "
			"entry?\"",
			"this cannot be a title");
	return good;
}

/* The file's name: as asked for by --name, a title that is a name already, or the title's words. NULL after a message. */
static const char *new_id(struct context *ctx, const char *name, struct sv title)
{
	struct str id = STR_INIT;
	const char *out = NULL;
	if (name && !new_name_is(sv(name)))
		refuse(ctx, "C141", "use small letters, digits and hyphens, at most 60, such as first-contact",
			diags_text(&ctx->ds, "--name \"%s\" cannot be the name of a file", name));
	else if (name)
		out = name;
	else if (new_name_fold(&id, title))
		out = arena_strdup(&ctx->mem, sv_of(&id));
	else
		refuse(ctx, "C141", "give one with --name, such as --name first-contact",
			"no name for the file can be made of this title, because it has no letter a to z and no digit");
	str_dispose(&id);
	return out;
}

static int make(struct context *ctx, const struct new_kind *kind, struct sv words, const char *name)
{
	struct str text = STR_INIT, made_title = STR_INIT;
	struct sv title = sv_trim(words), number = sv(""), prefix;
	unsigned family, version;
	bool sop = kind->name[0] == 's';
	int r = -1;
	if (sop) { /* "MP-03.01 Title" */
		struct sv rest = title, first = sv("");
		sv_split(&rest, ' ', &first);
		if (new_number_split(first, &prefix, &family, &version))
			number = first, title = sv_trim(sv_sub(title, first.n, title.n));
		if (number.n && !title.n) title = sv("Title of the procedure");
	}
	if (!title_is_usable(ctx, title)) goto done;
	const char *id = sop ? new_number(ctx, number) : new_id(ctx, name, title);
	if (!id) goto done;
	if (!sop && new_name_is(title)) {
		new_name_title(&made_title, title);
		title = sv_of(&made_title);
	}
	const char *file = arena_printf(&ctx->mem, "%s/%s.md", kind->folder, id);
	new_file_text(
		&text, kind, title, id, new_file_order(ctx, kind, kind->name[0] == 'p' ? 10 : 1), ctx->run->as_of);
	r = write_new(ctx, kind->folder, file, sv_of(&text));
	if (r == 0)
		tell(ctx, file,
			sop ? diags_text(&ctx->ds, "%s. It stays a draft until it has the line approved.", kind->fill)
			    : diags_text(&ctx->ds, "%s. Then take out the line draft: yes.", kind->fill));
done:
	str_dispose(&text);
	str_dispose(&made_title);
	return r;
}

static int unknown_kind(struct context *ctx, const char *word)
{
	const char *names[8], *near;
	size_t n = new_kind_names(names);
	near = diags_near(sv(word), names, n);
	return refuse(ctx, "C142",
		near ? diags_text(&ctx->ds, "did you mean \"%s\"?", near)
		     : "write sop, faq, guidance, page, definition or tool",
		diags_text(&ctx->ds, "there is no kind of document called \"%s\"", word));
}

static int run_new(struct context *ctx, const struct arguments *args)
{
	const struct new_kind *kind = new_kind_find(args->positional[0]);
	const char *from = args->value[OPTION_FROM];
	const struct arguments rest = { args->positional + 1, args->n - 1, args->value };
	if (context_load(ctx, LOAD_SETTINGS) != 0) return context_finish(ctx);
	if (!kind)
		unknown_kind(ctx, args->positional[0]);
	else if (from && (kind->name[0] != 's' || rest.n))
		refuse(ctx, "C143", "write it alone: mentorpress new sop --from MP-02.03",
			rest.n ? "the next version keeps the title of the one before it" : "only SOPs have versions");
	else if (from)
		next_version(ctx, from);
	else
		make(ctx, kind, sv(arguments_words(&ctx->mem, &rest)), args->value[OPTION_NAME]);
	return context_finish(ctx);
}

static const struct option new_options[] = { [OPTION_FROM] = { "--from", "NUMBER",
						     "an SOP's next version, started from this one: --from MP-02.03" },
	[OPTION_NAME] = { "--name", "NAME", "the file's name, where it should not be made of the title" } };
const struct command cmd_new = { "new", "new sop|faq|guidance|page|definition|tool TITLE  |  new sop --from NUMBER",
	"start a document: a file with all its settings",
	"Makes a file in content/ with every setting its kind has; those that may be left out stand there as comments. "
	"It is a draft, so no "
	"edition has it yet.\nThe file is named by the title's words (\"Can I pause?\" becomes can-i-pause.md); an SOP "
	"gets the next free "
	"number, or the one before its title: new sop MP-03.01 \"Title\".\nWith --from the next version of an SOP "
	"begins as a copy of the one "
	"before it: number and supersedes are set, dates and approvals wait. Nothing is ever overwritten.",
	new_options, 2, 1, COMMAND_WORDS, run_new };
