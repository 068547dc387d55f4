/* Writes the site of an invented pool of exactly so many entries with the project's own documents, for tests of its addresses and links. An entry of the n is the same,
 * with the same Entry ID, whatever n is: so two sizes are two editions between which the pool grew.
 * Usage: pool_site OUT N SHAPE    in the project's root; SHAPE is
 *   mixed      profiles and groups, some shown more broadly or with fields kept private
 *   profiles   profiles only
 *   groups     groups only
 *   narrow     as mixed, but every second entry in one area
 *   single     all in one area with one band of experience
 *   bare       no field that groups show */
#include <stdio.h>
#include "base/checkcode.h"
#include "base/fs.h"
#include "input/template.h"
#include "privacy/public_entry_make.h"
#include "site/site.h"

enum { AREAS = 13, BANDS = 7, REGIONS = 4, TOPICS = 4 };
static const struct public_value areas[AREAS] = { { "*", "kept private", "", 0, false, 0 },
	{ "nonclinical", "Nonclinical", "", 0, false, 1 }, { "glp", "GLP studies", "toxicology", 1, true, 2 },
	{ "agro", "Agrochemical", "", 1, true, 2 }, { "nonclinical-other", "Other", "", 1, true, 2 },
	{ "clinical", "Clinical", "", 0, false, 1 }, { "gcp", "GCP & trials", "", 5, true, 2 },
	{ "gvp", "Safety", "", 5, true, 2 }, { "clinical-other", "Other clinical", "", 5, true, 2 },
	{ "systems", "Systems", "", 0, false, 1 }, { "csv", "Validation", "", 9, true, 2 },
	{ "archives", "Archives", "", 9, true, 2 }, { "other", "Other field", "", 0, true, 1 } };
static const struct public_value bands[BANDS] = { { "*", "kept private", "", 0, false, 0 },
	{ "starting", "Up to 5 years", "", 0, false, 1 }, { "y3-5", "3 to 5 years", "", 1, true, 2 },
	{ "established", "6 years and more", "", 0, false, 1 }, { "y6-10", "6 to 10 years", "", 3, true, 2 },
	{ "y11-20", "11 to 20 years", "", 3, true, 2 }, { "y21", "More than 20 years", "", 3, true, 2 } };
static const struct public_value regions[REGIONS] = { { "*", "kept private", "", 0, false, 0 },
	{ "europe", "Europe", "", 0, true, 1 }, { "asia", "Asia", "", 0, true, 1 },
	{ "other", "Other", "", 0, true, 1 } };
static const struct public_value topics[TOPICS] = { { "*", "kept private", "", 0, false, 0 },
	{ "audit", "Auditing", "", 0, true, 1 }, { "exam", "Exam", "certification", 0, true, 1 },
	{ "csv", "Validation", "", 0, true, 1 } };

/* A number that looks like chance and is always the same. */
static size_t drawn(size_t n, size_t salt, size_t below)
{
	uint64_t x = (n + 1) * 0x9E3779B97F4A7C15u + salt * 0xBF58476D1CE4E5B9u;
	x ^= x >> 29;
	x *= 0x94D049BB133111EBu;
	return (size_t)((x >> 33) % below);
}

static struct checkcode id_of(size_t n)
{
	static const char symbol[] = "023456789BCDFGHJKMNPQRSTVWXYZ";
	static const int at[6] = { 6, 5, 4, 2, 1, 0 };
	struct checkcode c = { "000-0000" };
	uint64_t code = (uint64_t)n * 368803u % 594823321u; /* 29 to the sixth; the factor shares no divisor with it */
	for (int i = 0; i < 6; i++, code /= 29) c.z[at[i]] = symbol[code % 29];
	for (size_t i = 0; i < 29; i++) {
		c.z[7] = symbol[i];
		if (checkcode_valid(sv(c.z))) break;
	}
	return c;
}

static size_t value_of(const struct public_value *value, size_t n, size_t salt, size_t count, bool exact)
{
	size_t v = drawn(n, salt, count);
	while (exact && !value[v].leaf) v = (v + 1) % count;
	return v;
}

static enum precision precision_of(const struct public_value *value, size_t v)
{
	return v == 0 ? PRECISION_PRIVATE : value[v].leaf ? PRECISION_EXACT : PRECISION_BROAD;
}

static void add_entry(struct public_pool *p, const char *shape, size_t n)
{
	bool bare = strcmp(shape, "bare") == 0, single = strcmp(shape, "single") == 0;
	bool group = strcmp(shape, "groups") == 0 || (strcmp(shape, "profiles") != 0 && !bare && drawn(n, 1, 3) == 0);
	size_t area = value_of(areas, n, 2, AREAS, !group), band = value_of(bands, n, 3, BANDS, !group);
	size_t region = 1 + drawn(n, 4, 3), topic[2] = { 1, 2 + drawn(n, 5, 2) };
	if (single || (strcmp(shape, "narrow") == 0 && n % 2 == 0)) area = 2;
	if (single) band = 4;
	struct public_fact fact[4];
	size_t k = 0;
	if (!bare) fact[k++] = (struct public_fact){ 0, precision_of(areas, area), 1, &area };
	if (!bare) fact[k++] = (struct public_fact){ 1, precision_of(bands, band), 1, &band };
	if (!group && drawn(n, 6, 5) > 0) fact[k++] = (struct public_fact){ bare ? 0 : 2, PRECISION_EXACT, 1, &region };
	if (!group) fact[k++] = (struct public_fact){ bare ? 1 : 3, PRECISION_EXACT, 2, topic };
	public_pool_add_entry(p, id_of(n).z, group, fact, k, SV_LIT(""));
}

static struct public_pool *pool_of(const char *shape, size_t n)
{
	static const struct public_field field[] = { { "area", "Area", true, false, true, AREAS, areas },
		{ "band", "Experience", true, false, true, BANDS, bands },
		{ "region", "Region", false, false, true, REGIONS, regions },
		{ "topic", "Can help with", false, true, true, TOPICS, topics } };
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "2026-03", 5);
	for (size_t i = strcmp(shape, "bare") == 0 ? 2 : 0; i < 4; i++) public_pool_add_field(p, &field[i]);
	for (size_t i = 0; i < n; i++) add_entry(p, shape, i);
	public_pool_finish(p);
	return p;
}

struct folder_sink {
	struct sink sink; /* first: the sink is the struct */
	const char *folder;
	struct arena mem;
};

static int write_file(struct sink *self, const struct artifact *a)
{
	struct folder_sink *f = (struct folder_sink *)(void *)self;
	struct str err = STR_INIT;
	char *path = fs_join(&f->mem, f->folder, a->path), *slash = strrchr(path, '/');
	*slash = 0;
	int rc = fs_mkdirs(path, 0755, &err);
	*slash = '/';
	FILE *out = rc == 0 ? fopen(path, "wb") : NULL;
	bool whole = out && fwrite(a->bytes.p, 1, a->bytes.n, out) == a->bytes.n;
	if (!out || fclose(out) != 0 || !whole) fprintf(stderr, "cannot write %s %s\n", path, err.ptr);
	str_dispose(&err);
	return out && whole ? 0 : -1;
}

static int build(const char *folder, const struct public_pool *mentors, struct diags *ds)
{
	struct run run = { .as_of = date_civil(2026, 3, 13), .workspace = "." };
	struct settings settings;
	struct corpus *corpus = NULL;
	struct template_set *templates = NULL;
	struct arena mem = ARENA_INIT;
	struct folder_sink out = { { write_file }, folder, ARENA_INIT };
	struct site_input in = { .run = &run,
		.settings = &settings,
		.pool = &mentors,
		.npools = 1,
		.assets_dir = "site-templates/assets",
		.previous_documents = SV_LIT(""),
		.previous_changes = SV_LIT("") };
	int rc = settings_load(&settings, &mem, ".", ds) || corpus_load(&corpus, &run, &settings, ".", false, ds) ||
		 template_load(&templates, "site-templates", "site-templates", ds);
	in.corpus = corpus;
	in.templates = templates;
	if (rc == 0) rc = site_build(&in, &out.sink, ds);
	struct edition_facts facts = { .number = 1,
		.as_of = run.as_of,
		.cycle = "2026-03",
		.k = 5,
		.audience = "members",
		.policy = sha256_hex(public_pool_digest(mentors)),
		.generator = "" };
	if (rc == 0) rc = site_put_edition(&in, &facts, &out.sink, ds);
	template_free(templates);
	corpus_free(corpus);
	arena_dispose(&out.mem);
	arena_dispose(&mem);
	return rc;
}

int main(int argc, char **argv)
{
	long n = 0;
	if (argc != 4 || !sv_long(sv(argv[2]), &n) || n < 0) {
		fprintf(stderr, "usage: pool_site OUT N SHAPE\n");
		return 2;
	}
	struct diags ds = DIAGS_INIT;
	struct public_pool *pool = pool_of(argv[3], (size_t)n);
	int rc = build(argv[1], pool, &ds);
	for (size_t i = 0; i < ds.n; i++) fprintf(stderr, "%s %s\n", ds.at[i].code, ds.at[i].text);
	public_pool_free(pool);
	diags_dispose(&ds);
	return rc == 0 ? 0 : 1;
}
