/* What spreadsheets make of text. The rules are wider than any one program's: a guard too many costs an apostrophe in a
 * file of ours, a guard too few an entry number. */
#include "base/csvout_risk.h"
#include "base/utf8.h"

/* -3, +4.5 and the like: harmless, and wanted as numbers. */
static bool is_number(struct sv v)
{
	size_t i = v.n && (v.p[0] == '-' || v.p[0] == '+'), digits = 0, points = 0;

	for (; i < v.n; i++) {
		if (v.p[i] >= '0' && v.p[i] <= '9')
			digits++;
		else if (v.p[i] == '.' && digits && !points && i + 1 < v.n)
			points++;
		else
			return false;
	}
	return digits > 0;
}

/* Blanks and what has no width are looked through, since some programs trim them. TAB and line ends are not: they are
 * themselves what OWASP warns of. */
static struct sv without_blanks(struct sv v)
{
	while (v.n && !strchr("\t\n\r", v.p[0])) {
		uint32_t cp;
		size_t len = utf8_decode(v, 0, &cp);

		if (!len || !(utf8_is_space(cp) || cp == 0xFEFF || (cp >= 0x200B && cp <= 0x200F))) break;
		v = sv_sub(v, len, v.n);
	}
	return v;
}

/* One of = + - @ or its full-width form: the ASCII character, else 0. */
static char trigger(struct sv v)
{
	static const char *const wide[] = { "=\xEF\xBC\x9D", "+\xEF\xBC\x8B", "-\xEF\xBC\x8D", "@\xEF\xBC\xA0" };

	if (!v.n) return 0;
	if (v.p[0] == '=' || v.p[0] == '+' || v.p[0] == '-' || v.p[0] == '@') return v.p[0];
	for (size_t i = 0; v.p[0] == wide[0][1] && i < sizeof wide / sizeof *wide; i++)
		if (sv_starts(v, wide[i] + 1)) return wide[i][0];
	return 0;
}

bool csvout_formula(struct sv v)
{
	v = without_blanks(v);
	if (!v.n || is_number(v)) return false;
	return trigger(v) || (v.p[0] && strchr("\t\r\n", v.p[0]));
}

bool csvout_formula_part(struct sv v)
{
	size_t n = 0;

	while (n < v.n && v.p[n] != ';' && v.p[n] != '\t' && v.p[n] != '\r' && v.p[n] != '\n') n++;
	v = without_blanks(sv_sub(v, 0, n));
	char c = trigger(v);
	if (!c || is_number(v)) return false;
	if (c == '=' || c == '@' || v.n < 2 || v.p[1] != ' ') return true;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] && strchr("(|!=", v.p[i])) return true;
	return false;
}

/* Cells in which only these stand, at most as long as a date with its time. */
enum { MAX_WORDS = 5, LONGEST = 32, SAFE_DIGITS = 11 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Names of months as English and German spreadsheets know them, short or whole: MAR-1 is a date, MARKET-1 is none. */
static bool is_month(struct sv word)
{
	static const char *const names[] = { "january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december", "januar", "februar", "mrz", "m\xC3\xA4rz", "mai",
		"juni", "juli", "oktober", "okt", "dezember", "dez", "sept" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_ieq_ascii(word, sv(names[i])) || (word.n == 3 && sv_ieq_ascii(word, sv_sub(sv(names[i]), 0, 3))))
			return true;
	return false;
}

/* 3-5, 2/3, 5.3., 1:30, MAR-1, 5 March 2026: numbers and at most one month, with the marks of a date and a time. */
static bool is_date_like(struct sv v)
{
	size_t numbers = 0, months = 0, marks = 0, i = 0;

	if (v.n > LONGEST) return false;
	while (i < v.n) {
		size_t from = i;

		while (i < v.n && is_digit(v.p[i])) i++;
		if (i > from) {
			if (i - from > 4 || ++numbers > MAX_WORDS) return false;
			continue;
		}
		while (i < v.n && (((v.p[i] | 32) >= 'a' && (v.p[i] | 32) <= 'z') || (unsigned char)v.p[i] >= 0x80))
			i++;
		if (i > from) {
			if (!is_month(sv_sub(v, from, i - from)) || ++months > 1) return false;
			continue;
		}
		if (!v.p[i] || !strchr("-/.: ,", v.p[i])) return false;
		marks += strchr("-/.", v.p[i]) != NULL;
		if (marks > 2) return false;
		i++;
	}
	return months ? numbers > 0 : numbers > 1;
}

/* 2026-03-14. */
static bool is_iso_date(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (i == 4 || i == 7 ? v.p[i] != '-' : !is_digit(v.p[i])) return false;
	return v.n == 10;
}

/* 1E5, 1.5e+10, 1,5E3: digits, one E, digits. */
static bool is_exponent(struct sv v)
{
	size_t i = 0, digits = 0;

	while (i < v.n && (is_digit(v.p[i]) || v.p[i] == '.' || v.p[i] == ',')) digits += is_digit(v.p[i++]);
	if (!digits || i + 1 >= v.n || (v.p[i] | 32) != 'e') return false;
	i++;
	if (v.p[i] == '+' || v.p[i] == '-') i++;
	if (i == v.n) return false;
	while (i < v.n && is_digit(v.p[i])) i++;
	return i == v.n;
}

/* Digits alone, or with points and commas among them: 007 becomes 7, the 12th digit an exponent, 1.50 becomes 1.5 and
 * 10.412 ten thousand or ten. */
static bool is_changing_number(struct sv v)
{
	size_t digits = 0, points = 0, i = v.n > 0 && (v.p[0] == '+' || v.p[0] == '-');

	if (i && v.p[0] == '+') points = 1; /* the sign goes */
	bool zero = i + 1 < v.n && v.p[i] == '0' && is_digit(v.p[i + 1]);
	for (; i < v.n; i++) {
		if (is_digit(v.p[i]))
			digits++;
		else if (v.p[i] == '.' || v.p[i] == ',' || v.p[i] == '%')
			points++;
		else
			return false;
	}
	return digits && (points || zero || digits > SAFE_DIGITS);
}

/* true becomes TRUE, or WAHR. */
static bool is_truth_value(struct sv v)
{
	static const char *const words[] = { "true", "false", "wahr", "falsch" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sv_ieq_ascii(v, sv(words[i]))) return true;
	return false;
}

bool csvout_changes(struct sv v)
{
	v = without_blanks(v);
	while (v.n && v.p[v.n - 1] == ' ') v.n--;
	if (!v.n || is_iso_date(v)) return false;
	return is_changing_number(v) || is_exponent(v) || is_date_like(v) || is_truth_value(v);
}
