/* difference_print.c: the difference for people: numbers first, then names, then files. */
#include "base/word_diff.h"
#include "cmd/difference.h"

enum { SHOWN = 20, FILES = 40 };

static const char *change_word(enum diff_change c)
{
	static const char *const word[] = { "new", "gone", "revised", "status" };
	return word[c];
}

static void print_entries(struct context *ctx, const char *what, const diff_entries *e)
{
	for (size_t i = 0; i < e->n && i < SHOWN; i++)
		context_say(
			ctx, "  %s %s%s%.*s", what, e->at[i].id, e->at[i].facts.n ? "  " : "", SV_ARG(e->at[i].facts));
	if (e->n > SHOWN) context_say(ctx, "  %s and %zu more", what, e->n - SHOWN);
}

static void print_pool(struct context *ctx, const struct diff_pool *p)
{
	context_say(ctx, "Entries of %s: %zu (+%zu -%zu)", p->code, p->profiles_now + p->groups_now,
		p->profiles_in.n + p->groups_in.n, p->profiles_out.n + p->groups_out.n);
	context_say(ctx,
		"  profiles: %zu, before %zu: %zu in, %zu out, %zu renewed; groups: %zu, before %zu: %zu in, %zu out",
		p->profiles_now, p->profiles_before, p->profiles_in.n, p->profiles_out.n, p->renewed.n, p->groups_now,
		p->groups_before, p->groups_in.n, p->groups_out.n);
	if (p->redrawn) context_say(ctx, "  the fields or values of %s are others than before", p->code);
	print_entries(ctx, "profile in     ", &p->profiles_in);
	print_entries(ctx, "profile out    ", &p->profiles_out);
	print_entries(ctx, "profile renewed", &p->renewed);
	print_entries(ctx, "group in       ", &p->groups_in);
	print_entries(ctx, "group out      ", &p->groups_out);
}

/* A few words around each change are enough to find it. */
static void add_around(struct str *out, struct sv same, bool first, bool last)
{
	enum { AROUND = 40 };
	size_t head = first ? 0 : AROUND, tail = last ? 0 : AROUND;
	if (same.n <= 2 * AROUND + 10) {
		str_sv(out, same);
		return;
	}
	while (head > 0 && head < same.n && same.p[head] != ' ') head++;
	while (tail > 0 && tail < same.n && same.p[same.n - tail] != ' ') tail++;
	str_sv(out, sv_sub(same, 0, head));
	str_puts(out, " … ");
	str_sv(out, sv_sub(same, same.n - tail, tail));
}

static void add_words(struct str *out, struct sv before, struct sv now)
{
	struct word_pieces w = { .v = VEC_INIT };
	word_diff_pieces(&w, before, now);
	for (size_t i = 0; i < w.v.n; i++) {
		const struct diff_piece *p = &w.v.at[i];
		struct sv text = sv_trim(p->text);
		if (out->len) str_putc(out, ' ');
		if (p->part == DIFF_SAME)
			add_around(out, text, i == 0, i + 1 == w.v.n);
		else
			str_printf(out, p->part == DIFF_OLD ? "[-%.*s-]" : "{+%.*s+}", SV_ARG(text));
	}
	word_pieces_dispose(&w);
}

static void print_part(struct context *ctx, const struct diff_part_of *p, bool words)
{
	struct str text = STR_INIT;
	context_say(ctx, "      %-8s %s", change_word(p->change), p->name);
	if (words && p->change == DIFF_REVISED)
		add_words(&text, p->before, p->now);
	else if (words)
		str_sv(&text, p->change == DIFF_NEW_ONE ? p->now : p->before);
	if (text.len) context_say(ctx, "        %s", text.ptr);
	str_dispose(&text);
}

static void print_document(struct context *ctx, const struct diff_document *doc, bool words)
{
	context_say(ctx, "  %-8s %s %s (%s)", change_word(doc->change), doc->kind, doc->title, doc->path);
	if (*doc->before || *doc->now) context_say(ctx, "      was %s, now %s", doc->before, doc->now);
	for (size_t i = 0; i < doc->part.n; i++) print_part(ctx, &doc->part.at[i], words);
}

static void print_pages(struct context *ctx, const struct difference *d)
{
	size_t count[4] = { 0 };
	for (size_t i = 0; i < d->page.n; i++) count[d->page.at[i].change]++;
	context_say(ctx, "Files: %zu added, %zu changed, %zu removed, edition.html and edition.json aside",
		count[DIFF_NEW_ONE], count[DIFF_REVISED], count[DIFF_GONE]);
	for (size_t i = 0; i < d->page.n && i < FILES; i++)
		context_say(ctx, "  %s %s",
			d->page.at[i].change == DIFF_NEW_ONE ? "added  "
			: d->page.at[i].change == DIFF_GONE  ? "removed"
							     : "changed",
			d->page.at[i].path);
	if (d->page.n > FILES) context_say(ctx, "  and %zu more (all of them with --json)", d->page.n - FILES);
}

static void print_rule(struct context *ctx, const char *what, const char *before, const char *now)
{
	if (*before && strcmp(before, now) != 0) context_say(ctx, "%s: was %.12s, now %.12s", what, before, now);
}

void difference_print(struct context *ctx, const struct difference *d, const struct diff_side *a,
	const struct diff_side *b, bool words)
{
	context_say(ctx, "From %s to %s", a->name, b->name);
	print_rule(ctx, "k", d->k_before, d->k_now);
	print_rule(ctx, "Audience", d->audience_before, d->audience_now);
	print_rule(ctx, "Privacy policy", d->policy_before, d->policy_now);
	if (difference_is_empty(d)) {
		context_say(ctx, "There is no difference.");
		return;
	}
	for (size_t i = 0; i < d->pool.n; i++) print_pool(ctx, &d->pool.at[i]);
	context_say(ctx, "Documents: %zu changed", d->document.n);
	for (size_t i = 0; i < d->document.n; i++) print_document(ctx, &d->document.at[i], words);
	print_pages(ctx, d);
}
