/* proposals_words.c says in sentences why somebody is proposed, or is not (DOMAIN 7.8). The sentences go to the committee and, through its
 * decisions, to applicants, so each gives the rule that decided, and nobody's name. */
#include "programme/proposals_draw.h"
#include <string.h>
#include "programme/round_index.h"

enum { LISTED = 3 }; /* rivals named at most */

void ordinal(struct str *out, unsigned n)
{
	const char *end = n % 100 / 10 == 1 ? "th"
			  : n % 10 == 1     ? "st"
			  : n % 10 == 2     ? "nd"
			  : n % 10 == 3     ? "rd"
					    : "th";
	str_printf(out, "%u%s", n, end);
}

void fit_words(struct str *out, struct round *r, const struct round_member *seeker, const struct round_member *other)
{
	struct fit fit;
	fit_explain(&fit, &r->mem, &r->rules, r->book, seeker->who, other->who, r->from, r->until);
	str_printf(out, "fit %d: ", fit.total);
	for (size_t i = 0; i < fit.n; i++) str_printf(out, "%s%s", i ? ", " : "", fit.line[i].why);
}

static void rounds(struct str *out, int tier)
{
	str_printf(out, "unmatched in %d round%s", tier, tier == 1 ? "" : "s");
}

/* A short list in a sentence: "a, b and 3 others". */
struct list {
	struct str *out;
	size_t n, all;
};

static void list_add(struct list *l, const char *label, const char *remark)
{
	if (l->n < LISTED)
		str_printf(l->out, "%s%s%s%s%s",
			!l->n                ? ""
			: l->n + 1 == l->all ? " and "
					     : ", ",
			label, *remark ? " (" : "", remark, *remark ? ")" : "");
	l->n++;
}

static void list_end(struct list *l)
{
	size_t more = l->n > LISTED ? l->n - LISTED : 0;
	if (more) str_printf(l->out, " and %zu other%s", more, more == 1 ? "" : "s");
}

/* ---- why others have the places */

/* What put the holder before the one who did not get the place. */
static const char *before_words(const struct draw *d, size_t holder, size_t loser, size_t mentor)
{
	const struct round_member *h = d->mentees.at[holder], *l = d->mentees.at[loser];
	int hf = d->fit[holder * d->mentors.n + mentor], lf = d->fit[loser * d->mentors.n + mentor];
	struct arena *mem = &d->r->mem;
	if (d->match.seeker[holder].locked == (int)mentor) return "locked";
	if (h->tier > l->tier)
		return arena_printf(
			mem, "unmatched in %d round%s, so first under 5.1.6", h->tier, h->tier == 1 ? "" : "s");
	if (hf / 10 > lf / 10) return arena_printf(mem, "fit %d against %d", hf, lf);
	if (d->matched.how[holder] == 0) return "suggested";
	return h->effective < l->effective ? arena_printf(mem, "applied earlier, on %s", date_long(h->effective).z)
					   : "the earlier entry number of the same day";
}

static void holders_words(struct str *out, const struct draw *d, size_t loser, size_t mentor)
{
	struct list l = { out, 0, 0 };
	for (size_t i = 0; i < d->mentees.n; i++) l.all += d->matched.offer_of[i] == (int32_t)mentor;
	if (!l.all) {
		str_puts(out, "left free"); /* cannot be in a right solution of requests */
		return;
	}
	str_puts(out, l.all == 1 ? "the place goes to " : l.all == 2 ? "both places go to " : "the places go to ");
	for (size_t i = 0; i < d->mentees.n; i++)
		if (d->matched.offer_of[i] == (int32_t)mentor)
			list_add(&l, d->mentees.at[i]->label, before_words(d, i, loser, mentor));
	list_end(&l);
}

/* ---- choices that are not met */

static int32_t index_in(const struct draw *d, int64_t application)
{
	const struct participant *p = participants_find(&d->r->people, application);
	return p ? d->number[round_place(d->r, p)] : -1;
}

/* Of a choice of one: what stands against it. */
static void one_words(struct str *out, const struct draw *d, const struct round_member *m, size_t row,
	const struct round_member *other, bool peers)
{
	const char *why = "";
	int32_t k = index_in(d, other->who->application);
	str_printf(out, "%s: ", other->label);
	if (other->reason != IN_ROUND)
		str_puts(out, other->words);
	else if (hard_rule(d->r, m->who, other->who, &why) != HARD_NONE)
		str_puts(out, why);
	else if (!peers)
		holders_words(out, d, row, (size_t)k);
	else if (d->paired.with[k] < 0)
		str_puts(out, "the best pairs of all leave both out of this one");
	else
		str_printf(out, "goes with %s", d->peers.at[d->paired.with[k]]->label);
}

/* Of a group: how many there are and what became of them. */
static void group_words(struct str *out, const struct draw *d, const struct round_member *m, const struct preference *p)
{
	size_t out_of = 0, hard = 0, taken = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct round_member *o = round_member(d->r, p->application[i]);
		if (!o || o->reason != IN_ROUND)
			out_of++;
		else if (hard_rule(d->r, m->who, o->who, NULL) != HARD_NONE)
			hard++;
		else
			taken++;
	}
	str_printf(out, "group %s of %zu: %zu not in the round, %zu ruled out, %zu taken by others", p->id.z, p->n,
		out_of, hard, taken);
}

/* Those before the rank that is met; all where none is. */
static void unmet_words(
	struct str *out, const struct draw *d, const struct round_member *m, size_t row, int met, bool peers)
{
	const struct preferences *c = &m->who->choices;
	for (size_t i = 0; i < c->n; i++) {
		const struct preference *p = &c->at[i];
		if (!p->rank || (met && (int)p->rank >= met)) continue;
		const struct round_member *other = p->n == 1 ? round_member(d->r, p->application[0]) : NULL;
		str_puts(out, ". Not the ");
		ordinal(out, p->rank);
		str_puts(out, " choice, ");
		if (!preference_leads(p) || !p->n || (p->n == 1 && !other))
			str_puts(out, p->reason ? p->reason : "which leads nowhere");
		else if (other)
			one_words(out, d, m, row, other, peers);
		else
			group_words(out, d, m, p);
	}
}

/* ---- mentees */

/* Those who asked for the same mentor, have waited less and did not get the place. */
static void ahead_words(struct str *out, const struct draw *d, size_t mentee, size_t mentor)
{
	struct list l = { out, 0, 0 };
	bool loses[2] = { false, true };
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < d->mentees.n; i++) {
			const struct seeker *s = &d->match.seeker[i];
			bool asked = false;
			if (i == mentee || d->matched.offer_of[i] == (int32_t)mentor ||
				s->tier >= d->match.seeker[mentee].tier)
				continue;
			for (size_t k = 0; k < s->nchoices; k++)
				asked |= s->choice[k] == mentor &&
					 (d->matched.offer_of[i] < 0 || d->matched.how[i] == 0 ||
						 d->matched.how[i] > s->choice_rank[k]);
			if (!asked) continue;
			if (!loses[pass])
				l.all++;
			else
				list_add(&l, d->mentees.at[i]->label, "");
		}
		if (!l.all) return;
		if (!pass) str_puts(out, ", so ahead of ");
	}
	list_end(&l);
}

static const struct preference *choice_at(const struct round_member *m, int rank)
{
	for (size_t i = 0; i < m->who->choices.n; i++)
		if ((int)m->who->choices.at[i].rank == rank) return &m->who->choices.at[i];
	return NULL;
}

static void how_words(struct str *out, const struct draw *d, const struct proposal *p, int locked)
{
	const struct preference *c = p->how ? choice_at(p->seeker, p->how) : NULL;
	(void)d;
	str_printf(out, "%s %s %s", p->seeker->label, p->how || locked >= 0 ? "gets" : "is suggested", p->other->label);
	if (locked >= 0) str_puts(out, ", locked");
	if (!p->how) return;
	str_puts(out, " (");
	ordinal(out, (unsigned)p->how);
	str_puts(out, " choice");
	if (c && c->n > 1) str_printf(out, ", any of group %s: the best fit with a place", c->id.z);
	str_puts(out, ")");
}

static bool reachable(const struct draw *d, size_t row, int threshold)
{
	for (size_t k = 0; k < d->mentors.n; k++) {
		uint8_t fit = d->fit[row * d->mentors.n + k];
		if (fit != FIT_IMPOSSIBLE && fit >= threshold) return true;
	}
	return false;
}

static enum why_not mentee_why(const struct draw *d, size_t i)
{
	const struct seeker *s = &d->match.seeker[i];
	const struct preferences *c = &d->mentees.at[i]->who->choices;
	bool inside = false;
	for (size_t k = 0; k < c->n; k++)
		for (size_t n = 0; n < c->at[k].n; n++) inside |= index_in(d, c->at[k].application[n]) >= 0;
	if (s->nchoices) return NOT_PLACES;
	if (!s->alternatives) return !c->n ? NOT_ASKED : inside ? NOT_HARD : NOT_LEADS;
	if (!reachable(d, i, 0)) return NOT_HARD;
	return reachable(d, i, d->match.threshold) ? NOT_PLACES : NOT_FIT;
}

static void none_words(struct str *out, const struct draw *d, size_t i)
{
	const struct seeker *s = &d->match.seeker[i];
	if (!s->alternatives)
		str_puts(out, d->mentees.at[i]->who->choices.n ? ". Takes no alternative"
							       : ": named nobody and takes no alternative");
	else if (!reachable(d, i, 0))
		str_puts(out, ". No alternative: hard rules stand against every mentor with a place");
	else if (!reachable(d, i, d->match.threshold))
		str_printf(out, ". No alternative: no mentor with a place has a fit of %d or more", d->match.threshold);
	else
		str_printf(out, ". No alternative: the places of all mentors with a fit of %d or more go to others",
			d->match.threshold);
}

static const char *done(struct draw const *d, struct str *out)
{
	str_puts(out, ".");
	const char *z = arena_strdup(&d->r->mem, sv_of(out));
	str_dispose(out);
	return z;
}

void mentee_words(struct proposal *p, const struct draw *d, size_t i)
{
	struct str out = STR_INIT;
	const struct round_member *m = p->seeker;
	if (p->other) {
		how_words(&out, d, p, d->match.seeker[i].locked);
		str_puts(&out, ": ");
		if (m->tier) {
			rounds(&out, m->tier);
			if (p->how) ahead_words(&out, d, i, (size_t)d->matched.offer_of[i]);
			str_puts(&out, "; ");
		}
		fit_words(&out, d->r, m, p->other);
	} else {
		p->why = mentee_why(d, i);
		str_printf(&out, "%s gets nobody", m->label);
		if (m->tier) {
			str_puts(&out, " although ");
			rounds(&out, m->tier);
		}
	}
	if (d->match.seeker[i].locked < 0) unmet_words(&out, d, m, i, p->other ? p->how : 0, false);
	if (!p->other) none_words(&out, d, i);
	p->sentence = done(d, &out);
}

/* ---- peers */

static void asked_words(struct str *out, const struct draw *d, size_t i, size_t k)
{
	int mine = d->paired.how[i], theirs = d->paired.how[k];
	if (d->pairing.peer[i].locked >= 0)
		str_puts(out, ", locked");
	else if (!mine && !theirs)
		str_puts(out, ", a suggestion");
	if (mine) str_puts(out, ", its "), ordinal(out, (unsigned)mine), str_puts(out, " choice");
	if (theirs)
		str_puts(out, mine ? " and itself its partner's " : ", whose "), ordinal(out, (unsigned)theirs),
			str_puts(out, mine ? "" : " choice it is");
}

static enum why_not peer_why(const struct draw *d, size_t i, bool *any, bool *enough)
{
	const struct peer *p = &d->pairing.peer[i];
	*any = *enough = false;
	for (size_t k = 0; k < d->peers.n; k++) {
		uint8_t fit = d->pair[i * d->peers.n + k];
		*any |= fit != FIT_IMPOSSIBLE;
		*enough |= fit != FIT_IMPOSSIBLE && fit >= d->pairing.threshold;
	}
	if (p->nchoices) return NOT_PLACES;
	if (!p->alternatives) return d->peers.at[i]->who->choices.n ? NOT_LEADS : NOT_ASKED;
	return !*any ? NOT_HARD : !*enough ? NOT_FIT : NOT_PLACES;
}

static void no_peer_words(struct str *out, const struct draw *d, size_t i, bool any, bool enough)
{
	const struct peer *p = &d->pairing.peer[i];
	if (!p->alternatives)
		str_puts(out, d->peers.at[i]->who->choices.n ? ". Takes no alternative"
							     : ": named nobody and takes no alternative");
	else if (!any)
		str_puts(out, ". No alternative: hard rules stand against every other peer of the round");
	else if (!enough)
		str_printf(out, ". No alternative: no peer has a fit of %d or more", d->pairing.threshold);
	else
		str_puts(out, ". No alternative: those who would do go with others, take no alternative, or the number "
			      "is odd");
}

void peer_words(struct proposal *p, const struct draw *d, size_t i)
{
	struct str out = STR_INIT;
	const struct round_member *m = p->seeker;
	bool any = false, enough = false;
	if (p->other) {
		str_printf(&out, "%s goes with %s", m->label, p->other->label);
		asked_words(&out, d, i, (size_t)d->paired.with[i]);
		str_puts(&out, ": ");
		if (m->tier) {
			rounds(&out, m->tier);
			str_puts(&out, "; ");
		}
		fit_words(&out, d->r, m, p->other);
	} else {
		p->why = peer_why(d, i, &any, &enough);
		str_printf(&out, "%s goes with nobody", m->label);
	}
	if (d->pairing.peer[i].locked < 0) unmet_words(&out, d, m, i, p->other ? p->how : 0, true);
	if (!p->other) no_peer_words(&out, d, i, any, enough);
	p->sentence = done(d, &out);
}
