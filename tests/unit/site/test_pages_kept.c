/* Tests of what is taken over from the newest edition: a site made with it is the site made without it, whatever was changed, lost or damaged; and when nothing
 * was changed, no page for reading a pool is made again. */
#include <sys/stat.h>
#include <unistd.h>
#include "documents.h"
#include "../folder.h"
#include "site/pages_kept.h"

enum { ENTRIES = 1100 };

/* Everything that the pages can depend on, to be changed one at a time. */
struct change_of {
	const char *name;
	bool unseen; /* no page of a pool shows it */
	void (*settings)(struct settings *s);
	void (*input)(struct site_input *in);
	const char *template, *page; /* a file of site-templates that says more; a page of content that is there */
	struct {
		date_t drawn;
		const char *cycle, *label, *words, *parent, *text;
		unsigned k;
		bool more, without_peers, peers_drawn, list, code;
	} pool;
};

static char file[64], templates[64], assets[64], page_path[64];
static struct arena paths = ARENA_INIT;
static const struct sha256 program = { { 7 } }, other_program = { { 8 } };

/* Files of a folder and not of those below it, one of which says something more at its end. */
static void copy_folder(const char *to, const char *from, const char *name, const char *more)
{
	struct fs_list files = { NULL, 0 };
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	assert_int_equal(fs_mkdirs(to, 0700, &err), 0);
	assert_int_equal(fs_walk(&files, &mem, from, NULL, &err), 0);
	for (size_t i = 0; i < files.n; i++) {
		if (strchr(files.at[i], '/')) continue;
		str_clear(&text);
		assert_int_equal(fs_read(&text, fs_join(&mem, from, files.at[i]), FS_MAX_TEXT, &err), 0);
		if (strcmp(files.at[i], name) == 0) str_puts(&text, more);
		assert_int_equal(fs_write_atomic(fs_join(&mem, to, files.at[i]), sv_of(&text), 0600, &err), 0);
	}
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
}

static int begin(void **state)
{
	(void)state;
	struct str err = STR_INIT;
	if (!mkdtemp(folder)) return -1;
	snprintf(file, sizeof file, "%s/rendered", folder);
	snprintf(templates, sizeof templates, "%s/templates", folder);
	snprintf(assets, sizeof assets, "%s/assets", folder);
	copy_folder(assets, "site-templates/assets", "", "");
	return fs_write_atomic(fs_join(&paths, assets, "social.png"), SV_LIT("a picture"), 0600, &err);
}

static int end(void **state)
{
	arena_dispose(&paths);
	return remove_folder(state);
}

/* ---- worlds */

static struct public_pool *mentors_of(const struct change_of *c)
{
	struct public_value value[AREAS];
	struct public_field area = field_area;
	memcpy(value, areas, sizeof value);
	if (c->pool.label) value[GLP].label = c->pool.label;
	if (c->pool.words) value[GLP].words = c->pool.words;
	if (c->pool.parent) value[AGRO].parent = CLINICAL;
	if (c->pool.code) value[GLP].code = "glp2";
	area.value = value;
	area.list = c->pool.list;
	date_t drawn = c->pool.drawn ? c->pool.drawn : date_civil(2026, 3, 11);
	struct public_pool *p =
		public_pool_new("mentors", drawn, c->pool.cycle ? c->pool.cycle : "2026-03", c->pool.k ? c->pool.k : 5);
	public_pool_add_field(p, &area);
	public_pool_add_field(p, &field_band);
	public_pool_add_field(p, &field_topic);
	for (size_t i = 0; i < (size_t)(ENTRIES + c->pool.more); i++)
		add_group(p, nth_id(500000 * i).z, i % 3 ? GLP : i % 2 ? GCP : AGRO, i % 5 ? BAND_5 : BAND_20);
	add_profile(p, nth_id(7).z, GCP, BAND_20, c->pool.text ? c->pool.text : "Ask me anything.");
	public_pool_finish(p);
	return p;
}

static struct public_pool *peers_of(const struct change_of *c)
{
	if (c->pool.without_peers) return NULL;
	struct public_pool *p = public_pool_new(
		"peers", c->pool.peers_drawn ? date_civil(2026, 3, 12) : date_civil(2026, 3, 11), "2026-03", 5);
	public_pool_add_field(p, &field_area);
	public_pool_add_field(p, &field_band);
	for (size_t i = 0; i < 3; i++) add_group(p, nth_id(i).z, GLP, BAND_5);
	public_pool_finish(p);
	return p;
}

static void load_changed(struct world *w, const char *name)
{
	copy_folder(templates, "site-templates", name, "<p>One more.</p>\n");
	template_free(w->templates);
	assert_int_equal(template_load(&w->templates, templates, "site-templates", &w->ds), 0);
	w->in.templates = w->templates;
}

static struct map by_id;

static void world_of(struct world *w, const struct change_of *c, struct document *page)
{
	world_init(w);
	w->settings.address = "https://mentoring.example.org/";
	w->in.address = w->settings.address;
	w->settings.index = true;
	if (c->settings) c->settings(&w->settings);
	if (c->input) c->input(&w->in);
	if (c->template) load_changed(w, c->template);
	snprintf(page_path, sizeof page_path, "%s.html", c->page ? c->page : "");
	*page = simple_document(DOC_PAGE, "content/pages/page.md", c->page ? c->page : "", page_path, "A page");
	if (c->page) {
		struct str key = STR_INIT;
		corpus_key(&key, DOC_PAGE, c->page);
		map_set_ptr(&by_id, sv_of(&key), page);
		str_dispose(&key);
		w->corpus.by_id = &by_id;
		world_add(w, page);
	}
	w->pool[0] = mentors_of(c);
	w->pool[1] = peers_of(c);
}

/* ---- building */

/* The newest edition, as it lies in its folder. */
struct newest {
	const struct memory_sink *edition;
	size_t read;
	const char *harmed; /* this file of it is not what it was: */
	enum { MISSING, ANOTHER_BYTE, ANOTHER_LENGTH } harm;
};

static int read_newest(void *where, const char *path, size_t size, struct str *out)
{
	struct newest *n = where;
	const struct seen *seen = memory_find(n->edition, path);
	bool harmed = n->harmed && strcmp(n->harmed, path) == 0;
	n->read++;
	if (!seen || seen->bytes.len != size || (harmed && n->harm == MISSING)) return -1;
	str_sv(out, sv_of(&seen->bytes));
	if (harmed && n->harm == ANOTHER_BYTE) out->ptr[size / 2] ^= 1;
	if (harmed && n->harm == ANOTHER_LENGTH) str_puts(out, " ");
	return 0;
}

/* The site of a world; `newest` NULL: made without anything that was kept. */
static void build(struct memory_sink *out, const struct change_of *c, struct newest *newest, const struct sha256 *of)
{
	struct world w;
	struct document page;
	world_of(&w, c, &page);
	if (newest) {
		w.in.kept = pages_kept_new(file, of, true);
		w.in.newest = read_newest;
		w.in.where = newest;
	}
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	if (newest) pages_kept_save(w.in.kept);
	pages_kept_free(w.in.kept);
	*out = w.sink;
	w.sink = (struct memory_sink){ { memory_put }, VEC_INIT };
	world_dispose(&w);
	map_dispose(&by_id);
}

/* What the newest edition was made of, and what was kept of it. */
static void publish(struct memory_sink *edition)
{
	struct newest none = { .edition = edition };
	unlink(file);
	*edition = (struct memory_sink){ { memory_put }, VEC_INIT };
	build(edition, &(struct change_of){ .name = "usual" }, &none, &program);
	assert_int_equal(none.read, 0);
}

static bool is_taken(const char *path)
{
	return strstr(path, "-browse") || strstr(path, "-id-") || strcmp(path, "pool.csv") == 0;
}

static size_t to_take(const struct memory_sink *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->v.n; i++) n += is_taken(m->v.at[i].path);
	return n;
}

static bool same_file(const struct seen *a, const struct seen *b)
{
	if (!a || !b || !sv_eq(sv_of(&a->bytes), sv_of(&b->bytes)) || a->spans.n != b->spans.n) return false;
	for (size_t i = 0; i < a->spans.n; i++) {
		const struct span *x = &a->spans.at[i], *y = &b->spans.at[i];
		if (x->end != y->end || x->origin != y->origin || !x->source != !y->source ||
			(x->source && strcmp(x->source, y->source) != 0))
			return false;
	}
	return true;
}

static void assert_same_site(const struct memory_sink *a, const struct memory_sink *b, const char *what)
{
	if (a->v.n != b->v.n) fail_msg("%s: %zu files, not %zu", what, a->v.n, b->v.n);
	for (size_t i = 0; i < a->v.n; i++)
		if (strcmp(a->v.at[i].path, b->v.at[i].path) != 0 || !same_file(&a->v.at[i], &b->v.at[i]))
			fail_msg("%s: %s is another", what, a->v.at[i].path);
}

static bool shows(const struct memory_sink *usual, const struct memory_sink *now)
{
	if (to_take(usual) != to_take(now)) return true;
	for (size_t i = 0; i < usual->v.n; i++)
		if (is_taken(usual->v.at[i].path) && !same_file(&usual->v.at[i], memory_find(now, usual->v.at[i].path)))
			return true;
	return false;
}

static ino_t file_id(void)
{
	struct stat st;
	assert_int_equal(stat(file, &st), 0);
	return st.st_ino;
}

/* ---- tests */

static void what_is_the_same_is_taken_over(void **state)
{
	(void)state;
	struct memory_sink edition, again, fresh;
	publish(&edition);
	struct newest newest = { .edition = &edition };
	ino_t before = file_id();
	build(&again, &(struct change_of){ .name = "usual" }, &newest, &program);
	build(&fresh, &(struct change_of){ .name = "usual" }, NULL, &program);
	assert_same_site(&again, &fresh, "nothing was changed");
	assert_true(to_take(&edition) > 40); /* tables, lists of Entry IDs, pool.csv */
	assert_int_equal(newest.read, to_take(&edition));
	assert_int_equal(file_id(), before); /* nothing was made, so nothing is written */
	memory_dispose(&edition);
	memory_dispose(&again);
	memory_dispose(&fresh);
}

static void society(struct settings *s)
{
	s->society = "The Birch Society";
}
static void society_short(struct settings *s)
{
	s->society_short = "Birch";
}
static void programme(struct settings *s)
{
	s->programme = "Guidance Programme";
}
static void contact(struct settings *s)
{
	s->contact = "guidance@example.org";
}
static void committee(struct settings *s)
{
	s->committee = "Guidance Committee";
}
static void language(struct settings *s)
{
	s->language = "de";
}
static void not_listed(struct settings *s)
{
	s->index = false;
}
static void with_feed(struct settings *s)
{
	s->feed = true;
}
static void elsewhere(struct site_input *in)
{
	in->address = "https://other.example.org/m/";
}
static void nowhere(struct site_input *in)
{
	in->address = NULL;
}
static void preview(struct site_input *in)
{
	in->preview = true;
}
static void in_a_root(struct site_input *in)
{
	in->roots = true, in->readers = READERS_MEMBERS;
}
static void for_members(struct site_input *in)
{
	in->directory = READERS_MEMBERS;
}
static void with_picture(struct site_input *in)
{
	in->assets_dir = assets;
}

static const struct change_of change[] = {
	{ .name = "society", .settings = society },
	{ .name = "society, short", .settings = society_short },
	{ .name = "programme", .settings = programme },
	{ .name = "contact", .settings = contact },
	{ .name = "committee", .settings = committee },
	{ .name = "language", .settings = language },
	{ .name = "not listed", .settings = not_listed },
	{ .name = "feed", .settings = with_feed },
	{ .name = "address", .input = elsewhere },
	{ .name = "no address", .input = nowhere },
	{ .name = "preview", .input = preview },
	{ .name = "in a root", .input = in_a_root },
	{ .name = "for members", .input = for_members },
	{ .name = "asset that the frame names", .input = with_picture },
	{ .name = "template", .template = "browse.html" },
	{ .name = "template of lists", .template = "ids.html" },
	{ .name = "partial", .template = "_foot.html" },
	{ .name = "partial of a partial", .template = "_jump.html" },
	{ .name = "another template", .template = "home.html", .unseen = true },
	{ .name = "page in the navigation", .page = "how-it-works" },
	{ .name = "page in the footer", .page = "accessibility" },
	{ .name = "any other page", .page = "travel", .unseen = true },
	{ .name = "day", .pool.drawn = 20524 },
	{ .name = "cycle", .pool.cycle = "2026-04", .unseen = true },
	{ .name = "k", .pool.k = 6 },
	{ .name = "label", .pool.label = "Good practice" },
	{ .name = "words for the search", .pool.words = "toxicology" },
	{ .name = "tree", .pool.parent = "clinical" },
	{ .name = "code", .pool.code = true },
	{ .name = "several values", .pool.list = true },
	{ .name = "approved text", .pool.text = "Ask me nothing." },
	{ .name = "an entry more", .pool.more = true },
	{ .name = "no peers", .pool.without_peers = true },
	{ .name = "day of the peers", .pool.peers_drawn = true },
};

/* Were anything of this left out of the key, the page of the day before would be put. */
static void whatever_is_changed_is_made_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		const struct change_of *c = &change[i];
		struct memory_sink edition, now, fresh, back;
		publish(&edition);
		struct newest newest = { .edition = &edition };
		build(&now, c, &newest, &program);
		build(&fresh, c, NULL, &program);
		assert_same_site(&now, &fresh, c->name);
		if (shows(&edition, &fresh) == c->unseen) fail_msg("%s shows on a page, or does not", c->name);
		newest.edition = &now;
		build(&back, &(struct change_of){ .name = "usual" }, &newest, &program);
		assert_same_site(&back, &edition, "back to what it was");
		memory_dispose(&edition);
		memory_dispose(&now);
		memory_dispose(&fresh);
		memory_dispose(&back);
	}
}

/* Bytes of the newest edition's file, or of what was kept: where they are not what they were, the page is made. */
static void damage_costs_time_alone(void **state)
{
	(void)state;
	struct memory_sink edition, now;
	publish(&edition);
	static const char *const harmed[] = { "mentors-browse.html", "mentors-id-2.html", "peers-browse.html",
		"pool.csv" };
	for (size_t i = 0; i < sizeof harmed / sizeof *harmed; i++)
		for (int harm = MISSING; harm <= ANOTHER_LENGTH; harm++) {
			struct newest newest = { &edition, 0, harmed[i], harm };
			assert_non_null(memory_find(&edition, harmed[i]));
			build(&now, &(struct change_of){ .name = "usual" }, &newest, &program);
			assert_same_site(&now, &edition, harmed[i]);
			assert_int_equal(newest.read, to_take(&edition));
			memory_dispose(&now);
		}
	struct str kept = STR_INIT, err = STR_INIT;
	assert_int_equal(fs_read(&kept, file, FS_MAX_TEXT, &err), 0);
	for (size_t at = 0; at < kept.len; at += kept.len / 7) {
		struct newest newest = { .edition = &edition };
		kept.ptr[at] ^= 4;
		assert_int_equal(fs_write_atomic(file, sv_of(&kept), 0600, &err), 0);
		kept.ptr[at] ^= 4;
		build(&now, &(struct change_of){ .name = "usual" }, &newest, &program);
		assert_same_site(&now, &edition, "a damaged file");
		assert_int_equal(newest.read, 0);
		memory_dispose(&now);
	}
	str_dispose(&kept);
	str_dispose(&err);
	memory_dispose(&edition);
}

static void another_program_takes_nothing(void **state)
{
	(void)state;
	struct memory_sink edition, now;
	publish(&edition);
	struct newest newest = { .edition = &edition };
	build(&now, &(struct change_of){ .name = "usual" }, &newest, &other_program);
	assert_same_site(&now, &edition, "another program");
	assert_int_equal(newest.read, 0);
	memory_dispose(&now);
	build(&now, &(struct change_of){ .name = "usual" }, &newest, &other_program);
	assert_int_equal(newest.read, to_take(&edition));
	memory_dispose(&now);
	memory_dispose(&edition);
}

static const struct sha256 unit = { { 9 } };

static void put_page(struct pages_kept *k, const char *path, const char *source)
{
	struct rendering r = RENDERING_INIT;
	struct sha256 key = pages_kept_key(&unit, SV_LIT("frame"), path);
	rendering_add(&r, SV_LIT("<p>"), ORIGIN_TEMPLATE, NULL);
	rendering_add(&r, SV_LIT("GLP"), ORIGIN_LABEL, source);
	pages_kept_add(k, &key, &r);
	rendering_dispose(&r);
}

static int six_bytes(void *where, const char *path, size_t size, struct str *out)
{
	(void)path;
	if (size != 6) return -1;
	str_puts(out, where);
	return 0;
}

static bool take(struct pages_kept *k, const char *path, const char *bytes, struct rendering *out)
{
	struct sha256 key = pages_kept_key(&unit, SV_LIT("frame"), path);
	rendering_clear(out);
	return pages_kept_take(k, &key, path, six_bytes, (void *)(uintptr_t)bytes, out);
}

static void only_an_edition_that_stands_is_kept(void **state)
{
	(void)state;
	struct rendering r = RENDERING_INIT;
	unlink(file);
	for (int saved = 0; saved < 2; saved++) {
		struct pages_kept *k = pages_kept_new(file, &program, true);
		put_page(k, "a.html", NULL);
		put_page(k, "b.html", "content/b.md");
		assert_false(take(k, "a.html", "<p>GLP", &r)); /* of this run, not of the newest edition */
		if (saved) pages_kept_save(k);
		pages_kept_free(k);
		assert_int_equal(fs_exists(file), saved);
	}
	struct pages_kept *k = pages_kept_new(file, &program, false);
	assert_true(take(k, "a.html", "<p>GLP", &r));
	assert_true(sv_is(sv_of(&r.bytes), "<p>GLP"));
	assert_int_equal(r.spans.n, 2);
	assert_int_equal(r.spans.at[0].end, 3);
	assert_int_equal(r.spans.at[0].origin, ORIGIN_TEMPLATE);
	assert_int_equal(r.spans.at[1].end, 6);
	assert_int_equal(r.spans.at[1].origin, ORIGIN_LABEL);
	assert_false(take(k, "a.html", "<p>GCP", &r));
	assert_int_equal(r.bytes.len, 0);
	assert_false(take(k, "b.html", "<p>GLP", &r)); /* its source cannot be named any more */
	assert_false(take(k, "c.html", "<p>GLP", &r));
	put_page(k, "c.html", NULL); /* a run that only looks writes nothing */
	pages_kept_save(k);
	pages_kept_free(k);
	k = pages_kept_new(file, &program, true);
	assert_false(take(k, "c.html", "<p>GLP", &r));
	assert_true(take(k, "a.html", "<p>GLP", &r));
	put_page(k, "c.html", NULL);
	pages_kept_save(k);
	pages_kept_free(k);
	k = pages_kept_new(file, &program, true);
	assert_true(take(k, "a.html", "<p>GLP", &r)); /* taken over before the first that was new */
	assert_true(take(k, "c.html", "<p>GLP", &r));
	pages_kept_free(k);
	rendering_dispose(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_the_same_is_taken_over),
		cmocka_unit_test(whatever_is_changed_is_made_again),
		cmocka_unit_test(damage_costs_time_alone),
		cmocka_unit_test(another_program_takes_nothing),
		cmocka_unit_test(only_an_edition_that_stands_is_kept),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
