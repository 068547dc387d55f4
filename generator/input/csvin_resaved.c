/* csvin_resaved.c knows what a table of ours looks like after somebody has opened it in a spreadsheet and saved it again:
 * dates in the country's way of writing, errors in place of text, numbers cut to an exponent. What can be read in one way
 * only is read; the rest is refused with the reason, because a wrong day would let a pause end or begin unseen. */
#include <stdint.h>
#include "input/csvin_internal.h"

/* Three numbers parted by the same mark. */
struct three {
	int value[3];
	size_t digits[3];
	char mark;
};

/* "3/14/2026 0:00": a date that a spreadsheet has written with its hour. */
static struct sv without_midnight(struct sv v)
{
	size_t blank = sv_find(v, sv(" "));
	struct sv time = blank == SIZE_MAX ? sv("") : sv_sub(v, blank + 1, v.n);
	bool midnight = sv_is(time, "12:00 AM") || sv_is(time, "12:00:00 AM");

	if (time.n > 0 && !midnight) {
		midnight = time.n >= 4;
		for (size_t i = 0; i < time.n; i++) midnight = midnight && (time.p[i] == '0' || time.p[i] == ':');
	}
	return midnight ? sv_sub(v, 0, blank) : v;
}

static bool read_three(struct sv v, struct three *t)
{
	size_t part = 0;

	*t = (struct three){ .mark = 0 };
	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];

		if (c >= '0' && c <= '9') {
			if (++t->digits[part] > 4) return false;
			t->value[part] = t->value[part] * 10 + (c - '0');
		} else if ((c == '.' || c == '/' || c == '-') && t->digits[part] > 0 && part < 2) {
			if (part == 1 && c != t->mark) return false;
			t->mark = c;
			part++;
		} else {
			return false;
		}
	}
	return part == 2 && t->digits[2] > 0;
}

static enum csvin_date slashes(date_t *out, const struct three *t)
{
	date_t by_month = date_civil(t->value[2], t->value[0], t->value[1]);
	date_t by_day = date_civil(t->value[2], t->value[1], t->value[0]);

	*out = by_month != DATE_NONE ? by_month : by_day;
	if (*out == DATE_NONE) return CSVIN_DATE_NOT;
	if (by_month == DATE_NONE) return CSVIN_DATE_DAY_FIRST;
	return by_day == DATE_NONE || by_day == by_month ? CSVIN_DATE_MONTH_FIRST : CSVIN_DATE_TWO_WAYS;
}

static bool is_day_number(struct sv v)
{
	if (v.n != 5 || v.p[0] < '3' || v.p[0] > '6') return false;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return true;
}

enum csvin_date csvin_date(date_t *out, struct sv cell)
{
	struct sv v = without_midnight(sv_trim(cell));
	struct three t;

	*out = date_parse(v);
	if (*out != DATE_NONE) return CSVIN_DATE_ISO;
	if (is_day_number(v)) return CSVIN_DATE_DAY_NUMBER;
	if (!read_three(v, &t)) return CSVIN_DATE_NOT;
	if (t.digits[0] == 4 && t.digits[1] <= 2 && t.digits[2] <= 2) {
		*out = date_civil(t.value[0], t.value[1], t.value[2]);
		return *out == DATE_NONE ? CSVIN_DATE_NOT : CSVIN_DATE_ISO;
	}
	if (t.digits[0] > 2 || t.digits[1] > 2) return CSVIN_DATE_NOT;
	if (t.digits[2] == 2) return CSVIN_DATE_SHORT_YEAR;
	if (t.digits[2] != 4) return CSVIN_DATE_NOT;
	if (t.mark != '.') return slashes(out, &t);
	*out = date_civil(t.value[2], t.value[1], t.value[0]);
	return *out == DATE_NONE ? CSVIN_DATE_NOT : CSVIN_DATE_DOTS;
}

date_t csvin_table_date(struct sv cell, struct place at, const char *code, const char *what, struct diags *ds)
{
	static const char help[] = "a spreadsheet has saved this file; write the date as 2026-03-14";
	date_t day = DATE_NONE;

	if (sv_trim(cell).n == 0) return DATE_NONE;
	switch (csvin_date(&day, cell)) {
	case CSVIN_DATE_TWO_WAYS:
		diags_error(ds, code, at, help, "\"%s\" can be read in two ways, as day/month or as month/day", what);
		return DATE_NONE;
	case CSVIN_DATE_DAY_NUMBER:
		diags_error(ds, code, at, help, "\"%s\" is a spreadsheet's number of a day, not a date", what);
		return DATE_NONE;
	case CSVIN_DATE_SHORT_YEAR:
		diags_error(
			ds, code, at, help, "\"%s\" has a year of two digits, so that its order is not certain", what);
		return DATE_NONE;
	case CSVIN_DATE_NOT:
		diags_error(ds, code, at, "write it as 2026-03-14", "\"%s\" is not a date", what);
		return DATE_NONE;
	default: return day;
	}
}

const char *csvin_date_order(enum csvin_date d)
{
	switch (d) {
	case CSVIN_DATE_DOTS: return "day.month.year";
	case CSVIN_DATE_MONTH_FIRST: return "month/day/year";
	case CSVIN_DATE_DAY_FIRST: return "day/month/year";
	case CSVIN_DATE_TWO_WAYS: return "numbers with slashes, which can be read in two ways";
	default: return NULL;
	}
}

bool csvin_is_error_value(struct sv cell)
{
	/* Excel in English, German, French, Spanish, Italian, Portuguese, Dutch, without the # at their beginning (and the
	 * turned mark after it in Spanish). */
	static const char *const lost[] = { "NAME?", "REF!", "VALUE!", "N/A", "DIV/0!", "NUM!", "NULL!", "SPILL!",
		"CALC!", "FIELD!", "GETTING_DATA", "BEZUG!", "WERT!", "NV", "ZAHL!", "\303\234BERLAUF!", "NOM?",
		"VALEUR!", "NOMBRE!", "NUL!", "NOMBRE?", "VALOR!", "NULO!", "N/D", "NOME?", "VALORE!", "RIF!", "NUM?",
		"NAAM?", "WAARDE!", "VERW!", "N/B", "GETAL!", "DEEL/0!" };
	struct sv v = sv_trim(cell);
	size_t signs = 0;
	if (v.n < 3) return false;
	if (v.n <= 8 && sv_starts(v, "Err:")) {
		long number;
		return sv_long(sv_sub(v, 4, v.n), &number) && number > 0;
	}
	if (v.p[0] == '=') v = sv_sub(v, 1, v.n);
	while (signs < v.n && v.p[signs] == '#') signs++;
	if (signs == v.n && signs >= 3) return true;
	if (signs != 1) return false;
	v = sv_sub(v, 1, v.n);
	if (sv_starts(v, "\302\241") || sv_starts(v, "\302\277")) v = sv_sub(v, 2, v.n);
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		if (sv_ieq_ascii(v, sv(lost[i]))) return true;
	return false;
}

/* 1.23457E+17 and 1,23457E+17, exactly as spreadsheets write it. */
bool csvin_is_exponent(struct sv cell)
{
	struct sv v = sv_trim(cell);
	size_t e = sv_find(v, sv("E+"));

	if (e == SIZE_MAX || e < 1 || v.n - e < 4 || v.n - e > 5 || v.p[0] < '1' || v.p[0] > '9') return false;
	if (e > 1 && v.p[1] != '.' && v.p[1] != ',') return false;
	for (size_t i = 2; i < v.n; i++)
		if (i != e && i != e + 1 && (v.p[i] < '0' || v.p[i] > '9')) return false;
	return e != 2;
}
