/* privacy: utility against risk for every choice of grouped fields and k, before anyone decides. */
#include "cmd/command.h"
#include "privacy/utility.h"

static void say_classes(struct context *ctx)
{
	const struct policy *p = &ctx->policy;
	context_say(ctx, "Audience %s, k = %u. What the policy publishes:", p->audience, p->k);
	for (size_t i = 0; i < p->npools; i++) {
		const struct policy_pool *pool = &p->pool[i];
		context_say(ctx, "  %s", pool->code);
		for (size_t f = 0; f < pool->nfields; f++)
			context_say(ctx, "    %-30s %s", pool->field[f].label,
				pool->field[f].grouped ? "profiles; groups, generalized and counted in k"
						       : "profiles only");
		if (pool->text_field)
			context_say(ctx, "    %-30s profiles only, and only after a person approved the text",
				"Profile text");
	}
	context_say(ctx, "  Everything else stays private.");
}

static void subset_names(struct str *out, const struct policy_pool *pool, unsigned subset)
{
	str_clear(out);
	for (size_t f = 0; f < pool->ngrouped; f++)
		if (subset & (1u << f)) str_printf(out, "%s%s", out->len ? " + " : "", pool->field[f].label);
}

static int say_pool(struct context *ctx, size_t i)
{
	const struct policy_pool *pool = &ctx->policy.pool[i];
	struct utility u = { 0 };
	struct str names = STR_INIT;
	if (utility_measure(&u, &ctx->mem, ctx->store, ctx->run, &ctx->policy, i, &ctx->ds) != 0)
		return str_dispose(&names), -1;
	context_say(ctx, "\n%s: %zu persons without a profile, %zu profiles", pool->code, u.persons, u.profiles);
	context_say(ctx, "  %-58s %3s %7s %9s %12s %12s", "grouped fields", "k", "groups", "unplaced", "exact first",
		"kept");
	for (size_t r = 0; r < u.n; r++) {
		subset_names(&names, pool, u.row[r].subset);
		context_say(ctx, "%s %-58s %3u %7zu %9zu %10u %% %10u %%", u.row[r].current ? ">" : " ", names.ptr,
			u.row[r].k, u.row[r].groups, u.row[r].unplaced, u.row[r].exact_percent, u.row[r].kept_percent);
	}
	if (u.recommendation) context_say(ctx, "  Recommended for this pool: %s", u.recommendation);
	for (size_t w = 0; w < u.nwarnings; w++) context_say(ctx, "  Warning: %s", u.warning[w]);
	str_dispose(&names);
	return 0;
}

static int run_privacy(struct context *ctx, const struct arguments *args)
{
	struct import_report import;
	(void)args;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0 || context_import(ctx, &import) != 0)
		return context_finish(ctx);
	if (!ctx->has_records) {
		context_say(ctx, "This workspace has no records; nothing about people is decided here.");
		return context_finish(ctx);
	}
	say_classes(ctx);
	for (size_t i = 0; i < ctx->policy.npools; i++)
		if (say_pool(ctx, i) != 0 && *store_error(ctx->store))
			context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	context_say(ctx, "\n> marks the policy in force. \"exact first\": share of persons whose first field shows "
			 "exactly. \"kept\": information kept, 100 %% = nothing generalized.");
	return context_finish(ctx);
}

const struct command cmd_privacy = { "privacy", "privacy",
	"what the policy publishes, k, groups, utility and risk (private)",
	"For every choice of grouped fields and k = 5, 11, 20: how many groups there would be, how many people could "
	"not be placed, how much would show exactly.\n"
	"Ends with a recommendation for this pool's size and with warnings.",
	NULL, 0, 0, 0, run_privacy };
