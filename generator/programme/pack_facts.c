/* pack_facts.c turns the choices of all applicants around, so that a mentor's sheet knows who asked, and finds the best candidates of one
 * applicant at a time: nothing of the size of applicants times mentors is kept. */
#include "programme/pack_facts.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- everybody, and how to find them */

static int by_application(const void *a, const void *b)
{
	int64_t x = (*(struct pack_member *const *)a)->m->who->application,
		y = (*(struct pack_member *const *)b)->m->who->application;
	return x < y ? -1 : x > y;
}

static struct pack_member *take(struct pack *pk, const struct round_member *m, size_t n)
{
	struct pack_member *out = ARENA_ARRAY(&pk->mem, struct pack_member, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i].m = &m[i];
		pk->by_application[pk->n++] = &out[i];
	}
	return out;
}

static struct pack_member *find(const struct pack *pk, int64_t application)
{
	size_t low = 0, high = pk->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int64_t at = pk->by_application[mid]->m->who->application;
		if (at == application) return pk->by_application[mid];
		if (at < application)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct pack_member *pack_find(const struct pack *pk, int64_t application)
{
	return find(pk, application);
}

/* Letters and digits of a form's number; what else it may hold is no part of a file's name. */
static void add_slugs(struct pack *pk, struct pack_member *const *all, size_t n)
{
	struct map taken = MAP_INIT;
	struct str s = STR_INIT;
	for (size_t i = 0; i < n; i++) {
		const struct participant *who = all[i]->m->who;
		str_clear(&s);
		str_printf(&s, "%s-", application_kind_word(who->kind));
		for (const char *c = who->entry_no; *c; c++) {
			if (*c >= 'A' && *c <= 'Z')
				str_putc(&s, (char)(*c + 32));
			else
				str_putc(&s, (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ? *c : '-');
		}
		for (size_t len = s.len, k = 2; !map_add(&taken, sv_of(&s), 1); k++) {
			str_truncate(&s, len);
			str_printf(&s, "-%zu", k);
		}
		all[i]->slug = arena_strdup(&pk->mem, sv_of(&s));
	}
	map_dispose(&taken);
	str_dispose(&s);
}

static const struct round_member **those_in(struct pack *pk, const struct pack_member *all, size_t n, size_t *out)
{
	const struct round_member **in = ARENA_ARRAY(&pk->mem, const struct round_member *, n + 1);
	*out = 0;
	for (size_t i = 0; i < n; i++)
		if (pack_in(&all[i])) in[(*out)++] = all[i].m;
	return in;
}

static int by_sheet(const void *a, const void *b)
{
	const struct round_member *x = (*(struct pack_member *const *)a)->m, *y = (*(struct pack_member *const *)b)->m;
	if (x->tier != y->tier) return y->tier - x->tier;
	return x->order < y->order ? -1 : x->order > y->order;
}

static struct pack_member **in_order(struct pack *pk, struct pack_member *all, size_t n)
{
	struct pack_member **by = ARENA_ARRAY(&pk->mem, struct pack_member *, n + 1);
	for (size_t i = 0; i < n; i++) by[i] = &all[i];
	if (n) qsort(by, n, sizeof *by, by_sheet);
	return by;
}

/* ---- proposals */

static void take_proposals(struct pack *pk)
{
	const struct proposals *p = pk->p;
	for (size_t i = 0; i < p->mentees.n; i++) {
		struct pack_member *s = find(pk, p->mentees.at[i].seeker->who->application);
		const struct round_member *other = p->mentees.at[i].other;
		if (!s) continue;
		s->proposal = &p->mentees.at[i];
		s->partner = other ? find(pk, other->who->application) : NULL;
	}
	/* A pair of peers may be told once or from both sides. */
	for (size_t i = 0; i < p->peers.n; i++) {
		struct pack_member *s = find(pk, p->peers.at[i].seeker->who->application);
		const struct round_member *other = p->peers.at[i].other;
		struct pack_member *o = other ? find(pk, other->who->application) : NULL;
		if (!s) continue;
		s->proposal = &p->peers.at[i];
		s->partner = o;
		if (!o) continue;
		o->partner = s;
		if (!o->proposal) o->proposal = &p->peers.at[i];
	}
}

static void turn_proposals(struct pack *pk)
{
	for (size_t i = 0; i < pk->nmentees; i++) {
		struct pack_member *o =
			pk->mentee[i].partner ? find(pk, pk->mentee[i].partner->m->who->application) : NULL;
		if (o) o->ngiven++;
	}
	for (size_t i = 0; i < pk->nmentors; i++) {
		pk->mentor[i].given = ARENA_ARRAY(&pk->mem, const struct pack_member *, pk->mentor[i].ngiven + 1);
		pk->mentor[i].ngiven = 0;
	}
	for (size_t i = 0; i < pk->nmentees; i++) {
		const struct pack_member *m = pk->mentee_by[i];
		struct pack_member *o = m->partner ? find(pk, m->partner->m->who->application) : NULL;
		if (o && o->given) o->given[o->ngiven++] = m;
	}
}

/* ---- who asked for whom */

unsigned pack_rank(const struct pack_member *seeker, const struct pack_member *other, size_t *group)
{
	const struct preferences *p = &seeker->m->who->choices;
	unsigned best = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct preference *c = &p->at[i];
		if (!c->rank || (best && c->rank >= best)) continue;
		for (size_t k = 0; k < c->n; k++) {
			if (c->application[k] != other->m->who->application) continue;
			best = c->rank;
			if (group) *group = c->n;
			break;
		}
	}
	return best;
}

/* Adds the seeker to the requests of each whom it named; choices stand best first, so who was named before is passed over. */
static void each_named(struct pack *pk, struct pack_member *seeker, bool count_only)
{
	const struct preferences *p = &seeker->m->who->choices;
	for (size_t i = 0; i < p->n; i++) {
		const struct preference *c = &p->at[i];
		for (size_t k = 0; c->rank && k < c->n; k++) {
			struct pack_member *o = find(pk, c->application[k]);
			if (!o || o == seeker || o->seen == seeker) continue;
			o->seen = seeker;
			if (!count_only) {
				enum hard hard = hard_rule(pk->r, seeker->m->who, o->m->who, NULL);
				o->request[o->nrequests] = (struct pack_request){ seeker, c->rank, c->n, hard,
					hard ? 0 : pack_fit(pk, seeker, o) };
			}
			o->nrequests++;
		}
	}
}

static int by_priority(const void *a, const void *b)
{
	const struct pack_request *x = a, *y = b;
	if (x->seeker->m->tier != y->seeker->m->tier) return y->seeker->m->tier - x->seeker->m->tier;
	if (x->fit / 10 != y->fit / 10) return y->fit / 10 - x->fit / 10;
	return x->seeker->m->order < y->seeker->m->order ? -1 : x->seeker->m->order > y->seeker->m->order;
}

static void each_seeker(struct pack *pk, bool count_only)
{
	for (size_t i = 0; i < pk->n; i++) {
		pk->by_application[i]->nrequests = 0;
		pk->by_application[i]->seen = NULL;
	}
	for (size_t i = 0; i < pk->nmentees; i++)
		if (pack_in(&pk->mentee[i])) each_named(pk, &pk->mentee[i], count_only);
	for (size_t i = 0; i < pk->npeers; i++)
		if (pack_in(&pk->peer[i])) each_named(pk, &pk->peer[i], count_only);
}

static void turn_choices(struct pack *pk)
{
	each_seeker(pk, true);
	for (size_t i = 0; i < pk->n; i++) {
		struct pack_member *o = pk->by_application[i];
		o->request = ARENA_ARRAY(&pk->mem, struct pack_request, o->nrequests + 1);
	}
	each_seeker(pk, false);
	for (size_t i = 0; i < pk->n; i++) {
		struct pack_member *o = pk->by_application[i];
		if (o->nrequests > 1) qsort(o->request, o->nrequests, sizeof *o->request, by_priority);
	}
}

void pack_facts_open(struct pack *out, const struct round *r, const struct proposals *p)
{
	size_t n = r->mentees.n + r->mentors.n + r->peers.n;
	*out = (struct pack){ .r = r, .p = p, .mem = ARENA_INIT };
	out->by_application = ARENA_ARRAY(&out->mem, struct pack_member *, n + 1);
	out->mentee = take(out, r->mentees.at, out->nmentees = r->mentees.n);
	out->mentor = take(out, r->mentors.at, out->nmentors = r->mentors.n);
	out->peer = take(out, r->peers.at, out->npeers = r->peers.n);
	out->mentee_by = in_order(out, out->mentee, out->nmentees);
	out->mentor_by = in_order(out, out->mentor, out->nmentors);
	out->peer_by = in_order(out, out->peer, out->npeers);
	add_slugs(out, out->mentee_by, out->nmentees);
	add_slugs(out, out->mentor_by, out->nmentors);
	add_slugs(out, out->peer_by, out->npeers);
	if (n) qsort(out->by_application, n, sizeof *out->by_application, by_application);
	out->mentors_in = those_in(out, out->mentor, out->nmentors, &out->nmentors_in);
	out->peers_in = those_in(out, out->peer, out->npeers, &out->npeers_in);
	out->row = arena_alloc(&out->mem, out->nmentors_in + out->npeers_in + 1);
	take_proposals(out);
	turn_proposals(out);
	turn_choices(out);
}

void pack_facts_close(struct pack *pk)
{
	arena_dispose(&pk->mem);
}

/* ---- fit */

int pack_fit(const struct pack *pk, const struct pack_member *seeker, const struct pack_member *other)
{
	return fit_total(&pk->r->rules, seeker->m->who, other->m->who, pk->r->from, pk->r->until);
}

void pack_fit_lines(const struct pack *pk, struct arena *mem, const struct pack_member *seeker,
	const struct pack_member *other, struct fit *out)
{
	fit_explain(out, mem, &pk->r->rules, pk->r->book, seeker->m->who, other->m->who, pk->r->cycle->meeting,
		pk->r->cycle->evaluation_due);
}

static bool before(struct pack_candidate a, struct pack_candidate b)
{
	assert(a.who && b.who);
	return a.fit != b.fit ? a.fit > b.fit : a.who->m->order < b.who->m->order;
}

/* Keeps the best, in order. */
static size_t insert(struct pack_candidate out[PACK_CANDIDATES], size_t n, struct pack_candidate c)
{
	size_t at = n;
	while (at && before(c, out[at - 1])) at--;
	if (at == PACK_CANDIDATES) return n;
	if (n == PACK_CANDIDATES) n--;
	memmove(&out[at + 1], &out[at], (n - at) * sizeof *out);
	out[at] = c;
	return n + 1;
}

size_t pack_candidates(struct pack *pk, const struct pack_member *seeker, struct pack_candidate out[PACK_CANDIDATES],
	size_t ruled_out[HARD_COUNT], size_t *possible)
{
	bool peers = seeker->m->who->kind == KIND_PEER;
	const struct round_member *const *in = peers ? pk->peers_in : pk->mentors_in;
	size_t n = 0, most = peers ? pk->npeers_in : pk->nmentors_in;
	*possible = 0;
	memset(ruled_out, 0, HARD_COUNT * sizeof *ruled_out);
	round_fits(pk->row, pk->r, &seeker->m, 1, in, most);
	for (size_t i = 0; i < most; i++) {
		if (in[i] == seeker->m) continue;
		if (pk->row[i] == FIT_IMPOSSIBLE) {
			ruled_out[hard_rule(pk->r, seeker->m->who, in[i]->who, NULL)]++;
			continue;
		}
		++*possible;
		if (n == PACK_CANDIDATES && pk->row[i] < out[n - 1].fit) continue;
		n = insert(out, n, (struct pack_candidate){ find(pk, in[i]->who->application), pk->row[i] });
	}
	return n;
}

int pack_places_left(const struct pack_member *m)
{
	int taken = m->m->who->kind == KIND_MENTOR ? (int)m->ngiven : m->partner != NULL;
	return m->m->places > taken ? m->m->places - taken : 0;
}
