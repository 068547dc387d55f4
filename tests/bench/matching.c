/* Measures the two solvers of a round on rounds made up in memory: no records, no files, numbers only.
 * Usage: matching SEEKERS OFFERS PEERS KIND    Prints a line of the table in docs/PERFORMANCE.md.
 * KIND: `mixed` is near to a real round (three in five mentees ask for one to three mentors, three tiers, one to three places a mentor, one
 * pair in six impossible); `scarce` has one place for two mentees; `alike` gives all pairs the same fit, so that ties decide everything;
 * `narrow` leaves about six possible mentors to a mentee and no tiers, so that the search has to look far. */
#include <stdio.h>
#include <sys/resource.h>
#include "programme/match.h"
#include "unit/programme/matching_chance.h"

struct made {
	struct match_problem round;
	struct pair_problem pairs;
	struct seeker *seeker;
	struct offer *offer;
	struct peer *peer;
	uint32_t *choice, *wish;
	uint8_t *rank, *fit, *likes;
};
enum { CHOICES = 3 };

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* About as the parts of the fit fall: a hump around 62. */
static uint8_t some_fit(struct chance *c)
{
	uint32_t sum = 20;

	for (int i = 0; i < 4; i++) sum += chance_below(c, 21);
	return (uint8_t)sum;
}

static void make_offers(struct made *m, struct chance *c, const char *kind)
{
	for (size_t j = 0; j < m->round.noffers; j++)
		m->offer[j] = (struct offer){ .places = kind[0] == 's' ? (int)(2 * chance_below(c, 3)) / 4
								       : 1 + (int)chance_below(c, 3),
			.recent = (int)chance_below(c, 3),
			.last_asked = chance_below(c, 3) ? (int32_t)chance_below(c, 700) : INT32_MIN,
			.order = (int64_t)j };
}

static size_t pick(struct chance *c, uint32_t *choice, uint8_t *rank, const uint8_t *fit, size_t n)
{
	size_t want = chance_below(c, 5) < 3 ? 1 + chance_below(c, CHOICES) : 0, got = 0;

	for (size_t tries = 0; got < want && tries < 20; tries++) {
		uint32_t o = chance_below(c, (uint32_t)n);
		bool known = fit[o] == FIT_IMPOSSIBLE;

		for (size_t k = 0; k < got; k++) known |= choice[k] == o;
		if (known) continue;
		rank[got] = (uint8_t)(got + 1);
		choice[got++] = o;
	}
	return got;
}

static void make_seekers(struct made *m, struct chance *c, const char *kind)
{
	size_t no = m->round.noffers;

	for (size_t i = 0; i < m->round.nseekers; i++) {
		uint8_t *fit = m->fit + i * no;
		bool mixed = kind[0] == 'm';

		for (size_t j = 0; j < no; j++) {
			bool none = kind[0] == 'n' ? chance_below(c, (uint32_t)no) >= 6 : chance_below(c, 6) == 0;

			fit[j] = kind[0] == 'a' ? 70 : none ? FIT_IMPOSSIBLE : some_fit(c);
		}
		m->seeker[i] = (struct seeker){ .tier = mixed && !chance_below(c, 5) ? 1 + (int)chance_below(c, 2) : 0,
			.order = (int64_t)i,
			.choice = m->choice + i * CHOICES,
			.choice_rank = m->rank + i * CHOICES,
			.locked = -1,
			.alternatives = !mixed || chance_below(c, 10) > 0 };
		if (mixed) m->seeker[i].nchoices = pick(c, m->choice + i * CHOICES, m->rank + i * CHOICES, fit, no);
	}
}

static void make_peers(struct made *m, struct chance *c, const char *kind)
{
	size_t n = m->pairs.n;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			m->likes[i * n + j] = m->likes[j * n + i] = i == j || !chance_below(c, 6) ? FIT_IMPOSSIBLE
								    : kind[0] == 'a'              ? 70
												  : some_fit(c);
	for (size_t i = 0; i < n; i++) {
		uint8_t *rank = m->rank + (m->round.nseekers + i) * CHOICES;

		m->peer[i] = (struct peer){ .tier = !chance_below(c, 5) ? 1 + (int)chance_below(c, 2) : 0,
			.order = (int64_t)i,
			.choice = m->wish + i * CHOICES,
			.choice_rank = rank,
			.alternatives = chance_below(c, 10) > 0,
			.locked = -1 };
		if (kind[0] != 'a') m->peer[i].nchoices = pick(c, m->wish + i * CHOICES, rank, m->likes + i * n, n);
	}
}

static void make(struct made *m, size_t seekers, size_t offers, size_t peers, const char *kind)
{
	struct chance c = { 2026 };

	*m = (struct made){ .seeker = xcalloc(seekers, sizeof *m->seeker),
		.offer = xcalloc(offers, sizeof *m->offer),
		.peer = xcalloc(peers, sizeof *m->peer),
		.choice = xcalloc(seekers * CHOICES, sizeof *m->choice),
		.wish = xcalloc(peers * CHOICES, sizeof *m->wish),
		.rank = xcalloc((seekers + peers) * CHOICES, 1),
		.fit = xmalloc(seekers * offers),
		.likes = xmalloc(peers * peers) };
	m->round = (struct match_problem){ m->seeker, seekers, m->offer, offers, m->fit, 50, false };
	m->pairs = (struct pair_problem){ m->peer, peers, m->likes, 50 };
	make_offers(m, &c, kind);
	make_seekers(m, &c, kind);
	make_peers(m, &c, kind);
}

int main(int argc, char **argv)
{
	long n[3] = { 0 };
	struct made m;
	struct match_result r;
	struct pair_result q;
	struct rusage use;
	size_t paired = 0;

	if (argc != 5) return 2;
	for (int i = 0; i < 3; i++)
		if (!sv_long(sv(argv[i + 1]), &n[i]) || n[i] < 1) return 2;
	make(&m, (size_t)n[0], (size_t)n[1], (size_t)n[2], argv[4]);
	double begin = cpu();

	assign_round(&r, &m.round);
	double assigned = cpu();

	pair_round(&q, &m.pairs);
	double end = cpu();

	for (size_t i = 0; i < m.pairs.n; i++) paired += q.with[i] >= 0;
	getrusage(RUSAGE_SELF, &use);
	printf("| %ld × %ld, %ld peers | %s | %llu, mean fit %llu | %.3f | %zu | %.3f | %ld |\n", n[0], n[1], n[2],
		argv[4], (unsigned long long)r.matched, (unsigned long long)(r.matched ? r.fit / r.matched : 0),
		assigned - begin, paired / 2, end - assigned, use.ru_maxrss / 1024);
	match_result_dispose(&r);
	pair_result_dispose(&q);
	free(m.seeker);
	free(m.offer);
	free(m.peer);
	free(m.choice);
	free(m.wish);
	free(m.rank);
	free(m.fit);
	free(m.likes);
	return 0;
}
