/* Turns an entry into the words of a card. Every label, code and ID is a value of its own (never joined with others
 * before it reaches the template), because the gate certifies whole labels and whole IDs by the span they stand in. */
#include <string.h>
#include "site/cards.h"

void card_id(struct tmap *m, const struct public_pool *pool, const struct public_entry *e)
{
	tmap_text(m, "id", sv(public_entry_id(e)), ORIGIN_ID, NULL);
	tmap_bool(m, "group", public_entry_is_group(e));
	tmap_int(m, "k", (long)public_pool_k(pool), ORIGIN_NUMBER);
}

void card_fact(struct tmap *m, const struct public_field *field, const struct public_fact *fact)
{
	tmap_text(m, "label", sv(field->label), ORIGIN_LABEL, NULL);
	tmap_bool(m, "exact", fact->precision == PRECISION_EXACT);
	tmap_bool(m, "broad", fact->precision == PRECISION_BROAD);
	tmap_bool(m, "private", fact->precision == PRECISION_PRIVATE);
	struct tlist *values = tmap_list(m, "values");
	for (size_t i = 0; i < fact->n; i++)
		tmap_text(tlist_add(values), "label", sv(field->value[fact->value[i]].label), ORIGIN_LABEL, NULL);
}

static void datum(struct tlist *data, const struct public_field *field, enum precision precision, const char *code)
{
	struct tmap *m = tlist_add(data);
	tmap_text(m, "field", sv(field->code), ORIGIN_LABEL, NULL);
	tmap_bool(m, "exact", precision == PRECISION_EXACT);
	tmap_bool(m, "broad", precision == PRECISION_BROAD);
	tmap_bool(m, "private", precision == PRECISION_PRIVATE);
	tmap_text(m, "code", sv(code), ORIGIN_LABEL, NULL);
}

/* A label can be found in the words of a card, which are labels parted by ", ", unless it has such a comma itself, as "Safety, other" has, or
 * two fields have one name. In a field labels are one of a kind: another vocabulary is refused. */
static bool reads_plainly(const struct public_pool *pool, const struct public_field *field)
{
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		const struct public_field *other = public_pool_field(pool, f);
		if (other != field && strcmp(other->label, field->label) == 0) return false;
	}
	for (size_t v = 0; v < field->nvalues; v++)
		if (strstr(field->value[v].label, ", ")) return false;
	return true;
}

/* What search.js filters by and cannot take from the words of the card, which name the exact values. A group says nothing on a field that only
 * profiles show, so for a filter it is as good as kept private: somebody in it may fit, and a filter must not hide that. search.js knows this of
 * every group, so it is not written. */
static void put_data(struct tmap *m, const struct public_pool *pool, const struct public_entry *e)
{
	struct tlist *data = tmap_list(m, "data");
	for (size_t i = 0; i < public_entry_facts(e); i++) {
		const struct public_fact *fact = public_entry_fact(e, i);
		const struct public_field *field = public_pool_field(pool, fact->field);
		if (!field->facet) continue;
		if (fact->precision == PRECISION_PRIVATE)
			datum(data, field, PRECISION_PRIVATE, "*");
		else if (fact->precision == PRECISION_BROAD || !reads_plainly(pool, field))
			for (size_t v = 0; v < fact->n; v++)
				datum(data, field, fact->precision, field->value[fact->value[v]].code);
	}
	tmap_bool(m, "has_data", tlist_length(data) > 0);
}

/* Synonyms. Those of a value that has an option of its own stand once, at the option, and search.js takes them from there. */
static void put_words(struct tmap *m, const struct public_pool *pool, const struct public_entry *e)
{
	struct tlist *words = tmap_list(m, "words");
	for (size_t i = 0; i < public_entry_facts(e); i++) {
		const struct public_fact *fact = public_entry_fact(e, i);
		const struct public_field *field = public_pool_field(pool, fact->field);
		if (field->facet && fact->precision == PRECISION_EXACT) continue;
		for (size_t v = 0; fact->precision != PRECISION_PRIVATE && v < fact->n; v++) {
			struct sv synonyms = sv(field->value[fact->value[v]].words);
			if (synonyms.n) tmap_text(tlist_add(words), "text", synonyms, ORIGIN_LABEL, NULL);
		}
	}
	tmap_bool(m, "has_words", tlist_length(words) > 0);
}

/* The fact in the heading: the first that groups show too, so that both kinds of card read alike. */
static const struct public_fact *main_fact(const struct public_pool *pool, const struct public_entry *e)
{
	for (size_t i = 0; i < public_entry_facts(e); i++) {
		const struct public_fact *fact = public_entry_fact(e, i);
		if (public_pool_field(pool, fact->field)->grouped) return fact;
	}
	return public_entry_facts(e) ? public_entry_fact(e, 0) : NULL;
}

void card_fill(struct tmap *m, const struct public_pool *pool, const struct public_entry *e)
{
	card_id(m, pool, e);
	const struct public_fact *head = main_fact(pool, e);
	if (head)
		card_fact(tmap_map(m, "main"), public_pool_field(pool, head->field), head);
	else
		tmap_bool(m, "main", false);
	struct tlist *facts = tmap_list(m, "facts"), *tags = tmap_list(m, "tags");
	for (size_t i = 0; i < public_entry_facts(e); i++) {
		const struct public_fact *fact = public_entry_fact(e, i);
		const struct public_field *field = public_pool_field(pool, fact->field);
		if (fact != head) card_fact(tlist_add(field->list ? tags : facts), field, fact);
	}
	tmap_bool(m, "has_facts", tlist_length(facts) > 0);
	tmap_bool(m, "has_tags", tlist_length(tags) > 0);
	tmap_text(m, "text", sv(public_entry_text(e)), ORIGIN_TEXT, NULL);
	put_data(m, pool, e);
	put_words(m, pool, e);
}

int card_render(struct rendering *out, const struct template_set *templates, const struct public_pool *pool,
	const struct public_entry *e, bool peers, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct tmap *m = tmap_new(&mem);
	page_pool_words(m, peers);
	card_fill(m, pool, e);
	int r = template_render(templates, "_card.html", m, NOPLACE, out, ds);
	arena_dispose(&mem);
	return r;
}
