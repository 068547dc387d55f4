/* report_read.c gathers what the reports count, once: rounds and decisions, partnerships, the evaluations that were due, and who is in the pool. */
#include <stdlib.h>
#include <string.h>
#include "programme/report_internal.h"

bool report_in_days(const struct report_scope *s, const char *cycle, date_t day)
{
	if (s->cycle) return strcmp(s->cycle, cycle) == 0;
	return day != DATE_NONE && day >= s->from && day <= s->until;
}

const char *report_scope_words(struct report *r)
{
	if (r->scope.cycle) return arena_printf(&r->mem, "cycle %s", r->scope.cycle);
	return arena_printf(&r->mem, "%s to %s", date_long(r->scope.from).z, date_long(r->scope.until).z);
}

const char *report_folder(struct report *r)
{
	if (r->scope.cycle) return r->scope.cycle;
	return arena_printf(&r->mem, "%s_%s", date_iso(r->scope.from).z, date_iso(r->scope.until).z);
}

/* ---- rounds */

static int read_rounds(struct report *r, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT id, name, cycle, day FROM round WHERE day <= ?1 AND state = 'decided' "
					"ORDER BY day, name");
	int step;
	stmt_int_in(st, 1, r->today);
	while ((step = stmt_step(st)) == 1) {
		struct report_round round = { stmt_int(st, 0), arena_strdup(&r->mem, stmt_text(st, 1)),
			arena_strdup(&r->mem, stmt_text(st, 2)), (date_t)stmt_int(st, 3) };
		vec_push(&r->rounds, round);
	}
	stmt_reset(st);
	return step;
}

static enum report_outcome outcome_of(struct sv decision)
{
	if (sv_is(decision, "match") || sv_is(decision, "alternative")) return OUTCOME_MATCH;
	if (sv_is(decision, "defer")) return OUTCOME_DEFER;
	return sv_is(decision, "not_eligible") ? OUTCOME_NOT_ELIGIBLE : OUTCOME_NO_MATCH;
}

static int take_kind(void *self, const struct application *a)
{
	*(enum application_kind *)self = a->kind;
	return 0;
}

static int read_decisions_of(struct report *r, struct store *s, size_t round)
{
	struct stmt *st =
		store_stmt(s, "SELECT application, decision, how FROM decision WHERE round = ?1 ORDER BY application");
	int step;
	stmt_int_in(st, 1, r->rounds.at[round].id);
	while ((step = stmt_step(st)) == 1) {
		struct report_decision d = { round, stmt_int(st, 0), KIND_COUNT, outcome_of(stmt_text(st, 1)),
			(int)stmt_int(st, 2) };
		vec_push(&r->decisions, d);
	}
	stmt_reset(st);
	return step;
}

static int read_decisions(struct report *r, struct store *s, const struct run *run)
{
	for (size_t i = 0; i < r->rounds.n; i++)
		if (read_decisions_of(r, s, i)) return -1;
	for (size_t i = 0; i < r->decisions.n; i++) {
		struct report_decision *d = &r->decisions.at[i];
		if (application_get(s, run, d->application, take_kind, &d->kind) < 0) return -1;
	}
	return 0;
}

/* ---- cycles */

static int bytewise(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_cycles(struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->rounds.n; i++) vec_push(&r->cycles, r->rounds.at[i].cycle);
	for (size_t i = 0; i < r->all.v.n; i++) vec_push(&r->cycles, r->all.v.at[i].cycle);
	if (r->cycles.n) qsort(r->cycles.at, r->cycles.n, sizeof *r->cycles.at, bytewise);
	for (size_t i = 0; i < r->cycles.n; i++)
		if (*r->cycles.at[i] && (n == 0 || strcmp(r->cycles.at[n - 1], r->cycles.at[i]) != 0))
			r->cycles.at[n++] = r->cycles.at[i];
	r->cycles.n = n;
}

static int check_cycle(const struct report *r, struct diags *ds)
{
	if (!r->scope.cycle) return 0;
	for (size_t i = 0; i < r->cycles.n; i++)
		if (strcmp(r->cycles.at[i], r->scope.cycle) == 0) return 0;
	const char *near = diags_near(sv(r->scope.cycle), r->cycles.at, r->cycles.n);
	diags_error(ds, "M151", NOPLACE,
		near ? diags_text(ds, "did you mean %s?", near)
		     : "a cycle is reported once the committee's decisions on its round were taken back (mentorpress "
		       "decisions)",
		"nothing was decided in a cycle %s yet", r->scope.cycle);
	return -1;
}

/* ---- evaluations due or received */

/* They are in order of partnership and side. */
static const struct evaluation *form_of(const struct report *r, const struct partnership *p, enum side side)
{
	size_t low = 0, high = r->evaluations.v.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct evaluation *e = &r->evaluations.v.at[mid];
		if (e->partnership == p && e->side == side) return e;
		if (e->partnership < p || (e->partnership == p && e->side < side))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static void add_slot(struct report *r, const struct partnership *p, enum side side)
{
	struct report_slot slot = { .partnership = p,
		.role = role_of(p, side),
		.person = side == SIDE_A ? p->person_a : p->person_b,
		.received = p->evaluated[side] != DATE_NONE,
		.in_scope = report_in_days(&r->scope, p->cycle, p->evaluation_due) };
	bool due = p->evaluation_due <= r->today &&
		   (p->state == STATE_FORMAL || p->state == STATE_DUE || p->state == STATE_CONCLUDED);
	if (!due && !slot.received) return;
	if (!slot.person) slot.person = -(2 * p->id + (int64_t)side); /* erased: some one all the same */
	if (slot.received) slot.form = form_of(r, p, side);
	vec_push(&r->slots, slot);
	r->due += slot.in_scope;
	r->received += slot.in_scope && slot.received;
}

static int read_people(struct report *r, struct store *s, const struct run *run, const struct vocabs *vocabs)
{
	struct diags silent = DIAGS_INIT; /* what applications are unclear about is told when a round is matched */
	int rc = participants_read(&r->people, &r->book, &r->mem, s, run, r->rules, vocabs, &silent);
	diags_dispose(&silent);
	return rc;
}

int report_read(struct report *out, struct store *s, const struct run *run, const struct rules *rules,
	const struct vocabs *vocabs, const struct report_scope *scope, struct diags *ds)
{
	*out = (struct report){
		.mem = ARENA_INIT, .scope = *scope, .today = run->as_of, .society = "", .rules = rules
	};
	if (scope->cycle) out->scope.cycle = arena_strdup(&out->mem, sv(scope->cycle));
	if (read_rounds(out, s) || partnerships_read(&out->all, &out->mem, s, run, rules)) return -1;
	list_cycles(out);
	if (check_cycle(out, ds)) return -1;
	if (read_decisions(out, s, run) || evaluations_read(&out->evaluations, &out->mem, s, run, &out->all, ds) ||
		read_people(out, s, run, vocabs))
		return -1;
	for (size_t i = 0; i < out->all.v.n; i++)
		for (enum side side = SIDE_A; side <= SIDE_B; side++) add_slot(out, &out->all.v.at[i], side);
	return 0;
}

void report_dispose(struct report *r)
{
	for (size_t i = 0; i < REPORT_TABLES; i++) {
		vec_dispose(&r->table[i].row);
		vec_dispose(&r->table[i].bar);
	}
	vec_dispose(&r->slots);
	vec_dispose(&r->cycles);
	vec_dispose(&r->decisions);
	vec_dispose(&r->rounds);
	vec_dispose(&r->all.v);
	evaluations_dispose(&r->evaluations);
	participants_dispose(&r->people, r->book);
	arena_dispose(&r->mem);
}
