/* One line that says how far long work has come, rewritten in place and gone when the work is done. Only for a person
 * at a terminal: a log would be cluttered by it. */
#include "base/progress.h"
#include <assert.h>

enum { STEPS_BETWEEN = 256 }; /* redraws without a known total */

static void draw(const struct progress *p)
{
	char line[256];
	int width = p->run->width > 1 && p->run->width < sizeof line ? (int)p->run->width - 1 : 79;

	if (p->total)
		snprintf(line, sizeof line, "%s: %u %%", p->what, p->shown);
	else
		snprintf(line, sizeof line, "%s: %llu", p->what, (unsigned long long)p->done);
	fprintf(p->run->err, "\r%-*.*s", width, width, line);
	fflush(p->run->err);
}

void progress_begin(struct progress *p, const struct run *run, const char *what, uint64_t total)
{
	*p = (struct progress){ .run = run, .what = what, .total = total, .on = run->tty_err && !run->quiet };
	if (p->on) draw(p);
}

void progress_step(struct progress *p, uint64_t done)
{
	unsigned now;

	p->done = done;
	if (!p->on) return;
	if (p->total) {
		/* Divided first where the product would overflow; a total that was guessed too low stays at 100. */
		uint64_t percent = done > UINT64_MAX / 100 ? done / (p->total / 100 + 1) : done * 100 / p->total;

		now = percent > 100 ? 100 : (unsigned)percent;
	} else {
		now = (unsigned)(done / STEPS_BETWEEN);
	}
	if (now == p->shown) return;
	p->shown = now;
	draw(p);
}

void progress_end(struct progress *p)
{
	if (!p->on) return;
	fprintf(p->run->err, "\r%*s\r", p->run->width > 1 && p->run->width < 256 ? (int)p->run->width - 1 : 79, "");
	fflush(p->run->err);
	p->on = false;
}
