/* yaml_read.c turns the text of a parsed tree into what a setting means: a number, a date, yes or no. Types live here and
 * not in the parser, so that a value is only ever read as what the program wants it to be, never as what it looks like. */
#include "input/yaml.h"

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (!map || map->kind != YAML_MAP) return NULL;
	for (size_t i = 0; i < map->npairs; i++)
		if (sv_is(map->pair[i].key, key)) return map->pair[i].value;
	return NULL;
}

static const char *kind_name(const struct yaml *y)
{
	return y->kind == YAML_MAP ? "a map of keys" : y->kind == YAML_LIST ? "a list" : "a plain value";
}

size_t yaml_keys(const struct yaml *map, const char *const *keys, size_t n, const char *what, struct diags *ds)
{
	size_t unknown = 0;
	if (map->kind != YAML_MAP) {
		diags_error(ds, "B205", map->at, "write lines of the form key: value",
			"%s must be a map of keys, not %s", what, kind_name(map));
		return 1;
	}
	for (size_t i = 0; i < map->npairs; i++) {
		size_t k = 0;
		while (k < n && !sv_is(map->pair[i].key, keys[k])) k++;
		if (k < n) continue;
		const char *near = diags_near(map->pair[i].key, keys, n);
		diags_error(ds, "B206", map->pair[i].at, near ? diags_text(ds, "did you mean \"%s\"?", near) : NULL,
			"\"%.*s\" is not a key of %s", SV_ARG(map->pair[i].key), what);
		unknown++;
	}
	return unknown;
}

/* "key:" with nothing after it is the same as no such line. */
static bool is_empty(const struct yaml *y)
{
	return !y || (y->kind == YAML_SCALAR && !y->quoted && y->text.n == 0);
}

/* The scalar of a key. NULL with *ok true: absent and not required. NULL with *ok false: reported. */
static const struct yaml *scalar_of(const struct yaml *map, const char *key, bool required, bool *ok, struct diags *ds)
{
	const struct yaml *y = yaml_get(map, key);
	*ok = true;
	if (is_empty(y)) {
		if (!required) return NULL;
		*ok = false;
		diags_error(ds, "B207", y ? y->at : map->at, diags_text(ds, "add a line %s: ...", key),
			y ? "\"%s\" has no value" : "\"%s\" is missing", key);
		return NULL;
	}
	if (y->kind == YAML_SCALAR) return y;
	*ok = false;
	diags_error(ds, "B208", y->at, NULL, "\"%s\" must be a plain value, not %s", key, kind_name(y));
	return NULL;
}

bool yaml_text(const struct yaml *map, const char *key, bool required, struct sv *out, struct diags *ds)
{
	bool ok;
	const struct yaml *y = scalar_of(map, key, required, &ok, ds);
	if (y) *out = y->text;
	return ok;
}

bool yaml_int(const struct yaml *map, const char *key, bool required, long min, long max, long *out, struct diags *ds)
{
	bool ok;
	long value = 0;
	const struct yaml *y = scalar_of(map, key, required, &ok, ds);
	if (!y) return ok;
	if (!sv_long(y->text, &value) || value < min || value > max) {
		diags_error(ds, "B208", y->at, diags_text(ds, "write a whole number from %ld to %ld", min, max),
			"\"%s\" is no whole number from %ld to %ld", key, min, max);
		return false;
	}
	*out = value;
	return true;
}

bool yaml_bool(const struct yaml *map, const char *key, bool *out, struct diags *ds)
{
	bool ok;
	const struct yaml *y = scalar_of(map, key, false, &ok, ds);
	if (!y) return ok;
	bool yes = sv_ieq_ascii(y->text, SV_LIT("yes")) || sv_ieq_ascii(y->text, SV_LIT("true"));
	bool no = sv_ieq_ascii(y->text, SV_LIT("no")) || sv_ieq_ascii(y->text, SV_LIT("false"));
	if (!yes && !no) {
		diags_error(ds, "B208", y->at, "write yes or no", "\"%s\" must be yes or no", key);
		return false;
	}
	*out = yes;
	return true;
}

bool yaml_date(const struct yaml *map, const char *key, bool required, date_t *out, struct diags *ds)
{
	bool ok;
	const struct yaml *y = scalar_of(map, key, required, &ok, ds);
	if (!y) return ok;
	date_t day = date_parse(y->text);
	if (day == DATE_NONE) {
		diags_error(ds, "B208", y->at, "write a date as 2026-03-14", "\"%s\" is not a date", key);
		return false;
	}
	*out = day;
	return true;
}

static bool list_of_texts(
	const struct yaml *list, const char *key, struct arena *mem, struct yaml_texts *out, struct diags *ds)
{
	struct sv *at = ARENA_ARRAY(mem, struct sv, list->nitems + 1);
	struct place *place = ARENA_ARRAY(mem, struct place, list->nitems + 1);
	bool ok = true;
	for (size_t i = 0; i < list->nitems; i++) {
		const struct yaml *item = list->item[i];
		at[i] = item->text;
		place[i] = item->at;
		if (item->kind == YAML_SCALAR && !is_empty(item)) continue;
		ok = false;
		if (item->kind == YAML_SCALAR)
			diags_error(ds, "B208", item->at, "remove the line or write something after the dash",
				"an item of \"%s\" is empty", key);
		else
			diags_error(ds, "B208", item->at, "if the text contains a colon, put it in quotes",
				"an item of \"%s\" must be a plain value, not %s", key, kind_name(item));
	}
	if (ok) *out = (struct yaml_texts){ at, place, list->nitems };
	return ok;
}

bool yaml_texts(const struct yaml *map, const char *key, bool required, struct arena *mem, struct yaml_texts *out,
	struct diags *ds)
{
	const struct yaml *y = yaml_get(map, key);
	bool ok;
	if (y && y->kind == YAML_LIST && !(required && y->nitems == 0)) return list_of_texts(y, key, mem, out, ds);
	if (y && y->kind == YAML_LIST) {
		diags_error(ds, "B207", y->at, "add at least one item", "\"%s\" has no value", key);
		return false;
	}
	y = scalar_of(map, key, required, &ok, ds);
	if (!y) return ok;
	struct sv *at = ARENA_NEW(mem, struct sv);
	struct place *place = ARENA_NEW(mem, struct place);
	*at = y->text;
	*place = y->at;
	*out = (struct yaml_texts){ at, place, 1 };
	return true;
}
