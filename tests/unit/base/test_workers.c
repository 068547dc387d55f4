/* Jobs on several threads come back in their order, each worked once, and no more wait than there is room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/str.h"
#include "base/workers.h"

enum { JOBS = 5000, JOB = 100 };

struct job {
	unsigned n, worked;
	unsigned long long sum;
};
struct all {
	unsigned finished, wrong;
};

/* Of very different length, so that later ones are ready before earlier ones. */
static void work(void *ctx, void *job)
{
	struct job *j = job;

	(void)ctx;
	for (unsigned i = 0; i < j->n % 7 * 3000; i++) j->sum += i ^ j->n;
	j->worked++;
}

static void finish(void *ctx, void *job)
{
	struct all *all = ctx;
	struct job *j = job;

	all->wrong += j->n != all->finished || j->worked != 1;
	all->finished++;
	free(j);
}

static void run(unsigned threads, size_t room)
{
	struct all all = { 0, 0 };
	struct workers *w;

	workers_new(&w, threads, room, work, finish, &all);
	for (unsigned i = 0; i < JOBS; i++) {
		struct job *j = xcalloc(1, sizeof *j);

		j->n = i;
		workers_put(w, j, JOB);
		/* What waits is bounded by the room, or is the one job just put. */
		assert_true((size_t)(i + 1 - all.finished) * JOB <= (room > JOB ? room : JOB));
		if (threads == 1) assert_int_equal(all.finished, i + 1);
		if (i == JOBS / 2) {
			workers_drain(w);
			assert_int_equal(all.finished, i + 1);
		}
	}
	workers_free(w); /* drains */
	assert_int_equal(all.finished, JOBS);
	assert_int_equal(all.wrong, 0);
}

static void each_is_worked_once_and_finished_in_order(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 8; threads++) run(threads, 50 * JOB);
}

static void a_small_room_and_a_large_one(void **state)
{
	(void)state;
	run(3, 0);
	run(3, 1);
	run(3, JOBS * JOB);
	run(WORKERS_MAX + 10, 20 * JOB);
}

static void nothing_put(void **state)
{
	struct all all = { 0, 0 };
	struct workers *w;

	(void)state;
	workers_new(&w, 4, 1, work, finish, &all);
	workers_drain(w);
	workers_free(w);
	workers_free(NULL);
	assert_int_equal(all.finished, 0);
	assert_in_range(workers_cores(), 1, WORKERS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_is_worked_once_and_finished_in_order),
		cmocka_unit_test(a_small_room_and_a_large_one), cmocka_unit_test(nothing_put) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
