/* register_forms.c leads Partnership Plans and evaluations (5.3.3, 5.5.2) to the partnerships they are about. People fill the forms in months after
 * they were given a number, so the number may be missing or wrong; who sent the form is surer. What stays doubtful is told and recorded by hand. */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "programme/register.h"
#include "records/resolve.h"

struct form { /* one plan or evaluation, copied */
	int64_t application, person;
	bool plan;
	date_t day;
	struct sv number, own, partner, partner_email, partner_name, role;
	struct place at;
};
struct leading {
	struct store *s;
	const struct run *run;
	struct arena mem;
	struct partnerships all;
	VEC(struct form) forms;
	struct diags *ds;
	bool failed;
};
struct lead {                        /* where a form leads */
	const struct partnership *p; /* NULL: nowhere, which was told */
	enum side side;
};

static const char *word(const struct form *f)
{
	return f->plan ? "plan" : "evaluation";
}

/* ---- reading */

static struct sv field(struct leading *l, const struct application *a, const char *name)
{
	return sv_trim(arena_sv(&l->mem, application_field(a, name)));
}

static int keep(void *self, const struct application *a)
{
	struct leading *l = self;
	if (reason_is_held(a->matchable) || a->submitted > l->run->as_of) return 0;
	vec_push(&l->forms, ((struct form){ .application = a->id,
				    .person = a->person,
				    .plan = a->kind == KIND_PLAN,
				    .day = a->submitted,
				    .number = field(l, a, "partnership_id"),
				    .own = field(l, a, "own_entry"),
				    .partner = field(l, a, "partner_entry"),
				    .partner_email = field(l, a, "partner_email"),
				    .partner_name = field(l, a, "partner_name"),
				    .role = field(l, a, "role"),
				    .at = { arena_strdup(&l->mem, sv(a->file)), a->line, 0 } }));
	return 0;
}

/* ---- who is meant */

static enum side side_of(const struct partnership *p, int64_t person)
{
	if (!person) return SIDE_NONE;
	return p->person_a == person ? SIDE_A : p->person_b == person ? SIDE_B : SIDE_NONE;
}

struct sides { /* which sides of a partnership what was typed may mean */
	const struct partnership *p;
	bool side[3];
	bool anybody;
};

static int mark(void *self, const struct application *a)
{
	struct sides *m = self;
	if (a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return 0;
	m->anybody = true;
	m->side[side_of(m->p, a->person)] = true;
	return 0;
}

/* names: is a name enough? It is to doubt a partner, never to find one. */
static struct sides sides_typed(struct leading *l, const struct partnership *p, struct sv typed, bool names)
{
	struct sides m = { p, { false }, false }, none = m;
	enum resolve_how how = RESOLVED_NONE;
	if (!typed.n) return m;
	if (resolve_typed(l->s, l->run, typed, &how, mark, &m) < 0) l->failed = true;
	return how == RESOLVED_NAME && !names ? none : m;
}

static enum side sender(struct leading *l, const struct form *f, const struct partnership *p)
{
	enum side side = side_of(p, f->person);
	if (side != SIDE_NONE) return side;
	struct sides own = sides_typed(l, p, f->own, false);
	return own.side[SIDE_A] == own.side[SIDE_B] ? SIDE_NONE : own.side[SIDE_A] ? SIDE_A : SIDE_B;
}

struct agreeing {
	const struct form *f;
	struct str a, b; /* folded */
	bool agrees;
};

static bool same_words(struct agreeing *g, struct sv a, struct sv b)
{
	str_clear(&g->a);
	str_clear(&g->b);
	utf8_fold(&g->a, sv_trim(a));
	utf8_fold(&g->b, sv_trim(b));
	return g->a.len && sv_eq(sv_of(&g->a), sv_of(&g->b));
}

static int look_for_agreement(void *self, const struct application *a)
{
	struct agreeing *g = self;
	struct str name = STR_INIT;
	struct sv entry = g->f->partner, full = application_field(a, "full_name");
	if (entry.n && *entry.p == '#') entry = sv_sub(entry, 1, entry.n);
	str_printf(&name, "%.*s %.*s", SV_ARG(application_field(a, "first_name")),
		SV_ARG(application_field(a, "last_name")));
	g->agrees = same_words(g, g->f->partner_email, application_field(a, "email")) ||
		    same_words(g, entry, sv(a->entry_no)) || same_words(g, g->f->partner_name, sv_of(&name)) ||
		    same_words(g, g->f->partner_name, full);
	str_dispose(&name);
	return 0;
}

/* Does anything that the form says of the partner fit the application of the other side? Asked first, because it is cheap and nearly always so. */
static bool names_other_side(struct leading *l, const struct form *f, const struct partnership *p, enum side own)
{
	struct agreeing g = { f, STR_INIT, STR_INIT, false };
	int64_t other = own == SIDE_A ? p->b : p->a;
	if (other && application_get(l->s, l->run, other, look_for_agreement, &g) < 0) l->failed = true;
	str_dispose(&g.a);
	str_dispose(&g.b);
	return g.agrees;
}

/* Does what the form says of the partner speak against the other side? */
static bool names_another(struct leading *l, const struct form *f, const struct partnership *p, enum side own)
{
	const struct sv said[] = { f->partner, f->partner_email, f->partner_name };
	enum side other = own == SIDE_A ? SIDE_B : SIDE_A;
	bool against = false;
	if (names_other_side(l, f, p, own)) return false;
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct sides m = sides_typed(l, p, said[i], i == 2);
		if (m.side[other]) return false;
		against |= m.anybody;
	}
	return against;
}

/* "Mentor" of the mentee, "Peer" of a mentor. A role in other words is no role. */
static bool role_fits(const struct form *f, const struct partnership *p, enum side side)
{
	struct str folded = STR_INIT;
	utf8_fold(&folded, f->role);
	bool mentor = sv_starts(sv_of(&folded), "mentor"), mentee = sv_starts(sv_of(&folded), "mentee"),
	     peer = sv_starts(sv_of(&folded), "peer");
	str_dispose(&folded);
	if (p->peers) return !mentor && !mentee;
	return !peer && !(side == SIDE_A ? mentee : mentor);
}

/* ---- which partnership */

/* Somebody has looked at this form and recorded it by hand, with its day. of NULL: of any partnership of the sender. */
static bool done_by_hand(const struct leading *l, const struct form *f, const struct partnership *of)
{
	for (size_t i = 0; i < l->all.v.n; i++) {
		const struct partnership *p = &l->all.v.at[i];
		if (of ? p != of : side_of(p, f->person) == SIDE_NONE) continue;
		if (f->plan ? p->plan_received == f->day
			    : p->evaluated[SIDE_A] == f->day || p->evaluated[SIDE_B] == f->day)
			return true;
	}
	return false;
}

static void warn(struct leading *l, const struct form *f, const char *code, const char *help, const char *what)
{
	diags_warn(l->ds, code, f->at, help, "%s", what);
}

/* Open on the day the form came in: proposed, and not over. An evaluation may follow the end. */
static bool open_then(const struct form *f, const struct partnership *p)
{
	date_t over = DATE_NONE;
	for (enum side side = SIDE_A; side <= SIDE_B; side++)
		if (p->declined[side] != DATE_NONE && (over == DATE_NONE || p->declined[side] < over))
			over = p->declined[side];
	if (p->ended != DATE_NONE && (f->plan || p->plan_received == DATE_NONE) &&
		strcmp(p->end_reason, "completed") != 0)
		over = over == DATE_NONE || p->ended < over ? p->ended : over;
	return p->proposed <= f->day && (over == DATE_NONE || f->day <= over);
}

/* An evaluation that came in already does not make a partnership closed to the one that this form may be. */
static size_t candidates(struct leading *l, const struct form *f, struct lead *out, bool by_partner)
{
	size_t n = 0;
	for (size_t i = 0; i < l->all.v.n; i++) {
		const struct partnership *p = &l->all.v.at[i];
		enum side side = side_of(p, f->person);
		if (side == SIDE_NONE || !open_then(f, p) || !role_fits(f, p, side)) continue;
		if (!f->plan && p->concluded != DATE_NONE && p->concluded < f->day && p->evaluated[side] != DATE_NONE &&
			p->evaluated[side] < f->day)
			continue;
		if (by_partner && names_another(l, f, p, side)) continue;
		*out = (struct lead){ p, side };
		n++;
	}
	return n;
}

static void lead_by_person(struct leading *l, const struct form *f, struct lead *out)
{
	struct lead any;
	size_t all = candidates(l, f, &any, false), n = all;
	if (all) n = candidates(l, f, out, true);
	if (n == 1) return;
	*out = (struct lead){ NULL, SIDE_NONE };
	if (done_by_hand(l, f, NULL)) return;
	const char *help =
		diags_text(l->ds, "find out which it is about, then: mentorpress partnership P-… %s --by … --on %s",
			f->plan ? "plan-received" : "evaluated", date_iso(f->day).z);
	if (n > 1)
		warn(l, f, "M036", help,
			diags_text(l->ds, "this %s may be about %zu partnerships of the person; it was not recorded",
				word(f), n));
	else if (all)
		warn(l, f, "M034", help,
			diags_text(l->ds, "this %s names another partner than the register; it was not recorded",
				word(f)));
	else
		warn(l, f, "M035", help,
			diags_text(l->ds, "this %s leads to no partnership that was open then; it was not recorded",
				word(f)));
}

/* The number leads to a partnership; does the rest of the form agree? */
static void lead_by_number(struct leading *l, const struct form *f, const struct partnership *p, struct lead *out)
{
	enum side side = sender(l, f, p);
	const char *by_hand = "correct the number in the form, or record it by hand: mentorpress partnership";
	bool fits = side != SIDE_NONE && role_fits(f, p, side) && !names_another(l, f, p, side);
	if (!fits && done_by_hand(l, f, p)) return;
	if (side == SIDE_NONE)
		warn(l, f, "M031", by_hand,
			diags_text(l->ds,
				"this %s has the number %s, but who sent it is neither of the two; it was not "
				"recorded",
				word(f), p->number));
	else if (!role_fits(f, p, side))
		warn(l, f, "M033", by_hand,
			diags_text(l->ds,
				"this %s is of a role that its sender does not have in %s; it was not recorded",
				word(f), p->number));
	else if (!fits)
		warn(l, f, "M034", by_hand,
			diags_text(l->ds, "this %s for %s names another partner than the register; it was not recorded",
				word(f), p->number));
	else if (f->day < p->proposed)
		warn(l, f, "M037", "see whether the number is that of another partnership",
			diags_text(l->ds, "this %s came in before %s was proposed (%s); it was not recorded", word(f),
				p->number, date_long(p->proposed).z));
	else if (!open_then(f, p))
		warn(l, f, "M039",
			diags_text(l->ds, "mentorpress partnership %s shows what was recorded; take back what is wrong",
				p->number),
			diags_text(
				l->ds, "this %s came in after %s was over; it was not recorded", word(f), p->number));
	else
		*out = (struct lead){ p, side };
}

static struct lead lead_form(struct leading *l, const struct form *f)
{
	struct lead out = { NULL, SIDE_NONE };
	const struct partnership *p = f->number.n ? partnership_find(&l->all, f->number) : NULL;
	if (p) {
		lead_by_number(l, f, p, &out);
		return out;
	}
	lead_by_person(l, f, &out);
	if (f->number.n && out.p)
		warn(l, f, "M030", "nothing to do, if that is right",
			diags_text(l->ds,
				"no partnership has the number in this %s; it was recorded for %s, the sender's only "
				"one "
				"then",
				word(f), out.p->number));
	return out;
}

/* ---- recording */

/* What this form had recorded where it does not lead any more; a corrected export says something else. */
static int take_back_others(struct leading *l, const struct form *f, const struct lead *to, const char *event)
{
	struct stmt *st = store_stmt(
		l->s, "SELECT DISTINCT partnership FROM partnership_event WHERE source = ?1 ORDER BY partnership");
	VEC(int64_t) where = VEC_INIT;
	int step;
	stmt_int_in(st, 1, f->application);
	while ((step = stmt_step(st)) == 1) vec_push(&where, stmt_int(st, 0));
	stmt_reset(st);
	for (size_t i = 0; i < where.n && step == 0; i++) {
		struct register_events all;
		step = register_events(&all, &l->mem, l->s, where.at[i], INT32_MAX);
		for (size_t k = 0; k < all.n && step == 0; k++) {
			const struct register_event *e = &all.at[k];
			if (e->gone || e->source != f->application || strcmp(e->name, event) != 0) continue;
			if (where.at[i] == to->p->id && e->day == f->day && e->side == to->side) continue;
			if (partnership_event(l->s, where.at[i], l->run->as_of, "replaced", e->side, event,
				    "the form was corrected", f->application) < 0)
				step = -1;
		}
	}
	vec_dispose(&where);
	return step;
}

static int record(struct leading *l, const struct form *f)
{
	const char *event = f->plan ? "plan_received" : "evaluated";
	struct lead to = lead_form(l, f);
	if (l->failed) return -1;
	if (!to.p) return 0;
	if (take_back_others(l, f, &to, event)) return -1;
	return partnership_event(l->s, to.p->id, f->day, event, to.side, "", "", f->application) < 0 ? -1 : 0;
}

/* Told after all forms were taken: the plan may stand further down, or in another file. */
static int tell_without_goals(struct leading *l, const struct rules *rules)
{
	vec_dispose(&l->all.v);
	if (partnerships_read(&l->all, &l->mem, l->s, l->run, rules)) return -1;
	for (size_t i = 0; i < l->all.v.n; i++) {
		const struct partnership *p = &l->all.v.at[i];
		bool evaluated = p->evaluated[SIDE_A] != DATE_NONE || p->evaluated[SIDE_B] != DATE_NONE;
		if (evaluated && p->plan_received == DATE_NONE)
			diags_warn(l->ds, "M038", NOPLACE,
				"ask for the goals, or record plan-received with the day they came",
				"%s was evaluated, but its goals were never received (5.3.3); it does not count as "
				"concluded",
				p->number);
	}
	return 0;
}

int register_take_forms(struct store *s, const struct run *run, const struct rules *rules, struct diags *ds)
{
	struct leading l = { .s = s, .run = run, .mem = ARENA_INIT, .all = { VEC_INIT }, .forms = VEC_INIT, .ds = ds };
	int r = -1;
	if (application_each(s, run, KIND_PLAN, false, keep, &l) ||
		application_each(s, run, KIND_EVALUATION, false, keep, &l))
		goto done;
	r = 0;
	if (l.forms.n == 0) goto done;
	r = partnerships_read(&l.all, &l.mem, s, run, rules);
	if (r == 0) r = store_begin(s);
	if (r) goto done;
	for (size_t i = 0; i < l.forms.n && r == 0; i++) r = record(&l, &l.forms.at[i]);
	if (r == 0 && store_commit(s)) r = -1;
	if (r)
		store_rollback(s);
	else
		r = tell_without_goals(&l, rules);
done:
	vec_dispose(&l.forms);
	vec_dispose(&l.all.v);
	arena_dispose(&l.mem);
	return r;
}
