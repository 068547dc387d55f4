/* serve_http: HTTP on sockets of this computer, by libmicrohttpd, without threads: the caller polls the descriptors and runs it when one is ready.
 * Refuses foreign Hosts (421), other methods than GET and HEAD (405), requests with a body (413) and bad paths (400) before the caller hears of them.
 * Limits: 64 connections, of which 24 may wait; 16 KiB for a request's head; 15 s without a byte. */
#ifndef CMD_SERVE_HTTP_H
#define CMD_SERVE_HTTP_H
#include <poll.h>
#include "cmd/serve_rules.h"
struct serve_http;
struct serve_request {
	const char *path;         /* decoded and safe; "" is the root, never with a slash at its end */
	bool folder;              /* was asked for with a slash at its end */
	const char *page, *stamp; /* the parameters p and s as they were sent, "" if absent */
	bool last;                /* has waited as long as it may */
};
struct serve_reply {
	unsigned status;
	const char *type, *policy; /* Content-Type; Content-Security-Policy; borrowed until the next call */
	struct str body;           /* owned by the caller of the answer */
	bool wait;                 /* nothing to say yet: ask again when serve_http_wake is called */
};
typedef void serve_answer_fn(void *ctx, const struct serve_request *request, struct serve_reply *reply);
enum { SERVE_HTTP_SOCKETS = 2 };
/* Listens on 127.0.0.1 and, where there is one, ::1. port 0: any free port. Two sockets, -1 if absent; 0, or an errno. */
int serve_http_listen(int sockets[SERVE_HTTP_SOCKETS], unsigned *port);
/* Takes over the sockets. NULL when the library cannot start. */
struct serve_http *serve_http_start(
	const int sockets[SERVE_HTTP_SOCKETS], unsigned port, serve_answer_fn *answer, void *ctx);
size_t serve_http_fds(const struct serve_http *h, struct pollfd out[SERVE_HTTP_SOCKETS]);
int serve_http_timeout(const struct serve_http *h, int most); /* milliseconds to poll at most */
void serve_http_run(struct serve_http *h);
void serve_http_wake(struct serve_http *h, bool last); /* asks for every waiting request again */
void serve_http_stop(struct serve_http *h);
#endif
