/* kept: a file below private/ with what an earlier run worked out and a later one may take over when it would work out the same: when the key, a digest of all that went
 * into it, is the same. It is a cache: one that is missing, of another key, cut off or damaged is not there, which costs time and changes nothing. It is
 * written without waiting for the disk.
 *
 *     32 bytes "mentorpress kept 1\n" and zeros, the key (32 bytes), the bytes, SHA-256 of all before it
 *
 * so that the bytes begin at a multiple of 64. Numbers in them are of this machine: the key must have the program in it. */
#ifndef BASE_KEPT_H
#define BASE_KEPT_H
#include "base/digest.h"
struct kept {
	struct sv bytes; /* mapped, read-only, until kept_close */
	void *map;
	size_t size;
};
#define KEPT_NONE                                                                                                      \
	{                                                                                                              \
		.map = NULL                                                                                            \
	}
/* 0; -1 when there is nothing of this key (*out can be closed all the same). */
int kept_open(struct kept *out, const char *path, const struct sha256 *key);
void kept_close(struct kept *k);                          /* twice is fine */
void kept_rest(const struct kept *k);                     /* gives its memory back until it is read again */
void kept_seal(const struct kept *k, struct sha256 *out); /* of one that is open: what stands at its end */
/* Replaces the file as a whole, mode 0600, with n pieces one behind the other. When that fails there is none. */
void kept_save(const char *path, const struct sha256 *key, const struct sv *piece, size_t n);
/* kept_save with pieces as they come, which lie beside the file until the end. Never NULL; what cannot be written is told by nobody. */
struct kept_writer;
struct kept_writer *kept_begin(const char *path, const struct sha256 *key);
void kept_add(struct kept_writer *w, struct sv piece);
/* Frees w. keep: it replaces the file, or, if it could not be written, there is none and -1. Else the file stays what it was. seal: gets what stands at the file's end,
 * to be noted where more is needed than that a file agrees with itself; may be NULL. */
int kept_end(struct kept_writer *w, bool keep, struct sha256 *seal);
/* Removes what a run that was killed between the two left beside the file. */
void kept_tidy(const char *path);
/* kept_save that tells the seal. -1: there is no file. */
int kept_save_sealed(const char *path, const struct sha256 *key, const struct sv *piece, size_t n, struct sha256 *seal);
#endif
