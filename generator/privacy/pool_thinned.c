/* A group's card stands until the next cycle, whatever is found out meanwhile; but headquarters must hear when two of the people
 * behind it turn out to be one, because then fewer than k may stand behind a card that says "at least k". */
#include "privacy/pool_internal.h"

struct behind {
	const char *id;
	int64_t person; /* by what is known now */
};
struct behinds {
	VEC(struct behind) v;
};

static int by_id_and_person(const void *a, const void *b)
{
	const struct behind *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->person > y->person) - (x->person < y->person);
}

/* Also of profiles that have ended since: past editions show them beside the card. */
static void find_owners(struct row_index *out, const struct pool_rows *rows)
{
	for (size_t i = 0; i < rows->v.n; i++)
		if (rows->v.at[i].kind == POOL_PROFILE) row_index_add(out, rows->v.at[i].owner, i);
}

static int read_behind(
	struct behinds *out, struct store *s, struct arena *mem, const char *pool, const struct row_index *persons)
{
	struct stmt *st = store_stmt(s,
		"SELECT m.id, m.application, m.person FROM pool p CROSS JOIN drawn_entry e INDEXED BY drawn_entry_group"
		" ON e.pool = p.pool AND e.drawing = p.drawing"
		" CROSS JOIN drawn_member m ON m.pool = e.pool AND m.drawing = e.drawing AND m.id = e.id"
		" WHERE p.pool = ?1 AND p.state = 'current' AND e.kind = 0 ORDER BY m.id, m.application");
	int r;

	stmt_text_in(st, 1, sv(pool));
	while ((r = stmt_step(st)) == 1) {
		bool again = out->v.n && sv_is(stmt_text(st, 0), out->v.at[out->v.n - 1].id);
		size_t now = row_index_find(persons, stmt_int(st, 1));
		struct behind one = { again ? out->v.at[out->v.n - 1].id : arena_strdup(mem, stmt_text(st, 0)),
			now == ROW_NOWHERE ? stmt_int(st, 2) : (int64_t)now };

		vec_push(&out->v, one);
	}
	stmt_reset(st);
	return r;
}

int pool_thinned(struct store *s, const char *pool, unsigned k, const struct pool_rows *rows,
	const struct row_index *persons, size_t *out)
{
	struct arena mem = ARENA_INIT;
	struct behinds all = { VEC_INIT };
	struct row_index owners = ROW_INDEX_INIT;
	int r = read_behind(&all, s, &mem, pool, persons);

	*out = 0;
	find_owners(&owners, rows);
	if (all.v.n) qsort(all.v.at, all.v.n, sizeof *all.v.at, by_id_and_person);
	for (size_t i = 0, end; i < all.v.n; i = end) {
		size_t behind = 0;

		for (end = i; end < all.v.n && !strcmp(all.v.at[end].id, all.v.at[i].id); end++)
			behind += (end == i || all.v.at[end].person != all.v.at[end - 1].person) &&
				  row_index_find(&owners, all.v.at[end].person) == ROW_NOWHERE;
		*out += behind < k;
	}
	vec_dispose(&all.v);
	row_index_dispose(&owners);
	arena_dispose(&mem);
	return r;
}
