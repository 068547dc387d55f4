/* What a lost database has forgotten stands in the repository: which Entry IDs were ever shown, and what a group's ID says. */
#include "input/csvin.h"
#include "privacy/pool_internal.h"

enum column { POOL, ENTRY_ID, KIND, FIELD, FACTS, COLUMNS = 8 };

struct adopting {
	struct store *s;
	unsigned edition;
	const char *commit;
	date_t day;
	size_t *adopted;
};

int pool_knows(struct store *s, const struct pool_published *newest, bool *out)
{
	struct stmt *st;
	int r;

	*out = true;
	if (!newest->commit[0]) return 0;
	st = store_stmt(s, "SELECT commit_id FROM pool_settled");
	r = stmt_step(st);
	*out = r == 1 && sv_is(stmt_text(st, 0), newest->commit);
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int take_row(void *ctx, const struct csvin_row *row)
{
	struct adopting *a = ctx;
	const struct sv *c = row->cell;
	struct str id = STR_INIT, pool = STR_INIT;
	bool group, is_new = false;
	int r;

	if (row->index == 0 || row->n != COLUMNS || !checkcode_valid(c[ENTRY_ID])) return 0;
	group = sv_is(c[KIND], "group");
	str_sv(&id, c[ENTRY_ID]);
	str_sv(&pool, c[POOL]);
	r = entry_id_adopt(a->s, id.ptr, pool.ptr, group ? c[FACTS] : sv(""), a->edition, a->commit, a->day, &is_new);
	*a->adopted += r == 0 && is_new;
	str_dispose(&id);
	str_dispose(&pool);
	return r;
}

int pool_adopt(struct store *s, struct sv pool_csv, unsigned edition, const char *commit, date_t day, size_t *adopted)
{
	const struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct adopting a = { s, edition, commit, day, adopted };
	struct diags unsaid = DIAGS_INIT;
	struct csvin_dialect dialect;
	int r = pool_csv.n ? csvin_text(pool_csv, "pool.csv", 1, &options, &dialect, take_row, &a, &unsaid) : 0;

	diags_dispose(&unsaid);
	return r;
}
