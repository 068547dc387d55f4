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
};
struct loader {
	struct arena *mem;
	struct diags *ds;
	struct entry *row;
	size_t n;
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

static void link_parent(struct loader *l, struct entry *e, const struct map *by_code)
{
	uint64_t parent = 0;
	e->parent = SIZE_MAX;
	if (e->cell[PARENT].n == 0) return;
	if (map_get(by_code, e->cell[PARENT], &parent))
		e->parent = (size_t)parent;
	else
		diags_error(l->ds, "R086", e->at[PARENT], "write the code of another row, or leave it empty",
			"no row has the code \"%.*s\"", SV_ARG(e->cell[PARENT]));
}

static bool before(const struct entry *a, const struct entry *b)
{
	return a->sort != b->sort ? a->sort < b->sort : sv_cmp(a->code, b->code) < 0;
}

/* The next child of `parent` that has no place yet, by sort, then code; SIZE_MAX when there is none. */
static size_t next_child(const struct loader *l, size_t parent)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < l->n; i++)
		if (!l->row[i].placed && l->row[i].parent == parent &&
			(best == SIZE_MAX || before(&l->row[i], &l->row[best])))
			best = i;
	return best;
}

/* Depth first; a cycle is never reached from the root, so the recursion ends. Returns the leaves below. */
static size_t place_children(struct loader *l, size_t row, size_t index)
{
	size_t child, leaves = 0;
	while ((child = next_child(l, row)) != SIZE_MAX) {
		struct entry *e = &l->row[child];
		size_t at = ++l->placed;
		unsigned depth = l->value[index].depth + 1;
		e->placed = true;
		l->value[at] = (struct vocab_value){ .code = e->code,
			.label = e->cell[LABEL],
			.words = e->cell[WORDS],
			.parent = index,
			.depth = depth,
			.from = e->from,
			.to = e->to,
			.at = e->at[CODE] };
		if (depth > l->v->max_depth) l->v->max_depth = depth;
		leaves += place_children(l, child, at);
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
		size_t index = 1;
		while (index <= l->placed && !sv_eq(l->value[index].code, e->code)) index++;
		if (index > l->placed) continue;
		if (column != ALIASES)
			add_word(l, rest, index, e->at[column]);
		else
			while (sv_split(&rest, '|', &part)) add_word(l, part, index, e->at[column]);
	}
}

static void check_cycles(struct loader *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->row[i].placed)
			diags_error(l->ds, "R088", l->row[i].at[PARENT], "let one of them have no parent",
				"\"%.*s\" is, over its parents, its own parent", SV_ARG(l->row[i].code));
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
	struct vocab *v = ARENA_NEW(mem, struct vocab);
	struct loader l = { mem, ds, ARENA_ARRAY(mem, struct entry, table.rows + 1), table.rows,
		ARENA_ARRAY(mem, struct vocab_value, table.rows + 1), 0, v };
	v->name = code;
	v->by_word = (struct map)MAP_INIT;
	for (size_t i = 0; i < l.n; i++) {
		l.row[i] = (struct entry){ .cell = &table.cells[i * COLUMNS], .at = &table.places[i * COLUMNS] };
		read_entry(&l, &l.row[i], &by_code, i);
	}
	for (size_t i = 0; i < l.n; i++) link_parent(&l, &l.row[i], &by_code);
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
