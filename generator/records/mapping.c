/* mapping.c lays a mapping over the header row of one file. Everything that does not fit is reported at once, each
 * with the line to change, because a form that was edited changes several columns together. A first row that hardly
 * fits at all is taken for data and its texts are kept out of the messages: files without a header row exist. */
#include "records/mapping.h"
#include <stdint.h>
#include "base/fs.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "records/words.h"

enum use { UNUSED, USED, IGNORED, WORDING };

struct binder {
	struct binding *out;
	struct arena *mem;
	const struct mapping *m;
	const struct csvin_row *row;
	struct diags *ds;
	struct sv *key; /* comparison forms of the headers */
	enum use *use;
	size_t wanted, missing;
	VEC(struct rule) absent_rule; /* what is missing, reported when it is known whether this is a header at all */
	VEC(struct sv) absent;
};

static struct sv key_in(struct arena *mem, struct sv v)
{
	struct str key = STR_INIT;
	words_key(&key, v);
	struct sv result = arena_sv(mem, sv_of(&key));
	str_dispose(&key);
	return result;
}

static size_t find_header(const struct binder *b, struct sv header, size_t occurrence)
{
	struct sv key = key_in(b->mem, header);
	for (size_t i = 0; i < b->row->n; i++)
		if (sv_eq(b->key[i], key) && --occurrence == 0) return i;
	return SIZE_MAX;
}

static size_t want(struct binder *b, const struct rule *rule, struct sv header, size_t occurrence)
{
	size_t column = find_header(b, header, occurrence);
	b->wanted++;
	if (column == SIZE_MAX) {
		vec_push(&b->absent_rule, *rule);
		vec_push(&b->absent, header);
	} else {
		b->use[column] = USED;
	}
	return column;
}

/* The value a ticked column stands for, by its header. */
static size_t value_of(struct binder *b, const struct rule *rule, struct sv label, struct place at)
{
	struct sv key = key_in(b->mem, label);
	for (size_t i = 0; i < rule->nwords; i++)
		if (sv_eq(rule->word[i].before, key)) return rule->word[i].value;
	size_t value = rule->vocab ? vocab_lookup(rule->vocab, label) : 0;
	if (value != SIZE_MAX) return value;
	diags_error(b->ds, "R013", at,
		diags_text(b->ds, "add it to the vocabulary \"%s\" or to aliases of %s", rule->vocab_name, rule->field),
		"the choice \"%.*s\" is not in the vocabulary \"%s\"", SV_ARG(label), rule->vocab_name);
	return 0;
}

static void bind_choices(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	struct bound_column *at = ARENA_ARRAY(b->mem, struct bound_column, rule->choices.n + 1);
	for (size_t i = 0; i < rule->choices.n; i++) {
		size_t value = value_of(b, rule, rule->choices.at[i], rule->choices.place[i]);
		size_t column = want(b, rule, rule->choices.at[i], rule->occurrence);
		if (column != SIZE_MAX)
			at[out->n++] = (struct bound_column){ column, value, sv(b->out->header[column]) };
	}
	out->at = at;
}

/* A run of columns, or those whose header matches. */
static void bind_family(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	struct bound_column *at = ARENA_ARRAY(b->mem, struct bound_column, b->row->n + 1);
	size_t from = 0, to = b->row->n;
	struct sv pattern = key_in(b->mem, rule->header);
	if (rule->source == BY_RANGE) {
		from = want(b, rule, rule->header, rule->occurrence);
		to = want(b, rule, rule->last, rule->occurrence);
		if (from == SIZE_MAX || to == SIZE_MAX) return;
		if (to++ < from)
			diags_error(b->ds, "R014", rule->header_at, "exchange from and to",
				"the range of %s ends before it begins", rule->field);
	}
	for (size_t i = from; i < to; i++) {
		if (rule->source == BY_MATCH && !fs_match(pattern.p, b->key[i])) continue;
		b->use[i] = USED;
		at[out->n++] = (struct bound_column){ i, value_of(b, rule, b->row->cell[i], b->row->at[i]),
			sv(b->out->header[i]) };
	}
	if (rule->source == BY_MATCH && out->n == 0) {
		b->wanted++;
		vec_push(&b->absent_rule, *rule);
		vec_push(&b->absent, rule->header);
	}
	out->at = at;
}

static void bind_rule(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	if (rule->source == BY_CHOICES) {
		bind_choices(b, rule, out);
	} else if (rule->source == BY_RANGE || rule->source == BY_MATCH) {
		bind_family(b, rule, out);
	} else {
		struct bound_column *at = ARENA_NEW(b->mem, struct bound_column);
		if (rule->source == BY_HEADER)
			at->column = want(b, rule, rule->header, rule->occurrence);
		else
			at->column = rule->position <= b->row->n ? rule->position - 1 : SIZE_MAX;
		if (rule->source == BY_POSITION && at->column == SIZE_MAX)
			diags_error(b->ds, "R015", rule->header_at, "correct the position",
				"the file has %zu columns only", b->row->n);
		else if (rule->source == BY_POSITION)
			b->use[at->column] = USED;
		out->at = at;
		out->n = at->column != SIZE_MAX;
	}
}

/* By name, so that columns that changed places are not taken for columns that changed. */
static int by_header(const void *pa, const void *pb)
{
	const struct bound_other *a = pa, *b = pb;
	int order = sv_cmp(a->header, b->header);
	return order ? order : (a->column > b->column) - (a->column < b->column);
}

static const struct bound_other *bind_others(
	struct binder *b, const struct yaml_texts *patterns, enum use use, size_t *n)
{
	struct bound_other *others = ARENA_ARRAY(b->mem, struct bound_other, b->row->n + 1);
	*n = 0;
	for (size_t p = 0; p < patterns->n; p++) {
		struct sv pattern = key_in(b->mem, patterns->at[p]);
		for (size_t i = 0; i < b->row->n; i++)
			if (b->use[i] == UNUSED && fs_match(pattern.p, b->key[i])) b->use[i] = use;
	}
	for (size_t i = 0; i < b->row->n; i++)
		if (b->use[i] == use) others[(*n)++] = (struct bound_other){ i, sv(b->out->header[i]) };
	qsort(others, *n, sizeof *others, by_header);
	return others;
}

static void bind_skip(struct binder *b)
{
	size_t *columns = ARENA_ARRAY(b->mem, size_t, b->m->nskip + 1);
	for (size_t i = 0; i < b->m->nskip; i++) {
		columns[i] = find_header(b, b->m->skip[i].header, 1);
		b->wanted++;
		if (columns[i] == SIZE_MAX) {
			struct rule rule = { .field = "skip when", .at = b->m->skip[i].at };
			vec_push(&b->absent_rule, rule);
			vec_push(&b->absent, b->m->skip[i].header);
		} else if (b->use[columns[i]] == UNUSED) {
			b->use[columns[i]] = USED;
		}
	}
	b->out->skip = columns;
}

/* "Job title" -> "job_title". */
static const char *field_name_for(struct binder *b, size_t column)
{
	struct str name = STR_INIT;
	struct sv key = b->key[column];
	for (size_t i = 0; i < key.n && name.len < 40; i++) {
		char c = key.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_putc(&name, c);
		else if (name.len && name.ptr[name.len - 1] != '_')
			str_putc(&name, '_');
	}
	while (name.len && name.ptr[name.len - 1] == '_') str_truncate(&name, name.len - 1);
	const char *result = diags_text(b->ds, "%s", name.len ? name.ptr : "new_field");
	str_dispose(&name);
	return result;
}

static void report_missing(struct binder *b)
{
	const char **spare = ARENA_ARRAY(b->mem, const char *, b->row->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->row->n; i++)
		if (b->use[i] == UNUSED) spare[n++] = b->out->header[i];
	for (size_t i = 0; i < b->absent.n; i++) {
		const struct rule *rule = &b->absent_rule.at[i];
		const char *near = diags_near(b->absent.at[i], spare, n);
		const char *help = near ? diags_text(b->ds, "did the form rename it to \"%s\"? then change it at %s:%u",
						  near, b->m->name, rule->at.line)
					: diags_text(b->ds, "if the form no longer asks this, remove it at %s:%u",
						  b->m->name, rule->at.line);
		diags_error(b->ds, "R011", b->row->n ? b->row->at[0] : NOPLACE, help,
			"there is no column \"%.*s\"%s (%s)", SV_ARG(b->absent.at[i]),
			rule->occurrence > 1 ? diags_text(b->ds, " for the %zu. time", rule->occurrence) : "",
			rule->field);
	}
}

static void report_unmapped(struct binder *b)
{
	for (size_t i = 0; i < b->row->n; i++) {
		if (b->use[i] != UNUSED || (b->key[i].n == 0 && i + 1 == b->row->n)) continue;
		const char *h = b->out->header[i];
		diags_error(b->ds, "R010", b->row->at[i],
			diags_text(b->ds,
				"add to %s either %s: \"%s\" under columns (and %s to private in the policy), "
				"or \"%s\" to ignore (remembered, never published), or put it in the place of a column "
				"it replaces",
				b->m->name, field_name_for(b, i), h, field_name_for(b, i), h),
			"the mapping does not know the column \"%s\"", h);
	}
}

/* Fewer than half of the wanted columns: not the header this mapping is for, or no header at all. */
static bool is_header(struct binder *b)
{
	if (b->absent.n * 2 <= b->wanted) return true;
	diags_error(b->ds, "R012", b->row->n ? b->row->at[0] : NOPLACE,
		diags_text(b->ds, "is it the right export? the mapping %s expects headers such as \"%.*s\"", b->m->name,
			SV_ARG(b->absent.at[0])),
		"the first row is not the header this export should have: %zu of %zu columns are missing", b->absent.n,
		b->wanted);
	return false;
}

static void read_headers(struct binder *b)
{
	const char **header = ARENA_ARRAY(b->mem, const char *, b->row->n + 1);
	b->key = ARENA_ARRAY(b->mem, struct sv, b->row->n + 1);
	b->use = ARENA_ARRAY(b->mem, enum use, b->row->n + 1);
	for (size_t i = 0; i < b->row->n; i++) {
		struct str squeezed = STR_INIT;
		utf8_squeeze(&squeezed, b->row->cell[i]);
		header[i] = arena_strdup(b->mem, sv_of(&squeezed));
		b->key[i] = key_in(b->mem, b->row->cell[i]);
		str_dispose(&squeezed);
	}
	b->out->header = header;
	b->out->ncolumns = b->row->n;
}

int mapping_bind(struct binding *out, struct arena *mem, const struct mapping *m, const struct csvin_row *header,
	struct diags *ds)
{
	size_t errors = ds->errors;
	struct binder b = { .out = out, .mem = mem, .m = m, .row = header, .ds = ds };
	*out = (struct binding){ .mapping = m, .form_column = SIZE_MAX };
	read_headers(&b);
	out->rule = ARENA_ARRAY(mem, struct bound_rule, m->nrules + 1);
	for (size_t i = 0; i < m->nrules; i++) bind_rule(&b, &m->rule[i], &out->rule[i]);
	bind_skip(&b);
	out->ignored = bind_others(&b, &m->ignore, IGNORED, &out->nignored);
	out->wording = bind_others(&b, &m->wording, WORDING, &out->nwording);
	if (is_header(&b)) {
		report_missing(&b);
		report_unmapped(&b);
	}
	vec_dispose(&b.absent_rule);
	vec_dispose(&b.absent);
	return ds->errors > errors ? -1 : 0;
}
