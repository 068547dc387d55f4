/* approve: from signatures on file to a text that cannot change unnoticed. Nobody should have to copy a fingerprint out of
 * an error message: the command reads the signatures, checks the document as it will be published, shows what it changes
 * against the version in force, asks, and writes two lines into the head of the file. */
#include <sys/stat.h>
#include "base/fs.h"
#include "cmd/command.h"
#include "content/clause_tally.h"
#include "content/frontmatter.h"
#include "content/frontmatter_edit.h"

enum { DRY_RUN };
#define MAX_FILE ((size_t)1 << 20)

struct approve {
	struct context *ctx;
	const char *number, *file, *path;
	struct str text, edited;
	struct frontmatter front;
	date_t signed_on, was_approved; /* the last signature; "approved" as it stands, or DATE_NONE */
	struct sv fingerprint;          /* as it stands */
	char computed[17];
	struct corpus *after; /* as if approved */
};

/* ---- what was asked for */

static int take_number(struct approve *a, const char *written)
{
	struct context *ctx = a->ctx;
	struct sv number = sv(written);
	if (sv_starts(number, "./")) number = sv_sub(number, 2, number.n);
	if (sv_starts(number, "content/sops/")) number = sv_sub(number, 13, number.n);
	if (sv_ends(number, ".md")) number.n -= 3;
	a->number = arena_strdup(&ctx->mem, number);
	a->file = arena_printf(&ctx->mem, "content/sops/%s.md", a->number);
	a->path = context_path(ctx, a->file);
	if (fs_safe_path(number) && sv_find(number, SV_LIT("/")) == SIZE_MAX && fs_exists(a->path)) return 0;
	diags_error(&ctx->ds, "C116", NOPLACE, "write the number of a document in content/sops, such as MP-02.04",
		"there is no content/sops/%s.md", a->number);
	return -1;
}

static int read_file(struct approve *a)
{
	struct context *ctx = a->ctx;
	struct str err = STR_INIT;
	int r = fs_read(&a->text, a->path, MAX_FILE, &err);
	if (r != 0)
		diags_error(&ctx->ds, "C001", ((struct place){ a->file, 0, 0 }), "check the file", "%s", err.ptr);
	else
		r = frontmatter_split(&a->front, &ctx->mem, a->file, sv_of(&a->text), &ctx->ds);
	str_dispose(&err);
	if (r != 0) return -1;
	diags_source(&ctx->ds, a->file, sv_of(&a->text), false);
	struct sha256 revision = frontmatter_revision(&a->front);
	memcpy(a->computed, sha256_hex(&revision).z, 16);
	a->fingerprint = sv("");
	a->was_approved = DATE_NONE;
	yaml_text(a->front.map, "fingerprint", false, &a->fingerprint, &ctx->ds);
	yaml_date(a->front.map, "approved", false, &a->was_approved, &ctx->ds);
	return ctx->ds.errors ? -1 : 0;
}

/* ---- signatures */

static void one_signature(struct approve *a, const struct yaml *item)
{
	struct diags *ds = &a->ctx->ds;
	struct sv name = sv("");
	date_t on = DATE_NONE;
	if (item->kind != YAML_MAP) return; /* told when the document is checked */
	yaml_text(item, "name", true, &name, ds);
	if (yaml_date(item, "date", true, &on, ds) && on > a->ctx->run->as_of)
		diags_error(ds, "C117", yaml_get(item, "date")->at, "approve on that day or later, or correct the date",
			"a signature of %s lies in the future; today is %s", date_iso(on).z,
			date_iso(a->ctx->run->as_of).z);
	if (on != DATE_NONE && (a->signed_on == DATE_NONE || on > a->signed_on)) a->signed_on = on;
}

static int read_signatures(struct approve *a)
{
	struct diags *ds = &a->ctx->ds;
	const struct yaml *list = yaml_get(a->front.map, "approved_by");
	a->signed_on = DATE_NONE;
	for (size_t i = 0; list && list->kind == YAML_LIST && i < list->nitems; i++) one_signature(a, list->item[i]);
	if (a->signed_on == DATE_NONE && !ds->errors)
		diags_error(ds, "C117", list ? list->at : ((struct place){ a->file, 1, 1 }),
			"when it is signed, add to the head:   approved_by:   and below it   - {name: …, title: …, "
			"date: "
			"…, meaning: Approved for use, method: Signature on file}",
			"%s names nobody who approved it", a->number);
	return ds->errors ? -1 : 0;
}

static bool approved_already(const struct approve *a)
{
	return sv_is(a->fingerprint, a->computed) && a->was_approved == a->signed_on;
}

/* Signatures are for a text. Once it has changed, old ones count no more. Dates cannot tell two signatures of one day
 * apart, so those of today are believed. */
static int check_anew(struct approve *a)
{
	struct diags *ds = &a->ctx->ds;
	const struct yaml *list = yaml_get(a->front.map, "approved_by");
	bool changed = a->fingerprint.n && !sv_is(a->fingerprint, a->computed);
	if (!changed || a->was_approved == DATE_NONE || a->signed_on > a->was_approved ||
		a->signed_on == a->ctx->run->as_of)
		return 0;
	diags_error(ds, "C117", list->at,
		"take the change back, or put it into a new version; or have it signed again and write the new date "
		"into "
		"approved_by",
		"the text of %s was changed after it was approved on %s, and nobody has signed since", a->number,
		date_iso(a->was_approved).z);
	return -1;
}

/* ---- the file as it will be */

static int edit(struct approve *a)
{
	struct context *ctx = a->ctx;
	const char *approved = arena_printf(&ctx->mem, "approved: %s", date_iso(a->signed_on).z),
		   *fingerprint = arena_printf(&ctx->mem, "fingerprint: \"%s\"", a->computed);
	str_sv(&a->edited, sv_of(&a->text));
	if ((a->was_approved == a->signed_on || frontmatter_set(&a->edited, "approved", approved, "effective") == 0) &&
		frontmatter_set(&a->edited, "fingerprint", fingerprint, "approved") == 0 &&
		frontmatter_drop(&a->edited, "draft") == 0)
		return 0;
	diags_error(&ctx->ds, "C118", ((struct place){ a->file, 1, 1 }),
		diags_text(&ctx->ds, "write each setting on a line of its own:   %s   and   %s", approved, fingerprint),
		"the head of %s is laid out so that its lines cannot be changed safely", a->number);
	return -1;
}

/* A chain of versions is told at either end, so all files of the family count; what is wrong elsewhere is not asked here. */
static void take_problems(struct approve *a, const struct diags *from)
{
	struct diags *ds = &a->ctx->ds;
	const char *family = arena_printf(&a->ctx->mem, "content/sops/%.5s", a->number);
	size_t others = 0, n = strlen(a->number);
	if (n > 3) family = arena_printf(&a->ctx->mem, "content/sops/%.*s", (int)(n - 3), a->number);
	for (size_t i = 0; i < from->n; i++) {
		const struct diag *d = &from->at[i];
		if (d->at.file && sv_starts(sv(d->at.file), family))
			diags_add(ds, d->sev, d->code, d->at, d->help, "%s", d->text);
		else
			others += d->sev == SEV_ERROR;
	}
	if (others)
		context_say(a->ctx, "Elsewhere in content/ %zu problem%s: mentorpress check tells them.", others,
			others == 1 ? " was found" : "s were found");
}

static int check_as_approved(struct approve *a)
{
	struct context *ctx = a->ctx;
	struct diags found = DIAGS_INIT;
	corpus_load_with(&a->after, ctx->run, &ctx->settings, ctx->run->workspace, a->file, sv_of(&a->edited), &found);
	take_problems(a, &found);
	diags_dispose(&found);
	return ctx->ds.errors ? -1 : 0;
}

/* ---- what a person is asked about */

static void say_clauses(struct approve *a, const struct document *old)
{
	struct context *ctx = a->ctx;
	struct str text = STR_INIT, err = STR_INIT;
	struct frontmatter front;
	struct diags unheard = DIAGS_INIT;
	struct clause_tally t;
	if (fs_read(&text, context_path(ctx, old->file), MAX_FILE, &err) == 0 &&
		frontmatter_split(&front, &ctx->mem, old->file, sv_of(&text), &unheard) == 0) {
		clause_tally(&t, &ctx->mem, front.body, a->front.body);
		context_say(ctx, "Against %.*s: %zu clauses as they were", SV_ARG(old->number), t.same);
		if (t.reworded) context_say(ctx, "  reworded %zu: %s", t.reworded, t.reworded_list);
		if (t.added) context_say(ctx, "  new %zu: %s", t.added, t.added_list);
		if (t.removed) context_say(ctx, "  gone %zu: %s", t.removed, t.removed_list);
		if (t.unnumbered) context_say(ctx, "  and the text before the first clause");
	}
	str_dispose(&text);
	str_dispose(&err);
	diags_dispose(&unheard);
}

/* What the new version is read against: the one in force, or else the one it supersedes. */
static const struct document *version_before(const struct approve *a, const struct document *d)
{
	for (size_t i = 0; i < a->after->nfamilies; i++)
		if (sv_eq(a->after->family[i].name, d->family) && a->after->family[i].in_force &&
			a->after->family[i].in_force != d)
			return a->after->family[i].in_force;
	return d->supersedes_doc;
}

static void show(struct approve *a)
{
	struct context *ctx = a->ctx;
	const struct document *d = corpus_find(a->after, DOC_SOP, a->number), *old;
	if (!d) return; /* it has errors, which are told */
	context_say(ctx, "%s  %.*s\n%s, from %s", a->number, SV_ARG(d->title), doc_status_word(d->status),
		date_long(d->effective).z);
	for (size_t i = 0; i < d->napprovals; i++) {
		const struct approval *s = &d->approval[i];
		context_say(ctx, "  %s %s: %.*s%s%.*s", s->is_review ? "reviewed" : "approved", date_iso(s->date).z,
			SV_ARG(s->name), s->meaning.n ? ", " : "", SV_ARG(s->meaning));
	}
	old = version_before(a, d);
	if (old)
		say_clauses(a, old);
	else
		context_say(ctx, "The first version of its family.");
	if (a->fingerprint.n && !sv_is(a->fingerprint, a->computed))
		context_say(ctx, "This text was approved before, as %.*s%s", SV_ARG(a->fingerprint),
			d->status == STATUS_APPROVED
				? "."
				: ", and is in use. Readers who quote it will find another text under the same number; "
				  "a new version is the usual way.");
}

static bool says_yes(const struct approve *a)
{
	struct context *ctx = a->ctx;
	char answer[16];
	if (ctx->run->yes) return true;
	if (!ctx->run->tty_in) {
		diags_error(&ctx->ds, "C119", NOPLACE, "add --yes in a script, or --dry-run to look only",
			"approve asks before it writes, and there is no terminal to ask on");
		return false;
	}
	fprintf(ctx->run->out, "Write the approval into %s? [y/N] ", a->file);
	fflush(ctx->run->out);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y')) return true;
	context_say(ctx, "Nothing was written.");
	return false;
}

/* Only if the file still is what was shown: an editor may have saved it since. */
static void write_file(struct approve *a)
{
	struct context *ctx = a->ctx;
	struct str now = STR_INIT, err = STR_INIT;
	struct stat st;
	int hold = -1;
	if (fs_hold(&hold, a->path, &err) != 0 || fs_read(&now, a->path, MAX_FILE, &err) != 0 ||
		stat(a->path, &st) != 0) {
		context_fail(ctx, "C119", err.ptr, "nothing was written; check the file and its folder");
	} else if (!sv_eq(sv_of(&now), sv_of(&a->text))) {
		diags_error(&ctx->ds, "C118", ((struct place){ a->file, 0, 0 }), "run the command again",
			"the file was saved by another program in the meantime; nothing was written");
	} else if (fs_write_atomic(a->path, sv_of(&a->edited), st.st_mode & 0777, &err) != 0) {
		context_fail(ctx, "C119", err.ptr,
			"nothing was written; check the disk and the permissions of content/sops");
	} else {
		context_say(ctx, "Approved: %s, fingerprint %s, written into %s. The next publish takes it up.",
			a->number, a->computed, a->file);
	}
	fs_release(hold);
	str_dispose(&now);
	str_dispose(&err);
}

static void json_result(struct approve *a, bool written)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("approve"));
	json_kv(&j, "number", sv(a->number));
	json_kv(&j, "fingerprint", sv(a->computed));
	json_kv(&j, "approved", sv(date_iso(a->signed_on).z));
	json_key(&j, "written");
	json_bool(&j, written);
	context_json_end(a->ctx, &j, &out);
}

static void go(struct approve *a, const struct arguments *args)
{
	struct context *ctx = a->ctx;
	bool written = false;
	if (take_number(a, args->positional[0]) != 0 || read_file(a) != 0 || read_signatures(a) != 0) return;
	bool nothing = approved_already(a);
	if (!nothing && check_anew(a) != 0) return;
	if (edit(a) != 0 || check_as_approved(a) != 0) return;
	nothing = nothing && sv_eq(sv_of(&a->text), sv_of(&a->edited));
	if (nothing) {
		context_say(ctx, "%s is approved already, and its text is the approved one.", a->number);
	} else {
		show(a);
		if (args->value[DRY_RUN])
			context_say(ctx, "Nothing was written (--dry-run).");
		else if (says_yes(a))
			write_file(a), written = ctx->ds.errors == 0;
	}
	if (ctx->run->json) json_result(a, written);
}

static int run_approve(struct context *ctx, const struct arguments *args)
{
	struct approve a = { .ctx = ctx };
	if (context_load(ctx, LOAD_SETTINGS) == 0) go(&a, args);
	corpus_free(a.after);
	str_dispose(&a.text);
	str_dispose(&a.edited);
	return context_finish(ctx);
}

static const struct option options[] = { { "--dry-run", NULL, "check and show; write nothing" } };
const struct command cmd_approve = { "approve", "approve NUMBER [--dry-run]",
	"an SOP was signed: check it and fix its text by a fingerprint",
	"Reads the signatures in approved_by, checks the document as it would be published, and shows what it changes "
	"against the version in force.\nOn yes it writes approved: (the day of the last signature) and fingerprint: "
	"into "
	"the head of content/sops/NUMBER.md and leaves every other byte as it is.\nA text that was changed after its "
	"approval has to be signed again: write the new dates into approved_by first. Scripts say --yes.",
	options, 1, 1, 1, run_approve };
