/* pairing: peers to each other. What the committee has locked comes first; the others are matched by exact maximum weight, whether or
 * not a stable set exists; and who could do better together is listed, so that the committee sees it. */
#include "programme/pairing_internal.h"

static int by_order(const void *x, const void *y, void *ctx)
{
	const struct peer *peer = ctx, *a = &peer[*(const uint32_t *)x], *b = &peer[*(const uint32_t *)y];

	return (a->order > b->order) - (a->order < b->order);
}

static uint32_t *peers_by_order(const struct pair_problem *p)
{
	uint32_t *all = xmalloc((p->n + 1) * sizeof *all);

	for (size_t i = 0; i < p->n; i++) all[i] = (uint32_t)i;
	if (p->n) qsort_r(all, p->n, sizeof *all, by_order, (void *)(uintptr_t)p->peer);
	return all;
}

static void join(struct pair_result *out, size_t a, size_t b)
{
	out->with[a] = (int32_t)b;
	out->with[b] = (int32_t)a;
}

/* A lock that cannot be (impossible, or one of the two already locked by somebody of lower order) is as if it had not been. */
static void join_locked(struct pair_result *out, const struct pair_problem *p, const uint32_t *all)
{
	for (size_t i = 0; i < p->n; i++) {
		int with = p->peer[all[i]].locked;

		if (with < 0 || (uint32_t)with == all[i] || out->with[all[i]] >= 0 || out->with[with] >= 0) continue;
		if (p->fit[all[i] * p->n + (size_t)with] != FIT_IMPOSSIBLE) join(out, all[i], (size_t)with);
	}
}

static void join_best(struct pair_result *out, const struct pair_problem *p, const uint32_t *all)
{
	uint32_t *vertex = xmalloc((p->n + 1) * sizeof *vertex);
	int32_t *mate = xmalloc((p->n + 1) * sizeof *mate);
	size_t n = 0;
	struct weights w;

	for (size_t i = 0; i < p->n; i++)
		if (out->with[all[i]] < 0) vertex[n++] = all[i];
	weights_init(&w, p, vertex, n);
	blossom_match(mate, &w);
	for (size_t i = 0; i < n; i++)
		if (mate[i] > (int32_t)i) join(out, vertex[i], vertex[mate[i]]);
	weights_dispose(&w);
	free(vertex);
	free(mate);
}

/* Does a rank b above what it got? Of two at one rank neither is above the other. */
static bool rather(const struct pair_result *r, const struct pair_problem *p, size_t a, size_t b)
{
	uint8_t wanted = pair_asked(p, a, b), got = r->how[a];

	return wanted && (!got || wanted < got);
}

static void list_blocking(struct pair_result *out, const struct pair_problem *p, const uint32_t *all)
{
	VEC(struct blocking) found = VEC_INIT;

	for (size_t i = 0; i < p->n; i++)
		for (size_t j = i + 1; j < p->n; j++) {
			uint32_t a = all[i], b = all[j];

			if (p->fit[a * p->n + b] == FIT_IMPOSSIBLE) continue;
			if (rather(out, p, a, b) && rather(out, p, b, a)) vec_push(&found, ((struct blocking){ a, b }));
		}
	out->blocking = found.at;
	out->nblocking = found.n;
}

void pair_round(struct pair_result *out, const struct pair_problem *p)
{
	uint32_t *all = peers_by_order(p);

	*out = (struct pair_result){ xmalloc((p->n + 1) * sizeof *out->with), xcalloc(p->n + 1, sizeof *out->how), NULL,
		0 };
	for (size_t i = 0; i < p->n; i++) out->with[i] = -1;
	join_locked(out, p, all);
	join_best(out, p, all);
	for (size_t i = 0; i < p->n; i++)
		if (out->with[i] >= 0) out->how[i] = pair_asked(p, i, (size_t)out->with[i]);
	list_blocking(out, p, all);
	free(all);
}

void pair_result_dispose(struct pair_result *r)
{
	free(r->with);
	free(r->how);
	free(r->blocking);
	*r = (struct pair_result){ 0 };
}
