/* match: proposes mentors to mentees and peers to each other for one meeting of the committee, writes the papers it decides from, and answers
 * what-ifs. Nobody is told anything by it: the committee decides (SOP 5.1.5). */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/cycle_of.h"
#include "cmd/log_check.h"
#include "cmd/match_options.h"
#include "cmd/match_pdf.h"
#include "cmd/match_tell.h"
#include "cmd/present.h"
#include "cmd/programme.h"
#include "programme/pack.h"

enum { O_ROUND, O_CYCLE, O_LOCK, O_VETO, O_WEIGHT, O_GOAL, O_IDENTIFIED, O_PDF, O_SIZE, O_DRY_RUN, O_COUNT };

static const struct option options[O_COUNT] = {
	[O_ROUND] = { "--round", "NAME",
		"the round: a cycle of content/cycles.csv, or a name of your own with --cycle" },
	[O_CYCLE] = { "--cycle", "ID", "the cycle whose dates hold (default: the round's name)" },
	[O_LOCK] = { "--lock", "A=B...", "what if these two are proposed to each other" },
	[O_VETO] = { "--veto", "A=B...", "what if these two are not" },
	[O_WEIGHT] = { "--weight", "PART=N...",
		"what if this part of the fit weighs N: needs, experience, sector, region, language, credential, "
		"channel, availability" },
	[O_GOAL] = { "--goal", "best|most", "the best fits, or the most people (default: records/match-rules.yml)" },
	[O_IDENTIFIED] = { "--identified", NULL, "write the papers with names too" },
	[O_PDF] = { "--pdf", NULL, "write the whole pack as one PDF too" },
	[O_SIZE] = { "--size", "SIZE", "the PDF's paper: letter (default) or a4" },
	[O_DRY_RUN] = { "--dry-run", NULL, "write and remember nothing" },
};

static int store_failed(struct context *ctx)
{
	if (!ctx->ds.errors) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

static int read_wish(struct match_wish *w, struct context *ctx, const struct arguments *args)
{
	const char *goal = args->value[O_GOAL], *size = args->value[O_SIZE];
	*w = (struct match_wish){ .round = args->value[O_ROUND],
		.cycle = args->value[O_CYCLE],
		.locks = args->value[O_LOCK],
		.vetoes = args->value[O_VETO],
		.weights = args->value[O_WEIGHT],
		.identified = args->value[O_IDENTIFIED] != NULL,
		.dry_run = args->value[O_DRY_RUN] != NULL,
		.pdf = args->value[O_PDF] != NULL,
		.size = size && sv_is(sv(size), "a4") ? PAPER_A4 : PAPER_LETTER,
		.options = { .goal = -1 } };
	if (goal && !sv_is(sv(goal), "best") && !sv_is(sv(goal), "most"))
		return fprintf(stderr, "mentorpress: --goal is best or most\n"), -1;
	if (size && !sv_is(sv(size), "a4") && !sv_is(sv(size), "letter"))
		return fprintf(stderr, "mentorpress: --size is a4 or letter\n"), -1;
	if (size && !w->pdf) return fprintf(stderr, "mentorpress: --size is that of the PDF: add --pdf\n"), -1;
	if (goal) w->options.goal = sv_is(sv(goal), "most");
	return match_wish_read(w, ctx);
}

/* A round keeps the cycle it began with. */
static int find_cycle(struct cycle_of *out, struct context *ctx, struct match_wish *w)
{
	const char *before = NULL;
	if (round_cycle(ctx->store, w->round, &ctx->mem, &before)) return store_failed(ctx);
	if (before && w->cycle && !sv_is(sv(before), w->cycle))
		return diags_error(&ctx->ds, "M043", NOPLACE, "give the other meeting's round another name",
			       "round \"%s\" is of cycle %s, not of %s", w->round, before, w->cycle),
		       -1;
	if (cycle_of(out, ctx, before ? before : w->cycle ? w->cycle : w->round)) return -1;
	w->options.officer = out->officer;
	w->options.nofficers = out->nofficers;
	return 0;
}

static int write_changes(struct context *ctx, const char *folder, struct sv changes)
{
	struct str err = STR_INIT;
	int rc = fs_mkdirs(folder, 0700, &err);
	const char *file = arena_printf(&ctx->mem, "%s/changes.txt", folder);
	if (!rc && changes.n) rc = fs_write_atomic(file, changes, 0600, &err);
	if (rc) context_fail(ctx, "M045", err.ptr, "check the disk and the rights of private/");
	str_dispose(&err);
	return rc;
}

/* The papers first: what is remembered as proposed has been written. */
static int keep(struct context *ctx, const struct match_wish *w, const struct match_told *t, struct str *changes)
{
	struct pack_options pack = { .folder = context_path(ctx, t->folder),
		.identified = w->identified,
		.templates = context_path(ctx, "programme-templates"),
		.as_of = ctx->run->as_of };
	struct str lines = STR_INIT; /* what the overview says first: locks that were not kept, then what changed */
	round_locks_lost(t->r, t->p, &lines, &ctx->ds);
	int rc = proposals_store(ctx->store, t->r, t->p, false, changes) ? store_failed(ctx) : 0;
	str_sv(&lines, sv_of(changes));
	pack.changes = arena_strdup(&ctx->mem, sv_of(&lines));
	str_dispose(&lines);
	if (rc || w->dry_run) return rc;
	if (match_pdf_forget(ctx, w, pack.folder) || pack_write_round(t->r, t->p, &pack, &ctx->ds) ||
		match_pdf_write(ctx, w, pack.folder))
		return -1;
	str_clear(changes);
	if (proposals_store(ctx->store, t->r, t->p, true, changes)) return store_failed(ctx);
	if (write_changes(ctx, pack.folder, sv_of(changes))) return -1;
	log_add(ctx, "match", "round", w->round,
		arena_printf(&ctx->mem, "rules %.12s, inputs %.12s%s", t->r->rules.digest.z, t->r->inputs,
			w->identified ? ", identified" : ""));
	return 0;
}

static void propose(struct context *ctx, const struct match_wish *w, struct round *r)
{
	struct proposals p;
	struct str changes = STR_INIT;
	struct match_told told = { .r = r, .p = &p, .pdf = w->pdf };
	if (proposals_make(&p, r)) {
		store_failed(ctx);
		return;
	}
	told.folder = arena_printf(&ctx->mem, "private/programme/%s", w->round);
	if (keep(ctx, w, &told, &changes) == 0) {
		told.changes = sv_of(&changes);
		if (w->dry_run) told.folder = NULL;
		(ctx->run->json ? match_tell_json : match_tell)(ctx, &told);
	}
	str_dispose(&changes);
	proposals_dispose(&p);
}

static void gather(struct context *ctx, struct match_wish *w, const struct cycle_of *cycle, const struct rules *rules)
{
	struct round r;
	int rc = round_gather(
		&r, ctx->store, ctx->run, rules, &ctx->vocabs, w->round, &cycle->days, &w->options, &ctx->ds);
	if (rc)
		store_failed(ctx);
	else if (round_check_locks(&r, &ctx->ds) == 0)
		propose(ctx, w, &r);
	round_dispose(&r);
}

static void match(struct context *ctx, struct match_wish *w)
{
	struct cycle_of cycle;
	struct rules rules;
	if (find_cycle(&cycle, ctx, w)) return;
	if (w->dry_run && store_begin(ctx->store)) {
		store_failed(ctx);
		return;
	}
	if (programme_rules(&rules, ctx, &ctx->ds) == 0 && match_wish_locks(w, ctx) == 0)
		gather(ctx, w, &cycle, &rules);
	if (w->dry_run) store_rollback(ctx->store);
	rules_dispose(&rules);
}

static int run_match(struct context *ctx, const struct arguments *args)
{
	struct match_wish w;
	if (read_wish(&w, ctx, args)) return EXIT_USAGE;
	if (present_load(ctx, false) == 0) match(ctx, &w);
	return context_finish(ctx);
}

const struct command cmd_match = { "match",
	"match --round NAME [--cycle ID] [--lock A=B] [--veto A=B] [--weight PART=N] [--goal best|most] [--identified] "
	"[--pdf [--size a4|letter]] [--dry-run]",
	"propose partners for a meeting of the committee (private)",
	"Says who is in the round and who is not and why, proposes mentors to mentees and peers to each other, and "
	"writes "
	"the committee's papers to private/programme/NAME. Applicants who were left unmatched before come first "
	"(5.1.6); "
	"then what was asked for; then suggestions by fit. Eligibility is that of the meeting day.\nA and B are form "
	"entry "
	"numbers (\"mentee 10412=mentor 10437\") or Entry IDs. Nobody is told anything: the committee decides, and "
	"mentorpress decisions takes that back. Run again it says what changed and why. With --dry-run on a terminal, "
	"or "
	"with --show-values, it prints each proposal in a sentence.",
	options, O_COUNT, 0, 0, run_match };
