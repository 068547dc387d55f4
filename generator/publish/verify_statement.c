/* An object that hashes to its name proves that nothing was damaged by accident. Somebody who rewrites an edition makes new names; then
 * only the statement, which has to agree with every page and with the commit, tells. */
#include "publish/verify_statement.h"

#include "base/checkcode.h"
#include "base/digest.h"
#include "input/csvin.h"
#include "publish/history_internal.h"

#define HELP                                                                                                           \
	"compare with a copy or clone made when the edition was published; if that says the same, the edition was "    \
	"published so, else restore the site folder from it"

/* ---- edition.json */

static const char *value_of(struct arena *mem, struct sv line, const char *key, const char *blanks)
{
	struct sv mark = sv(arena_printf(mem, "%s\"%s\": ", blanks, key));
	struct sv v = sv_sub(line, mark.n, line.n);
	if (line.n < mark.n || memcmp(line.p, mark.p, mark.n) != 0) return NULL;
	if (v.n && v.p[v.n - 1] == ',') v.n--;
	if (v.n > 1 && v.p[0] == '"') v = sv_sub(v, 1, v.n - 2);
	return arena_strdup(mem, v);
}

static long number_of(const char *text)
{
	long n;
	return text && sv_long(sv(text), &n) ? n : -1;
}

static void read_top(struct statement_read *out, struct arena *mem, struct sv line)
{
	const struct {
		const char *key, **to;
	} keys[] = { { "edition", &out->edition }, { "as_of", &out->as_of }, { "cycle", &out->cycle },
		{ "policy", &out->policy }, { "gate", &out->gate }, { "audience", &out->audience }, { "k", &out->k },
		{ "restores", &out->restores } };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *v = value_of(mem, line, keys[i].key, "  ");
		if (v) *keys[i].to = v;
	}
}

static void read_pool(struct statement_read *out, struct arena *mem, struct sv line)
{
	struct statement_pool *p = out->npools ? &out->pool[out->npools - 1] : NULL;
	const char *v;
	if ((v = value_of(mem, line, "pool", "      ")) && out->npools < sizeof out->pool / sizeof *out->pool)
		out->pool[out->npools++] = (struct statement_pool){ v, "", "", -1, -1, -1 };
	if (!p) return;
	if ((v = value_of(mem, line, "drawn", "      "))) p->drawn = v;
	if ((v = value_of(mem, line, "digest", "      "))) p->digest = v;
	if ((v = value_of(mem, line, "k", "      "))) p->k = number_of(v);
	if ((v = value_of(mem, line, "profiles", "      "))) p->profiles = number_of(v);
	if ((v = value_of(mem, line, "groups", "      "))) p->groups = number_of(v);
}

void statement_read(struct statement_read *out, struct arena *mem, struct sv json)
{
	struct sv line;
	*out = (struct statement_read){ .edition = "",
		.as_of = "",
		.cycle = "",
		.policy = "",
		.gate = "",
		.audience = "",
		.k = "",
		.restores = "" };
	while (sv_split(&json, '\n', &line)) {
		read_top(out, mem, line);
		read_pool(out, mem, line);
	}
}

/* ---- pool.csv */

enum { POOL, ID, KIND, FIELD, CODE, LABEL, PARENT, TEXT, COLUMNS };

struct pool_seen {
	const char *code;
	struct digest_ctx *digest;
	struct sha256_hex hex;
	long profiles, groups;
	struct map grouped; /* its grouped fields */
	struct map tuples, ids;
	const char *last; /* Entry ID before */
};
struct reader {
	struct history *h;
	const struct edition *e;
	struct diags *ds;
	struct arena mem;
	VEC(struct pool_seen) pool;
	struct map all_ids;
	struct map paths; /* of the edition's files */
};

static void wrong(struct reader *r, const char *code, const char *what)
{
	diags_error(r->ds, code, NOPLACE, HELP, "edition %u: %s", r->e->number, what);
}

static struct pool_seen *pool_of(struct reader *r, struct sv code)
{
	for (size_t i = 0; i < r->pool.n; i++)
		if (sv_is(code, r->pool.at[i].code)) return &r->pool.at[i];
	vec_push(&r->pool, ((struct pool_seen){ .code = arena_strdup(&r->mem, code),
				   .digest = digest_new_sha256(),
				   .grouped = MAP_INIT,
				   .tuples = MAP_INIT,
				   .ids = MAP_INIT,
				   .last = "" }));
	return &r->pool.at[r->pool.n - 1];
}

static void end_digest(struct pool_seen *p)
{
	struct sha256 d;
	if (!p->digest) return;
	digest_end_sha256(p->digest, &d);
	p->hex = sha256_hex(&d);
	p->digest = NULL;
}

/* Exactly one value for every grouped field, and nothing else. */
static bool is_group(const struct pool_seen *p, const struct csvin_row *row)
{
	struct sv rest = row->cell[CODE], fact, field;
	size_t n = 0;
	while (sv_split(&rest, ';', &fact)) {
		struct sv code = fact;
		if (!fact.n || !sv_split(&code, '=', &field)) return false;
		if (!map_get(&p->grouped, field, NULL) || sv_find(code, SV_LIT("|")) != SIZE_MAX) return false;
		n++;
	}
	return n == p->grouped.n && row->cell[TEXT].n == 0;
}

static void check_entry(struct reader *r, struct pool_seen *p, const struct csvin_row *row)
{
	struct sv id = row->cell[ID];
	bool group = sv_is(row->cell[KIND], "group"), profile = sv_is(row->cell[KIND], "profile");
	const char *shown = arena_strdup(&r->mem, id);
	if (!group && !profile)
		wrong(r, "H111", arena_printf(&r->mem, "pool.csv has a row of no known kind: %s", shown));
	if (!checkcode_valid(id))
		wrong(r, "H111", arena_printf(&r->mem, "the Entry ID %s has a wrong check symbol", shown));
	if (strcmp(p->last, shown) >= 0 || !map_add(&r->all_ids, id, 1))
		wrong(r, "H111", arena_printf(&r->mem, "the Entry ID %s is out of order or stands twice", shown));
	if (group && (!is_group(p, row) || !map_add(&p->tuples, row->cell[CODE], 1)))
		wrong(r, "H111",
			arena_printf(
				&r->mem, "the group %s says more than a group may, or the same as another", shown));
	p->groups += group;
	p->profiles += profile;
	p->last = shown;
	map_add(&p->ids, id, 0);
}

static int take_row(void *self, const struct csvin_row *row)
{
	struct reader *r = self;
	if (row->index == 0) return 0;
	if (row->n < COLUMNS) return wrong(r, "H111", "a row of pool.csv has too few cells"), 0;
	struct pool_seen *p = pool_of(r, row->cell[POOL]);
	digest_add(p->digest, row->raw.p, row->raw.n);
	digest_add(p->digest, "\n", 1);
	if (sv_is(row->cell[KIND], "field")) {
		if (sv_is(row->cell[CODE], "grouped")) map_add(&p->grouped, row->cell[FIELD], 1);
	} else if (!sv_is(row->cell[KIND], "value")) {
		check_entry(r, p, row);
	}
	return 0;
}

static void read_pools(struct reader *r, struct sv csv)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	if (csv.n) csvin_text(csv, "pool.csv", 1, &options, &dialect, take_row, r, r->ds);
	for (size_t i = 0; i < r->pool.n; i++) end_digest(&r->pool.at[i]);
}

/* ---- the statement against commit and pools */

static void check_word(struct reader *r, const char *what, const char *said, const char *is)
{
	if (strcmp(said, is) != 0)
		wrong(r, "H110",
			arena_printf(&r->mem, "edition.json says \"%s\" for %s, and the commit says \"%s\"", said, what,
				is));
}

static bool in_commit(struct reader *r, const struct statement_pool *p)
{
	const char *line = arena_printf(&r->mem, "%s, %ld profiles, %ld groups, k %ld, drawn %s, %s", p->code,
		p->profiles, p->groups, p->k, p->drawn, p->digest);
	for (size_t i = 0; i < r->e->ntrailers; i++)
		if (strcmp(r->e->trailer[i].key, "Pool") == 0 && strcmp(r->e->trailer[i].value, line) == 0) return true;
	return false;
}

static void check_pool(struct reader *r, const struct statement_pool *p)
{
	struct pool_seen *seen = pool_of(r, sv(p->code));
	end_digest(seen); /* of a pool without a row */
	if (strcmp(seen->hex.z, p->digest) != 0)
		wrong(r, "H110",
			arena_printf(&r->mem, "the rows of %s in pool.csv are not those of its digest", p->code));
	if (seen->profiles != p->profiles || seen->groups != p->groups)
		wrong(r, "H110",
			arena_printf(&r->mem,
				"pool.csv has %ld profiles and %ld groups of %s, and edition.json says %ld and %ld",
				seen->profiles, seen->groups, p->code, p->profiles, p->groups));
	if (!in_commit(r, p))
		wrong(r, "H110",
			arena_printf(&r->mem, "the commit says other numbers of %s than edition.json", p->code));
}

static void check_k(struct reader *r, const struct statement_read *s)
{
	enum { K_MEMBERS = 5, K_PUBLIC = 11 };
	long least = strcmp(s->audience, "public") == 0 ? K_PUBLIC : K_MEMBERS, k = number_of(s->k);
	if (s->npools && k < least)
		wrong(r, "H110",
			arena_printf(
				&r->mem, "it promises that %ld look the same, and at least %ld have to", k, least));
	for (size_t i = 0; i < s->npools; i++)
		if (s->pool[i].k < k)
			wrong(r, "H110",
				arena_printf(&r->mem, "%s were drawn with a smaller k than the edition promises",
					s->pool[i].code));
}

static void check_statement(struct reader *r, const struct statement_read *s)
{
	check_k(r, s);
	check_word(r, "its number", s->edition, arena_printf(&r->mem, "%u", r->e->number));
	check_word(r, "its day", s->as_of, date_iso(r->e->day).z);
	check_word(r, "the cycle", s->cycle, edition_trailer(r->e, "Cycle"));
	check_word(r, "the privacy policy", s->policy, edition_trailer(r->e, "Policy"));
	check_word(r, "the gate", s->gate, edition_trailer(r->e, "Gate"));
	check_word(r, "what was rolled back", s->restores, edition_trailer(r->e, "Restores"));
	check_word(r, "the day of the commit", date_iso(r->e->day).z, edition_trailer(r->e, "As-of"));
	for (size_t i = 0; i < s->npools; i++) check_pool(r, &s->pool[i]);
	for (size_t i = 0; i < r->pool.n; i++) {
		bool told = r->pool.at[i].profiles + r->pool.at[i].groups == 0;
		for (size_t j = 0; j < s->npools; j++) told |= strcmp(s->pool[j].code, r->pool.at[i].code) == 0;
		if (!told)
			wrong(r, "H110", arena_printf(&r->mem, "edition.json does not mention %s", r->pool.at[i].code));
	}
}

/* ---- pages */

/* Entries have the anchor "e-7KQ-3XHM" on the search pages and browse pages alike. */
static void mark_shown(struct reader *r, struct pool_seen *p, const char *path, struct sv html)
{
	static const struct sv mark = { "id=\"e-", 6 };
	size_t at;
	while ((at = sv_find(html, mark)) != SIZE_MAX) {
		html = sv_sub(html, at + mark.n, html.n);
		struct sv id = sv_sub(html, 0, CHECKCODE_LEN);
		if (!map_get(&p->ids, id, NULL))
			wrong(r, "H112",
				arena_printf(&r->mem, "%s shows the entry %.*s, which pool.csv does not have", path,
					SV_ARG(id)));
		else
			map_set(&p->ids, id, 1);
	}
}

static void check_pool_pages(struct reader *r, struct pool_seen *p)
{
	struct sv browse = sv(arena_printf(&r->mem, "%s-browse-", p->code));
	const char *search = arena_printf(&r->mem, "%s.html", p->code);
	struct str html = STR_INIT;
	size_t missing = 0;
	for (size_t i = 0; i < r->paths.n; i++) {
		const char *path = arena_strdup(&r->mem, r->paths.at[i].key);
		if (strcmp(path, search) != 0 && !sv_starts(r->paths.at[i].key, browse.p)) continue;
		str_clear(&html);
		if (history_read(r->h, r->e, path, &html) == 0) mark_shown(r, p, path, sv_of(&html));
	}
	for (size_t i = 0; i < p->ids.n; i++) missing += p->ids.at[i].value == 0;
	if (missing)
		wrong(r, "H112",
			arena_printf(&r->mem, "%zu of the entries of %s in pool.csv stand%s on no page", missing,
				p->code, missing == 1 ? "s" : ""));
	str_dispose(&html);
}

static int take_document(void *self, const struct csvin_row *row)
{
	struct reader *r = self;
	struct sv path, rest;
	if (row->index == 0 || row->n == 0) return 0;
	rest = row->cell[0];
	sv_split(&rest, '#', &path);
	if (!map_get(&r->paths, path, NULL))
		wrong(r, "H114",
			arena_printf(
				&r->mem, "documents.csv lists %.*s, and there is no such page", SV_ARG(row->cell[0])));
	return 0;
}

static void check_documents(struct reader *r)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	struct str csv = STR_INIT;
	if (history_read(r->h, r->e, "documents.csv", &csv) != 0)
		wrong(r, "H114", "documents.csv, the list of its documents, is missing");
	else if (csv.len)
		csvin_text(sv_of(&csv), "documents.csv", 1, &options, &dialect, take_document, r, r->ds);
	str_dispose(&csv);
}

/* ---- editions */

static void reader_dispose(struct reader *r)
{
	for (size_t i = 0; i < r->pool.n; i++) {
		map_dispose(&r->pool.at[i].grouped);
		map_dispose(&r->pool.at[i].tuples);
		map_dispose(&r->pool.at[i].ids);
	}
	vec_dispose(&r->pool);
	map_dispose(&r->all_ids);
	map_dispose(&r->paths);
	arena_dispose(&r->mem);
}

static void check_files(struct reader *r)
{
	struct str json = STR_INIT, csv = STR_INIT;
	struct statement_read s;
	if (history_read(r->h, r->e, "edition.json", &json) != 0) {
		wrong(r, "H110", "edition.json, its privacy statement, is missing");
	} else {
		statement_read(&s, &r->mem, sv_of(&json));
		history_read(r->h, r->e, "pool.csv", &csv);
		read_pools(r, sv_of(&csv));
		check_statement(r, &s);
		for (size_t i = 0; i < r->pool.n; i++) check_pool_pages(r, &r->pool.at[i]);
		check_documents(r);
	}
	str_dispose(&json);
	str_dispose(&csv);
}

static void check_edition(struct history *h, const struct edition *e, struct diags *ds)
{
	struct reader r = {
		.h = h, .e = e, .ds = ds, .mem = ARENA_INIT, .pool = VEC_INIT, .all_ids = MAP_INIT, .paths = MAP_INIT
	};
	const struct history_file *f = NULL;
	size_t n = 0;
	if (history_files(h, e, &r.mem, &f, &n) == 0) { /* else verify has told what is damaged */
		for (size_t i = 0; i < n; i++) map_add(&r.paths, sv(f[i].path), i);
		check_files(&r);
	}
	reader_dispose(&r);
}

static void check_order(const struct edition *e, const struct edition *before, struct diags *ds)
{
	if (before && (e->number != before->number + 1 || e->day < before->day))
		diags_error(ds, "H113", NOPLACE, HELP, "edition %u of %s does not follow edition %u of %s", e->number,
			date_iso(e->day).z, before->number, date_iso(before->day).z);
}

int history_verify_statements(struct history *h, size_t *checked, struct diags *ds)
{
	size_t errors = ds->errors, n = history_editions(h);
	for (size_t i = n; i-- > 0;) {
		check_order(history_edition(h, i), i + 1 < n ? history_edition(h, i + 1) : NULL, ds);
		check_edition(h, history_edition(h, i), ds);
	}
	*checked = n;
	return ds->errors > errors ? -1 : 0;
}
