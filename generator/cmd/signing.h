/* signing: the settings under sign: as commands need them. */
#ifndef CMD_SIGNING_H
#define CMD_SIGNING_H
#include "cmd/context.h"
#include "publish/signer.h"
struct history;
/* A file that mentorpress.yml names: "~/…" is below the user's home, all else is seen from the workspace. In ctx->mem; NULL gives NULL. */
const char *signing_path(struct context *ctx, const char *named);
/* Tries the key, if there is one; *out is NULL if there is none. -1 and an environment error before anything is changed. */
int signing_open(struct context *ctx, struct signer **out);
void signing_say(
	const struct context *ctx, const struct signer *s); /* of an edition just published: signed with what, or not */
void signing_verify(struct context *ctx, struct history *h); /* checks and tells; a step of verify */
#endif
