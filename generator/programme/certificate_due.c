/* certificate_due.c decides who gets a certificate and says why somebody does not. The rule is SOP 5.6.1 as DOMAIN 1 and 8 read it; the name is the one the
 * person gave last, so that who married since does not get a paper in a name that is no longer theirs. */
#include "base/utf8.h"
#include "programme/certificate.h"
#include "records/entry_id.h"

/* ---- names */

struct newest { /* of a person */
	date_t submitted;
	int64_t application;
	struct sv name;
};
struct entry { /* of an application that stands in a partnership */
	const char *form, *entry_no;
};
struct names {
	struct arena *mem;
	struct map by_person;      /* of those who have a partnership */
	struct map by_application; /* those that have one */
};

static struct sv key_of(const int64_t *id)
{
	return sv_n((const char *)id, sizeof *id);
}

/* White space and control characters of forms are nobody's name. */
static struct sv clean(struct arena *mem, struct sv v)
{
	struct str squeezed = STR_INIT, out = STR_INIT;
	utf8_squeeze(&squeezed, v);
	struct sv s = sv_trim(sv_of(&squeezed));
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);
		if (!utf8_is_control(cp)) str_append(&out, s.p + from, i - from);
	}
	str_clear(&squeezed);
	utf8_nfc(&squeezed, sv_of(&out));
	struct sv name = arena_sv(mem, sv_of(&squeezed));
	str_dispose(&squeezed);
	str_dispose(&out);
	return name;
}

static struct sv name_of(struct arena *mem, const struct application *a)
{
	struct sv chosen = clean(mem, application_field(a, "certificate_name"));
	if (chosen.n) return chosen;
	struct sv first = application_field(a, "first_name"), last = application_field(a, "last_name");
	return clean(mem, sv(arena_printf(mem, "%.*s %.*s", (int)first.n, first.p, (int)last.n, last.p)));
}

static int take(void *ctx, const struct application *a)
{
	struct names *n = ctx;
	struct newest *known = map_ptr(&n->by_person, key_of(&a->person));
	struct entry *entry = map_ptr(&n->by_application, key_of(&a->id));
	if (entry) *entry = (struct entry){ arena_strdup(n->mem, sv(a->form)), arena_strdup(n->mem, sv(a->entry_no)) };
	if (!known || a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return 0;
	if (known->application &&
		(known->submitted > a->submitted || (known->submitted == a->submitted && known->application > a->id)))
		return 0;
	struct sv name = name_of(n->mem, a);
	if (name.n) *known = (struct newest){ a->submitted, a->id, name };
	return 0;
}

static void want(struct names *n, int64_t person, int64_t application)
{
	if (person && !map_ptr(&n->by_person, key_of(&person)))
		map_set_ptr(&n->by_person, key_of(&person), ARENA_NEW(n->mem, struct newest));
	if (application && !map_ptr(&n->by_application, key_of(&application))) {
		struct entry *e = ARENA_NEW(n->mem, struct entry);
		*e = (struct entry){ "", "" };
		map_set_ptr(&n->by_application, key_of(&application), e);
	}
}

/* ---- the rule */

static bool no_effort(const char *reason)
{
	return strcmp(reason, "no_contact") == 0 || strcmp(reason, "lack_of_effort") == 0;
}

static date_t last_agreed(const struct partnership *p)
{
	date_t a = p->agreed[SIDE_A], b = p->agreed[SIDE_B];
	if (a == DATE_NONE) a = b;
	return a == DATE_NONE ? p->proposed : b != DATE_NONE && b > a ? b : a;
}

/* Why this side gets none; NULL if it does. */
static const char *refused(const struct partnership *p, enum side side)
{
	if (p->plan_received == DATE_NONE) return "no goals were received (5.3.3)";
	if (p->state == STATE_CONCLUDED) return NULL;
	if (no_effort(p->end_reason)) return "it ended for lack of communication or effort (5.6.1)";
	switch (p->petition[side]) {
	case PETITION_GRANTED: return NULL;
	case PETITION_REQUESTED: return "it ended early, and the committee has not decided on the petition (5.6.1)";
	case PETITION_DENIED: return "it ended early, and the petition was denied (5.6.1)";
	default: return "it ended early, and there is no petition (5.6.1)";
	}
}

static bool is_excepted(const struct rules *r, const struct certificate_candidate *c,
	const struct certificate_candidate *other, date_t day)
{
	if (!*c->entry_no) return false;
	return rules_exception(r, "certificate", c->form, c->entry_no, "", "", day) ||
	       rules_exception(r, "certificate", c->form, c->entry_no, other->form, other->entry_no, day);
}

static int keep_id(void *ctx, const struct entry_fact *e, int64_t application)
{
	struct checkcode *id = ctx;
	(void)application;
	if (strcmp(e->state, "ended") == 0) return 0;
	*id = e->id;
	return 1;
}

static int fill(struct certificate_candidate *c, struct names *names, struct store *s, const struct partnership *p,
	enum side side, const struct certificates *issued)
{
	int64_t person = side == SIDE_A ? p->person_a : p->person_b;
	int64_t application = side == SIDE_A ? p->a : p->b;
	const struct newest *n = map_ptr(&names->by_person, key_of(&person));
	const struct entry *entry = map_ptr(&names->by_application, key_of(&application));
	struct checkcode id = { .z = "" };
	*c = (struct certificate_candidate){ .partnership = p,
		.side = side,
		.application = application,
		.role = p->peers         ? "peer"
			: side == SIDE_A ? "mentor"
					 : "mentee",
		.form = entry ? entry->form : "",
		.entry_no = entry ? entry->entry_no : "",
		.entry_id = "",
		.name = n ? n->name : sv(""),
		.from = p->plan_received == DATE_NONE ? last_agreed(p) : p->plan_received,
		.until = p->state == STATE_CONCLUDED ? p->concluded : p->ended };
	if (application && entry_id_of(s, application, keep_id, &id) < 0) return -1;
	c->entry_id = arena_strdup(names->mem, sv(id.z));
	c->has = certificate_of(issued, p->id, c->application);
	return 0;
}

static void judge(struct certificate_candidate *c, const struct certificate_candidate *other, const struct rules *rules,
	date_t day)
{
	c->why_not = refused(c->partnership, c->side);
	if (c->why_not && is_excepted(rules, c, other, day)) {
		c->why_not = NULL;
		c->exception = true;
	}
	if (!c->why_not && !c->name.n) c->why_not = "no name of this participant is in the records";
}

int certificates_due(struct certificates_due *out, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, const struct partnerships *all, const struct certificates *issued)
{
	struct names names = { mem, MAP_INIT, MAP_INIT };
	*out = (struct certificates_due){ VEC_INIT };
	for (size_t i = 0; i < all->v.n; i++) {
		want(&names, all->v.at[i].person_a, all->v.at[i].a);
		want(&names, all->v.at[i].person_b, all->v.at[i].b);
	}
	int r = names.by_person.n ? application_each(s, run, KIND_COUNT, false, take, &names) : 0;
	for (size_t i = 0; i < all->v.n && r == 0; i++) {
		const struct partnership *p = &all->v.at[i];
		struct certificate_candidate side[2];
		if (p->state != STATE_CONCLUDED && p->state != STATE_ENDED) continue;
		r = fill(&side[0], &names, s, p, SIDE_A, issued) || fill(&side[1], &names, s, p, SIDE_B, issued) ? -1
														 : 0;
		if (r) break;
		for (int k = 0; k < 2; k++) {
			if (!side[k].application) continue; /* erased */
			judge(&side[k], &side[1 - k], rules, run->as_of);
			vec_push(&out->v, side[k]);
		}
	}
	map_dispose(&names.by_person);
	map_dispose(&names.by_application);
	return r < 0 ? -1 : 0;
}
