/* The only file that knows libmicrohttpd. What a browser may ask for is decided here and in serve_rules.c; what it gets is the caller's matter. */
#include "cmd/serve_http.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/vec.h"

enum { CONNECTIONS = 64, WAITING = 24, SECONDS = 15, HEAD_BYTES = 16384, BACKLOG = 64 };

/* One request between the calls of the library. */
struct visit {
	struct serve_http *h;
	struct MHD_Connection *connection;
	bool begun, suspended, last; /* last: has to be answered now, because others want to wait */
};
struct serve_http {
	struct MHD_Daemon *daemon[SERVE_HTTP_SOCKETS];
	unsigned port;
	serve_answer_fn *answer;
	void *ctx;
	VEC(struct visit *) waiting;
	bool last; /* who waits is answered now */
};

/* ---- listening */

static int listen_on(const struct sockaddr *address, socklen_t n, int family, int *out)
{
	int one = 1, s = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s < 0) return errno;
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (family == AF_INET6) setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
	if (bind(s, address, n) != 0 || listen(s, BACKLOG) != 0) {
		int why = errno;
		close(s);
		return why;
	}
	*out = s;
	return 0;
}

int serve_http_listen(int sockets[SERVE_HTTP_SOCKETS], unsigned *port)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	socklen_t n = sizeof v4;
	int why;
	sockets[0] = sockets[1] = -1;
	v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if ((why = listen_on((struct sockaddr *)&v4, sizeof v4, AF_INET, &sockets[0])) != 0) return why;
	if (getsockname(sockets[0], (struct sockaddr *)&v4, &n) == 0) *port = ntohs(v4.sin_port);
	v6.sin6_port = v4.sin_port;
	why = listen_on((struct sockaddr *)&v6, sizeof v6, AF_INET6, &sockets[1]);
	/* A computer without IPv6 is fine; another program there would answer to "localhost" in our place. */
	if (why != EADDRINUSE) return 0;
	close(sockets[0]);
	sockets[0] = -1;
	return why;
}

/* ---- answering */

static enum MHD_Result send_reply(struct MHD_Connection *c, struct serve_reply *reply, bool may_keep)
{
	static const char *const fixed[][2] = { { "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" }, { "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" }, { "X-Frame-Options", "DENY" },
		{ "Cache-Control", "no-store" } };
	struct MHD_Response *r =
		MHD_create_response_from_buffer(reply->body.len, reply->body.ptr, MHD_RESPMEM_MUST_COPY);
	if (!r) return MHD_NO;
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) MHD_add_response_header(r, fixed[i][0], fixed[i][1]);
	MHD_add_response_header(r, "Content-Type", reply->type ? reply->type : "text/plain; charset=utf-8");
	MHD_add_response_header(r, "Content-Security-Policy",
		reply->policy ? reply->policy : "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
	if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED) MHD_add_response_header(r, "Allow", "GET, HEAD");
	if (!may_keep) MHD_add_response_header(r, "Connection", "close");
	enum MHD_Result done = MHD_queue_response(c, reply->status, r);
	MHD_destroy_response(r);
	return done;
}

static enum MHD_Result refuse(struct MHD_Connection *c, unsigned status, const char *why)
{
	struct serve_reply reply = { .status = status, .body = STR_INIT };
	str_printf(&reply.body, "%s\n", why);
	enum MHD_Result r = send_reply(c, &reply, false);
	str_dispose(&reply.body);
	return r;
}

static bool has_body(struct MHD_Connection *c)
{
	const char *length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Content-Length");
	return (length && strcmp(length, "0") != 0) ||
	       MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Transfer-Encoding") != NULL;
}

static const char *parameter(struct MHD_Connection *c, const char *name)
{
	const char *v = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, name);
	return v ? v : "";
}

static void resume(struct visit *v)
{
	v->suspended = false;
	MHD_resume_connection(v->connection);
}

/* A browser that has gone away while it waited is not noticed, so the oldest makes room for the newest. */
static void suspend(struct visit *v)
{
	struct serve_http *h = v->h;
	if (h->waiting.n >= WAITING) {
		struct visit *oldest = h->waiting.at[0];
		memmove(h->waiting.at, h->waiting.at + 1, --h->waiting.n * sizeof(struct visit *));
		oldest->last = true;
		resume(oldest);
	}
	vec_push(&h->waiting, v);
	v->suspended = true;
	MHD_suspend_connection(v->connection);
}

static enum MHD_Result answer(struct visit *v, const char *url)
{
	struct serve_http *h = v->h;
	struct serve_reply reply = { .status = MHD_HTTP_OK, .body = STR_INIT };
	struct str path = STR_INIT;
	enum serve_path kind = serve_path(&path, sv(url));
	enum MHD_Result r = MHD_YES;
	if (kind == SERVE_PATH_BAD) {
		r = refuse(v->connection, MHD_HTTP_BAD_REQUEST, "There can be no such address here.");
		goto done;
	}
	struct serve_request request = { path.ptr, kind == SERVE_PATH_FOLDER, parameter(v->connection, "p"),
		parameter(v->connection, "s"), h->last || v->last };
	h->answer(h->ctx, &request, &reply);
	if (reply.wait)
		suspend(v);
	else
		r = send_reply(v->connection, &reply, true);
done:
	str_dispose(&path);
	str_dispose(&reply.body);
	return r;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url, const char *method,
	const char *version, const char *body, size_t *body_bytes, void **state)
{
	struct serve_http *h = ctx;
	struct visit *v = *state;
	(void)version;
	(void)body;
	if (!v) {
		v = xcalloc(1, sizeof *v);
		v->h = h;
		v->connection = c;
		*state = v;
	}
	if (*body_bytes) return MHD_NO;
	if (!serve_host_ok(MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"), h->port))
		return refuse(c, MHD_HTTP_MISDIRECTED_REQUEST, "This preview answers to its own address only.");
	if (!serve_method_ok(method)) return refuse(c, MHD_HTTP_METHOD_NOT_ALLOWED, "This preview can only be read.");
	if (has_body(c)) return refuse(c, MHD_HTTP_CONTENT_TOO_LARGE, "This preview takes nothing in.");
	if (!v->begun) return v->begun = true, MHD_YES; /* an answer at the first call would close the connection */
	return answer(v, url);
}

static void on_end(void *ctx, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
	struct serve_http *h = ctx;
	struct visit *v = *state;
	(void)c;
	(void)why;
	for (size_t i = 0; v && i < h->waiting.n; i++)
		if (h->waiting.at[i] == v) {
			memmove(h->waiting.at + i, h->waiting.at + i + 1,
				(--h->waiting.n - i) * sizeof(struct visit *));
			break;
		}
	free(v);
	*state = NULL;
}

/* serve_path decodes, with rules of its own. */
static size_t leave_escaped(void *ctx, struct MHD_Connection *c, char *text)
{
	(void)ctx;
	(void)c;
	return strlen(text);
}

static void be_silent(void *ctx, const char *fmt, va_list ap)
{
	(void)ctx;
	(void)fmt;
	(void)ap;
}

/* ---- life */

static struct MHD_Daemon *start_one(struct serve_http *h, int socket, bool v6)
{
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
	return MHD_start_daemon(flags | (v6 ? MHD_USE_IPv6 : 0U), 0, NULL, NULL, on_request, h,
		MHD_OPTION_EXTERNAL_LOGGER, be_silent, NULL, MHD_OPTION_LISTEN_SOCKET, socket,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_end, h,
		MHD_OPTION_END);
}

struct serve_http *serve_http_start(
	const int sockets[SERVE_HTTP_SOCKETS], unsigned port, serve_answer_fn *answer_fn, void *ctx)
{
	struct serve_http *h = xcalloc(1, sizeof *h);
	h->port = port;
	h->answer = answer_fn;
	h->ctx = ctx;
	for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++) {
		if (sockets[i] < 0) continue;
		if (!(h->daemon[i] = start_one(h, sockets[i], i == 1))) return serve_http_stop(h), NULL;
	}
	return h;
}

size_t serve_http_fds(const struct serve_http *h, struct pollfd out[SERVE_HTTP_SOCKETS])
{
	size_t n = 0;
	for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++) {
		const union MHD_DaemonInfo *info =
			h->daemon[i] ? MHD_get_daemon_info(h->daemon[i], MHD_DAEMON_INFO_EPOLL_FD) : NULL;
		if (info) out[n++] = (struct pollfd){ .fd = info->epoll_fd, .events = POLLIN };
	}
	return n;
}

int serve_http_timeout(const struct serve_http *h, int most)
{
	MHD_UNSIGNED_LONG_LONG ms;
	for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++)
		if (h->daemon[i] && MHD_get_timeout(h->daemon[i], &ms) == MHD_YES && ms < (MHD_UNSIGNED_LONG_LONG)most)
			most = (int)ms;
	return most;
}

void serve_http_run(struct serve_http *h)
{
	for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++)
		if (h->daemon[i]) MHD_run(h->daemon[i]);
}

void serve_http_wake(struct serve_http *h, bool last)
{
	size_t n = h->waiting.n;
	h->last = last;
	h->waiting.n = 0;
	for (size_t i = 0; i < n; i++) resume(h->waiting.at[i]);
	if (n) serve_http_run(h);
	h->last = false;
}

void serve_http_stop(struct serve_http *h)
{
	if (!h) return;
	serve_http_wake(h, true);
	for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++)
		if (h->daemon[i]) MHD_stop_daemon(h->daemon[i]);
	vec_dispose(&h->waiting);
	free(h);
}
