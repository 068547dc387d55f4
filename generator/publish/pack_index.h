/* pack_index: the index of a pack, version 2 (gitformat-pack(5)): "\377tOc", 2, how many ids begin with at most each byte, the ids in order, the CRC-32 of each
 * entry as it stands in the pack, the places of the entries (31 bits; larger ones are numbers of a table of 64 bits that follows), the pack's SHA-1, SHA-1 of all that.
 * All numbers are big-endian. */
#ifndef PUBLISH_PACK_INDEX_H
#define PUBLISH_PACK_INDEX_H
#include <git2/oid.h>
#include "base/str.h"
struct pack_entry {
	git_oid id;
	uint32_t crc;
	uint64_t offset; /* of its first byte in the pack */
};
/* Brings the entries into order and appends the index to *out. trailer: the pack's own SHA-1. */
void pack_index_put(struct str *out, struct pack_entry *entry, size_t n, const git_oid *trailer);
#endif
