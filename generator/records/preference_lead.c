/* preference_lead.c finds whom one choice means. Every way it could be meant is looked up before it is said to lead
 * nowhere, and what leads nowhere is not bent until it fits: near numbers are told to staff, who ask. */
#include "records/preference_lead.h"
#include <stdint.h>
#include "records/entry_id.h"

enum { NEAR_NUMBERS = 3, NEAR_CODES = 4 };

static const char *kind_name(enum application_kind k)
{
	static const char *const names[KIND_COUNT + 1] = { "mentor application", "peer application",
		"mentee application", "partnership plan", "evaluation", "application" };
	return names[k];
}

static void nowhere(struct preference *p, enum preference_how how, const char *code, const char *reason)
{
	p->how = how;
	p->code = code;
	p->reason = reason;
}

struct members {
	VEC(int64_t) ids;
	bool group, ended, published;
};

static int add_member(void *ctx, const struct entry_fact *e, int64_t application)
{
	struct members *m = ctx;
	m->group = e->group;
	m->ended = !strcmp(e->state, "ended");
	m->published = e->first_edition > 0;
	if (application) vec_push(&m->ids, application);
	return 0;
}

struct condition {
	size_t away;
	enum reason why;
	date_t until;
};

static int look_at(void *ctx, const struct application *a)
{
	struct condition *c = ctx;
	if (a->matchable == REASON_OK) return 0;
	if (c->away++) return 0;
	c->why = a->matchable;
	c->until = a->paused_until;
	return 0;
}

/* "; paused until 2026-06-01", "; 2 of 7 cannot be proposed now", or nothing. */
static const char *condition(struct lead *l, const struct preference *p)
{
	struct condition c = { .until = DATE_NONE };
	for (size_t i = 0; i < p->n && !l->brief; i++)
		if (application_get(l->f->s, l->run, p->application[i], look_at, &c) < 0) l->f->failed = true;
	if (c.away == 0) return "";
	if (p->n > 1) return arena_printf(l->mem, "; %zu of %zu cannot be proposed now", c.away, p->n);
	return arena_printf(l->mem, "; not to be proposed now: %s%s%s", reason_words(c.why),
		c.until == DATE_NONE ? "" : " until ", c.until == DATE_NONE ? "" : date_iso(c.until).z);
}

static int by_value(const void *pa, const void *pb)
{
	int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
	return (a > b) - (a < b);
}

static void leads_to(struct lead *l, struct preference *p, const int64_t *id, size_t n)
{
	int64_t *own = ARENA_ARRAY(l->mem, int64_t, n + 1);
	memcpy(own, id, n * sizeof *own);
	qsort(own, n, sizeof *own, by_value);
	p->n = 0;
	for (size_t i = 0; i < n; i++)
		if (p->n == 0 || own[p->n - 1] != own[i]) own[p->n++] = own[i];
	p->application = own;
}

/* The newest application of the person behind one; the application itself where the person has none that counts. */
static int64_t present(struct lead *l, const struct found *f)
{
	int64_t id = f->current ? f->id : finder_current(l->f, f->kind, f->person);
	return id ? id : f->id;
}

static int present_id(void *ctx, const struct entry_fact *e, int64_t application)
{
	struct checkcode *id = ctx;
	(void)application;
	if (strcmp(e->state, "live") != 0 || e->first_edition == 0) return 0;
	*id = e->id;
	return 1;
}

/* Who is behind an Entry ID, of the wanted kind. false: it was never in an edition. */
static bool by_code(struct lead *l, const struct checkcode *code, struct preference *p)
{
	struct members m = { .ids = VEC_INIT };
	struct checkcode now = { "" };
	size_t others = 0, n = 0;
	int r = entry_id_resolve(l->f->s, code->z, add_member, &m);
	l->f->failed |= r < 0;
	for (size_t i = 0; r == 0 && i < m.ids.n; i++) {
		struct found f;
		if (!finder_by_id(l->f, m.ids.at[i], &f)) continue;
		if (f.kind != l->wanted)
			others++;
		else
			m.ids.at[n++] = present(l, &f);
	}
	p->id = *code;
	if (r == 0 && n) {
		leads_to(l, p, m.ids.at, n);
		p->how = m.ended ? PREFERENCE_OLD_ENTRY_ID : PREFERENCE_ENTRY_ID;
		if (m.ended && entry_id_of(l->f->s, p->application[0], present_id, &now) < 0) l->f->failed = true;
		const char *newer = *now.z ? arena_printf(l->mem, "; the entry is now %s", now.z) : "";
		const char *what = m.group ? arena_printf(l->mem, "a group of %zu", p->n) : "a profile";
		p->reason = arena_printf(l->mem, "%s of %s%s%s",
			m.ended ? "the Entry ID, in an earlier edition," : "the Entry ID", what, newer,
			condition(l, p));
	} else if (r == 0 && m.published) {
		nowhere(p, others ? PREFERENCE_OTHER_KIND : PREFERENCE_UNKNOWN, others ? "R142" : "R148",
			others ? arena_printf(l->mem, "the Entry ID is not one of a %s", kind_name(l->wanted))
			       : "nobody stands behind this Entry ID any more");
	}
	bool published = r == 0 && m.published;
	vec_dispose(&m.ids);
	return published;
}

/* Applications by number, brought to the person's present one. Two that come to the same count as one. */
static size_t numbers(struct lead *l, enum application_kind kind, struct sv text, struct found *out, int64_t *now)
{
	size_t n = finder_by_number(l->f, kind, text, out), kept = 0;
	for (size_t i = 0; i < n; i++) {
		bool known = false;
		int64_t id = present(l, &out[i]);
		for (size_t j = 0; j < kept; j++) known |= now[j] == id;
		if (known) continue;
		now[kept] = id;
		out[kept++] = out[i];
	}
	return kept;
}

static const char *forms_of(struct lead *l, const struct found *f, size_t n, const char *number)
{
	struct str s = STR_INIT;
	for (size_t i = 0; i < n; i++) str_printf(&s, "%s%s %s", i ? " or " : "", f[i].form, number);
	const char *z = arena_printf(l->mem, "ask which is meant: %s", s.ptr);
	str_dispose(&s);
	return z;
}

/* false: no application of the wanted kind has it. */
static bool by_number(struct lead *l, struct sv text, struct preference *p)
{
	struct found f[FINDER_MAX];
	int64_t now[FINDER_MAX];
	size_t n = numbers(l, l->wanted, text, f, now);
	if (n == 0) return false;
	if (n > 1) {
		nowhere(p, PREFERENCE_SEVERAL, "R143",
			arena_printf(l->mem, "%zu forms have a %s with this number", n, kind_name(l->wanted)));
		p->suggestion = forms_of(l, f, n, arena_strdup(l->mem, text));
		return true;
	}
	leads_to(l, p, now, 1);
	p->how = now[0] == f[0].id ? PREFERENCE_ENTRY_NO : PREFERENCE_SUPERSEDED;
	p->reason = arena_printf(l->mem,
		now[0] == f[0].id ? "the form entry number of a %s%s"
				  : "the number of an older %s; the same person's newer one replaced it%s",
		kind_name(l->wanted), condition(l, p));
	return true;
}

struct label {
	struct arena *mem;
	const char *text;
};

static int take_label(void *ctx, const struct application *a)
{
	struct label *l = ctx;
	l->text = arena_printf(l->mem, "%s application %s", a->form, a->entry_no);
	return 0;
}

static const char *label_of(struct lead *l, int64_t id)
{
	struct label label = { l->mem, "an application" };
	if (application_get(l->f->s, l->run, id, take_label, &label) < 0) l->f->failed = true;
	return label.text;
}

static void contact(struct lead *l, struct preference *p, const struct found *f, const char *what)
{
	nowhere(p, PREFERENCE_UNKNOWN, "R146",
		arena_printf(l->mem, "this is %s, not an Entry ID or form entry number", what));
	if (f)
		p->suggestion = arena_printf(
			l->mem, "it is %s of %s: ask whether that entry is meant", what, label_of(l, f->id));
}

static void near_numbers(struct lead *l, struct sv text, struct preference *p)
{
	char near[NEAR_NUMBERS][16];
	struct str s = STR_INIT;
	size_t n = finder_near(l->f, l->wanted, text, near, NEAR_NUMBERS);
	for (size_t i = 0; i < n; i++) str_printf(&s, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", near[i]);
	if (n) p->suggestion = arena_printf(l->mem, "did they mean %s?", s.ptr);
	str_dispose(&s);
}

static void unknown_number(struct lead *l, const struct choice *c, struct preference *p)
{
	struct found f[FINDER_MAX];
	struct sv text = sv(c->text);
	size_t n = finder_by_number(l->f, KIND_COUNT, text, f);
	if (n) {
		nowhere(p, PREFERENCE_OTHER_KIND, "R142",
			arena_printf(
				l->mem, "no %s has this number; a %s has", kind_name(l->wanted), kind_name(f[0].kind)));
		near_numbers(l, text, p);
	} else if (finder_by_member(l->f, l->wanted, text, f)) {
		contact(l, p, f, "the member number");
	} else {
		nowhere(p, PREFERENCE_UNKNOWN, "R140",
			arena_printf(l->mem, "no %s has this number", kind_name(l->wanted)));
		near_numbers(l, text, p);
	}
}

/* Seven digits may be an Entry ID too; only the two that are both known are in doubt. */
static void number(struct lead *l, const struct choice *c, struct preference *p)
{
	struct preference as_code = *p;
	struct checkcode code;
	struct found f;
	if (c->member) {
		bool found = finder_by_member(l->f, l->wanted, sv(c->text), &f);
		contact(l, p, found ? &f : NULL, "the member number");
		return;
	}
	bool is_code = strlen(c->text) == 7 && checkcode_parse(sv(c->text), &code) == CHECKCODE_OK &&
		       by_code(l, &code, &as_code) && preference_leads(&as_code);
	bool is_number = by_number(l, c->typed, p) || by_number(l, sv(c->text), p);
	if (is_code && is_number) {
		*p = (struct preference){ .typed = p->typed, .field = p->field };
		nowhere(p, PREFERENCE_AMBIGUOUS, "R145", "an Entry ID and a form entry number are written alike");
	} else if (is_code) {
		*p = as_code;
	} else if (!is_number) {
		unknown_number(l, c, p);
	}
}

static void near_code(struct lead *l, const struct choice *c, struct preference *p)
{
	struct checkcode near[CHECKCODE_NEAR];
	struct str s = STR_INIT;
	size_t n = checkcode_near(sv(c->text), near), told = 0;
	nowhere(p, PREFERENCE_SLIP, "R141",
		"this looks like an Entry ID, but one symbol is wrong, missing or too many");
	for (size_t i = 0; i < n && told < NEAR_CODES; i++) {
		struct preference there = { .n = 0 };
		if (!by_code(l, &near[i], &there) || !preference_leads(&there)) continue;
		str_printf(&s, "%s%s", told ? " or " : "", near[i].z);
		told++;
	}
	if (told) p->suggestion = arena_printf(l->mem, "did they mean %s?", s.ptr);
	str_dispose(&s);
}

static void other_kind(struct lead *l, const struct choice *c, struct preference *p)
{
	nowhere(p, PREFERENCE_OTHER_KIND, "R142",
		arena_printf(
			l->mem, "it names a %s, and a %s is chosen here", kind_name(c->kind), kind_name(l->wanted)));
}

void preference_lead(struct lead *l, const struct choice *c, struct preference *out)
{
	struct found f;
	*out = (struct preference){ .typed = c->typed };
	if (c->kind != KIND_COUNT && c->kind != l->wanted) {
		other_kind(l, c, out);
		return;
	}
	switch (c->what) {
	case CHOICE_NUMBER: number(l, c, out); return;
	case CHOICE_CODE:
		if (by_code(l, &c->id, out) || by_number(l, c->typed, out)) return;
		nowhere(out, PREFERENCE_UNKNOWN, "R148", "no edition ever had this Entry ID");
		return;
	case CHOICE_NEAR_CODE:
		if (!by_number(l, c->typed, out)) near_code(l, c, out);
		return;
	case CHOICE_EMAIL:
		contact(l, out, finder_by_email(l->f, l->wanted, c->typed, &f) ? &f : NULL, "the e-mail address");
		return;
	case CHOICE_NOT:
		nowhere(out, PREFERENCE_UNKNOWN, "R144", "words such as \"not\" or \"except\" stand beside the number");
		return;
	case CHOICE_WORDS:
		if (!by_number(l, c->typed, out))
			nowhere(out, PREFERENCE_UNKNOWN, "R144", "words, and no Entry ID or form entry number");
		return;
	}
}
