/* participant_avoid.c finds out whom a do-not-match text means. People write sentences there; what can be recognised for certain is a full name,
 * an employer, a number or an address that the records hold, and the rest is left to the committee's eyes. */
#include "programme/participant_avoid.h"
#include <stdlib.h>
#include "base/utf8.h"
#include "records/resolve.h"

struct reading {
	struct participants *out;
	struct arena *mem;
	struct resolver *resolver;
	const struct rules *rules;
};

enum { WORDS_MOST = 8 }; /* of a name or an employer */

struct names {
	struct map person,
		employer; /* folded words to: 1 + index into people (of the first; `next` leads on); or the key itself */
	size_t *next;
};

static void add_name(struct names *n, struct str *words, const struct participants *all, size_t i)
{
	const struct participant *p = &all->v.at[i];
	struct str full = STR_INIT;
	uint64_t first = 0;
	str_printf(&full, "%.*s %.*s", SV_ARG(p->first_name), SV_ARG(p->last_name));
	str_clear(words);
	employer_key(words, NULL, sv_of(&full));
	if (words->len && map_get(&n->person, sv_of(words), &first)) n->next[i + 1] = (size_t)first;
	if (words->len && p->last_name.n) map_set(&n->person, sv_of(words), i + 1);
	if (*p->employer_key) map_set(&n->employer, sv(p->employer_key), 1);
	str_dispose(&full);
}

struct avoiding {
	VEC(int64_t) person;
	VEC(const char *) employer;
};

static void avoid_person(struct avoiding *to, int64_t person)
{
	for (size_t i = 0; i < to->person.n; i++)
		if (to->person.at[i] == person) return;
	vec_push(&to->person, person);
}

static void look_up(struct reading *r, struct avoiding *to, const struct names *n, struct sv words)
{
	uint64_t at = 0;
	if (map_get(&n->person, words, &at))
		for (; at; at = n->next[at]) avoid_person(to, r->out->v.at[at - 1].person);
	const char *means = map_ptr(&r->rules->employers, words);
	struct sv key = means ? sv(means) : words;
	if (map_get(&n->employer, key, NULL)) vec_push(&to->employer, arena_strdup(r->mem, key));
}

/* Every run of up to eight words is looked for. */
static void look_in_text(struct reading *r, struct avoiding *to, const struct names *n, struct sv text)
{
	struct str words = STR_INIT;
	size_t start[WORDS_MOST] = { 0 }, k = 0;
	employer_key(&words, NULL, text);
	for (size_t i = 0; i <= words.len; i++) {
		if (i < words.len && words.ptr[i] != ' ') continue;
		for (size_t w = 0; w < WORDS_MOST && w <= k; w++) {
			size_t from = start[(k - w) % WORDS_MOST];
			look_up(r, to, n, sv_n(words.ptr + from, i - from));
		}
		start[++k % WORDS_MOST] = i + 1;
	}
	str_dispose(&words);
}

static int meant(void *ctx, const struct application *a)
{
	avoid_person(ctx, a->person);
	return 0;
}

/* "10412", an Entry ID, an address: what stands alone between commas. */
static int look_for_references(struct reading *r, struct avoiding *to, struct sv text)
{
	struct sv rest = text, part;
	while (text.n && sv_split(&rest, ',', &part)) {
		enum resolve_how how = RESOLVED_NONE;
		bool number = false;
		for (size_t i = 0; i < part.n; i++)
			number |= (part.p[i] >= '0' && part.p[i] <= '9') || part.p[i] == '@';
		if (!number || part.n > 80) continue;
		if (resolver_typed(r->resolver, sv_trim(part), &how, meant, to) < 0) return -1;
	}
	return 0;
}

static int avoid_one(struct reading *r, const struct names *n, struct participant *p, struct diags *ds)
{
	struct avoiding to = { VEC_INIT, VEC_INIT };
	look_in_text(r, &to, n, p->avoid);
	int rc = look_for_references(r, &to, p->avoid);
	int64_t *person = ARENA_ARRAY(r->mem, int64_t, to.person.n + 1);
	const char **employer = ARENA_ARRAY(r->mem, const char *, to.employer.n + 1);
	for (size_t i = 0; i < to.person.n; i++)
		if (to.person.at[i] != p->person) person[p->navoid++] = to.person.at[i];
	for (size_t i = 0; i < to.employer.n; i++) employer[p->navoid_employers++] = to.employer.at[i];
	p->avoid_person = person;
	p->avoid_employer = employer;
	if (!p->navoid && !p->navoid_employers)
		diags_warn(ds, "M020", ((struct place){ p->file, p->line, 0 }),
			"read it on the sheet; to exclude a pair for good, add it to records/overrides.csv or a veto "
			"to the round",
			"%s %s asks not to be matched with somebody whom the records do not hold", p->form,
			p->entry_no);
	vec_dispose(&to.person);
	vec_dispose(&to.employer);
	return rc;
}

int participants_avoid(struct participants *all, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, struct diags *ds)
{
	struct reading r = { all, mem, NULL, rules };
	struct names n = { MAP_INIT, MAP_INIT, xcalloc(all->v.n + 1, sizeof(size_t)) };
	struct str words = STR_INIT;
	int rc = resolver_open(&r.resolver, s, run);
	for (size_t i = 0; i < all->v.n; i++) add_name(&n, &words, all, i);
	for (size_t i = 0; i < all->v.n && rc == 0; i++)
		if (sv_trim(all->v.at[i].avoid).n) rc = avoid_one(&r, &n, &all->v.at[i], ds);
	resolver_close(r.resolver);
	map_dispose(&n.person);
	map_dispose(&n.employer);
	free(n.next);
	str_dispose(&words);
	return rc;
}
