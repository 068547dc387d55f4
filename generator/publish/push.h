/* push: brings the branch main and the tags of the editions to another repository, and nothing else.
 *
 * What is at the remote is read first; it is only ever moved forward, from the very commit that was seen there. A remote that moved, or a
 * tag that stands for another edition there, is refused before anything is sent (H090, H091). After an erase the remote stands at a commit
 * that is no edition any more: with `replaced`, the audit log's list of such commits, it is replaced if it stands at one of them.
 * The network is spoken to by a process of its own, which is ended when nothing moves for `seconds`. Host keys are compared with known_hosts
 * here (host_key.h), certificates with the authorities; credentials are given to the host of the address alone; redirects are not followed.
 * Nothing in the site folder changes. A push that failed can be repeated at any time. */
#ifndef PUBLISH_PUSH_H
#define PUBLISH_PUSH_H
#include "base/diag.h"
#include "base/remote_url.h"
#include "base/vec.h"
enum push_action { PUSH_SAME, PUSH_NEW, PUSH_FORWARD, PUSH_REPLACED };
struct push_ref {
	const char *ref; /* "refs/heads/main", "refs/tags/cycle-2026-03" */
	enum push_action action;
	char was[41], now[41]; /* objects; was: "" if there was none */
	unsigned edition_was;  /* of main, 0 if it is none of ours */
};
struct push_options {
	const char *site_dir;
	struct remote_url url;
	const char *key;          /* private SSH key file; NULL: the agent */
	const char *token;        /* for https; NULL: none */
	const char *known_hosts;  /* NULL: the user's and the system's */
	const char *certificates; /* NULL: the system's */
	unsigned seconds;
	bool dry_run, lock_held;
	bool replace; /* --replace-erased */
	const struct map
		*replaced; /* hex of a commit before an erase -> const char * hex of the one after it; may be NULL */
	const char *last;  /* what was pushed there last, hex, "" if not known */
};
struct push_outcome {
	struct arena mem;
	VEC(struct push_ref) ref; /* main first, then tags by name */
	VEC(const char *) said;   /* lines that the other side printed, control characters taken out */
	unsigned edition;         /* that main stands at here */
};
#define PUSH_OUTCOME_INIT                                                                                              \
	{                                                                                                              \
		ARENA_INIT, VEC_INIT, VEC_INIT, 0                                                                      \
	}
/* 0: the remote stands where the site does (or would, with dry_run). -1 with H085 to H095 in ds. */
int push_run(struct push_outcome *out, const struct push_options *o, bool *env, struct diags *ds);
void push_outcome_dispose(struct push_outcome *o);
#endif
