/* Searching and compressing pages takes most of a publish and is the same for each page, so it is spread over the cores. What follows depends on order (messages,
 * digests, the pack), so it stays on one thread: that keeps every other module free of locks. */
#include "base/workers.h"
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include "base/str.h"

enum { SLOTS = 1024 };

struct slot {
	void *job;
	size_t weight;
	bool done;
};
/* Jobs are counted from the first; the one numbered i is in slot i % SLOTS. finished <= started <= put. */
struct workers {
	workers_fn *work, *finish;
	void *ctx;
	size_t room;
	pthread_t thread[WORKERS_MAX];
	unsigned threads; /* started ones; the caller's is not among them */
	pthread_mutex_t lock;
	pthread_cond_t some /* to start, or the end */, done /* one more */;
	/* Under the lock; `finished` and `put` are changed by the caller's thread alone. */
	struct slot slot[SLOTS];
	size_t finished, started, put, waiting /* weight of all that is not finished */;
	bool end;
};

unsigned workers_cores(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

	return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : (unsigned)n;
}

/* Locked before and after. */
static void work_next(struct workers *w)
{
	struct slot *s = &w->slot[w->started++ % SLOTS];

	pthread_mutex_unlock(&w->lock);
	w->work(w->ctx, s->job);
	pthread_mutex_lock(&w->lock);
	s->done = true;
	pthread_cond_signal(&w->done);
}

static void *run(void *workers)
{
	struct workers *w = workers;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (!w->end && w->started == w->put) pthread_cond_wait(&w->some, &w->lock);
		if (w->started == w->put) break;
		work_next(w);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

/* Locked before and after. False when the oldest job is not worked yet, or there is none. */
static bool finish_next(struct workers *w)
{
	struct slot *s = &w->slot[w->finished % SLOTS];

	if (w->finished == w->put || !s->done) return false;
	pthread_mutex_unlock(&w->lock);
	w->finish(w->ctx, s->job);
	pthread_mutex_lock(&w->lock);
	w->waiting -= s->weight;
	w->finished++;
	return true;
}

/* Locked before and after; something is not finished. */
static void help(struct workers *w)
{
	if (finish_next(w)) return;
	if (w->started < w->put)
		work_next(w);
	else
		pthread_cond_wait(&w->done, &w->lock);
}

/* Signals are for the thread that began everything. */
static void start(struct workers *w, unsigned threads)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (w->threads < threads && pthread_create(&w->thread[w->threads], NULL, run, w) == 0) w->threads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void workers_new(struct workers **out, unsigned threads, size_t room, workers_fn *work, workers_fn *finish, void *ctx)
{
	struct workers *w = xcalloc(1, sizeof *w);

	w->work = work;
	w->finish = finish;
	w->ctx = ctx;
	w->room = room;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->some, NULL);
	pthread_cond_init(&w->done, NULL);
	if (threads > WORKERS_MAX) threads = WORKERS_MAX;
	if (threads > 1) start(w, threads - 1);
	*out = w;
}

void workers_put(struct workers *w, void *job, size_t weight)
{
	if (!w->threads) {
		w->work(w->ctx, job);
		w->finish(w->ctx, job);
		return;
	}
	pthread_mutex_lock(&w->lock);
	while (w->put > w->finished && (w->put - w->finished == SLOTS || w->waiting + weight > w->room)) help(w);
	w->slot[w->put++ % SLOTS] = (struct slot){ job, weight, false };
	w->waiting += weight;
	pthread_cond_signal(&w->some);
	while (finish_next(w)) continue;
	pthread_mutex_unlock(&w->lock);
}

void workers_drain(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	while (w->finished < w->put) help(w);
	pthread_mutex_unlock(&w->lock);
}

void workers_free(struct workers *w)
{
	if (!w) return;
	workers_drain(w);
	pthread_mutex_lock(&w->lock);
	w->end = true;
	pthread_cond_broadcast(&w->some);
	pthread_mutex_unlock(&w->lock);
	for (unsigned i = 0; i < w->threads; i++) pthread_join(w->thread[i], NULL);
	pthread_cond_destroy(&w->some);
	pthread_cond_destroy(&w->done);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
