/* redact_number.c finds runs of digits that could be somebody's: telephone and membership numbers, days, streets. Numbers that belong to
 * the work ("21 CFR Part 58", "ISO 13485", "from 1998 to 2004", "2,000 studies") are left alone. */
#include "privacy/redact_internal.h"

#define MONTHS                                                                                                         \
	"|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"  \
	"jul|aug|sep|sept|oct|nov|dec|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|"  \
	"juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"     \
	"septiembre|octubre|noviembre|diciembre|"
#define STANDARDS                                                                                                      \
	"|iso|iec|en|din|cfr|ich|part|parts|annex|astm|oecd|ansi|aami|usp|chapter|section|article|directive|"          \
	"regulation|nf|bs|q|e|s|m|"
#define STREETS                                                                                                        \
	"|street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|square|court|ct|place|terrace|crescent|"        \
	"highway|hwy|parkway|pkwy|platz|weg|allee|gasse|strasse|str|"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool year(struct sv v)
{
	return v.n == 4 && (sv_starts(v, "19") || sv_starts(v, "20"));
}

/* A run of digits with single signs between, as telephones and dates are written. */
struct digits {
	size_t start, end, n, groups, years, separators;
	size_t group[8];
	char sign; /* the separator, if all are one; else 0 */
	bool plus;
};

static bool joins(struct sv v, size_t i, size_t *next)
{
	size_t k = i;

	while (k < v.n && strchr(" .-/()", v.p[k]) && k - i < 3) k++;
	*next = k;
	return k > i && k < v.n && digit(v.p[k]);
}

static void read_digits(struct sv v, size_t i, struct digits *d)
{
	size_t next = 0;

	*d = (struct digits){ .start = i, .sign = '\1' };
	if (v.p[i] == '+' || v.p[i] == '(') {
		d->plus = v.p[i] == '+';
		i++;
		if (i < v.n && v.p[i] == '(') i++;
	}
	for (;;) {
		size_t from = i;
		while (i < v.n && digit(v.p[i])) i++;
		if (d->groups < 8) d->group[d->groups] = i - from;
		d->groups++;
		d->n += i - from;
		d->years += year(sv_sub(v, from, i - from));
		d->end = i;
		if (!joins(v, i, &next)) return;
		d->separators++;
		d->sign = d->sign == '\1' || d->sign == v.p[i] ? v.p[i] : '\0';
		i = next;
	}
}

/* 2019-03-04, 4.3.2019, 3/4/19 */
static bool is_day(const struct digits *d)
{
	const size_t *g = d->group;

	if (d->groups != 3 || !d->sign || !strchr("-./", d->sign) || d->plus) return false;
	if (g[0] == 4) return g[1] <= 2 && g[2] <= 2;
	return g[0] <= 2 && g[1] <= 2 && (g[2] == 4 || (g[2] == 2 && d->sign != '-'));
}

static bool letter_before(struct sv v, size_t i)
{
	return i > 0 && (((v.p[i - 1] | 32) >= 'a' && (v.p[i - 1] | 32) <= 'z') || (unsigned char)v.p[i - 1] >= 0x80);
}

static bool after_standard(const struct redact_text *t, size_t start)
{
	for (size_t i = 1; i < t->token.n && t->token.at[i].start <= start; i++)
		if (t->token.at[i].start == start)
			return redact_is(t, i - 1, STANDARDS) && start - t->token.at[i - 1].end <= 2;
	return false;
}

static void judge(struct redact_text *t, const struct digits *d)
{
	struct sv v = t->text;

	if (is_day(d))
		redact_add(t, d->start, d->end, REDACT_DATE, REDACT_LIKELY);
	else if (d->years * 2 >= d->groups && d->years)
		return; /* 1998-2004, 12/2004 */
	else if (after_standard(t, d->start + (v.p[d->start] == '+' || v.p[d->start] == '(')))
		return;
	else if (d->n >= 7 && (d->plus || (d->separators && d->group[0] <= 5)))
		redact_add(t, d->start, d->end, REDACT_PHONE, REDACT_LIKELY);
	else if (d->groups == 1 && d->n >= 5 && !redact_known(t->r, sv_sub(v, d->start, d->n)))
		redact_add(t, d->start, d->end, d->n >= 9 ? REDACT_PHONE : REDACT_NUMBER, REDACT_LIKELY);
	else if (d->groups == 1 && d->n == 4 && !redact_known(t->r, sv_sub(v, d->start, d->n)))
		redact_add(t, d->start, d->end, REDACT_NUMBER, REDACT_SUGGESTION);
}

/* "2,000": the comma of thousands makes a count. */
static bool counted(struct sv v, const struct digits *d)
{
	bool before = d->start > 1 && v.p[d->start - 1] == ',' && digit(v.p[d->start - 2]);

	return before || (d->end + 1 < v.n && v.p[d->end] == ',' && digit(v.p[d->end + 1]));
}

static void find_runs(struct redact_text *t)
{
	struct sv v = t->text;

	for (size_t i = 0; i < v.n;) {
		struct digits d;
		bool opens =
			(v.p[i] == '+' || v.p[i] == '(') &&
			((i + 1 < v.n && digit(v.p[i + 1])) || (i + 2 < v.n && v.p[i + 1] == '(' && digit(v.p[i + 2])));

		if ((!digit(v.p[i]) && !opens) || letter_before(v, i)) {
			bool skip = digit(v.p[i]);
			while (skip && i < v.n && digit(v.p[i])) i++;
			i += !skip;
			continue;
		}
		read_digits(v, i, &d);
		if (!counted(v, &d)) judge(t, &d);
		i = d.end;
	}
}

/* AB-123456, RQ12345: letters with four digits or more. Parts may hang together by hyphens. */
static void find_codes(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		const struct redact_token *w = &t->token.at[i];
		size_t digits = 0;

		for (size_t b = w->start; b < w->end; b++) digits += digit(t->text.p[b]);
		if (w->letter && digits >= 4 && !redact_known(t->r, w->folded)) {
			redact_add(t, w->start, w->end, REDACT_NUMBER, REDACT_LIKELY);
		} else if (w->upper && i + 1 < t->token.n && t->token.at[i + 1].start == w->end + 1 &&
			   strchr("-_#/", t->text.p[w->end]) && redact_all_digits(t->token.at[i + 1].folded) &&
			   t->token.at[i + 1].folded.n >= 4 && !redact_is(t, i, STANDARDS) &&
			   !year(t->token.at[i + 1].folded)) {
			redact_add(t, w->start, t->token.at[i + 1].end, REDACT_NUMBER, REDACT_LIKELY);
		}
	}
}

static bool day_number(const struct redact_text *t, size_t i)
{
	struct sv f = i < t->token.n ? t->token.at[i].folded : sv("");
	size_t n = 0;

	while (n < f.n && digit(f.p[n])) n++;
	return n >= 1 && n <= 2 &&
	       (n == f.n || redact_is(t, i, "|1st|2nd|3rd|21st|22nd|23rd|31st|") || sv_ends(f, "th"));
}

/* "4 March 2019", "March 4, 2019", "4th of March"; a month with its year is only worth a look. */
static void find_days(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		size_t from = i, to = i;

		if (!redact_is(t, i, MONTHS)) continue;
		if (i > 1 && redact_is(t, i - 1, "of") && day_number(t, i - 2))
			from = i - 2;
		else if (i > 0 && day_number(t, i - 1) && redact_beside(t, i - 1, "."))
			from = i - 1;
		else if (day_number(t, i + 1) && redact_beside(t, i, "."))
			to = i + 1;
		bool day = from < i || to > i;
		bool with_year = to + 1 < t->token.n && year(t->token.at[to + 1].folded) && redact_beside(t, to, ",.");
		if (with_year) to++;
		if (day && (t->token.at[i].capital || with_year))
			redact_add(t, t->token.at[from].start, t->token.at[to].end, REDACT_DATE, REDACT_LIKELY);
		else if (with_year)
			redact_add(t, t->token.at[from].start, t->token.at[to].end, REDACT_DATE, REDACT_SUGGESTION);
	}
}

static bool is_house(const struct redact_text *t, size_t i)
{
	struct sv f = i < t->token.n ? t->token.at[i].folded : sv("");

	return f.n >= 1 && f.n <= 5 && digit(f.p[0]) && !year(f);
}

static bool german_street(struct sv folded)
{
	return folded.n > 7 && (sv_ends(folded, "strasse") || sv_ends(folded, "gasse") || sv_ends(folded, "allee") ||
				       sv_ends(folded, "platz") || sv_ends(folded, "straat"));
}

/* "12 Mill Road", "Hauptstrasse 12", "12, rue de la Paix", "P.O. Box 7" */
static void find_streets(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		size_t to = 0;

		if (is_house(t, i))
			for (size_t n = 2; n <= 4 && i + n < t->token.n && t->token.at[i + n - 1].capital; n++)
				if (t->token.at[i + n].capital && redact_is(t, i + n, STREETS)) to = i + n;
		if (is_house(t, i) && redact_is(t, i + 1, "|rue|avenue|via|calle|rua|viale|place|chemin|")) {
			to = i + 2;
			while (redact_is(t, to, "|de|la|du|des|del|di|da|do|le|l|") && to + 1 < t->token.n) to++;
			if (to >= t->token.n || !t->token.at[to].capital) to = 0;
		}
		if (german_street(t->token.at[i].folded) && is_house(t, i + 1)) to = i + 1;
		if (redact_is(t, i, "|box|postfach|") && is_house(t, i + 1) &&
			(redact_is(t, i, "postfach") || (i > 0 && redact_is(t, i - 1, "|o|po|office|"))))
			to = i + 1;
		if (to) redact_add(t, t->token.at[i].start, t->token.at[to].end, REDACT_ADDRESS, REDACT_LIKELY);
	}
}

void redact_numbers(struct redact_text *t)
{
	find_runs(t);
	find_codes(t);
	find_days(t);
	find_streets(t);
}
