/* supersede.c puts the applications into the one fixed order and says which of a person's applications of one type
 * counts: the newest. Held ones neither supersede nor are superseded, since nobody knows yet whose they are. */
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

static int order_of(const struct known *a, const struct known *b)
{
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->submitted != b->submitted) return a->submitted < b->submitted ? -1 : 1;
	int order = strcmp(a->form, b->form);
	return order ? order : entry_no_order(sv(a->entry_no), sv(b->entry_no));
}

static int by_rank(const void *pa, const void *pb, void *ctx)
{
	const struct known *app = ctx;
	return order_of(&app[*(const size_t *)pa], &app[*(const size_t *)pb]);
}

void supersede(struct importer *im)
{
	struct map newest = MAP_INIT; /* person and kind -> index of the newest so far */
	im->by_rank = ARENA_ARRAY(&im->work, size_t, im->app.n + 1);
	for (size_t i = 0; i < im->app.n; i++)
		if (!im->app.at[i].gone) im->by_rank[im->nranked++] = i;
	qsort_r(im->by_rank, im->nranked, sizeof *im->by_rank, by_rank, im->app.at);
	for (size_t i = 0; i < im->nranked; i++) {
		struct known *k = &im->app.at[im->by_rank[i]];
		int64_t key[2] = { k->person, k->kind };
		uint64_t before;
		k->current = true;
		if (k->held) continue;
		if (map_get(&newest, sv_n((const char *)key, sizeof key), &before)) im->app.at[before].current = false;
		map_set(&newest, sv_n((const char *)key, sizeof key), im->by_rank[i]);
	}
	map_dispose(&newest);
}

static int where_seen(struct importer *im, int64_t id, struct place *out)
{
	struct stmt *st = store_stmt(im->s, "SELECT file, line FROM application WHERE id = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st);
	if (r == 1)
		*out = (struct place){ diags_text(im->ds, "%.*s", SV_ARG(stmt_text(st, 0))), (unsigned)stmt_int(st, 1),
			1 };
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

/* Entries are deleted in form tools by mistake, on request and for space; none of it is a new answer. So an older,
 * wider consent does not come back when a newer, narrower one goes. */
int supersede_vanished(struct importer *im)
{
	struct map newest = MAP_INIT; /* person and kind -> index of the current application */
	int result = 0;
	for (size_t i = 0; i < im->nranked; i++) {
		const struct known *k = &im->app.at[im->by_rank[i]];
		int64_t key[2] = { k->person, k->kind };
		if (k->current && !k->held) map_set(&newest, sv_n((const char *)key, sizeof key), im->by_rank[i]);
	}
	for (size_t i = 0; i < im->app.n && result == 0; i++) {
		const struct known *k = &im->app.at[i];
		int64_t key[2] = { k->person, k->kind };
		uint64_t at;
		if (!k->gone || k->held || k->kind == KIND_MENTEE ||
			!map_get(&newest, sv_n((const char *)key, sizeof key), &at))
			continue;
		struct known *current = &im->app.at[at];
		if (order_of(current, k) > 0 || k->consent >= current->consent) continue;
		struct place seen = NOPLACE;
		result = where_seen(im, k->id, &seen);
		if (k->consent < current->consent_most) current->consent_most = k->consent;
		diags_warn(im->ds, "R068", seen,
			"put it back into the exports, or ask the applicant to apply again: the newest application "
			"decides",
			"this application stands in no export any more, but it was newer and allowed less than the one "
			"that is left; what it allowed still binds");
	}
	map_dispose(&newest);
	return result;
}

int standing_write(struct importer *im)
{
	if (store_exec(im->s, "DELETE FROM standing")) return -1;
	struct stmt *st = store_stmt(im->s,
		"INSERT INTO standing(rank, application, kind, person, current, held, member, has_events, consent_most)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	for (size_t i = 0; i < im->nranked; i++) {
		const struct known *k = &im->app.at[im->by_rank[i]];
		stmt_int_in(st, 1, (int64_t)i + 1);
		stmt_int_in(st, 2, k->id);
		stmt_int_in(st, 3, k->kind);
		stmt_int_in(st, 4, k->person);
		stmt_int_in(st, 5, k->current);
		stmt_int_in(st, 6, k->held);
		stmt_int_in(st, 7, k->member);
		stmt_int_in(st, 8, k->has_events);
		stmt_int_in(st, 9, k->consent_most);
		if (stmt_run(st)) return -1;
	}
	return 0;
}
