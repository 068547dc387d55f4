/* The two pages on which the program answers for itself. The table of fields is made from the pool, not written by
 * hand, so that it cannot say less than what is published. */
#include "base/json.h"
#include "site/statement.h"

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

static void put_pools(struct site *s, struct tmap *m, bool with_fields)
{
	struct tlist *pools = tmap_list(m, "pools");
	for (int peers = 0; peers < 2; peers++) {
		const struct public_pool *pool = page_pool(s, peers ? "peers" : "mentors");
		if (!pool) continue;
		struct tmap *item = tlist_add(pools);
		put_pool_numbers(s, item, pool, peers == 1);
		if (with_fields) put_fields(item, pool);
	}
	tmap_bool(m, "has_pools", tlist_length(pools) > 0);
}

int statement_privacy_page(struct site *s)
{
	struct tmap *m = page_begin(s, "privacy.html", NAV_NONE);
	const struct document *doc = corpus_find(s->in->corpus, DOC_PAGE, "privacy");
	page_intro(s, m, "privacy", "What we publish about you",
		"Nothing that you did not agree to, and never your name.");
	put_pools(s, m, true);
	tmap_bool(m, "has_statement", !s->in->preview); /* a preview has no edition to speak of */
	page_link(s, m, "edition_href", "edition.html");
	page_link(s, m, "pool_href", "pool.csv");
	return page_put(s, "privacy.html", m, doc ? doc->at : NOPLACE);
}

int statement_edition_page(struct site *s, const struct edition_facts *f)
{
	struct tmap *m = page_begin(s, "edition.html", NAV_NONE);
	page_intro(s, m, "edition", "Privacy statement of this edition",
		"What this edition of the site proves about itself, and what it does not.");
	tmap_int(m, "number", (long)f->number, ORIGIN_NUMBER);
	page_date(m, "as_of", f->as_of, &s->mem);
	tmap_text(m, "cycle", sv(f->cycle), ORIGIN_DOCUMENT, "content/cycles.csv");
	tmap_int(m, "k", (long)f->k, ORIGIN_NUMBER);
	tmap_int(m, "k_less_one", (long)f->k - 1, ORIGIN_NUMBER);
	tmap_text(m, "audience", sv(f->audience), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "policy", sv(f->policy.z), ORIGIN_ID, NULL);
	tmap_text(m, "generator", sv(f->generator), ORIGIN_TEMPLATE, NULL);
	page_link(s, m, "json_href", "edition.json");
	page_link(s, m, "pool_href", "pool.csv");
	put_pools(s, m, false);
	return page_put(s, "edition.html", m, NOPLACE);
}

/* JSON is written in one go and cut into spans as it grows: all since the last cut has one origin. */
struct cutter {
	struct rendering *out;
	struct str text;
	size_t cut;
};

static void cut(struct cutter *c, enum origin origin, const char *source)
{
	rendering_add(c->out, sv_n(c->text.ptr + c->cut, c->text.len - c->cut), origin, source);
	c->cut = c->text.len;
}

/* A public number may happen to be somebody's member number: it is cut out as what it is. */
static void json_number(struct json *j, struct cutter *c, const char *key, uint64_t number)
{
	json_key(j, key);
	cut(c, ORIGIN_TEMPLATE, NULL);
	json_int(j, (int64_t)number);
	cut(c, ORIGIN_NUMBER, NULL);
}

static void json_pool(struct json *j, struct cutter *c, const struct public_pool *pool)
{
	struct sha256_hex digest = sha256_hex(public_pool_digest(pool));
	json_object(j);
	json_kv(j, "pool", sv(public_pool_code(pool)));
	json_kv(j, "drawn", sv(date_iso(public_pool_drawn(pool)).z));
	json_key(j, "cycle");
	cut(c, ORIGIN_TEMPLATE, NULL);
	json_text(j, sv(public_pool_cycle(pool)));
	cut(c, ORIGIN_DOCUMENT, "content/cycles.csv");
	json_number(j, c, "k", public_pool_k(pool));
	json_number(j, c, "profiles", public_pool_profiles(pool));
	json_number(j, c, "groups", public_pool_groups(pool));
	json_kv(j, "digest", sv(digest.z));
	json_end(j);
	cut(c, ORIGIN_TEMPLATE, NULL);
}

int statement_edition_json(struct site *s, const struct edition_facts *f)
{
	struct json j;
	rendering_clear(&s->out);
	struct cutter c = { &s->out, STR_INIT, 0 };
	json_begin(&j, &c.text, true);
	json_object(&j);
	json_number(&j, &c, "edition", f->number);
	json_kv(&j, "as_of", sv(date_iso(f->as_of).z));
	json_key(&j, "cycle");
	cut(&c, ORIGIN_TEMPLATE, NULL);
	json_text(&j, sv(f->cycle));
	cut(&c, ORIGIN_DOCUMENT, "content/cycles.csv");
	json_number(&j, &c, "k", f->k);
	json_kv(&j, "audience", sv(f->audience));
	json_kv(&j, "policy", sv(f->policy.z));
	json_kv(&j, "gate", sv("passed"));
	json_kv(&j, "generator", sv(f->generator));
	json_key(&j, "pools");
	json_array(&j);
	for (int peers = 0; peers < 2; peers++) {
		const struct public_pool *pool = page_pool(s, peers ? "peers" : "mentors");
		if (pool) json_pool(&j, &c, pool);
	}
	json_end(&j);
	json_end(&j);
	json_finish(&j);
	cut(&c, ORIGIN_TEMPLATE, NULL);
	str_dispose(&c.text);
	return rendering_put(&s->out, "edition.json", s->sink);
}
