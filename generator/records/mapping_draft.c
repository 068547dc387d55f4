/* mapping_draft.c writes a draft down the way a person would have written the mapping, with the reason of each guess beside it, so
 * that whoever reads it can agree line by line. It is apart from the guessing because it alone decides what of the file may be
 * shown. */
#include <stdint.h>
#include "records/fields.h"
#include "records/mapping_answers.h"
#include "records/mapping_edit.h"
#include "records/mapping_suggest.h"
#include "records/words.h"

/* The parts of a line. */

static void put_choices(struct str *out, const struct mapping_draft *d, const struct draft_group *g)
{
	size_t width = 0;
	str_printf(out, "  %s:  # sure: %zu columns (%zu to %zu) are choices of the vocabulary %s\n", g->field, g->n,
		g->first + 1, g->last + 1, g->vocab->name);
	if (g->occurrence == 0) {
		str_puts(out, "    range: {from: ");
		mapping_edit_quote(out, sv(d->survey->column[g->first].header));
		str_puts(out, ", to: ");
		mapping_edit_quote(out, sv(d->survey->column[g->last].header));
		str_puts(out, "}\n");
	} else {
		str_puts(out, "    choices: [");
		for (size_t i = g->first; i <= g->last; i++) {
			struct sv header = sv(d->survey->column[i].header);
			bool wrap = i > g->first && (width += header.n + 4) > 90;
			if (wrap) width = 0;
			str_puts(out, i == g->first ? "" : wrap ? ",\n              " : ", ");
			mapping_edit_quote(out, header);
		}
		str_puts(out, "]\n");
	}
	str_printf(out, "    vocab: %s\n", g->vocab->name);
	size_t occurrence = g->occurrence ? g->occurrence : d->survey->column[g->first].occurrence;
	if (d->survey->column[g->first].of > 1) str_printf(out, "    occurrence: %zu\n", occurrence);
}

/* What the vocabulary does not know: counted, and only what is frequent is shown. */
static void put_unknown(struct str *out, const struct draft_column *c, const struct survey_column *s)
{
	size_t rows = 0, values = 0;
	if (!c->vocab || c->list) return;
	for (size_t i = 0; i < s->nvalues; i++)
		if (vocab_lookup(c->vocab, s->value[i].text) == SIZE_MAX) {
			rows += s->value[i].rows;
			values++;
		}
	if (values == 0) return;
	str_printf(out,
		"    # decide: %zu rows hold %zu values that the vocabulary %s does not know; add them there, or here "
		"as\n"
		"    # aliases: {\"text\": code}\n",
		rows, values, c->vocab->name);
	for (size_t i = 0; i < s->nvalues; i++) {
		if (s->value[i].rows < SUGGEST_FREQUENT || vocab_lookup(c->vocab, s->value[i].text) != SIZE_MAX)
			continue;
		str_puts(out, "    #   ");
		mapping_edit_quote(out, s->value[i].text);
		str_printf(out, " in %zu rows\n", s->value[i].rows);
	}
}

static bool may_show(const struct survey_value *v)
{
	return mapping_answers_consent(v->text) && (v->rows >= SUGGEST_FREQUENT || words_yes(v->text) >= 0);
}

static bool shows_consent(const struct survey_column *s)
{
	for (size_t i = 0; i < s->nvalues; i++)
		if (may_show(&s->value[i])) return true;
	return false;
}

/* A rule without a single answer cannot be loaded; the column then has no place yet. */
static void put_consent_open(struct str *out, const struct survey_column *s)
{
	str_puts(out, "  # decide: the question of consent; no answer stands in enough rows to be shown. Write their "
		      "exact texts:\n"
		      "  # consent: {column: ");
	mapping_edit_quote(out, sv(s->header));
	str_puts(out, ", version: \"1\", consent: {profile: \"…\", group: \"…\", not listed: \"…\"}}\n");
}

static void put_consent(struct str *out, const struct survey_column *s)
{
	static const char *const answers[] = { "profile", "group", "not listed", "older" };
	size_t rare = 0, unclear = 0;
	str_puts(out, "    version: \"1\"  # fill in: which wording of the question this is\n    consent:\n");
	for (size_t a = 0; a < sizeof answers / sizeof *answers; a++) {
		size_t n = 0;
		for (size_t i = 0; i < s->nvalues; i++) {
			const char *meaning = mapping_answers_consent(s->value[i].text);
			if (!meaning || strcmp(meaning, answers[a]) != 0) continue;
			if (!may_show(&s->value[i])) {
				rare++;
				continue;
			}
			if (n++ == 0)
				str_printf(out, "      %s: [", answers[a]);
			else
				str_puts(out, ", ");
			mapping_edit_quote(out, s->value[i].text);
		}
		if (n) str_puts(out, "]\n");
	}
	for (size_t i = 0; i < s->nvalues; i++) unclear += !mapping_answers_consent(s->value[i].text);
	if (rare + unclear)
		str_printf(out,
			"      # decide: %zu more answers stand in the file (few rows, or unclear); write their exact "
			"texts\n"
			"      # after profile, group, not listed or older (older counts as group)\n",
			rare + unclear);
}

static void put_status(struct str *out, const struct survey_column *s)
{
	const char *phrase, *state;
	size_t unknown = 0;
	str_puts(out, "    status: {\"\": active");
	for (size_t n = 0; mapping_answers_state(n, &phrase, &state); n++)
		for (size_t i = 0; i < s->nvalues; i++) {
			if (mapping_answers_index(s->value[i].text) != n) continue;
			str_printf(out, ", \"%s\": %s", phrase, state);
			break;
		}
	str_puts(out, "}\n");
	for (size_t i = 0; i < s->nvalues; i++) unknown += !mapping_answers_status(s->value[i].text);
	if (unknown)
		str_printf(out,
			"    # decide: %zu more texts stand in the file; add each with active, pause, withdraw or "
			"full\n",
			unknown);
}

static bool is_preference(const char *field)
{
	return sv_starts(sv(field), "pref");
}

/* "{column: "X", type: date}" or only the header. */
static void put_where(struct str *out, const struct mapping_draft *d, const struct draft_column *c,
	const struct survey_column *s, const char *field)
{
	bool band = c->band && strcmp(field, c->field) != 0;
	bool plain = !c->vocab && !c->type && !band && s->of == 1 && !is_preference(field);
	str_printf(out, "  %s: ", field);
	if (!plain) str_puts(out, "{column: ");
	mapping_edit_quote(out, sv(s->header));
	if (plain) return;
	if (s->of > 1) str_printf(out, ", occurrence: %zu", s->occurrence);
	if (band)
		str_printf(out, ", band: %s", c->band->name);
	else if (c->vocab)
		str_printf(out, ", vocab: %s", c->vocab->name);
	if (c->list) str_printf(out, strlen(c->list) > 1 ? ", list: %s" : ", list: \"%s\"", c->list);
	if (c->type && !band) str_printf(out, ", type: %s", c->type);
	if (is_preference(field)) str_puts(out, ", entry: yes");
	if (is_preference(field) && d->kind_bit != GUESS_APPLICATION)
		str_printf(out, ", in: %s",
			d->kind_bit == GUESS_MENTEE   ? "mentor"
			: d->kind_bit == GUESS_MENTOR ? "mentee"
						      : "peer");
	str_putc(out, '}');
}

static void put_field(struct str *out, const struct mapping_draft *d, size_t i)
{
	const struct draft_column *c = &d->column[i];
	const struct survey_column *s = &d->survey->column[i];
	if (!strcmp(c->field, "consent") && !shows_consent(s)) {
		put_consent_open(out, s);
		return;
	}
	if (!strcmp(c->field, "consent") || !strcmp(c->field, "staff_status")) {
		str_printf(out, "  %s:  # %s\n    column: ", c->field, c->why);
		mapping_edit_quote(out, sv(s->header));
		str_putc(out, '\n');
		if (s->of > 1) str_printf(out, "    occurrence: %zu\n", s->occurrence);
		if (!strcmp(c->field, "consent"))
			put_consent(out, s);
		else
			put_status(out, s);
		return;
	}
	put_where(out, d, c, s, c->field);
	str_printf(out, "  # %s\n", c->why);
	if (c->band) {
		put_where(out, d, c, s, c->band->name);
		str_puts(out, "  # the same number as the band it falls into\n");
	}
	if (!field_find(sv(c->field)))
		str_printf(out, "    # decide: %s is a field of its own; name it in records/policy.yml\n", c->field);
	put_unknown(out, c, s);
	if (!strcmp(c->field, "member_no") && s->padded)
		str_printf(out,
			"    # %zu numbers begin with 0: as {column: …, digits: N} those that a spreadsheet shortened "
			"are reported\n",
			s->padded);
}

/* The sections. */

static void put_dates(struct str *out, const struct mapping_draft *d)
{
	size_t ymd = 0, mdy = 0, dmy = 0, either = 0, serials = 0;
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct survey_column *s = &d->survey->column[i];
		const struct field *f = d->column[i].field ? field_find(sv(d->column[i].field)) : NULL;
		if (d->column[i].fate != DRAFT_FIELD || !f || f->kind != FIELD_DATE) continue;
		ymd += s->ymd, mdy += s->mdy, dmy += s->dmy, either += s->either;
		serials += survey_dates(s) < s->filled ? s->serials : 0;
	}
	bool day_first = dmy > mdy;
	str_printf(out, "  dates: [ymd%s%s]  # %zu year first",
		mdy + dmy + either == 0 ? ""
		: day_first             ? ", dmy"
					: ", mdy",
		serials ? ", serial" : "", ymd);
	if (mdy + dmy + either)
		str_printf(out, ", %zu surely month/day, %zu surely day/month, %zu either", mdy, dmy, either);
	if (serials) str_printf(out, ", %zu day numbers of a spreadsheet", serials);
	str_putc(out, '\n');
	if (mdy && dmy)
		str_puts(out, "  # decide: month/day and day/month stand side by side; a spreadsheet may have turned "
			      "some of them round.\n"
			      "  # Export again from the form tool, without opening the file in a spreadsheet.\n");
	else if (either && !mdy && !dmy)
		str_puts(out,
			"  # decide: no date tells whether day or month stands first; write dmy if it is the day.\n");
}

static void put_source(struct str *out, const struct mapping_draft *d)
{
	str_puts(out, "source:\n  files: ");
	mapping_edit_quote(out, sv(d->files));
	str_puts(
		out, "  # the file's name; keep a date such as 2026-03-14 in the names, so that the newest is known\n");
	const struct draft_column *form = NULL;
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct survey_column *s = &d->survey->column[i];
		if (d->column[i].fate != DRAFT_FORM) continue;
		form = &d->column[i];
		str_puts(out, "  form: {column: ");
		mapping_edit_quote(out, sv(s->header));
		str_puts(out, ", kinds: {");
		for (size_t v = 0; v < s->nvalues; v++) {
			str_puts(out, v ? ", " : "");
			mapping_edit_quote(out, s->value[v].text);
			str_printf(out, ": %.*s", SV_ARG(s->value[v].text));
		}
		str_printf(out, "}}  # %s\n", form->why);
	}
	if (!form) str_printf(out, "  form: %s\n  kind: %s  # %s\n", d->form, d->kind, d->kind_why);
	str_puts(out, "  encoding: auto\n  delimiter: auto\n");
	put_dates(out, d);
	str_puts(out, "  # timezone: America/New_York  # fill in: the zone the export's times are written in\n");
	const char *before = "  skip when: {";
	for (size_t i = 0; i < d->survey->n; i++) {
		if (d->column[i].fate != DRAFT_SKIP) continue;
		str_puts(out, before);
		mapping_edit_quote(out, sv(d->survey->column[i].header));
		str_puts(out, ": ");
		mapping_edit_quote(out, sv(d->column[i].skip));
		before = ", ";
	}
	if (*before == ',') str_puts(out, "}  # tests and unfinished entries are held\n");
}

static void put_columns(struct str *out, const struct mapping_draft *d)
{
	str_puts(out, "\ncolumns:\n");
	for (const char *const *lack = d->lacks; *lack; lack++)
		str_printf(out,
			"  # decide: without a column for %s nothing can be imported; write %s: \"Header\" with the "
			"right one\n",
			*lack, *lack);
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct draft_column *c = &d->column[i];
		if (c->fate == DRAFT_FIELD)
			put_field(out, d, i);
		else if (c->fate == DRAFT_CHOICE && d->group[c->group].first == i)
			put_choices(out, d, &d->group[c->group]);
	}
}

/* Each header once, though it may stand over several columns. */
static void put_list(
	struct str *out, const struct mapping_draft *d, enum draft_fate fate, const char *name, const char *comment)
{
	size_t n = 0, width = 0;
	for (size_t i = 0; i < d->survey->n; i++) {
		struct sv header = sv(d->survey->column[i].header);
		if (d->column[i].fate != fate) continue;
		bool again = false;
		for (size_t j = 0; j < i; j++)
			again |= d->column[j].fate == fate && sv_eq(d->survey->column[j].key, d->survey->column[i].key);
		if (again) continue;
		if (n++ == 0)
			str_printf(out, "\n# %s\n%s: [", comment, name);
		else
			str_puts(out, (width += header.n + 4) > 90 ? (width = 0, ",\n         ") : ", ");
		mapping_edit_quote(out, header);
	}
	if (n) str_puts(out, "]\n");
}

static bool word_in(const struct survey_column *s, const char *word)
{
	for (size_t i = 0; s && i < s->nvalues; i++)
		if (words_same(s->value[i].text, sv(word))) return true;
	return false;
}

static const struct survey_column *column_of(const struct mapping_draft *d, const char *field)
{
	for (size_t i = 0; i < d->survey->n; i++)
		if (d->column[i].fate == DRAFT_FIELD && !strcmp(d->column[i].field, field))
			return &d->survey->column[i];
	return NULL;
}

static void put_words(struct str *out, const struct survey_column *s, const char *words)
{
	struct sv rest = sv(words), word;
	size_t n = 0;
	str_putc(out, '[');
	while (sv_split(&rest, '|', &word)) {
		struct str w = STR_INIT;
		str_sv(&w, word);
		if (word_in(s, w.ptr)) str_printf(out, "%s\"%s\"", n++ ? ", " : "", w.ptr);
		str_dispose(&w);
	}
	if (n == 0) str_puts(out, "\"Active\"");
	str_putc(out, ']');
}

static void put_eligible(struct str *out, const struct mapping_draft *d)
{
	static const char *const lifelong = "Life|Lifetime|Life member|Honorary|Emeritus";
	const struct survey_column *type = column_of(d, "member_type");
	struct sv rest = sv(lifelong), word;
	bool any = false;
	while (sv_split(&rest, '|', &word)) {
		struct str w = STR_INIT;
		str_sv(&w, word);
		any |= word_in(type, w.ptr);
		str_dispose(&w);
	}
	str_puts(out, "\n# decide: who is in good standing: these states, paid through the day of the run, and no "
		      "hold.\neligible:\n  status: ");
	put_words(out, column_of(d, "member_status"), "Active|Current|Good standing|In good standing|A");
	str_puts(out, "\n");
	if (any) {
		str_puts(out, "  no date needed: ");
		put_words(out, type, lifelong);
		str_puts(out, "  # these need no paid-through date\n");
	}
}

static void put_open(struct str *out, const struct mapping_draft *d)
{
	if (d->open == 0) return;
	str_printf(out,
		"\n# decide: %zu column%s no place yet, and the import stops until %s. Each may become a field under\n"
		"# columns (the first line; one of your own is private once records/policy.yml lists it), or stand "
		"under ignore\n"
		"# (not used, remembered so that none of it is ever published), or under wording (the form's own "
		"words).\n",
		d->open, d->open == 1 ? " has" : "s have", d->open == 1 ? "it has one" : "all have one");
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct survey_column *s = &d->survey->column[i];
		struct str name = STR_INIT;
		if (d->column[i].fate != DRAFT_OPEN) continue;
		mapping_edit_field_name(&name, sv(s->header));
		str_printf(out, "#   %s: ", name.ptr);
		mapping_edit_quote(out, sv(s->header));
		str_printf(out, "   # column %zu: filled in %zu of %zu rows, %s%zu different values\n", i + 1,
			s->filled, d->survey->rows, s->more ? "more than " : "", s->nvalues);
		str_dispose(&name);
	}
}

void mapping_draft_write(struct str *out, const struct mapping_draft *d)
{
	const struct survey *s = d->survey;
	str_printf(out,
		"# A first draft: look at every line, and at each \"decide\" and \"fill in\". docs/FORMATS.md explains "
		"the words.\n"
		"# Made from %zu column%s and %s%zu row%s, read as ",
		s->n, s->n == 1 ? "" : "s", s->partial ? "the first " : "", s->rows, s->rows == 1 ? "" : "s");
	csvin_describe(out, &s->dialect);
	str_puts(out, ".\n");
	put_source(out, d);
	put_columns(out, d);
	put_list(out, d, DRAFT_IGNORE, "ignore",
		"Not used, but remembered so that none of it is ever published by accident.");
	put_list(out, d, DRAFT_WORDING, "wording",
		"The form's own words and addresses, the same for everybody: not kept at all.");
	if (d->kind_bit == GUESS_ROSTER) put_eligible(out, d);
	put_open(out, d);
}
