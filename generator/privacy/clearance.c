/* The one place where the inside of a clearance can be seen. Whoever wants to commit must bring one, and since neither the
 * type nor its constructor can be spelled outside this room, only the gate can have handed it out. */
#include "privacy/clearance_make.h"

struct clearance {
	enum clearance_stage stage;
	struct sha256 digest;
	size_t artifacts, values;
};
struct clearance_digest {
	struct digest_ctx *ctx;
};

struct clearance *clearance_make(
	enum clearance_stage stage, const struct sha256 *digest, size_t artifacts, size_t values)
{
	struct clearance *c = xmalloc(sizeof *c);

	*c = (struct clearance){ stage, *digest, artifacts, values };
	return c;
}

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
	return c->values;
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
	unsigned char kind_byte = (unsigned char)kind;

	digest_add(d->ctx, &kind_byte, 1);
	digest_field(d->ctx, sv(path));
	digest_add(d->ctx, bytes->b, sizeof bytes->b);
}

void clearance_digest_end(struct clearance_digest *d, struct sha256 *out)
{
	digest_end_sha256(d->ctx, out);
	free(d);
}
