/* preference.c puts the choices of an application together: what was typed into which field, in which order it is meant, what
 * counts twice and what cannot be decided. Where each leads is found in preference_lead.c. */
#include "records/preference.h"
#include <stdint.h>
#include "records/finder.h"
#include "records/field_code.h"
#include "records/preference_lead.h"
#include "records/preference_split.h"

struct preference_reader {
	struct finder finder;
	const struct run *run;
	bool brief;
};
static const char *const fields[] = { "pref_1", "pref_2", "pref_3", "prefs" };
enum { FIELDS = sizeof fields / sizeof *fields };

bool preference_leads(const struct preference *p)
{
	return p->n > 0 && p->how <= PREFERENCE_SUPERSEDED;
}

enum application_kind preference_wanted(enum application_kind chooser)
{
	return chooser == KIND_MENTEE ? KIND_MENTOR : chooser == KIND_PEER ? KIND_PEER : KIND_COUNT;
}

int preference_reader_open(struct preference_reader **out, struct store *s, const struct run *run, bool brief)
{
	struct preference_reader *r = xcalloc(1, sizeof *r);
	finder_init(&r->finder, s);
	r->run = run;
	r->brief = brief;
	*out = r;
	return r->finder.failed ? -1 : 0;
}

void preference_reader_close(struct preference_reader *r)
{
	if (!r) return;
	finder_dispose(&r->finder);
	free(r);
}

struct answer {
	struct preference *at;
	unsigned *ordinal;
	size_t n;
};

static void lead_all(struct lead *l, const struct choice_reading *reading, struct answer *out)
{
	out->n = reading->n;
	out->at = ARENA_ARRAY(l->mem, struct preference, reading->n + 1);
	out->ordinal = ARENA_ARRAY(l->mem, unsigned, reading->n + 1);
	for (size_t i = 0; i < reading->n; i++) {
		preference_lead(l, &reading->at[i], &out->at[i]);
		out->ordinal[i] = reading->at[i].ordinal;
	}
}

static size_t leading(const struct answer *a)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n; i++) n += preference_leads(&a->at[i]);
	return n;
}

static bool same_goal(const struct preference *a, const struct preference *b)
{
	return a->n == b->n && a->n > 0 && !memcmp(a->application, b->application, a->n * sizeof *a->application);
}

static bool same_goals(const struct answer *a, const struct answer *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!same_goal(&a->at[i], &b->at[i])) return false;
	return a->n == b->n;
}

static void put_reading(struct str *s, const struct choice_reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct choice *c = &r->at[i];
		str_puts(s, i ? " and " : "");
		if (c->ordinal) str_printf(s, "choice %u: ", c->ordinal);
		if (c->what == CHOICE_NUMBER)
			str_puts(s, c->text);
		else
			str_sv(s, c->typed);
	}
}

/* Nobody but the applicant knows which reading is meant. */
static void in_doubt(struct lead *l, const struct choice_part *part, struct answer *out)
{
	struct str s = STR_INIT;
	const char *from = NULL, *to = NULL;
	for (size_t w = 0; w < part->n; w++) {
		str_puts(&s, w ? ", or " : "");
		put_reading(&s, &part->reading[w]);
		for (size_t i = 0; i < part->reading[w].n; i++) {
			struct sv typed = part->reading[w].at[i].typed;
			if (!from || typed.p < from) from = typed.p;
			if (!to || typed.p + typed.n > to) to = typed.p + typed.n;
		}
	}
	out->n = 1;
	out->at[0] = (struct preference){ .how = PREFERENCE_AMBIGUOUS,
		.typed = sv_n(from, (size_t)(to - from)),
		.code = "R145",
		.reason = "it can be read in two ways, and which one is meant cannot be told",
		.suggestion = arena_printf(l->mem, "ask what is meant: %s", s.ptr) };
	out->ordinal[0] = 0;
	str_dispose(&s);
}

/* The one reading all of whose numbers exist is what was meant; several such, or half ones, leave a doubt. */
static void decide(struct lead *l, const struct choice_part *part, struct answer *out)
{
	struct answer answer[CHOICE_READINGS] = { { .n = 0 } };
	size_t whole = 0, first = 0, half = 0;
	bool agree = true;
	for (size_t w = 0; w < part->n; w++) {
		lead_all(l, &part->reading[w], &answer[w]);
		size_t n = leading(&answer[w]);
		if (n == 0 || n < answer[w].n) {
			half += n > 0;
			continue;
		}
		if (whole++ == 0)
			first = w;
		else
			agree &= same_goals(&answer[first], &answer[w]);
	}
	*out = answer[first];
	if ((whole > 1 && !agree) || (whole == 0 && half && part->n > 1)) {
		out->at = ARENA_NEW(l->mem, struct preference);
		out->ordinal = ARENA_NEW(l->mem, unsigned);
		in_doubt(l, part, out);
	}
}

/* In the order that is meant: who is said to be first is, those of whom nothing is said fill the places left, as they
 * stand. */
static void in_order(const struct answer *all, size_t *order)
{
	bool *taken = xcalloc(all->n + 1, sizeof *taken);
	for (unsigned place = 1; place <= all->n; place++) {
		size_t said = SIZE_MAX, unsaid = SIZE_MAX;
		for (size_t i = all->n; i-- > 0;) {
			if (taken[i]) continue;
			if (all->ordinal[i] == 0)
				unsaid = i;
			else if (said == SIZE_MAX || all->ordinal[i] <= all->ordinal[said])
				said = i;
		}
		bool due = said != SIZE_MAX && (all->ordinal[said] <= place || unsaid == SIZE_MAX);
		order[place - 1] = due ? said : unsaid;
		taken[order[place - 1]] = true;
	}
	free(taken);
}

static void keep(struct preferences *out, const struct preference *p, const char *field)
{
	if (out->n == PREFERENCES_MAX) {
		out->ignored++;
		return;
	}
	out->at[out->n] = *p;
	out->at[out->n++].field = field;
}

static void read_field(struct lead *l, struct preferences *out, const char *name, struct sv typed)
{
	struct choice_parts parts;
	struct answer all = { .n = 0 };
	preference_split(&parts, l->mem, arena_sv(l->mem, typed));
	VEC(struct preference) at = VEC_INIT;
	VEC(unsigned) ordinal = VEC_INIT;
	for (size_t i = 0; i < parts.n && at.n <= (size_t)PREFERENCES_MAX * 2; i++) {
		struct answer a;
		decide(l, &parts.at[i], &a);
		for (size_t j = 0; j < a.n; j++) {
			vec_push(&at, a.at[j]);
			vec_push(&ordinal, a.ordinal[j]);
		}
	}
	all = (struct answer){ at.at, ordinal.at, at.n };
	size_t *order = ARENA_ARRAY(l->mem, size_t, at.n + 1);
	if (at.n) in_order(&all, order);
	for (size_t i = 0; i < at.n; i++) keep(out, &at.at[order[i]], name);
	out->ignored += parts.cut;
	vec_dispose(&at);
	vec_dispose(&ordinal);
}

/* The applicant's own application, alone or within a group; who is chosen before does not count again. */
static void without_self(struct lead *l, const struct application *a, struct preference *p)
{
	int64_t *others = ARENA_ARRAY(l->mem, int64_t, p->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct found f;
		bool self = p->application[i] == a->id ||
			    (finder_by_id(l->f, p->application[i], &f) && f.person == a->person);
		if (!self) others[n++] = p->application[i];
	}
	if (n == p->n) return;
	p->application = others;
	p->n = n;
	if (n == 0) {
		p->how = PREFERENCE_SELF;
		p->reason = "the applicant's own entry: it does not count";
	}
}

static void rank(struct lead *l, const struct application *a, struct preferences *out)
{
	unsigned next = 0;
	for (size_t i = 0; i < out->n; i++) {
		struct preference *p = &out->at[i];
		if (preference_leads(p)) without_self(l, a, p);
		for (size_t j = 0; j < i && preference_leads(p); j++)
			if (preference_leads(&out->at[j]) && same_goal(p, &out->at[j])) {
				p->how = PREFERENCE_REPEATED;
				p->reason = "names the same entry as a choice before it: it counts once";
			}
		if (p->how != PREFERENCE_REPEATED && p->how != PREFERENCE_SELF) p->rank = ++next;
	}
}

int preference_reader_read(
	struct preference_reader *r, struct preferences *out, struct arena *mem, const struct application *a)
{
	struct lead l = { &r->finder, r->run, mem, preference_wanted(a->kind), r->brief };
	memset(out, 0, sizeof *out);
	if (l.wanted == KIND_COUNT) return 0;
	for (size_t i = 0; i < FIELDS; i++) {
		struct sv typed = application_field(a, fields[i]);
		if (typed.n) read_field(&l, out, fields[i], typed);
	}
	rank(&l, a, out);
	return r->finder.failed ? -1 : 0;
}

int preferences_read(
	struct preferences *out, struct arena *mem, struct store *s, const struct run *run, const struct application *a)
{
	struct preference_reader *r = NULL;
	int result = preference_reader_open(&r, s, run, false);
	memset(out, 0, sizeof *out);
	if (result == 0) result = preference_reader_read(r, out, mem, a);
	preference_reader_close(r);
	return result;
}

struct checking {
	struct preference_reader *r;
	struct store *s;
	struct diags *ds;
	struct arena mem;
	struct preferences found;
	struct field_codes *codes;
};

static int tell(void *ctx, const struct application *a)
{
	static const char *const names[] = { "first", "second", "third", "fourth", "fifth", "sixth" };
	static const char ask[] =
		"ask the applicant; mentorpress who, with the number of the application, shows what was typed and what "
		"it may mean";
	struct checking *c = ctx;
	struct place at = { a->file, a->line, 0 };
	const char *before = c->ds->entry;
	c->ds->entry = diags_text(c->ds, "%s %s", a->form, a->entry_no);
	for (size_t i = 0; i < c->found.n; i++) {
		const struct preference *p = &c->found.at[i];
		if (!p->code) continue;
		diags_warn(c->ds, p->code, at, c->ds->show_values && p->suggestion ? p->suggestion : ask,
			"the %s choice leads nowhere: %s", p->rank <= 6 ? names[p->rank - 1] : "last", p->reason);
	}
	if (c->found.ignored)
		diags_warn(c->ds, "R147", at, "ask which of them count",
			"more than %d choices, or a text longer than choices are: the rest is not read",
			PREFERENCES_MAX);
	c->ds->entry = before;
	return 0;
}

/* 1: faulty. Only what is needed is read: who all those chosen are is asked a million times. */
static int check_one(struct checking *c, int64_t id)
{
	struct stmt *st = store_stmt(c->s, "SELECT s.kind, s.person, s.current, a.fields FROM application a JOIN "
					   "standing s ON s.application = a.id "
					   "WHERE a.id = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st), faults = 0;
	arena_reset(&c->mem);
	if (r == 1) {
		struct application a = { .id = id,
			.kind = (enum application_kind)stmt_int(st, 0),
			.person = stmt_int(st, 1),
			.current = stmt_int(st, 2) != 0,
			.fields = stmt_blob(st, 3),
			.codes = c->codes };
		r = preference_reader_read(c->r, &c->found, &c->mem, &a);
		for (size_t i = 0; i < c->found.n; i++) faults += c->found.at[i].code != NULL;
		faults += c->found.ignored > 0;
		if (r == 0 && faults && a.current && application_get(c->s, c->r->run, id, tell, c) < 0) r = -1;
	}
	stmt_reset(st);
	return r < 0 ? -1 : faults > 0;
}

int preferences_check(
	struct store *s, const struct run *run, const int64_t *application, size_t n, bool *fault, struct diags *ds)
{
	struct checking c = { .s = s, .ds = ds, .mem = ARENA_INIT };
	int result = field_codes_of(s, &c.codes) || preference_reader_open(&c.r, s, run, true) ? -1 : 0;
	for (size_t i = 0; i < n; i++) fault[i] = false;
	for (size_t i = 0; i < n && result == 0; i++) {
		int r = check_one(&c, application[i]);
		fault[i] = r == 1;
		result = r < 0 ? -1 : 0;
	}
	preference_reader_close(c.r);
	arena_dispose(&c.mem);
	return result;
}
