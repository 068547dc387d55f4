/* review: profile texts that wait for a person's eye; a decision is bound to the exact text by its digest. */
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/review_decide.h"
#include "cmd/review_each.h"
#include "cmd/review_list.h"
#include "cmd/review_sheet.h"
#include "cmd/whom.h"

enum { O_ACCEPT, O_MASK, O_HOLD, O_ASK, O_UNDO, O_TEXT, O_NOTE, O_EVEN_SO, O_EACH, O_SHEET, O_READ, O_ALL, O_COUNT };

static const struct option options[O_COUNT] = {
	[O_ACCEPT] = { "--accept", "DIGEST", "publish this exact text (first 7 or more symbols of its digest)" },
	[O_MASK] = { "--mask", "DIGEST", "publish --text in its place, or the proposed text" },
	[O_HOLD] = { "--hold", "DIGEST", "do not publish it; the card stays without text" },
	[O_ASK] = { "--ask", "DIGEST", "the same, and put the applicant on the list of whom to ask" },
	[O_UNDO] = { "--undo", "DIGEST", "take back what was decided; the text waits again" },
	[O_TEXT] = { "--text", "TEXT", "the text to publish instead, with --mask" },
	[O_NOTE] = { "--note", "TEXT", "why, or with --ask what the applicant should change" },
	[O_EVEN_SO] = { "--even-so", "REASON", "accept or mask although something on record is in the text" },
	[O_EACH] = { "--each", NULL, "show one text after another and ask" },
	[O_SHEET] = { "--sheet", "FILE", "write all texts that wait to FILE.csv or FILE.html, to be filled in" },
	[O_READ] = { "--read", "FILE", "read a filled CSV sheet back; all of it or nothing" },
	[O_ALL] = { "--all", NULL, "list the held texts too" },
};

struct job {
	struct review_wish wish;
	const char *digest;
};

static int usage(const char *what)
{
	return fprintf(stderr, "mentorpress: %s\n", what), -1;
}

static int take_job(struct job *job, const struct arguments *args)
{
	static const enum review_word words[] = { [O_ACCEPT] = REVIEW_ACCEPTED,
		[O_MASK] = REVIEW_MASKED,
		[O_HOLD] = REVIEW_HELD,
		[O_ASK] = REVIEW_ASKED,
		[O_UNDO] = REVIEW_NONE };
	int given = 0, ways = 0;

	for (size_t o = O_ACCEPT; o <= O_UNDO; o++)
		if (args->value[o]) job->digest = args->value[o], job->wish.word = words[o], given++;
	for (size_t o = O_EACH; o <= O_READ; o++) ways += args->value[o] != NULL;
	job->wish.masked = args->value[O_TEXT];
	job->wish.note = args->value[O_NOTE];
	job->wish.even_so = args->value[O_EVEN_SO];
	job->wish.at = NOPLACE;
	if (given > 1) return usage("give one of --accept, --mask, --hold, --ask and --undo");
	if (ways + given > 1) return usage("--each, --sheet and --read stand alone");
	if (job->wish.masked && !args->value[O_MASK]) return usage("--text goes with --mask");
	if (job->wish.masked && !*job->wish.masked) return usage("--text needs a text");
	if (job->wish.even_so && (!*job->wish.even_so || (!args->value[O_ACCEPT] && !args->value[O_MASK])))
		return usage("--even-so needs a reason and goes with --accept or --mask");
	if (job->wish.note && !given) return usage("--note goes with a decision");
	return 0;
}

static void decide_one(struct review_queue *q, const struct job *job)
{
	struct review_item *item = review_queue_find(q, job->digest);
	struct review_row row;

	if (!item || review_decide(q, item, &job->wish, &row) || review_record(q, &item, &row, 1)) return;
	context_say(q->ctx, "Recorded: %s.", review_word_text(row.word));
	if (job->wish.even_so && item->certain)
		context_say(q->ctx,
			"The gate will refuse to publish this text (G010) as long as the value is on record and not "
			"under ordinary_words or certified in records/policy.yml.");
	if (row.word == REVIEW_ASKED || q->asked) review_ask_sheet(q);
}

static void each_text(struct review_queue *q)
{
	const struct run *run = q->ctx->run;

	if (!run->tty_out && !run->show_values)
		diags_error(&q->ctx->ds, "P147", NOPLACE,
			"run it on a terminal; elsewhere: mentorpress review --sheet texts.csv, and --read when it is "
			"filled in",
			"--each shows personal texts, and this output is no terminal");
	else
		review_each(q);
}

/* On a terminal the list ends with a question: who wanted to read only says no. */
static void list(struct review_queue *q, bool all)
{
	const struct run *run = q->ctx->run;

	if (run->json) {
		review_list_json(q);
		return;
	}
	review_list(q, all);
	if (q->asked) review_ask_sheet(q);
	if (q->waiting && run->tty_in && run->tty_out && !run->quiet && !all &&
		review_each_yes(q, "Go through them one by one now? [y/N] "))
		review_each(q);
}

static int run_review(struct context *ctx, const struct arguments *args)
{
	struct job job = { 0 };
	struct review_queue q;

	if (take_job(&job, args) != 0) return EXIT_USAGE;
	if (present_import(ctx) != 0 || !ctx->has_records) return context_finish(ctx);
	if (review_queue_load(&q, ctx) == 0) {
		if (job.digest)
			decide_one(&q, &job);
		else if (args->value[O_EACH])
			each_text(&q);
		else if (args->value[O_SHEET])
			review_sheet_write(&q, args->value[O_SHEET]);
		else if (args->value[O_READ])
			review_read(&q, args->value[O_READ]);
		else
			list(&q, args->value[O_ALL] != NULL);
	}
	review_queue_dispose(&q);
	return context_finish(ctx);
}

const struct command cmd_review = { "review",
	"review [--each | --sheet FILE | --read FILE | --accept DIGEST | --mask DIGEST [--text TEXT] | --hold DIGEST | "
	"--ask DIGEST | "
	"--undo DIGEST]",
	"profile texts that wait for approval (private)",
	"Lists the profile texts nobody has approved yet, with what could tell who wrote them and a masked form of "
	"each. A card is "
	"listed without its text until then, and a changed text waits again and shows what changed. --each asks about "
	"one after "
	"another, --sheet and --read let you decide in a spreadsheet or browser.",
	options, O_COUNT, 0, 0, run_review };
