/* compare_print.c: the committee reads this before it approves: what differs, in words, and whether the significant
 * changes that the new version states are the ones that are there. */
#include "cmd/compare_print.h"
#include "base/utf8.h"

/* ---- wrapped text */

static void print_wrapped(const struct context *ctx, unsigned indent, struct sv text)
{
	unsigned width = ctx->run->width < 40 ? 40 : ctx->run->width > 120 ? 120 : ctx->run->width;
	size_t used = 0;
	struct sv word;
	while (sv_split(&text, ' ', &word)) {
		size_t n = utf8_length(word);
		if (!word.n) continue;
		if (used && used + 1 + n > width) {
			fputc('\n', ctx->run->out);
			used = 0;
		}
		if (used)
			used += 1 + n;
		else
			used = indent + n;
		fprintf(ctx->run->out, "%*s%.*s", used == indent + n ? (int)indent : 1, "", SV_ARG(word));
	}
	fputc('\n', ctx->run->out);
}

static void put_runs(struct str *out, const struct compare_run *run, size_t n)
{
	static const char *const open[] = { "", "[-", "{+" }, *const close[] = { "", "-]", "+}" };
	for (size_t i = 0; i < n; i++) {
		str_printf(out, "%s%s%.*s%s", i ? " " : "", open[run[i].part], SV_ARG(run[i].text), close[run[i].part]);
		if (run[i].note.n) str_printf(out, " (%.*s)", SV_ARG(run[i].note));
	}
}

/* ---- the summary */

static void print_list(struct context *ctx, const char *words, struct str *list)
{
	struct str line = STR_INIT;
	if (list->len) {
		str_printf(&line, "%s: %s", words, list->ptr);
		print_wrapped(ctx, 0, sv_of(&line));
	}
	str_dispose(&line);
	str_clear(list);
}

static void add_name(struct context *ctx, struct str *list, const struct compare_clause *c)
{
	struct sv name = compare_clause_name(c, &ctx->mem);
	str_printf(list, "%s%.*s", list->len ? ", " : "", SV_ARG(name));
	if (c->moved && c->old_number.n) str_printf(list, " (was %.*s)", SV_ARG(c->old_number));
}

static void print_summary(struct context *ctx, const struct comparison *d)
{
	static const struct {
		enum compare_change change;
		const char *words;
	} group[] = { { COMPARE_CHANGED, "Changed" }, { COMPARE_NEW, "New" }, { COMPARE_GONE, "Gone" },
		{ COMPARE_SAME, "Moved, with the same words" } };
	struct str list = STR_INIT;
	for (size_t g = 0; g < sizeof group / sizeof *group; g++) {
		for (size_t i = 0; i < d->nclauses; i++)
			if (d->clause[i].change == group[g].change && compare_clause_differs(&d->clause[i]))
				add_name(ctx, &list, &d->clause[i]);
		print_list(ctx, group[g].words, &list);
	}
	fprintf(ctx->run->out, "The same, word for word: %zu clauses\n", d->same);
	if (d->whole)
		print_wrapped(
			ctx, 0, sv("Some passages differ in too many words; they are shown whole, the older first."));
	if (d->moves_unknown)
		print_wrapped(ctx, 0, sv("So many clauses differ that renumbered ones were not looked for."));
	str_dispose(&list);
}

/* ---- stated and real */

static bool names(struct sv text, struct sv number)
{
	for (size_t from = 0, at; (at = sv_find(sv_sub(text, from, text.n), number)) != SIZE_MAX; from += at + 1) {
		size_t start = from + at, end = start + number.n;
		bool before = start == 0 || !strchr("0123456789.", text.p[start - 1]);
		bool after = end >= text.n || !strchr("0123456789.", text.p[end]) ||
			     (text.p[end] == '.' && (end + 1 >= text.n || !strchr("0123456789", text.p[end + 1])));
		if (before && after) return true;
	}
	return false;
}

/* The clause that states the changes is no change. */
static bool states_changes(const struct compare_clause *c)
{
	return c->heading && sv_ieq_ascii(c->title, SV_LIT("significant changes"));
}

static void print_stated(struct context *ctx, const struct comparison *d)
{
	struct sv stated = d->now->changes;
	struct str missing = STR_INIT, idle = STR_INIT;
	if (!stated.n || !sv_eq(d->now->supersedes, d->before->number)) return;
	for (size_t i = 0; i < d->nclauses; i++) {
		const struct compare_clause *c = &d->clause[i];
		struct sv number = c->number.n ? c->number : c->old_number;
		bool named = number.n && names(stated, number), differs = compare_clause_differs(c);
		if (number.n && differs && !named && !states_changes(c)) add_name(ctx, &missing, c);
		/* Named headings stand for the clauses below them. */
		if (named && !differs && !c->heading) add_name(ctx, &idle, c);
	}
	print_list(ctx, "Differ, but are not named in its significant changes", &missing);
	print_list(ctx, "Named in its significant changes, but the same", &idle);
	str_dispose(&missing);
	str_dispose(&idle);
}

/* ---- facts, clauses, questions */

static void print_facts(struct context *ctx, const struct comparison *d)
{
	if (d->nfacts) fputs("\nTitle block\n", ctx->run->out);
	for (size_t i = 0; i < d->nfacts; i++) {
		const struct compare_fact *f = &d->fact[i];
		struct str line = STR_INIT;
		str_printf(&line, "%s: ", f->label);
		if (f->nruns)
			put_runs(&line, f->run, f->nruns);
		else
			str_printf(&line, "[-%.*s-] {+%.*s+}", SV_ARG(f->before.n ? f->before : SV_LIT("not set")),
				SV_ARG(f->now.n ? f->now : SV_LIT("not set")));
		print_wrapped(ctx, 2, sv_of(&line));
		str_dispose(&line);
	}
}

static void print_block(struct context *ctx, const struct compare_block *b)
{
	struct str line = STR_INIT;
	bool plain = sv_is(b->shape, "paragraph") || b->mark.n;
	if (b->change == COMPARE_SAME && !b->note.n) return;
	if (!plain) str_printf(&line, "%.*s: ", SV_ARG(b->shape));
	if (b->mark.n) str_printf(&line, "%.*s ", SV_ARG(b->mark));
	put_runs(&line, b->run, b->nruns);
	if (b->note.n) str_printf(&line, " (%.*s)", SV_ARG(b->note));
	print_wrapped(ctx, 2 + 2 * (b->depth < 4 ? b->depth : 4), sv_of(&line));
	str_dispose(&line);
}

static void print_clause(struct context *ctx, const struct compare_clause *c)
{
	struct sv name = compare_clause_name(c, &ctx->mem), words = compare_clause_words(c, &ctx->mem);
	fprintf(ctx->run->out, "\n%.*s %.*s", SV_ARG(name), SV_ARG(words));
	if (c->title.n && !(c->heading && !c->number.n && !c->old_number.n))
		fprintf(ctx->run->out, " (%s%.*s)", c->heading ? "" : "under ", SV_ARG(c->title));
	fputc('\n', ctx->run->out);
	for (size_t i = 0; i < c->nblocks; i++) print_block(ctx, &c->block[i]);
}

static void print_questions(struct context *ctx, const struct comparison *d)
{
	const struct document *const *faq = NULL;
	size_t n = compare_questions(d, ctx->corpus, &ctx->mem, &faq);
	if (n) fputs("\nQuestions that rest on these clauses\n", ctx->run->out);
	for (size_t i = 0; i < n; i++) {
		fprintf(ctx->run->out, "  %s: %.*s", faq[i]->file, SV_ARG(faq[i]->title));
		if (faq[i]->updated != DATE_NONE)
			fprintf(ctx->run->out, " (last looked at %s)", date_iso(faq[i]->updated).z);
		fputc('\n', ctx->run->out);
	}
}

static void print_side(struct context *ctx, const char *word, const struct document *doc)
{
	fprintf(ctx->run->out, "%s %.*s  %s", word, SV_ARG(doc->number), doc_status_word(doc->status));
	if (doc->effective != DATE_NONE) fprintf(ctx->run->out, ", in force from %s", date_long(doc->effective).z);
	fprintf(ctx->run->out, ", revision %s\n", doc->revision_short);
}

void compare_print(struct context *ctx, const struct comparison *d)
{
	if (ctx->run->quiet) return;
	fprintf(ctx->run->out, "%.*s\n", SV_ARG(d->now->title));
	print_side(ctx, "From", d->before);
	print_side(ctx, "To  ", d->now);
	if (comparison_is_empty(d)) {
		fputs("\nThere is no difference.\n", ctx->run->out);
		return;
	}
	fputc('\n', ctx->run->out);
	print_summary(ctx, d);
	print_stated(ctx, d);
	print_facts(ctx, d);
	for (size_t i = 0; i < d->nclauses; i++)
		if (compare_clause_differs(&d->clause[i])) print_clause(ctx, &d->clause[i]);
	print_questions(ctx, d);
}
