/* The search pages. Up to BROWSE_SEARCH_LIMIT entries stand in the page itself and search.js only hides, counts and
 * sorts them; above that the page leads to the browse pages. Facets are a function of the pool: an option is there
 * because some entry shows the value. */
#include "site/directory.h"
#include "site/browse.h"
#include "site/cards.h"
#include "site/picture.h"

/* Marks the values that entries show. */
static bool *used_values(const struct public_pool *pool, size_t field, struct arena *mem)
{
	bool *used = ARENA_ARRAY(mem, bool, public_pool_field(pool, field)->nvalues);
	for (size_t e = 0; e < public_pool_entries(pool); e++) {
		const struct public_fact *fact = public_entry_fact_of(public_pool_entry(pool, e), field);
		for (size_t i = 0; fact && i < fact->n; i++) used[fact->value[i]] = true;
	}
	return used;
}

/* A leaf is offered if an entry shows it or a value above it other than the root (which everything is below). */
static bool is_offered(const struct public_field *field, const bool *used, size_t value)
{
	if (!field->value[value].leaf) return false;
	for (; value != field->value[value].parent; value = field->value[value].parent)
		if (used[value]) return true;
	return false;
}

static size_t first_level(const struct public_field *field, size_t value)
{
	while (field->value[value].depth > 1) value = field->value[value].parent;
	return value;
}

static void put_option(struct tmap *m, const struct public_field *field, size_t value)
{
	tmap_text(m, "field", sv(field->code), ORIGIN_LABEL, NULL);
	tmap_text(m, "code", sv(field->value[value].code), ORIGIN_LABEL, NULL);
	tmap_text(m, "label", sv(field->value[value].label), ORIGIN_LABEL, NULL);
	tmap_text(m, "words", sv(field->value[value].words), ORIGIN_LABEL, NULL);
	struct tlist *path = tmap_list(m, "path");
	for (size_t v = field->value[value].parent; v != field->value[v].parent; v = field->value[v].parent)
		tmap_text(tlist_add(path), "code", sv(field->value[v].code), ORIGIN_LABEL, NULL);
}

/* Options in the vocabulary's order (depth first), a new part with a heading where the first-level value changes. */
static size_t put_options(struct tmap *m, const struct public_field *field, const bool *used)
{
	struct tlist *parts = tmap_list(m, "parts"), *options = NULL;
	size_t head = SIZE_MAX, n = 0;
	for (size_t v = 1; v < field->nvalues; v++) {
		if (!is_offered(field, used, v)) continue;
		size_t top = first_level(field, v) == v ? 0 : first_level(field, v);
		if (!options || top != head) {
			struct tmap *part = tlist_add(parts);
			tmap_text(part, "heading", sv(top ? field->value[top].label : ""), ORIGIN_LABEL, NULL);
			options = tmap_list(part, "options");
			head = top;
		}
		put_option(tlist_add(options), field, v);
		n++;
	}
	return n;
}

void directory_facets(struct tmap *m, const struct public_pool *pool, struct arena *mem)
{
	struct tlist *facets = tmap_list(m, "facets"), *sorts = tmap_list(m, "sorts");
	size_t shown = 0;
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		const struct public_field *field = public_pool_field(pool, f);
		if (!field->facet) continue;
		struct tmap *facet = tlist_add(facets);
		tmap_text(facet, "code", sv(field->code), ORIGIN_LABEL, NULL);
		tmap_text(facet, "label", sv(field->label), ORIGIN_LABEL, NULL);
		tmap_bool(facet, "open", shown++ < 3);
		tmap_bool(facet, "bands", field->facet == FACET_BANDS);
		bool any = put_options(facet, field, used_values(pool, f, mem)) > 0;
		tmap_bool(facet, "any", any);
		if (field->facet != FACET_BANDS || !any) continue;
		struct tmap *sort = tlist_add(sorts);
		tmap_text(sort, "code", sv(field->code), ORIGIN_LABEL, NULL);
		tmap_text(sort, "label", sv(field->label), ORIGIN_LABEL, NULL);
	}
}

/* The search page keeps its own state under these names in the address. */
static int check_codes(struct site *s, const struct public_pool *pool)
{
	int rc = 0;
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		const struct public_field *field = public_pool_field(pool, f);
		if (!field->facet || (strcmp(field->code, "q") != 0 && strcmp(field->code, "sort") != 0 &&
					     strcmp(field->code, "fit") != 0))
			continue;
		diags_error(s->ds, "S002", NOPLACE, "give the field another name in the policy and the mappings",
			"the search page cannot have a filter named \"%s\"", field->code);
		rc = -1;
	}
	return rc;
}

static void put_cards(struct tmap *m, const struct public_pool *pool)
{
	struct tlist *cards = tmap_list(m, "cards");
	for (size_t i = 0; i < public_pool_entries(pool); i++)
		card_fill(tlist_add(cards), pool, public_pool_entry(pool, i));
}

static bool has_cards(const struct public_pool *pool)
{
	return public_pool_entries(pool) > 0 && public_pool_entries(pool) <= BROWSE_SEARCH_LIMIT;
}

static void put_pool(struct site *s, struct tmap *m, const struct browse_plan *plan, bool peers)
{
	const struct public_pool *pool = plan->pool;
	tmap_bool(m, "empty", public_pool_entries(pool) == 0);
	tmap_bool(m, "in_page", has_cards(pool));
	tmap_bool(m, "large", public_pool_entries(pool) > BROWSE_SEARCH_LIMIT);
	tmap_int(m, "profiles", (long)public_pool_profiles(pool), ORIGIN_NUMBER);
	tmap_bool(m, "one_profile", public_pool_profiles(pool) == 1);
	tmap_int(m, "groups", (long)public_pool_groups(pool), ORIGIN_NUMBER);
	tmap_bool(m, "one_group", public_pool_groups(pool) == 1);
	tmap_int(m, "k", (long)public_pool_k(pool), ORIGIN_NUMBER);
	page_date(m, "drawn", public_pool_drawn(pool), &s->mem);
	page_link(s, m, "browse_href", peers ? "peers-browse.html" : "mentors-browse.html");
	tmap_bool(m, "has_picture", picture_is_drawn(pool));
	tmap_text(m, "grouped_by", sv(plan->field ? plan->field->label : ""), ORIGIN_LABEL, NULL);
	if (plan->page_of) {
		browse_contents(m, plan, 0);
		browse_symbols(m, plan, &s->mem);
	}
	if (!has_cards(pool)) return;
	directory_facets(m, pool, &s->mem);
	put_cards(m, pool);
}

static int search_page(struct site *s, const struct browse_plan *plan, bool peers)
{
	const struct document *intro = corpus_find(s->in->corpus, DOC_PAGE, peers ? "peers" : "mentors");
	struct page_extra extra = { .script = plan && has_cards(plan->pool),
		.reading = intro && intro->body.bytes.len > 0 };
	struct tmap *m =
		page_begin_with(s, peers ? "peers.html" : "mentors.html", peers ? NAV_PEERS : NAV_MENTORS, &extra);
	page_pool_words(m, peers);
	page_intro(s, m, peers ? "peers" : "mentors", peers ? "Find a peer partner" : "Find a mentor",
		peers ? "Peer partners are listed by Entry ID, never by name. Choose two or three you would like to "
			"work with, put them in order, "
			"and quote their Entry IDs in your application."
		      : "Mentors are listed by Entry ID, never by name. Choose two or three you would like to work "
			"with, put them in order, "
			"and quote their Entry IDs in your application.");
	tmap_url(m, "application", sv(page_application(s, peers)), ORIGIN_SETTINGS, NULL);
	const char *tutorial = page_content(s, "tutorial");
	if (tutorial) page_url(s, m, "tutorial", tutorial, ORIGIN_TEMPLATE, NULL);
	tmap_bool(m, "has_tutorial", tutorial != NULL);
	page_link(s, m, "action", peers ? "peers.html" : "mentors.html");
	tmap_bool(m, "published", plan != NULL);
	if (plan) put_pool(s, m, plan, peers);
	return page_put(s, "search.html", m, NOPLACE);
}

/* The page stands all the same: navigation and documents lead to it. */
static int away_page(struct site *s, bool peers)
{
	const char *path = peers ? "peers.html" : "mentors.html";
	const char *there = settings_address(s->in->settings, s->in->directory);
	struct tmap *m = page_begin(s, path, peers ? NAV_PEERS : NAV_MENTORS);
	struct sv lead =
		SV_LIT("Entries are listed by Entry ID, never by name, and only for those they are meant for.");
	tmap_text(m, "title", peers ? SV_LIT("Find a peer partner") : SV_LIT("Find a mentor"), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "lead", lead, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", lead, ORIGIN_TEMPLATE, NULL);
	tmap_bool(m, "has_there", *there != 0);
	tmap_url(m, "there", sv(*there ? arena_printf(&s->mem, "%s%s", there, path) : ""), ORIGIN_SETTINGS, NULL);
	return page_put(s, "away.html", m, NOPLACE);
}

static int build_pool(struct site *s, bool peers)
{
	if (s->in->no_directory) return away_page(s, peers);
	const struct public_pool *pool = page_pool(s, peers ? "peers" : "mentors");
	if (!pool) return search_page(s, NULL, peers);
	struct arena mem = ARENA_INIT;
	struct browse_plan plan;
	browse_plan(&plan, pool, &mem);
	int rc = check_codes(s, pool);
	if (search_page(s, &plan, peers) != 0) rc = -1;
	if (browse_build(s, &plan, peers) != 0) rc = -1;
	if (picture_build(s, pool, peers) != 0) rc = -1;
	arena_dispose(&mem);
	return rc;
}

int directory_build(struct site *s)
{
	int rc = build_pool(s, false);
	return build_pool(s, true) != 0 ? -1 : rc;
}
