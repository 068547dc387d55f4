/* round_locks.c checks what a what-if demands before anything is computed with it: a lock that silently did not hold would be read as an answer. And
 * afterwards whether the answer keeps it: what is given to whom is decided elsewhere. */
#include "programme/round_index.h"

/* number: as it was given, locks and vetoes counted together. */
static void cannot(struct diags *ds, size_t number, const char *help, const char *why)
{
	diags_error(ds, "M041", NOPLACE, help, "lock or veto %zu cannot hold: %s", number + 1, why);
}

static const char *shown(struct diags *ds, const struct round_member *m)
{
	return diags_value(ds, sv(m->label));
}

static bool fit_together(enum application_kind a, enum application_kind b)
{
	return (a == KIND_MENTEE && b == KIND_MENTOR) || (a == KIND_MENTOR && b == KIND_MENTEE) ||
	       (a == KIND_PEER && b == KIND_PEER);
}

static int wanted(const struct round *r, int64_t application)
{
	int n = 0;
	for (size_t i = 0; i < r->options->nlocks; i++)
		n += !r->options->lock[i].veto &&
		     (r->options->lock[i].seeker == application || r->options->lock[i].other == application);
	return n;
}

static void check_side(const struct round *r, size_t number, const struct round_member *m, struct diags *ds)
{
	int places = m->who->kind == KIND_MENTOR ? m->places : 1;
	if (m->reason != IN_ROUND)
		cannot(ds, number, "records/overrides.csv, kind member_of_round, can let somebody in",
			diags_text(ds, "%s is not in the round: %s", shown(ds, m), m->words));
	else if (wanted(r, m->who->application) > places)
		cannot(ds, number, "leave one of the locks out",
			diags_text(ds, "%s has %d place%s and is locked more often", shown(ds, m), places,
				places == 1 ? "" : "s"));
}

int round_check_locks(const struct round *r, struct diags *ds)
{
	size_t before = ds->errors;
	for (size_t i = 0; r->options && i < r->options->nlocks; i++) {
		const struct lock *l = &r->options->lock[i];
		const struct round_member *a = round_member(r, l->seeker), *b = round_member(r, l->other);
		if (!a || !b) {
			cannot(ds, i, "name the present application", "one of the two has no present application");
			continue;
		}
		const struct lock *stands = round_lock(r, a->who, b->who);
		if (!fit_together(a->who->kind, b->who->kind))
			cannot(ds, i, "a mentee goes with a mentor, a peer with a peer",
				diags_text(ds, "%s and %s are no pair", shown(ds, a), shown(ds, b)));
		else if (l->veto)
			continue;
		else if (stands && stands->veto)
			cannot(ds, i, "leave the lock or the veto out",
				diags_text(ds, "%s and %s are vetoed too", shown(ds, a), shown(ds, b)));
		else if (hard_rule(r, a->who, b->who, NULL) == HARD_SAME_PERSON)
			cannot(ds, i, "leave it out",
				diags_text(ds, "%s and %s are one person", shown(ds, a), shown(ds, b)));
		else {
			check_side(r, i, a, ds);
			check_side(r, i, b, ds);
		}
	}
	return ds->errors > before ? -1 : 0;
}

/* ---- afterwards */

static const struct proposal *proposal_of(const struct proposals *p, const struct round_member *m)
{
	bool peers = m->who->kind == KIND_PEER;
	for (size_t i = 0; i < (peers ? p->peers.n : p->mentees.n); i++) {
		const struct proposal *x = peers ? &p->peers.at[i] : &p->mentees.at[i];
		if (x->seeker == m) return x;
	}
	return NULL;
}

static void holders(struct str *out, const struct proposals *p, const struct round_member *mentor)
{
	size_t n = 0;
	for (size_t i = 0; i < p->mentees.n; i++)
		if (p->mentees.at[i].other == mentor)
			str_printf(out, "%s%s", n++ ? ", " : "its places go to ", p->mentees.at[i].seeker->label);
	if (!n) str_puts(out, "it was given nobody");
}

/* Why seeker and other are not together, when nothing else was told of. */
static void lost_words(struct str *out, const struct round *r, const struct proposals *p,
	const struct round_member *seeker, const struct round_member *other)
{
	const struct round_member *outside = seeker->reason != IN_ROUND  ? seeker
					     : other->reason != IN_ROUND ? other
									 : NULL;
	enum hard h = hard_rule(r, seeker->who, other->who, NULL);
	const struct proposal *x = proposal_of(p, seeker);
	if (outside)
		str_printf(out, "%s is not in the round: %s", outside->label, outside->words);
	else if (h != HARD_NONE)
		str_puts(out, hard_words(h));
	else if (x && x->other)
		str_printf(out, "%s is locked to %s too", seeker->label, x->other->label);
	else
		holders(out, p, other);
}

static bool is_kept(const struct proposals *p, const struct round_member *a, const struct round_member *b)
{
	const struct proposal *x = proposal_of(p, a), *y = proposal_of(p, b);
	return (x && x->other == b) || (y && y->other == a);
}

size_t round_locks_lost(const struct round *r, const struct proposals *p, struct str *lines, struct diags *ds)
{
	struct str why = STR_INIT;
	size_t lost = 0;
	for (size_t i = 0; r->options && i < r->options->nlocks; i++) {
		const struct lock *l = &r->options->lock[i];
		const struct round_member *a = round_member(r, l->seeker), *b = round_member(r, l->other);
		if (l->veto || (a && b && is_kept(p, a, b))) continue;
		str_clear(&why);
		if (a && b)
			lost_words(
				&why, r, p, a->who->kind == KIND_MENTOR ? b : a, a->who->kind == KIND_MENTOR ? a : b);
		else
			str_puts(&why, "one of the two has no present application");
		str_printf(lines, "The lock of %s with %s was not kept: %s.\n", a ? a->label : "somebody",
			b ? b->label : "somebody", why.ptr);
		diags_warn(ds, "M046", NOPLACE, "leave it out, or change what stands against it; the papers say it too",
			"lock %zu was not kept: %s", i + 1, diags_value(ds, sv_of(&why)));
		lost++;
	}
	str_dispose(&why);
	return lost;
}
