/* Showing problems: sorted, each with its line of text and a caret, safe for a terminal whatever the file contained; or
 * the same as JSON for other programs. */
#include "base/diag_internal.h"
#include <assert.h>
#include "base/json.h"
#include "base/utf8.h"

static const char *const severity_words[] = { "note", "warning", "error" };

struct order {
	uint64_t file;
	size_t nth;
	const struct diag *d;
};

static int by_place(const void *left, const void *right)
{
	const struct order *a = left, *b = right;

	if (a->file != b->file) return a->file < b->file ? -1 : 1;
	if (a->d->at.line != b->d->at.line) return a->d->at.line < b->d->at.line ? -1 : 1;
	if (a->d->at.col != b->d->at.col) return a->d->at.col < b->d->at.col ? -1 : 1;
	return (a->nth > b->nth) - (a->nth < b->nth);
}

/* All problems by file (order of first report), line, column; malloc'd, NULL if there are none. */
static struct order *sorted(const struct diags *ds)
{
	struct map ranks = MAP_INIT;
	struct order *all = ds->n ? xcalloc(ds->n, sizeof *all) : NULL;

	for (size_t i = 0; i < ds->n; i++) {
		struct sv file = sv(ds->at[i].at.file);

		map_add(&ranks, file, i);
		map_get(&ranks, file, &all[i].file);
		all[i].nth = i;
		all[i].d = &ds->at[i];
	}
	if (all) qsort(all, ds->n, sizeof *all, by_place);
	map_dispose(&ranks);
	return all;
}

enum { SHOWN_OF_REPORTED = 3 };

/* What the screen shows of a kind. Kept ones are counted first, to know after which one "… and 37 more" belongs. */
struct share {
	const struct diag_kind *kind;
	uint64_t kept, shown;
};
struct shares {
	struct map by_kind; /* address of the kind -> index */
	struct share *at;
	size_t n;
};

static struct share *share_of(const struct shares *s, const struct diag *d)
{
	uint64_t i = 0;
	return map_get(&s->by_kind, sv_n((const char *)&d->kind, sizeof d->kind), &i) ? &s->at[i] : NULL;
}

static void shares_count(struct shares *s, const struct diags *ds)
{
	*s = (struct shares){ .by_kind = MAP_INIT, .at = xcalloc(ds->n + 1, sizeof *s->at) };
	for (size_t i = 0; i < ds->n; i++) {
		const struct diag *d = &ds->at[i];

		if (d->reach != DIAG_EVERYWHERE) continue;
		if (map_add(&s->by_kind, sv_n((const char *)&d->kind, sizeof d->kind), s->n))
			s->at[s->n++].kind = d->kind;
		share_of(s, d)->kept++;
	}
}

static void shares_dispose(struct shares *s)
{
	map_dispose(&s->by_kind);
	free(s->at);
}

/* Is d to be shown? *more: of how many others its line is the last word. */
static bool shown(const struct shares *s, const struct diag *d, bool few, uint64_t *more)
{
	struct share *share = d->reach == DIAG_EVERYWHERE ? share_of(s, d) : NULL;

	*more = 0;
	if (!share) return d->reach == DIAG_SCREEN;
	uint64_t most = few && d->reported && share->kept > SHOWN_OF_REPORTED ? SHOWN_OF_REPORTED : share->kept;
	if (++share->shown == most) *more = share->kind->total - most;
	return share->shown <= most;
}

/* ---- source lines ---- */

/* Where the line last shown began: problems come in order, so the next line is searched from there. */
struct cursor {
	const struct diag_source *source;
	unsigned line;
	size_t at;
};

static bool line_find(struct cursor *c, const struct diag_source *source, unsigned line, struct sv *out)
{
	struct sv text = source->text, rest, found;

	if (c->source != source || c->line > line) *c = (struct cursor){ source, 1, 0 };
	for (; c->line < line; c->line++) {
		const char *end = c->at < text.n ? memchr(text.p + c->at, '\n', text.n - c->at) : NULL;

		if (!end) return false;
		c->at = (size_t)(end - text.p) + 1;
	}
	if (c->at >= text.n) return false;
	rest = sv_sub(text, c->at, text.n);
	if (!sv_split(&rest, '\n', &found)) return false;
	if (sv_ends(found, "\r")) found.n--;
	*out = found;
	return true;
}

enum { TAB_CELLS = 8, WINDOW_CELLS = 100, WINDOW_BEFORE_CARET = 60 };

struct layout {
	size_t caret, width;
}; /* cells: one per code point, tabs to the next multiple of eight */

/* Lays a line out in cells; those from `from` up to `to` are appended to out. Character `col` (1-based) has the caret.
 */
static struct layout line_layout(struct sv line, unsigned col, size_t from, size_t to, struct str *out)
{
	struct layout l = { 0, 0 };
	bool placed = false;
	unsigned nth = 1;

	for (size_t i = 0; i < line.n; nth++) {
		uint32_t cp;
		size_t len = utf8_decode(line, i, &cp), cells = cp == '\t' ? TAB_CELLS - l.width % TAB_CELLS : 1;
		bool shown = len && !utf8_is_control(cp);

		if (nth == col) l.caret = l.width, placed = true;
		for (size_t k = 0; k < cells; k++, l.width++) {
			if (l.width < from || l.width >= to) continue;
			if (cp == '\t')
				str_putc(out, ' ');
			else if (shown)
				str_append(out, line.p + i, len);
			else
				utf8_put(out, 0xFFFD);
		}
		i += len ? len : 1;
	}
	if (!placed) l.caret = l.width; /* just after the end, where something is missing */
	return l;
}

static void put_source_line(struct str *out, unsigned number, unsigned col, struct sv line)
{
	struct layout l = line_layout(line, col, 0, 0, out);
	size_t from = 0, to = l.width, gutter = out->len, cells;

	if (l.width > WINDOW_CELLS) {
		from = l.caret > WINDOW_BEFORE_CARET ? l.caret - WINDOW_BEFORE_CARET : 0;
		if (from > l.width - WINDOW_CELLS) from = l.width - WINDOW_CELLS;
		to = from + WINDOW_CELLS;
	}
	str_printf(out, "   %u | ", number);
	gutter = out->len - gutter;
	if (from > 0) str_puts(out, "…");
	line_layout(line, col, from, to, out);
	if (to < l.width) str_puts(out, "…");
	str_putc(out, '\n');
	if (!col) return;
	cells = l.caret - from + (from > 0);
	str_printf(out, "%*s| %*s^\n", (int)gutter - 2, "", (int)cells, "");
}

/* ---- whole problems ---- */

/* Text for a terminal: controls and broken bytes replaced; further lines stand under the first, indented by three. */
static void put_clean(struct str *out, const char *z)
{
	struct sv v = sv(z);
	uint32_t cp;

	for (size_t i = 0; i < v.n;) {
		size_t len = utf8_decode(v, i, &cp);

		if (cp == '\n')
			str_puts(out, "\n         ");
		else if (!len || utf8_is_control(cp))
			utf8_put(out, 0xFFFD);
		else
			str_append(out, v.p + i, len);
		i += len ? len : 1;
	}
}

static void put_excerpt(struct str *out, const struct diags *ds, const struct diag *d, struct cursor *c)
{
	const struct diag_source *source = d->at.file ? map_ptr(&ds->sources, sv(d->at.file)) : NULL;
	struct sv line;

	if (source && d->at.line && (!source->is_private || ds->show_values) && line_find(c, source, d->at.line, &line))
		put_source_line(out, d->at.line, d->at.col, line);
}

void diags_excerpt(const struct diags *ds, const struct diag *d, struct str *out)
{
	struct cursor c = { NULL, 1, 0 };

	put_excerpt(out, ds, d, &c);
}

static void put_diag(struct str *out, const struct diags *ds, const struct diag *d, struct cursor *c)
{
	if (d->at.file) {
		put_clean(out, d->at.file);
		if (d->at.line) str_printf(out, ":%u", d->at.line);
		if (d->at.line && d->at.col) str_printf(out, ":%u", d->at.col);
		str_puts(out, ": ");
	}
	str_printf(out, "%s[%s]: ", severity_words[d->sev], d->code);
	put_clean(out, d->text);
	str_putc(out, '\n');
	put_excerpt(out, ds, d, c);
	if (!d->help) return;
	str_puts(out, "   help: ");
	put_clean(out, d->help);
	str_putc(out, '\n');
}

static void put_more(struct str *out, const struct diag *d, const char *report, uint64_t more)
{
	str_printf(out, "… and %llu more ", (unsigned long long)more);
	if (report && d->reported) {
		str_printf(out, "like this: %s", report);
		return;
	}
	str_puts(out, "of the same kind");
	if (!d->at.file) return;
	str_puts(out, " in ");
	put_clean(out, d->at.file);
}

/* "(12 characters)" helps only who knows how to see more. */
static bool hides_value(const struct diag *d)
{
	return sv_ends(sv(d->text), " characters)") || sv_ends(sv(d->text), " character)");
}

size_t diags_print(const struct diags *ds, FILE *to)
{
	struct order *all = sorted(ds);
	struct shares shares;
	struct cursor cursor = { NULL, 1, 0 };
	struct str text = STR_INIT;
	bool hidden = false;

	shares_count(&shares, ds);
	for (size_t i = 0; i < ds->n; i++) {
		uint64_t more;

		if (!shown(&shares, all[i].d, ds->report != NULL, &more)) continue;
		str_clear(&text);
		put_diag(&text, ds, all[i].d, &cursor);
		if (more) {
			put_more(&text, all[i].d, ds->report, more);
			str_putc(&text, '\n');
		}
		fwrite(text.ptr, 1, text.len, to);
		hidden |= all[i].d->reported && hides_value(all[i].d);
	}
	if (hidden && !ds->show_values)
		fputs("Values of cells are private and not shown here; where nobody looks on, --show-values shows "
		      "them.\n",
			to);
	str_dispose(&text);
	shares_dispose(&shares);
	free(all);
	return ds->errors;
}

static void json_diag(
	struct json *j, enum severity sev, const char *code, struct place at, struct sv text, const char *help)
{
	json_object(j);
	json_kv(j, "severity", sv(severity_words[sev]));
	json_kv(j, "code", sv(code));
	json_key(j, "file");
	if (at.file)
		json_text(j, sv(at.file));
	else
		json_null(j);
	json_kv_int(j, "line", at.line);
	json_kv_int(j, "column", at.col);
	json_kv(j, "text", text);
	json_key(j, "help");
	if (help)
		json_text(j, sv(help));
	else
		json_null(j);
	json_end(j);
}

void diags_json(const struct diags *ds, struct str *out)
{
	struct order *all = sorted(ds);
	struct shares shares;
	struct str text = STR_INIT;
	struct json j;

	shares_count(&shares, ds);
	json_begin(&j, out, true);
	json_array(&j);
	for (size_t i = 0; i < ds->n; i++) {
		const struct diag *d = all[i].d;
		uint64_t more;

		if (!shown(&shares, d, false, &more)) continue;
		json_diag(&j, d->sev, d->code, d->at, sv(d->text), d->help);
		if (!more) continue;
		str_clear(&text);
		put_more(&text, d, NULL, more);
		json_diag(&j, d->sev, d->code, (struct place){ d->at.file, 0, 0 }, sv_of(&text), NULL);
	}
	json_end(&j);
	json_finish(&j);
	str_dispose(&text);
	shares_dispose(&shares);
	free(all);
}
