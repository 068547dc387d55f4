/* due_facts.c gathers what other modules keep: applications, pauses, memberships, partnerships, rounds, decisions and notices. It judges nothing:
 * what follows from these facts is decided in due.c and notice_when.c. */
#include "programme/due_facts.h"
#include <stdlib.h>
#include <string.h>
#include "records/resolve.h"
#include "records/status.h"
#include "records/story.h"

struct reading {
	struct due_facts *out;
	struct due_person *person; /* the same as out->person */
	struct arena *mem;
	struct store *s;
	const struct run *run;
};

static date_t day_at(struct stmt *st, int col)
{
	return stmt_null(st, col) ? DATE_NONE : (date_t)stmt_int(st, col);
}

static const char *text_at(struct reading *r, struct stmt *st, int col)
{
	return arena_strdup(r->mem, stmt_text(st, col));
}

static void later(date_t *day, date_t on)
{
	if (on != DATE_NONE && (*day == DATE_NONE || on > *day)) *day = on;
}

/* ---- persons */

static int on_event(void *ctx, date_t day, enum status_event event, date_t until)
{
	struct due_person *p = ctx;
	if (event == EVENT_PAUSE) {
		p->paused_on = day;
		p->paused_until = until;
		p->resumed_on = DATE_NONE;
	} else if (event == EVENT_RESUME && p->paused_on != DATE_NONE) {
		p->resumed_on = day;
	} else if (event == EVENT_RECONFIRM) {
		p->reconfirmed = day;
	}
	return 0;
}

static int keep_member(void *ctx, const struct application *a)
{
	*(int64_t *)ctx = a->member;
	return 0;
}

static int read_membership(struct reading *r, struct due_person *p)
{
	struct story_member m;
	int64_t member = 0;
	if (application_get(r->s, r->run, p->who->application, keep_member, &member) < 0) return -1;
	if (!member) return 0;
	if (story_member(&m, r->mem, r->s, r->run, member)) return -1;
	if (m.found && !m.no_date) p->paid_through = m.paid_through;
	return 0;
}

static int read_person(struct reading *r, struct due_person *p, const struct participant *who)
{
	*p = (struct due_person){ .who = who,
		.paused_on = DATE_NONE,
		.paused_until = DATE_NONE,
		.resumed_on = DATE_NONE,
		.reconfirmed = DATE_NONE,
		.returning = DATE_NONE,
		.named = DATE_NONE,
		.paid_through = DATE_NONE };
	if (status_events_each(r->s, who->application, on_event, p)) return -1;
	if (p->paused_on != DATE_NONE && p->resumed_on == DATE_NONE && p->paused_until != DATE_NONE &&
		p->paused_until <= r->run->as_of)
		p->resumed_on = p->paused_until;
	return 0;
}

static struct due_person *person_at(struct reading *r, int64_t application)
{
	const struct participant *p = participants_find(&r->out->people, application);
	return p ? &r->person[p - r->out->people.v.at] : NULL;
}

static int on_returning(void *ctx, const struct application *a, date_t back)
{
	struct due_person *p = person_at(ctx, a->id);
	if (p) p->returning = back;
	return 0;
}

static void read_choices(struct reading *r)
{
	for (size_t i = 0; i < r->out->people.v.n; i++) {
		const struct participant *p = &r->out->people.v.at[i];
		for (size_t k = 0; k < p->choices.n; k++)
			for (size_t m = 0; p->choices.at[k].rank && m < p->choices.at[k].n; m++) {
				struct due_person *named = person_at(r, p->choices.at[k].application[m]);
				if (named) later(&named->named, p->submitted);
			}
	}
}

static int read_people(struct reading *r, const struct vocabs *vocabs)
{
	struct due_facts *f = r->out;
	struct diags aside = DIAGS_INIT; /* what matching has to say of the records is said when it matches */
	int rc = participants_read(&f->people, &f->book, r->mem, r->s, r->run, f->rules, vocabs, &aside);
	diags_dispose(&aside);
	if (rc) return -1;
	f->npersons = f->people.v.n;
	f->person = r->person = ARENA_ARRAY(r->mem, struct due_person, f->npersons + 1);
	for (size_t i = 0; i < f->npersons; i++)
		if (read_person(r, &r->person[i], &f->people.v.at[i])) return -1;
	read_choices(r);
	return status_returning(r->s, r->run, (int)f->rules->returning, on_returning, r) < 0 ? -1 : 0;
}

/* Of an application that a newer one replaced, the newer one: its addresses are those to write to. */
static int present_person(struct reading *r, int64_t application, struct due_person **out)
{
	int64_t present = application;
	*out = NULL;
	if (!application) return 0;
	*out = person_at(r, application);
	if (*out) return 0;
	if (resolve_present(r->s, application, &present) < 0) return -1;
	*out = person_at(r, present);
	return 0;
}

static int read_pairs(struct reading *r)
{
	struct due_facts *f = r->out;
	if (partnerships_read(&f->partnerships, r->mem, r->s, r->run, f->rules)) return -1;
	for (size_t i = 0; i < f->partnerships.v.n; i++) {
		const struct partnership *p = &f->partnerships.v.at[i];
		struct due_pair pair = { .p = p };
		for (enum side s = SIDE_A; s <= SIDE_B; s++) {
			struct due_person *who;
			if (present_person(r, s == SIDE_A ? p->a : p->b, &who)) return -1;
			pair.side[s] = who;
			if (!who) continue;
			later(&who->named, p->proposed);
			if (partnership_is_running(p) && read_membership(r, who)) return -1;
		}
		vec_push(&f->pairs, pair);
	}
	return 0;
}

/* ---- tables */

static int read_rounds(struct reading *r)
{
	struct stmt *st = store_stmt(r->s, "SELECT id, name, cycle, state, day FROM round WHERE day <= ?1 ORDER BY id");
	int step;
	stmt_int_in(st, 1, r->run->as_of);
	while ((step = stmt_step(st)) == 1) {
		struct due_round x = { stmt_int(st, 0), text_at(r, st, 1), text_at(r, st, 2), text_at(r, st, 3),
			day_at(st, 4) };
		vec_push(&r->out->rounds, x);
	}
	stmt_reset(st);
	return step;
}

static int read_decisions(struct reading *r)
{
	struct due_facts *f = r->out;
	struct stmt *st = store_stmt(r->s, "SELECT round, application, decision, decided_on FROM decision "
					   "WHERE decided_on <= ?1 ORDER BY round, application");
	int step;
	stmt_int_in(st, 1, r->run->as_of);
	VEC(int64_t) whose = VEC_INIT;
	while ((step = stmt_step(st)) == 1) {
		struct due_decision d = { .decision = text_at(r, st, 2), .on = day_at(st, 3) };
		for (size_t i = 0; i < f->rounds.n; i++)
			if (f->rounds.at[i].id == stmt_int(st, 0)) d.round = &f->rounds.at[i];
		vec_push(&f->decisions, d);
		vec_push(&whose, stmt_int(st, 1));
	}
	stmt_reset(st);
	for (size_t i = 0; i < whose.n && step == 0; i++) {
		struct due_person *who;
		step = present_person(r, whose.at[i], &who);
		f->decisions.at[i].who = who;
	}
	vec_dispose(&whose);
	return step;
}

static int read_notices(struct reading *r)
{
	struct stmt *st = store_stmt(
		r->s, "SELECT id, code, key, application, partnership, made, file, sent FROM notice ORDER BY id");
	int step;
	while ((step = stmt_step(st)) == 1) {
		struct due_notice n = { .id = stmt_int(st, 0),
			.code = text_at(r, st, 1),
			.key = text_at(r, st, 2),
			.application = stmt_int(st, 3),
			.partnership = stmt_null(st, 4) ? 0 : stmt_int(st, 4),
			.made = day_at(st, 5),
			.file = text_at(r, st, 6),
			.sent = day_at(st, 7) };
		vec_push(&r->out->notices, n);
	}
	stmt_reset(st);
	return step;
}

static int read_certificates(struct reading *r)
{
	struct stmt *st = store_stmt(r->s,
		"SELECT application, partnership, number, issued FROM certificate WHERE issued <= ?1 ORDER BY id");
	int step;
	stmt_int_in(st, 1, r->run->as_of);
	while ((step = stmt_step(st)) == 1) {
		struct due_certificate c = { stmt_int(st, 0), stmt_int(st, 1), text_at(r, st, 2), day_at(st, 3) };
		vec_push(&r->out->certificates, c);
	}
	stmt_reset(st);
	return step;
}

/* ---- index */

struct due_index {
	struct map sent; /* "code key" */
	bool *handled;
	date_t *heard;
};

static void note_pair(const struct due_facts *f, struct due_index *x, const struct due_pair *pair)
{
	for (enum side s = SIDE_A; s <= SIDE_B; s++) {
		if (!pair->side[s]) continue;
		size_t at = (size_t)(pair->side[s] - f->person);
		x->handled[at] = true;
		later(&x->heard[at], pair->p->agreed[s]);
		later(&x->heard[at], pair->p->evaluated[s]);
	}
}

static void make_index(struct reading *r)
{
	struct due_facts *f = r->out;
	struct due_index *x = arena_alloc(r->mem, sizeof *x);
	*x = (struct due_index){ .sent = MAP_INIT,
		.handled = ARENA_ARRAY(r->mem, bool, f->npersons + 1),
		.heard = ARENA_ARRAY(r->mem, date_t, f->npersons + 1) };
	for (size_t i = 0; i < f->npersons; i++) x->handled[i] = false, x->heard[i] = DATE_NONE;
	for (size_t i = 0; i < f->decisions.n; i++)
		if (f->decisions.at[i].who) x->handled[f->decisions.at[i].who - f->person] = true;
	for (size_t i = 0; i < f->pairs.n; i++) note_pair(f, x, &f->pairs.at[i]);
	for (size_t i = 0; i < f->notices.n; i++) {
		const struct due_notice *n = &f->notices.at[i];
		if (n->sent != DATE_NONE) map_set(&x->sent, sv(arena_printf(r->mem, "%s %s", n->code, n->key)), i);
	}
	f->index = x;
}

int due_facts_read(struct due_facts *out, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, const struct vocabs *vocabs)
{
	struct reading r = { .out = out, .mem = mem, .s = s, .run = run };
	*out = (struct due_facts){ .day = run->as_of, .rules = rules };
	if (read_people(&r, vocabs) || read_pairs(&r) || read_rounds(&r) || read_decisions(&r) || read_notices(&r) ||
		read_certificates(&r))
		return -1;
	make_index(&r);
	return 0;
}

void due_facts_dispose(struct due_facts *f)
{
	if (f->index) map_dispose(&f->index->sent);
	f->index = NULL;
	vec_dispose(&f->pairs);
	vec_dispose(&f->rounds);
	vec_dispose(&f->decisions);
	vec_dispose(&f->notices);
	vec_dispose(&f->certificates);
	vec_dispose(&f->partnerships.v);
	participants_dispose(&f->people, f->book);
}

/* ---- questions */

bool due_facts_handled(const struct due_facts *f, const struct due_person *p)
{
	if (f->index) return f->index->handled[p - f->person];
	for (size_t i = 0; i < f->decisions.n; i++)
		if (f->decisions.at[i].who == p) return true;
	for (size_t i = 0; i < f->pairs.n; i++)
		if (f->pairs.at[i].side[SIDE_A] == p || f->pairs.at[i].side[SIDE_B] == p) return true;
	return false;
}

date_t due_facts_heard(const struct due_facts *f, const struct due_person *p)
{
	date_t heard = DATE_NONE;
	if (f->index) return f->index->heard[p - f->person];
	for (size_t i = 0; i < f->pairs.n; i++)
		for (enum side s = SIDE_A; s <= SIDE_B; s++) {
			if (f->pairs.at[i].side[s] != p) continue;
			later(&heard, f->pairs.at[i].p->agreed[s]);
			later(&heard, f->pairs.at[i].p->evaluated[s]);
		}
	return heard;
}

static bool is_sent(const struct due_index *x, const char *code, const char *key)
{
	struct str both = STR_INIT;
	str_printf(&both, "%s %s", code, key);
	bool is = map_get(&x->sent, sv_of(&both), NULL);
	str_dispose(&both);
	return is;
}

bool due_facts_sent(const struct due_facts *f, const char *code, const char *key)
{
	if (f->index) return is_sent(f->index, code, key);
	for (size_t i = 0; i < f->notices.n; i++) {
		const struct due_notice *n = &f->notices.at[i];
		if (n->sent != DATE_NONE && strcmp(n->code, code) == 0 && strcmp(n->key, key) == 0) return true;
	}
	return false;
}

const char *due_role(const struct due_pair *pair, enum side side)
{
	return pair->p->peers ? "peer partner" : side == SIDE_A ? "mentor" : "mentee";
}

const struct due_meeting *due_next_meeting(const struct due_facts *f)
{
	const struct due_meeting *first = NULL;
	for (size_t i = 0; i < f->nmeetings; i++) {
		const struct due_meeting *m = &f->meeting[i];
		if (m->meeting == DATE_NONE || m->meeting < f->day) continue;
		if (m->cutoff == DATE_NONE || m->cutoff >= f->day) return m;
		if (!first) first = m;
	}
	return first;
}
