/* person.c exists because k counts persons: taking one for two weakens every group, taking two for one hides
 * somebody. Joining is done over sets of keys (union-find), never row by row, so that no order of files or rows can
 * change who is who. */
#include "records/person.h"
#include <stdint.h>
#include "base/fs.h"

struct pair {
	size_t a, b;
	struct place at;
};
/* Everything about one e-mail address that decides whom it joins. */
struct address {
	size_t owner /* somebody with a member number */, free /* somebody without */;
	bool several;
};
struct people {
	struct importer *im;
	size_t *order; /* applications by id, so that messages do not depend on the order of rows */
	size_t *parent;
	const char **number; /* the member number typed or, by the address, that of the list of members; "" if none */
	bool *no_member, *no_email; /* split from others that share it */
	bool *decided;              /* named in a merge or split */
	VEC(struct pair) merges, splits;
	VEC(struct address) addresses;
	struct map by_email;
};

static int by_id(const void *pa, const void *pb, void *ctx)
{
	const struct known *app = ctx;
	int64_t a = app[*(const size_t *)pa].id, b = app[*(const size_t *)pb].id;
	return (a > b) - (a < b);
}

static size_t root_of(struct people *p, size_t i)
{
	while (p->parent[i] != i) {
		p->parent[i] = p->parent[p->parent[i]];
		i = p->parent[i];
	}
	return i;
}

static void join(struct people *p, size_t a, size_t b)
{
	size_t ra = root_of(p, a), rb = root_of(p, b);
	if (ra < rb)
		p->parent[rb] = ra;
	else
		p->parent[ra] = rb;
}

enum { ACTION, FORM_A, ENTRY_A, FORM_B, ENTRY_B, REASON, BY, ON, COLUMNS };

static bool find_named(struct people *p, const struct sv *cell, const struct place *at, size_t form, size_t *out)
{
	const struct known *k = known_by_entry(p->im, cell[form], cell[form + 1]);
	if (k)
		*out = (size_t)(k - p->im->app.at);
	else
		diags_warn(p->im->ds, "R053", at[form + 1], "check the form and the entry number",
			"no application has this number, so the line has no effect");
	return k != NULL;
}

static void read_line(struct people *p, const struct sv *cell, const struct place *at)
{
	struct pair pair = { .at = at[ACTION] };
	bool merge = sv_is(cell[ACTION], "merge");
	if (!merge && !sv_is(cell[ACTION], "split")) {
		diags_error(p->im->ds, "R052", at[ACTION], "write merge or split", "this is not an action");
		return;
	}
	bool a = find_named(p, cell, at, FORM_A, &pair.a), b = find_named(p, cell, at, FORM_B, &pair.b);
	if (!a || !b) return;
	p->decided[pair.a] = p->decided[pair.b] = true;
	if (merge) {
		vec_push(&p->merges, pair);
		return;
	}
	const struct known *ka = &p->im->app.at[pair.a], *kb = &p->im->app.at[pair.b];
	p->no_member[pair.a] |= *ka->member_no && !strcmp(ka->member_no, kb->member_no);
	p->no_email[pair.a] |= *ka->email && !strcmp(ka->email, kb->email);
	vec_push(&p->splits, pair);
}

static int read_people(struct people *p)
{
	static const char *const columns[COLUMNS] = { "action", "form_a", "entry_a", "form_b", "entry_b", "reason",
		"by", "on" };
	struct importer *im = p->im;
	const char *path = fs_join(&im->work, im->run->workspace, im->settings->people);
	struct csvin_table table;
	if (!fs_exists(path)) return 0;
	if (csvin_table(&table, &im->work, path, im->settings->people, columns, COLUMNS, ENTRY_B + 1, true, im->ds))
		return -1;
	for (size_t i = 0; i < table.rows; i++) read_line(p, &table.cells[i * COLUMNS], &table.places[i * COLUMNS]);
	return 0;
}

/* Whoever leaves the number out is still the member whose address it is: else one member could fill a group alone. */
static void find_numbers(struct people *p)
{
	const struct importer *im = p->im;
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[i];
		uint64_t at;
		p->number[i] = p->no_member[i] ? "" : k->member_no;
		if (!*k->member_no && *k->email && !p->no_email[i] &&
			map_get(&im->member_by_email, sv(k->email), &at) && at != UINT64_MAX)
			p->number[i] = im->member.at[at].member_no;
	}
}

static void join_by_number(struct people *p)
{
	struct map first = MAP_INIT;
	for (size_t o = 0; o < p->im->app.n; o++) {
		size_t i = p->order[o];
		uint64_t other;
		struct sv number = sv(p->number[i]);
		if (number.n == 0) continue;
		if (map_get(&first, number, &other))
			join(p, i, (size_t)other);
		else
			map_set(&first, number, i);
	}
	map_dispose(&first);
}

static bool typed_number(const struct people *p, size_t i)
{
	return *p->im->app.at[i].member_no && !p->no_member[i];
}

static void own_address(struct people *p, size_t i, struct address *a)
{
	const struct known *k = &p->im->app.at[i];
	if (!*p->number[i]) {
		a->free = a->free == SIZE_MAX ? i : a->free;
	} else if (a->owner == SIZE_MAX) {
		a->owner = i;
	} else if (root_of(p, i) != root_of(p, a->owner) && !p->decided[i]) {
		a->several = true;
		if (typed_number(p, i))
			diags_warn(p->im->ds, "R051", place_of_known(p->im, k),
				diags_text(p->im->ds,
					"if they are one person, correct the number or add a merge line to %s",
					p->im->settings->people),
				"this e-mail address also stands beside another member number; the two are taken for "
				"two persons");
	}
}

/* Numbers decide first; only then is it known how many persons an address has. */
static void join_by_email(struct people *p)
{
	for (size_t o = 0; o < p->im->app.n; o++) {
		size_t i = p->order[o];
		struct sv email = sv(p->im->app.at[i].email);
		uint64_t at;
		if (email.n == 0 || p->no_email[i]) continue;
		if (!map_get(&p->by_email, email, &at)) {
			at = p->addresses.n;
			map_set(&p->by_email, email, at);
			vec_push(&p->addresses, ((struct address){ SIZE_MAX, SIZE_MAX, false }));
		}
		own_address(p, i, &p->addresses.at[at]);
	}
	for (size_t o = 0; o < p->im->app.n; o++) {
		size_t i = p->order[o];
		struct known *k = &p->im->app.at[i];
		uint64_t at;
		if (!*k->email || p->no_email[i] || typed_number(p, i) || !map_get(&p->by_email, sv(k->email), &at))
			continue;
		const struct address *a = &p->addresses.at[at];
		if (!a->several) {
			join(p, i, a->owner != SIZE_MAX ? a->owner : a->free);
		} else if (!p->decided[i]) {
			k->held = true;
			diags_warn(p->im->ds, "R057", place_of_known(p->im, k),
				diags_text(p->im->ds, "ask for the member number, or add a merge line to %s",
					p->im->settings->people),
				"held: this e-mail address stands beside several member numbers and this application "
				"has none");
		}
	}
}

/* The person of the last import where it is one of the cluster's own applications, else the cluster's smallest
 * application. */
static int number_persons(struct people *p)
{
	struct importer *im = p->im;
	int64_t *kept = xcalloc(im->app.n + 1, sizeof *kept), *least = xcalloc(im->app.n + 1, sizeof *least);
	struct stmt *st = store_stmt(im->s, "SELECT application, person FROM standing ORDER BY rank");
	int r;
	while ((r = stmt_step(st)) == 1) {
		const struct known *k = known_by_id(im, stmt_int(st, 0)), *person = known_by_id(im, stmt_int(st, 1));
		if (!k || !person) continue;
		size_t root = root_of(p, (size_t)(k - im->app.at));
		if (root == root_of(p, (size_t)(person - im->app.at)) && (kept[root] == 0 || person->id < kept[root]))
			kept[root] = person->id;
	}
	stmt_reset(st);
	for (size_t i = 0; i < im->app.n; i++) {
		size_t root = root_of(p, i);
		if (least[root] == 0 || im->app.at[i].id < least[root]) least[root] = im->app.at[i].id;
	}
	for (size_t i = 0; i < im->app.n; i++) {
		size_t root = root_of(p, i);
		im->app.at[i].person = kept[root] ? kept[root] : least[root];
	}
	free(kept);
	free(least);
	return r;
}

static void people_init(struct people *p, struct importer *im)
{
	size_t n = im->app.n;
	*p = (struct people){
		.im = im, .merges = VEC_INIT, .splits = VEC_INIT, .addresses = VEC_INIT, .by_email = MAP_INIT
	};
	p->order = xcalloc(n + 1, sizeof *p->order);
	p->parent = xcalloc(n + 1, sizeof *p->parent);
	p->number = xcalloc(n + 1, sizeof *p->number);
	p->no_member = xcalloc(n + 1, sizeof *p->no_member);
	p->no_email = xcalloc(n + 1, sizeof *p->no_email);
	p->decided = xcalloc(n + 1, sizeof *p->decided);
	for (size_t i = 0; i < n; i++) p->order[i] = p->parent[i] = i;
	qsort_r(p->order, n, sizeof *p->order, by_id, im->app.at);
}

static void people_dispose(struct people *p)
{
	free(p->order);
	free(p->parent);
	free(p->number);
	free(p->no_member);
	free(p->no_email);
	free(p->decided);
	vec_dispose(&p->merges);
	vec_dispose(&p->splits);
	vec_dispose(&p->addresses);
	map_dispose(&p->by_email);
}

int person_recognise(struct importer *im)
{
	struct people p;
	people_init(&p, im);
	int result = read_people(&p);
	find_numbers(&p);
	join_by_number(&p);
	join_by_email(&p);
	for (size_t i = 0; i < p.merges.n; i++) join(&p, p.merges.at[i].a, p.merges.at[i].b);
	for (size_t i = 0; i < p.splits.n; i++)
		if (root_of(&p, p.splits.at[i].a) == root_of(&p, p.splits.at[i].b))
			diags_error(im->ds, "R054", p.splits.at[i].at,
				"split them from the application that joins them too, or remove the merge line",
				"these two are still one person, over other applications");
	if (number_persons(&p)) result = -1;
	people_dispose(&p);
	return result;
}
