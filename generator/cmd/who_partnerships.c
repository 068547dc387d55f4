/* who_partnerships.c shows a person's partnerships in their story: whoever calls headquarters asks about those first. */
#include <stdlib.h>
#include "cmd/who_internal.h"
#include "programme/register.h"

/* Rules that are wrong do not keep anybody from being looked up: then the usual ones say what is due. Nor does a database that cannot be written
 * to now: then the forms that arrived since are taken in by the next command that can. */
static bool rules_or_none(struct teller *t, struct rules *rules)
{
	struct diags silent = DIAGS_INIT;
	bool read = rules_load(rules, &t->mem, t->ctx->run, &silent) == 0;
	if (read) (void)register_take_forms(t->ctx->store, t->ctx->run, rules, &silent);
	diags_dispose(&silent);
	if (!read) *rules = (struct rules){ .grace = 30 };
	return read;
}

struct other {
	struct teller *t;
	const char *text;
};

static int keep_other(void *self, const struct application *a)
{
	struct other *o = self;
	o->text = who_short(o->t, a);
	return 0;
}

static int tell_one(struct teller *t, const struct partnership *p, bool is_a)
{
	struct other o = { t, "somebody erased" };
	int64_t other = is_a ? p->b : p->a;
	if (other && application_get(t->ctx->store, t->ctx->run, other, keep_other, &o) < 0) return -1;
	who_item(t, TEXT(t, "%s as %s, %s, proposed %s, with %s; %s", p->number,
			    p->peers ? "peer partner"
			    : is_a   ? "mentor"
				     : "mentee",
			    partnership_state_words(p->state), date_iso(p->proposed).z, o.text,
			    partnership_next(&t->mem, p, t->ctx->run->as_of)));
	return 0;
}

int who_partnerships(struct teller *t, const struct application *a)
{
	struct rules rules;
	struct partnerships all = { VEC_INIT };
	bool read = rules_or_none(t, &rules), any = false;
	int r = partnerships_read(&all, &t->mem, t->ctx->store, t->ctx->run, &rules);
	for (size_t i = 0; i < all.v.n && r == 0; i++) {
		const struct partnership *p = &all.v.at[i];
		if (!a->person || (p->person_a != a->person && p->person_b != a->person)) continue;
		if (!any) who_begin(t, "partnerships", "Partnerships");
		any = true;
		r = tell_one(t, p, p->person_a == a->person);
	}
	if (any) who_end(t);
	vec_dispose(&all.v);
	if (read) rules_dispose(&rules);
	return r;
}
