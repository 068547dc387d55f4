/* Joins the stages. Every step is a small function here so that the order of things, which is what makes an edition safe, can be read in edition_run. */
#include "cmd/edition.h"
#include "cmd/adopt.h"
#include "cmd/entry_sheet.h"
#include "cmd/kept_pools.h"
#include "cmd/newest.h"
#include "cmd/rendered.h"
#include "cmd/roots.h"
#include "cmd/settle.h"
#include "cmd/signing.h"
#include "cmd/trial.h"
#include "cmd/unchanged.h"
#include "cmd/report.h"
#include "content/links.h"
#include "base/fs.h"

static bool carries_history(const struct edition *e)
{
	return e->plan->mode == EDITION_DIFF || e->plan->mode == EDITION_PUBLISH;
}

/* Says on a terminal what begins now; the steps take about equally long in a large programme. */
static void begin_step(struct edition *e, unsigned number, const char *what)
{
	enum { STEPS = 7 };
	if (!e->progress.on) progress_begin(&e->progress, e->ctx->run, what, STEPS);
	e->progress.what = what;
	progress_step(&e->progress, number);
}

/* A cycle that is drawn once more, after a rule was mended, say, is told apart by a number: cycle-2026-03.2 */
static const char *free_tag(struct edition *e)
{
	struct arena *mem = &e->ctx->mem;
	const char *tag;
	if (!e->plan->cycle) return arena_printf(mem, "edition-%04u", e->number);
	tag = arena_printf(mem, "cycle-%s", e->plan->cycle);
	for (unsigned n = 2; edition_has_tag(e, tag); n++) tag = arena_printf(mem, "cycle-%s.%u", e->plan->cycle, n);
	return tag;
}

static int fail_store(struct edition *e)
{
	context_fail(e->ctx, "B024", store_error(e->ctx->store), "check the disk and private/mentorpress.db");
	return -1;
}

/* check and build open no history, but show the pool of this database, which must be the one of the newest edition too. */
static int check_preview(struct edition *e)
{
	struct pool_published newest;
	if (carries_history(e) || !e->ctx->store) return 0;
	if (newest_published(e->ctx, &newest) != 0 ||
		pool_check_settled(e->ctx->store, &newest, e->plan->cycle != NULL, &e->ctx->ds) == 0)
		return 0;
	return *store_error(e->ctx->store) ? fail_store(e) : -1;
}

static int reconcile(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct pool_published newest = { e->number - 1, edition_parent_id(e),
		pool_csv_has_entries(sv_of(&e->previous_pool)) };
	if (!ctx->store) return 0;
	if (settle_reconcile(ctx, &newest, e->plan->cycle != NULL) == 0 &&
		(!e->plan->cycle || adopt_published_ids(ctx, &newest) == 0))
		return 0;
	return *store_error(ctx->store) ? fail_store(e) : -1;
}

/* A rollback keeps what is controlled from the newest edition, so it must still be that one. */
static int check_onto(struct edition *e)
{
	if (!e->plan->restores || e->plan->onto == e->number - 1) return 0;
	diags_error(&e->ctx->ds, "H007", NOPLACE, "run the rollback again",
		"edition %u was published while the rollback was being prepared", e->number - 1);
	return -1;
}

static int open_history(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct publish_options o = { context_path(ctx, "site"), ctx->run->as_of, ctx->settings.author,
		ctx->settings.author_email, NULL };
	if (!carries_history(e)) return check_preview(e);
	if (e->plan->mode == EDITION_PUBLISH && signing_open(ctx, &e->signer) != 0) return -1;
	if (e->plan->mode == EDITION_DIFF ? preview_begin(&e->preview, ctx) != 0
					  : publish_begin(&e->publish, &o, &ctx->environment_failed, &ctx->ds) != 0)
		return -1;
	if (e->publish) publish_set_signer(e->publish, e->signer);
	e->number = 1 + edition_parent_number(e);
	if (check_onto(e) != 0) return -1;
	if (edition_commits(e) && e->number > 1 && ctx->run->as_of < edition_parent_day(e))
		return diags_error(&ctx->ds, "H023", NOPLACE, "editions go forward in time: give a later --as-of",
			       "edition %u is of %s, later than %s", e->number - 1, date_iso(edition_parent_day(e)).z,
			       date_iso(ctx->run->as_of).z),
		       -1;
	edition_parent_file(e, "documents.csv", &e->previous_documents);
	edition_parent_file(e, "changes.csv", &e->previous_changes);
	edition_parent_file(e, "pool.csv", &e->previous_pool);
	if (!ctx->has_records && edition_commits(e) && pool_csv_has_entries(sv_of(&e->previous_pool)))
		return diags_error(&ctx->ds, "H026", NOPLACE,
			       "publish where the records are; here, check and build do all that pages need",
			       "the last edition lists people, and without the records the gate has nothing to search "
			       "for"),
		       -1;
	e->tag = free_tag(e);
	if (e->publish) publish_set_tag(e->publish, e->tag);
	return reconcile(e);
}

static bool id_is_searched_for(void *self, const char *id)
{
	const struct edition *e = self;
	return identity_set_has(e->values, sv(id));
}

/* The values are read in the transaction too: nobody can come into the pools whom the gate does not know. */
static int make_pools(struct edition *e)
{
	struct context *ctx = e->ctx;
	size_t said;
	int r;
	if (ctx->has_records) {
		if (store_begin(ctx->store) != 0) return fail_store(e);
		e->in_transaction = true;
		if (edition_confirm_records(e) != 0) return fail_store(e);
	}
	if (edition_open_values(e) != 0) return ctx->store && *store_error(ctx->store) ? fail_store(e) : -1;
	if (!ctx->has_records) return 0;
	e->npools = ctx->policy.npools;
	if (e->npools > EDITION_MAX_POOLS)
		return diags_error(&ctx->ds, "P090", NOPLACE, "merge some pools",
			       "records/policy.yml has more than %d pools", EDITION_MAX_POOLS),
		       -1;
	said = ctx->ds.total;
	if (e->plan->cycle)
		r = pool_draw(ctx->store, ctx->run, &ctx->policy, &ctx->vocabs, e->plan->cycle, id_is_searched_for, e,
			e->pool, e->sums, &ctx->ds);
	else
		r = kept_pools_carry(e);
	if (!e->pools_taken) kept_pools_made(e, said);
	if (r != 0 && *store_error(ctx->store)) return fail_store(e);
	return r;
}

static int open_gate(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct sink *next = NULL;
	if (e->preview) next = preview_sink(e->preview);
	if (e->plan->mode == EDITION_BUILD) {
		if (folder_sink_new(&e->folder, context_path(ctx, e->plan->output), &ctx->ds) != 0)
			return ctx->environment_failed = true, -1;
		next = folder_sink_sink(e->folder);
	}
	struct gate_options o = { .values = e->values,
		.settings = &ctx->settings,
		.policy = ctx->has_records ? &ctx->policy : NULL,
		.vocabs = &ctx->vocabs,
		.corpus = ctx->corpus,
		.pool = (const struct public_pool *const *)e->pool,
		.npools = e->npools,
		.workspace = ctx->run->workspace,
		.sources = ctx->sources,
		.next = next,
		.early = e->publish ? publish_early_sink(e->publish) : NULL,
		.threads = ctx->run->threads,
		.cleared = context_path(ctx, UNCHANGED_CLEARED),
		.program = ctx->has_records && e->program_known ? &e->program : NULL,
		.as_of = ctx->run->as_of };
	if (gate_new(&e->gate, &o, &ctx->ds) != 0) return -1;
	struct sink *first = e->publish ? sources_watch(e->sources, gate_sink(e->gate)) : gate_sink(e->gate);
	outlet_init(&e->outlet, first, "", roots_top(e, READERS_PARTICIPANTS));
	e->links = links_new(&e->outlet.sink);
	rendered_open(e);
	return 0;
}

struct site_input edition_site_input(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct site_input in = { .run = ctx->run,
		.settings = &ctx->settings,
		.corpus = ctx->corpus,
		.pool = (const struct public_pool *const *)e->pool,
		.npools = e->npools,
		.templates = ctx->templates,
		.assets_dir = fs_join(&ctx->mem, ctx->sources, "site-templates/assets"),
		.previous_documents = sv_of(&e->previous_documents),
		.previous_changes = sv_of(&e->previous_changes),
		.preview = e->plan->mode == EDITION_BUILD };
	roots_input(e, &in, READERS_PARTICIPANTS);
	return in;
}

static int make_site(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct site_input in = edition_site_input(e);
	in.last = !ctx->settings.roots;
	rendered_input(e, &in, "");
	struct edition_facts f = { .number = e->number,
		.as_of = ctx->run->as_of,
		.cycle = e->plan->cycle ? e->plan->cycle : "",
		.k = ctx->has_records ? ctx->policy.k : 0,
		.audience = ctx->has_records ? ctx->policy.audience : "",
		.generator = "mentorpress " MENTORPRESS_VERSION,
		.restores = e->plan->restores };
	if (ctx->has_records) f.policy = sha256_hex(&ctx->policy.digest);
	e->ndocument_changes = site_document_changes(&in, &e->document_changes);
	int r = site_build(&in, links_sink(e->links), &ctx->ds);
	if (r == 0) r = site_put_edition(&in, &f, links_sink(e->links), &ctx->ds);
	if (links_check(e->links, ctx->sources, &ctx->ds) > 0) r = -1;
	links_free(e->links);
	e->links = NULL;
	if (r == 0) r = roots_make(e, &f);
	return r;
}

static int put_messages(struct edition *e)
{
	struct rendering m = RENDERING_INIT;
	int r;
	edition_message(e, &m);
	struct artifact a = { "commit", ARTIFACT_MESSAGE, sv_of(&m.bytes), m.spans.at, m.spans.n };
	r = sink_put(gate_sink(e->gate), &a);
	a.path = "tag";
	if (r == 0) r = sink_put(gate_sink(e->gate), &a);
	if (r == 0) r = gate_settle(e->gate);
	rendering_dispose(&m);
	return r;
}

static int pass_gate(struct edition *e, struct clearance **out)
{
	struct context *ctx = e->ctx;
	if (carries_history(e) && put_messages(e) != 0) return -1;
	e->gate_bytes = gate_bytes(e->gate);
	if (gate_finish(e->gate, out, &ctx->ds) == 0) {
		e->soft_passed = gate_soft_passed(e->gate);
		edition_done_searching(e);
		context_give_back(ctx);
		return 0;
	}
	ctx->refused = true;
	return -1;
}

static bool ask(struct edition *e)
{
	struct context *ctx = e->ctx;
	char answer[16] = "";
	if (ctx->run->yes) return true;
	if (!ctx->run->tty_in) {
		diags_error(&ctx->ds, "H024", NOPLACE, "add --yes in a script",
			"publish asks before it commits, and there is no terminal to ask on");
		return false;
	}
	report_difference(e);
	fprintf(ctx->run->out, "Publish this as edition %u? [y/N] ", e->number);
	fflush(ctx->run->out);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y')) return true;
	e->declined = true;
	return false;
}

/* The reservations are made durable before the commit: an ID that members could see is then never unknown here. */
static int reserve(struct edition *e)
{
	struct context *ctx = e->ctx;
	if (!ctx->store) return 0;
	if (pool_intend(ctx->store, e->number) != 0) return fail_store(e);
	if (e->in_transaction && store_commit(ctx->store) != 0) return fail_store(e);
	e->in_transaction = false;
	return 0;
}

static int settle(struct edition *e)
{
	return !e->ctx->store || settle_publish(e->ctx, e->number, e->result.commit) == 0 ? 0 : fail_store(e);
}

/* Durable before the commit: of an edition that stands, the sources are here. */
static int keep_sources(struct edition *e)
{
	struct sources_head head = { e->number, e->plan->restores, e->plan->onto };
	return sources_keep(e->ctx, e->sources, &head);
}

static int commit_edition(struct edition *e, const struct clearance *artifacts)
{
	struct context *ctx = e->ctx;
	struct clearance *read_back = NULL;
	int r;
	begin_step(e, 4, "Writing the edition");
	r = keep_sources(e);
	if (r == 0) r = reserve(e);
	if (r == 0) r = publish_write(e->publish, artifacts, &ctx->environment_failed, &ctx->ds);
	begin_step(e, 5, "Reading it back");
	if (r == 0) r = publish_read_back(e->publish, gate_read_back(e->gate), &ctx->environment_failed, &ctx->ds);
	if (r == 0 && (r = gate_finish_read_back(e->gate, &read_back, &ctx->ds)) != 0) ctx->refused = true;
	begin_step(e, 6, "Putting it in place");
	if (r == 0) r = publish_advance(e->publish, read_back, &e->result, &ctx->environment_failed, &ctx->ds);
	if (r != 0 && !ctx->environment_failed) ctx->refused = true; /* without clearance */
	if (r == 0) e->committed = true, r = settle(e);
	if (r == 0) kept_pools_sheet(e);
	if (r == 0) gate_remember(e->gate);
	if (r == 0 && e->rendered) pages_kept_save(e->rendered);
	if (r == 0 && e->inputs_known) unchanged_remember(ctx, &e->inputs, e->result.commit);
	if (r == 0) edition_remember_records(e);
	if (r == 0) kept_pools_remember(e);
	progress_end(&e->progress);
	clearance_free(read_back);
	return r;
}

/* Who left a profile that was not shown anyway changes no page; the ID ends nevertheless. */
static int end_left(struct edition *e)
{
	struct context *ctx = e->ctx;
	if (!e->in_transaction || e->plan->cycle) return 0;
	if (pool_end_left(ctx->store, ctx->run->as_of) != 0 || store_commit(ctx->store) != 0) return fail_store(e);
	e->in_transaction = false;
	return 0;
}

static int finish_mode(struct edition *e, const struct clearance *cleared)
{
	struct context *ctx = e->ctx;
	if (e->plan->mode == EDITION_BUILD) {
		int r = folder_sink_commit(e->folder, &ctx->ds);
		e->folder = NULL;
		if (r != 0) ctx->environment_failed = true;
		return r;
	}
	if (!carries_history(e)) return 0;
	if (e->preview ? preview_state(e->preview, &e->state) : publish_state(e->publish, &e->state, &ctx->ds))
		return -1;
	e->unchanged = e->state.has_parent && !e->state.differs;
	if (e->unchanged && e->inputs_known) unchanged_remember(ctx, &e->inputs, e->state.parent_id);
	if (e->unchanged && e->plan->mode == EDITION_PUBLISH) {
		int r = end_left(e);
		if (r == 0) kept_pools_sheet(e);
		if (r == 0) gate_remember(e->gate);
		if (r == 0 && e->rendered) pages_kept_save(e->rendered);
		if (r == 0) edition_remember_records(e);
		if (r == 0) kept_pools_remember(e);
		return r;
	}
	if (e->plan->mode == EDITION_DIFF || e->unchanged) return 0;
	sources_warn(ctx, e->sources, e->number - 1);
	if (!ask(e)) return e->declined ? 0 : -1;
	return commit_edition(e, cleared);
}

/* A publish of the very inputs that made the newest edition ends here. The history is opened all the same: that puts right what a killed run left. */
static bool is_unchanged(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct publish_options o = { context_path(ctx, "site"), ctx->run->as_of, ctx->settings.author,
		ctx->settings.author_email, NULL };
	struct publish *p = NULL;
	bool same = false;
	if (e->plan->mode != EDITION_PUBLISH || e->plan->restores || ctx->run->as_of > ctx->run->clock_day)
		return false;
	e->inputs_known = e->files_known && unchanged_digest(ctx, e->plan->cycle, &e->files, &e->inputs) == 0;
	if (!e->inputs_known || !fs_exists(context_path(ctx, "site/repo.git"))) return false;
	if (fs_exists(context_path(ctx, "private/mentorpress.db")) && !fs_exists(context_path(ctx, ENTRY_SHEET_CSV)))
		return false; /* the sheet of Entry IDs is written again */
	if (publish_begin(&p, &o, &ctx->environment_failed, &ctx->ds) == 0) {
		same = unchanged_since(ctx, &e->inputs, publish_parent_id(p));
		e->number = publish_parent_number(p) + 1;
	}
	publish_end(p);
	return same;
}

int edition_run(struct edition *e, struct context *ctx, const struct edition_plan *plan)
{
	struct clearance *cleared = NULL;
	int r;
	*e = (struct edition){ .ctx = ctx,
		.plan = plan,
		.number = 1,
		.previous_documents = STR_INIT,
		.previous_changes = STR_INIT,
		.previous_pool = STR_INIT,
		.document_changes = STR_INIT };
	if (edition_load_settings(e) != 0) return -1;
	if (is_unchanged(e)) return e->unchanged = e->untouched = true, 0;
	if (ctx->environment_failed) return -1;
	if (plan->mode == EDITION_DIFF && trial_begin(ctx) != 0) return -1;
	begin_step(e, 0, "Reading pages and rules");
	if (plan->mode == EDITION_PUBLISH) e->sources = sources_read(ctx);
	context_load(ctx, (edition_commits(e) ? LOAD_RECORDS : LOAD_RECORDS_IF_ANY) | LOAD_CONTENT | LOAD_TEMPLATES);
	edition_check_plan(e);
	begin_step(e, 1, "Reading the records");
	edition_look_at_records(e);
	if (!ctx->environment_failed && ctx->store) context_import(ctx, &e->import);
	if (ctx->ds.errors)
		return progress_end(&e->progress),
		       -1; /* all problems of records, content, templates and policy are known now */
	r = open_history(e);
	begin_step(e, 2, "Drawing the pools");
	if (r == 0) r = make_pools(e);
	if (r == 0) r = edition_borrow_pools(e);
	context_give_back(e->ctx);
	if (r == 0) r = open_gate(e);
	begin_step(e, 3, "Building pages and searching them");
	if (r == 0) r = make_site(e);
	if (e->gate && gate_settle(e->gate) != 0) r = -1;
	if (e->gate && pass_gate(e, &cleared) != 0) r = -1; /* also after other errors, so that one run tells all */
	progress_end(&e->progress);                         /* what follows may ask */
	if (r == 0) r = finish_mode(e, cleared);
	clearance_free(cleared);
	return r;
}

void edition_dispose(struct edition *e)
{
	if (e->in_transaction) store_rollback(e->ctx->store);
	if (e->folder) folder_sink_abandon(e->folder);
	links_free(e->links);
	pages_kept_free(e->rendered);
	gate_free(e->gate);
	identity_set_free(e->values);
	publish_end(e->publish);
	signer_free(e->signer);
	preview_end(e->preview);
	sources_free(e->sources);
	for (size_t i = 0; i < EDITION_MAX_POOLS; i++) public_pool_free(e->pool[i]);
	str_dispose(&e->previous_documents);
	str_dispose(&e->previous_changes);
	str_dispose(&e->previous_pool);
	str_dispose(&e->document_changes);
}
