/* convert_cell.c reads single cells by their rules: labels of a vocabulary, yes and no, consent, states. Texts, numbers and
 * dates, which spreadsheets and form tools damage most, have files of their own. What cannot be read is refused with the
 * column's name; the value itself is private. */
#include "records/convert_cell.h"
#include <stdint.h>
#include "records/damage.h"
#include "records/words.h"

#define MAX_UNKNOWN 20 /* parts of one list told to be unknown */
#define MAX_PARTS 6    /* of a label that holds the separator of its list, after the first */

enum cell_result cell_refuse(const struct cell *x, const char *code, const char *help, const char *what)
{
	if (x->c->lenient) return CELL_KEPT;
	diags_error(x->c->ds, code, x->at, help, "\"%s\" %s: %s", x->header, what, diags_value(x->c->ds, x->text));
	return CELL_REFUSED;
}

bool cell_speaks(const struct cell *x)
{
	return !x->c->lenient && !x->c->quiet && !x->c->echo[x->index];
}

/* x->header is cut for messages. */
static struct sv whole_header(const struct cell *x)
{
	return x->c->b->text[x->c->b->rule[x->index].at[0].column];
}

static enum cell_result read_yes_no(const struct cell *x, struct cell_value *out)
{
	int yes = words_yes(x->text);
	/* A single box that is ticked holds its own label in some tools. */
	if (yes < 0 && words_same(x->text, whole_header(x))) yes = 1;
	if (x->rule->nwords) words_key(&x->c->key, x->text);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (sv_eq(x->rule->word[i].before, sv_of(&x->c->key))) yes = (int)x->rule->word[i].value;
	if (yes < 0)
		return cell_refuse(
			x, "R026", "it must be yes or no, or Checked or Not Checked", "is neither yes nor no");
	out->choice = (size_t)yes;
	str_puts(&x->c->scratch, yes ? "yes" : "no");
	return CELL_OK;
}

size_t cell_alias_of(const struct cell *x, struct sv label)
{
	words_key(&x->c->key, label);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (sv_eq(x->rule->word[i].before, sv_of(&x->c->key))) return x->rule->word[i].value;
	return SIZE_MAX;
}

size_t cell_value_of(const struct cell *x, struct sv label)
{
	uint64_t index;
	size_t alias = cell_alias_of(x, label);
	if (alias != SIZE_MAX) return alias;
	return x->rule->vocab && map_get(&x->rule->vocab->by_word, sv_of(&x->c->key), &index) ? (size_t)index
											      : SIZE_MAX;
}

static enum cell_result unknown_value(const struct cell *x, struct sv label)
{
	enum cell_result result;
	if (x->c->lenient) return CELL_KEPT;
	if (cell_was_range(x, label, &result)) return result;
	const struct vocab *v = x->rule->vocab;
	const char **labels = xcalloc(v->n + 1, sizeof *labels), *near;
	for (size_t i = 1; i < v->n; i++) labels[i - 1] = v->value[i].label.p;
	near = diags_near(label, labels, v->n - 1);
	diags_error(x->c->ds, "R027", x->at,
		near ? diags_text(x->c->ds,
			       "is it \"%s\"? run mentorpress mapping fix, or add it to aliases of %s in %s", near,
			       x->rule->field, x->c->b->mapping->name)
		     : diags_text(x->c->ds,
			       "run mentorpress mapping fix, or add it to the vocabulary \"%s\" or to aliases of %s in "
			       "%s",
			       x->rule->vocab_name, x->rule->field, x->c->b->mapping->name),
		"\"%s\" holds a value that is not in the vocabulary \"%s\": %s", x->header, x->rule->vocab_name,
		diags_value(x->c->ds, label));
	free(labels);
	return CELL_REFUSED;
}

static enum cell_result read_code(const struct cell *x)
{
	size_t value = cell_value_of(x, x->text);
	if (value == SIZE_MAX) return unknown_value(x, x->text);
	str_sv(&x->c->scratch, x->rule->vocab->value[value].code);
	return CELL_OK;
}

void convert_join(struct converter *c, const struct vocab *v)
{
	for (size_t i = 1; i < v->n; i++) {
		if (!c->chosen[i]) continue;
		if (c->scratch.len) str_putc(&c->scratch, '|');
		str_sv(&c->scratch, v->value[i].code);
		c->chosen[i] = false;
	}
}

/* A label may hold the separator itself ("Safety, drug"): the longest run of parts that is a value is taken. */
static size_t longest_value(const struct cell *x, struct sv first, struct sv *rest)
{
	struct sv after = *rest, part;
	size_t best = cell_value_of(x, first);
	for (size_t parts = 0; parts < MAX_PARTS && sv_split(&after, x->rule->separator, &part); parts++) {
		size_t value = cell_value_of(x, sv_n(first.p, (size_t)(part.p + part.n - first.p)));
		if (value == SIZE_MAX) continue;
		*rest = after;
		best = value;
	}
	return best;
}

/* A text that ran into the wrong column has thousands; the first ones show it. */
static enum cell_result too_many(const struct cell *x)
{
	if (!x->c->lenient)
		diags_error(x->c->ds, "R027", x->at, "is it the right column, and the right sign between the values?",
			"\"%s\" holds more than %d values that are not in the vocabulary \"%s\"; the rest of the cell "
			"was "
			"not read",
			x->header, MAX_UNKNOWN, x->rule->vocab_name);
	return CELL_REFUSED;
}

static enum cell_result read_list(const struct cell *x)
{
	size_t unknown = 0;
	struct sv rest = x->text, part;
	enum cell_result result = CELL_OK;
	while (sv_split(&rest, x->rule->separator, &part)) {
		struct sv label = sv_trim(part);
		if (label.n == 0) continue;
		size_t value = x->c->joined[x->index] ? longest_value(x, label, &rest) : cell_value_of(x, label);
		if (value != SIZE_MAX)
			x->c->chosen[value] = true;
		else if (++unknown <= MAX_UNKNOWN || x->c->lenient)
			result = unknown_value(x, label);
		else {
			result = too_many(x);
			break;
		}
	}
	convert_join(x->c, x->rule->vocab);
	return result;
}

static enum cell_result read_consent(const struct cell *x, struct cell_value *out)
{
	static const char *const words[] = { "", "not listed", "group", "profile" };
	words_key(&x->c->key, x->text);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (sv_eq(x->rule->word[i].before, sv_of(&x->c->key))) {
			out->choice = x->rule->word[i].value;
			str_puts(&x->c->scratch, words[out->choice]);
			str_puts(&x->c->scratch, " (");
			str_puts(&x->c->scratch, x->rule->version);
			str_putc(&x->c->scratch, ')');
			return CELL_OK;
		}
	return cell_refuse(x, "R028",
		diags_text(x->c->ds, "run mentorpress mapping fix, or add the exact wording under consent at %s:%u",
			x->c->b->mapping->name, x->rule->at.line),
		"holds an answer that the mapping does not know");
}

/* The date stands between the word's two parts. CELL_EMPTY: it is not this word. */
static enum cell_result read_dated(const struct cell *x, const struct rule_word *w, struct cell_value *out)
{
	struct sv key = sv_of(&x->c->key);
	if (key.n < w->before.n + w->after.n || !sv_eq(sv_sub(key, 0, w->before.n), w->before) ||
		!sv_eq(sv_sub(key, key.n - w->after.n, w->after.n), w->after))
		return CELL_EMPTY;
	struct sv day = sv_sub(key, w->before.n, key.n - w->before.n - w->after.n);
	enum cell_result result = cell_day(x, day, &out->seconds);
	if (result == CELL_OK) out->until = date_from_epoch(out->seconds);
	return result;
}

/* A whole text that is a word comes before one with a date in it. */
static enum cell_result find_state(const struct cell *x, struct cell_value *out)
{
	const struct rule *r = x->rule;
	enum cell_result result = CELL_EMPTY;
	words_key(&x->c->key, x->text);
	for (size_t i = 0; i < r->nwords; i++)
		if (!r->word[i].dated && sv_eq(sv_of(&x->c->key), r->word[i].before)) {
			out->choice = r->word[i].value;
			return CELL_OK;
		}
	for (size_t i = 0; i < r->nwords && result == CELL_EMPTY; i++)
		if (r->word[i].dated) {
			result = read_dated(x, &r->word[i], out);
			out->choice = r->word[i].value;
		}
	return result;
}

static enum cell_result read_status(const struct cell *x, struct cell_value *out)
{
	static const char *const words[] = { "active", "pause", "withdraw", "full" };
	enum cell_result result = find_state(x, out);
	if (result == CELL_OK) str_puts(&x->c->scratch, words[out->choice]);
	if (result == CELL_OK && out->until != DATE_NONE) {
		str_puts(&x->c->scratch, " until ");
		str_puts(&x->c->scratch, date_iso(out->until).z);
	}
	if (result != CELL_EMPTY) return result;
	if (x->text.n == 0) return CELL_OK;
	return cell_refuse(x, "R029",
		diags_text(x->c->ds, "run mentorpress mapping fix, or add the word under status at %s:%u",
			x->c->b->mapping->name, x->rule->at.line),
		"holds a state that the mapping does not know");
}

static bool is_text(const struct cell *x)
{
	return x->rule->type == RULE_TEXT || x->rule->type == RULE_EMAIL;
}

enum cell_result convert_cell(struct converter *c, size_t rule, struct sv cell, struct place at, struct cell_value *out)
{
	const struct rule *r = &c->b->mapping->rule[rule];
	struct cell x = { c, r, rule, c->b->header[c->b->rule[rule].at[0].column], cell, at };
	x.text = cell_clean(&x);
	if (cell.n && x.text.n == 0 && r->type != RULE_STATUS) return CELL_EMPTY;
	if (x.text.n && strchr("#=E", x.text.p[0]) && csvin_is_error_value(x.text))
		return cell_refuse(&x, "R030",
			"the spreadsheet lost it; export again from the form tool and do not open the file",
			"holds what a spreadsheet made of the value");
	if ((r->type == RULE_CODE || r->type == RULE_LIST) && !r->vocab) return CELL_KEPT;
	if (is_text(&x)) return r->type == RULE_EMAIL ? cell_read_email(&x) : cell_read_text(&x);
	switch (r->type) {
	case RULE_DATE: return cell_read_date(&x, out);
	case RULE_NUMBER: return cell_read_number(&x);
	case RULE_YES_NO: return read_yes_no(&x, out);
	case RULE_CODE: return read_code(&x);
	case RULE_LIST: return read_list(&x);
	case RULE_BAND: return cell_read_band(&x);
	case RULE_CONSENT: return read_consent(&x, out);
	case RULE_STATUS: return read_status(&x, out);
	case RULE_TEXT:
	case RULE_EMAIL:
	case RULE_TICKS: break;
	}
	return CELL_KEPT;
}
