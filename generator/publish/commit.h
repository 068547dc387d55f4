/* commit: the bytes of commit and tag objects, and the trailers of a message.
 * Written by hand so that nothing of the machine can enter: the signature is a role, the time is the day at 00:00:00 +0000. */
#ifndef PUBLISH_COMMIT_H
#define PUBLISH_COMMIT_H
#include "base/date.h"
#include "base/diag.h"
#include "publish/repo.h"
struct commit_signature {
	const char *name, *email;
	date_t day;
};
bool commit_signature_ok(
	const struct commit_signature *s); /* non-empty, no < > or control characters, not before 1970 */
bool commit_message_ok(struct sv message); /* non-empty, no NUL, ends with a line end */
void commit_put(struct str *out, const git_oid *tree, const git_oid *parent /* or NULL */,
	const struct commit_signature *s, struct sv message);
void commit_put_tag(
	struct str *out, const git_oid *commit, const char *name, const struct commit_signature *s, struct sv message);
/* The "Key: value" lines of the message's last paragraph, one by one: start with *rest = commit_trailers(message). */
struct sv commit_trailers(struct sv message);
bool commit_trailer_next(struct sv *rest, struct sv *key, struct sv *value);
unsigned commit_edition(struct sv message); /* the trailer "Edition", 0 if there is none */
#endif
