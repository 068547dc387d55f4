/* round_facts.c reads once what every member of a round is asked: how many partnerships run, what was decided, who holds an office. */
#include <stdlib.h>
#include <string.h>
#include "programme/round_member.h"

enum role { ROLE_MENTOR = KIND_MENTOR, ROLE_PEER = KIND_PEER, ROLE_MENTEE = KIND_MENTEE };

struct role_key {
	int64_t person, role;
};

static struct role_load *load_of(struct round_facts *f, int64_t person, enum role role)
{
	struct role_key key = { person, role };
	struct sv bytes = sv_n((const char *)&key, sizeof key);
	uint64_t at = 0;
	if (map_get(&f->load, bytes, &at)) return &f->loads.at[at - 1];
	vec_push(&f->loads, ((struct role_load){ .last = DATE_NONE, .first_ever = DATE_NONE, .began = DATE_NONE }));
	map_set(&f->load, bytes, f->loads.n);
	return &f->loads.at[f->loads.n - 1];
}

static void add_load(
	struct round_facts *f, const struct round *r, const struct partnership *p, int64_t person, enum role role)
{
	if (!person) return;
	struct role_load *l = load_of(f, person, role);
	bool agreed = p->state != STATE_PROPOSED;
	if (partnership_is_running(p)) *(agreed ? &l->running : &l->proposed) += 1;
	if (p->state == STATE_NOT_FORMED) return;
	if (p->proposed >= date_add_months(r->cycle->meeting, -(int)r->rules.earlier_months)) l->recent++;
	if (p->proposed > l->last) l->last = p->proposed;
}

static void add_loads(struct round_facts *f, const struct round *r)
{
	for (size_t i = 0; i < r->past.v.n; i++) {
		const struct partnership *p = &r->past.v.at[i];
		add_load(f, r, p, p->person_a, p->peers ? ROLE_PEER : ROLE_MENTOR);
		add_load(f, r, p, p->person_b, p->peers ? ROLE_PEER : ROLE_MENTEE);
	}
}

/* Older applications of the same person count for when somebody came: who corrects a form does not lose the place in the line. */
static int add_try(void *ctx, const struct application *a)
{
	struct round_facts *f = ctx;
	bool matches = a->kind == KIND_MENTOR || a->kind == KIND_PEER || a->kind == KIND_MENTEE;
	if (!matches || !a->person || reason_is_held(a->matchable)) return 0;
	struct role_load *l = load_of(f, a->person, (enum role)a->kind);
	if (l->first_ever == DATE_NONE || a->submitted < l->first_ever) l->first_ever = a->submitted;
	if (a->submitted > l->last && (l->began == DATE_NONE || a->submitted < l->began)) l->began = a->submitted;
	return 0;
}

/* ---- this round, if it was decided */

static int64_t id_of(struct store *s, const char *name, int *step)
{
	struct stmt *st = store_stmt(s, "SELECT id FROM round WHERE name = ?1");
	stmt_text_in(st, 1, sv(name));
	*step = stmt_step(st);
	int64_t id = *step == 1 ? stmt_int(st, 0) : 0;
	stmt_reset(st);
	return id;
}

static void mark(struct map *set, int64_t application, uint64_t value)
{
	map_set(set, sv_n((const char *)&application, sizeof application), value);
}

/* Who waits again because the partner of this round declined (5.2.3): nobody who said no, and nobody for whom another was found. */
static void mark_reproposed(struct round_facts *f, const struct round *r, int64_t id)
{
	for (int bound = 0; bound < 2; bound++)
		for (size_t i = 0; i < r->past.v.n; i++) {
			const struct partnership *p = &r->past.v.at[i];
			bool a = p->declined[SIDE_A] != DATE_NONE, b = p->declined[SIDE_B] != DATE_NONE;
			if (p->round != id) continue;
			if (!bound && a && !b) mark(&f->reproposed, p->b, 1);
			if (!bound && b && !a) mark(&f->reproposed, p->a, 1);
			if (bound && (a || !(a || b))) mark(&f->reproposed, p->a, 0);
			if (bound && (b || !(a || b))) mark(&f->reproposed, p->b, 0);
		}
}

static int read_decided(struct round_facts *f, const struct round *r)
{
	int step;
	int64_t id = id_of(f->s, r->name, &step);
	if (step != 1) return step;
	struct stmt *st = store_stmt(f->s, "SELECT application, partner FROM decision WHERE round = ?1");
	stmt_int_in(st, 1, id);
	while ((step = stmt_step(st)) == 1) mark(&f->decided, stmt_int(st, 0), (uint64_t)stmt_int(st, 1));
	stmt_reset(st);
	if (step == 0) mark_reproposed(f, r, id);
	return step;
}

int round_facts_read(struct round_facts *out, struct round *r, struct store *s, const struct run *run)
{
	struct str key = STR_INIT;
	*out = (struct round_facts){ .s = s,
		.run = run,
		.load = MAP_INIT,
		.loads = VEC_INIT,
		.decided = MAP_INIT,
		.reproposed = MAP_INIT,
		.officer = MAP_INIT };
	for (size_t i = 0; r->options && i < r->options->nofficers; i++) {
		str_clear(&key);
		employer_key(&key, NULL, r->options->officer[i]);
		if (key.len) map_set(&out->officer, sv_of(&key), 1);
	}
	str_dispose(&key);
	add_loads(out, r);
	if (application_each(s, run, KIND_COUNT, false, add_try, out)) return -1;
	return tiers_read(&out->tiers, &r->mem, s, &r->past, r->cycle->meeting) || read_decided(out, r) ||
			       round_asked(&out->asked, r, s, run)
		       ? -1
		       : 0;
}

void round_facts_dispose(struct round_facts *f)
{
	map_dispose(&f->load);
	vec_dispose(&f->loads);
	map_dispose(&f->decided);
	map_dispose(&f->reproposed);
	map_dispose(&f->officer);
}
