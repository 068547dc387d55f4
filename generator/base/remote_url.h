/* remote_url: the address of a git repository to push to, taken apart.
 *     ssh://git@host:2222/path.git   git@host:path.git   https://host/path.git   /srv/git/path.git   ../path.git   file:///srv/git/path.git
 * Refused: a password in the address, http:// and git:// (nobody could tell who answers), other schemes. */
#ifndef BASE_REMOTE_URL_H
#define BASE_REMOTE_URL_H
#include "base/arena.h"
enum remote_kind { REMOTE_FOLDER, REMOTE_SSH, REMOTE_HTTPS };
struct remote_url {
	enum remote_kind kind;
	const char *whole; /* as libgit2 takes it */
	const char *user;  /* "" if none */
	const char *host;  /* without brackets; "" for a folder */
	unsigned port;     /* 22 or 443 if none is given; 0 for a folder */
	const char *path;  /* of a folder: the path; else from the first "/" or behind the ":" */
};
/* -1 with *why ("has a password in it") and *help, both static. Strings of out live in mem. */
int remote_url_parse(struct remote_url *out, struct arena *mem, struct sv text, const char **why, const char **help);
#endif
