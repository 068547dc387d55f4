/* who_card.c finds an application's entry in the newest edition and sets each answer beside what is shown of it. */
#include "cmd/who_card.h"
#include "cmd/newest.h"
#include "cmd/whom.h"
#include "privacy/pool.h"
#include "records/story.h"

static const char *const codes[] = { "mentors", "peers" };

/* An old database would not know who stands behind the entries. */
static int check_database(struct context *ctx)
{
	struct pool_published newest;
	if (newest_published(ctx, &newest) != 0 || pool_check_settled(ctx->store, &newest, false, &ctx->ds) == 0)
		return 0;
	if (*store_error(ctx->store))
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

int card_pools_read(struct card_pools *out, struct context *ctx)
{
	struct str csv = STR_INIT, json = STR_INIT;
	unsigned k;
	date_t drawn;
	int r = 0;
	*out = (struct card_pools){ { NULL, NULL } };
	if (check_database(ctx) != 0) return -1;
	if (newest_file(ctx, NULL, "pool.csv", &csv) != 0 || newest_file(ctx, NULL, "edition.json", &json) != 0) r = 1;
	for (size_t i = 0; r == 0 && i < 2; i++) {
		newest_stamp(sv_of(&json), codes[i], &k, &drawn);
		r = public_pool_from_csv(&out->pool[i], codes[i], sv_of(&csv), k, drawn, &ctx->ds);
		if (r != 0)
			diags_error(&ctx->ds, "P160", NOPLACE, "publish again, or restore site/ from a copy",
				"the newest edition in site/public cannot be read, so it is not known what members "
				"see");
	}
	str_dispose(&csv);
	str_dispose(&json);
	return r < 0 ? -1 : 0;
}

void card_pools_free(struct card_pools *p)
{
	for (size_t i = 0; i < 2; i++) public_pool_free(p->pool[i]);
}

static const struct public_entry *entry_of(const struct public_pool *p, const char *id)
{
	for (size_t i = 0; p && i < public_pool_entries(p); i++)
		if (strcmp(public_entry_id(public_pool_entry(p, i)), id) == 0) return public_pool_entry(p, i);
	return NULL;
}

const struct public_entry *card_pools_group(
	const struct card_pools *p, const char *id, const struct public_pool **pool, bool *peers)
{
	for (size_t i = 0; i < 2; i++) {
		const struct public_entry *e = entry_of(p->pool[i], id);
		if (!e || !public_entry_is_group(e)) continue;
		*pool = p->pool[i];
		*peers = i == 1;
		return e;
	}
	return NULL;
}

/* A person. */

struct finding {
	const struct who_card *card;
	VEC(const struct public_entry *) named; /* entries of the edition that ever named the application */
	int64_t application;
	bool found;
};

static int look_at_id(void *self, const struct entry_fact *e, int64_t application)
{
	struct finding *f = self;
	const struct public_entry *entry = entry_of(f->card->pool, e->id.z);
	(void)application;
	if (entry) vec_push(&f->named, entry);
	return 0;
}

static int look_at_member(void *self, const struct entry_fact *e, int64_t application)
{
	struct finding *f = self;
	(void)e;
	f->found |= application == f->application;
	return 0;
}

/* A group's ID may have named somebody once and return without them: the newest drawing counts. */
static int find_by_application(struct who_card *c, struct context *ctx, int64_t application)
{
	struct finding f = { .card = c, .named = VEC_INIT, .application = application };
	int r = entry_id_of(ctx->store, application, look_at_id, &f) < 0 ? -1 : 0;
	for (size_t i = 0; r == 0 && i < f.named.n && !c->entry; i++) {
		f.found = false;
		if (entry_id_resolve(ctx->store, public_entry_id(f.named.at[i]), look_at_member, &f) < 0) r = -1;
		if (f.found) c->entry = f.named.at[i];
	}
	vec_dispose(&f.named);
	return r;
}

/* The drawing may have been made with an older application of theirs. */
static int find_entry(struct who_card *c, struct context *ctx, const struct application *a, bool *had_profile)
{
	enum pool_place place = POOL_NOWHERE;
	const int64_t *id;
	size_t n;
	if (story_of_kind(ctx->store, a->id, c->mem, &id, &n)) return -1;
	*had_profile = false;
	for (size_t i = 0; i < n; i++) {
		if (find_by_application(c, ctx, id[i]) != 0 || pool_place(ctx->store, id[i], &place) != 0) return -1;
		*had_profile |= place == POOL_AS_PROFILE;
	}
	return 0;
}

static const struct policy_pool *rules_of(const struct context *ctx, enum application_kind kind)
{
	for (size_t i = 0; i < ctx->policy.npools; i++)
		if (ctx->policy.pool[i].kind == kind) return &ctx->policy.pool[i];
	return NULL;
}

static const char *file_of(struct arena *mem, const struct application *a)
{
	char *name = arena_printf(mem, "%s-%s", a->form, a->entry_no);
	for (char *c = name; *c; c++)
		if (!((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z'))) *c = '-';
	return name;
}

static void add_notes(struct who_card *c, struct context *ctx, const struct card_case *k)
{
	const char *leaving = c->entry ? card_words_leaving(c->mem, k) : NULL;
	if (leaving) vec_push(&c->notes, leaving);
	if (c->entry && k->group)
		vec_push(&c->notes, (const char *)"Groups are drawn anew with the next match cycle. Until then the "
						  "entry stays as it is, whoever "
						  "comes or goes. A change of your answers counts from then on.");
	else if (c->entry)
		vec_push(&c->notes, (const char *)"The profile is renewed with the next match cycle. It leaves with "
						  "the next edition when you "
						  "pause, withdraw or take no more requests. Earlier editions keep it "
						  "until you ask for "
						  "erasure.");
	vec_push(&c->notes,
		(const char *)arena_printf(c->mem,
			"To change an answer, to choose between profile, group and no listing, to pause or to "
			"withdraw, write to %s and give the form entry number %s.",
			ctx->settings.contact, k->a->entry_no));
}

int who_card_of_person(
	struct who_card *out, struct context *ctx, const struct card_pools *pools, const struct application *a)
{
	const struct policy_pool *rules = rules_of(ctx, a->kind);
	const char *name = whom_name(&ctx->mem, a);
	*out = (struct who_card){ .mem = &ctx->mem, .peers = a->kind == KIND_PEER, .person = true };
	out->file = file_of(out->mem, a);
	out->title = arena_printf(out->mem, "How %s is listed", *name ? name : a->entry_no);
	for (size_t i = 0; rules && i < 2; i++)
		if (strcmp(rules->code, codes[i]) == 0) out->pool = pools->pool[i];
	struct card_case k = { .a = a, .pool = out->pool };
	if (find_entry(out, ctx, a, &k.left_profile)) return -1;
	k.group = out->entry && public_entry_is_group(out->entry);
	if (!out->entry)
		out->lead = arena_printf(out->mem, "Not listed. %s", card_words_unlisted(out->mem, &k));
	else if (k.group)
		out->lead = arena_printf(out->mem,
			"In a group: one entry that stands for at least %u %s who look the same. It was drawn on %s.",
			public_pool_k(out->pool), out->peers ? "peer partners" : "mentors",
			date_long(public_pool_drawn(out->pool)).z);
	else
		out->lead = arena_printf(out->mem, "With a profile: an entry of your own. It was drawn on %s.",
			date_long(public_pool_drawn(out->pool)).z);
	if (out->entry && rules && card_lines_of_person(out, ctx, rules, a)) return -1;
	add_notes(out, ctx, &k);
	return 0;
}

/* A group alone. */

void who_card_of_group(struct who_card *out, struct context *ctx, const struct public_pool *pool,
	const struct public_entry *entry, bool peers)
{
	const char *many = peers ? "peer partners" : "mentors";
	*out = (struct who_card){ .mem = &ctx->mem, .pool = pool, .entry = entry, .peers = peers };
	out->file = public_entry_id(entry);
	out->title = arena_printf(out->mem, "The group %s", public_entry_id(entry));
	out->lead = arena_printf(out->mem,
		"One entry that stands for at least %u %s who look the same. It was drawn on %s.", public_pool_k(pool),
		many, date_long(public_pool_drawn(pool)).z);
	card_lines_of_group(out);
	vec_push(&out->notes, (const char *)"Asking for this Entry ID means any of them; the committee, who knows "
					    "their topics, proposes the best "
					    "fit.");
	vec_push(&out->notes, (const char *)"The entry stands until the next match cycle. The Entry ID belongs to the "
					    "description and returns with it.");
}

void who_card_dispose(struct who_card *c)
{
	vec_dispose(&c->lines);
	vec_dispose(&c->notes);
}
