/* mapping_fix.c finds what a changed form broke: the columns that came and went, and the answers that nobody knows yet. It pairs the
 * new columns with the missing ones by what they are called, what they hold and where they stand, because the evening before a
 * publish nobody wants to read a hundred headers. */
#include "records/mapping_fix.h"
#include <stdint.h>
#include "base/vec.h"
#include "records/daytime.h"
#include "records/guess.h"
#include "records/mapping_answers.h"
#include "records/mapping_edit.h"
#include "records/mapping_explain.h"
#include "records/words.h"

enum { NEAR_ENOUGH = 45, WORDS_MAX = 200 /* unknown texts of one file */ };
static const char *const state_words[] = { "active", "pause", "withdraw", "full" };
static const char *const consent_words[] = { "profile", "group", "not listed", "older" };

const char mapping_fix_empty[] = "empty";

/* Of one rule's dates: how many are in no order listed, and what all of them say of day and month. */
struct seen_dates {
	size_t unlisted, year_first, only_md, only_dm;
};
struct finder {
	struct arena *mem;
	const struct mapping *m;
	struct binding b;
	struct survey survey;
	VEC(struct fix_item) items;
	struct seen_dates *dates; /* by rule */
	struct map words;         /* rule number and text -> item */
	bool bound;
	struct diags found; /* what mapping_bind says; told in questions instead */
};

const char *mapping_fix_word(const struct rule *r, size_t n)
{
	if (r->type == RULE_STATUS) return n < 4 ? state_words[n] : NULL;
	if (r->type == RULE_CONSENT) return n < 4 ? consent_words[n] : NULL;
	if (!r->vocab || n >= r->vocab->n) return NULL;
	return n + 1 < r->vocab->n ? r->vocab->value[n + 1].code.p : mapping_fix_empty;
}

const char *mapping_fix_near(const struct rule *r, struct sv typed)
{
	const char *word;
	size_t n = 0;
	while (mapping_fix_word(r, n)) n++;
	const char **words = xcalloc(n + 1, sizeof *words);
	for (size_t i = 0; (word = mapping_fix_word(r, i)); i++) words[i] = word;
	word = diags_near(typed, words, n);
	free(words);
	return word;
}

/* Answers. */

static bool held(const struct finder *f, const struct csvin_row *row)
{
	bool result = false;
	struct str key = STR_INIT;
	for (size_t i = 0; i < f->m->nskip && !result; i++) {
		size_t column = f->b.skip[i];
		words_key(&key, column < row->n ? row->cell[column] : sv(""));
		result = column != SIZE_MAX && sv_eq(sv_of(&key), f->m->skip[i].value_key);
	}
	str_dispose(&key);
	return result;
}

/* A date of whatever order: one that is not listed is a question of its own. */
static bool is_day(struct sv text)
{
	struct daytime d;
	enum daytime_result result = daytime_read(text, NULL, 0, &d);
	return result == DAYTIME_OK || (result == DAYTIME_UNLISTED && d.order != DATE_SERIAL);
}

static bool word_fits(const struct rule_word *w, struct sv key)
{
	if (!w->dated) return sv_eq(key, w->before);
	return key.n > w->before.n + w->after.n && sv_eq(sv_sub(key, 0, w->before.n), w->before) &&
	       sv_eq(sv_sub(key, key.n - w->after.n, w->after.n), w->after) &&
	       is_day(sv_sub(key, w->before.n, key.n - w->before.n - w->after.n));
}

static bool known_word(const struct rule *r, struct sv text)
{
	struct str key = STR_INIT;
	bool known = false;
	words_key(&key, text);
	for (size_t i = 0; i < r->nwords && !known; i++) known = word_fits(&r->word[i], sv_of(&key));
	if (!known && r->vocab) known = map_get(&r->vocab->by_word, sv_of(&key), NULL);
	str_dispose(&key);
	return known;
}

static const char *guess_word(const struct rule *r, struct sv text)
{
	if (r->type == RULE_CONSENT) return NULL;
	if (r->type == RULE_STATUS) return mapping_answers_status(text);
	const char **labels = xcalloc(r->vocab->n + 1, sizeof *labels);
	for (size_t i = 1; i < r->vocab->n; i++) labels[i - 1] = r->vocab->value[i].label.p;
	const char *near = diags_near(text, labels, r->vocab->n - 1), *code = NULL;
	for (size_t i = 1; near && i < r->vocab->n && !code; i++)
		if (labels[i - 1] == near) code = r->vocab->value[i].code.p;
	free(labels);
	return code;
}

static void note_word(struct finder *f, size_t rule, struct sv text)
{
	const struct rule *r = &f->m->rule[rule];
	struct str phrase = STR_INIT, key = STR_INIT;
	uint64_t at;
	if (text.n == 0 || known_word(r, text)) return;
	if (r->type == RULE_STATUS)
		mapping_edit_date_phrase(&phrase, text);
	else
		str_sv(&phrase, text);
	words_key(&key, sv_of(&phrase));
	str_printf(&key, "\n%zu", rule);
	if (map_get(&f->words, sv_of(&key), &at)) {
		f->items.at[at].rows++;
	} else if (f->words.n < WORDS_MAX) {
		struct fix_item item = { .kind = FIX_WORD,
			.header = f->b.text[f->b.rule[rule].at[0].column].p,
			.field = r->field,
			.best = SIZE_MAX,
			.text = arena_sv(f->mem, sv_of(&phrase)),
			.rows = 1,
			.rule = r,
			.guess = guess_word(r, text) };
		map_set(&f->words, sv_of(&key), f->items.n);
		vec_push(&f->items, item);
	}
	str_dispose(&phrase);
	str_dispose(&key);
}

static void note_date(struct finder *f, size_t rule, struct sv text)
{
	struct seen_dates *seen = &f->dates[rule];
	struct daytime d;
	enum daytime_result result = daytime_read(text, f->m->dates, f->m->ndates, &d);
	if ((result != DAYTIME_OK && result != DAYTIME_UNLISTED) || d.worded || d.order == DATE_SERIAL) return;
	seen->unlisted += result == DAYTIME_UNLISTED;
	if (d.order == DATE_YMD) {
		seen->year_first += result == DAYTIME_UNLISTED;
		return;
	}
	/* With dots the day stands first. */
	bool dotted = text.n > 2 && (text.p[1] == '.' || text.p[2] == '.');
	seen->only_md += d.only_md;
	seen->only_dm += d.only_dm || (dotted && !d.only_md);
}

static void note_cell(struct finder *f, size_t rule, struct sv cell)
{
	const struct rule *r = &f->m->rule[rule];
	struct sv rest = cell, part;
	size_t at, n;
	if (r->type == RULE_DATE) {
		note_date(f, rule, cell);
		return;
	}
	if (r->type == RULE_STATUS && mapping_edit_find_date(cell, &at, &n)) note_date(f, rule, sv_sub(cell, at, n));
	if (r->type != RULE_LIST) {
		note_word(f, rule, cell);
		return;
	}
	while (sv_split(&rest, r->separator, &part)) note_word(f, rule, sv_trim(part));
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct finder *f = ctx;
	bool blank = true;
	for (size_t i = 0; i < row->n; i++) blank &= sv_trim(row->cell[i]).n == 0;
	if (blank) return 0;
	if (!f->bound) {
		mapping_bind(&f->b, f->mem, f->m, row, &f->found);
		f->bound = true;
		if (!f->m->no_header) return 0;
	}
	if (held(f, row)) return 0;
	for (size_t i = 0; i < f->m->nrules; i++) {
		const struct rule *r = &f->m->rule[i];
		bool words = ((r->type == RULE_CODE || r->type == RULE_LIST) && r->vocab) || r->type == RULE_CONSENT ||
			     r->type == RULE_STATUS || r->type == RULE_DATE;
		if (!words || f->b.rule[i].n == 0 || f->b.rule[i].at[0].column >= row->n) continue;
		note_cell(f, i, sv_trim(row->cell[f->b.rule[i].at[0].column]));
	}
	return 0;
}

static void add_order(struct finder *f, size_t rule, size_t rows, const char *order, const char *other)
{
	struct fix_item item = { .kind = FIX_DATES,
		.header = f->b.header[f->b.rule[rule].at[0].column],
		.field = f->m->rule[rule].field,
		.best = SIZE_MAX,
		.rows = rows,
		.orders = { order, other, NULL },
		.rule = &f->m->rule[rule] };
	vec_push(&f->items, item);
}

/* dates: is for the whole file, so each order is asked for once, and one column that proves it speaks for the others. */
static void add_dates(struct finder *f)
{
	struct seen_dates all = { 0 };
	bool year = false, md = false, dm = false;
	size_t open = SIZE_MAX;
	for (size_t i = 0; i < f->m->nrules; i++) {
		const struct seen_dates *s = &f->dates[i];
		if (s->unlisted == 0) continue;
		if (s->only_md && s->only_dm) {
			add_order(f, i, s->unlisted, NULL, NULL);
			continue;
		}
		if (s->year_first && !year) year = true, add_order(f, i, s->year_first, "ymd", NULL);
		if (s->unlisted == s->year_first) continue;
		if (s->only_md && !md) md = true, add_order(f, i, s->unlisted - s->year_first, "mdy", NULL);
		if (s->only_dm && !dm) dm = true, add_order(f, i, s->unlisted - s->year_first, "dmy", NULL);
		if (!s->only_md && !s->only_dm && open == SIZE_MAX) open = i;
		all.unlisted += s->unlisted - s->year_first;
	}
	if (open != SIZE_MAX && !md && !dm) add_order(f, open, all.unlisted, "mdy", "dmy");
}

/* Columns. */

static void add_lost(struct finder *f, const struct explanation *e)
{
	for (size_t i = 0; i < e->nlacks; i++) {
		bool again = false;
		for (size_t k = 0; k < f->items.n; k++)
			again |= f->items.at[k].kind == FIX_LOST &&
				 words_same(sv(f->items.at[k].header), sv(e->lack[i].header));
		if (again) continue;
		const struct rule *r = mapping_rule(f->m, e->lack[i].field);
		struct fix_item item = { .kind = FIX_LOST,
			.header = e->lack[i].header,
			.field = e->lack[i].field,
			.choice = r && r->source == BY_CHOICES,
			.best = SIZE_MAX,
			.rule = r };
		vec_push(&f->items, item);
	}
}

static void add_new(struct finder *f, const struct explanation *e)
{
	for (size_t i = 0; i < e->nlines; i++) {
		const struct explain_line *line = &e->line[i];
		size_t k = 0;
		if (line->fate != EXPLAIN_OPEN) continue;
		while (k < f->items.n &&
			!(f->items.at[k].kind == FIX_NEW && words_same(sv(f->items.at[k].header), sv(line->header))))
			k++;
		if (k < f->items.n) {
			f->items.at[k].of++;
			continue;
		}
		struct fix_item item = {
			.kind = FIX_NEW, .header = line->header, .column = line->column, .of = 1, .best = SIZE_MAX
		};
		vec_push(&f->items, item);
	}
}

/* How alike two headers are, 0 to 60: by edits, and by the longer words that they share. */
static int alike(const char *a, const char *b)
{
	struct str x = STR_INIT, y = STR_INIT;
	struct sv rest, word;
	guess_normal(&x, sv(a));
	guess_normal(&y, sv(b));
	size_t longest = x.len > y.len ? x.len : y.len, distance = sv_distance(sv_of(&x), sv_of(&y));
	int score = longest ? 60 - (int)(distance * 60 / longest) : 0, shared = 0;
	rest = sv_of(&x);
	while (sv_split(&rest, ' ', &word)) {
		char phrase[64];
		if (word.n < 3 || word.n >= sizeof phrase) continue;
		memcpy(phrase, word.p, word.n);
		phrase[word.n] = '\0';
		if (guess_phrase(sv_of(&y), phrase)) shared += 20;
	}
	str_dispose(&x);
	str_dispose(&y);
	if (score < 0) score = 0;
	return score > shared ? score : shared < 60 ? shared : 60;
}

static unsigned kind_bit(const struct mapping *m)
{
	static const unsigned bits[] = { GUESS_MENTOR, GUESS_PEER, GUESS_MENTEE, GUESS_PLAN, GUESS_EVALUATION };
	return m->roster || m->kind >= KIND_COUNT ? GUESS_ROSTER : bits[m->kind];
}

/* Do the values speak for the missing field or against it? */
static int holds(const struct finder *f, const struct fix_item *lost, const struct survey_column *c)
{
	size_t in = 0;
	const struct rule *r = lost->rule;
	bool tick = c->filled && c->ticks + c->noes == c->filled && c->nvalues <= 2;
	if (!r || c->filled == 0) return 0;
	if (lost->choice) return tick ? 30 : -60;
	switch (r->type) {
	case RULE_DATE: return survey_mostly(survey_dates(c) + c->serials, c->filled, 60) ? 25 : -60;
	case RULE_NUMBER:
	case RULE_BAND: return survey_mostly(c->numbers, c->filled, 60) ? 20 : -60;
	case RULE_EMAIL: return survey_mostly(c->emails, c->filled, 60) ? 60 : -60;
	case RULE_YES_NO: return survey_mostly(c->yes_no, c->filled, 80) ? 20 : -60;
	case RULE_CODE:
	case RULE_CONSENT:
	case RULE_STATUS:
		for (size_t i = 0; i < c->nvalues; i++) in += known_word(r, c->value[i].text) ? c->value[i].rows : 0;
		return survey_mostly(in, c->filled, 60) ? 60 : -40;
	default: break;
	}
	struct guess guess;
	for (size_t next = 0; guess_field(c, f->survey.rows, kind_bit(f->m), &next, &guess);)
		if (!strcmp(guess.field, lost->field)) return 50;
	return tick || survey_mostly(c->emails + survey_dates(c), c->filled, 60) ? -60 : 0;
}

/* A column renamed in place has its old neighbors: their lines in the mapping are near. */
static int beside(const struct finder *f, const struct fix_item *lost, size_t column)
{
	for (size_t i = 0; lost->rule && i < f->m->nrules; i++)
		for (size_t k = 0; k < f->b.rule[i].n; k++) {
			size_t at = f->b.rule[i].at[k].column;
			unsigned a = f->m->rule[i].at.line, b = lost->rule->at.line;
			if ((at + 1 == column || at == column + 1) && (a > b ? a - b : b - a) <= 2) return 20;
		}
	return 0;
}

/* Column numbers of the file and of the survey are the same: both take the first row that is not blank. */
static void pair_up(struct finder *f)
{
	for (;;) {
		int best = NEAR_ENOUGH - 1;
		size_t new = SIZE_MAX, old = SIZE_MAX;
		for (size_t i = 0; i < f->items.n; i++) {
			const struct fix_item *n = &f->items.at[i];
			if (n->kind != FIX_NEW || n->best != SIZE_MAX || n->column >= f->survey.n) continue;
			for (size_t k = 0; k < f->items.n; k++) {
				const struct fix_item *l = &f->items.at[k];
				if (l->kind != FIX_LOST || l->best != SIZE_MAX) continue;
				int score = alike(n->header, l->header) + holds(f, l, &f->survey.column[n->column]) +
					    beside(f, l, n->column);
				if (score > best) best = score, new = i, old = k;
			}
		}
		if (new == SIZE_MAX) break;
		f->items.at[new].best = old;
		f->items.at[old].best = new;
	}
}

static bool is_strange(const struct diags *found)
{
	for (size_t i = 0; i < found->n; i++)
		if (!strcmp(found->at[i].code, "R012")) return true;
	return false;
}

int mapping_fix_find(struct fix_list *out, struct arena *mem, const struct claimed_file *file, const struct mapping *m,
	struct diags *ds)
{
	struct finder f = { .mem = mem, .m = m, .words = MAP_INIT, .found = DIAGS_INIT };
	struct csvin_options options = { .encoding = m->encoding, .delimiter = m->delimiter, .is_private = true };
	struct csvin_dialect dialect;
	struct explanation e;
	int result = -1;
	*out = (struct fix_list){ NULL, 0, false };
	f.dates = ARENA_ARRAY(mem, struct seen_dates, m->nrules + 1);
	if (survey_read(&f.survey, mem, file->path, file->name, m->encoding, m->delimiter, ds)) goto done;
	if (csvin_file(file->path, file->name, &options, &dialect, on_row, &f, &f.found) < 0 || !f.bound) goto done;
	out->strange = is_strange(&f.found);
	mapping_explain(&e, mem, &f.b);
	if (!out->strange) {
		add_lost(&f, &e);
		add_new(&f, &e);
		pair_up(&f);
		add_dates(&f);
		out->n = f.items.n;
		out->at = ARENA_ARRAY(mem, struct fix_item, f.items.n + 1);
		for (size_t i = 0; i < f.items.n; i++) out->at[i] = f.items.at[i];
	}
	result = 0;
done:
	survey_dispose(&f.survey);
	map_dispose(&f.words);
	vec_dispose(&f.items);
	diags_dispose(&f.found);
	return result;
}
