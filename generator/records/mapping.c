/* mapping.c lays a mapping over the header row of one file: each line under columns: gets the columns that feed it, and
 * every column of the file gets one fate. What does not fit is gathered here and told in mapping_misfit.c. */
#include "records/mapping.h"
#include <stdint.h>
#include "base/fs.h"
#include "records/mapping_bind.h"
#include "records/mapping_read.h"

/* The n-th column of this header from column `from` on; SIZE_MAX if there is none. */
static size_t find_header(const struct binder *b, struct sv header, size_t from, size_t occurrence)
{
	struct sv key = mapping_key(b->mem, header);
	for (size_t i = from; i < b->row->n; i++)
		if (sv_eq(b->key[i], key) && --occurrence == 0) return i;
	return SIZE_MAX;
}

static void miss(struct binder *b, struct absent a)
{
	b->wanted++;
	vec_push(&b->absent, a);
}

static size_t take(struct binder *b, size_t column)
{
	b->wanted++;
	b->use[column] = USED;
	return column;
}

/* The column of this header: the one that the rule says, or with `from` the first from there on. */
static size_t want(struct binder *b, const struct rule *rule, struct sv header, size_t from)
{
	size_t occurrence = from ? 1 : rule->occurrence, column = find_header(b, header, from, occurrence);
	if (column != SIZE_MAX) return take(b, column);
	if (!rule->optional) miss(b, (struct absent){ rule->field, rule->at, header, { 0 }, occurrence });
	return SIZE_MAX;
}

/* A column that was renamed has one of its names in each file; with two, one of them means something else by now. */
static size_t want_one_of(struct binder *b, const struct rule *rule)
{
	size_t column = find_header(b, rule->header, 0, rule->occurrence);
	for (size_t i = 0; i < rule->other_headers.n; i++) {
		size_t other = find_header(b, rule->other_headers.at[i], 0, rule->occurrence);
		if (other == SIZE_MAX) continue;
		b->use[other] = USED;
		if (column == SIZE_MAX)
			column = other;
		else
			diags_error(b->ds, "R114", b->row->at[other],
				diags_text(b->ds,
					"take the one that means something else off the list at %s:%u; older files "
					"in which it meant the same need a mapping of their own",
					b->m->name, rule->header_at.line),
				"the file has both \"%s\" and \"%s\", and %s can stand in one of them only",
				b->out->header[column], b->out->header[other], rule->field);
	}
	if (column != SIZE_MAX) return take(b, column);
	if (!rule->optional)
		miss(b, (struct absent){ rule->field, rule->at, rule->header, rule->other_headers, rule->occurrence });
	return SIZE_MAX;
}

/* The value a label stands for, by the mapping's aliases, then by the vocabulary; SIZE_MAX if unknown. */
static size_t label_value(struct binder *b, const struct rule *rule, struct sv label)
{
	struct sv key = mapping_key(b->mem, label);
	for (size_t i = 0; i < rule->nwords; i++)
		if (sv_eq(rule->word[i].before, key)) return rule->word[i].value;
	return rule->vocab ? vocab_lookup(rule->vocab, label) : 0;
}

/* What the star of the pattern stands for: of "Topics (*)" and "Topics (GCP trials)" the words "gcp trials". */
static struct sv starred(struct sv pattern, struct sv key)
{
	size_t star = sv_find(pattern, sv("*"));
	if (star == SIZE_MAX || pattern.n - 1 > key.n) return sv("");
	return sv_trim(sv_sub(key, star, key.n - (pattern.n - 1)));
}

/* The choice that a column of a family is, by its whole header, else by what the star stands for. */
static size_t family_value(struct binder *b, const struct rule *rule, struct sv pattern, size_t column)
{
	struct sv header = b->row->cell[column];
	size_t value = label_value(b, rule, header);
	if (value == SIZE_MAX && rule->source == BY_MATCH)
		value = label_value(b, rule, starred(pattern, b->key[column]));
	return value;
}

static size_t unknown_label(struct binder *b, const struct rule *rule, struct sv label, struct place at)
{
	diags_error(b->ds, "R013", at,
		diags_text(b->ds,
			"if the form only words it anew, run mentorpress mapping fix; else add it to the vocabulary "
			"\"%s\" or to aliases of %s",
			rule->vocab_name, rule->field),
		"the choice \"%s\" is not in the vocabulary \"%s\"", mapping_shown(b->mem, label, SHOWN_MAX),
		rule->vocab_name);
	return 0;
}

/* All labels that a choice has had mean one value, so one that the vocabulary knows is enough. */
static size_t choice_value(struct binder *b, const struct rule *rule, size_t choice)
{
	const struct yaml_texts *others = rule->other_choices ? &rule->other_choices[choice] : NULL;
	size_t value = label_value(b, rule, rule->choices.at[choice]);
	for (size_t i = 0; others && i < others->n; i++) {
		size_t other = label_value(b, rule, others->at[i]);
		if (value == SIZE_MAX)
			value = other;
		else if (other != SIZE_MAX && other != value)
			diags_error(b->ds, "R116", others->place[i],
				"labels of one choice stand together; give each choice of the vocabulary its own",
				"\"%.*s\" means another value of the vocabulary \"%s\" than \"%.*s\"",
				SV_ARG(others->at[i]), rule->vocab_name, SV_ARG(rule->choices.at[choice]));
	}
	return value != SIZE_MAX ? value
				 : unknown_label(b, rule, rule->choices.at[choice], rule->choices.place[choice]);
}

static void add_column(struct binder *b, struct bound_rule *out, struct bound_column *at, size_t column, size_t value)
{
	b->use[column] = USED;
	at[out->n++] = (struct bound_column){ column, value, b->out->text[column] };
}

/* One column a choice. Both the old and the new label of a choice may be there: ticked is ticked. */
static void bind_choices(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	size_t most = rule->choices.n + 1;
	for (size_t i = 0; rule->other_choices && i < rule->choices.n; i++) most += rule->other_choices[i].n;
	struct bound_column *at = ARENA_ARRAY(b->mem, struct bound_column, most);
	for (size_t i = 0; i < rule->choices.n; i++) {
		size_t value = choice_value(b, rule, i), before = out->n, column;
		const struct yaml_texts *others = rule->other_choices ? &rule->other_choices[i] : NULL;
		for (size_t o = 0; others && o < others->n; o++)
			if ((column = find_header(b, others->at[o], 0, rule->occurrence)) != SIZE_MAX)
				add_column(b, out, at, column, value);
		column = find_header(b, rule->choices.at[i], 0, rule->occurrence);
		if (column != SIZE_MAX) add_column(b, out, at, column, value);
		if (out->n > before)
			b->wanted++;
		else if (!rule->optional)
			miss(b, (struct absent){ rule->field, rule->at, rule->choices.at[i],
					others ? *others : (struct yaml_texts){ 0 }, rule->occurrence });
	}
	out->at = at;
}

/* From the n-th column of one header to the next of the other. */
static bool find_range(struct binder *b, const struct rule *rule, size_t *from, size_t *to)
{
	*from = want(b, rule, rule->header, 0);
	if (*from != SIZE_MAX && find_header(b, rule->last, *from, 1) == SIZE_MAX &&
		find_header(b, rule->last, 0, 1) != SIZE_MAX) {
		diags_error(b->ds, "R014", rule->header_at, "exchange from and to",
			"the range of %s ends before it begins", rule->field);
		b->use[find_header(b, rule->last, 0, 1)] = USED;
		return false;
	}
	*to = want(b, rule, rule->last, *from == SIZE_MAX ? 0 : *from);
	return *from != SIZE_MAX && *to != SIZE_MAX;
}

/* A run that meets a header again has run into the next question. */
static bool met_before(struct binder *b, const struct rule *rule, const struct bound_rule *out,
	const struct bound_column *at, size_t column)
{
	for (size_t i = 0; i < out->n; i++) {
		if (!sv_eq(b->key[at[i].column], b->key[column])) continue;
		diags_error(b->ds, "R115", b->row->at[column],
			diags_text(b->ds, "let it end earlier, at %s:%u; the second question has occurrence: 2",
				b->m->name, rule->header_at.line),
			"the range of %s holds the column \"%s\" twice", rule->field, b->out->header[column]);
		return true;
	}
	return false;
}

/* A run of columns, or those whose header matches: of each such header the n-th column. */
static void bind_family(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	struct bound_column *at = ARENA_ARRAY(b->mem, struct bound_column, b->row->n + 1);
	size_t from = 0, to = b->row->n;
	struct sv pattern = mapping_key(b->mem, rule->header);
	bool twice = false;
	if (rule->source == BY_RANGE) {
		if (!find_range(b, rule, &from, &to)) return;
		to++;
	}
	for (size_t i = from; i < to; i++) {
		if (rule->source == BY_MATCH &&
			(!fs_match(pattern.p, b->key[i]) || find_header(b, b->row->cell[i], 0, rule->occurrence) != i))
			continue;
		size_t value = 0;
		if (rule->source == BY_RANGE && !twice) twice = met_before(b, rule, out, at, i);
		if (rule->type == RULE_TICKS && (value = family_value(b, rule, pattern, i)) == SIZE_MAX)
			value = unknown_label(b, rule, b->row->cell[i], b->row->at[i]);
		add_column(b, out, at, i, value);
	}
	if (rule->source == BY_MATCH && out->n == 0)
		if (!rule->optional)
			miss(b, (struct absent){ rule->field, rule->at, rule->header, { 0 }, rule->occurrence });
	out->at = at;
}

static void bind_single(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	struct bound_column *at = ARENA_NEW(b->mem, struct bound_column);
	out->at = at;
	if (rule->source == BY_HEADER) {
		at->column = want_one_of(b, rule);
	} else if (rule->position <= b->row->n) {
		at->column = rule->position - 1;
		b->use[at->column] = USED;
	} else {
		at->column = SIZE_MAX;
		diags_error(b->ds, "R015", rule->header_at, "correct the position", "the file has %zu columns only",
			b->row->n);
	}
	out->n = at->column != SIZE_MAX;
	if (rule->nwordings) out->text_column = want(b, rule, rule->text_header, 0);
}

static void bind_rule(struct binder *b, const struct rule *rule, struct bound_rule *out)
{
	out->text_column = SIZE_MAX;
	if (rule->source == BY_CHOICES)
		bind_choices(b, rule, out);
	else if (rule->source == BY_RANGE || rule->source == BY_MATCH)
		bind_family(b, rule, out);
	else
		bind_single(b, rule, out);
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
		struct sv pattern = mapping_key(b->mem, patterns->at[p]);
		for (size_t i = 0; i < b->row->n; i++)
			if (b->use[i] == UNUSED && fs_match(pattern.p, b->key[i])) b->use[i] = use;
	}
	for (size_t i = 0; i < b->row->n; i++)
		if (b->use[i] == use) others[(*n)++] = (struct bound_other){ i, b->out->text[i] };
	qsort(others, *n, sizeof *others, by_header);
	return others;
}

/* A column that only decides about rows, beside what else it may feed. */
static size_t bind_deciding(struct binder *b, const char *what, struct sv header, struct place at)
{
	size_t column = find_header(b, header, 0, 1);
	if (column != SIZE_MAX) return take(b, column);
	miss(b, (struct absent){ what, at, header, { 0 }, 1 });
	return SIZE_MAX;
}

/* Several values of one column are several rules; a missing column is told once. */
static void bind_skip(struct binder *b)
{
	const struct skip_rule *skip = b->m->skip;
	size_t *columns = ARENA_ARRAY(b->mem, size_t, b->m->nskip + 1);
	for (size_t i = 0; i < b->m->nskip; i++)
		columns[i] = i && sv_eq(skip[i].header, skip[i - 1].header)
				     ? columns[i - 1]
				     : bind_deciding(b, "skip when", skip[i].header, skip[i].at);
	b->out->skip = columns;
}

int mapping_bind(struct binding *out, struct arena *mem, const struct mapping *m, const struct csvin_row *header,
	struct diags *ds)
{
	size_t errors = ds->errors;
	struct binder b = { .out = out, .mem = mem, .m = m, .row = header, .first = header, .ds = ds };
	*out = (struct binding){ .mapping = m, .form_column = SIZE_MAX };
	mapping_header_read(&b);
	out->rule = ARENA_ARRAY(mem, struct bound_rule, m->nrules + 1);
	for (size_t i = 0; i < m->nrules; i++) bind_rule(&b, &m->rule[i], &out->rule[i]);
	if (m->form_header.n) out->form_column = bind_deciding(&b, "form", m->form_header, m->form_at);
	bind_skip(&b);
	out->ignored = bind_others(&b, &m->ignore, IGNORED, &out->nignored);
	out->wording = bind_others(&b, &m->wording, WORDING, &out->nwording);
	mapping_misfit_report(&b);
	vec_dispose(&b.absent);
	return ds->errors > errors ? -1 : 0;
}
