/* review: profile texts that wait for a person's eye; a decision is bound to the exact text by its digest. */
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "privacy/review.h"
#include "records/application.h"

struct queue {
	struct context *ctx;
	struct reviews *reviews;
	const char *field;
	const char *wanted;
	const char *decision, *masked;
	size_t waiting, held, done;
	const char *form, *entry_no, *digest; /* of what was recorded, for the audit log; NULL if nothing was */
};

static void show_text(struct queue *q, const struct application *a, struct sv text, const char *digest)
{
	if (q->ctx->run->tty_out || q->ctx->run->show_values)
		context_say(q->ctx, "%.12s  %s application %s\n    %.*s\n", digest, a->form, a->entry_no, SV_ARG(text));
	else
		context_say(q->ctx, "%.12s  %s application %s (%zu characters)", digest, a->form, a->entry_no, text.n);
}

static void record(struct queue *q, const struct application *a, struct sv text, const char *digest)
{
	struct context *ctx = q->ctx;
	if (reviews_append(ctx->run, &ctx->settings, text, q->decision, q->masked ? sv(q->masked) : sv(""), &ctx->ds) !=
		0)
		return;
	q->form = arena_strdup(&ctx->mem, sv(a->form));
	q->entry_no = arena_strdup(&ctx->mem, sv(a->entry_no));
	q->digest = arena_printf(&ctx->mem, "%s of text %.12s", q->decision, digest);
}

static int look(void *self, const struct application *a)
{
	struct queue *q = self;
	struct sv text = application_field(a, q->field);
	struct sha256_hex d;
	bool held = false;
	if (!text.n || a->publishable != REASON_OK || a->consent != CONSENT_PROFILE) return 0;
	d = review_digest(text);
	if (q->wanted) {
		if (strlen(q->wanted) < 7 || strncmp(d.z, q->wanted, strlen(q->wanted)) != 0) return 0;
		if (q->done++ == 0) record(q, a, text, d.z);
		return 0;
	}
	if (reviews_approved(q->reviews, text, &held)) return 0;
	if (held)
		q->held++;
	else
		q->waiting++, show_text(q, a, text, d.z);
	return 0;
}

static int go_through(struct queue *q)
{
	struct context *ctx = q->ctx;
	for (size_t i = 0; i < ctx->policy.npools; i++) {
		q->field = ctx->policy.pool[i].text_field;
		if (q->field && application_each(ctx->store, ctx->run, ctx->policy.pool[i].kind, true, look, q) < 0)
			return context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db"), -1;
	}
	return 0;
}

static int take_decision(struct queue *q, const struct arguments *args)
{
	static const char *const words[] = { "accept", "mask", "hold" };
	int given = 0;
	for (size_t i = 0; i < 3; i++)
		if (args->value[i]) q->wanted = args->value[i], q->decision = words[i], given++;
	q->masked = args->value[3];
	if (given > 1) return fprintf(stderr, "mentorpress: give one of --accept, --mask and --hold\n"), -1;
	if (args->value[1] && !q->masked)
		return fprintf(stderr, "mentorpress: --mask needs --text \"the text to publish instead\"\n"), -1;
	return 0;
}

static int run_review(struct context *ctx, const struct arguments *args)
{
	struct reviews reviews = { 0 };
	struct queue q = { .ctx = ctx, .reviews = &reviews };
	struct import_report import;
	if (take_decision(&q, args) != 0) return EXIT_USAGE;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0 || context_import(ctx, &import) != 0 ||
		!ctx->has_records)
		return context_finish(ctx);
	if (reviews_load(&reviews, ctx->run, &ctx->settings, &ctx->ds) == 0 && go_through(&q) == 0) {
		if (q.form) log_add(ctx, "review", q.form, q.entry_no, q.digest);
		if (q.wanted && q.done == 0)
			diags_error(&ctx->ds, "P095", NOPLACE, "mentorpress review lists the texts that wait",
				"no listed profile has a text with that digest");
		else if (q.wanted)
			context_say(ctx, "Recorded: %s.", q.decision);
		else
			context_say(ctx,
				"%zu texts wait, %zu are held. Decide with: mentorpress review --accept DIGEST | "
				"--mask DIGEST --text TEXT | --hold DIGEST",
				q.waiting, q.held);
	}
	reviews_dispose(&reviews);
	return context_finish(ctx);
}

static const struct option options[] = { { "--accept", "DIGEST",
						 "publish this exact text (first 7 or more symbols of its digest)" },
	{ "--mask", "DIGEST", "publish --text in its place" },
	{ "--hold", "DIGEST", "do not publish it; the card stays without text" },
	{ "--text", "TEXT", "the text to publish instead, with --mask" } };
const struct command cmd_review = { "review", "review [--accept DIGEST | --mask DIGEST --text TEXT | --hold DIGEST]",
	"profile texts that wait for approval (private)",
	"Lists the profile texts nobody has approved yet. A card is listed without its text until then, and a changed "
	"text waits again.",
	options, 4, 0, 0, run_review };
