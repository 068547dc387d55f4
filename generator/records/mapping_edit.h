/* mapping_edit: changes of a mapping's or policy's YAML text at the place of a node, every other byte kept: a file that people wrote
 * is never written anew from what was understood of it. Private to records/ and the command `mapping`.
 *
 * Edits are collected against one parsed text and applied together:
 *     struct edits e; edits_begin(&e, &mem, text, root); edits_add_to_list(&e, root, "ignore", sv("User IP")); edits_apply(&e, &out);
 * Functions return -1 when the file says it in a way that cannot be changed safely (block texts and the like); then nothing was
 * collected and a person has to do it. */
#ifndef RECORDS_MAPPING_EDIT_H
#define RECORDS_MAPPING_EDIT_H
#include "base/vec.h"
#include "input/yaml.h"
struct edit {
	size_t at, remove, order; /* bytes of the text */
	struct sv insert;
};
struct edits {
	struct arena *mem;
	struct sv text;
	const struct yaml *root;
	VEC(struct edit) v;
};
void edits_begin(struct edits *e, struct arena *mem, struct sv text, const struct yaml *root);
void edits_dispose(struct edits *e);
void edits_apply(const struct edits *e, struct str *out); /* replaces out */
/* Adds a text to the list `key` of the map `owner`; one text becomes a list, a missing key a new line. */
int edits_add_to_list(struct edits *e, const struct yaml *owner, const char *key, struct sv text);
/* Puts a text before the others of a node that is one text or a list of them: "Old" -> ["New", "Old"]. */
int edits_put_before(struct edits *e, const struct yaml *node, struct sv text);
/* The header alone: "Old" -> {column: ["New", "Old"]}. */
int edits_rename_plain(struct edits *e, const struct yaml *node, struct sv text);
/* The header alone: "Old" -> {column: "Old", optional: yes}; rest is YAML, with the comma. */
int edits_extend_plain(struct edits *e, const struct yaml *node, const char *rest);
/* Adds "key: value" to a map; value is YAML already; key is quoted if it is not a plain word. */
int edits_add_pair(struct edits *e, const struct yaml *map, struct sv key, const char *value);

void mapping_edit_quote(struct str *out, struct sv text); /* "…" as YAML, appended */
/* "Job title" -> "job_title": appended; "new_field" when nothing is left. */
void mapping_edit_field_name(struct str *out, struct sv header);
/* The first date within a text; false if there is none. */
bool mapping_edit_find_date(struct sv text, size_t *at, size_t *n);
/* "Out until 3/4/2026" -> "Out until {date}": the first date in the text; appended. */
void mapping_edit_date_phrase(struct str *out, struct sv text);
/* Lines of `after` that are not in `before` and the other way round, as "  12 - old" and "  12 + new"; appended. */
void mapping_edit_difference(struct str *out, struct sv before, struct sv after);
#endif
