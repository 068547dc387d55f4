/* erase_page: taking entries out of the bytes of an edition: the table of the pool, pages, the statement, messages. Knows nothing of
 * repositories. What was taken out of the table (erase_table) sets the facts; the others follow them.
 *
 * HTML: the element that is the entry goes whole: the one with id="e-<ID>", and a row of a table whose first cell is the ID (an
 * entry under several headings has one id only). A link to the entry elsewhere loses its tags and keeps its words.
 * Numbers: "<strong>N</strong> profiles" of the pool's search page, the cell of the row that has the pool's digest, the numbers beside
 * the digest in a message and in JSON. Digests are 64 digits of chance, so they are replaced wherever they stand. */
#ifndef PUBLISH_ERASE_PAGE_H
#define PUBLISH_ERASE_PAGE_H
#include "base/digest.h"
#include "base/vec.h"
#include "publish/erase_words.h"
#define ERASE_REVISION 12 /* digits of a pool's digest in the foot of every page (PAGE_REVISION of site/page.h) */
struct erase_ids {
	const char *const *at;
	size_t n;
};
struct erase_pool {
	const char *code;
	struct sha256_hex was, now; /* digest */
	size_t profiles_was, profiles_now;
};
struct erase_hex {
	const char *was, *now; /* of equal length */
};
struct erase_facts {
	struct arena mem;
	size_t taken; /* entries */
	VEC(struct erase_pool) pool;
	VEC(struct erase_hex) hex; /* digests and ids of the edition that are others now */
};
#define ERASE_FACTS_INIT                                                                                               \
	{                                                                                                              \
		ARENA_INIT, 0, VEC_INIT, VEC_INIT                                                                      \
	}
void erase_facts_dispose(struct erase_facts *f);
void erase_facts_hex(struct erase_facts *f, struct sv was, struct sv now); /* copied; notes a replacement */
/* The table (pool.csv) without the rows of these IDs. The approved texts of the rows that go are added to `gone`, a list of texts in
 * f->mem; of those that stay to `stay` (either may be NULL). -1: this is no table that mentorpress wrote. */
struct erase_texts {
	VEC(struct sv) at;
};
int erase_table(struct str *out, struct sv csv, const struct erase_ids *ids, struct erase_facts *f,
	struct erase_texts *gone, struct erase_texts *stay);
bool erase_has_id(const struct erase_ids *ids, struct sv bytes);
bool erase_has_hex(const struct erase_facts *f, struct sv bytes);
void erase_html(struct str *out, struct sv page, const struct erase_ids *ids); /* a page, without its entries */
/* A file of the edition by its path, other than the table. */
void erase_file(
	struct str *out, const char *path, struct sv bytes, const struct erase_ids *ids, const struct erase_facts *f);
/* Whether the file is the picture of a pool that lost an entry: all its numbers would have to be counted again, so it is
 * taken down. */
bool erase_counts(const char *path, const struct erase_facts *f);
/* The message of a commit or tag; a trailer "Erased-since: N" counts the entries. */
void erase_message(struct str *out, struct sv message, const struct erase_facts *f);
/* What stands in place of a page that could not be cleaned. `day` "2026-03-14". */
void erase_stub(struct str *out, const char *path, unsigned edition, const char *day);
#endif
