/* review_each.c walks a reviewer through what waits: read, decide with one key, go on. Every decision is on disk before the next text is
 * shown, so that stopping, or a terminal that closes, loses nothing. */
#include "cmd/review_each.h"
#include "cmd/review_decide.h"
#include "cmd/review_list.h"

struct walk {
	struct review_queue *q;
	size_t n, decided, skipped;
	bool stop;
};

/* The line typed, trimmed, in q->mem; NULL at the end of the input. */
static const char *ask(const struct review_queue *q, const char *prompt)
{
	char *line = NULL;
	size_t size = 0;

	fputs(prompt, q->ctx->run->out);
	fflush(q->ctx->run->out);
	ssize_t n = getline(&line, &size, stdin);
	if (n < 0) fputc('\n', q->ctx->run->out);
	const char *typed = n < 0 ? NULL : arena_strdup((struct arena *)&q->mem, sv_trim(sv_n(line, (size_t)n)));
	free(line);
	return typed;
}

bool review_each_yes(const struct review_queue *q, const char *question)
{
	const char *typed = ask(q, question);

	return typed && (typed[0] == 'y' || typed[0] == 'Y');
}

/* Problems of an answer are told at once and then forgotten: the reviewer has seen them and answers again. */
static void tell(struct context *ctx)
{
	fflush(ctx->run->out);
	diags_print(&ctx->ds, ctx->run->out);
	bool show = ctx->ds.show_values;
	size_t limit = ctx->ds.limit;
	diags_dispose(&ctx->ds);
	ctx->ds = (struct diags)DIAGS_INIT;
	ctx->ds.show_values = show;
	ctx->ds.limit = limit;
}

static bool decide(struct walk *w, struct review_item *item, const struct review_wish *wish)
{
	struct context *ctx = w->q->ctx;
	struct review_row row;
	bool done = review_decide(w->q, item, wish, &row) == 0 && review_record(w->q, &item, &row, 1) == 0;

	if (done) {
		w->decided++;
		context_say(ctx, "Recorded: %s.", review_word_text(wish->word));
	}
	if (ctx->environment_failed)
		w->stop = true; /* context_finish tells it, with the exit code that belongs to it */
	else
		tell(ctx);
	return done;
}

static bool accept(struct walk *w, struct review_item *item)
{
	struct review_wish wish = { .word = REVIEW_ACCEPTED };

	if (item->certain) {
		context_say(w->q->ctx, "What stands in [brackets without ?] is on record; the gate would refuse to "
				       "publish it. Mask it, or ask the "
				       "applicant.");
		const char *reason = ask(w->q, "To accept it even so, type the reason; Enter goes back: ");
		if (!reason || !*reason) return false;
		wish.even_so = reason;
	}
	return decide(w, item, &wish);
}

static bool edit(struct walk *w, struct review_item *item)
{
	const char *text = ask(w->q, "The text as it may be shown, in one line (Enter goes back):\n> ");

	return text && *text && decide(w, item, &(struct review_wish){ .word = REVIEW_MASKED, .masked = text });
}

static bool ask_applicant(struct walk *w, struct review_item *item)
{
	const char *ready = review_sentence(&w->q->mem, item, NULL);

	if (*ready) context_say(w->q->ctx, "Enter alone asks: %s", ready);
	const char *note = ask(w->q, "What should the applicant change? ");
	if (!note) return false;
	return decide(w, item, &(struct review_wish){ .word = REVIEW_ASKED, .note = note });
}

static bool hold(struct walk *w, struct review_item *item)
{
	const char *note = ask(w->q, "Why (for your own notes; Enter for none)? ");

	return note && decide(w, item, &(struct review_wish){ .word = REVIEW_HELD, .note = note });
}

static void help(const struct walk *w)
{
	context_say(w->q->ctx,
		"  a  accept: publish the text exactly as it is\n"
		"  m  mask: publish the proposed text in its place\n"
		"  e  edit: type the text to publish in its place\n"
		"  h  hold: do not publish it; the card stays without text\n"
		"  k  ask: do not publish it, and put the applicant on the list of whom to ask (" ASK_SHEET_CSV ")\n"
		"  s  skip: it waits on\n"
		"  q  quit: what was decided so far is recorded\n"
		"[name: X] is on record: the gate would refuse it. [name?: X] looks like one. {word} is rare, no "
		"more.");
}

/* true when the text is done with. */
static bool answer(struct walk *w, struct review_item *item)
{
	const char *typed = ask(w->q, "[a]ccept  [m]ask as proposed  [e]dit  [h]old  as[k]  [s]kip  [q]uit  ? help > ");

	if (!typed || !strcmp(typed, "q") || !strcmp(typed, "Q")) return w->stop = true;
	if (strlen(typed) != 1) {
		context_say(w->q->ctx, "Type one of the letters a m e h k s q, or ? for what they mean.");
		return false;
	}
	switch (typed[0] | 32) {
	case 'a': return accept(w, item);
	case 'm': return decide(w, item, &(struct review_wish){ .word = REVIEW_MASKED });
	case 'e': return edit(w, item);
	case 'h': return hold(w, item);
	case 'k': return ask_applicant(w, item);
	case 's': w->skipped++; return true;
	case '?': help(w); return false;
	default:
		context_say(w->q->ctx, "Type one of the letters a m e h k s q, or ? for what they mean.");
		return false;
	}
}

/* The same text of two people is one question. */
static bool decided_before(const struct review_queue *q, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!q->at[k].decision && !strcmp(q->at[k].digest, q->at[i].digest)) return true;
	return false;
}

void review_each(struct review_queue *q)
{
	struct walk w = { .q = q };

	tell(q->ctx); /* what the import had to say stands above the first text, not below it */
	for (size_t i = 0; i < q->n && !w.stop; i++) {
		struct review_item *item = &q->at[i];

		if (item->decision || decided_before(q, i)) continue;
		context_say(q->ctx, "\nText %zu of %zu: %s application %s, digest %.12s%s", ++w.n, q->waiting,
			item->form, item->entry_no, item->digest,
			!item->former ? ""
			: item->change == TEXT_WORDS
				? " (changed since it was approved; only what is marked as changed is new)"
				: " (changed since it was approved: only spacing, capitals or punctuation)");
		review_list_text(q, item);
		while (!w.stop && !answer(&w, item)) continue;
	}
	context_say(q->ctx, "%zu decided, %zu skipped, %zu still wait.", w.decided, w.skipped,
		q->waiting > w.decided ? q->waiting - w.decided : 0);
	if (w.decided || q->asked) review_ask_sheet(q);
}
