/* damage.c exists because most exports have been opened in a spreadsheet by the time they reach us, and a spreadsheet
 * changes what looks like a number, a date or a formula without a word. Each kind of damage has its own pattern, exact
 * enough that a value which merely resembles it is left alone. */
#include "records/damage.h"
#include <stdint.h>
#include "records/words.h"

struct sv damage_unguarded(struct sv v)
{
	/* The full-width forms of = + - @ (U+FF1D, FF0B, FF0D, FF20). */
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };
	if (v.n < 2 || v.p[0] != '\'') return v;
	struct sv rest = sv_sub(v, 1, v.n);
	bool guarded = v.p[1] && strchr("=+-@\t", v.p[1]);
	for (size_t i = 0; i < 4; i++) guarded |= sv_starts(rest, wide[i]);
	return guarded ? rest : v;
}

struct sv damage_unwrapped(struct sv v)
{
	if (v.n < 4 || v.p[0] != '=' || v.p[1] != '"' || v.p[v.n - 1] != '"') return v;
	struct sv inner = sv_sub(v, 2, v.n - 3);
	return sv_find(inner, sv("\"")) == SIZE_MAX ? inner : v;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digit_run(struct sv v, size_t i)
{
	size_t from = i;
	while (i < v.n && is_digit(v.p[i])) i++;
	return i - from;
}

/* One to three digits, then groups of a separator and three; *out gets the digits. */
static bool is_grouped(struct str *out, struct sv v)
{
	static const char *const signs[] = { ",", ".", " ", "'", "\xE2\x80\x99", "\xC2\xA0", "\xE2\x80\xAF",
		"\xE2\x80\x89" };
	size_t i = digit_run(v, 0), sign = 0;
	if (i == 0 || i > 3 || i == v.n) return false;
	while (sign < 8 && !sv_starts(sv_sub(v, i, v.n), signs[sign])) sign++;
	if (sign == 8) return false;
	str_sv(out, sv_sub(v, 0, i));
	while (i < v.n) {
		if (!sv_starts(sv_sub(v, i, v.n), signs[sign])) return false;
		i += strlen(signs[sign]);
		if (digit_run(v, i) != 3) return false;
		str_sv(out, sv_sub(v, i, 3));
		i += 3;
	}
	return true;
}

/* Without ".0", ",00" at its end. */
static struct sv without_decimals(struct sv v)
{
	size_t zeros = 0;
	while (zeros < v.n && v.p[v.n - 1 - zeros] == '0') zeros++;
	bool ends = zeros >= 1 && zeros <= 2 && v.n > zeros + 1 && strchr(".,", v.p[v.n - 1 - zeros]);
	return ends && is_digit(v.p[v.n - 2 - zeros]) ? sv_sub(v, 0, v.n - 1 - zeros) : v;
}

/* 1.04E+04, 1,04E4, 1E+05; without sign and fraction ("12E4") it may be a number of its own kind. */
static bool is_exponent(struct sv v)
{
	size_t i = digit_run(v, 0);
	bool fraction = i && i < v.n && (v.p[i] == '.' || v.p[i] == ',');
	if (fraction) i += 1 + digit_run(v, i + 1);
	if (i == 0 || i >= v.n || (v.p[i] | 32) != 'e') return false;
	i++;
	bool sign = i < v.n && (v.p[i] == '+' || v.p[i] == '-');
	i += sign;
	size_t power = digit_run(v, i);
	return power && i + power == v.n && (fraction || sign);
}

static bool has_letters_for_digits(struct sv v)
{
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < v.n; i++) {
		digits += is_digit(v.p[i]);
		letters += v.p[i] && strchr("OolI", v.p[i]) != NULL;
	}
	return digits >= 2 && letters && digits + letters == v.n;
}

enum damage_id damage_id(struct str *out, struct sv v)
{
	str_clear(out);
	if (digit_run(v, 0) == v.n) return ID_PLAIN;
	if (is_exponent(v)) return ID_ROUNDED;
	if (has_letters_for_digits(v)) return ID_LETTERS;
	struct sv whole = without_decimals(v);
	if (is_grouped(out, whole)) return ID_REPAIRED;
	str_clear(out);
	if (whole.n == v.n || digit_run(whole, 0) != whole.n) return ID_PLAIN;
	str_sv(out, whole);
	return ID_REPAIRED;
}

/* Takes one of the words off the front; whole words only. */
static bool take_word(struct sv *v, const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);
		if (!sv_starts(*v, *words)) continue;
		if (n < v->n && ((*words)[n - 1] | 32) >= 'a' && ((*words)[n - 1] | 32) <= 'z' && v->p[n] >= 'a' &&
			v->p[n] <= 'z')
			continue;
		*v = sv_trim(sv_sub(*v, n, v->n));
		return true;
	}
	return false;
}

enum damage_number damage_number(struct str *out, struct sv v)
{
	static const char *const about[] = { "approximately", "approx.", "approx", "about", "around", "circa", "ca.",
		"ca", "c.", "environ", "env.", "over", "more than", "at least", "mehr als", "plus de", "~",
		"\xE2\x89\x88", "\xE2\x89\xA5", ">=", ">", NULL };
	static const char *const more[] = { "+", "or more", "and more", "plus", NULL };
	static const char *const units[] = { "years of experience", "years", "year", "yrs.", "yrs", "yr.", "yr",
		"jahren", "jahre", "jahr", "annees", "annee", "ans", "an", "anos", "ano", "mentees", "mentee",
		"persons", "person", "people", "partners", "partner", NULL };
	struct str key = STR_INIT;
	bool inexact, unit;
	words_key(&key, v);
	struct sv rest = sv_of(&key);
	inexact = take_word(&rest, about);
	size_t n = digit_run(rest, 0);
	if (n && n + 1 < rest.n && (rest.p[n] == '.' || rest.p[n] == ',') && is_digit(rest.p[n + 1]))
		n += 1 + digit_run(rest, n + 1);
	struct sv number = sv_sub(rest, 0, n);
	rest = sv_trim(sv_sub(rest, n, rest.n));
	inexact |= take_word(&rest, more);
	unit = take_word(&rest, units);
	inexact |= take_word(&rest, more);
	bool ok = n && rest.n == 0 && (inexact || unit);
	str_clear(out);
	if (ok) str_sv(out, number);
	str_dispose(&key);
	return !ok ? NUMBER_NONE : inexact ? NUMBER_ABOUT : NUMBER_UNIT;
}

size_t damage_wide(struct str *out, struct sv v)
{
	static const char wide[] = "\xEF\xBC";
	size_t found = 0;
	for (size_t i = 0; i < v.n; i++) {
		unsigned char last = i + 2 < v.n && !memcmp(v.p + i, wide, 2) ? (unsigned char)v.p[i + 2] : 0;
		bool digit = last >= 0x90 && last <= 0x99;
		str_putc(out, digit ? (char)(last - 0x90 + '0') : v.p[i]);
		i += digit ? 2 : 0;
		found += digit;
	}
	return found;
}
