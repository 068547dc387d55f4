/* compare_runs.c: two wordings of which little is the same are easier to read one after the other than mixed, and a word
 * that stayed but leads elsewhere now has changed although no letter did. Both are decided here. */
#include "content/compare_runs.h"

enum { FEW_WORDS = 8, LITTLE_PERCENT = 25 };

struct run_list {
	VEC(struct compare_run) v;
};

/* At least one word. */
static struct sv joined(struct arena *mem, const struct text_word *word, size_t n)
{
	size_t length = n - 1;
	for (size_t i = 0; i < n; i++) length += word[i].text.n;
	char *z = arena_alloc(mem, length + 1), *to = z;
	for (size_t i = 0; i < n; i++) {
		if (i) *to++ = ' ';
		memcpy(to, word[i].text.p, word[i].text.n);
		to += word[i].text.n;
	}
	return sv_n(z, length);
}

static void add(struct run_list *runs, struct arena *mem, enum diff_part part, const struct text_word *word, size_t n,
	struct sv note)
{
	if (n) vec_push(&runs->v, ((struct compare_run){ part, joined(mem, word, n), note }));
}

/* ---- words set differently */

static void say(struct str *out, const char *what)
{
	str_printf(out, "%s%s", out->len ? "; " : "", what);
}

static void say_switch(struct str *out, bool before, bool now, const char *what)
{
	if (before == now) return;
	say(out, now ? "now " : "no longer ");
	str_puts(out, what);
}

static void say_target(struct str *out, struct sv before, struct sv now, const char *leads, const char *gone)
{
	if (sv_eq(before, now)) return;
	if (!now.n) {
		say(out, gone);
		str_printf(out, " %.*s", SV_ARG(before));
		return;
	}
	say(out, leads);
	str_printf(out, " %.*s", SV_ARG(now));
	if (before.n) str_printf(out, ", before to %.*s", SV_ARG(before));
}

static struct sv look_note(struct arena *mem, const struct look *a, const struct look *b)
{
	struct str s = STR_INIT;
	say_switch(&s, a->emphasis, b->emphasis, "in italics");
	say_switch(&s, a->strong, b->strong, "in bold");
	say_switch(&s, a->code, b->code, "set as code");
	say_switch(&s, a->breaks, b->breaks, "on a new line");
	say_target(&s, a->link, b->link, "link now leads to", "no longer a link to");
	say_target(&s, a->picture, b->picture, "picture now leads to", "no longer the picture");
	if (!s.len) str_puts(&s, "set differently within the word");
	struct sv out = arena_sv(mem, sv_of(&s));
	str_dispose(&s);
	return out;
}

static void add_same(struct run_list *runs, struct arena *mem, const struct numbers *n, const struct text_word *a,
	const struct text_word *b, size_t count)
{
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && a[to].look == a[from].look && b[to].look == b[from].look;) to++;
		bool same = a[from].look == b[from].look;
		/* Looks that stay need no border between them. */
		while (same && to < count && a[to].look == b[to].look) to++;
		struct sv note = same ? sv("") : look_note(mem, &n->looks.at[a[from].look], &n->looks.at[b[from].look]);
		add(runs, mem, DIFF_SAME, b + from, to - from, note);
	}
}

/* ---- blocks */

static bool too_little(const struct word_diff *d, size_t na, size_t nb)
{
	size_t same = 0, more = na > nb ? na : nb;
	for (size_t i = 0; i < d->runs.n; i++) same += d->runs.at[i].part == DIFF_SAME ? d->runs.at[i].n : 0;
	return more > FEW_WORDS && same * 100 < more * LITTLE_PERCENT;
}

static uint32_t *ids(const struct text_word *word, size_t n)
{
	uint32_t *id = xcalloc(n + 1, sizeof *id);
	for (size_t i = 0; i < n; i++) id[i] = word[i].id;
	return id;
}

static void both(struct run_list *runs, struct arena *mem, const struct numbers *n, const struct text_word *a,
	size_t na, const struct text_word *b, size_t nb, bool *whole)
{
	uint32_t *old_id = ids(a, na), *new_id = ids(b, nb);
	struct word_diff d = WORD_DIFF_INIT;
	word_diff_ids(&d, old_id, na, new_id, nb);
	*whole |= d.whole;
	bool mixed = !too_little(&d, na, nb);
	if (!mixed) {
		add(runs, mem, DIFF_OLD, a, na, sv(""));
		add(runs, mem, DIFF_NEW, b, nb, sv(""));
	}
	for (size_t i = 0; mixed && i < d.runs.n; i++) {
		const struct diff_run *r = &d.runs.at[i];
		if (r->part == DIFF_SAME)
			add_same(runs, mem, n, a + r->old_at, b + r->new_at, r->n);
		else
			add(runs, mem, r->part, r->part == DIFF_OLD ? a + r->old_at : b + r->new_at, r->n, sv(""));
	}
	word_diff_dispose(&d);
	free(old_id);
	free(new_id);
}

void compare_runs(struct compare_block *out, struct arena *mem, const struct numbers *n, const struct text *before,
	const struct text_block *a, const struct text *now, const struct text_block *b, bool *whole)
{
	struct run_list runs = { VEC_INIT };
	const struct text_word *wa = a ? before->word.at + a->from : NULL, *wb = b ? now->word.at + b->from : NULL;
	if (a && b && a->n && b->n) {
		both(&runs, mem, n, wa, a->n, wb, b->n, whole);
	} else {
		if (a) add(&runs, mem, DIFF_OLD, wa, a->n, sv(""));
		if (b) add(&runs, mem, DIFF_NEW, wb, b->n, sv(""));
	}
	struct compare_run *copy = ARENA_ARRAY(mem, struct compare_run, runs.v.n + 1);
	if (runs.v.n) memcpy(copy, runs.v.at, runs.v.n * sizeof *copy);
	out->run = copy;
	out->nruns = runs.v.n;
	vec_dispose(&runs.v);
}

void compare_plain_runs(
	const struct compare_run **out, size_t *nout, struct arena *mem, struct sv before, struct sv now)
{
	struct word_pieces p = { VEC_INIT, false };
	word_diff_pieces(&p, before, now);
	struct compare_run *copy = ARENA_ARRAY(mem, struct compare_run, p.v.n + 1);
	for (size_t i = 0; i < p.v.n; i++)
		copy[i] = (struct compare_run){ p.v.at[i].part, arena_sv(mem, p.v.at[i].text), sv("") };
	*out = copy;
	*nout = p.v.n;
	word_pieces_dispose(&p);
}
