/* accept: the words the gate asks about, decided one by one by a person. It exists so that nobody pastes lines into a file that decides
 * what may be published: the text is read, the word is shown as it stands there, and what is recorded fits both. */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/edition.h"
#include "store/audit.h"

enum { BY_UNTIL, WITH_NOTE, RENEW };

struct log_line {
	const char *object, *detail;
};
struct accept {
	struct context *ctx;
	struct gate *gate;
	const struct gate_question *asked;
	size_t n, recorded, declined, others; /* others: problems that are no questions */
	date_t until;
	const char *note;
	VEC(struct log_line) log; /* written when what the edition did in the database has been undone */
};

/* Builds every page in memory and hands it to the gate. The questions are answered here, so they are not told as errors. */
static bool ask_gate(struct accept *a, struct edition *e)
{
	struct context *ctx = a->ctx;
	const struct edition_plan plan = { .mode = EDITION_CHECK };
	int r = edition_run(e, ctx, &plan);

	a->gate = e->gate;
	if (e->gate) a->asked = gate_questions(e->gate, &a->n);
	for (size_t i = 0; i < ctx->ds.n; i++)
		if (ctx->ds.at[i].sev == SEV_ERROR) a->others += strcmp(ctx->ds.at[i].code, "G020") != 0;
	if (ctx->environment_failed || (r != 0 && (!e->gate || !gate_is_finished(e->gate)))) return false;
	for (size_t i = 0; i < ctx->ds.n; i++) /* a line of the file that is wrong comes first */
		if (strncmp(ctx->ds.at[i].code, "G04", 3) == 0 || strncmp(ctx->ds.at[i].code, "G06", 3) == 0)
			return false;
	ctx->aside = ctx->ds;
	ctx->ds = (struct diags)DIAGS_INIT;
	ctx->ds.show_values = ctx->aside.show_values;
	ctx->refused = false;
	return true;
}

static const char *why_asked(const struct gate_question *q)
{
	switch (q->why) {
	case ASKED_LAPSED: return " (accepted before, until a day that is over)";
	case ASKED_CHANGED: return " (accepted before the text was changed)";
	case ASKED_NEW: break;
	}
	return "";
}

static void show(const struct context *ctx, const struct gate_question *q)
{
	context_say(ctx, "%s:%u:%u  %s%s\n    %s[%s]%s", q->source, q->line, q->col, q->word, why_asked(q), q->sentence,
		q->word, q->after);
	if (*q->also) context_say(ctx, "    and on line %s, for which this counts too", q->also);
}

static void list_json(struct accept *a)
{
	struct str out = STR_INIT;
	struct json j;

	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("accept"));
	json_key(&j, "questions");
	json_array(&j);
	for (size_t i = 0; i < a->n; i++) {
		const struct gate_question *q = &a->asked[i];

		json_object(&j);
		json_kv(&j, "file", sv(q->source));
		json_kv_int(&j, "line", q->line);
		json_kv_int(&j, "column", q->col);
		json_kv(&j, "word", sv(q->word));
		json_kv(&j, "before", sv(q->sentence));
		json_kv(&j, "after", sv(q->after));
		json_kv(&j, "digest", sv(q->digest));
		json_end(&j);
	}
	json_end(&j);
	context_json_end(a->ctx, &j, &out);
}

static void list(struct accept *a)
{
	const struct context *ctx = a->ctx;

	if (ctx->run->json) {
		list_json(a);
		return;
	}
	for (size_t i = 0; i < a->n; i++) show(ctx, &a->asked[i]);
	if (a->n)
		context_say(ctx,
			"%zu %s also somebody's name. Write otherwise what names somebody; accept what is an ordinary "
			"word:\n    mentorpress accept %s:%u:%u",
			a->n, a->n == 1 ? "word is" : "words are", a->asked[0].source, a->asked[0].line,
			a->asked[0].col);
	else
		context_say(ctx, "The gate asks about no word.");
}

static bool says_yes(struct accept *a)
{
	const struct run *run = a->ctx->run;
	char answer[16] = "";

	if (run->yes) return true;
	if (!run->tty_in) {
		diags_error(&a->ctx->ds, "P195", NOPLACE, "add --yes in a script",
			"accept asks before it records, and there is no terminal to ask on");
		return false;
	}
	fprintf(run->out, "Accept this word here? [y/N] ");
	fflush(run->out);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y')) return true;
	a->declined++;
	return false;
}

static void record(struct accept *a, const struct gate_question *q)
{
	struct context *ctx = a->ctx;
	date_t last = a->until != DATE_NONE ? a->until : date_add_months(ctx->run->as_of, ACCEPTANCE_MONTHS);
	struct date_text until = date_iso(last);

	show(ctx, q);
	if (!says_yes(a)) return;
	if (gate_accept_append(ctx->run, &ctx->settings, q, last, a->note, &ctx->ds) != 0) return;
	a->recorded++;
	context_say(ctx, "Accepted until %s, for this text as it is now.", until.z);
	struct log_line line = { arena_printf(&ctx->mem, "%s line %u", q->source, q->line),
		arena_printf(&ctx->mem, "word \"%s\" of text %.12s until %s", q->word, q->digest, until.z) };
	vec_push(&a->log, line);
}

/* FILE:LINE[:COLUMN], taken apart from the right; -1 when it is none. */
static int take_place(struct arena *mem, const char *written, const char **file, long *line, long *col)
{
	struct sv all = sv(written);
	long number[2] = { 0, 0 };
	int n = 0;

	while (n < 2) {
		size_t colon = all.n;

		while (colon > 0 && all.p[colon - 1] != ':') colon--;
		if (colon == 0 || !sv_long(sv_sub(all, colon, all.n - colon), &number[n]) || number[n] < 1) break;
		all.n = colon - 1;
		n++;
	}
	if (n == 0 || all.n == 0) return -1;
	if (sv_starts(all, "./")) all = sv_sub(all, 2, all.n - 2);
	*file = arena_strdup(mem, all);
	*line = n == 2 ? number[1] : number[0];
	*col = n == 2 ? number[0] : 0;
	return 0;
}

static void accept_at(struct accept *a, const char *written)
{
	struct context *ctx = a->ctx;
	const struct gate_question *found = NULL;
	const char *file;
	long line, col;
	size_t matches = 0;

	if (take_place(&ctx->mem, written, &file, &line, &col) != 0) {
		diags_error(&ctx->ds, "P196", NOPLACE, "write a place as the list shows it: content/faqs/pause.md:12:5",
			"\"%s\" is no place in a file", written);
		return;
	}
	for (size_t i = 0; i < a->n; i++) {
		const struct gate_question *q = &a->asked[i];

		if (strcmp(q->source, file) != 0 || (long)q->line != line || (col && (long)q->col != col)) continue;
		found = q;
		matches++;
	}
	if (matches == 1)
		record(a, found);
	else if (matches == 0)
		diags_error(&ctx->ds, "P196", ((struct place){ file, (unsigned)line, (unsigned)col }),
			"`mentorpress accept` lists the words it asks about; full names, addresses and numbers cannot "
			"be "
			"accepted",
			"the gate asks about no word here");
	else
		diags_error(&ctx->ds, "P197", ((struct place){ file, (unsigned)line, 0 }),
			diags_text(&ctx->ds, "add the column, for example %s:%u:%u", found->source, found->line,
				found->col),
			"the gate asks about %zu words on this line", matches);
}

static void renew(struct accept *a)
{
	struct context *ctx = a->ctx;
	size_t n, due = 0;
	const struct acceptance *old = gate_acceptances(a->gate, &n);

	for (size_t i = 0; i < n && ctx->ds.errors == 0; i++) {
		struct gate_question q;

		if (old[i].state != ACCEPTANCE_USED || old[i].until - ctx->run->as_of > ACCEPTANCE_NOTICE) continue;
		if (!gate_question_again(a->gate, &old[i], &q)) continue;
		context_say(ctx, "Runs out on %s:", date_iso(old[i].until).z);
		due++;
		record(a, &q);
	}
	for (size_t i = 0; i < a->n && ctx->ds.errors == 0; i++)
		if (a->asked[i].why != ASKED_NEW) due++, record(a, &a->asked[i]);
	if (!due) context_say(ctx, "No acceptance runs out within %d days.", ACCEPTANCE_NOTICE);
}

static int take_until(struct accept *a, const char *written)
{
	struct context *ctx = a->ctx;
	date_t today = ctx->run->as_of, longest = date_add_months(today, ACCEPTANCE_LONGEST);

	a->until = DATE_NONE;
	if (!written) return 0;
	a->until = date_parse(sv(written));
	if (a->until != DATE_NONE && a->until >= today && a->until <= longest) return 0;
	return diags_error(&ctx->ds, "P198", NOPLACE,
		       diags_text(&ctx->ds, "write a day from %s to %s, as 2026-03-14", date_iso(today).z,
			       date_iso(longest).z),
		       "--until \"%s\" is not a day on which an acceptance may end", written),
	       -1;
}

static void write_log(struct accept *a)
{
	struct context *ctx = a->ctx;

	for (size_t i = 0; ctx->store && i < a->log.n; i++)
		if (audit_append(ctx->store, ctx->run->as_of, ctx->run->role, "accept", a->log.at[i].object,
			    a->log.at[i].detail) != 0)
			context_fail(ctx, "B133", store_error(ctx->store),
				"what was asked for is recorded in its file; only the line of the audit log is "
				"missing");
	vec_dispose(&a->log);
}

static int run_accept(struct context *ctx, const struct arguments *args)
{
	struct accept a = { .ctx = ctx, .note = args->value[WITH_NOTE] };
	struct edition e = { 0 };

	if (args->value[RENEW] && args->n) return fprintf(stderr, "mentorpress: give a place or --renew\n"), EXIT_USAGE;
	if (take_until(&a, args->value[BY_UNTIL]) != 0) return context_finish(ctx);
	if (ask_gate(&a, &e)) {
		if (args->value[RENEW])
			renew(&a);
		else if (args->n)
			accept_at(&a, args->positional[0]);
		else
			list(&a);
		if (a.others)
			context_say(ctx, "Besides, %zu %s: mentorpress check tells them.", a.others,
				a.others == 1 ? "problem was found" : "problems were found");
	}
	edition_dispose(&e);
	write_log(&a);
	return context_finish(ctx);
}

static const struct option options[] = { { "--until", "DATE",
						 "the last day (default: a year from today; at most two)" },
	{ "--note", "TEXT", "why, for whoever reads the file later" },
	{ "--renew", NULL, "go through those that run out within 60 days, have run out, or whose text has changed" } };
const struct command cmd_accept = { "accept", "accept [FILE:LINE[:COLUMN] [--until DATE] [--note TEXT] | --renew]",
	"words that are also somebody's name: list and accept them",
	"Without a place it lists the capitalized words of the committee's texts that are also somebody's name, as "
	"they "
	"stand there (G020).\nWith a place it shows the word, asks, and records in records/accepted_words.csv that it "
	"may "
	"stand in that text as it is now, for a time. Scripts say --yes.\nWhen the text changes, the question is asked "
	"again. Full names, addresses and numbers cannot be accepted.",
	options, 3, 0, 1, run_accept };
