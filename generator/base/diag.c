/* Collecting problems in the user's input, so that one run can name them all instead of stopping at the first. How they
 * are shown is in diag_print.c. */
#include "base/diag_internal.h"
#include <assert.h>
#include <stdint.h>
#include "base/utf8.h"

void diags_dispose(struct diags *ds)
{
	free(ds->at);
	map_dispose(&ds->sources);
	map_dispose(&ds->counts);
	arena_dispose(&ds->mem);
	*ds = (struct diags)DIAGS_INIT;
}

void diags_source(struct diags *ds, const char *file, struct sv text, bool is_private)
{
	struct diag_source *source = ARENA_NEW(&ds->mem, struct diag_source);

	source->is_private = is_private;
	/* What will never be shown is not kept: an export can be large, and one copy of private data less is one worry
	 * less. */
	source->text = is_private && !ds->show_values ? sv("") : arena_sv(&ds->mem, text);
	map_set_ptr(&ds->sources, sv(file), source);
}

static struct diag_kind *kind_named(struct diags *ds, const struct diag *d, const char *column, bool add)
{
	struct str key = STR_INIT;
	struct diag_kind *kind;

	str_printf(&key, "%s %s\n%s", d->code, d->at.file ? d->at.file : "", column);
	kind = map_ptr(&ds->counts, sv_of(&key));
	if (!kind && add) {
		kind = ARENA_NEW(&ds->mem, struct diag_kind);
		map_set_ptr(&ds->counts, sv_of(&key), kind);
	}
	str_dispose(&key);
	return kind;
}

/* A file of ten thousand columns must not show some of each. */
static struct diag_kind *kind_of(struct diags *ds, const struct diag *d)
{
	struct diag_kind *file = kind_named(ds, d, "", true), *kind;

	if (!d->column) return file;
	kind = kind_named(ds, d, d->column, file->columns < DIAG_COLUMNS);
	if (!kind) return file;
	file->columns += kind->total == 0;
	return kind;
}

/* Counts d among its kind; true if it is among the first `limit` and so worth keeping. */
static bool counted_within_limit(struct diags *ds, struct diag *d)
{
	d->kind = kind_of(ds, d);
	return d->kind->total++ < (ds->limit ? ds->limit : DIAG_LIMIT);
}

static void keep(struct diags *ds, const struct diag *seen)
{
	struct diag d = *seen;
	d.code = arena_strdup(&ds->mem, sv(d.code));
	d.text = arena_strdup(&ds->mem, sv(d.text));
	if (d.at.file) d.at.file = arena_strdup(&ds->mem, sv(d.at.file));
	if (d.help) d.help = arena_strdup(&ds->mem, sv(d.help));
	if (d.entry) d.entry = arena_strdup(&ds->mem, sv(d.entry));
	if (d.column) d.column = arena_strdup(&ds->mem, sv(d.column));
	if (ds->n == ds->cap) {
		ds->cap = ds->cap ? ds->cap * 2 : 16;
		ds->at = xrealloc(ds->at, ds->cap * sizeof *ds->at);
	}
	ds->at[ds->n++] = d;
}

void diags_add(
	struct diags *ds, enum severity sev, const char *code, struct place at, const char *help, const char *fmt, ...)
{
	struct diag d = { .sev = sev,
		.code = code,
		.at = at,
		.help = help,
		.entry = ds->entry,
		.column = ds->column,
		.reach = ds->reach };
	struct str text = STR_INIT;
	va_list ap;

	bool counts = d.reach != DIAG_SCREEN;
	d.reported = counts && ds->observe;
	if (counts) {
		ds->errors += sev == SEV_ERROR;
		ds->warnings += sev == SEV_WARNING;
		ds->total++;
	}
	bool kept = !counts || counted_within_limit(ds, &d);
	if (!kept && !d.reported) return;
	va_start(ap, fmt);
	str_vprintf(&text, fmt, ap);
	va_end(ap);
	d.text = text.ptr;
	if (d.reported) ds->observe(ds->observe_ctx, &d);
	if (kept) keep(ds, &d);
	str_dispose(&text);
}

const char *diags_text(struct diags *ds, const char *fmt, ...)
{
	va_list ap;
	const char *z = NULL;

	va_start(ap, fmt);
	z = arena_vprintf(&ds->mem, fmt, ap);
	va_end(ap);
	return z;
}

enum { VALUE_SHOWN = 80 };

/* Up to the first `limit` code points, without cutting one in two. */
static struct sv cut(struct sv v, size_t limit)
{
	size_t i = 0;
	uint32_t cp;

	for (size_t n = 0; n < limit && i < v.n; n++) {
		size_t len = utf8_decode(v, i, &cp);

		i += len ? len : 1;
	}
	return sv_sub(v, 0, i);
}

const char *diags_value(struct diags *ds, struct sv value)
{
	size_t n = utf8_length(value);
	struct sv shown;

	if (n == 0) return "(empty)";
	if (!ds->show_values) return diags_text(ds, n == 1 ? "(%zu character)" : "(%zu characters)", n);
	shown = cut(value, VALUE_SHOWN);
	return diags_text(ds, shown.n < value.n ? "\"%.*s…\"" : "\"%.*s\"", SV_ARG(shown));
}

struct place place_at(const char *file, struct sv text, size_t offset)
{
	struct place at = { file, 1, 1 };
	size_t i = 0;
	const char *newline = NULL;
	uint32_t cp;

	if (offset > text.n) offset = text.n;
	while (i < offset && (newline = memchr(text.p + i, '\n', offset - i))) {
		i = (size_t)(newline - text.p) + 1;
		at.line++;
	}
	while (i < offset) {
		size_t len = utf8_decode(text, i, &cp);

		i += len ? len : 1;
		/* An offset inside a character belongs to that character's column. */
		if (i <= offset) at.col++;
	}
	return at;
}

const char *diags_near(struct sv word, const char *const *names, size_t n)
{
	/* A third of the word may differ, but never more than three letters: beyond that a guess confuses more than it
	 * helps. */
	size_t best = word.n / 3 < 1 ? 1 : word.n / 3 > 3 ? 3 : word.n / 3;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		struct sv name = sv(names[i]);
		size_t distance = sv_ieq_ascii(word, name) ? 0 : sv_distance(word, name);

		/* A name that shares no letter with a short word is as far away as it can be: "a" is not "b". */
		if (distance >= (word.n > name.n ? word.n : name.n) && distance) continue;
		if (found ? distance >= best : distance > best) continue;
		best = distance;
		found = names[i];
	}
	return found;
}
