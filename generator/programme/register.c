/* register.c keeps partnerships and computes what state they are in. Nothing is ever changed in place: a mistake is taken back by an event of its
 * own, so that the register says who was told what and when. */
#include "programme/register.h"
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

const char *partnership_state_words(enum partnership_state s)
{
	static const char *const words[STATE_COUNT] = { "proposed", "accepted", "formal", "evaluation due", "concluded",
		"ended early", "not formed" };
	return words[s];
}

bool partnership_is_running(const struct partnership *p)
{
	return p->state <= STATE_DUE;
}

/* ---- events */

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void petition(struct partnership *p, const struct register_event *e)
{
	p->petition[e->side] = is(e->value, "granted")  ? PETITION_GRANTED
			       : is(e->value, "denied") ? PETITION_DENIED
							: PETITION_REQUESTED;
	p->petition_on[e->side] = e->day;
}

static void first(date_t *day, date_t on)
{
	if (*day == DATE_NONE || on < *day) *day = on;
}

static void apply(struct partnership *p, const struct register_event *e)
{
	if (is(e->name, "agreed"))
		first(&p->agreed[e->side], e->day);
	else if (is(e->name, "declined")) {
		first(&p->declined[e->side], e->day);
		p->decline_reason = e->value;
	} else if (is(e->name, "first_contact"))
		first(&p->first_contact, e->day);
	else if (is(e->name, "plan_received"))
		first(&p->plan_received, e->day);
	else if (is(e->name, "checked_in"))
		p->checked_in = e->day;
	else if (is(e->name, "evaluated"))
		first(&p->evaluated[e->side], e->day);
	else if (is(e->name, "ended")) {
		p->ended = e->day;
		p->end_reason = e->value;
	} else if (is(e->name, "petition"))
		petition(p, e);
	else if (is(e->name, "concluded"))
		first(&p->concluded, e->day);
	else if (is(e->name, "plan_due"))
		p->plan_due = date_parse(sv(e->value));
	else if (is(e->name, "evaluation_due"))
		p->evaluation_due = date_parse(sv(e->value));
}

/* replaced takes the newest event of the name in its value, and of its side, back; one that comes from a form only what came from that form. */
static void take_back(struct register_events *all, const struct register_event *back)
{
	for (size_t i = all->n; i-- > 0;) {
		struct register_event *e = &all->at[i];
		if (e->gone || e->side != back->side || !is(e->name, back->value)) continue;
		if (back->source && e->source != back->source) continue;
		e->gone = true;
		e->gone_by_hand = back->source == 0;
		return;
	}
}

static date_t later(date_t a, date_t b)
{
	return a == DATE_NONE ? b : b == DATE_NONE || a > b ? a : b;
}

static void conclude(struct partnership *p, date_t day, const struct rules *r)
{
	date_t a = p->evaluated[SIDE_A], b = p->evaluated[SIDE_B], grace = p->evaluation_due + (date_t)r->grace;
	if (p->concluded == DATE_NONE && a != DATE_NONE && b != DATE_NONE) p->concluded = later(a, b);
	if (p->concluded == DATE_NONE && (a != DATE_NONE || b != DATE_NONE) && day > grace)
		p->concluded = later(later(a, b), grace + 1);
}

static enum partnership_state state_on(struct partnership *p, date_t day, const struct rules *r)
{
	bool formal = p->plan_received != DATE_NONE,
	     early = p->ended != DATE_NONE && strcmp(p->end_reason, "completed") != 0;
	if (p->declined[SIDE_A] != DATE_NONE || p->declined[SIDE_B] != DATE_NONE) return STATE_NOT_FORMED;
	if (early)
		return formal || p->agreed[SIDE_A] != DATE_NONE || p->agreed[SIDE_B] != DATE_NONE ? STATE_ENDED
												  : STATE_NOT_FORMED;
	if (formal) conclude(p, day, r);
	if (p->concluded != DATE_NONE && p->concluded <= day) return STATE_CONCLUDED;
	p->concluded = DATE_NONE;
	if (formal) return day >= p->evaluation_due ? STATE_DUE : STATE_FORMAL;
	if (p->agreed[SIDE_A] != DATE_NONE && p->agreed[SIDE_B] != DATE_NONE) return STATE_ACCEPTED;
	return STATE_PROPOSED;
}

/* ---- reading */

static date_t day_at(struct stmt *st, int col)
{
	return stmt_null(st, col) ? DATE_NONE : (date_t)stmt_int(st, col);
}

static int person_of(struct store *s, int64_t application, int64_t *out)
{
	*out = 0;
	return application && application_person(s, application, out) ? -1 : 0;
}

static int read_row(struct partnership *p, struct arena *mem, struct store *s, struct stmt *st)
{
	*p = (struct partnership){ .id = stmt_int(st, 0),
		.number = arena_strdup(mem, stmt_text(st, 1)),
		.peers = sv_is(stmt_text(st, 2), "peer"),
		.a = stmt_int(st, 3),
		.b = stmt_int(st, 4),
		.round = stmt_null(st, 5) ? 0 : stmt_int(st, 5),
		.cycle = arena_strdup(mem, stmt_text(st, 6)),
		.proposed = (date_t)stmt_int(st, 7),
		.reply_by = day_at(st, 8),
		.plan_due = (date_t)stmt_int(st, 9),
		.checkin_due = day_at(st, 10),
		.evaluation_due = (date_t)stmt_int(st, 11),
		.how = (int)stmt_int(st, 12),
		.fit = stmt_null(st, 13) ? -1 : (int)stmt_int(st, 13),
		.end_reason = "",
		.decline_reason = "",
		.first_contact = DATE_NONE,
		.plan_received = DATE_NONE,
		.checked_in = DATE_NONE,
		.ended = DATE_NONE,
		.concluded = DATE_NONE };
	for (int i = 0; i < 3; i++) p->agreed[i] = p->declined[i] = p->evaluated[i] = p->petition_on[i] = DATE_NONE;
	return person_of(s, p->a, &p->person_a) || person_of(s, p->b, &p->person_b) ? -1 : 0;
}

int register_events(struct register_events *out, struct arena *mem, struct store *s, int64_t partnership, date_t day)
{
	VEC(struct register_event) all = VEC_INIT;
	struct stmt *st = store_stmt(s, "SELECT day, event, side, value, note, source FROM partnership_event WHERE "
					"partnership = ?1 AND day <= ?2 ORDER BY id");
	int step;
	stmt_int_in(st, 1, partnership);
	stmt_int_in(st, 2, day);
	while ((step = stmt_step(st)) == 1)
		vec_push(&all, ((struct register_event){ .day = (date_t)stmt_int(st, 0),
				       .name = arena_strdup(mem, stmt_text(st, 1)),
				       .side = (enum side)stmt_int(st, 2),
				       .value = arena_strdup(mem, stmt_text(st, 3)),
				       .note = arena_strdup(mem, stmt_text(st, 4)),
				       .source = stmt_int(st, 5) }));
	stmt_reset(st);
	*out = (struct register_events){ ARENA_ARRAY(mem, struct register_event, all.n + 1), 0 };
	for (; out->n < all.n; out->n++) {
		out->at[out->n] = all.at[out->n];
		if (is(all.at[out->n].name, "replaced")) take_back(out, &all.at[out->n]);
	}
	vec_dispose(&all);
	return step;
}

static int read_events(struct partnership *p, struct arena *mem, struct store *s, date_t day, const struct rules *r)
{
	struct register_events all;
	if (register_events(&all, mem, s, p->id, day)) return -1;
	for (size_t i = 0; i < all.n; i++)
		if (!all.at[i].gone) apply(p, &all.at[i]);
	p->state = state_on(p, day, r);
	return 0;
}

int partnerships_read(
	struct partnerships *out, struct arena *mem, struct store *s, const struct run *run, const struct rules *rules)
{
	struct stmt *st = store_stmt(s, "SELECT id, number, kind, a, b, round, cycle, proposed, reply_by, plan_due, "
					"checkin_due, evaluation_due, how, "
					"fit FROM partnership WHERE proposed <= ?1 AND NOT EXISTS(SELECT 1 FROM "
					"partnership_event e WHERE e.partnership = partnership.id AND e.event = "
					"'annulled') ORDER BY id");
	int step;
	*out = (struct partnerships){ VEC_INIT };
	stmt_int_in(st, 1, run->as_of);
	while ((step = stmt_step(st)) == 1) {
		struct partnership p;
		if (read_row(&p, mem, s, st)) step = -1;
		if (step < 0) break;
		vec_push(&out->v, p);
	}
	stmt_reset(st);
	for (size_t i = 0; i < out->v.n && step == 0; i++) step = read_events(&out->v.at[i], mem, s, run->as_of, rules);
	return step < 0 ? -1 : 0;
}

const struct partnership *partnership_find(const struct partnerships *p, struct sv typed)
{
	long n = 0;
	typed = sv_trim(typed);
	if (typed.n && (*typed.p == 'P' || *typed.p == 'p'))
		typed = sv_sub(typed, typed.n > 1 && typed.p[1] == '-' ? 2 : 1, typed.n);
	if (!typed.n || *typed.p == '-' || !sv_long(typed, &n)) return NULL;
	for (size_t i = 0; i < p->v.n; i++)
		if (p->v.at[i].id == n) return &p->v.at[i];
	return NULL;
}

/* ---- writing */

static void day_in(struct stmt *st, int param, date_t day)
{
	if (day == DATE_NONE)
		stmt_null_in(st, param);
	else
		stmt_int_in(st, param, day);
}

int partnership_open(struct store *s, const struct partnership_new *p, int64_t *id)
{
	struct str number = STR_INIT;
	int64_t next = 0;
	if (store_begin(s)) return -1;
	if (store_int(s, "SELECT max(id) + 1 FROM partnership", 1, &next)) goto failed;
	bool turned = p->peers && p->a > p->b;
	str_printf(&number, "P-%04lld", (long long)next);
	struct stmt *st = store_stmt(
		s, "INSERT INTO partnership VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
	stmt_int_in(st, 1, next);
	stmt_text_in(st, 2, sv_of(&number));
	stmt_text_in(st, 3, sv(p->peers ? "peer" : "mentor-mentee"));
	stmt_int_in(st, 4, turned ? p->b : p->a);
	stmt_int_in(st, 5, turned ? p->a : p->b);
	if (p->round)
		stmt_int_in(st, 6, p->round);
	else
		stmt_null_in(st, 6);
	stmt_text_in(st, 7, sv(p->cycle));
	stmt_int_in(st, 8, p->proposed);
	day_in(st, 9, p->reply_by);
	stmt_int_in(st, 10, p->plan_due);
	day_in(st, 11, p->checkin_due);
	stmt_int_in(st, 12, p->evaluation_due);
	stmt_int_in(st, 13, p->how);
	if (p->fit < 0)
		stmt_null_in(st, 14);
	else
		stmt_int_in(st, 14, p->fit);
	str_dispose(&number);
	if (stmt_run(st) || store_commit(s)) goto failed;
	*id = next;
	return 0;
failed:
	store_rollback(s);
	return -1;
}

int partnership_event(struct store *s, int64_t partnership, date_t day, const char *event, enum side side,
	const char *value, const char *note, int64_t source)
{
	struct arena mem = ARENA_INIT;
	struct register_events all;
	bool stands = false;
	int failed = register_events(&all, &mem, s, partnership, INT32_MAX);
	/* The same may be taken back twice: it was recorded again in between. */
	for (size_t i = 0; !failed && i < all.n && !is(event, "replaced"); i++) {
		const struct register_event *e = &all.at[i];
		stands |= e->day == day && e->side == side && e->source == source && is(e->name, event) &&
			  is(e->value, value) && (!is(event, "note") || is(e->note, note)) &&
			  (!e->gone || (source && e->gone_by_hand));
	}
	arena_dispose(&mem);
	if (failed || stands) return failed ? -1 : 1;
	struct stmt *st = store_stmt(s, "INSERT INTO partnership_event(partnership, day, event, side, value, "
					"note, source) VALUES(?1, ?2, "
					"?3, ?4, ?5, ?6, ?7)");
	stmt_int_in(st, 1, partnership);
	stmt_int_in(st, 2, day);
	stmt_text_in(st, 3, sv(event));
	stmt_int_in(st, 4, side);
	stmt_text_in(st, 5, sv(value));
	stmt_text_in(st, 6, sv(note));
	stmt_int_in(st, 7, source);
	return stmt_run(st);
}
