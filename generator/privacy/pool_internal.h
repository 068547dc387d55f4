/* pool_internal: what pool.c (drawing), pool_carry.c, pool_store.c (tables), pool_people.c and utility.c share. Private to privacy/.
 *
 * Facts are kept as text, "field=code;field=code|code", codes in vocabulary order, "*" for kept private: readable in the database, and right for as long
 * as the codes mean what they meant. */
#ifndef PRIVACY_POOL_INTERNAL_H
#define PRIVACY_POOL_INTERNAL_H
#include "base/map.h"
#include "base/row_index.h"
#include "base/vec.h"
#include "privacy/ladder.h"
#include "privacy/pool.h"
#include "privacy/public_entry_make.h"
#include "privacy/review.h"

/* A person with a current application for the pool; where somebody has two, the newer one. */
struct pool_person {
	int64_t person, application, member;
	enum consent consent;
	enum reason why;
	bool takes_requests;
	const char *facts, *text, *text_digest; /* of profiles; text NULL while it waits */
};
struct pool_people {
	struct arena mem;
	VEC(struct pool_person) v;
	VEC(uint16_t) leaf;         /* ngrouped per person */
	struct row_index by_person; /* -> index into v */
	struct reviews reviews;
	size_t applications, held, tests,
		text_waiting; /* held applications do not stand for their persons: they are only counted */
};
#define POOL_PEOPLE_INIT                                                                                               \
	{                                                                                                              \
		.mem = ARENA_INIT, .by_person = ROW_INDEX_INIT, .reviews = { MAP_INIT, MAP_INIT, ARENA_INIT, 0 }       \
	}
int pool_people_read(struct pool_people *out, struct store *s, const struct run *run, const struct policy_pool *pool,
	struct diags *ds);
void pool_people_dispose(struct pool_people *p);
/* The ladder over some of the people (indices). Rows of the result are places in `some`. As ladder_run. */
int pool_people_ladder(struct ladder *out, struct arena *mem, const struct pool_people *p,
	const struct policy_pool *pool, const size_t *some, size_t n, unsigned k);
const struct pool_person *pool_people_find(const struct pool_people *p, int64_t person); /* NULL if none */
bool pool_listed(const struct pool_person *p); /* publishable; an empty area is no reason against */
/* Has the owner left the profile for good? A pause, a lapsed membership, a held application or a full calendar ends, and the profile comes back under its ID. NULL: nobody. */
bool pool_left_profile(const struct pool_person *p);

enum pool_kind { POOL_GROUP, POOL_PROFILE };
enum pool_ends {
	POOL_STANDS,
	POOL_ENDS /* at the next settle */,
	POOL_ENDED,
	POOL_WAITED /* ended before this drawing, and the owner stayed out of it: out of its groups too when the same cycle is drawn again */
};
struct pool_row {
	const char *id;
	enum pool_kind kind;
	const char *facts, *text;
	int64_t person;
	bool hidden;
	enum pool_ends ends;
	int64_t application;
	const char *text_digest /* of the text as it was written, for decisions that come later; NULL or "" if none */;
	int64_t owner; /* person's number now, after merges */
};
struct pool_head {
	date_t drawn;
	const char *cycle;
	unsigned k;
};
#define POOL_NEXT "next"
#define POOL_CURRENT "current"
int pool_forget(struct store *s, const char *pool, const char *state);
int pool_write_head(struct store *s, const char *pool, const char *state, const struct pool_head *h);
int pool_write_row(struct store *s, const char *pool, const char *state, const struct pool_row *row);
int pool_write_member(
	struct store *s, const char *pool, const char *state, const char *id, const struct pool_person *p);
int pool_read_head(struct store *s, struct arena *mem, const char *pool, const char *state,
	struct pool_head *out); /* 1 if there is none */
struct pool_rows {
	VEC(struct pool_row) v;
};
/* persons: of all applications (application_persons). */
void pool_find_owners(struct pool_rows *rows, const struct row_index *persons);
int pool_read_rows(
	struct store *s, struct arena *mem, const char *pool, const char *state, struct pool_rows *out); /* by id */
int pool_members(struct store *s, const char *pool, const char *state, size_t *persons, size_t *smallest);
/* How many current groups hold fewer than k persons without a profile in this drawing, now that applications drawn as of several persons may be known to be of one.
 * rows: the pool's current rows with their owners. persons: of all applications. */
int pool_thinned(struct store *s, const char *pool, unsigned k, const struct pool_rows *rows,
	const struct row_index *persons, size_t *out);
/* The fields that the policy shows of a pool, with their vocabularies. */
void pool_add_fields(struct public_pool *out, const struct policy_pool *pool);
/* The pool as the public may see it, from rows (hidden ones left out). NULL after diags when the policy has become another. */
struct public_pool *pool_publish(const struct policy_pool *pool, const struct pool_head *head,
	const struct pool_row *row, size_t n, struct diags *ds);
void pool_store_failed(struct store *s, struct diags *ds);
#endif
