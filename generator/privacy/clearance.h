/* clearance: what the gate hands out and the commit demands. Opaque; only privacy/gate.c can make one.
 *
 * A clearance says: exactly these artifacts (in this order: kind, path, SHA-256 of the bytes) passed the gate. Its digest is
 * SHA-256 over, for each artifact put: kind as one byte, path length-prefixed (digest_field), the 32 bytes of the SHA-256 of its bytes.
 * publish/ keeps the same running digest over what it spooled and refuses when they differ. */
#ifndef PRIVACY_CLEARANCE_H
#define PRIVACY_CLEARANCE_H
#include "base/digest.h"
#include "base/sink.h"
struct clearance;
enum clearance_stage { CLEARANCE_ARTIFACTS, CLEARANCE_READ_BACK };
enum clearance_stage clearance_stage(const struct clearance *c);
const struct sha256 *clearance_digest(const struct clearance *c);
size_t clearance_artifacts(const struct clearance *c); /* how many it covers */
size_t clearance_values(const struct clearance *c);    /* identity values searched for */
void clearance_free(struct clearance *c);
/* The running digest both sides keep. */
struct clearance_digest; /* opaque, heap */
struct clearance_digest *clearance_digest_new(void);
void clearance_digest_add(
	struct clearance_digest *d, enum artifact_kind kind, const char *path, const struct sha256 *bytes);
void clearance_digest_end(struct clearance_digest *d, struct sha256 *out); /* frees d */
#endif
