/* round_asked.c finds out when each mentor was last named, also in applications that newer ones replaced: a mentor whom nobody has asked for a year
 * should be asked whether the entry is still right. */
#include "programme/round_member.h"

struct asked {
	struct round *r;
	struct preference_reader *reader;
	struct date_by *day;
	struct arena mem; /* of one application */
};

static int look(void *ctx, const struct application *a)
{
	struct asked *k = ctx;
	struct preferences wanted;
	if (reason_is_held(a->matchable) || a->submitted > k->r->cycle->meeting) return 0;
	arena_reset(&k->mem);
	if (preference_reader_read(k->reader, &wanted, &k->mem, a)) return -1;
	for (size_t i = 0; i < wanted.n; i++)
		for (size_t n = 0; n < wanted.at[i].n; n++) {
			const struct participant *p = participants_find(&k->r->people, wanted.at[i].application[n]);
			date_t *day = p ? &k->day[p - k->r->people.v.at].day : NULL;
			if (day && a->submitted > *day) *day = a->submitted;
		}
	return 0;
}

int round_asked(const struct date_by **out, struct round *r, struct store *s, const struct run *run)
{
	struct asked k = { .r = r, .mem = ARENA_INIT };
	k.day = ARENA_ARRAY(&r->mem, struct date_by, r->people.v.n + 1);
	for (size_t i = 0; i < r->people.v.n; i++) k.day[i].day = DATE_NONE;
	*out = k.day;
	if (preference_reader_open(&k.reader, s, run, true)) return -1;
	int rc = application_each(s, run, KIND_MENTEE, false, look, &k);
	preference_reader_close(k.reader);
	arena_dispose(&k.mem);
	return rc;
}
