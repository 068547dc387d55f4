/* registers.c: tables that committee members keep in a spreadsheet. Each is optional; what is there is checked cell
 * by cell. */
#include "content/registers.h"
#include "base/fs.h"
#include "content/typography.h"
#include "input/csvin.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct table {
	struct build *b;
	struct csvin_table t;
	const char *const *column;
};

static bool open_table(struct table *out, struct build *b, const char *workspace, const char *name,
	const char *const *columns, size_t n, size_t required)
{
	const char *path = fs_join(&b->mem, workspace, name);
	*out = (struct table){ b, { 0, 0, NULL, NULL }, columns };
	if (!fs_exists(path)) return false;
	return csvin_table(&out->t, &b->mem, path, name, columns, n, required, false, b->ds) == 0;
}

static struct sv cell(const struct table *t, size_t row, size_t col)
{
	struct sv v = t->t.cells[row * t->t.ncols + col];
	return v.n ? arena_sv(&t->b->mem, v) : sv("");
}

static struct place cell_place(const struct table *t, size_t row, size_t col)
{
	return t->t.places[row * t->t.ncols + col];
}

static struct sv needed(const struct table *t, size_t row, size_t col)
{
	struct sv v = cell(t, row, col);
	if (!v.n)
		diags_error(t->b->ds, "C084", cell_place(t, row, col), "fill it in, or delete the row",
			"the %s of this row is empty", t->column[col]);
	return v;
}

static date_t date_cell(const struct table *t, size_t row, size_t col)
{
	struct sv v = cell(t, row, col);
	return csvin_table_date(v, cell_place(t, row, col), "C080", t->column[col], t->b->ds);
}

/* ---- officers */

static void read_officer(struct build *b, const struct yaml *item, struct officer *o)
{
	static const char *const keys[] = { "name", "credentials", "office", "from", "until" };
	o->name = o->credentials = o->office = sv("");
	o->from = o->until = DATE_NONE;
	yaml_keys(item, keys, COUNT(keys), "an officer", b->ds);
	yaml_text(item, "name", true, &o->name, b->ds);
	yaml_text(item, "credentials", false, &o->credentials, b->ds);
	yaml_text(item, "office", true, &o->office, b->ds);
	yaml_date(item, "from", false, &o->from, b->ds);
	yaml_date(item, "until", false, &o->until, b->ds);
	o->name = sv_trim(o->name);
	if (o->from != DATE_NONE && o->until != DATE_NONE && o->until < o->from)
		diags_error(b->ds, "C085", yaml_get(item, "until")->at, "correct one of the dates",
			"the office ends before it begins");
}

static bool serves(const struct officer *o, date_t on)
{
	return (o->from == DATE_NONE || o->from <= on) && (o->until == DATE_NONE || on <= o->until);
}

static void load_officers(struct build *b, const char *workspace)
{
	static const char name[] = "content/officers.yml";
	const char *path = fs_join(&b->mem, workspace, name);
	const struct yaml *list = NULL;
	if (!fs_exists(path) || yaml_file(&list, &b->mem, path, name, b->ds) != 0) return;
	if (list->kind != YAML_LIST) {
		if (list->kind == YAML_MAP && !list->npairs) return; /* an empty file */
		diags_error(b->ds, "C085", list->at,
			"write lines such as   - {name: Ada Example, office: Chair, from: 2024-01-01}",
			"the file is not a list of officers");
		return;
	}
	struct officer *all = ARENA_ARRAY(&b->mem, struct officer, list->nitems + 1);
	struct officer *now = ARENA_ARRAY(&b->mem, struct officer, list->nitems + 1);
	for (size_t i = 0; i < list->nitems; i++) {
		if (list->item[i]->kind != YAML_MAP) {
			diags_error(b->ds, "C085", list->item[i]->at,
				"write   - {name: Ada Example, office: Chair, from: 2024-01-01}",
				"an officer has a name and an office");
			continue;
		}
		struct officer *o = &all[b->nall_officers];
		read_officer(b, list->item[i], o);
		if (o->name.n) b->nall_officers++;
		if (o->name.n && serves(o, b->run->as_of)) now[b->pub.nofficers++] = *o;
	}
	b->all_officers = all;
	b->pub.officer = now;
}

/* ---- cycles */

enum {
	CYCLE_ID,
	CYCLE_MEETING,
	CYCLE_PLAN,
	CYCLE_NAME,
	CYCLE_OPENS,
	CYCLE_CUTOFF,
	CYCLE_REPLY,
	CYCLE_CHECKIN,
	CYCLE_EVALUATION,
	CYCLE_PUBLISH,
	CYCLE_STATUS,
	CYCLE_NOTES,
	CYCLE_REVISION
};
static const char *const cycle_columns[] = { "cycle_id", "meeting_date", "plan_due", "name", "opens",
	"application_cutoff", "proposal_reply_by", "checkin_due", "evaluation_due", "publish_on", "status", "notes",
	"revision" };

static void check_status(const struct table *t, size_t row, struct sv status)
{
	static const char *const known[] = { "planned", "open", "matching", "running", "closed" };
	for (size_t i = 0; i < COUNT(known); i++)
		if (sv_is(status, known[i])) return;
	if (status.n)
		diags_error(t->b->ds, "C083", cell_place(t, row, CYCLE_STATUS),
			"write planned, open, matching, running or closed", "\"%.*s\" is not a status of a cycle",
			SV_ARG(status));
}

static void check_order(const struct table *t, size_t row, const struct cycle *c)
{
	const struct {
		date_t date;
		size_t col;
	} step[] = { { c->opens, CYCLE_OPENS }, { c->cutoff, CYCLE_CUTOFF }, { c->meeting, CYCLE_MEETING },
		{ c->reply_by, CYCLE_REPLY }, { c->plan_due, CYCLE_PLAN }, { c->checkin_due, CYCLE_CHECKIN },
		{ c->evaluation_due, CYCLE_EVALUATION } };
	size_t last = COUNT(step);
	for (size_t i = 0; i < COUNT(step); i++) {
		if (step[i].date == DATE_NONE) continue;
		if (last < COUNT(step) && step[i].date < step[last].date)
			diags_error(t->b->ds, "C082", cell_place(t, row, step[i].col), "correct one of the dates",
				"%s lies before %s", t->column[step[i].col], t->column[step[last].col]);
		last = i;
	}
}

static long revision_cell(const struct table *t, size_t row)
{
	struct sv v = cell(t, row, CYCLE_REVISION);
	long n = 0;
	if (v.n && (!sv_long(v, &n) || n < 0 || n > 9999)) {
		diags_error(t->b->ds, "C080", cell_place(t, row, CYCLE_REVISION),
			"count how often these dates were changed after they were announced: 0, 1, 2",
			"revision: \"%.*s\" is not a number", SV_ARG(v));
		n = 0;
	}
	return n;
}

static struct cycle read_cycle(const struct table *t, size_t row)
{
	struct cycle c = {
		.id = needed(t, row, CYCLE_ID),
		.name = cell(t, row, CYCLE_NAME),
		.status = cell(t, row, CYCLE_STATUS),
		.opens = date_cell(t, row, CYCLE_OPENS),
		.cutoff = date_cell(t, row, CYCLE_CUTOFF),
		.meeting = date_cell(t, row, CYCLE_MEETING),
		.reply_by = date_cell(t, row, CYCLE_REPLY),
		.plan_due = date_cell(t, row, CYCLE_PLAN),
		.checkin_due = date_cell(t, row, CYCLE_CHECKIN),
		.evaluation_due = date_cell(t, row, CYCLE_EVALUATION),
		.publish_on = date_cell(t, row, CYCLE_PUBLISH),
	};
	needed(t, row, CYCLE_MEETING);
	needed(t, row, CYCLE_PLAN);
	if (!c.name.n) c.name = c.id;
	if (c.evaluation_due == DATE_NONE && !cell(t, row, CYCLE_EVALUATION).n && c.plan_due != DATE_NONE)
		c.evaluation_due = date_add_months(c.plan_due, 6);
	c.revision = revision_cell(t, row);
	check_status(t, row, c.status);
	check_order(t, row, &c);
	return c;
}

static int by_meeting(const void *a, const void *b)
{
	const struct cycle *x = a, *y = b;
	if (x->meeting != y->meeting) return x->meeting < y->meeting ? -1 : 1;
	return sv_cmp(x->id, y->id);
}

/* An id becomes part of a tag's name and is typed on command lines. */
static bool is_plain_id(struct sv id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!letter && (i == 0 || (c != '-' && c != '_'))) return false;
	}
	return id.n <= 40;
}

static void load_cycles(struct build *b, const char *workspace)
{
	struct table t;
	struct map ids = MAP_INIT;
	if (!open_table(&t, b, workspace, "content/cycles.csv", cycle_columns, COUNT(cycle_columns), 3)) return;
	struct cycle *cycle = ARENA_ARRAY(&b->mem, struct cycle, t.t.rows + 1);
	for (size_t i = 0; i < t.t.rows; i++) {
		cycle[i] = read_cycle(&t, i);
		if (!is_plain_id(cycle[i].id))
			diags_error(b->ds, "C080", cell_place(&t, i, CYCLE_ID),
				"use letters, digits, - and _ only, such as 2026-03",
				"\"%.*s\" cannot be the cycle_id of a cycle", SV_ARG(cycle[i].id));
		if (cycle[i].id.n && !map_add(&ids, cycle[i].id, 1))
			diags_error(b->ds, "C081", cell_place(&t, i, CYCLE_ID), "give each cycle an id of its own",
				"another row has the cycle_id \"%.*s\"", SV_ARG(cycle[i].id));
	}
	qsort(cycle, t.t.rows, sizeof *cycle, by_meeting);
	b->pub.cycle = cycle;
	b->pub.ncycles = t.t.rows;
	map_dispose(&ids);
}

/* ---- documents kept elsewhere */

enum {
	OUTSIDE_NUMBER,
	OUTSIDE_TITLE,
	OUTSIDE_VERSION,
	OUTSIDE_HOLDER,
	OUTSIDE_URL,
	OUTSIDE_EFFECTIVE,
	OUTSIDE_RETIRED
};
static const char *const outside_columns[] = { "number", "title", "version", "holder", "url", "effective", "retired" };

static struct outside_document read_outside(const struct table *t, size_t row)
{
	struct outside_document o = {
		.number = cell(t, row, OUTSIDE_NUMBER),
		.version = cell(t, row, OUTSIDE_VERSION),
		.title = needed(t, row, OUTSIDE_TITLE),
		.holder = cell(t, row, OUTSIDE_HOLDER),
		.url = cell(t, row, OUTSIDE_URL),
		.effective = date_cell(t, row, OUTSIDE_EFFECTIVE),
		.retired = date_cell(t, row, OUTSIDE_RETIRED),
		.at = cell_place(t, row, OUTSIDE_NUMBER),
	};
	if (sv_ends(o.number, ".xx")) o.number = arena_sv(&t->b->mem, sv_sub(o.number, 0, o.number.n - 3));
	if (o.url.n && !sv_starts(o.url, "https://") && !sv_starts(o.url, "http://")) {
		diags_error(t->b->ds, "C080", cell_place(t, row, OUTSIDE_URL),
			"write the whole address, beginning with https://", "url: \"%.*s\" is not a web address",
			SV_ARG(o.url));
		o.url = sv("");
	}
	return o;
}

/* "MP-02.01" may stand in the column number, in the column version, or be made of the two. */
static void index_outside(struct build *b, struct outside_document *o)
{
	struct sv version;
	o->family = o->number;
	o->full = o->version;
	if (build_split_number(o->number, &o->family, &version))
		o->full = o->number;
	else if (o->version.n && !build_split_number(o->version, &o->family, &version))
		o->full = sv(arena_printf(&b->mem, "%.*s.%.*s", SV_ARG(o->number), SV_ARG(o->version)));
	o->address = o->url.n ? arena_strdup(&b->mem, o->url)
			      : arena_printf(&b->mem, "documents.html#%.*s", SV_ARG(o->family));
	if (!o->family.n) return;
	const struct outside_document *known = map_ptr(&b->outside, o->family);
	if (o->full.n && map_ptr(&b->outside_versions, o->full))
		diags_error(b->ds, "C115", o->at, "delete one of the two rows", "another row registers %.*s",
			SV_ARG(o->full));
	else if (o->full.n)
		map_set_ptr(&b->outside_versions, o->full, o);
	if (!known || sv_cmp(known->full, o->full) < 0) map_set_ptr(&b->outside, o->family, o);
}

static void load_outside(struct build *b, const char *workspace)
{
	struct table t;
	if (!open_table(&t, b, workspace, "content/documents.csv", outside_columns, COUNT(outside_columns), 2)) return;
	struct outside_document *all = ARENA_ARRAY(&b->mem, struct outside_document, t.t.rows + 1);
	for (size_t i = 0; i < t.t.rows; i++) {
		all[i] = read_outside(&t, i);
		index_outside(b, &all[i]);
	}
	for (size_t i = 0; i < t.t.rows; i++) all[i].newest = map_ptr(&b->outside, all[i].family) == &all[i];
	b->pub.outside = all;
	b->pub.noutside = t.t.rows;
}

/* ---- life cycle */

static struct sv set_cell(const struct table *t, size_t row, size_t col)
{
	const struct typography_signs *signs = t->b->settings ? typography_of(t->b->settings->language) : NULL;
	return typography_text(&t->b->mem, signs, col ? cell(t, row, col) : needed(t, row, col));
}

static void load_stages(struct build *b, const char *workspace)
{
	static const char *const columns[] = { "title", "text", "who", "when" };
	struct table t;
	if (!open_table(&t, b, workspace, "content/lifecycle.csv", columns, COUNT(columns), 2)) return;
	struct stage *stage = ARENA_ARRAY(&b->mem, struct stage, t.t.rows + 1);
	for (size_t i = 0; i < t.t.rows; i++)
		stage[i] = (struct stage){ set_cell(&t, i, 0), set_cell(&t, i, 1), set_cell(&t, i, 2),
			set_cell(&t, i, 3) };
	b->pub.stage = stage;
	b->pub.nstages = t.t.rows;
}

void registers_load(struct build *b, const char *workspace)
{
	load_officers(b, workspace);
	load_cycles(b, workspace);
	load_outside(b, workspace);
	load_stages(b, workspace);
}
