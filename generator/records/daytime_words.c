/* daytime_words.c exists because a date with the month in letters can be read without knowing the order its writer
 * is used to; it only takes knowing the months of the four languages our exports come in. */
#include "records/daytime_words.h"
#include "base/utf8.h"

/* Folded: small letters without marks. Abbreviations are beginnings of these, or stand here themselves. */
static const char *const months[12][7] = {
	{ "january", "januar", "janvier", "enero", "janner", "jaenner" },
	{ "february", "februar", "fevrier", "febrero", "feber" },
	{ "march", "marz", "mars", "marzo", "maerz", "mrz" },
	{ "april", "avril", "abril" },
	{ "may", "mai", "mayo" },
	{ "june", "juni", "juin", "junio" },
	{ "july", "juli", "juillet", "julio" },
	{ "august", "aout", "agosto" },
	{ "september", "septembre", "septiembre", "setiembre" },
	{ "october", "oktober", "octobre", "octubre" },
	{ "november", "novembre", "noviembre" },
	{ "december", "dezember", "decembre", "diciembre" },
};

static int month_folded(struct sv word)
{
	int found = 0;
	for (int m = 0; word.n >= 3 && m < 12; m++)
		for (size_t i = 0; i < 7 && months[m][i]; i++) {
			if (word.n > strlen(months[m][i]) || memcmp(word.p, months[m][i], word.n) != 0) continue;
			if (found && found != m + 1) return 0; /* "jui" */
			found = m + 1;
		}
	return found;
}

int daytime_month(struct sv word)
{
	struct str key = STR_INIT;
	while (word.n && word.p[word.n - 1] == '.') word.n--;
	if (word.n <= 24) utf8_fold(&key, word);
	int month = month_folded(sv_of(&key));
	str_dispose(&key);
	return month;
}

/* As months, but abbreviations have two letters in German. */
static const char *const weekdays[7][5] = {
	{ "sunday", "sonntag", "dimanche", "domingo" },
	{ "monday", "montag", "lundi", "lunes" },
	{ "tuesday", "dienstag", "mardi", "martes" },
	{ "wednesday", "mittwoch", "mercredi", "miercoles" },
	{ "thursday", "donnerstag", "jeudi", "jueves" },
	{ "friday", "freitag", "vendredi", "viernes" },
	{ "saturday", "samstag", "samedi", "sabado", "sonnabend" },
};

static int weekday_folded(struct sv word)
{
	static const char *const german[7] = { "so", "mo", "di", "mi", "do", "fr", "sa" };
	for (int d = 0; word.n >= 2 && d < 7; d++) {
		if (sv_is(word, german[d])) return d;
		for (size_t i = 0; word.n >= 3 && i < 5 && weekdays[d][i]; i++)
			if (word.n <= strlen(weekdays[d][i]) && !memcmp(word.p, weekdays[d][i], word.n)) return d;
	}
	return -1;
}

int daytime_weekday(struct sv text, struct sv *rest)
{
	struct str key = STR_INIT;
	size_t n = 0;
	while (n < text.n && !strchr(" ,.", text.p[n])) n++;
	if (n <= 24) utf8_fold(&key, sv_sub(text, 0, n));
	int found = n < text.n ? weekday_folded(sv_of(&key)) : -1;
	str_dispose(&key);
	while (n < text.n && strchr(" ,.", text.p[n])) n++;
	*rest = sv_sub(text, n, text.n);
	return found;
}

/* Words that stand within dates and say nothing: "14 de marzo de 2026", "14th of March 2026", "1er mars 2026". */
static bool is_filler(struct sv word)
{
	static const char *const fillers[] = { "de", "del", "of", "the", "st", "nd", "rd", "th", "er", NULL };
	struct str key = STR_INIT;
	bool found = false;
	if (word.n <= 4) utf8_fold(&key, word);
	for (const char *const *f = fillers; *f && !found; f++) found = sv_is(sv_of(&key), *f);
	str_dispose(&key);
	return found;
}

struct parts {
	long number[2];
	size_t width[2], n;
	int month;
};

static bool is_letter(char c)
{
	return (signed char)c < 0 || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The next number or word is part of the date, or nothing is. */
static bool take(struct sv v, size_t *i, struct parts *p)
{
	size_t from = *i;
	if (is_digit(v.p[from])) {
		while (*i < v.n && is_digit(v.p[*i])) (*i)++;
		p->width[p->n] = *i - from;
		return p->n < 2 && *i - from <= 4 && sv_long(sv_sub(v, from, *i - from), &p->number[p->n++]);
	}
	while (*i < v.n && is_letter(v.p[*i])) (*i)++;
	struct sv word = sv_sub(v, from, *i - from);
	int month = daytime_month(word);
	if (month == 0) return is_filler(word);
	if (p->month) return false;
	p->month = month;
	return true;
}

enum daytime_result daytime_words(struct sv v, int64_t *seconds, struct sv *rest)
{
	struct parts p = { .n = 0 };
	size_t i = 0;
	if (v.n > 60) return DAYTIME_NONE;
	while (i < v.n && !(p.n == 2 && p.month)) {
		if (is_digit(v.p[i]) ? p.n == 2 : false) return DAYTIME_NONE;
		if (is_digit(v.p[i]) || is_letter(v.p[i])) {
			if (!take(v, &i, &p)) return DAYTIME_NONE;
		} else if (strchr(" ,.-/", v.p[i++]) == NULL)
			return DAYTIME_NONE;
	}
	if (p.n < 2 || !p.month) return DAYTIME_NONE;
	size_t year = p.width[0] == 4 ? 0 : 1;
	if (p.width[1 - year] > 2) return DAYTIME_NONE;
	if (p.width[year] != 4) return p.width[year] == 2 ? DAYTIME_SHORT_YEAR : DAYTIME_NONE;
	date_t day = date_civil((int)p.number[year], p.month, (int)p.number[1 - year]);
	if (day == DATE_NONE) return DAYTIME_NONE;
	while (i < v.n && strchr(" ,.T", v.p[i])) i++;
	*seconds = date_epoch(day);
	*rest = sv_sub(v, i, v.n);
	return DAYTIME_OK;
}
