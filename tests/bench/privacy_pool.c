/* Measures what drawing a pool costs before anything is written: reading its people from the private database, and the ladder.
 * Usage: privacy_pool WORKSPACE DAY K    Prints persons, fields, k, groups, CPU seconds of reading, of the ladder and of both, peak MiB, information kept. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include "base/fs.h"
#include "content/settings.h"
#include "privacy/pool_internal.h"
#include "records/import.h"

struct bench {
	struct arena mem;
	struct run run;
	struct settings settings;
	struct vocabs vocabs;
	struct policy policy;
	struct store *store;
	struct diags ds;
};

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int load(struct bench *b)
{
	const struct mapped_field *fields = NULL;
	size_t n = 0;
	struct str err = STR_INIT;
	int r = settings_load(&b->settings, &b->mem, b->run.workspace, &b->ds) ||
		vocab_load_all(&b->vocabs, &b->mem, fs_join(&b->mem, b->run.workspace, b->settings.vocabularies),
			b->settings.vocabularies, &b->ds) ||
		records_mapped_fields(&b->run, &b->settings, &b->mem, &fields, &n, &b->ds) ||
		policy_load(&b->policy, &b->mem, &b->run, &b->settings, &b->vocabs, fields, n, &b->ds) ||
		store_open_existing(&b->store, fs_join(&b->mem, b->run.workspace, "private/mentorpress.db"), &err) ||
		records_migrate(b->store) || privacy_migrate(b->store);

	str_dispose(&err);
	return r;
}

static int measure(struct bench *b, unsigned k)
{
	const struct policy_pool *pool = &b->policy.pool[0];
	struct pool_people people;
	VEC(size_t) grouped = VEC_INIT;
	struct ladder ladder;
	struct rusage use;
	double begin = cpu(), read;

	if (pool_people_read(&people, b->store, &b->run, pool, &b->ds)) return -1;
	read = cpu();
	for (size_t i = 0; i < people.v.n; i++)
		if (pool_listed(&people.v.at[i]) && people.v.at[i].consent == CONSENT_GROUP) vec_push(&grouped, i);
	if (pool_people_ladder(&ladder, &b->mem, &people, pool, grouped.at, grouped.n, k)) return -1;
	double end = cpu();

	getrusage(RUSAGE_SELF, &use);
	printf("%zu\t%zu\t%u\t%zu\t%.2f\t%.2f\t%.2f\t%ld\t%.1f\n", grouped.n, pool->ngrouped, k, ladder.n, read - begin,
		end - read, end - begin, use.ru_maxrss / 1024, 100 - (double)ladder.loss_ppm / 10000);
	vec_dispose(&grouped);
	pool_people_dispose(&people);
	return 0;
}

int main(int argc, char **argv)
{
	struct bench b = { .mem = ARENA_INIT, .settings = { 0 } };
	long k = 0;
	int r = 1;

	if (argc != 4 || !sv_long(sv(argv[3]), &k) || k < 1) return 2;
	b.run = (struct run){ .as_of = date_parse(sv(argv[2])), .as_of_given = true, .workspace = argv[1] };
	if (load(&b) == 0) r = measure(&b, (unsigned)k) ? 1 : 0;
	diags_print(&b.ds, stderr);
	if (b.store) store_close(b.store);
	diags_dispose(&b.ds);
	arena_dispose(&b.mem);
	return r;
}
