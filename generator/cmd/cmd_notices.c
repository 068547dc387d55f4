/* notices: what the programme has to tell people, as drafts; what was sent is recorded; and the packet of materials for each role. */
#include "cmd/command.h"
#include "cmd/notices_make.h"
#include "cmd/notices_packet.h"

enum { O_ROUND, O_ON, O_COUNT };
static const struct option options[O_COUNT] = {
	[O_ROUND] = { "--round", "NAME", "only those of this round: its decisions and partnerships" },
	[O_ON] = { "--on", "DATE", "with sent: the day on which they were sent (default: today)" },
};

static int bad_word(struct context *ctx, const char *word)
{
	const char *names[NOTICE_COUNT + 2];
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++) names[c] = notice_code_word(c);
	names[NOTICE_COUNT] = "sent";
	names[NOTICE_COUNT + 1] = "packet";
	const char *near = diags_near(sv(word), names, NOTICE_COUNT + 2);
	diags_error(&ctx->ds, "M090", NOPLACE,
		near ? diags_text(&ctx->ds, "did you mean \"%s\"?", near) : "mentorpress notices --help lists them",
		"there is no notice called \"%s\"", word);
	return -1;
}

static int read_filter(struct context *ctx, struct notices_filter *filter, const struct arguments *args)
{
	int r = 0;
	for (size_t i = 0; i < args->n; i++) {
		enum notice_code c = notice_code_of(sv(args->positional[i]));
		if (c == NOTICE_COUNT)
			r = bad_word(ctx, args->positional[i]);
		else
			filter->code[c] = filter->any = true;
	}
	filter->round = args->value[O_ROUND];
	return r;
}

static int check_round(struct context *ctx, const struct due_facts *f, const char *round)
{
	for (size_t i = 0; round && i < f->rounds.n; i++)
		if (strcmp(f->rounds.at[i].name, round) == 0) return 0;
	if (!round) return 0;
	diags_error(&ctx->ds, "M098", NOPLACE,
		f->rounds.n ? diags_text(&ctx->ds, "the newest is %s", f->rounds.at[f->rounds.n - 1].name)
			    : "mentorpress match --round NAME makes one",
		"there is no round called \"%s\"", round);
	return -1;
}

static int read_day(struct context *ctx, const char *on, date_t *out)
{
	*out = on ? date_parse(sv(on)) : ctx->run->as_of;
	if (*out != DATE_NONE && *out <= ctx->run->as_of) return 0;
	diags_error(&ctx->ds, "M091", NOPLACE, "write a day that has been, as 2026-03-14",
		*out == DATE_NONE ? "--on \"%s\" is not a date" : "--on %s is still to come", on);
	return -1;
}

static void make(struct context *ctx, const struct arguments *args)
{
	struct notices_filter filter = { .any = false };
	struct due_read read = { .have_rules = false };
	if (read_filter(ctx, &filter, args) == 0 && due_read(&read, ctx) == 0 &&
		check_round(ctx, &read.facts, filter.round) == 0)
		notices_make(ctx, &read, &filter);
	due_read_dispose(&read);
}

static void sent(struct context *ctx, const struct arguments *args)
{
	struct due_read read = { .have_rules = false };
	date_t on = DATE_NONE;
	if (args->n < 2)
		diags_error(&ctx->ds, "M092", NOPLACE, "mentorpress notices sent all --on 2026-03-14",
			"say which were sent: all, notices such as match-mentor, or names of files");
	else if (read_day(ctx, args->value[O_ON], &on) == 0 && due_read(&read, ctx) == 0 &&
		 check_round(ctx, &read.facts, args->value[O_ROUND]) == 0)
		notices_sent(ctx, &read, args->positional + 1, args->n - 1, args->value[O_ROUND], on);
	due_read_dispose(&read);
}

static int run_notices(struct context *ctx, const struct arguments *args)
{
	const char *word = args->n ? args->positional[0] : "";
	if (strcmp(word, "sent") == 0)
		sent(ctx, args);
	else if (strcmp(word, "packet") == 0) {
		if (context_load(ctx, LOAD_SETTINGS) == 0 && context_load(ctx, LOAD_CONTENT) == 0)
			notices_packet(ctx, args->n > 1 ? args->positional[1] : NULL);
	} else
		make(ctx, args);
	return context_finish(ctx);
}

const struct command cmd_notices = { "notices",
	"notices [NOTICE…] [--round NAME] | notices sent FILE…|NOTICE…|all [--on DATE] | notices packet [ROLE]",
	"drafts of what people have to be told, and what was sent",
	"Writes a draft for every notice that is wanted on the day into private/programme/notices, which mail programs "
	"open "
	"with a double click, and notices.csv there for a mail merge. Nothing is sent by the program.\n"
	"sent records what you have sent: those are never made again. A draft that was not sent is made anew when the "
	"facts "
	"change, and taken away when nobody needs it any more.\n"
	"packet writes the materials for a role (mentor, mentee, peer) as one page to print or to send.\n"
	"The words are in programme-templates/notices, one text for each notice: acknowledgement, not-eligible, "
	"clarify, "
	"mentor-confirm, match-mentee, match-mentor, match-peer, no-match, declined, plan-reminder, plan-received, "
	"check-in, "
	"evaluation-due, concluded, certificate, units, petition, paused, resumed, still-willing.",
	options, O_COUNT, 0, COMMAND_WORDS, run_notices };
