/* guard.c: the cmark of Debian 12 needs seconds to minutes for some short texts (nested lists with empty lines,
 * emphasis deep in quotes, repeated "![[]()"). Text that looks like one of them, or is long, is rendered twice: first
 * in a child process that may use little CPU time and memory and whose result is thrown away, then here, knowing that
 * it ends. */
#include "content/markdown.h"
#include <sys/resource.h>
#include <sys/wait.h>
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define LONG_TEXT ((size_t)64 << 10)
#define MANY_MARKS 24 /* list and quote marks, or steps of indentation, before the text of a line */
#define MANY_IMAGES 200
#define CPU_SECONDS 2                    /* and as much again in this process: both together stay under 5 s */
#define MEMORY_BYTES ((rlim_t)512 << 20) /* beyond what this process has already */

static size_t leading_marks(struct sv line)
{
	size_t marks = 0, blanks = 0;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		if (c == ' ')
			blanks++;
		else if (c == '\t')
			blanks += 4;
		else if (c == '>' || c == '-' || c == '*' || c == '+' || c == '.' || c == ')')
			marks++;
		else if (c < '0' || c > '9')
			break;
	}
	return marks + blanks / 2;
}

bool guard_suspicious(struct sv body)
{
	size_t images = 0;
	struct sv rest = body, line;
	if (body.n > LONG_TEXT) return true;
	while (sv_split(&rest, '\n', &line)) {
		if (leading_marks(line) > MANY_MARKS) return true;
	}
	for (const char *p = body.p, *end = body.p + body.n; (p = memchr(p, '!', (size_t)(end - p))) != NULL;)
		if (++p < end && *p == '[') images++;
	return images > MANY_IMAGES;
}

#ifndef __SANITIZE_ADDRESS__ /* which reserves terabytes of addresses */
static rlim_t memory_now(void)
{
	unsigned long long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	if (f && fscanf(f, "%llu", &pages) != 1) pages = 0;
	if (f) fclose(f);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}
#endif

static void limit(void)
{
	const struct rlimit cpu = { CPU_SECONDS, CPU_SECONDS }, core = { 0, 0 };
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
	rlim_t most = memory_now() + MEMORY_BYTES;
	const struct rlimit memory = { most, most };
	setrlimit(RLIMIT_AS, &memory);
#endif
}

bool guard_rehearse(void (*work)(void *ctx), void *ctx, const char **why)
{
	int status = 0;
	pid_t child = fork();
	if (child < 0) {
		*why = "could not be tried out first, because the system refused another process";
		return false;
	}
	if (child == 0) {
		limit();
		/* What a library prints when it runs out of memory would mean nothing to the reader. */
		if (!freopen("/dev/null", "w", stderr)) _exit(1);
		work(ctx);
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR) break;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
	bool slow = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
	*why = slow ? "takes too long to turn into a page" : "needs too much memory to turn into a page";
	return false;
}
