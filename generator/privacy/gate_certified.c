/* What the gate lets pass whoever bears it as a name: whole labels of the vocabularies, the society's own names and
 * addresses, officers where their office is printed, numbers, dates, Entry IDs and digests. Always as a whole: "Young" does not
 * pass because a label is "Young professionals". */
#include "base/checkcode.h"
#include "base/date.h"
#include "privacy/gate_internal.h"

enum { LABEL_TOKENS = 16 /* in the longest label or setting */, COUNT_DIGITS = 6, LONG_DIGEST = 40 };

static size_t slot_of(const struct hashes *h, uint64_t hash)
{
	size_t i = (size_t)(hash * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (h->cap - 1);

	while (h->slot[i] && h->slot[i] != hash) i = (i + 1) & (h->cap - 1);
	return i;
}

static void hashes_put(struct hashes *h, uint64_t hash)
{
	if (!hash) return;
	if ((h->n + 1) * 2 > h->cap) {
		struct hashes bigger = { NULL, 0, h->cap ? h->cap * 2 : 64 };

		bigger.slot = xcalloc(bigger.cap, sizeof *bigger.slot);
		for (size_t i = 0; i < h->cap; i++)
			if (h->slot[i]) bigger.slot[slot_of(&bigger, h->slot[i])] = h->slot[i];
		bigger.n = h->n;
		free(h->slot);
		*h = bigger;
	}
	size_t i = slot_of(h, hash);
	h->n += !h->slot[i];
	h->slot[i] = hash;
}

bool hashes_has(const struct hashes *h, uint64_t hash)
{
	return h->cap && hash && h->slot[slot_of(h, hash)] == hash;
}

static void put_text(struct certified *c, struct hashes *h, struct sv text)
{
	struct normal_token token[LABEL_TOKENS];
	size_t n = normal_tokens(c->key, text, token, LABEL_TOKENS);
	uint64_t hash = 0;

	digest_add(c->adding, h == &c->labels ? "l" : h == &c->settings ? "s" : h == &c->officers ? "o" : "w", 1);
	digest_field(c->adding, text);
	if (n > LABEL_TOKENS) return;
	for (size_t i = n; i-- > 0;) hash = normal_join(c->key, token[i].hash, token[i].len, hash);
	hashes_put(h, hash);
}

static void put_label(struct certified *c, const char *text)
{
	if (text) put_text(c, &c->labels, sv(text));
}

static void put_vocab(struct certified *c, const struct vocab *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct sv rest = v->value[i].words, word;

		put_text(c, &c->labels, v->value[i].code);
		put_text(c, &c->labels, v->value[i].label);
		while (sv_split(&rest, ' ', &word)) put_text(c, &c->labels, word);
	}
	for (size_t i = 0; i < v->by_word.n; i++) put_text(c, &c->labels, v->by_word.at[i].key);
}

static void put_policy(struct certified *c, const struct policy *p)
{
	for (size_t i = 0; i < p->npools; i++) {
		put_label(c, p->pool[i].code);
		put_label(c, p->pool[i].title);
		put_label(c, p->pool[i].plural);
		for (size_t f = 0; f < p->pool[i].nfields; f++) {
			put_label(c, p->pool[i].field[f].field);
			put_label(c, p->pool[i].field[f].label);
		}
	}
	for (size_t i = 0; i < p->ncertified; i++) put_text(c, &c->settings, p->certified[i]);
	for (size_t i = 0; i < p->nordinary; i++) put_text(c, &c->ordinary, p->ordinary[i]);
}

/* Whose digest it is: the rules' own digest holds those of the policy and the pools, of documents it knows nothing. */
enum { OF_DOCUMENT = 1, OF_RULES = 2 };

/* The short forms in which a digest is printed. */
static void put_digest(struct certified *c, const struct sha256 *digest, uint64_t whose)
{
	static const size_t printed[] = { 7, 12, 16 };
	struct sha256_hex hex = sha256_hex(digest);

	for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
		map_add(&c->digests, sv_sub(sv(hex.z), 0, printed[i]), whose);
	if (whose == OF_RULES) digest_add(c->adding, digest->b, sizeof digest->b);
}

static void put_documents(struct certified *c, const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->ndocs; i++) put_digest(c, &corpus->doc[i]->revision, OF_DOCUMENT);
}

void certified_init(struct certified *c, const struct gate_options *o)
{
	const char *setting;

	c->key = &o->values->key;
	c->adding = digest_new_sha256();
	put_label(c, "kept private");
	for (size_t i = 0; o->vocabs && i < o->vocabs->n; i++) put_vocab(c, o->vocabs->at[i]);
	if (o->policy) put_policy(c, o->policy);
	for (size_t i = 0; o->settings && (setting = settings_certified(o->settings, i)) != NULL; i++)
		put_text(c, &c->settings, sv(setting));
	if (o->policy) put_digest(c, &o->policy->digest, OF_RULES);
	for (size_t i = 0; i < o->npools; i++)
		if (o->pool[i]) put_digest(c, public_pool_digest(o->pool[i]), OF_RULES);
	if (o->corpus) put_documents(c, o->corpus);
	for (size_t i = 0; o->corpus; i++) {
		struct sv name = corpus_officer_name(o->corpus, i);

		if (!name.n) break;
		put_text(c, &c->officers, name);
	}
	digest_end_sha256(c->adding, &c->rules);
	c->adding = NULL;
}

/* What somebody is called or reached by: NULL if the value is none of that. */
static const char *naming(const struct identity_value *v)
{
	return !v                              ? NULL
	       : v->kind == IDENTITY_FULL_NAME ? "full name"
	       : v->kind == IDENTITY_EMAIL     ? "e-mail address"
	       : v->kind == IDENTITY_PHONE     ? "telephone number"
					       : NULL;
}

/* The kind of value by which the text, or with `within` a part of it, names somebody: NULL if it does not. */
static const char *somebodys(const struct identity_set *set, struct sv text, bool within)
{
	struct normal_token t[LABEL_TOKENS];
	size_t n = normal_tokens(&set->key, text, t, LABEL_TOKENS), starts = within ? n : n > 0;
	const char *found = NULL;

	if (n > LABEL_TOKENS) return NULL;
	for (size_t from = 0; from < starts && !found; from++)
		for (size_t last = n; last > from && !found && (within || last == n); last--) {
			uint64_t hash = 0;

			if (last - from > IDENTITY_WINDOW) continue;
			for (size_t k = last; k-- > from;) hash = normal_join(&set->key, t[k].hash, t[k].len, hash);
			const struct identity_value *v = hash ? identity_find(set, hash) : NULL;
			if (v && v->tokens == last - from) found = naming(v);
		}
	return found;
}

void certified_check(const struct gate_options *o, struct diags *ds)
{
	struct place at = { o->settings && o->settings->policy ? o->settings->policy : "records/policy.yml", 0, 0 };
	const char *setting, *kind;

	for (size_t i = 0; o->policy && i < o->policy->ncertified; i++)
		if ((kind = somebodys(o->values, o->policy->certified[i], false)) != NULL)
			diags_warn(ds, "G076", at,
				"take it out of \"certified\", unless it is the society's own; it passes on every page",
				"entry %zu of \"certified\" is also somebody's %s", i + 1, kind);
	at.file = "mentorpress.yml";
	for (size_t i = 0; o->settings && (setting = settings_certified(o->settings, i)) != NULL; i++)
		if ((kind = somebodys(o->values, sv(setting), true)) != NULL)
			diags_warn(ds, "G076", at,
				"give the society's own instead, such as an address of the office; it passes on every "
				"page",
				"a name or address of the society is, or holds, somebody's %s", kind);
}

void certified_dispose(struct certified *c)
{
	free(c->labels.slot);
	free(c->settings.slot);
	free(c->officers.slot);
	free(c->ordinary.slot);
	map_dispose(&c->digests);
}

/* Cutting a span into members of a set, token by token: ends[i] says whether the first i tokens are a row of members. Only as
 * much is remembered as the longest member needs. */
struct cutting {
	const struct certified *c;
	const struct hashes *h;
	struct normal_token token[LABEL_TOKENS];
	bool ends[LABEL_TOKENS + 1];
	size_t n;
};

static void cut_token(void *ctx, const struct normal_token *t)
{
	struct cutting *k = ctx;
	size_t i = k->n++;
	uint64_t hash = 0;
	bool ends = false;

	k->token[i % LABEL_TOKENS] = *t;
	for (size_t back = 0; back < LABEL_TOKENS && back <= i && !ends; back++) {
		const struct normal_token *first = &k->token[(i - back) % LABEL_TOKENS];

		hash = normal_join(k->c->key, first->hash, first->len, hash);
		ends = k->ends[(i - back) % (LABEL_TOKENS + 1)] && hashes_has(k->h, hash);
	}
	k->ends[(i + 1) % (LABEL_TOKENS + 1)] = ends;
}

/* Is the span nothing but members of the set, one after another ("glp bioanalytical", "Name, Name")? */
static bool made_of(const struct certified *c, const struct hashes *h, struct sv bytes)
{
	struct cutting k = { .c = c, .h = h, .ends = { true } };

	normal_scan(c->key, bytes, NORMAL_TEXT, cut_token, &k);
	return k.ends[k.n % (LABEL_TOKENS + 1)];
}

bool certified_month(struct sv word)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December", "Sept" };

	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (sv_ieq_ascii(word, sv(months[i])) || (word.n == 3 && sv_ieq_ascii(word, sv_n(months[i], 3))))
			return true;
	return false;
}

/* A date as the program writes it: 2026-03-14, March 14, 2026, and parts of one. */
static bool is_date(struct sv bytes, const struct normal_token *t, size_t n)
{
	size_t months = 0, days = 0, years = 0;

	if (n == 0 || n > 3) return false;
	for (size_t i = 0; i < n; i++) {
		struct sv word = sv_sub(bytes, t[i].start, t[i].end - t[i].start);

		months += !t[i].digits && certified_month(word);
		days += t[i].digits && t[i].len <= 2;
		years += t[i].digits && t[i].len == 4 && (sv_starts(word, "19") || sv_starts(word, "20"));
	}
	if (months + days + years != n || months > 1 || years > 1) return false;
	return months == 1 || date_parse(sv_trim(bytes)) != DATE_NONE;
}

/* A count or a date. Longer rows of digits are telephone and member numbers, whoever calls them a count. */
static bool is_number_or_date(const struct certified *c, struct sv bytes)
{
	struct normal_token token[LABEL_TOKENS];
	size_t n = normal_tokens(c->key, bytes, token, LABEL_TOKENS);

	if (n == 1 && token[0].digits && token[0].len <= COUNT_DIGITS) return true;
	return is_date(bytes, token, n);
}

static bool is_hex(struct sv v, bool mixed)
{
	size_t digits = 0, letters = 0;

	if (v.n != 7 && v.n != 12 && v.n != 16 && v.n != 40 && v.n != 64) return false;
	for (size_t i = 0; i < v.n; i++) {
		digits += v.p[i] >= '0' && v.p[i] <= '9';
		letters += v.p[i] >= 'a' && v.p[i] <= 'f';
	}
	return digits + letters == v.n && (!mixed || (digits && letters));
}

/* A digest that is printed short could be a member number; it is believed when it begins a digest that the gate can compute. */
static bool is_digest(const struct certified *c, struct sv v)
{
	if (!is_hex(v, true)) return false;
	return v.n >= LONG_DIGEST || !c->digests.n || map_get(&c->digests, v, NULL);
}

bool certified_by_document(const struct certified *c, struct sv bytes)
{
	struct sv rest = sv_trim(bytes), one;
	uint64_t whose;

	while (sv_split(&rest, ' ', &one)) {
		if (sv_ends(one, ",")) one.n--;
		if (!is_hex(one, true) || one.n >= LONG_DIGEST || checkcode_valid(one)) continue;
		if (!map_get(&c->digests, one, &whose) || whose != OF_RULES) return true;
	}
	return false;
}

static bool ids_only(const struct certified *c, struct sv bytes)
{
	struct sv rest = sv_trim(bytes), one;

	while (sv_split(&rest, ' ', &one)) {
		if (sv_ends(one, ",")) one.n--;
		if (one.n && !checkcode_valid(one) && (c ? !is_digest(c, one) : !is_hex(one, false))) return false;
	}
	return true;
}

bool certified_id(struct sv bytes)
{
	return ids_only(NULL, bytes);
}

bool certified_span(const struct certified *c, enum origin origin, struct sv bytes)
{
	switch (origin) {
	case ORIGIN_LABEL: return made_of(c, &c->labels, bytes) || made_of(c, &c->settings, bytes);
	case ORIGIN_SETTINGS:
		return made_of(c, &c->settings, sv_starts(bytes, "mailto:") ? sv_sub(bytes, 7, bytes.n - 7) : bytes);
	case ORIGIN_OFFICER: return made_of(c, &c->officers, bytes);
	case ORIGIN_NUMBER: return is_number_or_date(c, bytes);
	/* A digest without a letter is a number like any other. */
	case ORIGIN_ID: return ids_only(c, bytes);
	default: return false;
	}
}
