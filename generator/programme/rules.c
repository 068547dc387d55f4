/* rules.c reads what the committee decided about matching, dates and units. Each file is optional; what is there is checked whole, and the
 * digest of all of it stands on every sheet, so that a proposal can be made again. */
#include "programme/rules.h"
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "input/csvin.h"
#include "input/yaml.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const weight_key[WEIGHT_COUNT] = { "needs", "experience", "sector", "region", "language",
	"credential", "channel", "availability" };
static const int weight_usual[WEIGHT_COUNT] = { 40, 15, 10, 10, 10, 5, 5, 5 };

/* What is being read. */
struct reader {
	struct rules *r;
	struct arena *mem;
	const struct run *run;
	struct diags *ds;
	struct digest_ctx *digest;
};

static void number(
	struct reader *rd, const struct yaml *map, const char *key, long min, long max, long usual, long *out)
{
	*out = usual;
	if (map) yaml_int(map, key, false, min, max, out, rd->ds);
}

static const struct yaml *group(
	struct reader *rd, const struct yaml *top, const char *key, const char *const *keys, size_t n)
{
	const struct yaml *map = yaml_get(top, key);
	if (map) yaml_keys(map, keys, n, key, rd->ds);
	return map && map->kind == YAML_MAP ? map : NULL;
}

static void read_weights(struct reader *rd, const struct yaml *top)
{
	const struct yaml *map = group(rd, top, "weights", weight_key, WEIGHT_COUNT);
	int sum = 0;
	for (size_t i = 0; i < WEIGHT_COUNT; i++) {
		long v = weight_usual[i];
		number(rd, map, weight_key[i], 0, 1000, weight_usual[i], &v);
		rd->r->weight[i] = (int)v;
		sum += (int)v;
	}
	if (sum == 0)
		diags_error(rd->ds, "M001", map->at, "give at least one part a weight above 0",
			"all weights are 0, so no pair could fit");
}

static void read_days(struct reader *rd, const struct yaml *top)
{
	static const char *const day_key[] = { "acknowledge", "confirm", "plan_before", "plan_after",
		"evaluation_before", "evaluation_after", "grace", "returning", "plan" };
	static const char *const month_key[] = { "checkin", "evaluation", "reconfirm", "earlier" };
	static const long day_usual[] = { 7, 10, 14, 7, 30, 14, 30, 30, 30 }, month_usual[] = { 3, 6, 12, 24 };
	struct rules *r = rd->r;
	long *const day[] = { &r->acknowledge, &r->confirm, &r->plan_before, &r->plan_after, &r->evaluation_before,
		&r->evaluation_after, &r->grace, &r->returning, &r->plan };
	long *const month[] = { &r->checkin_months, &r->evaluation_months, &r->reconfirm_months, &r->earlier_months };
	const struct yaml *days = group(rd, top, "days", day_key, COUNT(day_key)),
			  *months = group(rd, top, "months", month_key, COUNT(month_key));
	for (size_t i = 0; i < COUNT(day_key); i++) number(rd, days, day_key[i], 0, 366, day_usual[i], day[i]);
	for (size_t i = 0; i < COUNT(month_key); i++)
		number(rd, months, month_key[i], 0, 120, month_usual[i], month[i]);
}

static bool choice(struct reader *rd, const struct yaml *top, const char *key, const char *usual, const char *other)
{
	struct sv v = sv(usual);
	if (yaml_text(top, key, false, &v, rd->ds) && !sv_is(v, usual) && !sv_is(v, other))
		diags_error(rd->ds, "M002", yaml_get(top, key)->at,
			arena_printf(rd->mem, "write %s or %s", usual, other), "%s: \"%.*s\" is not one of the choices",
			key, SV_ARG(v));
	return sv_is(v, other);
}

static const char *text(struct reader *rd, const struct yaml *map, const char *key, const char *usual)
{
	struct sv v = sv(usual);
	if (map) yaml_text(map, key, false, &v, rd->ds);
	return arena_strdup(rd->mem, sv_trim(v));
}

static void read_settings(struct reader *rd, const struct yaml *top)
{
	static const char *const keys[] = { "weights", "threshold", "threshold_most", "goal", "suggest",
		"running_partnership", "days", "months", "signatory", "certificate_prefix" };
	static const char *const signatory_key[] = { "name", "title" };
	struct rules *r = rd->r;
	if (top) yaml_keys(top, keys, COUNT(keys), "the matching rules", rd->ds);
	read_weights(rd, top);
	read_days(rd, top);
	number(rd, top, "threshold", 0, 100, 50, &r->threshold);
	number(rd, top, "threshold_most", 0, 100, 30, &r->threshold_most);
	if (top) {
		r->most = choice(rd, top, "goal", "best", "most");
		r->suggest_after_all = choice(rd, top, "suggest", "tier", "after_all_requests");
		r->running_any = choice(rd, top, "running_partnership", "one", "any");
	}
	const struct yaml *signatory = top ? group(rd, top, "signatory", signatory_key, COUNT(signatory_key)) : NULL;
	r->signatory = text(rd, signatory, "name", "");
	r->signatory_title = text(rd, signatory, "title", "");
	r->certificate_prefix = text(rd, top, "certificate_prefix", "MP");
}

/* ---- tables */

struct table {
	struct csvin_table t;
	const char *const *column;
};

static bool open_table(
	struct reader *rd, struct table *out, const char *name, const char *const *column, size_t n, size_t required)
{
	const char *path = fs_join(rd->mem, rd->run->workspace, name);
	*out = (struct table){ { 0, 0, NULL, NULL }, column };
	if (!fs_exists(path)) return false;
	if (csvin_table(&out->t, rd->mem, path, name, column, n, required, true, rd->ds)) return false;
	for (size_t i = 0; i < out->t.rows * out->t.ncols; i++) digest_field(rd->digest, out->t.cells[i]);
	return true;
}

static struct sv cell(const struct table *t, size_t row, size_t col)
{
	return t->t.cells[row * t->t.ncols + col];
}

static struct place cell_at(const struct table *t, size_t row, size_t col)
{
	return t->t.places[row * t->t.ncols + col];
}

static date_t day_of(struct reader *rd, const struct table *t, size_t row, size_t col)
{
	return csvin_table_date(cell(t, row, col), cell_at(t, row, col), "M003", t->column[col], rd->ds);
}

static int count_of(struct reader *rd, const struct table *t, size_t row, size_t col)
{
	long v = 0;
	if (sv_long(cell(t, row, col), &v) && v >= 0 && v <= 1000) return (int)v;
	diags_error(rd->ds, "M004", cell_at(t, row, col), "write a number such as 2", "%s is not a whole number",
		t->column[col]);
	return 0;
}

static void year_begins(struct reader *rd, const struct table *t, size_t row, size_t col, struct unit_rule *u)
{
	struct sv v = cell(t, row, col);
	u->year_month = u->year_day = 1;
	if (!v.n || sv_is(v, "calendar")) return;
	struct str day = STR_INIT;
	str_printf(&day, "2001-%.*s", SV_ARG(v));
	date_t d = date_parse(sv_of(&day));
	int year = 0;
	str_dispose(&day);
	if (d == DATE_NONE)
		diags_error(rd->ds, "M005", cell_at(t, row, col), "write calendar, or the year's first day as 10-01",
			"year_basis is neither calendar nor a day of the year");
	else
		date_parts(d, &year, &u->year_month, &u->year_day);
}

static int by_from(const void *a, const void *b)
{
	const struct unit_rule *x = a, *y = b;
	return x->from < y->from ? -1 : x->from > y->from;
}

static void read_units(struct reader *rd)
{
	static const char *const column[] = { "valid_from", "units_per_partnership", "max_partnerships", "max_units",
		"year_basis", "clause" };
	struct table t;
	open_table(rd, &t, "records/unit-rules.csv", column, COUNT(column), 4);
	struct unit_rule *u = ARENA_ARRAY(rd->mem, struct unit_rule, t.t.rows + 1);
	rd->r->unit = u;
	rd->r->nunits = t.t.rows;
	for (size_t i = 0; i < t.t.rows; i++) {
		u[i] = (struct unit_rule){ day_of(rd, &t, i, 0), count_of(rd, &t, i, 1), count_of(rd, &t, i, 2),
			count_of(rd, &t, i, 3), 1, 1, arena_strdup(rd->mem, cell(&t, i, 5)) };
		year_begins(rd, &t, i, 4, &u[i]);
		if (u[i].from == DATE_NONE && !cell(&t, i, 0).n)
			diags_error(rd->ds, "M003", cell_at(&t, i, 0), "write the first day on which the row holds",
				"valid_from is empty");
	}
	if (t.t.rows) qsort(u, t.t.rows, sizeof *u, by_from);
	for (size_t i = 1; i < t.t.rows; i++)
		if (u[i].from == u[i - 1].from && u[i].from != DATE_NONE)
			diags_error(rd->ds, "M006", cell_at(&t, i, 0), "keep one of the rows",
				"two rows of unit-rules.csv hold from %s on", date_iso(u[i].from).z);
	if (t.t.rows) return;
	*u = (struct unit_rule){ date_civil(1, 1, 1), 2, 2, 4, 1, 1, "5.6.1" };
	rd->r->nunits = 1;
}

static void read_exceptions(struct reader *rd)
{
	static const char *const column[] = { "kind", "form_a", "entry_a", "why", "by", "on", "form_b", "entry_b",
		"until" };
	static const char *const kind[] = { "pair", "member_of_round", "units", "certificate" };
	struct table t;
	if (!open_table(rd, &t, "records/overrides.csv", column, COUNT(column), 6)) return;
	struct rule_exception *e = ARENA_ARRAY(rd->mem, struct rule_exception, t.t.rows + 1);
	rd->r->exception = e;
	rd->r->nexceptions = t.t.rows;
	for (size_t i = 0; i < t.t.rows; i++) {
		const char *v[COUNT(column)];
		for (size_t c = 0; c < COUNT(column); c++) v[c] = arena_strdup(rd->mem, cell(&t, i, c));
		e[i] = (struct rule_exception){ v[0], v[1], v[2], v[6], v[7], v[3], v[4], day_of(rd, &t, i, 5),
			day_of(rd, &t, i, 8) };
		bool known = false;
		for (size_t k = 0; k < COUNT(kind); k++) known |= strcmp(v[0], kind[k]) == 0;
		if (!known)
			diags_error(rd->ds, "M007", cell_at(&t, i, 0),
				"write pair, member_of_round, units or certificate", "kind is not one of the choices");
		if (!*v[3] || !*v[4])
			diags_error(rd->ds, "M008", cell_at(&t, i, *v[3] ? 4 : 3), "say why, and whose decision it was",
				"an exception without its %s", *v[3] ? "\"by\"" : "reason");
	}
}

static void read_employers(struct reader *rd)
{
	static const char *const column[] = { "name", "means" };
	struct table t;
	if (!open_table(rd, &t, "records/employer_aliases.csv", column, COUNT(column), 2)) return;
	struct str from = STR_INIT, to = STR_INIT;
	for (size_t i = 0; i < t.t.rows; i++) {
		str_clear(&from);
		str_clear(&to);
		employer_key(&from, NULL, cell(&t, i, 0));
		employer_key(&to, NULL, cell(&t, i, 1));
		if (from.len && to.len) map_set_ptr(&rd->r->employers, sv_of(&from), arena_strdup(rd->mem, sv_of(&to)));
	}
	str_dispose(&from);
	str_dispose(&to);
}

int rules_load(struct rules *out, struct arena *mem, const struct run *run, struct diags *ds)
{
	static const char name[] = "records/match-rules.yml";
	struct reader rd = { out, mem, run, ds, digest_new_sha256() };
	const char *path = fs_join(mem, run->workspace, name);
	const struct yaml *top = NULL;
	size_t before = ds->errors;
	struct sha256 digest;
	*out = (struct rules){ .employers = MAP_INIT };
	if (fs_exists(path) && yaml_file(&top, mem, path, name, ds)) top = NULL;
	read_settings(&rd, top);
	read_units(&rd);
	read_exceptions(&rd);
	read_employers(&rd);
	for (size_t i = 0; i < WEIGHT_COUNT; i++) digest_add(rd.digest, &out->weight[i], sizeof out->weight[i]);
	const long all[] = { out->threshold, out->threshold_most, out->most, out->suggest_after_all, out->running_any,
		out->earlier_months };
	for (size_t i = 0; i < COUNT(all); i++) digest_field(rd.digest, sv(arena_printf(mem, "%ld", all[i])));
	digest_end_sha256(rd.digest, &digest);
	out->digest = sha256_hex(&digest);
	return ds->errors > before ? -1 : 0;
}

void rules_dispose(struct rules *r)
{
	map_dispose(&r->employers);
	*r = (struct rules){ .employers = MAP_INIT };
}

/* ---- questions */

static bool is_entry(const char *form, const char *entry, const char *form_asked, const char *entry_asked)
{
	return strcmp(form, form_asked) == 0 && strcmp(entry, entry_asked) == 0;
}

const struct rule_exception *rules_exception(const struct rules *r, const char *kind, const char *form_a,
	const char *entry_a, const char *form_b, const char *entry_b, date_t day)
{
	for (size_t i = 0; i < r->nexceptions; i++) {
		const struct rule_exception *e = &r->exception[i];
		if (strcmp(e->kind, kind) != 0 || (e->until != DATE_NONE && day > e->until)) continue;
		if ((is_entry(e->form_a, e->entry_a, form_a, entry_a) &&
			    is_entry(e->form_b, e->entry_b, form_b, entry_b)) ||
			(is_entry(e->form_a, e->entry_a, form_b, entry_b) &&
				is_entry(e->form_b, e->entry_b, form_a, entry_a)))
			return e;
	}
	return NULL;
}

const struct unit_rule *rules_units_on(const struct rules *r, date_t day)
{
	const struct unit_rule *u = &r->unit[0];
	for (size_t i = 1; i < r->nunits; i++)
		if (r->unit[i].from <= day) u = &r->unit[i];
	return u;
}

/* ---- employers */

static bool is_suffix(struct sv word)
{
	static const char *const suffix[] = { "inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "corp",
		"corporation", "co", "company", "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab",
		"as", "oy", "aps", "pty", "sp", "zoo", "the", "group" };
	for (size_t i = 0; i < COUNT(suffix); i++)
		if (sv_is(word, suffix[i])) return true;
	return false;
}

/* The words without marks and case; what is only suffixes ("The Group") keeps them. */
static void words_of(struct str *out, struct sv folded, bool all)
{
	size_t start = out->len;
	for (size_t i = 0; i < folded.n;) {
		size_t end = i;
		while (end < folded.n &&
			((unsigned char)folded.p[end] >= 0x80 || (folded.p[end] >= 'a' && folded.p[end] <= 'z') ||
				(folded.p[end] >= '0' && folded.p[end] <= '9')))
			end++;
		struct sv word = sv_sub(folded, i, end - i);
		if (word.n && (all || !is_suffix(word))) {
			if (out->len > start) str_putc(out, ' ');
			str_sv(out, word);
		}
		i = end + 1;
	}
}

void employer_key(struct str *out, const struct rules *r, struct sv employer)
{
	struct str plain = STR_INIT, folded = STR_INIT;
	size_t start = out->len;
	for (size_t i = 0; i < employer.n; i++) /* "S.A." is a word, "O'Brien" too */
		if (employer.p[i] != '.' && employer.p[i] != '\'') str_putc(&plain, employer.p[i]);
	utf8_fold(&folded, sv_of(&plain));
	words_of(out, sv_of(&folded), false);
	if (out->len == start) words_of(out, sv_of(&folded), true);
	const char *means = r ? map_ptr(&r->employers, sv_sub(sv_of(out), start, out->len - start)) : NULL;
	if (means) {
		str_truncate(out, start);
		str_puts(out, means);
	}
	str_dispose(&plain);
	str_dispose(&folded);
}
