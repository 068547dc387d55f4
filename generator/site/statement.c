/* The two pages on which the program answers for itself. The tables of fields are made from the pool, not written by
 * hand, so that they cannot say less than what is published. */
#include "site/statement.h"
#include "site/pages.h"
#include "site/statement_words.h"

static void put_pool_numbers(struct site *s, struct tmap *m, const struct public_pool *pool, bool peers)
{
	page_pool_words(m, peers);
	tmap_int(m, "profiles", (long)public_pool_profiles(pool), ORIGIN_NUMBER);
	tmap_int(m, "groups", (long)public_pool_groups(pool), ORIGIN_NUMBER);
	tmap_int(m, "k", (long)public_pool_k(pool), ORIGIN_NUMBER);
	page_date(m, "drawn", public_pool_drawn(pool), &s->mem);
	tmap_text(m, "cycle", sv(public_pool_cycle(pool)), ORIGIN_DOCUMENT, "content/cycles.csv");
	tmap_text(m, "digest", arena_sv(&s->mem, sv(sha256_hex(public_pool_digest(pool)).z)), ORIGIN_ID, NULL);
}

static void put_fields(struct tmap *m, const struct public_pool *pool)
{
	struct tlist *fields = tmap_list(m, "fields");
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		struct tmap *item = tlist_add(fields);
		tmap_text(item, "label", sv(public_pool_field(pool, f)->label), ORIGIN_LABEL, NULL);
		tmap_bool(item, "grouped", public_pool_field(pool, f)->grouped);
	}
}

struct statement_levels statement_levels(const struct public_field *field)
{
	struct statement_levels n = { 0, 0 };
	for (size_t v = 1; v < field->nvalues; v++)
		if (field->value[v].leaf)
			n.exact++;
		else
			n.broader++;
	return n;
}

/* How exactly groups may say a field. */
static void put_levels(struct tmap *m, const struct public_pool *pool)
{
	struct tlist *levels = tmap_list(m, "levels");
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		const struct public_field *field = public_pool_field(pool, f);
		if (!field->grouped) continue;
		struct statement_levels n = statement_levels(field);
		struct tmap *item = tlist_add(levels);
		tmap_text(item, "label", sv(field->label), ORIGIN_LABEL, NULL);
		tmap_int(item, "exact", (long)n.exact, ORIGIN_NUMBER);
		tmap_bool(item, "has_broader", n.broader > 0);
		struct tlist *broader = tmap_list(item, "broader");
		for (size_t v = 1; v < field->nvalues; v++)
			if (!field->value[v].leaf)
				tmap_text(tlist_add(broader), "label", sv(field->value[v].label), ORIGIN_LABEL, NULL);
	}
	tmap_bool(m, "has_levels", tlist_length(levels) > 0);
}

static void put_pools(struct site *s, struct tmap *m, bool with_fields)
{
	struct tlist *pools = tmap_list(m, "pools");
	for (int peers = 0; peers < 2; peers++) {
		const struct public_pool *pool = page_pool(s, peers ? "peers" : "mentors");
		if (!pool) continue;
		struct tmap *item = tlist_add(pools);
		put_pool_numbers(s, item, pool, peers == 1);
		if (with_fields)
			put_fields(item, pool);
		else
			put_levels(item, pool);
	}
	tmap_bool(m, "has_pools", tlist_length(pools) > 0);
}

int statement_privacy_page(struct site *s)
{
	struct tmap *m = page_begin(s, "privacy.html", NAV_NONE);
	const struct document *doc = corpus_find(s->in->corpus, DOC_PAGE, "privacy");
	page_intro(s, m, "privacy", "What we publish about you",
		"Nothing that you did not agree to, and never your name.");
	if (doc)
		pages_toc(m, doc);
	else
		tmap_bool(m, "has_toc", false);
	put_pools(s, m, true);
	tmap_bool(m, "has_statement", !s->in->preview); /* a preview has no edition to speak of */
	page_link(s, m, "edition_href", "edition.html");
	page_link(s, m, "pool_href", "pool.csv");
	return page_put(s, "privacy.html", m, doc ? doc->at : NOPLACE);
}

unsigned statement_k(const struct site *s, const struct edition_facts *f)
{
	unsigned k = f->k;
	for (size_t i = 0; i < s->in->npools && f->k == 0; i++)
		if (s->in->pool[i] && (k == 0 || public_pool_k(s->in->pool[i]) < k)) k = public_pool_k(s->in->pool[i]);
	return k;
}

static void put_sentences(struct site *s, struct tmap *m, const char *name, const char *const *sentence, unsigned k)
{
	struct tlist *list = tmap_list(m, name);
	for (size_t i = 0; sentence[i]; i++)
		tmap_text(tlist_add(list), "text", statement_sentence(&s->mem, sentence[i], k), ORIGIN_TEMPLATE, NULL);
}

static void put_readers(struct site *s, struct tmap *m, unsigned k)
{
	const struct statement_reader *reader;
	size_t n = statement_readers(&reader);
	struct tlist *list = tmap_list(m, "readers");
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(list);
		tmap_text(item, "id", sv(reader[i].id), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "title", sv(reader[i].title), ORIGIN_TEMPLATE, NULL);
		put_sentences(s, item, "shows", reader[i].shows, k);
		put_sentences(s, item, "not", reader[i].does_not, k);
	}
	put_sentences(s, m, "k_means", statement_k_means, k);
	put_sentences(s, m, "k_not", statement_k_does_not, k);
}

static void put_claims(struct site *s, struct tmap *m, unsigned k)
{
	const struct statement_claim *claim;
	size_t n = statement_claims(&claim);
	struct tlist *list = tmap_list(m, "claims");
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(list);
		tmap_text(item, "id", sv(claim[i].id), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "says", statement_sentence(&s->mem, claim[i].says, k), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "how", sv(claim[i].how), ORIGIN_TEMPLATE, NULL);
		tmap_bool(item, "anybody", claim[i].anybody);
	}
}

int statement_edition_page(struct site *s, const struct edition_facts *f)
{
	struct tmap *m = page_begin(s, "edition.html", NAV_NONE);
	page_intro(s, m, "edition", "Privacy statement of this edition",
		"What this edition of the site proves about itself, and what it does not.");
	tmap_int(m, "number", (long)f->number, ORIGIN_NUMBER);
	page_date(m, "as_of", f->as_of, &s->mem);
	tmap_text(m, "cycle", sv(f->cycle), ORIGIN_DOCUMENT, "content/cycles.csv");
	unsigned k = statement_k(s, f);
	tmap_int(m, "k", (long)k, ORIGIN_NUMBER);
	tmap_bool(m, "has_k", k > 0); /* a workspace without rules and pools promises nothing yet */
	put_readers(s, m, k);
	put_claims(s, m, k);
	tmap_text(m, "audience", sv(f->audience), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "policy", sv(f->policy.z), ORIGIN_ID, NULL);
	tmap_text(m, "generator", sv(f->generator), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "restores", f->restores ? sv(arena_printf(&s->mem, "%u", f->restores)) : SV_LIT(""), ORIGIN_NUMBER,
		NULL);
	page_link(s, m, "json_href", "edition.json");
	page_link(s, m, "privacy_href", "privacy.html");
	page_link(s, m, "pool_href", "pool.csv");
	put_pools(s, m, false);
	return page_put(s, "edition.html", m, NOPLACE);
}
