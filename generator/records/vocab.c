/* vocab.c exists to turn the small tables of records/vocab/ into trees whose numbering never depends on chance: the
 * ladder's costs, the order of facets and the members of a group all rest on the index that a value gets here. */
#include "records/vocab.h"
#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include "base/date.h"
#include "base/fs.h"
#include "input/csvin.h"
#include "records/words.h"

enum { VALUES_MAX = 65534 /* beside the root: an index fits two bytes */, DEPTH_MAX = 8, NEAR_MAX = 256 };
enum column { CODE, LABEL, PARENT, ALIASES, SORT, FROM, TO, WORDS, RETIRED_ON, COLUMNS };
static const char *const columns[COLUMNS] = { "code", "label", "parent", "aliases", "sort", "from", "to", "words",
	"retired_on" };

/* A row of the file before it has its place in the tree. */
struct entry {
	const struct sv *cell;
	const struct place *at;
	struct sv code;
	size_t parent; /* row, or SIZE_MAX */
	long sort, from, to;
	bool placed;
	size_t index; /* of its value, when it is placed */
	size_t seen;  /* by check_cycles: row + 1 of the walk that came by */
};
struct loader {
	struct arena *mem;
	struct diags *ds;
	struct entry *row;
	size_t n;
	const size_t *order; /* rows by parent (those at the top last), sort, code */
	struct vocab_value *value;
	size_t placed;
	struct vocab *v;
};

static bool code_ok(struct sv code)
{
	if (code.n == 0 || code.n > 40) return false;
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0 && i + 1 < code.n)))
			return false;
	}
	return true;
}

static long number_in(struct loader *l, const struct entry *e, enum column column, long absent)
{
	long value = 0;
	if (e->cell[column].n == 0) return absent;
	if (sv_long(e->cell[column], &value) && value >= 0 && value < 1000000) return value;
	diags_error(l->ds, "R080", e->at[column], "write digits only, or leave it empty",
		"\"%s\" must be a whole number", columns[column]);
	return absent;
}

static void read_entry(struct loader *l, struct entry *e, struct map *by_code, size_t index)
{
	e->code = e->cell[CODE];
	e->sort = number_in(l, e, SORT, LONG_MAX);
	e->from = number_in(l, e, FROM, -1);
	e->to = number_in(l, e, TO, -1);
	if (!code_ok(e->code))
		diags_error(l->ds, "R081", e->at[CODE], "use up to 40 small letters, digits and hyphens",
			"this code cannot be used");
	else if (!map_add(by_code, e->code, index))
		diags_error(l->ds, "R082", e->at[CODE], "give every row a code of its own",
			"the code \"%.*s\" stands twice", SV_ARG(e->code));
	if (e->cell[LABEL].n == 0)
		diags_error(l->ds, "R083", e->at[LABEL], "write what members are to read", "this value has no label");
	if (e->cell[RETIRED_ON].n && date_parse(e->cell[RETIRED_ON]) == DATE_NONE)
		diags_error(l->ds, "R084", e->at[RETIRED_ON], "write it as 2026-03-14", "this is not a date");
	if (e->to >= 0 && e->to <= (e->from < 0 ? 0 : e->from))
		diags_error(l->ds, "R085", e->at[TO], "\"to\" is the first number of the next band",
			"this band ends before it begins");
}

/* What was meant by a parent that is no row's code: a label, a slip, or the root by its sign. */
static const char *parent_help(struct loader *l, struct sv typed)
{
	const char *codes[NEAR_MAX], *near;
	size_t n = 0;
	if (sv_is(typed, "*")) return "leave it empty: the top is there by itself and reads \"kept private\"";
	for (size_t i = 0; i < l->n; i++)
		if (words_same(typed, l->row[i].cell[LABEL]))
			return diags_text(l->ds, "write the code and not the label: %.*s", SV_ARG(l->row[i].code));
	for (size_t i = 0; i < l->n && n < NEAR_MAX; i++) codes[n++] = arena_sv(l->mem, l->row[i].code).p;
	near = diags_near(typed, codes, n);
	return near ? diags_text(l->ds, "did you mean \"%s\"?", near)
		    : "write the code of another row, or leave it empty";
}

static void link_parent(struct loader *l, struct entry *e, const struct map *by_code)
{
	uint64_t parent = 0;
	e->parent = SIZE_MAX;
	if (e->cell[PARENT].n == 0) return;
	if (map_get(by_code, e->cell[PARENT], &parent))
		e->parent = (size_t)parent;
	else
		diags_error(l->ds, "R086", e->at[PARENT], parent_help(l, e->cell[PARENT]),
			"no row has the code \"%.*s\"", SV_ARG(e->cell[PARENT]));
}

struct sibling {
	const struct entry *e;
	size_t row;
};

/* Rows of one code are an error already; the row keeps their order the same on every machine. */
static int by_place(const void *pa, const void *pb)
{
	const struct sibling *x = pa, *y = pb;
	int codes;
	if (x->e->parent != y->e->parent) return x->e->parent < y->e->parent ? -1 : 1;
	if (x->e->sort != y->e->sort) return x->e->sort < y->e->sort ? -1 : 1;
	codes = sv_cmp(x->e->code, y->e->code);
	return codes ? codes : (x->row > y->row) - (x->row < y->row);
}

static void order_rows(struct loader *l)
{
	struct sibling *at = xcalloc(l->n + 1, sizeof *at);
	size_t *order = ARENA_ARRAY(l->mem, size_t, l->n + 1);
	for (size_t i = 0; i < l->n; i++) at[i] = (struct sibling){ &l->row[i], i };
	qsort(at, l->n, sizeof *at, by_place);
	for (size_t i = 0; i < l->n; i++) order[i] = at[i].row;
	l->order = order;
	free(at);
}

static size_t first_child(const struct loader *l, size_t parent)
{
	size_t from = 0, to = l->n;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (l->row[l->order[middle]].parent < parent)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Depth first; a cycle is never reached from the root, and the depth has a limit, so the recursion ends. Returns the leaves below. */
static size_t place_children(struct loader *l, size_t row, size_t index)
{
	size_t leaves = 0;
	unsigned depth = l->value[index].depth + 1;
	for (size_t i = first_child(l, row); i < l->n && l->row[l->order[i]].parent == row; i++) {
		struct entry *e = &l->row[l->order[i]];
		e->placed = true;
		if (depth > DEPTH_MAX) {
			diags_error(l->ds, "R160", e->at[PARENT], "leave out a level that nobody needs",
				"\"%.*s\" stands more than %d levels deep", SV_ARG(e->code), DEPTH_MAX);
			continue;
		}
		size_t at = e->index = ++l->placed;
		l->value[at] = (struct vocab_value){ .code = e->code,
			.label = e->cell[LABEL],
			.words = e->cell[WORDS],
			.parent = index,
			.depth = depth,
			.from = e->from,
			.to = e->to,
			.at = e->at[CODE] };
		if (depth > l->v->max_depth) l->v->max_depth = depth;
		leaves += place_children(l, l->order[i], at);
	}
	l->value[index].leaf = leaves == 0;
	l->value[index].leaves = leaves ? leaves : 1;
	return l->value[index].leaves;
}

static void add_word(struct loader *l, struct sv word, size_t index, struct place at)
{
	struct str key = STR_INIT;
	uint64_t other = 0;
	words_key(&key, word);
	if (key.len && !map_add(&l->v->by_word, sv_of(&key), index) && map_get(&l->v->by_word, sv_of(&key), &other) &&
		other != index)
		diags_error(l->ds, "R087", at, "a code, label or alias may stand for one value only",
			"\"%.*s\" already means \"%.*s\"", SV_ARG(word), SV_ARG(l->value[other].code));
	str_dispose(&key);
}

/* All codes before all labels before all aliases, so that the message stands at the weaker one. */
static void add_words(struct loader *l, enum column column)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->row[i];
		struct sv rest = e->cell[column], part;
		size_t index = e->index;
		if (!index) continue;
		if (column != ALIASES)
			add_word(l, rest, index, e->at[column]);
		else
			while (sv_split(&rest, '|', &part)) add_word(l, part, index, e->at[column]);
	}
}

/* "a, below b, below a": how a cycle runs, as far as one line holds. */
static const char *cycle_text(struct loader *l, size_t first)
{
	struct str text = STR_INIT;
	size_t row = first, steps = 0;
	do {
		str_printf(&text, "\"%.*s\" below ", SV_ARG(l->row[row].code));
		row = l->row[row].parent;
	} while (row != first && ++steps < DEPTH_MAX);
	str_printf(&text, row == first ? "\"%.*s\"" : "… \"%.*s\"", SV_ARG(l->row[first].code));
	const char *result = diags_text(l->ds, "%s", text.ptr);
	str_dispose(&text);
	return result;
}

/* Each cycle once, at its first row; what hangs below one is well when the cycle is mended. */
static void check_cycles(struct loader *l)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t row = i, first;
		while (row != SIZE_MAX && !l->row[row].placed && !l->row[row].seen) {
			l->row[row].seen = i + 1;
			row = l->row[row].parent;
		}
		if (row == SIZE_MAX || l->row[row].placed || l->row[row].seen != i + 1) continue;
		first = row;
		for (size_t at = l->row[row].parent; at != row; at = l->row[at].parent)
			if (at < first) first = at;
		diags_error(l->ds, "R088", l->row[first].at[PARENT], "let one of them have no parent",
			"\"%.*s\" is, over its parents, its own parent: %s", SV_ARG(l->row[first].code),
			cycle_text(l, first));
	}
}

/* A top of one's own is the program's top again, with another name. */
static void check_top(struct loader *l)
{
	size_t tops = 0, top = 0;
	for (size_t i = 1; i <= l->placed; i++)
		if (l->value[i].parent == 0) {
			tops++;
			top = i;
		}
	if (tops == 1 && !l->value[top].leaf)
		diags_warn(l->ds, "R161", l->value[top].at,
			"take the row out, and let those directly below it have no parent: the top is there by itself",
			"everything stands below \"%.*s\", so an entry that shows it tells nothing",
			SV_ARG(l->value[top].code));
}

/* A spreadsheet takes the bands 3-5 and 11-20 for days: "05. Mrz", "5-Mar", "Nov-20". */
static bool is_spreadsheet_day(struct sv cell)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
		"nov", "dec", "mrz", "mai", "okt", "dez" };
	size_t digits = 0, letters = 0, at = 0, signs = 0;
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.p[i];
		if (c >= '0' && c <= '9')
			digits++;
		else if ((c | 32) >= 'a' && (c | 32) <= 'z') {
			if (!letters++) at = i;
		} else if (strchr("-. ", c))
			signs++;
		else
			return false;
	}
	if (letters != 3 || digits < 1 || digits > 2 || signs < 1 || at + 3 > cell.n) return false;
	for (size_t m = 0; m < sizeof months / sizeof *months; m++)
		if (sv_ieq_ascii(sv_sub(cell, at, 3), sv(months[m]))) return true;
	return false;
}

static void check_spreadsheet(struct loader *l, const struct entry *e)
{
	for (enum column c = LABEL; c <= ALIASES; c++) {
		struct sv rest = e->cell[c], part;
		while (c != PARENT && sv_split(&rest, '|', &part))
			if (is_spreadsheet_day(sv_trim(part)))
				diags_warn(l->ds, "R162", e->at[c], "write it again, and save the table as text",
					"a spreadsheet may have made a day of this: \"%.*s\"", SV_ARG(sv_trim(part)));
	}
}

/* Numbers at a broader value would never be asked. */
static void check_inner_bands(struct loader *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->row[i];
		if (e->index && !l->value[e->index].leaf && (e->from >= 0 || e->to >= 0))
			diags_error(l->ds, "R089", e->at[e->from >= 0 ? FROM : TO],
				"leave \"from\" and \"to\" empty here",
				"\"%.*s\" has values below it, so it is no band itself", SV_ARG(e->code));
	}
}

/* The bands are the leaves with a number; in their order each must begin where the one before it ends. */
static void check_bands(struct loader *l)
{
	const struct vocab_value *last = NULL;
	size_t bands = 0;
	for (size_t i = 1; i <= l->placed; i++)
		bands += l->value[i].leaf && (l->value[i].from >= 0 || l->value[i].to >= 0);
	if (bands == 0) return;
	for (size_t i = 1; i <= l->placed; i++) {
		const struct vocab_value *v = &l->value[i];
		if (!v->leaf) continue;
		if (v->from < 0 && v->to < 0)
			diags_error(l->ds, "R089", v->at, "fill \"from\" and \"to\" (the last band has no \"to\")",
				"this value is not a band but others are");
		else if (last && last->to != v->from)
			diags_error(l->ds, "R089", v->at, "let \"from\" be the \"to\" of the band before it",
				"there is a gap or an overlap between \"%.*s\" and \"%.*s\"", SV_ARG(last->code),
				SV_ARG(v->code));
		last = v;
	}
}

/* Moves the map into the arena, so that a vocabulary needs no disposing; a map that is only read needs no more than
 * its arrays. */
static void settle_words(struct arena *mem, struct map *m)
{
	struct map grown = *m;
	m->at = ARENA_ARRAY(mem, struct map_entry, grown.n + 1);
	m->slots = ARENA_ARRAY(mem, uint32_t, grown.nslots + 1);
	m->cap = grown.n;
	m->keys = (struct arena)ARENA_INIT;
	for (size_t i = 0; i < grown.n; i++)
		m->at[i] = (struct map_entry){ arena_sv(mem, grown.at[i].key), grown.at[i].value };
	for (size_t i = 0; i < grown.nslots; i++) m->slots[i] = grown.slots[i];
	map_dispose(&grown);
}

static const struct vocab *load_one(
	struct arena *mem, const char *path, const char *name, const char *code, struct diags *ds)
{
	struct csvin_table table;
	struct map by_code = MAP_INIT;
	if (csvin_table(&table, mem, path, name, columns, COLUMNS, 2, false, ds)) return NULL;
	if (table.rows > VALUES_MAX) {
		diags_error(ds, "R163", table.places[VALUES_MAX * COLUMNS],
			"keep what people choose from, and take the rest out",
			"a vocabulary has %d values at most; this one has %zu", VALUES_MAX, table.rows);
		return NULL;
	}
	struct vocab *v = ARENA_NEW(mem, struct vocab);
	struct loader l = { mem, ds, ARENA_ARRAY(mem, struct entry, table.rows + 1), table.rows, NULL,
		ARENA_ARRAY(mem, struct vocab_value, table.rows + 1), 0, v };
	v->name = code;
	v->by_word = (struct map)MAP_INIT;
	for (size_t i = 0; i < l.n; i++) {
		l.row[i] = (struct entry){ .cell = &table.cells[i * COLUMNS], .at = &table.places[i * COLUMNS] };
		read_entry(&l, &l.row[i], &by_code, i);
	}
	for (size_t i = 0; i < l.n; i++) {
		link_parent(&l, &l.row[i], &by_code);
		check_spreadsheet(&l, &l.row[i]);
	}
	order_rows(&l);
	l.value[0] = (struct vocab_value){ .code = sv("*"),
		.label = sv("kept private"),
		.words = sv(""),
		.from = -1,
		.to = -1,
		.at = { name, 1, 1 } };
	place_children(&l, SIZE_MAX, 0);
	check_cycles(&l);
	for (enum column c = CODE; c <= ALIASES; c++)
		if (c != PARENT) add_words(&l, c);
	check_bands(&l);
	check_inner_bands(&l);
	check_top(&l);
	settle_words(mem, &v->by_word);
	v->value = l.value;
	v->n = l.placed + 1;
	map_dispose(&by_code);
	return v;
}

int vocab_load_all(struct vocabs *out, struct arena *mem, const char *dir, const char *name, struct diags *ds)
{
	struct fs_list files;
	struct str err = STR_INIT;
	size_t errors = ds->errors;
	*out = (struct vocabs){ NULL, 0 };
	if (fs_glob(&files, mem, dir, "*.csv", &err)) {
		diags_error(ds, "R090", ((struct place){ diags_text(ds, "%s", name), 0, 0 }), NULL, "%s", err.ptr);
		str_dispose(&err);
		return -1;
	}
	const struct vocab **list = ARENA_ARRAY(mem, const struct vocab *, files.n + 1);
	for (size_t i = 0; i < files.n; i++) {
		const char *base = fs_base(files.at[i]), *shown = diags_text(ds, "%s/%s", name, base);
		const char *code = arena_sv(mem, sv_n(base, strlen(base) - 4)).p;
		const struct vocab *v = load_one(mem, fs_join(mem, dir, base), shown, code, ds);
		if (v) list[out->n++] = v;
	}
	out->at = list;
	return ds->errors > errors ? -1 : 0;
}

const struct vocab *vocab_named(const struct vocabs *v, struct sv name)
{
	for (size_t i = 0; i < v->n; i++)
		if (sv_is(name, v->at[i]->name)) return v->at[i];
	return NULL;
}

size_t vocab_lookup(const struct vocab *v, struct sv typed)
{
	struct str key = STR_INIT;
	uint64_t index = 0;
	words_key(&key, typed);
	bool found = map_get(&v->by_word, sv_of(&key), &index);
	str_dispose(&key);
	return found ? (size_t)index : SIZE_MAX;
}

size_t vocab_band(const struct vocab *v, long number)
{
	for (size_t i = 1; i < v->n; i++) {
		const struct vocab_value *b = &v->value[i];
		if (b->leaf && (b->from >= 0 || b->to >= 0) && number >= (b->from < 0 ? 0 : b->from) &&
			(b->to < 0 || number < b->to))
			return i;
	}
	return SIZE_MAX;
}

size_t vocab_ancestor(const struct vocab *v, size_t value, unsigned levels_up)
{
	assert(value < v->n);
	while (value > 0 && levels_up-- > 0) value = v->value[value].parent;
	return value;
}
