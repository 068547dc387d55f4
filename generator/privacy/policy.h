/* policy: what may leave the private side. records/policy.yml, default deny: every field that any mapping feeds must have a class, or the run stops.
 *
 *   audience: members                  # or public
 *   k: 5                               # at least 5 (members), 11 (public)
 *   classes:
 *     private: [first_name, last_name, email, …]
 *     status: [consent, staff_status, …]
 *     ignore: [pref_1, …]
 *   pools:
 *     mentors: {kind: mentor, title: Mentor, plural: mentors,
 *       grouped:  [{field: main_area, label: Main area of practice, vocab: areas, weight: 4}, {field: experience, label: QA experience, vocab: experience, weight: 2}],
 *       profile:  [{field: offers, label: Can help with, vocab: topics, list: yes}, {field: region, label: Region, vocab: regions}],
 *       text: profile }                # profile-text: the field whose approved text a profile shows
 *     peers: …
 *   certified: [words the gate may see although they equal a value, e.g. the society's short name]
 *   ordinary_words: [may, young, …]    # lower-case uses of these pass even in approved text
 * A field may be grouped in one pool and profile in another; it may not be both in a list of `classes` and in a pool.
 * Every mapping that feeds a shown field must give it values of the pool's vocabulary. weight: whole number from 1 to 1000, how much more it
 * matters to members that this field is exact than that another is; the ladder gives up light fields first.
 */
#ifndef PRIVACY_POLICY_H
#define PRIVACY_POLICY_H
#include "base/digest.h"
#include "content/settings.h"
#include "records/application.h"
#include "records/import.h"
enum field_class {
	CLASS_NONE,
	CLASS_PRIVATE,
	CLASS_STATUS,
	CLASS_GROUPED,
	CLASS_PROFILE,
	CLASS_PROFILE_TEXT,
	CLASS_IGNORE
};
struct policy_field {
	const char *field, *label;
	const struct vocab *vocab;
	unsigned weight;
	bool list, grouped;
	struct place at;
};
struct policy_pool {
	const char *code, *title, *plural;
	enum application_kind kind;
	const struct policy_field *field;
	size_t nfields; /* grouped first, then profile, each in file order */
	size_t ngrouped;
	const char *text_field; /* NULL if none */
};
struct policy_closed {
	const char *field;
	enum field_class class;
}; /* the lists private, status, ignore */
struct policy {
	const char *audience;
	unsigned k;
	const struct policy_pool *pool;
	size_t npools;
	const struct sv *certified;
	size_t ncertified;
	const struct sv *ordinary;
	size_t nordinary;
	const struct policy_closed *closed;
	size_t nclosed;
	struct sha256 digest; /* of the file's bytes */
};
#define POLICY_K_MEMBERS 5
#define POLICY_K_PUBLIC 11
int policy_load(struct policy *out, struct arena *mem, const struct run *run, const struct settings *settings,
	const struct vocabs *vocabs, const struct mapped_field *fields, size_t nfields, struct diags *ds);
enum field_class policy_class(
	const struct policy *p, const char *field); /* the most open class the field has anywhere */
#endif
