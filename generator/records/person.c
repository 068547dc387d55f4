/* person.c exists because k counts persons: taking one for two weakens every group, taking two for one hides
 * somebody. Joining is done over sets of keys (union-find), never row by row, so that no order of files or rows can
 * change who is who. */
#include "records/person.h"
#include <assert.h>
#include <stdint.h>
#include "base/fs.h"

struct pair {
	uint32_t a, b;
	struct place at;
};
/* Everything about one e-mail address that decides whom it joins. */
struct address {
	uint64_t email;
	uint32_t owner /* somebody with a member number */, free /* somebody without */;
	bool several;
};
struct people {
	struct importer *im;
	uint32_t *parent;
	int64_t *number; /* of the member, typed or, by the address, that of the list of members; 0 if none */
	bool *no_member, *no_email; /* split from others that share it */
	bool *decided;              /* named in a merge or split */
	VEC(struct pair) merges, splits;
	VEC(struct address) addresses;
	struct slots by_email;
};

static uint32_t root_of(struct people *p, uint32_t i)
{
	while (p->parent[i] != i) {
		p->parent[i] = p->parent[p->parent[i]];
		i = p->parent[i];
	}
	return i;
}

static void join(struct people *p, uint32_t a, uint32_t b)
{
	uint32_t ra = root_of(p, a), rb = root_of(p, b);
	if (ra < rb)
		p->parent[rb] = ra;
	else
		p->parent[ra] = rb;
}

enum { ACTION, FORM_A, ENTRY_A, FORM_B, ENTRY_B, REASON, BY, ON, COLUMNS };

static bool find_named(struct people *p, const struct sv *cell, const struct place *at, size_t form, uint32_t *out)
{
	*out = known_by_entry(p->im, cell[form], cell[form + 1]);
	if (*out != NOT_KNOWN) return true;
	p->im->ds->entry = diags_text(p->im->ds, "%.*s %.*s", SV_ARG(cell[form]), SV_ARG(cell[form + 1]));
	diags_warn(p->im->ds, "R053", at[form + 1], "check the form and the entry number",
		"no application has this number, so the line has no effect");
	p->im->ds->entry = NULL;
	return false;
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
	p->no_member[pair.a] |= ka->member_no && ka->member_no == kb->member_no;
	p->no_email[pair.a] |= ka->email && ka->email == kb->email;
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
		p->number[i] = p->no_member[i] ? 0 : k->member_no;
		if (k->member_no || p->no_email[i]) continue;
		uint32_t member = member_by_email(im, k->email);
		if (member != NOT_KNOWN) p->number[i] = im->member.at[member].id;
	}
}

static void join_by_number(struct people *p)
{
	struct slots first = { 0 };
	for (size_t o = 0; o < p->im->app.n; o++) {
		uint32_t i = p->im->by_id[o], other;
		if (p->number[i] == 0) continue;
		uint64_t hash = slots_hash((uint64_t)p->number[i]);
		bool joined = false;
		for (struct slots_at at = slots_begin(&first, hash); !joined && slots_next(&first, &at, &other);) {
			joined = p->number[other] == p->number[i];
			if (joined) join(p, i, other);
		}
		if (!joined) slots_add(&first, hash, i);
	}
	slots_dispose(&first);
}

static bool typed_number(const struct people *p, uint32_t i)
{
	return p->im->app.at[i].member_no && !p->no_member[i];
}

/* An address that only one application uses joins nobody, yet nothing but the list tells which those are. */
static struct address *address_of(struct people *p, uint64_t email, bool add)
{
	uint32_t i;
	for (struct slots_at at = slots_begin(&p->by_email, email); slots_next(&p->by_email, &at, &i);) {
		assert(i < p->addresses.n && p->addresses.at);
		if (p->addresses.at[i].email == email) return &p->addresses.at[i];
	}
	if (!add) return NULL;
	slots_add(&p->by_email, email, (uint32_t)p->addresses.n);
	vec_push(&p->addresses, ((struct address){ email, NOT_KNOWN, NOT_KNOWN, false }));
	return &p->addresses.at[p->addresses.n - 1];
}

static void own_address(struct people *p, uint32_t i, struct address *a)
{
	struct importer *im = p->im;
	if (!p->number[i]) {
		a->free = a->free == NOT_KNOWN ? i : a->free;
	} else if (a->owner == NOT_KNOWN) {
		a->owner = i;
	} else if (root_of(p, i) != root_of(p, a->owner) && !p->decided[i]) {
		a->several = true;
		if (!typed_number(p, i)) return;
		im->ds->entry = known_name(im, &im->app.at[i]);
		diags_warn(im->ds, "R051", known_place(im, &im->app.at[i]),
			diags_text(im->ds, "if they are one person, correct the number or add a merge line to %s",
				im->settings->people),
			"this e-mail address also stands beside another member number; the two are taken for two "
			"persons");
		im->ds->entry = NULL;
	}
}

static void hold_for_address(struct people *p, uint32_t i)
{
	struct importer *im = p->im;
	im->app.at[i].held = 1;
	im->ds->entry = known_name(im, &im->app.at[i]);
	diags_warn(im->ds, "R057", known_place(im, &im->app.at[i]),
		diags_text(im->ds, "ask for the member number, or add a merge line to %s", im->settings->people),
		"held: this e-mail address stands beside several member numbers and this application has none");
	im->ds->entry = NULL;
}

/* Numbers decide first; only then is it known how many persons an address has. */
static void join_by_email(struct people *p)
{
	const struct importer *im = p->im;
	for (size_t o = 0; o < im->app.n; o++) {
		uint32_t i = im->by_id[o];
		uint64_t email = im->app.at[i].email;
		if (email && !p->no_email[i]) own_address(p, i, address_of(p, email, true));
	}
	for (size_t o = 0; o < im->app.n; o++) {
		uint32_t i = im->by_id[o];
		uint64_t email = im->app.at[i].email;
		if (!email || p->no_email[i] || typed_number(p, i)) continue;
		const struct address *a = address_of(p, email, false);
		if (!a->several)
			join(p, i, a->owner != NOT_KNOWN ? a->owner : a->free);
		else if (!p->decided[i])
			hold_for_address(p, i);
	}
}

/* The person of the last import where it is one of the cluster's own applications, else the cluster's smallest
 * application. What else the last import knew of an application's standing is taken up on the way. */
static int number_persons(struct people *p)
{
	struct importer *im = p->im;
	uint32_t *kept = xmalloc((im->app.n + 1) * sizeof *kept); /* by root */
	memset(kept, 0xff, (im->app.n + 1) * sizeof *kept);
	struct stmt *st = store_stmt(im->s, "SELECT application, person, current, stated FROM standing");
	int r;
	while ((r = stmt_step(st)) == 1) {
		int64_t own = stmt_int(st, 0), number = stmt_int(st, 1);
		uint32_t i = known_index(im, own), person = own == number ? i : known_index(im, number);
		if (i == NOT_KNOWN || person == NOT_KNOWN) continue;
		struct known *k = &im->app.at[i];
		k->was_current = stmt_int(st, 2) != 0;
		if (k->file == NO_FILE && !stmt_null(st, 3)) k->line = (uint32_t)stmt_int(st, 3);
		uint32_t root = root_of(p, i);
		if (root == root_of(p, person) &&
			(kept[root] == NOT_KNOWN || im->app.at[person].id < im->app.at[kept[root]].id))
			kept[root] = person;
	}
	stmt_reset(st);
	for (size_t o = 0; o < im->app.n; o++) {
		uint32_t root = root_of(p, im->by_id[o]);
		if (kept[root] == NOT_KNOWN) kept[root] = im->by_id[o];
	}
	for (uint32_t i = 0; i < im->app.n; i++) im->app.at[i].person = kept[root_of(p, i)];
	free(kept);
	return r;
}

static void people_init(struct people *p, struct importer *im)
{
	size_t n = im->app.n;
	*p = (struct people){ .im = im, .merges = VEC_INIT, .splits = VEC_INIT, .addresses = VEC_INIT };
	p->parent = xcalloc(n + 1, sizeof *p->parent);
	p->number = xcalloc(n + 1, sizeof *p->number);
	p->no_member = xcalloc(n + 1, sizeof *p->no_member);
	p->no_email = xcalloc(n + 1, sizeof *p->no_email);
	p->decided = xcalloc(n + 1, sizeof *p->decided);
	for (uint32_t i = 0; i < n; i++) {
		p->parent[i] = i;
		im->app.at[i].held = im->app.at[i].row_held;
	}
}

static void people_dispose(struct people *p)
{
	free(p->parent);
	free(p->number);
	free(p->no_member);
	free(p->no_email);
	free(p->decided);
	vec_dispose(&p->merges);
	vec_dispose(&p->splits);
	vec_dispose(&p->addresses);
	slots_dispose(&p->by_email);
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
		if (root_of(&p, p.splits.at[i].a) == root_of(&p, p.splits.at[i].b)) {
			im->ds->entry = known_name(im, &im->app.at[p.splits.at[i].a]);
			diags_error(im->ds, "R054", p.splits.at[i].at,
				"split them from the application that joins them too, or remove the merge line",
				"these two are still one person, over other applications");
			im->ds->entry = NULL;
		}
	if (number_persons(&p)) result = -1;
	people_dispose(&p);
	return result;
}
