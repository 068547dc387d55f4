/* match_options.c reads what-ifs. Whom a lock means must be beyond doubt, so it has to name one possible pair and no other. */
#include "cmd/match_options.h"
#include "base/vec.h"
#include "records/resolve.h"

static int usage(const char *what)
{
	return fprintf(stderr, "mentorpress: %s\n", what), -1;
}

bool match_round_name(const char *name)
{
	/* Folders of other papers in private/programme. */
	static const char *const taken[] = { "certificates", "notices", "packets", "registers", "reports", "units" };
	size_t n = 0;
	for (; name[n]; n++) {
		char c = name[n];
		bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!alnum && (!n || (c != '.' && c != '_' && c != '-'))) return false;
	}
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (strcmp(name, taken[i]) == 0) return false;
	return n > 0 && n <= 40;
}

static int read_weight(struct round_options *o, struct sv typed)
{
	static const char *const part[WEIGHT_COUNT] = { "needs", "experience", "sector", "region", "language",
		"credential", "channel", "availability" };
	size_t equals = sv_find(typed, sv("="));
	long value = 0;
	if (equals == SIZE_MAX || !sv_long(sv_trim(sv_sub(typed, equals + 1, typed.n)), &value) || value < 0 ||
		value > 1000)
		return usage("--weight is written as region=0, with a number from 0 to 1000");
	for (int i = 0; i < WEIGHT_COUNT; i++) {
		if (!sv_is(sv_trim(sv_sub(typed, 0, equals)), part[i])) continue;
		size_t at = 0;
		while (at < o->nweights && o->weight[at].part != (enum weight)i) at++;
		o->weight[at].part = (enum weight)i;
		o->weight[at].value = (int)value;
		if (at == o->nweights) o->nweights++;
		return 0;
	}
	return usage("--weight takes needs, experience, sector, region, language, credential, channel or "
		     "availability");
}

static int read_weights(struct match_wish *w)
{
	struct sv rest = sv(w->weights), part;
	while (w->weights && sv_split(&rest, '\n', &part))
		if (read_weight(&w->options, part)) return -1;
	return 0;
}

static int check_pairs(const char *typed, const char *wrong)
{
	struct sv rest = sv(typed), part;
	while (typed && sv_split(&rest, '\n', &part)) {
		size_t equals = sv_find(part, sv("="));
		if (equals == SIZE_MAX || !sv_trim(sv_sub(part, 0, equals)).n ||
			!sv_trim(sv_sub(part, equals + 1, part.n)).n)
			return usage(wrong);
	}
	return 0;
}

int match_wish_read(struct match_wish *out, struct context *ctx)
{
	(void)ctx;
	if (!out->round) return usage("match needs --round NAME, as in: mentorpress match --round 2026-03");
	if (!match_round_name(out->round))
		return usage(
			"the name of a round is made of letters, digits, . _ and -, at most 40 of them, and no name "
			"of a folder that private/programme has: notices, units and the like");
	if (check_pairs(out->locks, "--lock is written as 10412=10437") ||
		check_pairs(out->vetoes, "--veto is written as 10412=10437"))
		return -1;
	return read_weights(out);
}

/* ---- whom a lock means */

struct named {
	int64_t id;
	enum application_kind kind;
};
struct meant {
	VEC(struct named) v;
};

static int take(void *self, const struct application *a)
{
	struct meant *m = self;
	for (size_t i = 0; i < m->v.n; i++)
		if (m->v.at[i].id == a->id) return 0;
	if (a->current) vec_push(&m->v, ((struct named){ a->id, a->kind }));
	return 0;
}

static bool go_together(enum application_kind a, enum application_kind b)
{
	return (a == KIND_MENTEE && b == KIND_MENTOR) || (a == KIND_PEER && b == KIND_PEER);
}

static size_t pairs(const struct meant *a, const struct meant *b, struct lock *out)
{
	size_t n = 0;
	for (size_t i = 0; i < a->v.n; i++)
		for (size_t k = 0; k < b->v.n; k++) {
			const struct named *x = &a->v.at[i], *y = &b->v.at[k];
			if (x->id == y->id) continue;
			if (go_together(x->kind, y->kind))
				out->seeker = x->id, out->other = y->id, n++;
			else if (go_together(y->kind, x->kind))
				out->seeker = y->id, out->other = x->id, n++;
		}
	return n;
}

static int resolve_pair(struct lock *out, struct context *ctx, struct sv typed, const char *option, size_t number)
{
	struct meant side[2] = { { VEC_INIT }, { VEC_INIT } };
	size_t equals = sv_find(typed, sv("="));
	struct sv part[2] = { sv_trim(sv_sub(typed, 0, equals)), sv_trim(sv_sub(typed, equals + 1, typed.n)) };
	enum resolve_how how;
	int rc = 0;
	for (int i = 0; i < 2 && rc >= 0; i++) rc = resolve_typed(ctx->store, ctx->run, part[i], &how, take, &side[i]);
	size_t n = rc < 0 ? 0 : pairs(&side[0], &side[1], out);
	if (rc < 0)
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	else if (n != 1)
		diags_error(&ctx->ds, "M044", NOPLACE,
			"give the form and the form entry number of both, as in --lock \"mentee 10412=mentor 10437\"",
			"%s %zu %s", option, number,
			n ? "fits several pairs" : "names no mentee with a mentor and no two peers that apply now");
	vec_dispose(&side[0].v);
	vec_dispose(&side[1].v);
	return n == 1 ? 0 : -1;
}

static int add(struct lock *at, size_t *n, struct context *ctx, const char *typed, bool veto)
{
	struct sv rest = sv(typed), part;
	size_t number = 0;
	int rc = 0;
	while (typed && sv_split(&rest, '\n', &part)) {
		struct lock l = { .veto = veto, .why = veto ? "vetoed for this run" : "locked for this run" };
		if (resolve_pair(&l, ctx, part, veto ? "--veto" : "--lock", ++number) == 0)
			at[(*n)++] = l;
		else
			rc = -1;
	}
	return rc;
}

static size_t lines(const char *typed)
{
	size_t n = typed != NULL;
	for (; typed && *typed; typed++) n += *typed == '\n';
	return n;
}

int match_wish_locks(struct match_wish *out, struct context *ctx)
{
	size_t n = 0;
	struct lock *at = ARENA_ARRAY(&ctx->mem, struct lock, lines(out->locks) + lines(out->vetoes) + 1);
	int rc = add(at, &n, ctx, out->locks, false);
	if (add(at, &n, ctx, out->vetoes, true)) rc = -1;
	out->options.lock = at;
	out->options.nlocks = n;
	return rc;
}
