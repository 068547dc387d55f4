/* survey.c exists because a first draft of a mapping, and the question whether a new column is an old one renamed, both need to
 * know what a column holds and not only what it is called. It counts and keeps frequent values; what they mean is decided
 * by those who ask. */
#include "records/survey.h"
#include <stdint.h>
#include "base/utf8.h"
#include "records/words.h"

struct surveyor {
	struct survey *out;
	struct arena *mem;
	struct str squeezed, key;
	bool begun;
};

bool survey_mostly(size_t part, size_t whole, unsigned percent)
{
	return whole > 0 && part * 100 >= whole * percent;
}

size_t survey_dates(const struct survey_column *c)
{
	return c->ymd + c->mdy + c->dmy + c->either;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One '@', something on both sides, a dot behind it. */
static bool is_email(struct sv v)
{
	size_t at = sv_find(v, sv("@"));
	if (at == SIZE_MAX || at == 0 || sv_find(v, sv(" ")) != SIZE_MAX) return false;
	struct sv domain = sv_sub(v, at + 1, v.n);
	size_t dot = sv_find(domain, sv("."));
	return dot != SIZE_MAX && dot > 0 && dot + 1 < domain.n && sv_find(domain, sv("@")) == SIZE_MAX;
}

/* "12", "7.5", "7,5". */
static bool is_number(struct sv v)
{
	size_t marks = 0;
	for (size_t i = 0; i < v.n; i++) {
		if ((v.p[i] == '.' || v.p[i] == ',') && i && i + 1 < v.n)
			marks++;
		else if (!is_digit(v.p[i]))
			return false;
	}
	return v.n > 0 && v.n <= 12 && marks <= 1;
}

static bool is_whole(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!is_digit(v.p[i])) return false;
	return v.n > 0;
}

static bool is_internet_address(struct sv v)
{
	size_t dots = 0;
	for (size_t i = 0; i < v.n; i++) {
		dots += v.p[i] == '.';
		if (v.p[i] != '.' && !is_digit(v.p[i])) return false;
	}
	return dots == 3 && v.n >= 7;
}

static bool is_file(struct sv v)
{
	static const char *const ends[] = { ".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt" };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (v.n > n && sv_ieq_ascii(sv_sub(v, v.n - n, n), sv(ends[i]))) return true;
	}
	return false;
}

/* A run of digits at *i as a number; SIZE_MAX if there is none or it is too long to be part of a date. */
static size_t part_of_date(struct sv v, size_t *i, size_t *digits)
{
	size_t n = 0, from = *i;
	while (*i < v.n && is_digit(v.p[*i]) && *i - from < 5) n = n * 10 + (size_t)(v.p[(*i)++] - '0');
	*digits = *i - from;
	return *digits ? n : SIZE_MAX;
}

/* Three numbers with the same sign between them, then nothing or a time. */
void survey_count_date(struct survey_column *c, struct sv v)
{
	size_t part[3], digits[3], i = 0;
	char sign = 0;
	for (size_t k = 0; k < 3; k++) {
		part[k] = part_of_date(v, &i, &digits[k]);
		if (part[k] == SIZE_MAX) return;
		if (k == 2) break;
		if (i >= v.n || !strchr("-/.", v.p[i]) || (sign && v.p[i] != sign)) return;
		sign = v.p[i++];
	}
	if (i < v.n && v.p[i] != ' ' && v.p[i] != 'T') return;
	if (digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 &&
		part[2] <= 31) {
		c->ymd++;
	} else if (digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2 && part[0] && part[1]) {
		bool mdy = sign != '.' && part[0] <= 12 && part[1] <= 31, dmy = part[1] <= 12 && part[0] <= 31;
		c->either += mdy && dmy;
		c->dotted += dmy && sign == '.';
		c->mdy += mdy && !dmy;
		c->dmy += dmy && !mdy;
	}
}

bool survey_is_date(struct sv v)
{
	struct survey_column c = { .header = "" };
	survey_count_date(&c, v);
	return survey_dates(&c) > 0;
}

static void count_shape(struct survey_column *c, struct sv v, struct sv key)
{
	long n = 0;
	int yes = words_yes(v);
	c->emails += is_email(v);
	c->numbers += is_number(v);
	c->urls += sv_starts(v, "http://") || sv_starts(v, "https://");
	c->files += is_file(v);
	c->addresses += is_internet_address(v);
	c->yes_no += yes >= 0;
	c->ticks += yes == 1 || sv_eq(key, c->key);
	c->noes += yes == 0;
	c->padded += v.n > 1 && v.p[0] == '0' && is_whole(v);
	c->serials += is_whole(v) && sv_long(v, &n) && n >= 20000 && n <= 80000;
	survey_count_date(c, v);
	size_t length = utf8_length(v);
	if (length > c->longest) c->longest = length;
}

static void keep_value(struct surveyor *s, struct survey_column *c, struct sv v)
{
	uint64_t at;
	if (map_get(&c->index, v, &at)) {
		c->value[at].rows++;
		return;
	}
	if (c->nvalues == SURVEY_DISTINCT || v.n > SURVEY_LONG || s->out->bytes + v.n > SURVEY_BYTES) {
		c->more = true;
		return;
	}
	if ((c->nvalues & (c->nvalues - 1)) == 0) { /* room for the next power of two */
		struct survey_value *room = ARENA_ARRAY(s->mem, struct survey_value, c->nvalues ? c->nvalues * 2 : 1);
		if (c->nvalues) memcpy(room, c->value, c->nvalues * sizeof *room);
		c->value = room;
	}
	map_set(&c->index, v, c->nvalues);
	c->value[c->nvalues++] = (struct survey_value){ arena_sv(s->mem, v), 1 };
	s->out->bytes += v.n;
}

static void read_header(struct surveyor *s, const struct csvin_row *row)
{
	struct survey *out = s->out;
	size_t values = 0;
	out->column = ARENA_ARRAY(s->mem, struct survey_column, row->n + 1);
	out->n = row->n;
	for (size_t i = 0; i < row->n; i++) {
		struct survey_column *c = &out->column[i], probe = { .key = sv("") };
		str_clear(&s->squeezed);
		utf8_squeeze(&s->squeezed, row->cell[i]);
		words_key(&s->key, row->cell[i]);
		count_shape(&probe, sv_of(&s->squeezed), sv(""));
		values += probe.emails + survey_dates(&probe) + probe.addresses + probe.files > 0;
		*c = (struct survey_column){ .header = arena_strdup(s->mem, sv_of(&s->squeezed)),
			.key = arena_sv(s->mem, sv_of(&s->key)),
			.index = MAP_INIT };
	}
	out->headless = values > 0;
	struct map seen = MAP_INIT;
	for (size_t i = 0; i < row->n; i++) {
		uint64_t before = 0;
		map_get(&seen, out->column[i].key, &before);
		out->column[i].occurrence = (size_t)before + 1;
		map_set(&seen, out->column[i].key, before + 1);
	}
	for (size_t i = 0; i < row->n; i++) {
		uint64_t all = 1;
		map_get(&seen, out->column[i].key, &all);
		out->column[i].of = (size_t)all;
	}
	map_dispose(&seen);
}

static bool is_blank(const struct csvin_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (sv_trim(row->cell[i]).n) return false;
	return true;
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct surveyor *s = ctx;
	if (is_blank(row)) return 0;
	if (!s->begun) {
		s->begun = true;
		read_header(s, row);
		return 0;
	}
	if (s->out->rows == SURVEY_ROWS) {
		s->out->partial = true;
		return 1;
	}
	s->out->rows++;
	for (size_t i = 0; i < row->n && i < s->out->n; i++) {
		struct survey_column *c = &s->out->column[i];
		str_clear(&s->squeezed);
		utf8_squeeze(&s->squeezed, row->cell[i]);
		if (s->squeezed.len == 0) continue;
		c->filled++;
		words_key(&s->key, sv_of(&s->squeezed));
		count_shape(c, sv_of(&s->squeezed), sv_of(&s->key));
		/* Line ends may be what separates the values of a list. */
		keep_value(s, c,
			sv_find(row->cell[i], sv("\n")) == SIZE_MAX ? sv_of(&s->squeezed) : sv_trim(row->cell[i]));
	}
	return 0;
}

int survey_read(struct survey *out, struct arena *mem, const char *path, const char *name, const char *encoding,
	char delimiter, struct diags *ds)
{
	struct csvin_options options = { .encoding = encoding, .delimiter = delimiter, .is_private = true };
	struct surveyor s = { .out = out, .mem = mem, .squeezed = STR_INIT, .key = STR_INIT };
	size_t errors = ds->errors;
	*out = (struct survey){ .name = name };
	csvin_file(path, name, &options, &out->dialect, on_row, &s, ds);
	if (!s.begun && ds->errors == errors)
		diags_error(ds, "R045", ((struct place){ name, 1, 1 }), "export it again", "the file is empty");
	str_dispose(&s.squeezed);
	str_dispose(&s.key);
	return ds->errors > errors ? -1 : 0;
}

void survey_dispose(struct survey *s)
{
	for (size_t i = 0; i < s->n; i++) map_dispose(&s->column[i].index);
}
