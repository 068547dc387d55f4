/* mapping_header.c reads a file's first row for what it is: the names of its columns, or, since databases write files
 * without such a row, a record already. Taking the one for the other would swallow a person or make one up, and print a
 * person's cells as names of columns. */
#include "base/utf8.h"
#include "records/mapping_bind.h"
#include "records/mapping_read.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(struct sv text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) n += is_digit(text.p[i]);
	return n;
}

const char *mapping_shown(struct arena *mem, struct sv text, size_t most)
{
	size_t i = 0;
	for (size_t n = 0; i < text.n && n < most; n++) utf8_next(text, &i);
	return i == text.n ? arena_strdup(mem, text) : arena_printf(mem, "%.*s…", (int)i, text.p);
}

/* 7 of "column 7", else 0. */
static size_t column_named(struct binder *b, struct sv header)
{
	struct sv key = header.n ? mapping_key(b->mem, header) : header;
	static const char prefix[] = "column ";
	size_t n = 0, at = sizeof prefix - 1;
	if (!sv_starts(key, prefix)) return 0;
	for (; at < key.n && is_digit(key.p[at]) && n <= CSVIN_MAX_COLUMNS; at++)
		n = n * 10 + (size_t)(key.p[at] - '0');
	return at == key.n && n <= CSVIN_MAX_COLUMNS ? n : 0;
}

static size_t most_of(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t highest_of(struct binder *b, const struct yaml_texts *headers)
{
	size_t most = 0;
	for (size_t i = 0; i < headers->n; i++) most = most_of(most, column_named(b, headers->at[i]));
	return most;
}

/* The highest column that the mapping names: by its position, or as "column 7". */
static size_t highest_named(struct binder *b)
{
	const struct mapping *m = b->m;
	size_t most = most_of(highest_of(b, &m->ignore), highest_of(b, &m->wording));
	for (size_t i = 0; i < m->nrules; i++) {
		const struct rule *r = &m->rule[i];
		if (r->source == BY_POSITION && r->position <= CSVIN_MAX_COLUMNS) most = most_of(most, r->position);
		most = most_of(most, most_of(column_named(b, r->header), column_named(b, r->last)));
		most = most_of(most, most_of(column_named(b, r->text_header), highest_of(b, &r->choices)));
	}
	for (size_t i = 0; i < m->nskip; i++) most = most_of(most, column_named(b, m->skip[i].header));
	return most_of(most, column_named(b, m->form_header));
}

/* Where no header row is, columns are called by their numbers. A spreadsheet may have dropped empty cells at the end of
 * the first row, so all that the mapping names are there. */
static void number_row(struct binder *b)
{
	const struct csvin_row *first = b->first;
	size_t named = highest_named(b), n = named > first->n ? named : first->n;
	struct sv *cell = ARENA_ARRAY(b->mem, struct sv, n + 1);
	struct place *at = ARENA_ARRAY(b->mem, struct place, n + 1);
	for (size_t i = 0; i < n; i++) {
		cell[i] = sv(arena_printf(b->mem, "column %zu", i + 1));
		at[i] = i < first->n ? first->at[i] : (struct place){ n ? first->at[0].file : NULL, first->line, 1 };
	}
	struct csvin_row *row = ARENA_NEW(b->mem, struct csvin_row);
	*row = *first;
	row->cell = cell;
	row->at = at;
	row->n = n;
	b->row = row;
}

void mapping_header_read(struct binder *b)
{
	if (b->m->no_header) number_row(b);
	const char **header = ARENA_ARRAY(b->mem, const char *, b->row->n + 1);
	struct sv *text = ARENA_ARRAY(b->mem, struct sv, b->row->n + 1);
	b->key = ARENA_ARRAY(b->mem, struct sv, b->row->n + 1);
	b->use = ARENA_ARRAY(b->mem, enum use, b->row->n + 1);
	for (size_t i = 0; i < b->row->n; i++) {
		struct str squeezed = STR_INIT;
		utf8_squeeze(&squeezed, b->row->cell[i]);
		text[i] = arena_sv(b->mem, sv_of(&squeezed));
		header[i] = mapping_shown(b->mem, text[i], SHOWN_MAX);
		b->key[i] = mapping_key(b->mem, b->row->cell[i]);
		str_dispose(&squeezed);
	}
	b->out->header = b->header = header;
	b->out->text = text;
	b->out->ncolumns = b->row->n;
}

static bool is_number(const struct rule *r)
{
	return r->kind == FIELD_ENTRY_NO || r->kind == FIELD_MEMBER_NO;
}

/* "2026-01-02 10:00", "3/4/26", "45000", "March 4, 2026 10:00"; not "Date (since 2026-01-01)". */
static bool reads_as_date(struct sv cell)
{
	enum { LONGEST = 24 };
	size_t digits = count_digits(cell);
	if (digits >= 3 && is_digit(cell.p[0])) return true;
	return digits >= 5 && cell.n <= LONGEST && sv_find(cell, sv("(")) == SIZE_MAX;
}

/* Columns are named by their numbers in some tables, so a number that is the column's own proves nothing. */
static bool reads_as_value(const struct rule *r, struct sv cell)
{
	size_t at = sv_find(cell, sv("@")), number = 0;
	if (r->type == RULE_EMAIL)
		return at != SIZE_MAX && at > 0 && at + 1 < cell.n && sv_find(cell, sv(" ")) == SIZE_MAX;
	if (r->type == RULE_DATE) return reads_as_date(cell);
	if (!is_number(r) || cell.n == 0 || count_digits(cell) < cell.n || cell.n > 18) return false;
	for (size_t i = 0; i < cell.n; i++) number = number * 10 + (size_t)(cell.p[i] - '0');
	return number != r->position && number + 1 != r->position;
}

static struct sv first_cell(const struct binder *b, size_t column)
{
	return column < b->first->n ? sv_trim(b->first->cell[column]) : sv("");
}

bool mapping_header_is_record(const struct binder *b)
{
	for (size_t i = 0; i < b->m->nrules && !b->m->no_header; i++) {
		const struct rule *r = &b->m->rule[i];
		if (r->source == BY_POSITION && reads_as_value(r, first_cell(b, r->position - 1))) return true;
	}
	return false;
}

bool mapping_header_is_there(const struct binder *b)
{
	for (size_t i = 0; i < b->m->nrules && b->m->no_header; i++) {
		const struct bound_rule *bound = &b->out->rule[i];
		struct sv cell = bound->n ? first_cell(b, bound->at[0].column) : sv("");
		if (is_number(&b->m->rule[i]) && cell.n && count_digits(cell) == 0) return true;
	}
	return false;
}

void mapping_header_hide(struct binder *b)
{
	struct sv *text = ARENA_ARRAY(b->mem, struct sv, b->row->n + 1);
	b->out->strange = true;
	for (size_t i = 0; i < b->row->n; i++) {
		b->header[i] = arena_printf(b->mem, "column %zu", i + 1);
		text[i] = sv(b->header[i]);
	}
	b->out->text = text;
}
