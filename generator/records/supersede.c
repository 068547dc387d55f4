/* supersede.c puts the applications into the one fixed order and says which of a person's applications of one type
 * counts: the newest. Held ones neither supersede nor are superseded, since nobody knows yet whose they are; plans and
 * evaluations are of a partnership, and each stands for itself. */
#include <stdint.h>
#include "records/entry_order.h"
#include "records/import_internal.h"

int entry_no_order(struct sv a, struct sv b)
{
	bool na = a.n > 0, nb = b.n > 0;
	for (size_t i = 0; i < a.n; i++) na &= a.p[i] >= '0' && a.p[i] <= '9';
	for (size_t i = 0; i < b.n; i++) nb &= b.p[i] >= '0' && b.p[i] <= '9';
	if (na != nb) return na ? -1 : 1;
	if (!na) return sv_cmp(a, b);
	struct sv x = a, y = b;
	while (x.n > 1 && x.p[0] == '0') x = sv_sub(x, 1, x.n);
	while (y.n > 1 && y.p[0] == '0') y = sv_sub(y, 1, y.n);
	if (x.n != y.n) return x.n < y.n ? -1 : 1;
	int order = sv_cmp(x, y);
	return order ? order : sv_cmp(a, b);
}

static int by_rank(const void *pa, const void *pb, void *ctx)
{
	const struct importer *im = ctx;
	const struct known *a = &im->app.at[*(const uint32_t *)pa], *b = &im->app.at[*(const uint32_t *)pb];
	char x[24], y[24];
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->submitted != b->submitted) return a->submitted < b->submitted ? -1 : 1;
	if (a->form != b->form) return strcmp(im->forms.at[a->form].code, im->forms.at[b->form].code);
	/* Numbers stand in the id. */
	if (!a->entry_no && !b->entry_no) return (a->id > b->id) - (a->id < b->id);
	return entry_no_order(known_entry_no(im, a, x), known_entry_no(im, b, y));
}

void supersede(struct importer *im)
{
	size_t n = im->app.n;
	uint32_t *newest = xmalloc((n + 1) * sizeof *newest); /* of a person, of the kind whose turn it is */
	unsigned kind = KIND_COUNT;
	im->by_rank = xmalloc((n + 1) * sizeof *im->by_rank);
	memcpy(im->by_rank, im->by_id, n * sizeof *im->by_rank);
	qsort_r(im->by_rank, n, sizeof *im->by_rank, by_rank, im);
	for (size_t i = 0; i < n; i++) {
		struct known *k = &im->app.at[im->by_rank[i]];
		k->current = 1;
		if (k->kind != kind) memset(newest, 0xff, n * sizeof *newest);
		kind = k->kind;
		if (k->held || kind == KIND_PLAN || kind == KIND_EVALUATION) continue;
		uint32_t before = newest[k->person];
		if (before != NOT_KNOWN) im->app.at[before].current = 0;
		newest[k->person] = im->by_rank[i];
	}
	im->ranked = true;
	free(newest);
}
