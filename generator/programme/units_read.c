/* units_read.c turns the register of partnerships into every person's claims. People are put together by the newest import, so that a mentor who is
 * somebody's peer partner too has one account. */
#include <stdlib.h>
#include <string.h>
#include "programme/units.h"
#include "records/entry_id.h"
#include "records/resolve.h"

struct reading {
	struct units *out;
	struct store *s;
	const struct run *run;
	const struct rules *rules;
	struct diags *ds;
	VEC(struct claim_of {
		int64_t person;
		struct unit_entry entry;
	})
	claims;
};

/* ---- exceptions for units name applications; what counts is whose they are */

struct named { /* an exception's two persons, 0: not named or not known */
	int64_t a, b;
};
struct naming {
	const struct rules *rules;
	struct named *who;
};

static bool is_entry(const struct application *a, const char *form, const char *entry)
{
	return strcmp(a->form, form) == 0 && strcmp(a->entry_no, entry) == 0;
}

static int name_them(void *self, const struct application *a)
{
	struct naming *n = self;
	for (size_t i = 0; i < n->rules->nexceptions; i++) {
		const struct rule_exception *e = &n->rules->exception[i];
		if (strcmp(e->kind, "units") != 0) continue;
		if (is_entry(a, e->form_a, e->entry_a)) n->who[i].a = a->person;
		if (is_entry(a, e->form_b, e->entry_b)) n->who[i].b = a->person;
	}
	return 0;
}

static int read_exceptions(struct reading *r, const struct named **out)
{
	struct naming n = { r->rules, ARENA_ARRAY(&r->out->mem, struct named, r->rules->nexceptions + 1) };
	bool any = false;
	*out = n.who;
	for (size_t i = 0; i < r->rules->nexceptions; i++) any |= strcmp(r->rules->exception[i].kind, "units") == 0;
	if (!any) return 0;
	if (application_each(r->s, r->run, KIND_COUNT, false, name_them, &n)) return -1;
	for (size_t i = 0; i < r->rules->nexceptions; i++) {
		const struct rule_exception *e = &r->rules->exception[i];
		if (strcmp(e->kind, "units") != 0 || (n.who[i].a && (n.who[i].b || !*e->entry_b))) continue;
		diags_warn(r->ds, "M140", (struct place){ .file = "records/overrides.csv" },
			"compare form_a, entry_a, form_b and entry_b with the applications",
			"an exception for units names an application that nobody has (%s)",
			diags_value(r->ds, sv(n.who[i].a ? e->entry_b : e->entry_a)));
	}
	return 0;
}

/* The exception is for the one named first; a second one says with whom the partnership was. */
static void take_exception(const struct reading *r, const struct named *who, struct claim_of *c, int64_t partner)
{
	for (size_t i = 0; i < r->rules->nexceptions && !c->entry.claim.exception; i++) {
		const struct rule_exception *e = &r->rules->exception[i];
		if (strcmp(e->kind, "units") != 0 || !who[i].a || who[i].a != c->person) continue;
		if (*e->entry_b && who[i].b != partner) continue;
		if (e->on != DATE_NONE && e->on > r->run->as_of) continue;
		if (e->until != DATE_NONE && c->entry.claim.on > e->until) continue;
		c->entry.claim.exception = true;
		c->entry.why = e->why;
		c->entry.by = e->by;
	}
}

/* ---- claims */

static bool for_effort(const char *reason)
{
	return strcmp(reason, "no_contact") == 0 || strcmp(reason, "lack_of_effort") == 0;
}

static struct unit_entry entry_of(const struct partnership *p, enum side side)
{
	bool early = p->state == STATE_ENDED;
	return (struct unit_entry){ .claim = { .on = early                         ? p->ended
						     : p->state == STATE_CONCLUDED ? p->concluded
										   : DATE_NONE,
					    .order = p->id,
					    .early = early,
					    .effort = early && for_effort(p->end_reason),
					    .goals = p->plan_received != DATE_NONE,
					    .evaluation = p->evaluated[side] != DATE_NONE,
					    .petition = p->petition[side] },
		.partnership = p,
		.side = side,
		.form = "",
		.entry_no = "",
		.why = "",
		.by = "" };
}

static void add_claims(struct reading *r, const struct named *who)
{
	for (size_t i = 0; i < r->out->all.v.n; i++) {
		const struct partnership *p = &r->out->all.v.at[i];
		const int64_t person[] = { 0, p->person_a, p->person_b };
		if (p->state == STATE_NOT_FORMED || p->state == STATE_PROPOSED) continue;
		for (enum side side = SIDE_A; side <= SIDE_B; side++) {
			struct claim_of c = { person[side], entry_of(p, side) };
			if (!c.person) continue; /* erased */
			take_exception(r, who, &c, person[side == SIDE_A ? SIDE_B : SIDE_A]);
			vec_push(&r->claims, c);
		}
	}
}

static int by_person_and_day(const void *a, const void *b)
{
	const struct claim_of *x = a, *y = b;
	date_t xon = x->entry.claim.on, yon = y->entry.claim.on;
	if (x->person != y->person) return x->person < y->person ? -1 : 1;
	if ((xon == DATE_NONE) != (yon == DATE_NONE)) return xon == DATE_NONE ? 1 : -1;
	if (xon != yon) return xon < yon ? -1 : 1;
	return x->entry.claim.order < y->entry.claim.order ? -1 : x->entry.claim.order > y->entry.claim.order;
}

/* ---- who they are */

struct facts {
	struct arena *mem;
	const char *form, *entry_no, *first, *last, *name, *member;
};

static int take_facts(void *self, const struct application *a)
{
	struct facts *f = self;
	f->form = arena_strdup(f->mem, sv(a->form));
	f->entry_no = arena_strdup(f->mem, sv(a->entry_no));
	f->first = arena_strdup(f->mem, sv_trim(application_field(a, "first_name")));
	f->last = arena_strdup(f->mem, sv_trim(application_field(a, "last_name")));
	f->name = arena_strdup(f->mem, sv_trim(application_field(a, "certificate_name")));
	f->member = arena_strdup(f->mem, sv_trim(application_field(a, "member_no")));
	if (!*f->name) f->name = arena_strdup(f->mem, sv_trim(sv(arena_printf(f->mem, "%s %s", f->first, f->last))));
	return 0;
}

static bool digits(const char *z)
{
	return *z && z[strspn(z, "0123456789")] == '\0';
}

static int by_entry(const char *form_x, const char *x, const char *form_y, const char *y)
{
	int r = strcmp(form_x, form_y);
	size_t nx = strlen(x), ny = strlen(y);
	if (r) return r;
	if (digits(x) && digits(y) && nx != ny) return nx < ny ? -1 : 1;
	return strcmp(x, y);
}

static int by_first_entry(const void *a, const void *b)
{
	const struct units_person *x = a, *y = b;
	return by_entry(x->form, x->entry_no, y->form, y->entry_no);
}

static int newest_id(void *self, const struct entry_fact *e, int64_t application)
{
	(void)application;
	struct checkcode *out = self;
	if (strcmp(e->state, "live") == 0 && !out->z[0]) *out = e->id;
	return 0;
}

static int64_t application_of(const struct unit_entry *e)
{
	return e->side == SIDE_A ? e->partnership->a : e->partnership->b;
}

/* Names are those of the present application of the newest partnership. */
static int name_person(struct reading *r, struct units_person *p)
{
	struct facts f = { &r->out->mem, "", "", "", "", "", "" };
	int64_t first = 0, present = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct unit_entry *e = &p->entry[i];
		if (application_get(r->s, r->run, application_of(e), take_facts, &f) < 0) return -1;
		e->form = f.form;
		e->entry_no = f.entry_no;
		if (!first || by_entry(e->form, e->entry_no, p->form, p->entry_no) < 0) {
			first = application_of(e);
			p->form = e->form;
			p->entry_no = e->entry_no;
		}
	}
	if (resolve_present(r->s, application_of(&p->entry[p->n - 1]), &present)) return -1;
	if (present && application_get(r->s, r->run, present, take_facts, &f) < 0) return -1;
	struct checkcode id = { .z = "" };
	if (first && entry_id_of(r->s, first, newest_id, &id) < 0) return -1;
	p->entry_id = arena_strdup(&r->out->mem, sv(id.z));
	p->name = f.name;
	p->first_name = f.first;
	p->last_name = f.last;
	p->member_no = f.member;
	return 0;
}

static int add_person(struct reading *r, const struct claim_of *c, size_t n)
{
	struct arena *mem = &r->out->mem;
	struct units_person p = {
		.person = c->person, .form = "", .entry_no = "", .entry = ARENA_ARRAY(mem, struct unit_entry, n), .n = n
	};
	struct unit_claim *claim = ARENA_ARRAY(mem, struct unit_claim, n);
	struct unit_line *line = ARENA_ARRAY(mem, struct unit_line, n);
	for (size_t i = 0; i < n; i++) {
		p.entry[i] = c[i].entry;
		claim[i] = c[i].entry.claim;
	}
	units_count(line, claim, n, r->rules, r->run->as_of);
	for (size_t i = 0; i < n; i++) p.entry[i].line = line[i];
	if (name_person(r, &p)) return -1;
	vec_push(&r->out->v, p);
	return 0;
}

int units_read(struct units *out, struct store *s, const struct run *run, const struct rules *rules, struct diags *ds)
{
	struct reading r = { .out = out, .s = s, .run = run, .rules = rules, .ds = ds };
	const struct named *who = NULL;
	int rc = -1;
	*out = (struct units){ .mem = ARENA_INIT, .today = run->as_of, .society = "", .contact = "" };
	if (partnerships_read(&out->all, &out->mem, s, run, rules) || read_exceptions(&r, &who)) goto done;
	add_claims(&r, who);
	if (r.claims.n) qsort(r.claims.at, r.claims.n, sizeof *r.claims.at, by_person_and_day);
	for (size_t i = 0, n; i < r.claims.n; i += n) {
		for (n = 1; i + n < r.claims.n && r.claims.at[i + n].person == r.claims.at[i].person;) n++;
		if (add_person(&r, &r.claims.at[i], n)) goto done;
	}
	if (out->v.n) qsort(out->v.at, out->v.n, sizeof *out->v.at, by_first_entry);
	rc = 0;
done:
	vec_dispose(&r.claims);
	return rc;
}

void units_dispose(struct units *u)
{
	vec_dispose(&u->v);
	vec_dispose(&u->all.v);
	arena_dispose(&u->mem);
}

const struct units_person *units_find(const struct units *u, int64_t person)
{
	for (size_t i = 0; i < u->v.n; i++)
		if (u->v.at[i].person == person) return &u->v.at[i];
	return NULL;
}

bool units_has_year(const struct units_person *p, int year)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->entry[i].line.year == year) return true;
	return false;
}

int units_total(const struct units_person *p, int year, int *partnerships)
{
	int units = 0;
	*partnerships = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct unit_line *l = &p->entry[i].line;
		if (l->year != year || !units_counts(l->reason)) continue;
		units += l->units;
		++*partnerships;
	}
	return units;
}
