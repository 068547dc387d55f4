/* compare: two versions of a controlled document on the terminal, drafts included, so that the committee sees what it is
 * about to approve. Needs no records. */
#include "cmd/command.h"
#include "cmd/compare_print.h"
#include <assert.h>

/* ---- which versions */

static const struct family *family_named(const struct corpus *c, struct sv name)
{
	for (size_t i = 0; i < c->nfamilies; i++)
		if (sv_eq(c->family[i].name, name)) return &c->family[i];
	return NULL;
}

static const struct document *version_named(const struct corpus *c, struct sv number)
{
	for (size_t i = 0; i < c->nfamilies; i++)
		for (size_t v = 0; v < c->family[i].nversions; v++)
			if (sv_eq(c->family[i].version[v]->number, number)) return c->family[i].version[v];
	return NULL;
}

static void unknown(struct context *ctx, const char *number)
{
	const struct corpus *c = ctx->corpus;
	const char *names[256];
	size_t n = 0;
	for (size_t i = 0; i < c->nfamilies; i++)
		for (size_t v = 0; v < c->family[i].nversions && n < 256; v++) {
			assert(c->family[i].version[v]);
			names[n++] = c->family[i].version[v]->id;
		}
	const char *near = diags_near(sv(number), names, n);
	diags_error(&ctx->ds, "S050", NOPLACE,
		near ? diags_text(&ctx->ds, "did you mean %s?", near)
		     : "write the number of a file in content/sops, such as MP-02.03, or of a family, such as MP-02",
		"there is no controlled document \"%s\"", number);
}

static size_t index_of(const struct family *f, const struct document *doc)
{
	size_t i = 0;
	while (i < f->nversions && f->version[i] != doc) i++;
	return i;
}

/* What a version is compared with when nobody says so: a coming one with the one in force, any other with the one before
 * it. NULL if there is none. */
static const struct document *natural_partner(const struct family *f, const struct document *doc)
{
	bool coming = doc->status == STATUS_DRAFT || doc->status == STATUS_APPROVED;
	size_t i = index_of(f, doc);
	if (coming && f->in_force && f->in_force != doc) return f->in_force;
	return i + 1 < f->nversions ? f->version[i + 1] : NULL;
}

static int choose_one(
	struct context *ctx, const char *name, const struct document **before, const struct document **now)
{
	const struct family *f = family_named(ctx->corpus, sv(name));
	*now = f && f->nversions ? f->version[0] : version_named(ctx->corpus, sv(name));
	if (!*now) {
		unknown(ctx, name);
		return -1;
	}
	*before = natural_partner(f ? f : family_named(ctx->corpus, (*now)->family), *now);
	if (*before) return 0;
	diags_error(&ctx->ds, "S052", NOPLACE, "name two versions, such as MP-02.03 MP-02.04",
		"there is no version to compare %.*s with", SV_ARG((*now)->number));
	return -1;
}

static int choose_two(
	struct context *ctx, const char *const *name, const struct document **before, const struct document **now)
{
	*before = version_named(ctx->corpus, sv(name[0]));
	*now = version_named(ctx->corpus, sv(name[1]));
	if (!*before) unknown(ctx, name[0]);
	if (!*now) unknown(ctx, name[1]);
	if (!*before || !*now) return -1;
	if (sv_eq((*before)->family, (*now)->family)) return 0;
	diags_error(&ctx->ds, "S051", NOPLACE, "name two versions of one document",
		"%s and %s are versions of different documents", name[0], name[1]);
	return -1;
}

/* ---- the command */

/* Problems of other documents are no matter here: they are counted, and check tells them. */
static void load(struct context *ctx)
{
	corpus_load(&ctx->corpus, ctx->run, &ctx->settings, ctx->run->workspace, true, &ctx->aside);
}

static void print(struct context *ctx, const struct comparison *d)
{
	if (ctx->run->json) {
		compare_print_json(ctx, d);
		return;
	}
	compare_print(ctx, d);
	if (ctx->aside.errors) context_say(ctx, "\nThe content has errors; \"mentorpress check\" tells them.");
}

static int run_compare(struct context *ctx, const struct arguments *args)
{
	const struct document *before = NULL, *now = NULL;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return context_finish(ctx);
	load(ctx);
	int r = args->n == 1 ? choose_one(ctx, args->positional[0], &before, &now)
			     : choose_two(ctx, args->positional, &before, &now);
	if (r != 0) return context_finish(ctx);
	struct comparer *comparer = comparer_new();
	const struct comparison *d = compare_versions(comparer, before, now);
	if (d)
		print(ctx, d);
	else
		diags_error(&ctx->ds, "S053", NOPLACE, "run mentorpress check and correct what it lists first",
			"%.*s or %.*s has errors, so their texts cannot be compared", SV_ARG(before->number),
			SV_ARG(now->number));
	comparer_free(comparer);
	return context_finish(ctx);
}

const struct command cmd_compare = { "compare", "compare NUMBER [NUMBER]",
	"two versions of a controlled document, clause by clause",
	"Tells which clauses were changed, added, dropped or renumbered, and shows their words: [-removed-] "
	"{+added+}.\n"
	"Drafts are included. With one number (MP-02.04) a version that is not in force yet is compared with the one "
	"that is, any other with\n"
	"the one before it; with a family's number (MP-02) its newest version is. Also says which changes the new "
	"version does not\n"
	"name among its significant changes, and which questions rest on the clauses that differ. Writes nothing.",
	NULL, 0, 1, 2, run_compare };
