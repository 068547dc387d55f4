/* due_support: a small programme in memory: three people and one partnership, whose facts each test changes as it needs. */
#ifndef DUE_SUPPORT_H
#define DUE_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/due.h"
#include "programme/notice.h"

enum { MENTOR, MENTEE, PEER, OTHER_PEER, PEOPLE };
static struct arena mem;
static struct rules rules;
static struct participant people[PEOPLE];
static struct due_person person[PEOPLE];
static struct partnership pair_of;
static struct due_facts facts;
static struct unit_rule units;

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static void today(const char *iso)
{
	facts.day = day(iso);
}

static void make_person(size_t i, enum application_kind kind, const char *form, const char *no, const char *name)
{
	people[i] = (struct participant){ .application = (int64_t)i + 1,
		.person = (int64_t)i + 1,
		.kind = kind,
		.form = form,
		.entry_no = no,
		.entry_id = kind == KIND_MENTEE ? "" : "7KQ-3XHM",
		.submitted = day("2026-03-01"),
		.matchable = REASON_OK,
		.paused_until = DATE_NONE,
		.first_name = sv(name),
		.last_name = sv("Example"),
		.certificate_name = sv(name),
		.email = sv(arena_printf(&mem, "%s@example.org", form)) };
	static const uint16_t topic[] = { 1 };
	people[i].offers = people[i].needs = (struct codes){ topic, 1 };
	person[i] = (struct due_person){ &people[i], DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE,
		DATE_NONE };
}

static void make_pair(bool peers)
{
	pair_of = (struct partnership){ .id = 7,
		.number = "P-0007",
		.peers = peers,
		.a = peers ? PEER + 1 : MENTOR + 1,
		.b = peers ? OTHER_PEER + 1 : MENTEE + 1,
		.round = 1,
		.cycle = "2026-03",
		.proposed = day("2026-03-11"),
		.reply_by = day("2026-03-25"),
		.plan_due = day("2026-04-10"),
		.checkin_due = DATE_NONE,
		.evaluation_due = day("2026-10-10"),
		.how = 1,
		.fit = 80,
		.first_contact = DATE_NONE,
		.plan_received = DATE_NONE,
		.checked_in = DATE_NONE,
		.ended = DATE_NONE,
		.concluded = DATE_NONE,
		.end_reason = "",
		.decline_reason = "",
		.state = STATE_PROPOSED };
	for (int i = 0; i < 3; i++)
		pair_of.agreed[i] = pair_of.declined[i] = pair_of.evaluated[i] = pair_of.petition_on[i] = DATE_NONE;
	facts.pairs.at[0] = (struct due_pair){ &pair_of,
		{ NULL, &person[peers ? PEER : MENTOR], &person[peers ? OTHER_PEER : MENTEE] } };
}

static void state_is(enum partnership_state s)
{
	pair_of.state = s;
	if (s >= STATE_ACCEPTED) pair_of.agreed[SIDE_A] = pair_of.agreed[SIDE_B] = day("2026-03-20");
	if (s >= STATE_FORMAL && s <= STATE_ENDED) pair_of.plan_received = day("2026-04-08");
	if (s == STATE_CONCLUDED) pair_of.concluded = day("2026-10-12");
	if (s == STATE_ENDED) {
		pair_of.ended = day("2026-07-01");
		pair_of.end_reason = "early_mutual";
	}
}

static int make_world(void **state)
{
	(void)state;
	mem = (struct arena)ARENA_INIT;
	units = (struct unit_rule){ day("2020-01-01"), 2, 2, 4, 1, 1, "5.6.1" };
	rules = (struct rules){ .acknowledge = 7,
		.confirm = 10,
		.plan_before = 14,
		.plan_after = 7,
		.evaluation_before = 30,
		.evaluation_after = 14,
		.grace = 30,
		.returning = 30,
		.checkin_months = 3,
		.evaluation_months = 6,
		.reconfirm_months = 12,
		.unit = &units,
		.nunits = 1 };
	facts = (struct due_facts){ .rules = &rules, .person = person, .npersons = PEOPLE };
	make_person(MENTOR, KIND_MENTOR, "mentor", "10412", "Ada");
	make_person(MENTEE, KIND_MENTEE, "mentee", "31", "Ben");
	make_person(PEER, KIND_PEER, "peer", "501", "Cleo");
	make_person(OTHER_PEER, KIND_PEER, "peer", "502", "Dov");
	vec_push(&facts.pairs, ((struct due_pair){ NULL, { NULL, NULL, NULL } }));
	vec_push(&facts.rounds, ((struct due_round){ 1, "2026-03", "2026-03", "decided", day("2026-03-10") }));
	make_pair(false);
	today("2026-03-12");
	return 0;
}

static int end_world(void **state)
{
	(void)state;
	vec_dispose(&facts.pairs);
	vec_dispose(&facts.rounds);
	vec_dispose(&facts.decisions);
	vec_dispose(&facts.notices);
	vec_dispose(&facts.certificates);
	arena_dispose(&mem);
	return 0;
}
#endif
