/* links.c: the last word on links is the site itself: whatever templates, content and generated lists made, a reference
 * leads somewhere or the build says so. Pages stream through, so ids are kept as 64-bit hashes (two of a million ids
 * collide with a chance under 1 in 10 million, and would only hide one dead link) and each target with the first places
 * that name it. */
#include "content/links.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/vec.h"
#include "content/html_scan.h"

#define TOLD_PER_TARGET 8 /* places of one broken target that are told one by one */
#define MAX_SUGGEST 4000  /* pages among which a near one is looked for */
#define MAX_PLACES 200000 /* places kept by name for the same purpose */

struct reference {
	uint32_t next;
	uint32_t line, col;
	const char *page, *source;
}; /* next: index + 1 of another one of the target */
struct target {
	const char *path, *fragment, *written;
	uint32_t first, told;
	uint64_t times;
};
struct named_place {
	const char *path, *id;
};
struct hashes {
	uint64_t *slot;
	size_t n, cap;
};

struct links {
	struct sink sink; /* first: a struct sink * is also a struct links * */
	struct sink *next;
	struct arena mem;
	struct map files;     /* path → 1 */
	struct hashes ids;    /* of "path#id" */
	struct map target_at; /* "path#fragment" → index of target */
	VEC(struct target) targets;
	VEC(struct reference) references;
	VEC(struct named_place) places; /* by page, in the order of the artifacts */
	struct diags found;             /* what is known while pages stream by */
	VEC(struct sv) pending;         /* references of the page at hand that may lead to places of the site */
	struct str decoded, path, fragment, key; /* of the reference at hand; kept because there are many */
};

struct page {
	struct links *l;
	const struct artifact *a;
	const char *path;   /* kept copy */
	uint64_t path_hash; /* see hash_of */
	size_t line_at;     /* where counting of lines has come to */
	uint32_t line;
	size_t line_start;
};

/* ---- set of hashes; 0 marks a free slot */

static const unsigned char hash_key[16] = "mentorpress ids";

static uint64_t hash_path(struct sv path)
{
	return siphash24(hash_key, path.p, path.n);
}

/* Of an id on the page whose path has this hash. */
static uint64_t hash_of(uint64_t path, struct sv id)
{
	unsigned char both[2 * sizeof(uint64_t)];
	uint64_t i = siphash24(hash_key, id.p, id.n);
	memcpy(both, &path, sizeof path);
	memcpy(both + sizeof path, &i, sizeof i);
	uint64_t h = siphash24(hash_key, both, sizeof both);
	return h ? h : 1;
}

static size_t slot_of(const struct hashes *s, uint64_t h)
{
	size_t i = (size_t)h & (s->cap - 1);
	while (s->slot[i] && s->slot[i] != h) i = (i + 1) & (s->cap - 1);
	return i;
}

static bool hashes_has(const struct hashes *s, uint64_t h)
{
	return s->cap && s->slot[slot_of(s, h)] == h;
}

static void hashes_grow(struct hashes *s)
{
	struct hashes bigger = { NULL, s->n, s->cap ? s->cap * 2 : 1024 };
	bigger.slot = xcalloc(bigger.cap, sizeof *bigger.slot);
	for (size_t i = 0; i < s->cap; i++)
		if (s->slot[i]) bigger.slot[slot_of(&bigger, s->slot[i])] = s->slot[i];
	free(s->slot);
	*s = bigger;
}

/* False if it was there. */
static bool hashes_add(struct hashes *s, uint64_t h)
{
	if (2 * (s->n + 1) > s->cap) hashes_grow(s);
	size_t i = slot_of(s, h);
	if (s->slot[i]) return false;
	s->slot[i] = h;
	s->n++;
	return true;
}

/* ---- places */

static struct place place_in_page(struct page *p, const char *at)
{
	size_t offset = (size_t)(at - p->a->bytes.p);
	const char *bytes = p->a->bytes.p, *nl;
	while ((nl = memchr(bytes + p->line_at, '\n', offset - p->line_at)) != NULL) {
		p->line_at = p->line_start = (size_t)(nl - bytes) + 1;
		p->line++;
	}
	p->line_at = offset;
	return (struct place){ p->path, p->line, (unsigned)(offset - p->line_start) + 1 };
}

/* The content file that the byte at `at` came from, NULL if it came from elsewhere. */
static const char *source_of(const struct page *p, const char *at)
{
	size_t offset = (size_t)(at - p->a->bytes.p), low = 0, high = p->a->nspans;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (p->a->spans[mid].end <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->a->nspans ? p->a->spans[low].source : NULL;
}

static const char *where_text(struct diags *ds, const char *page, unsigned line, unsigned col)
{
	return diags_text(ds, "on the page %s, line %u, column %u", page, line, col);
}

/* A problem of one page that needs no other page to be known. */
static void tell(struct page *p, const char *code, const char *at, const char *help, const char *what, struct sv value)
{
	struct place page = place_in_page(p, at);
	const char *source = source_of(p, at);
	struct diags *ds = &p->l->found;
	if (source)
		diags_error(ds, code, ((struct place){ source, 0, 0 }), help, "%s: \"%.*s\" (%s)", what, SV_ARG(value),
			where_text(ds, page.file, page.line, page.col));
	else
		diags_error(ds, code, page, help, "%s: \"%.*s\"", what, SV_ARG(value));
}

/* ---- references */

static bool has_scheme(struct sv v)
{
	size_t n = 0;
	while (n < v.n && v.p[n] != ':' && v.p[n] != '/' && v.p[n] != '?' && v.p[n] != '#') n++;
	return n > 0 && n < v.n && v.p[n] == ':';
}

static void put_decoded(struct str *out, struct sv v)
{
	static const char digits[] = "0123456789abcdef";
	if (!v.n || !memchr(v.p, '%', v.n)) {
		str_sv(out, v);
		return;
	}
	for (size_t i = 0; i < v.n; i++) {
		const char *high =
			v.p[i] == '%' && i + 2 < v.n && v.p[i + 1] ? memchr(digits, v.p[i + 1] | 0x20, 16) : NULL;
		const char *low = high && v.p[i + 2] ? memchr(digits, v.p[i + 2] | 0x20, 16) : NULL;
		if (low) {
			str_putc(out, (char)((high - digits) * 16 + (low - digits)));
			i += 2;
		} else {
			str_putc(out, v.p[i]);
		}
	}
}

/* Path on the site that `path` (no query, no fragment) means on `page`. */
static void resolve(struct str *out, const char *page, struct sv path)
{
	struct sv part, dir = sv(page);
	while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
	str_sv(out, dir);
	bool folder = !path.n || sv_ends(path, "/") || sv_is(path, ".") || sv_is(path, "..") || sv_ends(path, "/..") ||
		      sv_ends(path, "/.");
	while (sv_split(&path, '/', &part)) {
		if (!part.n || sv_is(part, ".")) continue;
		if (sv_is(part, "..")) {
			if (out->len) str_truncate(out, out->len - 1);
			while (out->len && out->ptr[out->len - 1] != '/') str_truncate(out, out->len - 1);
			continue;
		}
		put_decoded(out, part);
		str_putc(out, '/');
	}
	if (out->len) str_truncate(out, out->len - 1);
	if (folder) str_puts(out, out->len ? "/index.html" : "index.html");
}

static struct target *target_of(struct links *l, struct sv path, struct sv fragment, struct sv written)
{
	struct str *key = &l->key;
	uint64_t at = l->targets.n;
	str_clear(key);
	str_sv(key, path);
	str_putc(key, '#');
	str_sv(key, fragment);
	if (map_add(&l->target_at, sv_of(key), at)) {
		const char *kept = l->target_at.at[at].key.p; /* has nearly all, and each entry may be a target */
		vec_push(&l->targets, ((struct target){ arena_strdup(&l->mem, path), kept + path.n + 1,
					      sv_is(written, kept) ? kept : arena_strdup(&l->mem, written), 0, 0, 0 }));
	} else {
		map_get(&l->target_at, sv_of(key), &at);
	}
	return &l->targets.at[at];
}

static void remember(struct page *p, struct sv path, struct sv fragment, struct sv written, const char *at)
{
	struct links *l = p->l;
	struct target *t = target_of(l, path, fragment, written);
	t->times++;
	if (t->told == TOLD_PER_TARGET) return;
	struct place place = place_in_page(p, at);
	vec_push(&l->references, ((struct reference){ t->first, place.line, place.col, p->path, source_of(p, at) }));
	t->first = (uint32_t)l->references.n;
	t->told++;
}

static struct sv decoded_of(struct links *l, struct sv raw)
{
	str_clear(&l->decoded);
	html_scan_decode(&l->decoded, raw);
	return sv_trim(sv_of(&l->decoded));
}

static void take_reference(struct page *p, struct sv raw, bool loads)
{
	struct sv v = decoded_of(p->l, raw);
	bool scheme = has_scheme(v), host = sv_starts(v, "//");
	if (loads && (host || (scheme && v.n > 4 && sv_ieq_ascii(sv_sub(v, 0, 4), SV_LIT("http"))))) {
		tell(p, "C104", raw.p, "keep the file in site-templates/assets",
			"the page would load something from another site", v);
	} else if (scheme) {
		/* another site, mail, telephone: not ours to check */
	} else if (host || sv_starts(v, "/")) {
		tell(p, "C103", raw.p, "write the address relative to the page, such as faqs.html",
			"an address that begins with / breaks where the site is not at the top of a server", v);
	} else {
		vec_push(&p->l->pending, raw);
	}
}

/* All ids of the page are known now: a link to one of them needs no other page, and is most of what a page of clauses
 * has. */
static bool leads_to_own_id(const struct page *p, struct sv raw)
{
	if (raw.n < 2 || raw.p[0] != '#' || raw.p[raw.n - 1] <= ' ' || memchr(raw.p, '&', raw.n) ||
		memchr(raw.p, '%', raw.n))
		return false;
	return hashes_has(&p->l->ids, hash_of(p->path_hash, sv_sub(raw, 1, raw.n)));
}

/* Has the page been put already, with this place on it? */
static bool is_there(const struct links *l, struct sv path, struct sv fragment)
{
	return map_get(&l->files, path, NULL) &&
	       (!fragment.n || hashes_has(&l->ids, hash_of(hash_path(path), fragment)));
}

static void settle_reference(struct page *p, struct sv raw)
{
	struct str *path = &p->l->path, *fragment = &p->l->fragment;
	if (leads_to_own_id(p, raw)) return;
	struct sv v = decoded_of(p->l, raw);
	const char *hash = v.n ? memchr(v.p, '#', v.n) : NULL;
	struct sv file = hash ? sv_n(v.p, (size_t)(hash - v.p)) : v,
		  after = hash ? sv_sub(v, (size_t)(hash - v.p) + 1, v.n) : sv("");
	const char *query = file.n ? memchr(file.p, '?', file.n) : NULL;
	str_clear(path);
	str_clear(fragment);
	/* "#?area=glp" is the state of a search, not a place on the page. */
	if (!sv_starts(after, "?") && !sv_is(after, "top")) put_decoded(fragment, after);
	if (query) file = sv_n(file.p, (size_t)(query - file.p));
	if (file.n)
		resolve(path, p->path, file);
	else
		str_puts(path, p->path);
	if (!is_there(p->l, sv_of(path), sv_of(fragment))) remember(p, sv_of(path), sv_of(fragment), v, raw.p);
}

/* "a.png 1x, b.png 2x" */
static void take_srcset(struct page *p, struct sv set)
{
	struct sv part;
	while (sv_split(&set, ',', &part)) {
		part = sv_trim(part);
		size_t n = 0;
		while (n < part.n && part.p[n] != ' ') n++;
		if (n) take_reference(p, sv_sub(part, 0, n), true);
	}
}

static void take_id(struct page *p, const struct html_attribute *id)
{
	struct str *decoded = &p->l->decoded;
	str_clear(decoded);
	html_scan_decode(decoded, id->value);
	if (p->l->places.n < MAX_PLACES)
		vec_push(&p->l->places, ((struct named_place){ p->path, arena_strdup(&p->l->mem, sv_of(decoded)) }));
	if (!hashes_add(&p->l->ids, hash_of(p->path_hash, sv_of(decoded))))
		tell(p, "C102", id->value.p, "give one of them another name", "two places of a page have the same id",
			sv_of(decoded));
}

/* A link element loads what it names unless it only says where something is. */
static bool link_loads(const struct html_tag *tag)
{
	const struct html_attribute *rel = html_scan_get(tag, "rel");
	static const char *const loading[] = { "stylesheet", "icon", "preload", "prefetch", "preconnect",
		"dns-prefetch", "manifest" };
	for (size_t i = 0; rel && i < sizeof loading / sizeof *loading; i++)
		if (sv_find(rel->value, sv(loading[i])) != SIZE_MAX) return true;
	return false;
}

/* Most attributes of a page are none of those below. */
static bool may_name(struct sv attribute)
{
	return attribute.n && attribute.n <= 10 && strchr("aAcCdDfFhHiIpPsSxX", attribute.p[0]) &&
	       !sv_is(attribute, "class") && !sv_is(attribute, "scope");
}

static void take_tag(struct page *p, const struct html_tag *tag)
{
	static const char *const loads[] = { "src", "poster", "data" }, *const leads[] = { "action", "formaction",
		"cite", "xlink:href" };
	for (size_t i = 0; i < tag->n; i++) {
		const struct html_attribute *a = &tag->attribute[i];
		if (!may_name(a->name)) continue;
		if (sv_ieq_ascii(a->name, SV_LIT("id")))
			take_id(p, a);
		else if (sv_ieq_ascii(a->name, SV_LIT("href")))
			take_reference(p, a->value, sv_ieq_ascii(tag->name, SV_LIT("link")) && link_loads(tag));
		else if (sv_ieq_ascii(a->name, SV_LIT("srcset")))
			take_srcset(p, a->value);
		else {
			for (size_t k = 0; k < sizeof loads / sizeof *loads; k++)
				if (sv_ieq_ascii(a->name, sv(loads[k]))) take_reference(p, a->value, true);
			for (size_t k = 0; k < sizeof leads / sizeof *leads; k++)
				if (sv_ieq_ascii(a->name, sv(leads[k]))) take_reference(p, a->value, false);
		}
	}
}

static int links_put(struct sink *self, const struct artifact *a)
{
	struct links *l = (struct links *)self;
	if (a->kind == ARTIFACT_FILE) {
		map_set(&l->files, sv(a->path), 1);
		if (sv_ends(sv(a->path), ".html")) {
			struct page p = { l, a, arena_strdup(&l->mem, sv(a->path)), hash_path(sv(a->path)), 0, 1, 0 };
			struct html_scan scan = { a->bytes, 0 };
			struct html_tag tag;
			vec_clear(&l->pending);
			while (html_scan_next(&scan, &tag)) take_tag(&p, &tag);
			p.line_at = p.line_start = 0; /* counted from the top again */
			p.line = 1;
			for (size_t i = 0; i < l->pending.n; i++) settle_reference(&p, l->pending.at[i]);
		}
	}
	return l->next ? sink_put(l->next, a) : 0;
}

/* ---- the verdict */

static const char *nearest(const struct links *l, const char *path)
{
	if (l->files.n > MAX_SUGGEST) return NULL;
	const char **names = xcalloc(l->files.n + 1, sizeof *names);
	size_t n = 0;
	for (size_t i = 0; i < l->files.n; i++)
		if (sv_ends(l->files.at[i].key, ".html")) names[n++] = l->files.at[i].key.p;
	const char *near = diags_near(sv(path), names, n);
	free(names);
	return near;
}

static const char *nearest_place(const struct links *l, const struct target *t)
{
	const char *names[MAX_SUGGEST];
	size_t n = 0;
	for (size_t i = 0; i < l->places.n && n < MAX_SUGGEST; i++)
		if (strcmp(l->places.at[i].path, t->path) == 0) names[n++] = l->places.at[i].id;
	return diags_near(sv(t->fragment), names, n);
}

/* Where the content file writes the address: its last part is looked for, since folders are put in front when a page is made. */
static struct place place_in_source(
	const struct target *t, const struct reference *r, const char *workspace, struct diags *ds)
{
	struct place at = { r->source, 0, 0 };
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	const char *slash = strrchr(t->written, '/');
	if (workspace && fs_read(&text, fs_join(&mem, workspace, r->source), FS_MAX_TEXT, &err) == 0) {
		size_t found = sv_find(sv_of(&text), sv(slash ? slash + 1 : t->written));
		if (found != SIZE_MAX) {
			diags_source(ds, r->source, sv_of(&text), false);
			at = place_at(r->source, sv_of(&text), found);
		}
	}
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return at;
}

static void tell_target(
	struct links *l, const struct target *t, bool page_there, const char *workspace, struct diags *ds)
{
	const char *near = page_there ? nearest_place(l, t) : nearest(l, t->path);
	const char *help = near ? diags_text(ds, page_there ? "did you mean \"#%s\"?" : "did you mean \"%s\"?", near)
			   : page_there ? "check the part after the #"
					: "check the address";
	const char *what = page_there ? diags_text(ds, "the page %s has no place named \"%s\"", t->path, t->fragment)
				      : diags_text(ds, "no page has the address \"%s\"", t->written);
	const char *code = page_there ? "C101" : "C100";
	const char *more = t->times > t->told ? diags_text(ds, "; %llu more links lead there",
							(unsigned long long)(t->times - t->told))
					      : "";
	for (uint32_t i = t->first; i; i = l->references.at[i - 1].next) {
		const struct reference *r = &l->references.at[i - 1];
		if (r->source)
			diags_error(ds, code, place_in_source(t, r, workspace, ds), help, "%s (%s%s)", what,
				where_text(ds, r->page, r->line, r->col), more);
		else
			diags_error(ds, code, ((struct place){ r->page, r->line, r->col }), help, "%s%s", what, more);
		more = "";
	}
}

size_t links_check(struct links *l, const char *workspace, struct diags *ds)
{
	size_t before = ds->errors;
	for (size_t i = 0; i < l->found.n; i++) {
		const struct diag *d = &l->found.at[i];
		diags_add(ds, d->sev, d->code, d->at, d->help, "%s", d->text);
	}
	for (size_t i = 0; i < l->targets.n; i++) {
		const struct target *t = &l->targets.at[i];
		if (!is_there(l, sv(t->path), sv(t->fragment)))
			tell_target(l, t, map_get(&l->files, sv(t->path), NULL), workspace, ds);
	}
	return ds->errors - before;
}

struct links *links_new(struct sink *next)
{
	struct links *l = xcalloc(1, sizeof *l);
	l->sink.put = links_put;
	l->next = next;
	str_init(&l->decoded, 0);
	str_init(&l->path, 0);
	str_init(&l->fragment, 0);
	str_init(&l->key, 0);
	return l;
}

struct sink *links_sink(struct links *l)
{
	return &l->sink;
}

void links_free(struct links *l)
{
	if (!l) return;
	map_dispose(&l->files);
	map_dispose(&l->target_at);
	vec_dispose(&l->targets);
	vec_dispose(&l->references);
	vec_dispose(&l->places);
	vec_dispose(&l->pending);
	free(l->ids.slot);
	str_dispose(&l->decoded);
	str_dispose(&l->path);
	str_dispose(&l->fragment);
	str_dispose(&l->key);
	diags_dispose(&l->found);
	arena_dispose(&l->mem);
	free(l);
}
