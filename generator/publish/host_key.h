/* host_key: is the key that an SSH server shows the one that known_hosts has for it? Reads the files through `ssh-keygen -F`, which knows
 * hashed names, patterns and revoked keys. */
#ifndef PUBLISH_HOST_KEY_H
#define PUBLISH_HOST_KEY_H
#include "publish/trouble.h"
enum host_key_answer { HOST_KEY_KNOWN, HOST_KEY_UNKNOWN, HOST_KEY_CHANGED, HOST_KEY_REVOKED };
/* The lines that ssh-keygen -F printed, against the type and the base64 of the key shown. */
enum host_key_answer host_key_judge(struct sv lines, struct sv type, struct sv base64);
/* 0 if it is known. Else -1 and H086, with the fingerprint, and the line to add when it is unknown. `key`: the server's public key, raw;
 * `file`: one known_hosts file, NULL: the user's and the system's. */
int host_key_check(const char *host, unsigned port, struct sv key, const char *file, const struct trouble *t);
#endif
