/* identity_erased: what the gate goes on searching for of people who were erased, without holding it.
 *
 * The gate hashes runs of words under a polynomial key (normal.h); from such a hash of a short word, with the key, the word can be computed. So
 * of an erased value the database keeps not the hash but
 *     prefix   its 20 lowest bits: whether a run of a page can be a value at all is asked of a bitmap of 128 KiB, and
 *     mac      the first 16 bytes of HMAC-SHA256(salt, "value" || hash): asked only where the prefix fits, a microsecond each.
 * With n values kept, n in 2^20 runs of a clean page cost an HMAC: 20,000 values (a thousand people) add about a fiftieth of a second to a
 * megabyte. 20 bits tell next to nothing of a value (a million equally likely), and a wrong mac is met by chance in 2^-128. Kind, number
 * of words and length are kept because the gate judges by them. The polynomial key has to stay the same from then on (erase_keys): whoever has
 * the database has both, and can test a guess, as with the records of the living; nobody can read a name from it.
 *
 * A fingerprint is of the normal form at the time of the erase: a change of how normal.c folds or hashes text makes old ones miss, and a change
 * of the derived values adds none to them. Neither can be made up for later, so the hash of plain words must stay what it is.
 *
 * Kept are the values as the gate has them, but not free text and other answers that three or more people share. */
#ifndef PRIVACY_IDENTITY_ERASED_H
#define PRIVACY_IDENTITY_ERASED_H
#include "privacy/identity_set.h"
#include "records/erase.h"
struct identity_erased;
int identity_erased_key(struct store *s, unsigned char secret[16]); /* 1: nobody was erased yet; -1: the store failed */
int identity_erased_load(struct identity_set *set, struct store *s); /* fills set->erased */
const struct identity_value *identity_erased_find(const struct identity_erased *e, uint64_t hash);
void identity_erased_free(struct identity_erased *e);
/* Before their records are deleted, within the caller's transaction: keeps the fingerprints of erase number n. Needs erase_keys_make. */
int identity_erased_keep(struct store *s, const struct erase_subject *of, const struct policy *policy, int64_t n);

/* A search for what is this person's alone, in bytes of which nobody knows any more where they come from: e-mail addresses, full names, telephone
 * numbers, numbers of five and more digits, employers of two and more words. Not single names and initials, which are ordinary words
 * too; not what another record has as well; not what stands in `exempt` (officers, settings), which is published of the office. */
struct erased_search;
int erased_search_new(struct erased_search **out, struct store *s, const struct erase_subject *of,
	const struct policy *policy, const struct sv *exempt, size_t nexempt);
bool erased_search_holds(void *search, const char *path, struct sv bytes);
size_t erased_search_exempted(const struct erased_search *e); /* values left out because they stand in `exempt` */
void erased_search_free(struct erased_search *e);
#endif
