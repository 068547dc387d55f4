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

static struct sv person_key(const int64_t *person)
{
	return sv_n((const char *)person, sizeof *person);
}

/* Also of profiles that have ended since: past editions show them beside the card. */
static void find_owners(struct map *out, const struct pool_rows *rows)
{
	for (size_t i = 0; i < rows->v.n; i++)
		if (rows->v.at[i].kind == POOL_PROFILE) map_add(out, person_key(&rows->v.at[i].owner), 1);
}

static int read_behind(struct behinds *out, struct store *s, struct arena *mem, const char *pool)
{
	struct stmt *st = store_stmt(s,
		"SELECT m.id, m.application, m.person FROM pool_member m JOIN pool_entry e ON e.pool = m.pool AND "
		"e.state = "
		"m.state AND e.id = m.id WHERE m.pool = ?1 AND m.state = 'current' AND e.kind = 0 ORDER BY m.id, "
		"m.application");
	int r;

	stmt_text_in(st, 1, sv(pool));
	while ((r = stmt_step(st)) == 1) {
		int64_t now = 0;
		struct behind one = { arena_strdup(mem, stmt_text(st, 0)), stmt_int(st, 2) };

		if (application_person(s, stmt_int(st, 1), &now)) {
			r = -1;
			break;
		}
		if (now) one.person = now;
		vec_push(&out->v, one);
	}
	stmt_reset(st);
	return r;
}

int pool_thinned(struct store *s, const char *pool, unsigned k, const struct pool_rows *rows, size_t *out)
{
	struct arena mem = ARENA_INIT;
	struct behinds all = { VEC_INIT };
	struct map owners = MAP_INIT;
	int r = read_behind(&all, s, &mem, pool);

	*out = 0;
	find_owners(&owners, rows);
	if (all.v.n) qsort(all.v.at, all.v.n, sizeof *all.v.at, by_id_and_person);
	for (size_t i = 0, end; i < all.v.n; i = end) {
		size_t persons = 0;

		for (end = i; end < all.v.n && !strcmp(all.v.at[end].id, all.v.at[i].id); end++)
			persons += (end == i || all.v.at[end].person != all.v.at[end - 1].person) &&
				   !map_get(&owners, person_key(&all.v.at[end].person), NULL);
		*out += persons < k;
	}
	vec_dispose(&all.v);
	map_dispose(&owners);
	arena_dispose(&mem);
	return r;
}
