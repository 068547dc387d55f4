/* mapping_ask.c speaks with a person who has never seen the mapping's format: each question names the column as the form does, and the
 * likeliest answer is the one that Enter gives. */
#include "cmd/mapping_ask.h"
#include <assert.h>
#include "base/utf8.h"
#include "records/words.h"

enum { MAX_ANSWERS = 12 };
struct given_answers {
	struct fix_decision d[MAX_ANSWERS];
	size_t n, likely; /* likely: index, or n for "leave for now" */
};

bool mapping_ask_same(const char *a, const char *b)
{
	return words_same(sv(a), sv(b));
}

/* What is asked. */

/* dates: writes the orders so; people do not. */
static const char *order_words(const char *order)
{
	assert(order);
	return !strcmp(order, "mdy") ? "month/day/year" : !strcmp(order, "dmy") ? "day/month/year" : "year-month-day";
}

static void put_dates_question(struct str *out, const struct fix_item *item)
{
	str_printf(out, "The column \"%s\" (%s) holds %zu date%s ", item->header, item->field, item->rows,
		item->rows == 1 ? "" : "s");
	if (!item->orders[0])
		str_puts(out,
			"in an order that the mapping does not list, but month/day and day/month stand side by "
			"side: a spreadsheet has turned some of them round. Export again from the form tool, without "
			"opening the file in a spreadsheet; no answer here would be right.");
	else if (!item->orders[1])
		str_printf(out, "written %s, which the mapping does not list.", order_words(item->orders[0]));
	else
		str_puts(out, "of which none tells whether the month or the day stands first. Look one up in the form "
			      "tool.");
}

static void put_question(struct str *out, const struct context *ctx, const struct fix_item *item)
{
	if (item->kind == FIX_NEW) {
		str_printf(out, "The export has a new column \"%s\" (column %zu%s).", item->header, item->column + 1,
			item->of > 1 ? ", and again" : "");
	} else if (item->kind == FIX_LOST) {
		str_printf(out, "The export no longer has the column \"%s\" (%s%s).", item->header,
			item->choice ? "a choice of " : "", item->field);
	} else if (item->kind == FIX_DATES) {
		put_dates_question(out, item);
	} else {
		str_printf(out,
			"The column \"%s\" (%s) holds an answer that is not known, in %zu row%s: ", item->header,
			item->field, item->rows, item->rows == 1 ? "" : "s");
		if (ctx->run->tty_out || ctx->run->show_values)
			str_printf(out, "\"%.*s\"", SV_ARG(item->text));
		else
			str_printf(out, "(%zu characters; a terminal shows it)", utf8_length(item->text));
	}
}

static void add_answer(struct given_answers *a, enum fix_act act, const char *header, const char *other)
{
	if (a->n < MAX_ANSWERS) a->d[a->n++] = (struct fix_decision){ act, header, other };
}

/* The likeliest missing column first. */
static void answers_of(
	struct given_answers *a, const struct fix_list *list, const struct fix_item *item, const bool *taken)
{
	*a = (struct given_answers){ .n = 0 };
	if (item->kind == FIX_LOST) {
		add_answer(a, FIX_GONE, item->header, NULL);
		a->likely = a->n;
		return;
	}
	if (item->kind == FIX_DATES) {
		for (const char *const *o = item->orders; *o; o++) add_answer(a, FIX_ORDER, item->header, *o);
		a->likely = a->n == 1 ? 0 : a->n;
		return;
	}
	bool best = item->best != SIZE_MAX && !taken[item->best];
	if (best) add_answer(a, FIX_SAME, item->header, list->at[item->best].header);
	for (size_t i = 0; i < list->n && a->n < MAX_ANSWERS - 3; i++)
		if (list->at[i].kind == FIX_LOST && !taken[i] && !(best && i == item->best))
			add_answer(a, FIX_SAME, item->header, list->at[i].header);
	add_answer(a, FIX_PRIVATE, item->header, NULL);
	add_answer(a, FIX_IGNORE, item->header, NULL);
	add_answer(a, FIX_WORDING, item->header, NULL);
	a->likely = best ? 0 : a->n;
}

static void put_answer(struct str *out, const struct fix_decision *d)
{
	switch (d->act) {
	case FIX_SAME: str_printf(out, "the same as \"%s\" (which the export no longer has)", d->other); break;
	case FIX_PRIVATE: str_puts(out, "a new private field"); break;
	case FIX_IGNORE: str_puts(out, "not needed (ignored, remembered so that it is never published)"); break;
	case FIX_WORDING: str_puts(out, "the form's own wording, the same for everybody"); break;
	case FIX_GONE: str_puts(out, "the form no longer asks it (answers of older exports stay)"); break;
	case FIX_ALIAS: str_printf(out, "%s", d->other); break;
	case FIX_ORDER: str_printf(out, "%s (dates: gets %s)", order_words(d->other), d->other); break;
	}
}

/* On a terminal. */

static bool read_line(const struct context *ctx, const char *prompt, char *line, size_t size)
{
	fputs(prompt, ctx->run->out);
	fflush(ctx->run->out);
	line[0] = '\0';
	if (!fgets(line, (int)size, stdin)) {
		fputc('\n', ctx->run->out);
		return false;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

bool mapping_ask_yes(const struct context *ctx, const char *question)
{
	char line[16], prompt[80];
	snprintf(prompt, sizeof prompt, "\n%s [y/N] ", question);
	return read_line(ctx, prompt, line, sizeof line) && (line[0] == 'y' || line[0] == 'Y');
}

/* The number typed, from 1; 0 for Enter; SIZE_MAX for anything else. */
static size_t number_in(const char *line)
{
	long n = 0;
	struct sv v = sv_trim(sv(line));
	if (v.n == 0) return 0;
	return sv_long(v, &n) && n > 0 ? (size_t)n : SIZE_MAX;
}

enum typed { TYPED, TYPED_STOP, TYPED_HELP };

/* q and ? are no answer of any question. */
static enum typed read_answer(const struct context *ctx, const char *prompt, char *line, size_t size)
{
	if (!read_line(ctx, prompt, line, size)) return TYPED_STOP;
	struct sv v = sv_trim(sv(line));
	if (sv_is(v, "q") || sv_is(v, "Q")) return TYPED_STOP;
	if (!sv_is(v, "?")) return TYPED;
	context_say(ctx, "Type the number of an answer; Enter alone takes what stands in [brackets]. What you leave "
			 "for now is asked "
			 "again\nthe next time. The lines that change are shown at the end, and written only after a "
			 "yes. q stops "
			 "here; nothing is written.");
	return TYPED_HELP;
}

static enum mapping_answer ask_column(struct context *ctx, const struct fix_list *list, const struct fix_item *item,
	const bool *taken, struct fix_decision *d)
{
	struct given_answers a;
	char line[64], prompt[40];
	answers_of(&a, list, item, taken);
	for (size_t i = 0; i < a.n; i++) {
		struct str words = STR_INIT;
		put_answer(&words, &a.d[i]);
		context_say(ctx, "  %2zu  %s", i + 1, words.ptr);
		str_dispose(&words);
	}
	context_say(ctx, "  %2zu  leave for now", a.n + 1);
	snprintf(prompt, sizeof prompt, "Which? [%zu] ", a.likely + 1);
	for (;;) {
		enum typed typed = read_answer(ctx, prompt, line, sizeof line);
		if (typed == TYPED_STOP) return ASK_STOP;
		if (typed == TYPED_HELP) continue;
		size_t n = number_in(line);
		if (n == 0) n = a.likely + 1;
		if (n == a.n + 1) return ASK_LATER;
		if (n <= a.n) {
			*d = a.d[n - 1];
			return ASK_DECIDED;
		}
		context_say(ctx, "Type a number from 1 to %zu, ? for help, or q to stop.", a.n + 1);
	}
}

static const char *word_typed(const struct rule *r, const char *line)
{
	const char *word;
	size_t n = number_in(line);
	if (n != 0 && n != SIZE_MAX) return n <= 1000000 ? mapping_fix_word(r, n - 1) : NULL;
	for (size_t i = 0; (word = mapping_fix_word(r, i)); i++)
		if (mapping_ask_same(word, line)) return word;
	size_t value = r->vocab ? vocab_lookup(r->vocab, sv(line)) : SIZE_MAX;
	return value != SIZE_MAX && value ? r->vocab->value[value].code.p : NULL;
}

static const char *word_means(const struct rule *r, size_t n)
{
	static const char *const consent[] = { "listed with a profile", "listed in a group only, without a profile",
		"not in the directory at all", "an older wording of the consent; counts as group" };
	static const char *const status[] = { "takes part", "out for a time; a date in the text is the day of return",
		"has withdrawn, for good", "takes no further request" };
	if (r->type == RULE_CONSENT) return consent[n];
	if (r->type == RULE_STATUS) return status[n];
	return mapping_fix_word(r, n) == mapping_fix_empty ? "leave this answer out, the field stays empty"
							   : r->vocab->value[n + 1].label.p;
}

static void list_words(const struct context *ctx, const struct rule *r)
{
	const char *word;
	for (size_t i = 0; (word = mapping_fix_word(r, i)); i++)
		context_say(ctx, "  %2zu  %s: %s", i + 1, word, word_means(r, i));
}

static enum mapping_answer ask_word(struct context *ctx, const struct fix_item *item, struct fix_decision *d)
{
	char line[200], prompt[200];
	const char *word;
	context_say(ctx, "What does it mean?");
	list_words(ctx, item->rule);
	snprintf(prompt, sizeof prompt,
		item->guess ? "Number or word, - to leave it for now [%.100s] " : "Number or word [leave for now]%.0s ",
		item->guess ? item->guess : "");
	for (;;) {
		enum typed typed = read_answer(ctx, prompt, line, sizeof line);
		if (typed == TYPED_STOP) return ASK_STOP;
		if (typed == TYPED_HELP) continue;
		if (!strcmp(line, "-")) return ASK_LATER;
		word = sv_trim(sv(line)).n ? word_typed(item->rule, line) : item->guess;
		if (!word && !sv_trim(sv(line)).n) return ASK_LATER;
		if (word) break;
		const char *near = mapping_fix_near(item->rule, sv_trim(sv(line)));
		if (near)
			context_say(ctx, "Did you mean %s? Type it, or one of the numbers above.", near);
		else
			context_say(ctx, "Type one of the numbers or words above, ? for help, or q to stop.");
	}
	*d = (struct fix_decision){ FIX_ALIAS, arena_strdup(&ctx->mem, item->text), word };
	return ASK_DECIDED;
}

enum mapping_answer mapping_ask(struct context *ctx, const struct fix_list *list, const struct fix_item *item,
	const bool *taken, struct fix_decision *d)
{
	struct str question = STR_INIT;
	put_question(&question, ctx, item);
	context_say(ctx, "\n%s", question.ptr);
	str_dispose(&question);
	if (item->kind == FIX_DATES && !item->orders[0]) return ASK_LATER;
	return item->kind == FIX_WORD ? ask_word(ctx, item, d) : ask_column(ctx, list, item, taken, d);
}

/* Without one. */

/* As a shell takes it for one word. */
static void put_word(struct str *out, const char *text)
{
	if (!strpbrk(text, "\"$`\\!'")) {
		str_printf(out, "\"%s\"", text);
		return;
	}
	str_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			str_puts(out, "'\\''");
		else
			str_putc(out, *text);
	}
	str_putc(out, '\'');
}

static void print_option(const struct context *ctx, const struct fix_decision *d)
{
	static const char *const names[] = { "--same", "--private", "--ignore", "--wording", "--gone", "--alias",
		"--dates" };
	struct str line = STR_INIT, value = STR_INIT, words = STR_INIT;
	if (d->act != FIX_ORDER) str_puts(&value, d->header);
	if (d->other) str_printf(&value, "%s%s", value.len ? "=" : "", d->other);
	str_printf(&line, "%s ", names[d->act]);
	put_word(&line, value.ptr);
	put_answer(&words, d);
	if (d->act == FIX_ALIAS)
		context_say(ctx, "    %s", line.ptr);
	else
		context_say(ctx, "    %-48s %s", line.ptr, words.ptr);
	str_dispose(&line);
	str_dispose(&value);
	str_dispose(&words);
}

static void print_word(const struct context *ctx, const struct fix_item *item)
{
	bool shown = ctx->run->tty_out || ctx->run->show_values;
	struct str text = STR_INIT, words = STR_INIT;
	const char *word;
	str_sv(&text, shown ? item->text : sv("TEXT"));
	for (size_t i = 0; (word = mapping_fix_word(item->rule, i)) && i < 40; i++)
		str_printf(&words, "%s%s", i ? ", " : "", word);
	print_option(ctx, &(struct fix_decision){ FIX_ALIAS, text.ptr, shown && item->guess ? item->guess : "WORD" });
	context_say(ctx, "    where WORD is one of: %s", words.ptr);
	str_dispose(&text);
	str_dispose(&words);
}

void mapping_ask_print(
	const struct context *ctx, const struct fix_list *list, const struct fix_item *item, const bool *taken)
{
	struct str question = STR_INIT;
	struct given_answers a;
	put_question(&question, ctx, item);
	context_say(ctx, "  %s", question.ptr);
	str_dispose(&question);
	if (item->kind == FIX_WORD) {
		print_word(ctx, item);
		return;
	}
	answers_of(&a, list, item, taken);
	for (size_t i = 0; i < a.n; i++) print_option(ctx, &a.d[i]);
}
