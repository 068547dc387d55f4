/* support: what the tests of site share: a small pool, a small corpus, a sink that remembers, and templates from the
 * project's own folder (tests run in the project's root). Everybody here is invented. */
#ifndef TESTS_SITE_SUPPORT_H
#define TESTS_SITE_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/checkcode.h"
#include "privacy/public_entry_make.h"
#include "site/page.h"

/* Two levels of areas, one of bands, topics that only profiles show. Indices are used by the tests. */
enum { ROOT, NONCLINICAL, GLP, AGRO, CLINICAL, GCP, OTHER, AREAS };
enum { BAND_5 = 1, BAND_20 = 2, BANDS = 3 };
enum { AUDIT = 1, EXAM = 2, TOPICS = 3 };
static const struct public_value areas[] = { { "*", "kept private", "", 0, false, 0 },
	{ "nonclinical", "Nonclinical", "", 0, false, 1 }, { "glp", "GLP", "preclinical toxicology", 1, true, 2 },
	{ "agro", "Agrochemical", "", 1, true, 2 }, { "clinical", "Clinical", "", 0, false, 1 },
	{ "gcp", "GCP & trials", "", 4, true, 2 }, { "other", "Other", "", 0, true, 1 } };
static const struct public_value bands[] = { { "*", "kept private", "", 0, false, 0 },
	{ "x5", "5 to 9 years", "", 0, true, 1 }, { "x20", "20 years or more", "", 0, true, 1 } };
static const struct public_value topics[] = { { "*", "kept private", "", 0, false, 0 },
	{ "audit", "Auditing", "", 0, true, 1 }, { "exam", "Exam", "certification", 0, true, 1 } };
static const struct public_field field_area = { "area", "Area", true, false, true, AREAS, areas };
static const struct public_field field_band = { "band", "Experience", true, false, true, BANDS, bands };
static const struct public_field field_topic = { "topic", "Can help with", false, true, true, TOPICS, topics };

static inline struct public_pool *pool_new(const char *code)
{
	struct public_pool *p = public_pool_new(code, date_civil(2026, 3, 11), "2026-03", 5);
	public_pool_add_field(p, &field_area);
	public_pool_add_field(p, &field_band);
	public_pool_add_field(p, &field_topic);
	return p;
}
static inline enum precision precision_of(const struct public_value *value, size_t v)
{
	return v == ROOT ? PRECISION_PRIVATE : value[v].leaf ? PRECISION_EXACT : PRECISION_BROAD;
}
static inline void add_group(struct public_pool *p, const char *id, size_t area, size_t band)
{
	struct public_fact fact[] = { { 0, precision_of(areas, area), 1, &area },
		{ 1, precision_of(bands, band), 1, &band } };
	public_pool_add_entry(p, id, true, fact, 2, SV_LIT(""));
}
static inline void add_profile(struct public_pool *p, const char *id, size_t area, size_t band, const char *text)
{
	static const size_t both[] = { AUDIT, EXAM };
	struct public_fact fact[] = { { 0, PRECISION_EXACT, 1, &area }, { 1, PRECISION_EXACT, 1, &band },
		{ 2, PRECISION_EXACT, 2, both } };
	public_pool_add_entry(p, id, false, fact, 3, sv(text));
}
/* The n-th of many Entry IDs in ascending order, with its check symbol. */
static inline struct checkcode nth_id(size_t n)
{
	static const char symbol[] = "023456789BCDFGHJKMNPQRSTVWXYZ";
	struct checkcode c = { "000-0000" };
	static const int at[6] = { 6, 5, 4, 2, 1, 0 };
	for (int i = 0; i < 6; i++, n /= 29) c.z[at[i]] = symbol[n % 29];
	for (size_t i = 0; i < 29; i++) {
		c.z[7] = symbol[i];
		if (checkcode_valid(sv(c.z))) return c;
	}
	fail_msg("no check symbol");
	return c;
}

/* What was put. */
struct seen {
	char *path;
	struct str bytes;
	VEC(struct span) spans;
};
struct memory_sink {
	struct sink sink;
	VEC(struct seen) v;
};
static inline int memory_put(struct sink *self, const struct artifact *a)
{
	struct memory_sink *m = (struct memory_sink *)(void *)self;
	struct seen seen = { xstrdup(a->path), STR_INIT, VEC_INIT };
	assert_true(artifact_covered(a));
	str_sv(&seen.bytes, a->bytes);
	for (size_t i = 0; i < a->nspans; i++) vec_push(&seen.spans, a->spans[i]);
	vec_push(&m->v, seen);
	return 0;
}
static inline void memory_dispose(struct memory_sink *m)
{
	for (size_t i = 0; i < m->v.n; i++) {
		free(m->v.at[i].path);
		str_dispose(&m->v.at[i].bytes);
		vec_dispose(&m->v.at[i].spans);
	}
	vec_dispose(&m->v);
}
static inline const struct seen *memory_find(const struct memory_sink *m, const char *path)
{
	for (size_t i = 0; i < m->v.n; i++)
		if (strcmp(m->v.at[i].path, path) == 0) return &m->v.at[i];
	return NULL;
}
static inline bool has(const struct seen *seen, const char *text)
{
	return seen && sv_find(sv_of(&seen->bytes), sv(text)) != SIZE_MAX;
}
static inline size_t times(const struct seen *seen, const char *text)
{
	size_t n = 0, at;
	struct sv rest = sv_of(&seen->bytes);
	while ((at = sv_find(rest, sv(text))) != SIZE_MAX) {
		n++;
		rest = sv_sub(rest, at + strlen(text), rest.n);
	}
	return n;
}
/* The origin of the first place of `text`, which must lie in one span. */
static inline enum origin origin_of(const struct seen *seen, const char *text)
{
	size_t at = sv_find(sv_of(&seen->bytes), sv(text));
	assert_true(at != SIZE_MAX);
	for (size_t i = 0; i < seen->spans.n; i++) {
		if (seen->spans.at[i].end <= at) continue;
		assert_true(seen->spans.at[i].end >= at + strlen(text));
		return seen->spans.at[i].origin;
	}
	fail_msg("no span");
	return ORIGIN_COUNT;
}

/* A workspace in memory. */
struct world {
	struct run run;
	struct settings settings;
	struct corpus corpus;
	struct template_set *templates;
	struct diags ds;
	const struct document *doc[16];
	const struct public_pool *pool[2];
	struct site_input in;
	struct memory_sink sink;
};
static inline void world_init(struct world *w)
{
	*w = (struct world){ .ds = DIAGS_INIT, .sink = { { memory_put }, VEC_INIT } };
	w->run.as_of = date_civil(2026, 3, 13);
	w->settings = (struct settings){ .society = "The Alder Society",
		.society_short = "Alder",
		.programme = "Mentoring Program",
		.contact = "mentoring@example.org",
		.committee = "Program Committee",
		.language = "en",
		.mentor_application = "https://example.org/mentor",
		.peer_application = "https://example.org/peer",
		.mentee_application = "https://example.org/mentee",
		.video_tutorial = "https://example.org/video",
		.code_of_ethics = "https://example.org/ethics" };
	w->corpus.doc = w->doc;
	assert_int_equal(template_load(&w->templates, "site-templates", "site-templates", &w->ds), 0);
	w->in = (struct site_input){ .run = &w->run,
		.settings = &w->settings,
		.corpus = &w->corpus,
		.pool = w->pool,
		.npools = 2,
		.templates = w->templates,
		.assets_dir = "site-templates/assets",
		.previous_documents = SV_LIT(""),
		.previous_changes = SV_LIT("") };
}
static inline void world_add(struct world *w, const struct document *doc)
{
	assert_true(w->corpus.ndocs < 16);
	w->doc[w->corpus.ndocs++] = doc;
}
static inline void world_dispose(struct world *w)
{
	memory_dispose(&w->sink);
	template_free(w->templates);
	for (size_t i = 0; i < 2; i++)
		if (w->pool[i]) public_pool_free((struct public_pool *)(uintptr_t)w->pool[i]);
	diags_dispose(&w->ds);
}
/* One part of the site alone. */
static inline struct site site_over(struct world *w)
{
	return (struct site){ .in = &w->in,
		.sink = &w->sink.sink,
		.ds = &w->ds,
		.keep = ARENA_INIT,
		.mem = ARENA_INIT,
		.out = RENDERING_INIT,
		.addresses = MAP_INIT,
		.path = "",
		.root = "" };
}
static inline void site_close(struct site *s)
{
	arena_dispose(&s->keep);
	arena_dispose(&s->mem);
	rendering_dispose(&s->out);
	map_dispose(&s->addresses);
}
#endif
