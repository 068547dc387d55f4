/* git finds an object by the index of its pack. What stands in it is known when the pack is made; libgit2's indexer would unpack and hash every object to learn it
 * again, as reading back does in any case before an edition is announced. */
#include "publish/pack_index.h"

#include "base/digest.h"

#define LARGE (UINT64_C(1) << 31) /* places from here on stand in the table of 64 bits */

static void put32(struct str *out, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8) str_putc(out, (char)(v >> shift & 0xFF));
}

static int by_id(const void *a, const void *b)
{
	const struct pack_entry *x = a, *y = b;

	return git_oid_cmp(&x->id, &y->id);
}

static void put_counts(struct str *out, const struct pack_entry *entry, size_t n)
{
	size_t upto = 0;

	for (unsigned byte = 0; byte < 256; byte++) {
		while (upto < n && entry[upto].id.id[0] <= byte) upto++;
		put32(out, (uint32_t)upto);
	}
}

static void put_places(struct str *out, const struct pack_entry *entry, size_t n)
{
	uint32_t large = 0;

	for (size_t i = 0; i < n; i++)
		put32(out, entry[i].offset < LARGE ? (uint32_t)entry[i].offset : (uint32_t)LARGE | large++);
	for (size_t i = 0; large && i < n; i++) {
		if (entry[i].offset < LARGE) continue;
		put32(out, (uint32_t)(entry[i].offset >> 32));
		put32(out, (uint32_t)entry[i].offset);
	}
}

void pack_index_put(struct str *out, struct pack_entry *entry, size_t n, const git_oid *trailer)
{
	size_t from = out->len;
	git_oid own;

	if (n) qsort(entry, n, sizeof *entry, by_id);
	str_puts(out, "\377tOc");
	put32(out, 2);
	put_counts(out, entry, n);
	for (size_t i = 0; i < n; i++) str_append(out, entry[i].id.id, sizeof entry[i].id.id);
	for (size_t i = 0; i < n; i++) put32(out, entry[i].crc);
	put_places(out, entry, n);
	str_append(out, trailer->id, sizeof trailer->id);
	struct digest_ctx *sha1 = digest_new_sha1();
	digest_add(sha1, out->ptr + from, out->len - from);
	digest_end_sha1(sha1, own.id);
	str_append(out, own.id, sizeof own.id);
}
