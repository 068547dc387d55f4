/* workers: slow work done on several threads and taken up in the order in which it was given, so that what comes out does not depend on how many there are.
 *
 * A job is worked once, on any thread (`work`: it may touch the job, and else only what nobody changes meanwhile), then finished once, on the caller's thread and in
 * the order of the puts (`finish`), within workers_put or workers_drain. The caller's thread is one of the `threads`: it works too whenever more than `room`
 * waits. With one thread nothing is started: each put works and finishes at once.
 *     workers_new(&w, 2, 8 << 20, work, finish, ctx);  workers_put(w, job, bytes); …  workers_drain(w);  workers_free(w); */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H
#include <stddef.h>
enum { WORKERS_MAX = 64 };
struct workers;
typedef void workers_fn(void *ctx, void *job);
/* Where the system gives fewer threads than asked for, there are fewer. */
void workers_new(struct workers **out, unsigned threads, size_t room, workers_fn *work, workers_fn *finish, void *ctx);
void workers_put(struct workers *w, void *job, size_t weight); /* the job is the caller's; finish may free it */
void workers_drain(struct workers *w);                         /* every job is finished then */
void workers_free(struct workers *w);                          /* drains; w may be NULL */
unsigned workers_cores(void);                                  /* the cores this process may run on, 1 to WORKERS_MAX */
#endif
