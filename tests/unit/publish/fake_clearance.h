/* A clearance as the gate would give, for tests of publish/ alone. Defines every function of privacy/clearance.h, so that
 * the real one's archive member is not linked. The digest follows the words of that header. */
#ifndef FAKE_CLEARANCE_H
#define FAKE_CLEARANCE_H
#include "privacy/clearance.h"

struct clearance {
	enum clearance_stage stage;
	struct sha256 digest;
	size_t artifacts;
};
struct clearance_digest {
	struct digest_ctx *ctx;
};

enum clearance_stage clearance_stage(const struct clearance *c)
{
	return c->stage;
}

const struct sha256 *clearance_digest(const struct clearance *c)
{
	return &c->digest;
}

size_t clearance_artifacts(const struct clearance *c)
{
	return c->artifacts;
}

size_t clearance_values(const struct clearance *c)
{
	(void)c;
	return 0;
}

void clearance_free(struct clearance *c)
{
	free(c);
}

struct clearance_digest *clearance_digest_new(void)
{
	struct clearance_digest *d = xmalloc(sizeof *d);

	d->ctx = digest_new_sha256();
	return d;
}

void clearance_digest_add(
	struct clearance_digest *d, enum artifact_kind kind, const char *path, const struct sha256 *bytes)
{
	unsigned char k = (unsigned char)kind;

	digest_add(d->ctx, &k, 1);
	digest_field(d->ctx, sv(path));
	digest_add(d->ctx, bytes->b, sizeof bytes->b);
}

void clearance_digest_end(struct clearance_digest *d, struct sha256 *out)
{
	digest_end_sha256(d->ctx, out);
	free(d);
}
#endif
