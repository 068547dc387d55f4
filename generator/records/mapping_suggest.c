/* mapping_suggest.c decides what each column of an unknown export is for. It first takes what can hardly be mistaken (columns that are
 * choices of a vocabulary, columns that form tools add), then gives every field to the column that has most in its favor, and what
 * is the same in all rows and long is the form's own wording. */
#include "records/mapping_suggest.h"
#include <stdint.h>
#include "base/vec.h"
#include "records/fields.h"
#include "records/mapping_answers.h"
#include "records/words.h"

struct candidate {
	size_t column, order;
	struct guess guess;
	const struct vocab *vocab;
	const char *list, *why, *box;
};
struct suggester {
	struct mapping_draft *out;
	struct arena *mem;
	const struct survey *s;
	const struct vocabs *vocabs;
	struct map used; /* fields that have a column */
	VEC(struct candidate) candidates;
};

static struct draft_column *fate_of(struct suggester *g, size_t i, enum draft_fate fate, const char *why)
{
	struct draft_column *d = &g->out->column[i];
	d->fate = fate;
	d->why = why;
	return d;
}

/* Choices: columns whose headers are values of a vocabulary. */

static bool may_be_tick(const struct survey_column *c)
{
	return c->ticks + c->noes == c->filled;
}

static size_t run_of(struct suggester *g, size_t from, const struct vocab *v)
{
	size_t i = from;
	while (i < g->s->n && g->out->column[i].fate == DRAFT_OPEN && may_be_tick(&g->s->column[i])) {
		size_t value = vocab_lookup(v, sv(g->s->column[i].header));
		bool again = false;
		for (size_t j = from; j < i; j++) again |= sv_eq(g->s->column[j].key, g->s->column[i].key);
		if (value == SIZE_MAX || value == 0 || again) break;
		i++;
	}
	return i - from;
}

static void add_group(struct suggester *g, size_t from, size_t n, const struct vocab *v)
{
	struct draft_group group = { NULL, v, from, from + n - 1, n, g->s->column[from].occurrence, false };
	for (size_t i = from; i < from + n; i++) {
		struct draft_column *d = fate_of(g, i, DRAFT_CHOICE, "");
		d->group = g->out->ngroups;
		d->vocab = v;
		if (g->s->column[i].occurrence != group.occurrence) group.occurrence = 0;
	}
	/* Neither a list of choices nor a range can say where they are: left to be decided. */
	if (group.occurrence == 0 && g->s->column[group.first].occurrence != g->s->column[group.last].occurrence) {
		for (size_t i = from; i < from + n; i++) g->out->column[i].fate = DRAFT_OPEN;
		return;
	}
	g->out->group[g->out->ngroups++] = group;
}

static void find_groups(struct suggester *g)
{
	for (size_t i = 0; i < g->s->n;) {
		const struct vocab *best = NULL;
		size_t longest = 1; /* a single column with a vocabulary's word is more likely something else */
		for (size_t v = 0; v < g->vocabs->n; v++) {
			size_t n = run_of(g, i, g->vocabs->at[v]);
			if (n > longest) {
				longest = n;
				best = g->vocabs->at[v];
			}
		}
		if (best) add_group(g, i, longest, best);
		i += best ? longest : 1;
	}
}

/* The fields that may hold values of a vocabulary, the likeliest first. */
static const char *fields_of(const struct suggester *g, const struct vocab *v, bool one, const char *header)
{
	static const char *const same[][2] = { { "regions", "region" }, { "areas", "main_area" } };
	struct str normal = STR_INIT;
	guess_normal(&normal, sv(header));
	bool refuses =
		guess_phrase(sv_of(&normal),
			"rather not|refuse|refuses|not offer|not help|except|lieber nicht|nicht anbieten|plutot pas") >
		0;
	bool needs = guess_phrase(sv_of(&normal), "need|needs|look for|looking for|want help|help with|want to "
						  "learn|learn|suche|gesucht|recherche") > 0;
	str_dispose(&normal);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (!strcmp(v->name, same[i][0])) return same[i][1];
	if (strcmp(v->name, "topics") != 0) return v->name;
	if (field_find(sv(header)) && field_find(sv(header))->kind == FIELD_CODES)
		return header; /* our own name for it */
	if (refuses) return "refuses";
	if (g->out->kind_bit == GUESS_MENTOR) return "offers|refuses";
	if (one) return "primary_need";
	return g->out->kind_bit == GUESS_MENTEE ? "needs" : needs ? "needs|offers" : "offers|needs";
}

static const char *free_field(struct suggester *g, const char *fields)
{
	struct sv rest = sv(fields), name;
	while (sv_split(&rest, '|', &name))
		if (!map_get(&g->used, name, NULL)) return arena_strdup(g->mem, name);
	return NULL;
}

static void name_groups(struct suggester *g)
{
	for (size_t i = 0; i < g->out->ngroups; i++) {
		struct draft_group *group = &g->out->group[i];
		for (size_t k = 0; k < i; k++) group->guessed |= g->out->group[k].vocab == group->vocab;
		group->field = free_field(g, fields_of(g, group->vocab, false, ""));
		for (size_t k = 2; !group->field; k++) { /* a third question with the same choices */
			const char *name = arena_printf(g->mem, "%s_%zu", group->vocab->name, k);
			if (!map_get(&g->used, sv(name), NULL)) group->field = name;
		}
		map_set(&g->used, sv(group->field), i);
		for (size_t c = group->first; c <= group->last; c++) g->out->column[c].field = group->field;
	}
}

/* Single columns. */

/* Rows whose whole value, or all parts of it between separators, are in the vocabulary. */
static size_t rows_in_vocab(const struct survey_column *c, const struct vocab *v, char separator)
{
	size_t rows = 0;
	for (size_t i = 0; i < c->nvalues; i++) {
		struct sv rest = c->value[i].text, part;
		bool all = true;
		while (all && sv_split(&rest, separator ? separator : '\0', &part)) {
			size_t value = sv_trim(part).n ? vocab_lookup(v, sv_trim(part)) : 1;
			all = value != SIZE_MAX && value != 0;
		}
		if (all) rows += c->value[i].rows;
	}
	return rows;
}

static void offer(struct suggester *g, struct candidate c)
{
	c.order = g->candidates.n;
	vec_push(&g->candidates, c);
}

static void vocab_candidates(struct suggester *g, size_t i)
{
	static const char signs[] = { 0, '|', ';', ',', '\n' };
	static const char *const written[] = { NULL, "|", ";", ",", "newline" };
	const struct survey_column *c = &g->s->column[i];
	if (c->filled == 0 || c->numbers == c->filled || c->yes_no == c->filled) return;
	for (size_t k = 0; k < g->vocabs->n; k++) {
		const struct vocab *v = g->vocabs->at[k];
		size_t best = 0, sign = 0;
		for (size_t s = 0; s < sizeof signs; s++) {
			size_t rows = rows_in_vocab(c, v, signs[s]);
			if (rows > best) best = rows, sign = s;
		}
		if (!survey_mostly(best, c->filled, 60)) continue;
		struct sv rest = sv(fields_of(g, v, sign == 0, c->header)), name;
		for (unsigned less = 0; sv_split(&rest, '|', &name); less++)
			offer(g, (struct candidate){ .column = i,
					 .guess = { arena_strdup(g->mem, name),
						 (unsigned)(60 + best * 38 / c->filled) - less, NULL },
					 .vocab = v,
					 .list = written[sign],
					 .why = arena_printf(g->mem,
						 "%zu of %zu rows hold values of the vocabulary %s%s", best, c->filled,
						 v->name, sign ? ", several in a cell" : "") });
	}
}

static const char *why_of(struct suggester *g, const struct survey_column *c, const struct guess *guess)
{
	const char *header = guess->score == GUESS_CERTAIN ? "sure by its header"
			     : guess->score >= GUESS_WORDS ? "likely by its header"
							   : "by its values only, look at it";
	const struct field *f = field_find(sv(guess->field));
	enum field_kind kind = f ? f->kind : FIELD_OTHER;
	if (c->filled == 0) return arena_printf(g->mem, "%s; empty in all rows", header);
	if (kind == FIELD_EMAIL)
		return arena_printf(
			g->mem, "%s; %zu of %zu values look like e-mail addresses", header, c->emails, c->filled);
	if (kind == FIELD_DATE)
		return arena_printf(
			g->mem, "%s; %zu of %zu values look like dates", header, survey_dates(c), c->filled);
	if (kind == FIELD_NUMBER)
		return arena_printf(g->mem, "%s; %zu of %zu values are numbers", header, c->numbers, c->filled);
	if (kind == FIELD_FLAG)
		return arena_printf(g->mem, "%s; %zu of %zu values are yes or no", header, c->yes_no, c->filled);
	if (kind == FIELD_FILE)
		return arena_printf(g->mem, "%s; %zu of %zu values are names of files", header, c->files, c->filled);
	return arena_printf(g->mem, "%s; filled in %zu of %zu rows", header, c->filled, g->s->rows);
}

/* Consent and staff status bind people: they are taken only if their answers are understood. */
static bool answers_known(const struct survey_column *c, const char *field)
{
	size_t known = 0;
	bool consent = !strcmp(field, "consent");
	if (!consent && strcmp(field, "staff_status") != 0) return true;
	for (size_t i = 0; i < c->nvalues; i++)
		if (consent ? mapping_answers_consent(c->value[i].text) : mapping_answers_status(c->value[i].text))
			known += c->value[i].rows;
	return (!consent && c->filled == 0) || survey_mostly(known, c->filled, 50);
}

/* The code of ethics is often one box: the column holds the box's own words, or nothing. */
static void offer_box(struct suggester *g, size_t i)
{
	const struct survey_column *c = &g->s->column[i];
	struct str normal = STR_INIT;
	struct guess guess;
	guess_normal(&normal, sv(c->header));
	struct sv n = sv_of(&normal);
	bool words = c->nvalues == 1 && !c->more && c->ticks == 0 && c->noes == 0 && !c->urls && !sv_ends(n, " text") &&
		     !sv_ends(n, " description") && mapping_answers_agrees(c->value[0].text) &&
		     (g->out->kind_bit & ~(unsigned)GUESS_ROSTER);
	struct survey_column ticked = *c;
	ticked.yes_no = ticked.filled;
	for (size_t next = 0; words && guess_field(&ticked, g->s->rows, g->out->kind_bit, &next, &guess);) {
		if (strcmp(guess.field, "consent_ethics") != 0) continue;
		offer(g, (struct candidate){ .column = i,
				 .guess = { guess.field, GUESS_WORDS - 10,
					 NULL }, /* a column of yes and no goes first */
				 .box = arena_strdup(g->mem, c->value[0].text),
				 .why = arena_printf(
					 g->mem, "a single box, ticked in %zu of %zu rows", c->filled, g->s->rows) });
	}
	str_dispose(&normal);
}

static void collect(struct suggester *g)
{
	for (size_t i = 0; i < g->s->n; i++) {
		const struct survey_column *c = &g->s->column[i];
		const char *preference = guess_preference(c);
		struct guess guess;
		size_t next = 0;
		if (g->out->column[i].fate != DRAFT_OPEN) continue;
		if (preference && (g->out->kind_bit & GUESS_APPLICATION))
			offer(g, (struct candidate){ .column = i,
					 .guess = { preference, GUESS_CERTAIN, NULL },
					 .why = "by its header: whom the applicant prefers" });
		while (guess_field(c, g->s->rows, g->out->kind_bit, &next, &guess))
			if (answers_known(c, guess.field))
				offer(g,
					(struct candidate){ .column = i, .guess = guess, .why = why_of(g, c, &guess) });
		offer_box(g, i);
		vocab_candidates(g, i);
	}
}

static int best_first(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	if (a->guess.score != b->guess.score) return a->guess.score < b->guess.score ? 1 : -1;
	if (a->column != b->column) return a->column < b->column ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void give_fields(struct suggester *g)
{
	if (g->candidates.n) qsort(g->candidates.at, g->candidates.n, sizeof *g->candidates.at, best_first);
	for (size_t i = 0; i < g->candidates.n; i++) {
		const struct candidate *c = &g->candidates.at[i];
		if (g->out->column[c->column].fate != DRAFT_OPEN || map_get(&g->used, sv(c->guess.field), NULL))
			continue;
		struct draft_column *d = fate_of(g, c->column, DRAFT_FIELD, c->why);
		d->field = c->guess.field;
		d->type = c->guess.type;
		d->score = c->guess.score;
		d->vocab = c->vocab;
		d->list = c->list;
		d->box = c->box;
		map_set(&g->used, sv(d->field), c->column);
	}
}

/* A field that takes several values takes them from every export, though the rows that are here hold one at most. */
static void give_lists(struct suggester *g)
{
	const char *sign = ",";
	for (size_t i = g->s->n; i-- > 0;)
		if (g->out->column[i].fate == DRAFT_FIELD && g->out->column[i].list) sign = g->out->column[i].list;
	for (size_t i = 0; i < g->s->n; i++) {
		struct draft_column *d = &g->out->column[i];
		const struct field *f = d->fate == DRAFT_FIELD ? field_find(sv(d->field)) : NULL;
		if (!f || f->kind != FIELD_CODES || !d->vocab || d->list) continue;
		d->list = sign;
		d->why = arena_printf(g->mem, "%s; one in each cell so far, look whether \"%s\" stands between several",
			d->why, sign);
	}
}

/* A number of years is also the band it falls into, which is what may be published. */
static void give_bands(struct suggester *g)
{
	uint64_t column;
	if (!map_get(&g->used, sv("qa_years"), &column) || map_get(&g->used, sv("experience"), NULL)) return;
	const struct vocab *v = vocab_named(g->vocabs, sv("experience"));
	bool bands = false;
	for (size_t i = 1; v && i < v->n; i++) bands |= v->value[i].from >= 0 || v->value[i].to >= 0;
	if (bands) g->out->column[column].band = v;
}

/* Columns that are no answers. */

static bool is_form_column(const struct survey_column *c)
{
	static const char *const names[] = { "mentor", "peer", "mentee", "plan", "evaluation" };
	size_t known = 0;
	if (c->more || c->nvalues == 0 ||
		!(sv_is(c->key, "form") || sv_is(c->key, "form type") || sv_is(c->key, "application type")))
		return false;
	for (size_t i = 0; i < c->nvalues; i++)
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			known += words_same(c->value[i].text, sv(names[k]));
	return known == c->nvalues;
}

static void sort_out(struct suggester *g)
{
	bool form = false;
	for (size_t i = 0; i < g->s->n; i++) {
		const struct survey_column *c = &g->s->column[i];
		const char *skip = guess_skip(c);
		if (g->out->column[i].fate != DRAFT_OPEN) continue;
		if (c->key.n == 0) {
			if (i + 1 == g->s->n && c->filled == 0) fate_of(g, i, DRAFT_BLANK, "no header, no values");
		} else if (!form && !(g->out->kind_bit & GUESS_ROSTER) && is_form_column(c)) {
			form = true;
			g->out->kind_bit = GUESS_APPLICATION; /* of all kinds: any of their fields may come */
			fate_of(g, i, DRAFT_FORM, "its values are names of forms");
		} else if (skip && c->occurrence == 1) {
			fate_of(g, i, DRAFT_SKIP, "by its header: tests or unfinished entries")->skip = skip;
		} else if (guess_technical(c)) {
			bool same = c->nvalues == 1 && !c->more && c->urls == c->filled && c->filled == g->s->rows;
			fate_of(g, i, same ? DRAFT_WORDING : DRAFT_IGNORE,
				same ? "the form's own address, the same in all rows" : "added by the form tool");
		}
	}
}

/* Long, and the same wherever it stands. */
static void find_wording(struct suggester *g)
{
	struct str normal = STR_INIT;
	for (size_t i = 0; i < g->s->n; i++) {
		const struct survey_column *c = &g->s->column[i];
		if (g->out->column[i].fate != DRAFT_OPEN || c->nvalues != 1 || c->more || c->filled < SUGGEST_FREQUENT)
			continue;
		guess_normal(&normal, sv(c->header));
		if (c->longest >= 25 || sv_ends(sv_of(&normal), " text") || sv_ends(sv_of(&normal), " description"))
			fate_of(g, i, DRAFT_WORDING,
				arena_printf(g->mem, "the same text in all %zu rows that have one", c->filled));
	}
	str_dispose(&normal);
}

static void find_lacks(struct suggester *g)
{
	static const char *const application[] = { "form_entry_no", "submitted_at", NULL }, *const roster[] = {
		"member_no", "member_status", NULL
	};
	bool is_roster = g->out->kind_bit == GUESS_ROSTER;
	size_t n = 0;
	for (const char *const *f = is_roster ? roster : application; *f; f++)
		if (!map_get(&g->used, sv(*f), NULL)) g->out->lacks[n++] = *f;
	if (!is_roster && !map_get(&g->used, sv("email"), NULL) && !map_get(&g->used, sv("member_no"), NULL))
		g->out->lacks[n++] = "email";
}

static void count_fates(struct mapping_draft *d)
{
	for (size_t i = 0; i < d->survey->n; i++) {
		enum draft_fate fate = d->column[i].fate;
		d->placed += fate == DRAFT_FIELD || fate == DRAFT_CHOICE || fate == DRAFT_SKIP || fate == DRAFT_FORM;
		d->ignored += fate == DRAFT_IGNORE;
		d->wording += fate == DRAFT_WORDING;
		d->open += fate == DRAFT_OPEN;
	}
}

void mapping_suggest(struct mapping_draft *out, struct arena *mem, const struct survey *s, const char *base,
	const char *kind, const char *form, const struct vocabs *vocabs)
{
	struct suggester g = { .out = out, .mem = mem, .s = s, .vocabs = vocabs, .used = MAP_INIT };
	*out = (struct mapping_draft){ .survey = s, .files = guess_files(mem, base) };
	out->column = ARENA_ARRAY(mem, struct draft_column, s->n + 1);
	out->group = ARENA_ARRAY(mem, struct draft_group, s->n + 1);
	if (kind) {
		out->kind = arena_strdup(mem, sv(kind));
		out->kind_bit = guess_kind_bit(kind);
		out->kind_why = "as given by --kind";
	} else {
		out->kind = guess_kind(s, base, &out->kind_bit, &out->kind_why);
	}
	out->form = form ? form : !strcmp(out->kind, "roster") ? "members" : out->kind;
	find_groups(&g);
	name_groups(&g);
	sort_out(&g);
	collect(&g);
	give_fields(&g);
	give_lists(&g);
	give_bands(&g);
	find_wording(&g);
	find_lacks(&g);
	count_fates(out);
	map_dispose(&g.used);
	vec_dispose(&g.candidates);
}
