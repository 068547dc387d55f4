/* pack_checks.c finds what a committee has to ask before it can decide on somebody: a choice that leads nowhere, a note that only a person can
 * read. What stands here is missing or unclear in the records; what the committee may decide either way stands on the sheet itself. */
#include <limits.h>
#include "programme/pack_view.h"

struct checks {
	const struct pack_view *v;
	const struct pack_member *m;
	view_check_fn *fn;
	void *ctx;
};

static void choice(const struct checks *c, const struct preference *p)
{
	if (p->code) {
		const char *ask = p->suggestion ? p->suggestion : "ask what is meant";
		c->fn(c->ctx, true,
			arena_printf(c->v->mem, "Choice %u (%s) leads nowhere: %s; %s%s", p->rank, view_typed(c->v, p),
				p->reason, ask, sv_ends(sv(ask), "?") ? "" : "."));
	} else if (p->how == PREFERENCE_REPEATED || p->how == PREFERENCE_SELF)
		c->fn(c->ctx, false,
			p->how == PREFERENCE_SELF ? "A choice names the applicant's own entry and does not count."
						  : "A choice names the same entry again and does not count.");
}

static void choices(const struct checks *c)
{
	const struct preferences *p = &c->m->m->who->choices;
	for (size_t i = 0; i < p->n; i++) choice(c, &p->at[i]);
	if (p->ignored)
		c->fn(c->ctx, false,
			arena_printf(c->v->mem, "%s more than %d do not count.",
				view_count(c->v, p->ignored, "choice", "choices"), PREFERENCES_MAX));
}

static void missing(const struct checks *c)
{
	const struct participant *p = c->m->m->who;
	if (p->kind != KIND_MENTOR && !p->needs.n && !p->primary_need)
		c->fn(c->ctx, true, "No need is given: nobody can be said to suit it.");
	if (!*p->employer_key)
		c->fn(c->ctx, false, "The employer is not clear: the same employer cannot be ruled out.");
	if (!p->nlanguages) c->fn(c->ctx, false, "No language is given.");
	if (p->kind != KIND_MENTOR && p->qa_months < 0) c->fn(c->ctx, false, "The years of experience are not known.");
	if (p->kind != KIND_MENTOR && p->alternatives_assumed)
		c->fn(c->ctx, false, "Did not say whether another partner would do; taken as yes.");
}

void view_checks(const struct pack_view *v, const struct pack_member *m, view_check_fn *fn, void *ctx)
{
	struct checks c = { v, m, fn, ctx };
	const struct participant *p = m->m->who;
	if (m->m->recused)
		fn(ctx, false,
			"Conflict: an officer of the committee. Others decide on this sheet, and the minutes say so.");
	if (sv_trim(p->avoid).n && !p->navoid && !p->navoid_employers)
		fn(ctx, true,
			v->identified ? arena_printf(v->mem,
						"The do-not-match note “%.*s” names nobody that is known here: "
						"somebody has to read it.",
						SV_ARG(sv_trim(p->avoid)))
				      : "The do-not-match note names nobody that is known here: somebody has to read "
					"it in the identified pack.");
	if (p->kind != KIND_MENTOR) choices(&c);
	if (m->m->claim_unproved)
		fn(ctx, false,
			"Says it was unmatched before, but no round on record left this person unmatched: no priority "
			"until that is clear.");
	missing(&c);
}
