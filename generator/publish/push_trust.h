/* push_trust: the child's side of a push (push_internal.h), and the callbacks of libgit2 in which trust is decided. Private to publish/. */
#ifndef PUBLISH_PUSH_TRUST_H
#define PUBLISH_PUSH_TRUST_H
#include "publish/push_internal.h"
#include "publish/push_plan.h"
struct talk {
	const struct push_options *o;
	int fd;
	struct repo repo;
	git_remote *remote;
	struct diags ds;
	bool env;
	struct trouble t;
	struct push_sides sides;
	struct push_outcome outcome;
	struct map peeled; /* name of a tag -> const git_oid *, the commit; and its own id before it */
	unsigned asked;    /* for credentials, on this connection */
	bool refused;      /* a reason is in ds already */
	bool bad_reference;
};

int push_refuse(struct talk *k, const char *code, const char *help, const char *text); /* notes the reason; -1 */
/* git_credential_acquire_cb; payload: struct talk */
int push_credentials(git_credential **out, const char *url, const char *user, unsigned types, void *payload);
/* git_transport_certificate_check_cb; payload: struct talk */
int push_certificate(git_cert *cert, int valid, const char *host, void *payload);
#endif
