/* programme.c keeps what every command about partnerships begins and ends with in one place, so that none of them forgets to take in the forms that
 * arrived, or leaves a copy of the register behind that is out of date. */
#include "cmd/programme.h"
#include <stdlib.h>
#include <string.h>
#include "cmd/present.h"
#include "programme/decision.h"
#include "records/entry_id.h"

int programme_store_failed(struct context *ctx)
{
	context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

static int read_register(struct programme *p, struct context *ctx)
{
	vec_dispose(&p->all.v);
	return partnerships_read(&p->all, &ctx->mem, ctx->store, ctx->run, &p->rules) ? programme_store_failed(ctx) : 0;
}

int programme_rules(struct rules *out, struct context *ctx, struct diags *ds)
{
	if (rules_load(out, &ctx->mem, ctx->run, ds)) return -1;
	return register_take_forms(ctx->store, ctx->run, out, ds) ? programme_store_failed(ctx) : 0;
}

int programme_load(struct programme *out, struct context *ctx, bool recording)
{
	*out = (struct programme){ .all = { VEC_INIT } };
	if (present_load(ctx, recording) || programme_rules(&out->rules, ctx, &ctx->ds)) return -1;
	return read_register(out, ctx);
}

void programme_dispose(struct programme *p)
{
	rules_dispose(&p->rules);
	vec_dispose(&p->all.v);
}

int programme_again(struct programme *p, struct context *ctx)
{
	struct str err = STR_INIT;
	int r = read_register(p, ctx);
	if (r == 0 && register_write_csv(ctx->store, ctx->run, &p->all, context_path(ctx, REGISTERS_FOLDER), &err)) {
		if (err.len)
			diags_warn(&ctx->ds, "M088", NOPLACE,
				"close the file if a spreadsheet has it open; the next recording writes it again",
				"the register is complete, but its copy could not be written: %s", err.ptr);
		else
			r = programme_store_failed(ctx);
	}
	str_dispose(&err);
	return r;
}

/* What is wrong in the texts is for mentorpress check to tell: a decision is recorded all the same. */
static void load_cycles(struct programme *p, struct context *ctx)
{
	struct diags own = ctx->ds;
	if (p->have_cycles) return;
	p->have_cycles = true;
	ctx->ds = (struct diags)DIAGS_INIT;
	if (!ctx->corpus) context_load(ctx, LOAD_CONTENT);
	diags_dispose(&ctx->ds);
	ctx->ds = own;
}

const struct cycle_days *programme_cycle(struct programme *p, struct context *ctx, const char *id)
{
	load_cycles(p, ctx);
	for (size_t i = 0; ctx->corpus && i < ctx->corpus->ncycles; i++) {
		const struct cycle *c = &ctx->corpus->cycle[i];
		if (!sv_is(c->id, id)) continue;
		struct cycle_days *days = arena_alloc(&ctx->mem, sizeof *days);
		*days = (struct cycle_days){ arena_strdup(&ctx->mem, c->id), c->cutoff, c->meeting, c->reply_by,
			c->plan_due, c->checkin_due, c->evaluation_due };
		return days;
	}
	return NULL;
}

int programme_round(struct round *out, struct programme *p, struct context *ctx, const char *name, const char *cycle)
{
	static const struct round_options usual = { .goal = -1 };
	const struct cycle_days *days = programme_cycle(p, ctx, cycle);
	if (!days)
		return diags_error(&ctx->ds, "M089", NOPLACE, "see content/cycles.csv, and mentorpress check",
			       "the round %s belongs to the cycle \"%s\", which cannot be found any more", name, cycle),
		       -1;
	struct diags aside = DIAGS_INIT; /* what is doubtful in applications is told by match */
	int failed = round_gather(out, ctx->store, ctx->run, &p->rules, &ctx->vocabs, name, days, &usual, &aside);
	for (size_t i = 0; failed && i < aside.n; i++)
		if (aside.at[i].sev == SEV_ERROR)
			diags_error(
				&ctx->ds, aside.at[i].code, aside.at[i].at, aside.at[i].help, "%s", aside.at[i].text);
	failed = failed && !aside.errors ? programme_store_failed(ctx) : failed;
	diags_dispose(&aside);
	return failed ? -1 : 0;
}

struct naming {
	struct context *ctx;
	const char *text;
	struct checkcode id;
};

static int first_live(void *self, const struct entry_fact *e, int64_t application)
{
	struct naming *n = self;
	(void)application;
	if (!n->id.z[0] && strcmp(e->state, "live") == 0) n->id = e->id;
	return 0;
}

static int name_it(void *self, const struct application *a)
{
	struct naming *n = self;
	n->text = arena_printf(&n->ctx->mem, "%s %s%s%s%s", a->form, a->entry_no, n->id.z[0] ? " (" : "", n->id.z,
		n->id.z[0] ? ")" : "");
	return 0;
}

const char *programme_entry(struct context *ctx, int64_t application)
{
	struct naming n = { ctx, "somebody erased", { .z = "" } };
	if (!application) return n.text;
	if (entry_id_of(ctx->store, application, first_live, &n) < 0 ||
		application_get(ctx->store, ctx->run, application, name_it, &n) < 0)
		programme_store_failed(ctx);
	return n.text;
}

const char *programme_choice(struct context *ctx, int how)
{
	static const char *const end[] = { "th", "st", "nd", "rd" };
	return how ? arena_printf(&ctx->mem, "%d%s choice", how, how < 4 ? end[how] : end[0]) : "suggested";
}

static const char *forbidden(const struct round *r, const struct participant *seeker, const struct participant *other)
{
	enum hard h = hard_rule(r, seeker, other, NULL);
	return h == HARD_NONE ? NULL : hard_words(h);
}

static int fit_of(const struct round *r, const struct participant *seeker, const struct participant *other)
{
	return fit_total(&r->rules, seeker, other, r->from, r->until);
}

const struct decision_judge programme_judge = { forbidden, fit_of };
