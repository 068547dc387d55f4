/* pages_kept: pages of the newest edition that come out again as they are need not be rendered again. Of each page that asks for it there stands in a file below private/
 * (base/kept.h) a digest of all it was made of, the SHA-256 of its bytes, and its spans; its bytes are those of the newest edition's file, and are
 * believed when they have that SHA-256. So what is put is byte for byte and span for span what would have been rendered; whatever is missing or different is rendered.
 *
 * What the pages for reading a pool (browse.c) depend on, and where it is in the digest. Whoever makes them of something more has to add it there:
 *   their code, the version, the order of things          the program: key of the file (pages_kept_new)
 *   browse.html, ids.html, every partial these include    their texts (template_bytes), in the unit's key
 *   the pool: entries, facts, approved texts, fields,     public_pool_digest, which is over its CSV, and the tree as it stands in memory,
 *     vocabulary labels, codes, order, words                in the unit's key
 *   the day it was drawn, its cycle, k                    in the unit's key
 *   mentors or peers; the readers of a root               in the unit's key
 *   the frame: society, programme, committee, contact,    the values that page_begin made for this very page (tmap_bytes): name, type, text,
 *     language, address, noindex, preview, feed, social     origin and content file of each
 *     picture, navigation and footer as content/pages
 *     has them, the stamps of both pools
 *   its own address                                       in the page's key
 * pool.csv depends on the pools alone, and on the program.
 *
 *     rec  ::= key (32) SHA-256 of the bytes (32) their length (8) number of spans (8) length of the spans (8) spans
 *     span ::= length << 3 | origin, seven bits a byte, the lowest first
 * Pages with a content file among their sources are not kept. */
#ifndef SITE_PAGES_KEPT_H
#define SITE_PAGES_KEPT_H
#include "base/kept.h"
#include "input/template.h"
struct pages_kept;
/* A file of the newest edition that has this many bytes, appended; -1 if there is none such. */
typedef int pages_newest_fn(void *where, const char *path, size_t size, struct str *out);
/* What was kept by this program, if there is any. With `writes`, what this run makes is written down beside it. Never NULL. */
struct pages_kept *pages_kept_new(const char *path, const struct sha256 *program, bool writes);
/* Of a page at this address, made of a unit and of a frame. */
struct sha256 pages_kept_key(const struct sha256 *unit, struct sv frame, const char *path);
/* Is it there as it was? Then *out, which was empty, has it; else *out is empty. */
bool pages_kept_take(struct pages_kept *k, const struct sha256 *key, const char *path, pages_newest_fn *newest,
	void *where, struct rendering *out);
void pages_kept_add(struct pages_kept *k, const struct sha256 *key, const struct rendering *page);
/* The edition of these pages stands: what they are takes the place of what was kept. Once. */
void pages_kept_save(struct pages_kept *k);
void pages_kept_free(struct pages_kept *k); /* may be NULL */
#endif
