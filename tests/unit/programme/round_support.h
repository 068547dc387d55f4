/* round_support: rounds made by hand, of as many people as a test wants, without records or rules. The functions of the round that read those
 * have stand-ins here, so a test that includes this links nothing of round.c, hard.c, fit.c and participant.c. */
#ifndef TESTS_ROUND_SUPPORT_H
#define TESTS_ROUND_SUPPORT_H
#include <string.h>
#include "programme/match.h"

/* ---- stand-ins: who has the same employer key may not be a pair; the fit is the distance of two numbers */
static inline int hand_fit(const struct participant *a, const struct participant *b)
{
	return (int)((a->application * 7 + b->application * 13) % 101);
}

int fit_total(
	const struct rules *r, const struct participant *a, const struct participant *b, date_t from, date_t until)
{
	(void)r, (void)from, (void)until;
	return hand_fit(a, b);
}

void fit_explain(struct fit *out, struct arena *mem, const struct rules *r, const struct code_book *book,
	const struct participant *a, const struct participant *b, date_t from, date_t until)
{
	(void)r, (void)book, (void)from, (void)until;
	*out = (struct fit){ .total = hand_fit(a, b), .n = WEIGHT_COUNT };
	for (int i = 0; i < WEIGHT_COUNT; i++)
		out->line[i] =
			(struct fit_line){ (enum weight)i, i, 10, arena_printf(mem, "part %d as wanted", i), i == 3 };
}

const char *hard_words(enum hard h)
{
	static const char *const words[HARD_COUNT] = { "", "same person", "do not match", "same employer",
		"no shared language", "the need is not taken", "together before", "vetoed" };
	return words[h];
}

enum hard hard_rule(const struct round *r, const struct participant *a, const struct participant *b, const char **why)
{
	(void)r;
	if (why) *why = NULL;
	if (a->application == b->application) return HARD_SAME_PERSON;
	if (*a->employer_key && strcmp(a->employer_key, b->employer_key) == 0) {
		if (why) *why = a->employer_key;
		return HARD_EMPLOYER;
	}
	return HARD_NONE;
}

bool hard_flags(const struct round *r, const struct participant *a, const struct participant *b, struct str *words)
{
	(void)r, (void)a;
	if (*b->employer_key) return false;
	str_puts(words, "employer not clear");
	return true;
}

void round_fits(uint8_t *fit, const struct round *r, const struct round_member *const *row, size_t rows,
	const struct round_member *const *col, size_t cols)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < cols; k++)
			fit[i * cols + k] = hard_rule(r, row[i]->who, col[k]->who, NULL)
						    ? FIT_IMPOSSIBLE
						    : (uint8_t)hand_fit(row[i]->who, col[k]->who);
}

void round_rules_words(struct str *out, const struct round *r)
{
	(void)r;
	str_puts(out, "needs 40, experience 15; goal best");
}

const char *code_label(const struct code_book *book, enum code_space space, uint16_t code)
{
	static const char *const topic[] = { "", "GLP studies", "GCP trials", "Data integrity" };
	(void)book;
	return space == SPACE_TOPICS && code < 4 ? topic[code] : "";
}

/* ---- a round */
struct hand_round {
	struct round r;
	struct proposals p;
	struct participant *person; /* mentees, mentors, peers, in this order */
	size_t mentees, mentors, peers;
	struct cycle_days cycle;
};

static inline struct codes hand_codes(struct arena *mem, uint16_t a, uint16_t b)
{
	uint16_t *at = ARENA_ARRAY(mem, uint16_t, 2);
	at[0] = a;
	at[1] = b;
	return (struct codes){ at, b ? 2 : 1 };
}

static inline void hand_person(struct hand_round *h, size_t i, enum application_kind kind, size_t n)
{
	static const uint16_t languages[] = { 1 };
	static const uint8_t levels[] = { LEVEL_FLUENT };
	struct arena *mem = &h->r.mem;
	h->person[i] = (struct participant){ .application = (int64_t)i + 1,
		.person = (int64_t)i + 1,
		.kind = kind,
		.form = application_kind_word(kind),
		.entry_no = arena_printf(mem, "%zu", n),
		.entry_id = kind == KIND_MENTEE ? "" : arena_printf(mem, "7KQ-%04zu", i % 10000),
		.submitted = date_civil(2026, 1, 1) + (date_t)(n % 60),
		.paused_until = DATE_NONE,
		.first_name = sv(arena_printf(mem, "Given%zuzz", i)),
		.last_name = sv(arena_printf(mem, "Family%zuzz", i)),
		.email = sv(arena_printf(mem, "p%zu@example.org", i)),
		.employer = sv(arena_printf(mem, "Works%zuzz", i % 97)),
		.employer_key = arena_printf(mem, "works%zuzz", i % 97),
		.goals = sv(arena_printf(mem, "Secretgoal%zu", i)),
		.committee_note = sv(arena_printf(mem, "Secretnote%zu", i)),
		.offers = hand_codes(mem, 1, 2),
		.needs = hand_codes(mem, 1, 3),
		.primary_need = 1,
		.language = languages,
		.level = levels,
		.nlanguages = 1,
		.qa_months = 30,
		.capacity = kind == KIND_MENTOR ? 2 : 1,
		.available_from = DATE_NONE,
		.available_until = DATE_NONE,
		.alternatives = true };
}

static inline struct round_member hand_member(struct hand_round *h, size_t i)
{
	const struct participant *p = &h->person[i];
	return (struct round_member){ .who = p,
		.reason = IN_ROUND,
		.words = "",
		.label = "",
		.effective = p->submitted,
		.order = p->application,
		.places = p->capacity,
		.last_asked = DATE_NONE };
}

/* Numbers begin at 1 for mentees, 10001 for mentors, 501 for peers; 1000 apart kinds never meet in tests of a few. Everybody is in. */
static inline void hand_make(struct hand_round *h, size_t mentees, size_t mentors, size_t peers)
{
	*h = (struct hand_round){ .mentees = mentees, .mentors = mentors, .peers = peers };
	h->cycle = (struct cycle_days){ "2026-03", date_civil(2026, 3, 1), date_civil(2026, 3, 11),
		date_civil(2026, 3, 25), date_civil(2026, 4, 10), date_civil(2026, 7, 10), date_civil(2026, 10, 10) };
	h->r.name = "2026-03";
	h->r.cycle = &h->cycle;
	h->r.from = h->cycle.meeting;
	h->r.until = h->cycle.evaluation_due;
	h->person = ARENA_ARRAY(&h->r.mem, struct participant, mentees + mentors + peers + 1);
	memset(h->r.inputs, 'a', 64);
	memset(h->r.rules.digest.z, 'b', 64);
	for (size_t i = 0; i < mentees + mentors + peers; i++) {
		if (i < mentees) {
			hand_person(h, i, KIND_MENTEE, i + 1);
			vec_push(&h->r.mentees, hand_member(h, i));
		} else if (i < mentees + mentors) {
			hand_person(h, i, KIND_MENTOR, 10001 + i - mentees);
			vec_push(&h->r.mentors, hand_member(h, i));
		} else {
			hand_person(h, i, KIND_PEER, 501 + i - mentees - mentors);
			vec_push(&h->r.peers, hand_member(h, i));
		}
	}
}

/* Adds a choice of the application (by place in person) for one or more others. */
static inline struct preference *hand_choose(struct hand_round *h, size_t seeker, const char *typed, size_t n, ...)
{
	struct preferences *c = &h->person[seeker].choices;
	int64_t *to = ARENA_ARRAY(&h->r.mem, int64_t, n + 1);
	va_list ap;
	va_start(ap, n);
	for (size_t i = 0; i < n; i++) to[i] = h->person[va_arg(ap, size_t)].application;
	va_end(ap);
	c->at[c->n] = (struct preference){ .rank = (unsigned)c->n + 1,
		.typed = sv(typed),
		.how = n ? PREFERENCE_ENTRY_NO : PREFERENCE_UNKNOWN,
		.application = to,
		.n = n,
		.reason = "nobody has this number",
		.code = n ? NULL : "R140" };
	return &c->at[c->n++];
}

/* other SIZE_MAX: nobody, and why. */
static inline void hand_propose(struct hand_round *h, const struct round_member *seeker,
	const struct round_member *other, enum why_not why, const char *sentence)
{
	struct proposal p = { seeker, other, 0, other ? hand_fit(seeker->who, other->who) : 0, why, sentence };
	if (seeker->who->kind == KIND_PEER)
		vec_push(&h->p.peers, p);
	else
		vec_push(&h->p.mentees, p);
}

static inline void hand_free(struct hand_round *h)
{
	vec_dispose(&h->r.mentees);
	vec_dispose(&h->r.mentors);
	vec_dispose(&h->r.peers);
	vec_dispose(&h->r.past.v);
	vec_dispose(&h->p.mentees);
	vec_dispose(&h->p.peers);
	vec_dispose(&h->p.blocking);
	arena_dispose(&h->r.mem);
}
#endif
