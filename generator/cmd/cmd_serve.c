/* serve: the pages in a browser while they are being written. One loop, no threads: a request, a saved file and Ctrl-C are all things that poll tells of. */
#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/serve_assets.h"
#include "cmd/serve_http.h"
#include "cmd/serve_show.h"

enum { FIRST_PORT = 8020, PORTS_TRIED = 20, OPTION_PORT = 0, OPTION_DRAFTS, OPTION_NO_DRAFTS };
enum {
	SETTLE_MS = 30,       /* of quiet after a change, so that a burst of them is one */
	SETTLE_MOST_MS = 120, /* a burst that does not end */
	LOOK_MS = 2000,       /* file systems that tell nothing */
	LOOK_OFTEN_MS = 500,  /* … when inotify is not to be had at all */
	WAIT_MS = 20000       /* how long a page may wait for news in one request */
};

struct serving {
	struct context *ctx;
	struct serve_watch watch;
	struct serve_parent parent;
	struct serve_view view;
	struct serve_problems problems;
	struct serve_http *http;
	struct str policy; /* of the page being sent */
	bool drafts;
	int signals;
	int64_t told;  /* first change that was heard of and not looked at yet; 0: none */
	int64_t heard; /* the last one */
	int64_t looked, woken;
};

/* Only for waiting and for saying how long something took. */
static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- answering */

/* "wait?p=/faqs.html&s=0123456789abcdef": has the page changed since it had that stamp? */
static void answer_wait(struct serving *s, const struct serve_request *request, struct serve_reply *reply)
{
	struct serve_shown shown = SERVE_SHOWN_INIT;
	struct str path = STR_INIT;
	enum serve_path kind = serve_path(&path, sv(request->page));
	if (kind != SERVE_PATH_BAD) serve_show(&shown, &s->view, &s->problems, path.ptr, kind == SERVE_PATH_FOLDER);
	bool same = kind != SERVE_PATH_BAD && strcmp(shown.stamp, request->stamp) == 0;
	if (same && !request->last)
		reply->wait = true;
	else
		str_puts(&reply->body, same ? "same\n" : "changed\n");
	serve_shown_dispose(&shown);
	str_dispose(&path);
}

static void answer(void *ctx, const struct serve_request *request, struct serve_reply *reply)
{
	struct serving *s = ctx;
	struct serve_shown shown = SERVE_SHOWN_INIT;
	if (strcmp(request->path, SERVE_FOLDER "/wait") == 0) {
		answer_wait(s, request, reply);
		return;
	}
	serve_show(&shown, &s->view, &s->problems, request->path, request->folder);
	reply->status = shown.status;
	reply->type = shown.type;
	reply->body = shown.body;
	shown.body = (struct str)STR_INIT;
	str_clear(&s->policy);
	str_sv(&s->policy, sv_of(&shown.policy));
	reply->policy = s->policy.len ? s->policy.ptr : NULL;
	serve_shown_dispose(&shown);
}

/* ---- building */

static void follow_settings(struct serving *s, const struct serve_site *site)
{
	const struct settings *set = &site->ctx.settings;
	if (set->vocabularies && strcmp(set->vocabularies, s->watch.vocabularies) != 0)
		s->watch.vocabularies = arena_strdup(&s->ctx->mem, sv(set->vocabularies));
	if (set->mappings && strcmp(set->mappings, s->watch.mappings) != 0)
		s->watch.mappings = arena_strdup(&s->ctx->mem, sv(set->mappings));
}

static void rebuild(struct serving *s)
{
	struct serve_site *site = serve_site_make(s->ctx->run, &s->watch, &s->parent, s->drafts);
	follow_settings(s, site);
	if (s->view.now != s->view.good) serve_site_free(s->view.now);
	s->view.now = site;
	if (site->whole) {
		serve_site_free(s->view.good);
		s->view.good = site;
	}
	serve_problems_dispose(&s->problems);
	serve_problems_find(&s->problems, &s->view);
	s->looked = now_ms();
}

static void say_rebuilt(const struct serving *s, const char *word, int64_t ms)
{
	const struct serve_problems *p = &s->problems;
	const struct serve_site *site = s->view.now;
	struct str line = STR_INIT;
	if (!s->ctx->run->tty_out) return;
	if (site->built)
		str_printf(&line, "%s %zu pages in %lld ms", word, serve_pages_html(&site->pages), (long long)ms);
	else
		str_puts(&line, "the site cannot be made as the files are now");
	if (p->errors) str_printf(&line, ", %zu error%s", p->errors, p->errors == 1 ? "" : "s");
	if (p->warnings) str_printf(&line, ", %zu warning%s", p->warnings, p->warnings == 1 ? "" : "s");
	for (size_t i = 0; i < p->v.n; i++) {
		const struct diag *d = p->v.at[i].d;
		if (d->sev != SEV_ERROR) continue;
		if (d->at.file)
			str_printf(&line, "\n  %s:%u: %s", d->at.file, d->at.line, d->text);
		else
			str_printf(&line, "\n  %s", d->text);
		break;
	}
	context_say(s->ctx, "%s", line.ptr);
	fflush(s->ctx->run->out);
	str_dispose(&line);
}

/* Has anything changed since it was built? Then builds it again and tells the pages that wait. */
static void look(struct serving *s)
{
	struct serve_snapshot files = SERVE_SNAPSHOT_INIT;
	int64_t began = now_ms();
	s->told = 0;
	s->looked = began;
	serve_watch_look(&s->watch, &files);
	bool same = serve_snapshot_same(&files, &s->view.now->files);
	serve_snapshot_dispose(&files);
	if (same) return;
	rebuild(s);
	say_rebuilt(s, "rebuilt", now_ms() - began);
	serve_http_wake(s->http, false);
}

/* ---- the loop */

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t look_due(const struct serving *s)
{
	int64_t regular = s->looked + (s->watch.fd < 0 ? LOOK_OFTEN_MS : LOOK_MS);
	return s->told ? sooner(sooner(s->heard + SETTLE_MS, s->told + SETTLE_MOST_MS), regular) : regular;
}

static void run_until_signal(struct serving *s)
{
	for (;;) {
		struct pollfd fds[2 + SERVE_HTTP_SOCKETS] = { { .fd = s->signals, .events = POLLIN },
			{ .fd = s->watch.fd, .events = POLLIN } }; /* a negative one is passed over */
		size_t n = 2 + serve_http_fds(s->http, fds + 2);
		int64_t rest = sooner(look_due(s), s->woken + WAIT_MS) - now_ms();
		if (poll(fds, n, serve_http_timeout(s->http, rest > 0 ? (int)rest : 0)) < 0 && errno != EINTR) return;
		if (fds[0].revents) return;
		serve_http_run(s->http);
		int64_t t = now_ms();
		if (serve_watch_drain(&s->watch)) {
			if (!s->told) s->told = t;
			s->heard = t;
		}
		if (t >= look_due(s)) look(s);
		if (t >= s->woken + WAIT_MS) {
			s->woken = t;
			serve_http_wake(s->http, true);
		}
	}
}

/* ---- beginning and end */

static int listen_somewhere(struct serving *s, const char *given, unsigned *port, int sockets[SERVE_HTTP_SOCKETS])
{
	unsigned tries = given ? 1 : PORTS_TRIED, first = *port;
	int why = 0;
	for (unsigned i = 0; i < tries; i++) {
		*port = first + i;
		if ((why = serve_http_listen(sockets, port)) == 0) return 0;
		if (why != EADDRINUSE) break;
	}
	if (why == EADDRINUSE && given)
		context_fail(s->ctx, "S020",
			arena_printf(&s->ctx->mem, "another program uses port %u of this computer", first),
			"if it is a preview that still runs, end that with Ctrl-C; or leave --port away, and a free "
			"port is taken");
	else if (why == EADDRINUSE)
		context_fail(s->ctx, "S020",
			arena_printf(&s->ctx->mem, "other programs use the ports %u to %u of this computer", first,
				first + tries - 1),
			"end previews that still run, or give another port: --port 9000");
	else
		context_fail(s->ctx, "S021",
			arena_printf(
				&s->ctx->mem, "port %u of this computer cannot be used (%s)", *port, strerror(why)),
			"give another port, above 1024: --port 9000");
	return -1;
}

static int open_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int start(struct serving *s, const char *given, unsigned port)
{
	int sockets[SERVE_HTTP_SOCKETS];
	if (listen_somewhere(s, given, &port, sockets) != 0) return -1;
	int64_t began = now_ms();
	rebuild(s);
	s->http = serve_http_start(sockets, port, answer, s);
	if (!s->http) {
		for (size_t i = 0; i < SERVE_HTTP_SOCKETS; i++)
			if (sockets[i] >= 0) close(sockets[i]);
		return context_fail(s->ctx, "S022", "the preview's server could not be started",
			       "close some programs and try again"),
		       -1;
	}
	context_say(s->ctx,
		"Preview: http://localhost:%u/  (problems and changes: http://localhost:%u/" SERVE_FOLDER "/)\n"
		"Pages are made again whenever a file is saved. Ctrl-C ends it.",
		port, port);
	fflush(s->ctx->run->out);
	say_rebuilt(s, "made", now_ms() - began);
	s->woken = now_ms();
	return 0;
}

static void end(struct serving *s)
{
	serve_http_stop(s->http);
	if (s->view.now != s->view.good) serve_site_free(s->view.now);
	serve_site_free(s->view.good);
	serve_problems_dispose(&s->problems);
	serve_parent_dispose(&s->parent);
	serve_watch_close(&s->watch);
	str_dispose(&s->policy);
	if (s->signals >= 0) close(s->signals);
}

static int run_serve(struct context *ctx, const struct arguments *args)
{
	struct serving s = { .ctx = ctx,
		.watch = { .fd = -1 },
		.view = { .parent = &s.parent },
		.problems = SERVE_PROBLEMS_INIT,
		.policy = STR_INIT,
		.drafts = !args->value[OPTION_NO_DRAFTS],
		.signals = -1 };
	const char *given = args->value[OPTION_PORT];
	long port = FIRST_PORT;
	if (given && (!sv_long(sv(given), &port) || port < 0 || port > 65535))
		return fprintf(stderr, "mentorpress: --port %s is not a port; write a number from 1024 to 65535\n",
			       given),
		       EXIT_USAGE;
	if (args->value[OPTION_DRAFTS] && args->value[OPTION_NO_DRAFTS])
		return fputs("mentorpress: give --drafts or --no-drafts, not both\n", stderr), EXIT_USAGE;
	if (!fs_exists(context_path(ctx, "mentorpress.yml"))) {
		context_load(ctx, LOAD_SETTINGS);
		return context_finish(ctx);
	}
	s.signals = open_signals();
	serve_watch_open(&s.watch, ctx->run->workspace);
	if (s.signals < 0)
		context_fail(
			ctx, "S022", "the preview's server could not be started", "close some programs and try again");
	else if (start(&s, given, (unsigned)port) == 0)
		run_until_signal(&s);
	end(&s);
	return context_finish(ctx);
}

static const struct option serve_options[] = {
	[OPTION_PORT] = { "--port", "N", "the port to use (default: the first free one from 8020; 0: any)" },
	[OPTION_DRAFTS] = { "--drafts", NULL, "show drafts too (this is so unless told otherwise)" },
	[OPTION_NO_DRAFTS] = { "--no-drafts", NULL, "show only what a publish would publish" }
};
const struct command cmd_serve = { "serve", "serve [--port N] [--drafts|--no-drafts]",
	"show the pages in a browser while you write; nothing is published",
	"Shows the site at http://localhost:8020/, to this computer only, and makes it again whenever a file of "
	"content/, "
	"site-templates/ or the settings\nis saved; an open page loads itself again. Problems are shown in the page "
	"they are of, "
	"at their place, and all of them at /_mentorpress/.\nWhat is new or revised since the last edition is marked. "
	"Writes "
	"nothing; the directory shows the pool of the last edition. Ctrl-C ends it.",
	serve_options, 3, 0, 0, run_serve };
