/* round_member.c decides who is in a round (DOMAIN 7.2) and says of everybody who is not why, in words that can be told to the person. */
#include "programme/round_member.h"
#include <stdlib.h>
#include <string.h>
#include "programme/round_index.h"
#include "records/entry_order.h"

static struct sv bytes_of(const int64_t *application)
{
	return sv_n((const char *)application, sizeof *application);
}

/* ---- why not */

static const char *record_words(struct arena *mem, const struct participant *p)
{
	if (p->matchable == REASON_PAUSED && p->paused_until != DATE_NONE)
		return arena_printf(mem, "paused until %s", date_long(p->paused_until).z);
	if (p->matchable == REASON_PAUSED) return "paused until further notice";
	return reason_words(p->matchable);
}

static const char *missing(const struct participant *p)
{
	bool needs = p->needs.n || p->primary_need != CODE_NONE;
	if (p->kind == KIND_MENTOR) return p->offers.n ? NULL : "incomplete: no topic is offered";
	if (p->kind == KIND_MENTEE) return needs ? NULL : "incomplete: no need is given";
	return needs || p->offers.n ? NULL : "incomplete: neither a need nor a topic is given";
}

static void out(struct round_member *m, enum round_reason reason, const char *words)
{
	if (m->reason != IN_ROUND) return; /* the first reason is told */
	m->reason = reason;
	m->words = words;
}

static const char *full_words(struct arena *mem, const struct round_member *m)
{
	if (!m->who->capacity) return "takes no partnership now (0 places)";
	if (!m->who->takes_requests) return "recorded as full";
	return arena_printf(mem, "no place left: %d place%s, %d running, %d proposed", m->who->capacity,
		m->who->capacity == 1 ? "" : "s", m->running, m->proposed);
}

static bool is_let_in(const struct round *r, const struct participant *p)
{
	return rules_exception(&r->rules, "member_of_round", p->form, p->entry_no, "", "", r->cycle->meeting) != NULL;
}

/* The records' own reasons and the code of ethics bind the committee too; the rest an exception lifts. */
static void find_reason(struct round_member *m, struct round *r, const struct round_facts *f, date_t first_ever)
{
	const struct participant *p = m->who;
	bool let_in = is_let_in(r, p);
	uint64_t again = 0;
	if (p->matchable != REASON_OK) out(m, OUT_RECORD, record_words(&r->mem, p));
	if (p->ethics == 0) out(m, OUT_NO_CONSENT_ETHICS, "did not agree to the code of ethics");
	if (!let_in && missing(p)) out(m, OUT_INCOMPLETE, missing(p));
	if (!let_in && r->cycle->cutoff != DATE_NONE && first_ever > r->cycle->cutoff)
		out(m, OUT_AFTER_CUTOFF,
			arena_printf(&r->mem, "applied on %s, after the cutoff of %s: next round",
				date_long(first_ever).z, date_long(r->cycle->cutoff).z));
	map_get(&f->reproposed, bytes_of(&p->application), &again);
	if (p->kind != KIND_MENTOR && !again && map_get(&f->decided, bytes_of(&p->application), NULL))
		out(m, OUT_DECIDED, "decided in this round already");
	if (p->kind != KIND_MENTOR && !let_in && !r->rules.running_any && m->running + m->proposed)
		out(m, OUT_RUNNING,
			m->running ? "has a running partnership in this role" : "a partner is proposed already");
	if (p->kind == KIND_MENTOR && (m->places <= 0 || !p->takes_requests))
		out(m, OUT_NO_PLACE, full_words(&r->mem, m));
	if (again && m->tier < 1) m->tier = 1;
}

/* ---- one member */

static bool is_officer(const struct round_facts *f, const struct participant *p)
{
	struct str full = STR_INIT, key = STR_INIT;
	str_printf(&full, "%.*s %.*s", SV_ARG(p->first_name), SV_ARG(p->last_name));
	employer_key(&key, NULL, sv_of(&full));
	bool is = key.len && map_get(&f->officer, sv_of(&key), NULL);
	str_dispose(&full);
	str_dispose(&key);
	return is;
}

static const struct role_load *load_of(const struct round_facts *f, const struct participant *p)
{
	static const struct role_load none = { 0, 0, 0, DATE_NONE, DATE_NONE, DATE_NONE };
	const struct {
		int64_t person, role;
	} key = { p->person, p->kind };
	uint64_t at = 0;
	return map_get(&f->load, sv_n((const char *)&key, sizeof key), &at) ? &f->loads.at[at - 1] : &none;
}

void round_member_fill(
	struct round_member *m, struct round *r, const struct round_facts *f, const struct participant *p)
{
	const struct role_load *load = load_of(f, p);
	bool before = load->began != DATE_NONE && load->began < p->submitted;
	bool earlier = load->first_ever != DATE_NONE && load->first_ever < p->submitted;
	*m = (struct round_member){ .who = p,
		.words = "",
		.effective = before ? load->began : p->submitted,
		.running = load->running,
		.proposed = load->proposed,
		.recent = load->recent,
		.places = p->kind == KIND_MENTOR ? p->capacity - load->running - load->proposed : 1,
		.last_asked = f->asked[round_place(r, p)].day,
		.tier = p->kind == KIND_MENTOR ? 0 : tiers_of(&f->tiers, p->person),
		.recused = is_officer(f, p) };
	if (m->places < 0) m->places = 0;
	m->label = *p->entry_id ? arena_printf(&r->mem, "%s %s (%s)", p->form, p->entry_no, p->entry_id)
				: arena_printf(&r->mem, "%s %s", p->form, p->entry_no);
	find_reason(m, r, f, earlier ? load->first_ever : p->submitted);
	m->claim_unproved = p->kind != KIND_MENTOR && p->claims_reapplicant && m->tier == 0;
}

/* ---- order */

static int by_arrival(const void *a, const void *b)
{
	const struct round_member *x = *(struct round_member *const *)a, *y = *(struct round_member *const *)b;
	if (x->effective != y->effective) return x->effective < y->effective ? -1 : 1;
	int c = entry_no_order(sv(x->who->entry_no), sv(y->who->entry_no));
	return c ? c : strcmp(x->who->form, y->who->form);
}

void round_members_order(struct round_member *m, size_t n)
{
	struct round_member **at = xcalloc(n + 1, sizeof *at);
	for (size_t i = 0; i < n; i++) at[i] = &m[i];
	if (n) qsort(at, n, sizeof *at, by_arrival);
	for (size_t i = 0; i < n; i++) at[i]->order = (int64_t)i;
	free(at);
}
