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
	if (g->guessed)
		str_printf(out,
			"  # decide: what does this further list of the same choices ask? Nothing in the file says so; "
			"write "
			"the right\n"
			"  # field in place of %s: offers, needs or refuses, or a name of your own.\n",
			g->field);
	str_printf(out, "  %s:  # %s: %zu columns (%zu to %zu) are choices of the vocabulary %s\n", g->field,
		g->guessed ? "a guess" : "sure", g->n, g->first + 1, g->last + 1, g->vocab->name);
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
		"    # decide: %zu row%s %zu value%s that the vocabulary %s does not know; add %s there, or here "
		"as\n"
		"    # aliases: {\"text\": code}\n",
		rows, rows == 1 ? " holds" : "s hold", values, values == 1 ? "" : "s", c->vocab->name,
		values == 1 ? "it" : "them");
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
			"      # decide: %zu more answer%s in the file (few rows, or unclear); write %s\n"
			"      # after profile, group, not listed or older (older counts as group)\n",
			rare + unclear, rare + unclear == 1 ? " stands" : "s stand",
			rare + unclear == 1 ? "its exact text" : "their exact texts");
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
			"    # decide: %zu more text%s in the file; add %s with active, pause, withdraw or full\n",
			unknown, unknown == 1 ? " stands" : "s stand", unknown == 1 ? "it" : "each");
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
	bool plain = !c->vocab && !c->type && !c->box && !band && s->of == 1 && !is_preference(field);
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
	if (c->box && !band) {
		str_puts(out, ", yes: ");
		mapping_edit_quote(out, sv(c->box));
	}
	if (is_preference(field)) str_puts(out, ", entry: yes");
	if (is_preference(field) && d->kind_bit != GUESS_APPLICATION)
		str_printf(out, ", in: %s",
			d->kind_bit == GUESS_MENTEE   ? "mentor"
			: d->kind_bit == GUESS_MENTOR ? "mentee"
						      : "peer");
	str_putc(out, '}');
}

static void put_box_open(struct str *out, const struct survey_column *s, const char *field)
{
	str_printf(out,
		"  # decide: a single box that is ticked in too few rows for its text to be shown; write it as it "
		"stands "
		"in the file:\n  # %s: {column: ",
		field);
	mapping_edit_quote(out, sv(s->header));
	str_puts(out, ", yes: \"…\"}\n");
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
	if (c->box && s->filled < SUGGEST_FREQUENT) {
		put_box_open(out, s, c->field);
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

/* The dates that stand within texts ("Out until 4/15/2026"). */
static void count_within(struct survey_column *sum, const struct survey_column *s)
{
	size_t at, n;
	for (size_t i = 0; i < s->nvalues; i++)
		for (size_t r = 0; mapping_edit_find_date(s->value[i].text, &at, &n) && r < s->value[i].rows; r++)
			survey_count_date(sum, sv_sub(s->value[i].text, at, n));
}

/* Of the columns that will be read as dates: those placed, and those open ones that hold hardly anything else. */
static void count_dates(struct survey_column *sum, const struct mapping_draft *d)
{
	*sum = (struct survey_column){ .header = "" };
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct survey_column *s = &d->survey->column[i];
		const struct draft_column *c = &d->column[i];
		const struct field *f = c->fate == DRAFT_FIELD ? field_find(sv(c->field)) : NULL;
		bool open = c->fate == DRAFT_OPEN && survey_mostly(survey_dates(s), s->filled, 60);
		if (f && !strcmp(c->field, "staff_status")) count_within(sum, s);
		if (!open && (!f || f->kind != FIELD_DATE)) continue;
		sum->ymd += s->ymd, sum->mdy += s->mdy, sum->dmy += s->dmy, sum->either += s->either;
		sum->dotted += s->dotted;
		sum->serials += survey_dates(s) < s->filled ? s->serials : 0;
	}
}

static void put_counts(struct str *out, const struct survey_column *sum)
{
	const struct {
		size_t n;
		const char *what;
	} parts[] = { { sum->ymd, "year first" }, { sum->mdy, "surely month/day" }, { sum->dmy, "surely day/month" },
		{ sum->either, "either" }, { sum->serials, "day numbers of a spreadsheet" } };
	size_t n = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].n) str_printf(out, "%s%zu %s", n++ ? ", " : "  # ", parts[i].n, parts[i].what);
	str_puts(out, n ? "\n" : "  # no date was found\n");
}

static void put_dates(struct str *out, const struct mapping_draft *d)
{
	struct survey_column sum;
	count_dates(&sum, d);
	/* With dots the day stands first and with slashes the month: nothing contradicts itself. */
	bool apart = sum.mdy && sum.dmy && sum.dotted == sum.dmy;
	str_printf(out, "  dates: [ymd%s%s]",
		sum.mdy + sum.dmy + sum.either == 0 ? ""
		: apart                             ? ", mdy, dmy"
		: sum.dmy > sum.mdy                 ? ", dmy"
						    : ", mdy",
		sum.serials ? ", serial" : "");
	put_counts(out, &sum);
	if (sum.mdy && sum.dmy && !apart)
		str_puts(out, "  # decide: month/day and day/month stand side by side; a spreadsheet may have turned "
			      "some of them round.\n"
			      "  # Export again from the form tool, without opening the file in a spreadsheet.\n");
	else if (sum.either && !sum.mdy && !sum.dmy)
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

/* The word as the file writes it ("LIFE"); NULL if no row holds it. */
static const struct survey_value *word_in(const struct survey_column *s, struct sv word)
{
	for (size_t i = 0; s && i < s->nvalues; i++) {
		const struct survey_value *v = &s->value[i];
		if (v->text.n == word.n && sv_ieq_ascii(v->text, word)) return v;
	}
	return NULL;
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
	const struct survey_value *v;
	size_t n = 0;
	str_putc(out, '[');
	while (sv_split(&rest, '|', &word)) {
		if (!(v = word_in(s, word))) continue;
		str_puts(out, n++ ? ", " : "");
		mapping_edit_quote(out, v->text);
	}
	if (n == 0) str_puts(out, "\"Active\"");
	str_putc(out, ']');
}

static void put_eligible(struct str *out, const struct mapping_draft *d)
{
	static const char *const lifelong = "Life|Lifetime|Life member|Honorary|Emeritus|Ehrenmitglied|Membre à vie";
	const struct survey_column *type = column_of(d, "member_type");
	struct sv rest = sv(lifelong), word;
	bool any = false;
	while (sv_split(&rest, '|', &word)) any |= word_in(type, word) != NULL;
	str_puts(out, "\n# decide: who is in good standing: these states, paid through the day of the run, and no "
		      "hold.\neligible:\n  status: ");
	put_words(out, column_of(d, "member_status"), "Active|Current|Good standing|In good standing|A|Aktiv|Actif");
	str_puts(out, "\n");
	if (any) {
		str_puts(out, "  no date needed: ");
		put_words(out, type, lifelong);
		str_puts(out, "  # these need no paid-through date\n");
	}
}

/* Lines that ask for a decision. A header cannot begin a line: it is quoted. */
static size_t decisions(struct sv text)
{
	static const char *const marks[] = { "# decide:", "version: \"1\"  # fill in" };
	size_t n = 0;
	struct sv rest = text, line;
	while (sv_split(&rest, '\n', &line))
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) n += sv_starts(sv_trim(line), marks[i]);
	return n;
}

void mapping_draft_write(struct str *out, struct mapping_draft *d)
{
	const struct survey *s = d->survey;
	size_t from = out->len;
	str_printf(out,
		"# A first draft: look at every line, and at each \"decide\" and \"fill in\". docs/FORMATS.md explains "
		"the words.\n"
		"# Made from %zu column%s and %s%zu row%s, read as ",
		s->n, s->n == 1 ? "" : "s", s->partial ? "the first " : "", s->rows, s->rows == 1 ? "" : "s");
	csvin_describe(out, &s->dialect);
	str_puts(out, ".\n");
	put_source(out, d);
	put_columns(out, d);
	mapping_draft_unfed(out, d);
	put_list(out, d, DRAFT_IGNORE, "ignore",
		"Not used, but remembered so that none of it is ever published by accident.");
	put_list(out, d, DRAFT_WORDING, "wording",
		"The form's own words and addresses, the same for everybody: not kept at all.");
	if (d->kind_bit == GUESS_ROSTER) put_eligible(out, d);
	d->decide = decisions(sv_sub(sv_of(out), from, out->len)) + d->open;
	mapping_draft_open(out, d);
}
