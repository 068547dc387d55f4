/* zone.c exists because exports write the time of the site, the exporting person or UTC, and an application must get
 * the same day whichever of them a mapping names. The C library's zones are a state of the whole process, so the system's
 * tables are read here directly. */
#include "base/zone.h"
#include <assert.h>
#include "base/fs.h"
#include "base/zone_rule.h"

#define HEADER 44
#define MAX_FILE ((size_t)1 << 20)
#define MAX_NAME 64
#define DAY 86400

struct zone {
	int64_t *at; /* UTC seconds of the transitions, rising */
	int *offset; /* in force from there; offset[n] before the first */
	size_t n;
	bool has_rule;
	struct zone_rule rule; /* after the last */
};

bool zone_offset(struct sv v, int *seconds)
{
	long h = 0, m = 0;
	if (sv_is(v, "Z") || sv_is(v, "z") || sv_ieq_ascii(v, sv("UTC")) || sv_ieq_ascii(v, sv("GMT"))) {
		*seconds = 0;
		return true;
	}
	if (v.n < 2 || (v.p[0] != '+' && v.p[0] != '-')) return false;
	struct sv digits = sv_sub(v, 1, v.n);
	for (size_t i = 0; i < digits.n; i++)
		if ((digits.p[i] < '0' || digits.p[i] > '9') && !(digits.p[i] == ':' && i == digits.n - 3))
			return false;
	size_t hours = digits.n > 2 ? digits.n - 2 : digits.n;
	if (digits.n > 2) {
		if (!sv_long(sv_sub(digits, hours, 2), &m)) return false;
		if (digits.p[hours - 1] == ':') hours--;
	}
	if (hours == 0 || hours > 2 || !sv_long(sv_sub(digits, 0, hours), &h) || h > 15 || m > 59) return false;
	*seconds = (int)(h * 3600 + m * 60) * (v.p[0] == '-' ? -1 : 1);
	return true;
}

static uint64_t big_endian(const char *p, size_t n)
{
	uint64_t value = 0;
	for (size_t i = 0; i < n; i++) value = value << 8 | (unsigned char)p[i];
	return value;
}

/* The six counts of a header, RFC 8536, 3.1. */
struct block {
	size_t utc, standard, leap, times, types, chars;
	size_t width, length; /* of a time; of the data after the header */
	char version;
};

static bool read_header(struct sv v, size_t width, struct block *out)
{
	size_t count[6];
	if (v.n < HEADER || memcmp(v.p, "TZif", 4) != 0) return false;
	for (size_t i = 0; i < 6; i++) {
		count[i] = (size_t)big_endian(v.p + 20 + 4 * i, 4);
		if (count[i] > MAX_FILE) return false;
	}
	*out = (struct block){ count[0], count[1], count[2], count[3], count[4], count[5], width, 0, v.p[4] };
	out->length = out->times * (width + 1) + out->types * 6 + out->chars + out->leap * (width + 4) + out->standard +
		      out->utc;
	return out->types > 0 && out->length <= v.n - HEADER;
}

static bool read_times(struct zone *z, const char *p, const struct block *b)
{
	const char *index = p + b->times * b->width, *type = index + b->times;
	z->n = b->times;
	z->at = xcalloc(b->times + 1, sizeof *z->at);
	z->offset = xcalloc(b->times + 1, sizeof *z->offset);
	for (size_t i = 0; i <= b->times; i++) {
		size_t t = i < b->times ? (unsigned char)index[i] : 0;
		if (t >= b->types) return false;
		z->offset[i] = (int32_t)(uint32_t)big_endian(type + 6 * t, 4);
		if (z->offset[i] < -2 * DAY || z->offset[i] > 2 * DAY) return false;
		if (i == b->times) break;
		uint64_t at = big_endian(p + i * b->width, b->width);
		z->at[i] = b->width == 8 ? (int64_t)at : (int32_t)(uint32_t)at;
		if (i && z->at[i] <= z->at[i - 1]) return false;
	}
	return true;
}

/* "\nEST5EDT,M3.2.0,M11.1.0\n"; without a rule the last offset stays. */
static bool read_footer(struct zone *z, struct sv v)
{
	if (v.n < 2 || v.p[0] != '\n') return false;
	size_t end = sv_find(sv_sub(v, 1, v.n), sv("\n"));
	if (end == SIZE_MAX) return false;
	if (end == 0) return true;
	z->has_rule = zone_rule_parse(&z->rule, sv_sub(v, 1, end));
	return z->has_rule;
}

/* Version 2 and later repeat everything with times of eight bytes, and only that part counts. */
int zone_read(struct zone **out, struct sv v, struct str *err)
{
	struct zone *z = xcalloc(1, sizeof *z);
	struct block b;
	bool ok = read_header(v, 4, &b);
	bool second = ok && b.version >= '2';
	if (second) {
		v = sv_sub(v, HEADER + b.length, v.n);
		ok = read_header(v, 8, &b);
	}
	ok = ok && b.leap == 0 && read_times(z, v.p + HEADER, &b) &&
	     (!second || read_footer(z, sv_sub(v, HEADER + b.length, v.n)));
	*out = ok ? z : NULL;
	if (ok) return 0;
	str_puts(err, "the table of this time zone is damaged");
	zone_free(z);
	return -1;
}

static int fixed(struct zone **out, int offset)
{
	*out = xcalloc(1, sizeof **out);
	(*out)->has_rule = true;
	(*out)->rule.standard = offset;
	return 0;
}

/* "localtime" and the like mean another zone on every computer. */
static bool is_name(struct sv name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (!letter && !(c >= '0' && c <= '9') && !strchr("/_+-", c)) return false;
	}
	return name.n > 0 && name.n <= MAX_NAME && fs_safe_path(name) && name.p[0] >= 'A' && name.p[0] <= 'Z';
}

int zone_open(struct zone **out, const char *name, struct str *err)
{
	static const char *const folders[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo" };
	struct str path = STR_INIT, bytes = STR_INIT, why = STR_INIT;
	int offset, result = -1;
	*out = NULL;
	if (zone_offset(sv(name), &offset)) return fixed(out, offset);
	if (!is_name(sv(name))) {
		str_puts(err, "this is not the name of a time zone; write it as America/New_York or -05:00");
		return -1;
	}
	size_t f = 0, nfolders = sizeof folders / sizeof *folders;
	while (f < nfolders && !fs_is_dir(folders[f])) f++;
	str_printf(&path, "%s/%s", folders[f < nfolders ? f : 0], name);
	if (f == nfolders)
		str_puts(err, "this computer has no tables of time zones; install the package tzdata, or write an "
			      "offset such as -05:00");
	else if (!fs_exists(path.ptr) || fs_is_dir(path.ptr) || fs_read(&bytes, path.ptr, MAX_FILE, &why))
		str_puts(err, "no time zone has this name here; compare the spelling (America/New_York), or install "
			      "the package tzdata");
	else
		result = zone_read(out, sv_of(&bytes), err);
	str_dispose(&path);
	str_dispose(&bytes);
	str_dispose(&why);
	return result;
}

void zone_free(struct zone *z)
{
	if (!z) return;
	free(z->at);
	free(z->offset);
	free(z);
}

static int offset_at(const struct zone *z, int64_t utc)
{
	size_t from = 0, to = z->n;
	if (z->n == 0 || utc < z->at[0])
		return z->has_rule && z->n == 0 ? zone_rule_offset(&z->rule, utc) : z->offset[z->n];
	if (utc >= z->at[z->n - 1]) return z->has_rule ? zone_rule_offset(&z->rule, utc) : z->offset[z->n - 1];
	while (to - from > 1) { /* at[from] <= utc < at[to] */
		size_t middle = (from + to) / 2;
		if (z->at[middle] <= utc)
			from = middle;
		else
			to = middle;
	}
	return z->offset[from];
}

int64_t zone_to_utc(const struct zone *z, int64_t local)
{
	int before = offset_at(z, local - DAY), after = offset_at(z, local + DAY);
	assert(local > INT64_MIN / 2 && local < INT64_MAX / 2);
	if (before == after || offset_at(z, local - before) == before) return local - before;
	return offset_at(z, local - after) == after ? local - after : local - before;
}

int64_t zone_from_utc(const struct zone *z, int64_t utc)
{
	return utc + offset_at(z, utc);
}
