/* erase: one person out of everything, for good. The command looks first and tells in full what it will do; then the public history is
 * exchanged, then the records are deleted, then it says what it cannot reach. */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/erase_finish.h"
#include "cmd/erase_tell.h"
#include "cmd/present.h"
#include "cmd/settle.h"
#include "cmd/signing.h"
#include "cmd/unchanged.h"
#include "cmd/whom.h"
#include "privacy/identity_erased.h"
#include "store/audit.h"

enum { OPT_DRY_RUN, OPT_EXPORTS };

static int store_failed(struct context *ctx)
{
	return context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db"), -1;
}

static bool holds(void *ctx, const char *path, struct sv bytes)
{
	return erased_search_holds(ctx, path, bytes);
}

/* Texts in which a name is published of an office or of the society, and stays. */
static int look_up_values(struct erasing *e)
{
	struct context *ctx = e->ctx;
	static const char *const names[] = { "content/officers.yml", "mentorpress.yml" };
	struct str text[2] = { STR_INIT, STR_INIT }, err = STR_INIT;
	struct sv exempt[2];
	for (size_t i = 0; i < 2; i++) {
		const char *path = context_path(ctx, names[i]);
		if (fs_exists(path) && fs_read(&text[i], path, FS_MAX_TEXT, &err)) str_clear(&text[i]);
		exempt[i] = sv_of(&text[i]);
	}
	int r = erased_search_new(&e->search, ctx->store, &e->of, ctx->has_records ? &ctx->policy : NULL, exempt, 2);
	for (size_t i = 0; i < 2; i++) str_dispose(&text[i]);
	str_dispose(&err);
	return r ? store_failed(ctx) : 0;
}

/* What an unfinished publish left is settled before anything is looked up: it may decide which Entry IDs there are. */
static int open_site(struct erasing *e)
{
	struct context *ctx = e->ctx;
	if (erase_begin(&e->site, context_path(ctx, "site"), &ctx->environment_failed, &ctx->ds)) return -1;
	struct pool_published newest = { erase_head_number(e->site), erase_head(e->site),
		erase_head_has_pool(e->site) };
	if (settle_reconcile(ctx, &newest, false) == 0) return 0;
	return *store_error(ctx->store) ? store_failed(ctx) : -1;
}

static int look(struct erasing *e, const char *typed)
{
	struct context *ctx = e->ctx;
	int64_t person = 0;
	if (whom_find_person(&person, &e->by_name, ctx, typed, "erase", "") || open_site(e)) return -1;
	if (erase_subject_find(&e->of, &ctx->mem, ctx->store, person)) return store_failed(ctx);
	if (look_up_values(e)) return -1;
	struct erase_ask ask = {
		.id = e->of.id.at, .nids = e->of.id.n, .day = ctx->run->as_of, .holds = holds, .ctx = e->search
	};
	if (erase_plan(e->site, &ask, &ctx->environment_failed, &ctx->ds)) return -1;
	return erase_own_rows(&e->own, ctx, &e->of) || erase_find_in_exports(&e->exports, &ctx->mem, ctx->run,
							       &ctx->settings, &ctx->vocabs, &e->of, &ctx->ds)
		       ? -1
		       : 0;
}

static bool agreed(struct erasing *e)
{
	struct context *ctx = e->ctx;
	const struct run *run = ctx->run;
	bool terminal = run->tty_in && run->tty_out && !run->json;
	char answer[16] = "";
	if (e->by_name && !terminal) {
		diags_error(&ctx->ds, "H068", NOPLACE,
			"give an Entry ID, a form entry number, a member number or an e-mail address",
			"nothing was erased: a name is enough only where somebody is asked, at a terminal");
		return false;
	}
	if (run->yes && !e->by_name) return true;
	if (!terminal) {
		diags_error(&ctx->ds, "H067", NOPLACE, "look with --dry-run, then add --yes in a script",
			"nothing was erased: erase asks first, because it is for good, and there is no terminal to ask "
			"on");
		return false;
	}
	fputs("\nErase all this? It cannot be undone. [y/N] ", run->out);
	fflush(run->out);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y')) return true;
	context_say(ctx, "Nothing was erased.");
	return false;
}

static int intend(struct erasing *e)
{
	struct context *ctx = e->ctx;
	struct erase_intent *i = &e->intent;
	*i = (struct erase_intent){
		.person = e->of.person, .day = ctx->run->as_of, .was = arena_strdup(&ctx->mem, sv(erase_head(e->site)))
	};
	i->now = i->was;
	for (size_t k = 0; erase_needed(e->site) && k < erase_editions(e->site); k++) {
		const struct erase_edition *ed = erase_edition(e->site, k);
		struct erase_renamed renamed = { ed->number, arena_strdup(&ctx->mem, sv(ed->was)),
			arena_strdup(&ctx->mem, sv(ed->now)) };
		i->now = renamed.now;
		if (strcmp(ed->was, ed->now) != 0) vec_push(&i->renamed, renamed);
	}
	return erase_intend(ctx->store, i) ? store_failed(ctx) : 0;
}

/* The new history stands ready beside the old one before the records are asked to remember what is to happen. */
static int erase_public(struct erasing *e)
{
	struct context *ctx = e->ctx;
	bool refused = false;
	if (erase_needed(e->site) && signing_open(ctx, &e->signer)) return -1;
	erase_set_signer(e->site, e->signer);
	if (erase_needed(e->site) && erase_build(e->site, &refused, &ctx->environment_failed, &ctx->ds)) {
		ctx->refused = refused;
		return -1;
	}
	unchanged_forget(ctx);
	if (intend(e)) return -1;
	if (!erase_needed(e->site)) return 0;
	int r = erase_swap(e->site, &e->swapped, &ctx->environment_failed, &ctx->ds);
	if (r && !e->swapped)
		erase_forget_intent(ctx->store); /* if that fails, the next run finds that nothing happened */
	return r;
}

static void tell_signatures(struct erasing *e)
{
	struct context *ctx = e->ctx;
	if (!erase_had_signatures(e->site)) return;
	if (e->signer)
		context_say(ctx, "Editions that are others now were signed anew with the key %s.",
			signer_fingerprint(e->signer));
	else
		diags_warn(&ctx->ds, "H084", NOPLACE,
			"name the key under sign: in mentorpress.yml before the next erase",
			"editions that are others now were signed and are not any more: there is no key here");
}

static int erase_all(struct erasing *e)
{
	struct context *ctx = e->ctx;
	if (erase_public(e)) {
		if (e->swapped)
			diags_error(&ctx->ds, "H069", NOPLACE,
				"free some space or check the disk, then run any command: it goes on",
				"the history is the new one, but the erase is not finished");
		return -1;
	}
	erase_tell_public(e);
	tell_signatures(e);
	if (erase_finish_private(ctx, &e->of, &e->intent)) return -1;
	if (e->rewrite_exports && erase_cut_lines(ctx->run->workspace, &e->exports, &ctx->ds))
		return ctx->environment_failed = true, -1;
	return 0;
}

static void dispose(struct erasing *e)
{
	erase_end(e->site);
	signer_free(e->signer);
	erased_search_free(e->search);
	erase_intent_dispose(&e->intent);
	erase_subject_dispose(&e->of);
	vec_dispose(&e->own.at);
	vec_dispose(&e->exports.at);
}

static int run_erase(struct context *ctx, const struct arguments *args)
{
	struct erasing e = { .ctx = ctx,
		.dry_run = args->value[OPT_DRY_RUN] != NULL,
		.rewrite_exports = args->value[OPT_EXPORTS] != NULL };
	if (present_load(ctx, true) == 0 && look(&e, arguments_words(&ctx->mem, args)) == 0) {
		erase_tell_plan(&e);
		if (!e.dry_run && agreed(&e) && erase_all(&e) == 0) e.done = true;
		if (e.done) erase_tell_rest(&e);
		if (ctx->run->json) erase_tell_json(&e);
	}
	dispose(&e);
	return context_finish(ctx);
}

static const struct option options[] = { [OPT_DRY_RUN] = { "--dry-run", NULL, "only show what would happen" },
	[OPT_EXPORTS] = { "--exports", NULL, "take the person's rows out of the files in records/exports too" } };
const struct command cmd_erase = { "erase", "erase WHO [--dry-run] [--exports]",
	"one person out of the records and out of every edition, for good",
	"Takes a person out of every edition that was published and out of the private records. The repository is "
	"written anew without "
	"their profile, verified object by object, put in the old one's place, and the old one is overwritten and "
	"removed. Kept are "
	"salted fingerprints, by which the gate goes on refusing their name and the import goes on skipping their "
	"rows.\n"
	"WHO is an Entry ID of theirs, a form entry number (10412, mentor 10412), a member number or an e-mail "
	"address; at a terminal also a "
	"name that fits one person. It lists what will happen and asks; scripts say --yes. It cannot be undone, and it "
	"cannot "
	"reach clones, backups and copies of others: they are listed at the end.",
	options, 2, 1, COMMAND_WORDS, run_erase };
