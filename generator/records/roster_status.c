/* roster_status.c exists because a database that renames a status ("Active" becomes "Current") makes everybody ineligible,
 * and a directory that empties itself without a word is found out by the members. Statuses are the database's own words;
 * one that hardly anybody has may be something else in the wrong column, so it is counted and not shown. */
#include <stdint.h>
#include "base/utf8.h"
#include "records/import_internal.h"
#include "records/mapping_bind.h"
#include "records/field_code.h"
#include "records/words.h"

enum { SHOWN_ROWS = 5, SHOWN_STATUSES = 8 };

struct status {
	struct sv text;
	size_t rows;
};
struct statuses {
	struct arena mem;
	struct map by_key;
	VEC(struct status) all;
};

static const struct source_file *newest_list(const struct importer *im)
{
	for (size_t i = 0; i < im->nfiles; i++)
		if (im->file[i].mapping->roster) return &im->file[i];
	return NULL;
}

static bool is_among(const struct yaml_texts *texts, struct sv text)
{
	for (size_t i = 0; i < texts->n; i++)
		if (words_same(texts->at[i], text)) return true;
	return false;
}

static void count(struct statuses *s, struct sv text)
{
	struct str key = STR_INIT;
	uint64_t at = s->all.n;
	words_key(&key, text);
	if (map_add(&s->by_key, sv_of(&key), at))
		vec_push(&s->all, ((struct status){ arena_sv(&s->mem, text), 0 }));
	else
		map_get(&s->by_key, sv_of(&key), &at);
	s->all.at[at].rows++;
	str_dispose(&key);
}

static int read_statuses(struct importer *im, struct statuses *s)
{
	struct stmt *st = store_stmt(im->s, "SELECT fields FROM member WHERE listed = 1 AND status_ok = 0");
	int r;
	while ((r = stmt_step(st)) == 1) count(s, field_value(im->codes, stmt_blob(st, 0), "member_status"));
	stmt_reset(st);
	return r;
}

static int most_first(const void *pa, const void *pb)
{
	const struct status *a = pa, *b = pb;
	if (a->rows != b->rows) return a->rows < b->rows ? 1 : -1;
	return sv_cmp(a->text, b->text);
}

/* "Current" (134), others (3) */
static void name_statuses(struct str *out, struct statuses *s)
{
	size_t others = 0;
	if (s->all.n) qsort(s->all.at, s->all.n, sizeof *s->all.at, most_first);
	for (size_t i = 0; i < s->all.n; i++) {
		const struct status *status = &s->all.at[i];
		if (i >= SHOWN_STATUSES || status->rows < SHOWN_ROWS)
			others += status->rows;
		else
			str_printf(out, "%s\"%s\" (%zu)", out->len ? ", " : "",
				mapping_shown(&s->mem, status->text, SHOWN_MAX), status->rows);
	}
	if (others && out->len) str_printf(out, ", others (%zu)", others);
	if (others && !out->len) str_printf(out, "%zu that few members have", others);
}

/* Those that the mapping knows to be in no good standing are as they should be. */
static size_t unknown_rows(const struct statuses *s, const struct mapping *m)
{
	size_t n = 0;
	for (size_t i = 0; i < s->all.n; i++)
		if (!is_among(&m->status_not, s->all.at[i].text)) n += s->all.at[i].rows;
	return n;
}

static void tell(struct importer *im, struct statuses *s, size_t listed, size_t good)
{
	const struct source_file *list = newest_list(im);
	const struct mapping *m = list->mapping;
	struct place at = { list->name, 0, 0 };
	struct str names = STR_INIT;
	size_t unknown = unknown_rows(s, m);
	name_statuses(&names, s);
	if (good == 0)
		diags_error(im->ds, "R077", at,
			diags_text(im->ds, "add the status of members in good standing to eligible: status: in %s",
				m->name),
			"nobody on this list of %zu members has a status that counts as good standing; their statuses: "
			"%s",
			listed, names.ptr);
	else if (unknown * 2 > listed)
		diags_warn(im->ds, "R077", at,
			diags_text(im->ds,
				"if one of these is good standing, add it to eligible: status: in %s; if none is, add "
				"them "
				"to eligible: not: there",
				m->name),
			"%zu of %zu members on this list have a status that does not count as good standing: %s",
			listed - good, listed, names.ptr);
	str_dispose(&names);
}

int roster_status_check(struct importer *im)
{
	struct statuses s = { .mem = ARENA_INIT, .by_key = MAP_INIT, .all = VEC_INIT };
	size_t listed = 0, good = 0;
	int r = 0;
	for (size_t i = 0; i < im->member.n; i++) {
		const struct known_member *m = &im->member.at[i];
		listed += m->met && m->listed;
		good += m->met && m->listed && m->status_ok;
	}
	if (newest_list(im) && good * 2 < listed) {
		r = read_statuses(im, &s);
		if (r == 0) tell(im, &s, listed, good);
	}
	map_dispose(&s.by_key);
	vec_dispose(&s.all);
	arena_dispose(&s.mem);
	return r;
}
