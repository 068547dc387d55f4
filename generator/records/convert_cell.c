/* convert_cell.c knows what spreadsheets and form tools do to single values: guards against formulas, lost numbers,
 * renamed choices, yes in six languages. What it cannot read it refuses with the column's name; the value itself is
 * private. */
#include "records/convert_cell.h"
#include <stdint.h>
#include "records/daytime.h"
#include "records/person_key.h"
#include "records/words.h"

struct cell {
	struct converter *c;
	const struct rule *rule;
	const char *header;
	struct sv text;
	struct place at;
};

static enum cell_result refuse(const struct cell *x, const char *code, const char *help, const char *what)
{
	if (x->c->lenient) return CELL_KEPT;
	diags_error(x->c->ds, code, x->at, help, "\"%s\" %s: %s", x->header, what, diags_value(x->c->ds, x->text));
	return CELL_REFUSED;
}

/* Excel's error values, and ids it rounded: 1.04E+04. */
static bool is_damaged(struct sv v, enum field_kind kind)
{
	static const char *const lost[] = { "#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!" };
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		if (sv_is(v, lost[i])) return true;
	if (kind != FIELD_ENTRY_NO && kind != FIELD_MEMBER_NO && kind != FIELD_PHONE) return false;
	size_t e = sv_find(v, sv("E+"));
	for (size_t i = 0; e != SIZE_MAX && i < v.n; i++)
		if (i != e && i != e + 1 && v.p[i] != '.' && v.p[i] != ',' && (v.p[i] < '0' || v.p[i] > '9'))
			return false;
	return e != SIZE_MAX && e > 0;
}

/* Form tools put an apostrophe before what a spreadsheet would run. */
static struct sv without_guard(struct sv v)
{
	return v.n > 1 && v.p[0] == '\'' && strchr("=+-@", v.p[1]) ? sv_sub(v, 1, v.n) : v;
}

static enum cell_result read_text(const struct cell *x)
{
	if (x->text.p[0] == '=' && !x->c->lenient && !x->c->quiet)
		diags_warn(x->c->ds, "R031", x->at,
			"was it typed by the applicant? otherwise export again without a spreadsheet",
			"\"%s\" begins like a spreadsheet formula; it is kept as text", x->header);
	if (x->rule->kind == FIELD_ENTRY_NO &&
		(sv_find(x->text, sv(",")) != SIZE_MAX || sv_find(x->text, sv(" ")) != SIZE_MAX || x->text.n > 64))
		return refuse(x, "R030", "export again with the column formatted as text", "is not an entry number");
	str_sv(&x->c->scratch, x->text);
	return CELL_OK;
}

static enum cell_result read_email(const struct cell *x)
{
	bool several = !strcmp(x->rule->field, "other_emails");
	if (!several && !person_email_key(&x->c->key, x->text) && !x->c->lenient && !x->c->quiet)
		diags_warn(x->c->ds, "R032", x->at, "correct it in the form tool and export again",
			"\"%s\" is not an e-mail address, so nobody is recognised by it: %s", x->header,
			diags_value(x->c->ds, x->text));
	str_sv(&x->c->scratch, x->text);
	return CELL_OK;
}

static void put_number(struct str *out, int n, int digits)
{
	for (int power = digits == 4 ? 1000 : 10; power; power /= 10) str_putc(out, (char)('0' + n / power % 10));
}

/* 2026-03-14, or with a time of day 2026-03-14 15:09:26. */
static void put_time(struct str *out, int64_t seconds)
{
	date_t day = date_from_epoch(seconds);
	int part[6], rest = (int)(seconds - date_epoch(day));
	date_parts(day, &part[0], &part[1], &part[2]);
	part[3] = rest / 3600;
	part[4] = rest / 60 % 60;
	part[5] = rest % 60;
	for (int i = 0; i < (rest ? 6 : 3); i++) {
		if (i) str_putc(out, "-- ::"[i - 1]);
		put_number(out, part[i], i == 0 ? 4 : 2);
	}
}

static enum cell_result read_date(const struct cell *x, size_t rule, struct cell_value *out)
{
	const struct mapping *m = x->c->b->mapping;
	bool ambiguous;
	if (!daytime_parse(x->text, m->dates, m->ndates, &out->seconds, &ambiguous))
		return refuse(x, "R024", diags_text(x->c->ds, "dates are read as listed under dates in %s", m->name),
			"is not a date");
	if (ambiguous && x->c->nambiguous[rule]++ == 0) x->c->ambiguous[rule] = x->at;
	put_time(&x->c->scratch, out->seconds);
	return CELL_OK;
}

/* "12", "12.5", "12,5"; *whole is the part before the sign. */
static bool number_of(struct sv v, long *whole)
{
	size_t sign = 0, fraction;
	while (sign < v.n && v.p[sign] != '.' && v.p[sign] != ',') sign++;
	fraction = sign < v.n ? v.n - sign - 1 : 0;
	for (size_t i = sign + 1; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return sv_long(sv_sub(v, 0, sign), whole) && *whole >= 0 && *whole < 1000000 && fraction <= 2 &&
	       !(sign < v.n && fraction == 0);
}

static enum cell_result read_number(const struct cell *x)
{
	long whole = 0;
	if (!number_of(x->text, &whole)) return refuse(x, "R025", "write digits only", "is not a number");
	for (size_t i = 0; i < x->text.n; i++) str_putc(&x->c->scratch, x->text.p[i] == ',' ? '.' : x->text.p[i]);
	return CELL_OK;
}

static enum cell_result read_band(const struct cell *x)
{
	long whole = 0;
	size_t band = SIZE_MAX;
	if (!number_of(x->text, &whole)) return refuse(x, "R025", "write digits only", "is not a number");
	if (x->rule->vocab && (band = vocab_band(x->rule->vocab, whole)) == SIZE_MAX)
		return refuse(x, "R025", diags_text(x->c->ds, "look into the vocabulary \"%s\"", x->rule->vocab_name),
			"falls into no band");
	if (band != SIZE_MAX) str_sv(&x->c->scratch, x->rule->vocab->value[band].code);
	return CELL_OK;
}

static enum cell_result read_yes_no(const struct cell *x, struct cell_value *out)
{
	int yes = words_yes(x->text);
	/* A single box that is ticked holds its own label in some tools. */
	if (yes < 0 && words_same(x->text, sv(x->header))) yes = 1;
	if (x->rule->nwords) words_key(&x->c->key, x->text);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (sv_eq(x->rule->word[i].before, sv_of(&x->c->key))) yes = (int)x->rule->word[i].value;
	if (yes < 0)
		return refuse(x, "R026", "it must be yes or no, or Checked or Not Checked", "is neither yes nor no");
	out->choice = (size_t)yes;
	str_puts(&x->c->scratch, yes ? "yes" : "no");
	return CELL_OK;
}

/* Index of a label, by the mapping's aliases, then by the vocabulary; SIZE_MAX if unknown. */
static size_t value_of(const struct cell *x, struct sv label)
{
	words_key(&x->c->key, label);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (sv_eq(x->rule->word[i].before, sv_of(&x->c->key))) return x->rule->word[i].value;
	uint64_t index;
	return x->rule->vocab && map_get(&x->rule->vocab->by_word, sv_of(&x->c->key), &index) ? (size_t)index
											      : SIZE_MAX;
}

static enum cell_result unknown_value(const struct cell *x, struct sv label)
{
	if (x->c->lenient) return CELL_KEPT;
	const struct vocab *v = x->rule->vocab;
	const char **labels = xcalloc(v->n + 1, sizeof *labels), *near;
	for (size_t i = 1; i < v->n; i++) labels[i - 1] = v->value[i].label.p;
	near = diags_near(label, labels, v->n - 1);
	diags_error(x->c->ds, "R027", x->at,
		near ? diags_text(x->c->ds, "it is near \"%s\"; add the old wording to aliases of %s in %s", near,
			       x->rule->field, x->c->b->mapping->name)
		     : diags_text(x->c->ds, "add it to the vocabulary \"%s\", or to aliases of %s in %s",
			       x->rule->vocab_name, x->rule->field, x->c->b->mapping->name),
		"\"%s\" holds a value that is not in the vocabulary \"%s\": %s", x->header, x->rule->vocab_name,
		diags_value(x->c->ds, label));
	free(labels);
	return CELL_REFUSED;
}

static enum cell_result read_code(const struct cell *x)
{
	size_t value = value_of(x, x->text);
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

static enum cell_result read_list(const struct cell *x)
{
	struct sv rest = x->text, part;
	enum cell_result result = CELL_OK;
	while (sv_split(&rest, x->rule->separator, &part)) {
		struct sv label = sv_trim(part);
		if (label.n == 0) continue;
		size_t value = value_of(x, label);
		if (value == SIZE_MAX)
			result = unknown_value(x, label);
		else
			x->c->chosen[value] = true;
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
			str_printf(&x->c->scratch, "%s (%s)", words[out->choice], x->rule->version);
			return CELL_OK;
		}
	return refuse(x, "R028",
		diags_text(x->c->ds, "add the exact wording under consent at %s:%u", x->c->b->mapping->name,
			x->rule->at.line),
		"holds an answer that the mapping does not know");
}

/* Without {date} the whole text must be the word; with it, the date stands between the word's two parts. */
static bool status_matches(const struct cell *x, const struct rule_word *w, struct cell_value *out)
{
	const struct mapping *m = x->c->b->mapping;
	struct sv key = sv_of(&x->c->key);
	bool ambiguous;
	if (!w->dated) return sv_eq(key, w->before);
	if (key.n < w->before.n + w->after.n || !sv_eq(sv_sub(key, 0, w->before.n), w->before) ||
		!sv_eq(sv_sub(key, key.n - w->after.n, w->after.n), w->after))
		return false;
	if (!daytime_parse(sv_sub(key, w->before.n, key.n - w->before.n - w->after.n), m->dates, m->ndates,
		    &out->seconds, &ambiguous))
		return false;
	out->until = date_from_epoch(out->seconds);
	return true;
}

static enum cell_result read_status(const struct cell *x, struct cell_value *out)
{
	static const char *const words[] = { "active", "pause", "withdraw", "full" };
	words_key(&x->c->key, x->text);
	for (size_t i = 0; i < x->rule->nwords; i++)
		if (status_matches(x, &x->rule->word[i], out)) {
			out->choice = x->rule->word[i].value;
			str_printf(&x->c->scratch, "%s%s%s", words[out->choice],
				out->until == DATE_NONE ? "" : " until ", date_iso(out->until).z);
			return CELL_OK;
		}
	if (x->text.n == 0) return CELL_OK;
	return refuse(x, "R029",
		diags_text(x->c->ds, "add the word under status at %s:%u", x->c->b->mapping->name, x->rule->at.line),
		"holds a state that the mapping does not know");
}

enum cell_result convert_cell(struct converter *c, size_t rule, struct sv cell, struct place at, struct cell_value *out)
{
	const struct rule *r = &c->b->mapping->rule[rule];
	struct cell x = { c, r, c->b->header[c->b->rule[rule].at[0].column], without_guard(cell), at };
	if (is_damaged(x.text, r->kind))
		return refuse(&x, "R030",
			"the spreadsheet lost it; export again from the form tool and do not open the file",
			"holds what a spreadsheet made of the value");
	if ((r->type == RULE_CODE || r->type == RULE_LIST) && !r->vocab) return CELL_KEPT;
	switch (r->type) {
	case RULE_DATE: return read_date(&x, rule, out);
	case RULE_NUMBER: return read_number(&x);
	case RULE_EMAIL: return read_email(&x);
	case RULE_YES_NO: return read_yes_no(&x, out);
	case RULE_CODE: return read_code(&x);
	case RULE_LIST: return read_list(&x);
	case RULE_BAND: return read_band(&x);
	case RULE_CONSENT: return read_consent(&x, out);
	case RULE_STATUS: return read_status(&x, out);
	case RULE_TEXT:
	case RULE_TICKS: break;
	}
	return read_text(&x);
}
