/* The committee keeps the flowchart in a spreadsheet, and picture and list are both made from it. What makes a chart
 * useless is found here: an arrow to nowhere, a step nobody reaches, a circle nobody leaves. */
#include "content/flowchart.h"
#include "base/fs.h"
#include "content/references.h"
#include "input/csvin.h"

#define FILE_NAME "content/flowchart.csv"
#define MAX_STEPS 200
#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { COL_STEP, COL_TITLE, COL_YES, COL_TEXT, COL_WHO, COL_NO, COL_CLAUSE };
static const char *const columns[] = { "step", "title", "yes", "text", "who", "no", "clause" };

struct chart {
	struct build *b;
	struct csvin_table t;
	struct flow_step *step;
	struct map keys; /* key → row + 1 */
};

static struct sv cell(const struct chart *c, size_t row, size_t col)
{
	struct sv v = sv_trim(c->t.cells[row * c->t.ncols + col]);
	return v.n ? arena_sv(&c->b->mem, v) : sv("");
}

static struct place place(const struct chart *c, size_t row, size_t col)
{
	return c->t.places[row * c->t.ncols + col];
}

/* A key becomes part of an address. */
static bool is_key(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!((v.p[i] >= 'A' && v.p[i] <= 'Z') || (v.p[i] >= '0' && v.p[i] <= '9'))) return false;
	return v.n > 0 && v.n <= 3;
}

static void read_key(struct chart *c, size_t row)
{
	struct flow_step *s = &c->step[row];
	s->key = cell(c, row, COL_STEP);
	if (!is_key(s->key))
		diags_error(c->b->ds, "C154", place(c, row, COL_STEP),
			"use up to 3 capitals or digits, such as A or 12", "\"%.*s\" cannot be the key of a step",
			SV_ARG(s->key));
	else if (!map_add(&c->keys, s->key, row + 1))
		diags_error(c->b->ds, "C158", place(c, row, COL_STEP), "give each step a key of its own",
			"another row has the step %.*s", SV_ARG(s->key));
}

static void unknown_step(struct chart *c, struct place at, struct sv key)
{
	const char **names = xcalloc(c->t.rows + 1, sizeof *names);
	for (size_t i = 0; i < c->t.rows; i++) names[i] = arena_strdup(&c->b->mem, c->step[i].key);
	const char *near = diags_near(key, names, c->t.rows);
	diags_error(c->b->ds, "C155", at,
		near ? diags_text(c->b->ds, "did you mean %s?", near)
		     : "write the key of a row, or end: and what happens then",
		"no step has the key \"%.*s\"", SV_ARG(key));
	free(names);
}

static struct flow_exit read_exit(struct chart *c, size_t row, size_t col)
{
	struct sv v = cell(c, row, col), rest = v, key;
	struct flow_exit out = { NULL, false, sv("") };
	uint64_t at;
	if (!v.n) return out;
	sv_split(&rest, ':', &key);
	key = sv_trim(key);
	out.words = rest.p ? sv_trim(rest) : sv("");
	if (sv_ieq_ascii(key, SV_LIT("end")))
		out.end = true;
	else if (map_get(&c->keys, key, &at))
		out.step = &c->step[at - 1];
	else
		unknown_step(c, place(c, row, col), key);
	return out;
}

static void read_step(struct chart *c, size_t row)
{
	struct flow_step *s = &c->step[row];
	struct sv clause = cell(c, row, COL_CLAUSE);
	s->title = cell(c, row, COL_TITLE);
	s->text = cell(c, row, COL_TEXT);
	s->who = cell(c, row, COL_WHO);
	s->yes = read_exit(c, row, COL_YES);
	s->no = read_exit(c, row, COL_NO);
	s->clause.number = sv("");
	if (!s->title.n)
		diags_error(c->b->ds, "C154", place(c, row, COL_TITLE), "say in a few words what happens",
			"this step has no title");
	if (!cell(c, row, COL_YES).n)
		diags_error(c->b->ds, "C154", place(c, row, COL_YES), "write the key of the step that follows, or end",
			"this step leads nowhere");
	if (clause.n && !references_clause(&s->clause, c->b, clause, place(c, row, COL_CLAUSE)))
		s->clause = (struct clause_ref){ NULL, sv(""), NULL };
}

/* ---- the shape of the whole */

static size_t index_of(const struct chart *c, const struct flow_exit *e)
{
	return e->step ? (size_t)(e->step - c->step) : SIZE_MAX;
}

static void check_reached(struct chart *c, bool *reached)
{
	reached[0] = true;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < c->t.rows; i++) {
			size_t to[2] = { index_of(c, &c->step[i].yes), index_of(c, &c->step[i].no) };
			for (size_t k = 0; reached[i] && k < 2; k++) {
				if (to[k] == SIZE_MAX || reached[to[k]]) continue;
				reached[to[k]] = more = true;
			}
		}
	}
	for (size_t i = 0; i < c->t.rows; i++)
		if (!reached[i])
			diags_error(c->b->ds, "C156", place(c, i, COL_STEP),
				"write its key under yes or no of another step, or delete the row",
				"no step leads to %.*s", SV_ARG(c->step[i].key));
}

static void check_ends(struct chart *c, bool *ending)
{
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < c->t.rows; i++) {
			const struct flow_step *s = &c->step[i];
			size_t yes = index_of(c, &s->yes), no = index_of(c, &s->no);
			bool good = s->yes.end || s->no.end || (yes != SIZE_MAX && ending[yes]) ||
				    (no != SIZE_MAX && ending[no]);
			if (!good || ending[i]) continue;
			ending[i] = more = true;
		}
	}
	for (size_t i = 0; i < c->t.rows; i++)
		if (!ending[i])
			diags_error(c->b->ds, "C157", place(c, i, COL_STEP),
				"let one of the steps after it lead to end, such as end: you are told",
				"from step %.*s one never gets out of the chart", SV_ARG(c->step[i].key));
}

static void check_shape(struct chart *c)
{
	bool *mark = xcalloc(c->t.rows, sizeof *mark);
	check_reached(c, mark);
	memset(mark, 0, c->t.rows * sizeof *mark);
	check_ends(c, mark);
	free(mark);
}

void flowchart_load(struct build *b, const char *workspace)
{
	struct chart c = { .b = b, .keys = MAP_INIT };
	const char *path = fs_join(&b->mem, workspace, FILE_NAME);
	size_t before = b->ds->errors;
	if (!fs_exists(path)) return;
	if (csvin_table(&c.t, &b->mem, path, FILE_NAME, columns, COUNT(columns), 3, false, b->ds) != 0 || !c.t.rows)
		return;
	if (c.t.rows > MAX_STEPS) {
		diags_error(b->ds, "C154", place(&c, MAX_STEPS, COL_STEP), "tell the story in fewer steps",
			"a flowchart has at most %d steps", MAX_STEPS);
		return;
	}
	c.step = ARENA_ARRAY(&b->mem, struct flow_step, c.t.rows);
	for (size_t i = 0; i < c.t.rows; i++) read_key(&c, i);
	for (size_t i = 0; i < c.t.rows; i++) read_step(&c, i);
	if (b->ds->errors == before) check_shape(&c); /* its shape says nothing while a row is wrong */
	map_dispose(&c.keys);
	if (b->ds->errors > before) return;
	b->pub.flow = c.step;
	b->pub.nflow = c.t.rows;
}
