/* public_entry: what may be seen of a pool. Both types are opaque with const accessors, defined in public_entry.c; only privacy/ makes them.
 * Everything a page, facet, index or picture shows of people is a function of these.
 *
 * A pool has fields (in the policy's order). A field has values: a tree from vocabulary (index 0 is always the root, label "kept private").
 * A fact of an entry is a set of value indices of one field; its precision says whether the value is a leaf (EXACT), an inner value
 * (BROAD: "Nonclinical", shown only so) or the root (PRIVATE: kept private). Profile facts are EXACT, and several values are possible for list fields;
 * a group has exactly one value per grouped field and no other facts and no text. */
#ifndef PRIVACY_PUBLIC_ENTRY_H
#define PRIVACY_PUBLIC_ENTRY_H
#include "base/date.h"
#include "base/digest.h"
#include "base/sink.h"
enum precision { PRECISION_EXACT, PRECISION_BROAD, PRECISION_PRIVATE };
struct public_value {
	const char *code, *label;
	const char *words; /* synonyms for search, space separated, or "" */
	size_t parent;     /* index; root is its own parent */
	bool leaf;
	unsigned depth; /* root 0 */
};
/* How a field is searched: not at all, by its values, or also from one band to another, because its leaves are bands of numbers, one value
 * each, that ascend in the order in which they stand. */
enum public_facet { FACET_NONE, FACET_VALUES, FACET_BANDS };
struct public_field {
	const char *code, *label;
	bool grouped; /* groups show it too */
	bool list;
	enum public_facet facet;
	size_t nvalues;
	const struct public_value *value;
};
struct public_fact {
	size_t field;
	enum precision precision;
	size_t n;
	const size_t *value;
};
struct public_entry;
struct public_pool;

const char *public_pool_code(const struct public_pool *p); /* "mentors", "peers" */
date_t public_pool_drawn(const struct public_pool *p);
const char *public_pool_cycle(const struct public_pool *p); /* "" when drawn outside a cycle (preview) */
unsigned public_pool_k(const struct public_pool *p);
const struct sha256 *public_pool_digest(const struct public_pool *p); /* over its public content */
size_t public_pool_profiles(const struct public_pool *p);
size_t public_pool_groups(const struct public_pool *p);
size_t public_pool_entries(const struct public_pool *p);
const struct public_entry *public_pool_entry(const struct public_pool *p, size_t i); /* ordered by Entry ID */
size_t public_pool_fields(const struct public_pool *p);
const struct public_field *public_pool_field(const struct public_pool *p, size_t i);

const char *public_entry_id(const struct public_entry *e); /* "7KQ-3XHM" */
bool public_entry_is_group(const struct public_entry *e);
size_t public_entry_facts(
	const struct public_entry *e); /* in field order; fields without a value are left out (profiles) */
const struct public_fact *public_entry_fact(const struct public_entry *e, size_t i);
const struct public_fact *public_entry_fact_of(const struct public_entry *e, size_t field); /* NULL if none */
const char *public_entry_text(const struct public_entry *e); /* approved profile text or "" */
/* The pool as CSV, appended to out without the header line PUBLIC_POOL_CSV_HEADER; columns pool,entry_id,kind,field,code,label,parent,text.
 * kind "field" and "value" rows come first and say what the fields and their vocabularies are, so that a pool can be rebuilt from its CSV alone:
 *   field: code = grouped or profile, label = the field's label, parent = list or one, text = facet, bands or empty
 *   value: code, label, parent = the broader value's code, text = search words
 * then one row for every entry: kind "group" or "profile", code = its facts "field=code;field=code|code" with "*" for kept private, text = the approved text.
 * Labels are not repeated there: a hundred thousand rows would say little else. */
#define PUBLIC_POOL_CSV_HEADER "pool,entry_id,kind,field,code,label,parent,text\n"
void public_pool_csv(const struct public_pool *p, struct str *out);
void public_pool_csv_vocabulary(
	const struct public_pool *p, struct str *out); /* the rows in front of the entries alone */
/* The same in pieces that say where their bytes come from (labels, IDs, approved text, our own words), for artifacts with spans. */
typedef void public_csv_fn(void *ctx, struct sv bytes, enum origin origin);
void public_pool_csv_each(const struct public_pool *p, public_csv_fn *fn, void *ctx);
#endif
