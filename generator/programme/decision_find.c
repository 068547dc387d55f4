/* decision_find.c finds whom headquarters or the committee means by an entry. A decision for the wrong person is noticed by nobody, so a name is
 * never enough, and what fits two people fits nobody. */
#include <stdlib.h>
#include <string.h>
#include "base/checkcode.h"
#include "programme/decision.h"
#include "records/resolve.h"

struct search {
	const struct participants *people;
	struct store *s;
	unsigned kinds;
	struct sv form;
	const struct participant *one;
	bool several, other_kind, failed;
};

static void meet(struct search *q, const struct participant *p)
{
	if (!(q->kinds & 1U << p->kind)) {
		q->other_kind = true;
		return;
	}
	if (q->form.n && !sv_ieq_ascii(q->form, sv(p->form))) return;
	q->several |= q->one && q->one != p;
	q->one = p;
}

/* Zeros in front are what a spreadsheet takes away first. */
static struct sv without_zeros(struct sv number)
{
	while (number.n > 1 && *number.p == '0') number = sv_sub(number, 1, number.n);
	return number;
}

/* "mentor 10437": the form stands in front of the number. */
static struct sv split_form(struct search *q, struct sv typed)
{
	size_t gap = typed.n;
	while (gap && typed.p[gap - 1] != ' ') gap--;
	struct sv front = sv_trim(sv_sub(typed, 0, gap));
	if (!front.n) return typed;
	for (size_t i = 0; i < q->people->v.n; i++)
		if (sv_ieq_ascii(front, sv(q->people->v.at[i].form))) {
			q->form = front;
			return sv_sub(typed, gap, typed.n);
		}
	return typed;
}

static void by_number(struct search *q, struct sv typed)
{
	typed = split_form(q, typed);
	if (typed.n && *typed.p == '#') typed = sv_trim(sv_sub(typed, 1, typed.n));
	for (size_t i = 0; i < q->people->v.n; i++) {
		const struct participant *p = &q->people->v.at[i];
		if (sv_ieq_ascii(without_zeros(typed), without_zeros(sv(p->entry_no)))) meet(q, p);
	}
}

static void by_entry_id(struct search *q, struct sv typed)
{
	struct checkcode id;
	if (checkcode_parse(typed, &id) != CHECKCODE_OK) return;
	for (size_t i = 0; i < q->people->v.n; i++)
		if (strcmp(q->people->v.at[i].entry_id, id.z) == 0) meet(q, &q->people->v.at[i]);
}

/* Older IDs, and numbers of applications that a newer one replaced. */
static int older(void *self, const struct application *a)
{
	struct search *q = self;
	int64_t now = 0;
	if (resolve_present(q->s, a->id, &now)) {
		q->failed = true;
		return 1;
	}
	const struct participant *p = participants_find(q->people, now);
	if (!p) return 0;
	struct sv form = q->form; /* of the number that was typed; who applied again may have used another form */
	if (form.n && !sv_ieq_ascii(form, sv(a->form))) return 0;
	q->form = sv("");
	meet(q, p);
	q->form = form;
	return 0;
}

static void by_older(struct search *q, const struct run *run, struct sv typed)
{
	enum resolve_how how = RESOLVED_NONE;
	struct search found = *q;
	int r = resolve_typed(q->s, run, typed, &how, older, &found);
	q->failed |= found.failed || r < 0;
	if (how != RESOLVED_ENTRY_ID && how != RESOLVED_ENTRY_NO) return;
	*q = found;
}

enum entry_found entry_find(const struct participant **out, const struct participants *people, struct store *s,
	const struct run *run, unsigned kinds, struct sv form, struct sv typed)
{
	struct search q = { people, s, kinds, sv_trim(form), NULL, false, false, false };
	typed = sv_trim(typed);
	*out = NULL;
	if (!typed.n) return ENTRY_NOBODY;
	by_number(&q, typed);
	if (!q.one) by_entry_id(&q, typed);
	if (!q.one) by_older(&q, run, typed);
	if (q.failed) return ENTRY_FAILED;
	if (q.several) return ENTRY_SEVERAL;
	*out = q.one;
	return q.one ? ENTRY_ONE : q.other_kind ? ENTRY_OTHER_KIND : ENTRY_NOBODY;
}
