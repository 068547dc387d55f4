/* entry_sheet.c joins what the edition lists (Entry IDs, nobody's name) to the applications behind it. */
#include "cmd/entry_sheet.h"
#include <assert.h>
#include "base/fs.h"
#include "base/row_index.h"
#include "base/vec.h"
#include "cmd/sheet.h"
#include "records/application.h"
#include "records/entry_draws.h"

#define NONE SIZE_MAX

struct entry {
	const char *id;
	bool group, live, listed;
	int64_t newest, before; /* draws */
};
/* That a person stood behind an entry. */
struct link {
	size_t entry, next; /* of the same row, the newest entry first */
	date_t first;       /* drawn without a gap since then */
	int64_t last;       /* draw */
};
struct row {
	const char *form, *entry_no, *first_name, *last_name, *member_no;
	enum application_kind kind;
	int64_t person;
	enum consent consent;
	enum reason publishable;
	bool takes_requests;
	date_t submitted, paused_until;
	size_t order, links, shown; /* first link; the link of the Entry ID that is shown */
	bool listed;
};
struct sheet {
	struct context *ctx;
	struct arena mem;
	const struct public_pool *pool_of[KIND_COUNT];
	struct row_index by_person[KIND_COUNT]; /* -> row */
	struct row_index by_application;        /* those of the rows -> row */
	struct map by_id;                       /* Entry ID -> entry */
	VEC(struct row) rows;
	VEC(struct link) links;
	VEC(struct entry) entries;
	int64_t draw; /* whose members are being read, and its entry */
	size_t entry;
};

static const char *keep(struct sheet *s, struct sv v)
{
	return v.n ? arena_strdup(&s->mem, v) : "";
}

static int add_row(void *self, const struct application *a)
{
	struct sheet *s = self;
	if (a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return 0;
	struct row row = { .form = keep(s, sv(a->form)),
		.entry_no = keep(s, sv(a->entry_no)),
		.first_name = keep(s, application_field(a, "first_name")),
		.last_name = keep(s, application_field(a, "last_name")),
		.member_no = keep(s, application_field(a, "member_no")),
		.kind = a->kind,
		.person = a->person,
		.consent = a->consent,
		.publishable = a->publishable,
		.takes_requests = a->takes_requests,
		.submitted = a->submitted,
		.paused_until = a->paused_until,
		.order = s->rows.n,
		.links = NONE,
		.shown = NONE };
	/* A held application does not stand for its person. */
	if (!reason_is_held(a->publishable)) row_index_set(&s->by_person[a->kind], a->person, s->rows.n);
	row_index_set(&s->by_application, a->id, s->rows.n);
	vec_push(&s->rows, row);
	return 0;
}

static void add_pools(struct sheet *s, const struct public_pool *const *pools, size_t npools)
{
	const struct policy *policy = &s->ctx->policy;
	for (size_t i = 0; i < npools; i++) {
		if (!pools[i]) continue;
		for (size_t p = 0; p < policy->npools; p++)
			if (strcmp(policy->pool[p].code, public_pool_code(pools[i])) == 0)
				s->pool_of[policy->pool[p].kind] = pools[i];
		for (size_t j = 0; j < public_pool_entries(pools[i]); j++) {
			const struct public_entry *e = public_pool_entry(pools[i], j);
			struct entry entry = { public_entry_id(e), public_entry_is_group(e), true, true, 0, 0 };
			if (map_add(&s->by_id, sv(entry.id), s->entries.n)) vec_push(&s->entries, entry);
		}
	}
}

static int entry_of(struct sheet *s, const struct entry_draw *d)
{
	uint64_t at = s->entries.n;
	if (s->draw == d->draw) return 0;
	if (!map_get(&s->by_id, d->id, &at)) {
		struct entry e = { keep(s, d->id), false, false, false, 0, 0 };
		if (entry_draws_state(s->ctx->store, d->id, &e.group, &e.live)) return -1;
		map_set(&s->by_id, d->id, at);
		vec_push(&s->entries, e);
	}
	struct entry *e = &s->entries.at[at];
	e->before = e->newest;
	e->newest = s->draw = d->draw;
	s->entry = at;
	return 0;
}

/* 1 if the application is in no export any more. */
static int owner_of(struct sheet *s, int64_t application, int64_t *person, enum application_kind *kind)
{
	size_t at = row_index_find(&s->by_application, application);
	if (at == ROW_NOWHERE) return entry_draws_owner(s->ctx->store, application, person, kind);
	*person = s->rows.at[at].person;
	*kind = s->rows.at[at].kind;
	return 0;
}

static int add_draw(void *self, const struct entry_draw *d)
{
	struct sheet *s = self;
	int64_t person = 0;
	enum application_kind kind = KIND_COUNT;
	int r = owner_of(s, d->application, &person, &kind);
	if (r) return r < 0 ? -1 : 0;
	if (entry_of(s, d)) return -1;
	size_t at = row_index_find(&s->by_person[kind], person);
	if (at == ROW_NOWHERE) return 0;
	struct row *row = &s->rows.at[at];
	size_t entry = s->entry, i;
	for (i = row->links; i != NONE && s->links.at[i].entry != entry; i = s->links.at[i].next) continue;
	if (i == NONE) {
		struct link l = { entry, row->links, d->drawn, d->draw };
		row->links = s->links.n;
		vec_push(&s->links, l);
		return 0;
	}
	struct link *l = &s->links.at[i];
	if (l->last != s->entries.at[entry].before && l->last != d->draw) l->first = d->drawn; /* left, and came back */
	l->last = d->draw;
	return 0;
}

/* The entry that stands in the edition; else the profile that comes back under its ID. */
static void choose(const struct sheet *s, struct row *row)
{
	for (size_t i = row->links; i != NONE; i = s->links.at[i].next) {
		const struct entry *e = &s->entries.at[s->links.at[i].entry];
		if (e->newest != s->links.at[i].last) continue;
		if (e->listed && !row->listed) {
			row->listed = true;
			row->shown = i;
		} else if (!e->group && e->live && row->shown == NONE) {
			row->shown = i;
		}
	}
}

static int in_order(const void *pa, const void *pb, void *ctx)
{
	const struct sheet *s = ctx;
	const struct row *a = pa, *b = pb;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->listed != b->listed) return a->listed ? -1 : 1;
	if (a->listed) {
		int order = strcmp(
			s->entries.at[s->links.at[a->shown].entry].id, s->entries.at[s->links.at[b->shown].entry].id);
		if (order) return order;
	}
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Why somebody who may be listed is not. */
static void why_waiting(const struct sheet *s, const struct row *row, struct str *out)
{
	const struct public_pool *pool = s->pool_of[row->kind];
	bool had_profile = false;
	for (size_t i = row->links; i != NONE; i = s->links.at[i].next)
		had_profile |= !s->entries.at[s->links.at[i].entry].group;
	if (!pool)
		str_puts(out, "no pool has been drawn yet");
	else if (row->consent == CONSENT_PROFILE && !row->takes_requests)
		str_puts(out, "takes no request now");
	else if (row->submitted != DATE_NONE && row->submitted > public_pool_drawn(pool))
		str_puts(out, "applied after the pool was drawn: from the next cycle on");
	else if (row->consent == CONSENT_GROUP && had_profile)
		str_puts(out, "left a profile: in a group after the next cycle");
	else if (row->consent == CONSENT_GROUP && public_pool_groups(pool) == 0)
		str_puts(out, "too few for a group");
	else
		str_printf(out, "not in the pool drawn on %s: from the next cycle on",
			date_iso(public_pool_drawn(pool)).z);
}

static void why_not(const struct sheet *s, const struct row *row, struct str *out)
{
	bool may = row->publishable == REASON_OK || row->publishable == REASON_NO_AREA;
	str_clear(out);
	if (row->listed && !may)
		str_printf(
			out, "%s: not proposed; the card stands until the next cycle", reason_words(row->publishable));
	else if (!row->listed && !may)
		str_puts(out, reason_words(row->publishable));
	else if (!row->listed)
		why_waiting(s, row, out);
}

static const struct link *link_at(const struct sheet *s, size_t i)
{
	assert(i < s->links.n && s->links.at);
	return &s->links.at[i];
}

static const struct entry *link_entry(const struct sheet *s, const struct link *l)
{
	assert(l->entry < s->entries.n && s->entries.at);
	return &s->entries.at[l->entry];
}

static void put_row(const struct sheet *s, const struct row *row, struct str *out, struct str *why, struct str *earlier)
{
	const struct link *shown = row->shown == NONE ? NULL : link_at(s, row->shown);
	const struct entry *e = shown ? link_entry(s, shown) : NULL;
	bool listed = row->listed && shown;
	str_clear(earlier);
	for (size_t i = row->links; i != NONE; i = link_at(s, i)->next)
		if (i != row->shown)
			str_printf(earlier, "%s%s", earlier->len ? " " : "", link_entry(s, link_at(s, i))->id);
	why_not(s, row, why);
	const struct date_text since = date_iso(listed ? shown->first : DATE_NONE), until = date_iso(row->paused_until);
	const struct sv cell[] = { sv(e ? e->id : ""), sv(application_kind_word(row->kind)), sv(row->entry_no),
		sv(row->form), sv(row->first_name), sv(row->last_name),
		sv(!listed         ? "not listed"
			: e->group ? "group"
				   : "profile"),
		sv(since.z), sv_of(why), sv(until.z), sv(row->member_no), sv_of(earlier) };
	sheet_row(out, cell, sizeof cell / sizeof *cell);
}

static void put_sheet(struct sheet *s, struct str *out)
{
	static const char *const columns[] = { "Entry ID", "Kind", "Form entry number", "Form", "First name",
		"Last name", "Listed", "Listed since", "Why not", "Paused until", "Member number",
		"Earlier Entry IDs" };
	struct str why = STR_INIT, earlier = STR_INIT;
	sheet_header(out, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < s->rows.n; i++) put_row(s, &s->rows.at[i], out, &why, &earlier);
	str_dispose(&why);
	str_dispose(&earlier);
}

static void dispose(struct sheet *s)
{
	for (size_t i = 0; i < KIND_COUNT; i++) row_index_dispose(&s->by_person[i]);
	row_index_dispose(&s->by_application);
	map_dispose(&s->by_id);
	vec_dispose(&s->rows);
	vec_dispose(&s->links);
	vec_dispose(&s->entries);
	arena_dispose(&s->mem);
}

int entry_sheet_write(
	struct context *ctx, const struct public_pool *const *pools, size_t npools, struct sha256 *written)
{
	struct sheet s = { .ctx = ctx,
		.mem = ARENA_INIT,
		.by_application = ROW_INDEX_INIT,
		.by_id = MAP_INIT,
		.rows = VEC_INIT,
		.links = VEC_INIT,
		.entries = VEC_INIT };
	struct str csv = STR_INIT, err = STR_INIT;
	int result = -1;
	if (!ctx->has_records || !ctx->store) return -1;
	add_pools(&s, pools, npools);
	if (application_each(ctx->store, ctx->run, KIND_COUNT, true, add_row, &s) ||
		entry_draws_each(ctx->store, add_draw, &s)) {
		str_puts(&err, store_error(ctx->store));
	} else {
		for (size_t i = 0; i < s.rows.n; i++) choose(&s, &s.rows.at[i]);
		if (s.rows.n) qsort_r(s.rows.at, s.rows.n, sizeof *s.rows.at, in_order, &s);
		put_sheet(&s, &csv);
		*written = sha256_of(sv_of(&csv));
		result = fs_write_atomic(context_path(ctx, ENTRY_SHEET_CSV), sv_of(&csv), 0600, &err);
	}
	if (err.len)
		diags_warn(&ctx->ds, "B131", NOPLACE,
			"free some space, or check the permissions of private/, then publish again",
			"the sheet of Entry IDs, " ENTRY_SHEET_CSV ", could not be written (%s); the edition stands",
			err.ptr);
	str_dispose(&csv);
	str_dispose(&err);
	dispose(&s);
	return result;
}
