/* yaml: the small, strict YAML that configuration, mappings, policy and front matter use -> a tree with positions.
 *
 * Block and flow mappings, sequences, plain and quoted scalars, literal and folded blocks. Scalars stay text (no "Norway problem";
 * 1.10 stays "1.10"). Refused with their place: duplicate keys, anchors, aliases, tags, several documents, non-scalar keys, invalid UTF-8,
 * nesting deeper than 16, files over 1 MiB. The only file that includes yaml.h is yaml.c.
 */
#ifndef INPUT_YAML_H
#define INPUT_YAML_H
#include "base/date.h"
#include "base/diag.h"
enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };
struct yaml_pair;
struct yaml {
	enum yaml_kind kind;
	struct place at;
	struct sv text;
	bool quoted; /* scalar */
	const struct yaml_pair *pair;
	size_t npairs; /* map, in file order */
	const struct yaml *const *item;
	size_t nitems; /* list */
};
struct yaml_pair {
	struct sv key;
	struct place at;
	const struct yaml *value;
};
/* Parses text whose first line is line `first_line` of `file`. An empty text gives an empty map. -1 after diags. Tree lives in mem. */
int yaml_parse(const struct yaml **out, struct arena *mem, const char *file, struct sv text, unsigned first_line,
	struct diags *ds);
int yaml_file(const struct yaml **out, struct arena *mem, const char *path, const char *name,
	struct diags *ds); /* registers the source; missing file is an error */
const struct yaml *yaml_get(const struct yaml *map, const char *key); /* NULL if absent or map is not a map */
/* Every key must be one of keys[]; unknown ones are errors with a suggestion. Returns the number of unknown keys; also an error if node is no map. */
size_t yaml_keys(const struct yaml *map, const char *const *keys, size_t n, const char *what, struct diags *ds);
/* Typed reads: absent gives the default and true; wrong type adds an error and gives false. `required` adds an error when absent. */
bool yaml_text(const struct yaml *map, const char *key, bool required, struct sv *out, struct diags *ds);
bool yaml_int(const struct yaml *map, const char *key, bool required, long min, long max, long *out, struct diags *ds);
bool yaml_bool(const struct yaml *map, const char *key, bool *out, struct diags *ds); /* yes/no/true/false */
bool yaml_date(const struct yaml *map, const char *key, bool required, date_t *out, struct diags *ds); /* YYYY-MM-DD */
/* A list of scalars, or one scalar as a list of one. */
struct yaml_texts {
	const struct sv *at;
	const struct place *place;
	size_t n;
};
bool yaml_texts(const struct yaml *map, const char *key, bool required, struct arena *mem, struct yaml_texts *out,
	struct diags *ds);
#endif
