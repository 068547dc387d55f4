/* round_locks.c checks what a what-if demands before anything is computed with it: a lock that silently did not hold would be read as an answer. */
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
