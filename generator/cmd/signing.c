/* Between mentorpress.yml, which names files, and publish/, which signs and checks. */
#include "cmd/signing.h"
#include "base/fs.h"
#include "publish/sign_verify.h"

const char *signing_path(struct context *ctx, const char *named)
{
	const char *home = getenv("HOME");
	if (!named) return NULL;
	if (sv_starts(sv(named), "~/") && home) return fs_join(&ctx->mem, home, named + 2);
	return context_path(ctx, named);
}

int signing_open(struct context *ctx, struct signer **out)
{
	*out = NULL;
	if (!ctx->settings.sign_key) return 0;
	return signer_open(out, signing_path(ctx, ctx->settings.sign_key), &ctx->environment_failed, &ctx->ds);
}

void signing_say(const struct context *ctx, const struct signer *s)
{
	if (s)
		context_say(ctx, "Signed with the key %s.", signer_fingerprint(s));
	else
		context_say(ctx, "Not signed: mentorpress.yml names no key under sign:.");
}

static void say(const struct context *ctx, const struct sign_summary *s)
{
	size_t n = s->good + s->unsigned_editions;
	if (!s->oldest_signed)
		context_say(ctx, "Signatures: no edition is signed.");
	else if (!s->checked)
		context_say(ctx,
			"Signatures: %zu of %zu editions are signed; not checked, because sign: allowed_signers in "
			"mentorpress.yml names no file.",
			s->good, n);
	else
		context_say(ctx,
			"Signatures: %zu of %zu editions and %zu tag%s are signed by those who are allowed to.",
			s->good, n, s->tags, s->tags == 1 ? "" : "s");
}

void signing_verify(struct context *ctx, struct history *h)
{
	struct sign_summary s;
	if (sign_verify(h, signing_path(ctx, ctx->settings.allowed_signers), &s, &ctx->ds) == 0) say(ctx, &s);
}
