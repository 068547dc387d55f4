/* edition.json says to programs what edition.html says to people: the same numbers, sentences and claims. Written by hand
 * rather than by a template, because a number or label must be a span of its own for the gate. */
#include "base/json.h"
#include "site/statement.h"
#include "site/statement_words.h"

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

static void json_label(struct json *j, struct cutter *c, const char *label)
{
	cut(c, ORIGIN_TEMPLATE, NULL);
	json_text(j, sv(label));
	cut(c, ORIGIN_LABEL, NULL);
}

static void json_field(struct json *j, struct cutter *c, const struct public_field *field)
{
	struct statement_levels n = statement_levels(field);
	json_object(j);
	json_key(j, "field");
	json_label(j, c, field->code);
	json_key(j, "label");
	json_label(j, c, field->label);
	json_kv(j, "shown_in", sv(field->grouped ? "groups and profiles" : "profiles"));
	json_number(j, c, "exact", n.exact);
	json_key(j, "broader");
	json_array(j);
	for (size_t v = 1; v < field->nvalues; v++)
		if (!field->value[v].leaf) json_label(j, c, field->value[v].label);
	json_end(j);
	json_end(j);
}

/* The order of keys up to "k" is what cmd/newest.c reads. */
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
	json_key(j, "fields");
	json_array(j);
	for (size_t f = 0; f < public_pool_fields(pool); f++) json_field(j, c, public_pool_field(pool, f));
	json_end(j);
	json_end(j);
	cut(c, ORIGIN_TEMPLATE, NULL);
}

static void json_sentences(struct json *j, struct arena *mem, const char *key, const char *const *sentence, unsigned k)
{
	json_key(j, key);
	json_array(j);
	for (size_t i = 0; sentence[i]; i++) json_text(j, statement_sentence(mem, sentence[i], k));
	json_end(j);
}

static void json_readers(struct json *j, struct arena *mem, unsigned k)
{
	const struct statement_reader *reader;
	size_t n = statement_readers(&reader);
	json_key(j, "readers");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_kv(j, "reader", sv(reader[i].id));
		json_sentences(j, mem, "shows", reader[i].shows, k);
		json_sentences(j, mem, "does_not", reader[i].does_not, k);
		json_end(j);
	}
	json_end(j);
	json_sentences(j, mem, "k_means", statement_k_means, k);
	json_sentences(j, mem, "k_does_not_mean", statement_k_does_not, k);
}

static void json_claims(struct json *j, struct arena *mem, unsigned k)
{
	const struct statement_claim *claim;
	size_t n = statement_claims(&claim);
	json_key(j, "claims");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_kv(j, "id", sv(claim[i].id));
		json_kv(j, "says", statement_sentence(mem, claim[i].says, k));
		json_kv(j, "checked_by", sv(claim[i].anybody ? "anybody" : "headquarters"));
		json_kv(j, "how", sv(claim[i].how));
		json_end(j);
	}
	json_end(j);
}

int statement_edition_json(struct site *s, const struct edition_facts *f)
{
	struct json j;
	rendering_clear(&s->out);
	struct cutter c = { &s->out, STR_INIT, 0 };
	json_begin(&j, &c.text, true);
	json_object(&j);
	json_kv_int(&j, "statement", STATEMENT_VERSION);
	json_number(&j, &c, "edition", f->number);
	json_kv(&j, "as_of", sv(date_iso(f->as_of).z));
	json_key(&j, "cycle");
	cut(&c, ORIGIN_TEMPLATE, NULL);
	json_text(&j, sv(f->cycle));
	cut(&c, ORIGIN_DOCUMENT, "content/cycles.csv");
	unsigned k = statement_k(s, f);
	json_number(&j, &c, "k", k);
	json_kv(&j, "audience", sv(f->audience));
	json_kv(&j, "policy", sv(f->policy.z));
	json_kv(&j, "gate", sv("passed"));
	json_kv(&j, "generator", sv(f->generator));
	if (f->restores) json_number(&j, &c, "restores", f->restores);
	json_key(&j, "pools");
	json_array(&j);
	for (int peers = 0; peers < 2; peers++) {
		const struct public_pool *pool = page_pool(s, peers ? "peers" : "mentors");
		if (pool) json_pool(&j, &c, pool);
	}
	json_end(&j);
	if (k) {
		json_claims(&j, &s->mem, k);
		json_readers(&j, &s->mem, k);
	}
	json_end(&j);
	json_finish(&j);
	cut(&c, ORIGIN_TEMPLATE, NULL);
	str_dispose(&c.text);
	return rendering_put(&s->out, "edition.json", s->sink);
}
