/* due.c goes through the programme's duties one by one. Each has one day on which it is due; how early it is told depends on the rules or on what
 * was asked for, never on what was told before. */
#include "programme/due.h"
#include <stdlib.h>
#include <string.h>
#include "programme/notice.h"

static const char *const actors[ACT_COUNT] = { "headquarters", "committee", "mentor", "mentee", "peer partner" };
static const struct {
	const char *word, *title, *clause;
} kinds[DUE_KIND_COUNT] = {
	[DUE_ACKNOWLEDGE] = { "acknowledgement", "Acknowledgements", "5.1.3" },
	[DUE_TEXTS] = { "texts", "Profile texts to review", "" },
	[DUE_DECISIONS] = { "decisions", "Decisions of a round", "5.1.5" },
	[DUE_CONFIRM] = { "mentor-confirm", "Mentors asked whether they are able", "5.1.7" },
	[DUE_REPLY] = { "reply", "Replies to proposals", "5.2.1" },
	[DUE_PLAN] = { "plan", "Partnership plans", "5.3.3" },
	[DUE_CHECK_IN] = { "check-in", "Check-ins", "5.4.1" },
	[DUE_EVALUATION] = { "evaluation", "Evaluations", "5.5.1" },
	[DUE_CERTIFICATE] = { "certificate", "Certificates", "5.6.1" },
	[DUE_PETITION] = { "petition", "Petitions", "5.6.1" },
	[DUE_RETURNING] = { "returning", "Pauses that end: still willing?", "4.2" },
	[DUE_MEMBERSHIP] = { "membership", "Memberships that end before the evaluation", "5.1.1" },
	[DUE_RECONFIRM] = { "reconfirm", "Entries not confirmed for a year", "4.2" },
	[DUE_NEVER_ASKED] = { "never-asked", "Mentors nobody has asked for in a year", "5.1.5" },
};

const char *due_actor_word(enum due_actor a)
{
	return actors[a];
}
const char *due_kind_word(enum due_kind k)
{
	return kinds[k].word;
}
const char *due_kind_title(enum due_kind k)
{
	return kinds[k].title;
}
const char *due_clause(enum due_kind k)
{
	return kinds[k].clause;
}

bool due_is_overdue(const struct due_item *i, date_t day)
{
	return i->day != DATE_NONE && i->day < day;
}

enum { ALWAYS = 3660 };

struct making {
	struct due_list *out;
	struct arena *mem;
	const struct due_facts *f;
	long within;
};

/* Is the day near enough, if by itself it is told `early` days before? */
static bool is_near(const struct making *m, date_t due, long early)
{
	long ahead = m->within == DUE_AS_THE_RULES_SAY ? early : m->within;
	return due != DATE_NONE && due - (date_t)ahead <= m->f->day;
}

static struct due_item *add(struct making *m, enum due_kind kind, enum due_actor actor, date_t day, const char *key)
{
	struct due_item i = { .kind = kind, .actor = actor, .day = day, .key = key, .what = "", .command = "" };
	vec_push(&m->out->v, i);
	return &m->out->v.at[m->out->v.n - 1];
}

/* ---- applications */

static const char *person_key(struct making *m, const struct due_person *p)
{
	return arena_printf(m->mem, "%s/%s", p->who->form, p->who->entry_no);
}

static void acknowledgements(struct making *m, const struct due_person *p)
{
	struct notice n;
	const struct participant *who = p->who;
	if (!notice_of_person(NOTICE_ACKNOWLEDGEMENT, m->f, p, m->mem, &n)) return;
	if (due_facts_sent(m->f, notice_code_word(NOTICE_ACKNOWLEDGEMENT), n.key)) return;
	enum notice_stop stop = notice_stop_of(NOTICE_ACKNOWLEDGEMENT, p);
	date_t due = who->submitted + (date_t)m->f->rules->acknowledge;
	if ((stop != NOTICE_GOES && stop != NOTICE_STOP_ADDRESS) || !is_near(m, due, m->f->rules->acknowledge)) return;
	struct due_item *i = add(m, DUE_ACKNOWLEDGE, ACT_HEADQUARTERS, due, n.key);
	i->who = p;
	i->what = arena_printf(m->mem, "acknowledge the application of %s", date_long(who->submitted).z);
	i->command = "mentorpress notices acknowledgement";
}

static void returns(struct making *m, const struct due_person *p)
{
	if (p->returning == DATE_NONE || !is_near(m, p->returning, m->f->rules->returning)) return;
	struct due_item *i = add(m, DUE_RETURNING, ACT_HEADQUARTERS, p->returning, person_key(m, p));
	i->who = p;
	i->what = arena_printf(
		m->mem, "ask whether the %s is still willing: the pause ends", application_kind_word(p->who->kind));
	i->command = arena_printf(m->mem, "mentorpress notices still-willing, then mentorpress reconfirm %s %s",
		p->who->form, p->who->entry_no);
}

static void reconfirmations(struct making *m, const struct due_person *p)
{
	struct notice n;
	const struct rules *r = m->f->rules;
	date_t named = p->named == DATE_NONE ? p->who->submitted : p->named;
	if (p->returning == DATE_NONE && notice_of_person(NOTICE_STILL_WILLING, m->f, p, m->mem, &n)) {
		struct due_item *i = add(m, DUE_RECONFIRM, ACT_HEADQUARTERS,
			date_add_months(n.date, (int)r->reconfirm_months), person_key(m, p));
		i->who = p;
		i->what = arena_printf(m->mem, "ask whether the %s is still willing: last heard of on %s",
			application_kind_word(p->who->kind), date_long(n.date).z);
		i->command = arena_printf(m->mem, "mentorpress notices still-willing, then mentorpress reconfirm %s %s",
			p->who->form, p->who->entry_no);
	}
	if (p->who->kind != KIND_MENTOR || p->who->matchable != REASON_OK || p->who->submitted == DATE_NONE) return;
	date_t due = date_add_months(named, (int)r->reconfirm_months);
	if (due > m->f->day) return;
	struct due_item *i = add(m, DUE_NEVER_ASKED, ACT_COMMITTEE, due, person_key(m, p));
	i->who = p;
	i->what = arena_printf(m->mem,
		p->named == DATE_NONE ? "nobody has asked for this mentor, who applied on %s"
				      : "this mentor was last asked for on %s",
		date_long(named).z);
	i->command = arena_printf(m->mem, "mentorpress who %s %s", p->who->form, p->who->entry_no);
}

/* ---- partnerships */

static enum due_actor actor_of(const struct due_pair *pair, enum side s)
{
	return pair->p->peers ? ACT_PEER : s == SIDE_A ? ACT_MENTOR : ACT_MENTEE;
}

static struct due_item *pair_item(struct making *m, enum due_kind kind, enum due_actor actor,
	const struct due_pair *pair, enum side s, date_t day)
{
	struct due_item *i = add(m, kind, actor, day,
		arena_printf(m->mem, "%s/%s", pair->p->number,
			s == SIDE_NONE ? "both"
			: s == SIDE_A  ? "a"
				       : "b"));
	i->pair = pair;
	i->who = s == SIDE_NONE ? NULL : pair->side[s];
	return i;
}

static const char *record(struct making *m, const struct due_pair *pair, const char *event, enum side s)
{
	const char *by = s == SIDE_NONE   ? ""
			 : pair->p->peers ? (s == SIDE_A ? " --by a" : " --by b")
			 : s == SIDE_A    ? " --by mentor"
					  : " --by mentee";
	return arena_printf(m->mem, "mentorpress partnership %s %s%s", pair->p->number, event, by);
}

/* The mentor has the days the rules give; everybody has until the reply date of the cycle. */
static void replies(struct making *m, const struct due_pair *pair, enum side s)
{
	const struct partnership *p = pair->p;
	bool mentor = !p->peers && s == SIDE_A;
	date_t due = p->proposed + (date_t)m->f->rules->confirm;
	if (p->state != STATE_PROPOSED || p->agreed[s] != DATE_NONE) return;
	if (!p->peers && !mentor && p->agreed[SIDE_A] == DATE_NONE) return; /* not asked yet */
	if (!mentor && p->reply_by != DATE_NONE) due = p->reply_by;
	if (!is_near(m, due, ALWAYS)) return; /* whoever was asked is waited for from then on */
	struct due_item *i = pair_item(m, mentor ? DUE_CONFIRM : DUE_REPLY, actor_of(pair, s), pair, s, due);
	i->what = mentor ? "say whether a mentee can be taken" : "answer the proposal of a partnership";
	i->command = record(m, pair, "agreed", s);
}

static void plan(struct making *m, const struct due_pair *pair)
{
	const struct partnership *p = pair->p;
	if (p->state != STATE_ACCEPTED || !is_near(m, p->plan_due, m->f->rules->plan_before)) return;
	bool late = m->f->day >= p->plan_due + (date_t)m->f->rules->plan_after;
	for (enum side s = SIDE_A; s <= (p->peers ? SIDE_B : SIDE_A); s++) {
		struct due_item *i = pair_item(m, DUE_PLAN, actor_of(pair, s), pair, s, p->plan_due);
		i->what = p->peers ? "send the goals to headquarters (either of the two does)"
				   : "send the goals to headquarters";
		i->command = late ? record(m, pair, "plan-due DATE", SIDE_NONE) : "mentorpress notices plan-reminder";
	}
}

static void check_in(struct making *m, const struct due_pair *pair)
{
	const struct partnership *p = pair->p;
	date_t due = p->checkin_due != DATE_NONE ? p->checkin_due
						 : date_add_months(p->plan_due, (int)m->f->rules->checkin_months);
	if (p->state != STATE_FORMAL || p->checked_in != DATE_NONE || !is_near(m, due, 0)) return;
	struct due_item *i = pair_item(m, DUE_CHECK_IN, ACT_HEADQUARTERS, pair, SIDE_NONE, due);
	i->what = "ask both how the partnership goes";
	i->command = arena_printf(
		m->mem, "mentorpress notices check-in, then mentorpress partnership %s checked-in", p->number);
}

static void evaluation(struct making *m, const struct due_pair *pair, enum side s)
{
	const struct partnership *p = pair->p;
	if ((p->state != STATE_FORMAL && p->state != STATE_DUE) || p->evaluated[s] != DATE_NONE ||
		!is_near(m, p->evaluation_due, m->f->rules->evaluation_before))
		return;
	struct due_item *i = pair_item(m, DUE_EVALUATION, actor_of(pair, s), pair, s, p->evaluation_due);
	i->what = "send the evaluation form";
	i->command = "mentorpress notices evaluation-due";
}

static bool is_certified(const struct due_facts *f, const struct due_pair *pair, enum side s)
{
	int64_t own = s == SIDE_A ? pair->p->a : pair->p->b;
	for (size_t i = 0; i < f->certificates.n; i++)
		if (f->certificates.at[i].partnership == pair->p->id && f->certificates.at[i].application == own)
			return true;
	return false;
}

static void conclusion(struct making *m, const struct due_pair *pair, enum side s)
{
	const struct partnership *p = pair->p;
	if (p->petition[s] == PETITION_REQUESTED) {
		struct due_item *i = pair_item(m, DUE_PETITION, ACT_COMMITTEE, pair, s, p->petition_on[s]);
		i->what = "decide the petition";
		i->command = record(m, pair, "petition granted|denied", s);
	}
	if (p->state != STATE_CONCLUDED || !pair->side[s] || is_certified(m->f, pair, s)) return;
	struct due_item *i = pair_item(m, DUE_CERTIFICATE, ACT_HEADQUARTERS, pair, s, p->concluded);
	i->what = arena_printf(m->mem, "make the certificate of the %s", due_role(pair, s));
	i->command = arena_printf(m->mem, "mentorpress certificates %s", p->number);
}

static void membership(struct making *m, const struct due_pair *pair, enum side s)
{
	const struct due_person *who = pair->side[s];
	if (!partnership_is_running(pair->p) || !who || who->paid_through == DATE_NONE ||
		who->paid_through >= pair->p->evaluation_due)
		return;
	if (m->within != DUE_AS_THE_RULES_SAY && !is_near(m, who->paid_through, 0)) return;
	struct due_item *i = pair_item(m, DUE_MEMBERSHIP, actor_of(pair, s), pair, s, who->paid_through);
	i->what = arena_printf(m->mem, "renew the membership: it %s before the evaluation of %s",
		who->paid_through < m->f->day ? "ended" : "ends", date_long(pair->p->evaluation_due).z);
	i->command = "a new list of members in records/exports, then mentorpress import";
}

/* ---- all */

/* A round is to be decided in the meeting of its cycle. */
static date_t meeting_of(const struct due_facts *f, const struct due_round *r)
{
	for (size_t i = 0; i < f->nmeetings; i++)
		if (sv_is(f->meeting[i].cycle, r->cycle) && f->meeting[i].meeting >= r->day)
			return f->meeting[i].meeting;
	return r->day;
}

static void rounds(struct making *m)
{
	const struct due_facts *f = m->f;
	for (size_t k = 0; k < f->rounds.n; k++) {
		const struct due_round *r = &f->rounds.at[k];
		if (strcmp(r->state, "drawn") != 0) continue;
		if (!is_near(m, meeting_of(f, r), m->f->rules->returning)) continue;
		struct due_item *i = add(m, DUE_DECISIONS, ACT_COMMITTEE, meeting_of(f, r), r->name);
		i->round = r;
		i->what = arena_printf(m->mem, "decide round %s, proposed on %s", r->name, date_long(r->day).z);
		i->command = "mentorpress decisions FILE, with the file the committee filled in";
	}
	if (!f->texts_waiting) return;
	struct due_item *i = add(m, DUE_TEXTS, ACT_HEADQUARTERS, DATE_NONE, "texts");
	i->what = f->texts_waiting == 1
			  ? "1 profile text waits for a person's eye"
			  : arena_printf(m->mem, "%zu profile texts wait for a person's eye", f->texts_waiting);
	i->command = "mentorpress review";
}

static int by_actor(const void *pa, const void *pb)
{
	const struct due_item *a = pa, *b = pb;
	if (a->actor != b->actor) return (int)a->actor - (int)b->actor;
	if (a->day != b->day) return a->day < b->day ? -1 : 1;
	if (a->kind != b->kind) return (int)a->kind - (int)b->kind;
	return sv_cmp(sv(a->key), sv(b->key));
}

void due_list_make(struct due_list *out, struct arena *mem, const struct due_facts *f, long within)
{
	struct making m = { out, mem, f, within };
	*out = (struct due_list){ VEC_INIT };
	rounds(&m);
	for (size_t i = 0; i < f->npersons; i++) {
		acknowledgements(&m, &f->person[i]);
		returns(&m, &f->person[i]);
		reconfirmations(&m, &f->person[i]);
	}
	for (size_t i = 0; i < f->pairs.n; i++) {
		const struct due_pair *pair = &f->pairs.at[i];
		plan(&m, pair);
		check_in(&m, pair);
		for (enum side s = SIDE_A; s <= SIDE_B; s++) {
			replies(&m, pair, s);
			evaluation(&m, pair, s);
			conclusion(&m, pair, s);
			membership(&m, pair, s);
		}
	}
	if (out->v.n) qsort(out->v.at, out->v.n, sizeof *out->v.at, by_actor);
}
