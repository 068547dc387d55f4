/* controlled.c: status is never written down, it follows from dates and the as-of date, so that a version comes into
 * force and leaves it by itself. What the dates cannot mean (two versions on one day, a day without one) is an error.
 */
#include "content/controlled.h"
#include "base/utf8.h"
#include "content/approvals.h"
#include "content/lineage.h"

static struct place place_of(const struct source *s, const char *key)
{
	const struct yaml *v = yaml_get(s->front.map, key);
	return v ? v->at : s->doc->at;
}

static const char *iso(struct build *b, date_t d)
{
	return arena_strdup(&b->mem, sv(date_iso(d).z));
}

static const char *long_date(struct build *b, date_t d)
{
	return arena_strdup(&b->mem, sv(date_long(d).z));
}

static int by_number(const void *a, const void *b)
{
	const struct source *x = *(struct source *const *)a, *y = *(struct source *const *)b;
	return sv_cmp(x->doc->number, y->doc->number);
}

/* ---- statuses */

static void supersede(struct document *d, const struct version *newer)
{
	d->status = STATUS_SUPERSEDED;
	d->superseded_by = newer->s ? newer->s->doc : NULL;
	d->superseded_number = newer->number;
	d->superseded_on = newer->effective;
}

static void set_statuses(struct build *b, const struct line *line)
{
	date_t today = b->run->as_of;
	const struct source *heir = line->replaced_by;
	struct version first = { sv(""), NULL, NULL, DATE_NONE, DATE_NONE };
	const struct version *newer = NULL;
	if (heir && heir->doc->effective <= today) {
		first = (struct version){ heir->doc->number, build_by_number(b, heir->doc->number), NULL,
			heir->doc->effective, DATE_NONE };
		newer = &first;
	}
	for (size_t i = line->n; i-- > 0;) {
		const struct version *v = &line->at[i];
		struct document *d = v->s ? v->s->doc : NULL;
		bool coming = v->effective == DATE_NONE || v->effective > today;
		if (d && coming)
			d->status = STATUS_APPROVED;
		else if (d && newer)
			supersede(d, newer);
		else if (d)
			d->status = d->retired != DATE_NONE && d->retired <= today ? STATUS_RETIRED : STATUS_EFFECTIVE;
		if (!coming) newer = v;
	}
}

static void set_watermark(struct build *b, struct document *d)
{
	switch (d->status) {
	case STATUS_DRAFT: d->watermark = sv("DRAFT, NOT APPROVED"); break;
	case STATUS_APPROVED:
		d->watermark = sv(arena_printf(&b->mem, "NOT YET EFFECTIVE until %s", long_date(b, d->effective)));
		break;
	case STATUS_SUPERSEDED:
		d->watermark = sv(arena_printf(&b->mem, "SUPERSEDED BY %.*s on %s", SV_ARG(d->superseded_number),
			long_date(b, d->superseded_on)));
		break;
	case STATUS_RETIRED: d->watermark = sv(arena_printf(&b->mem, "RETIRED on %s", long_date(b, d->retired))); break;
	case STATUS_NONE:
	case STATUS_EFFECTIVE: d->watermark = sv(""); break;
	}
}

/* ---- families */

static void add_family(struct build *b, struct source **at, size_t n, const struct line *line, struct family *f)
{
	const struct document **version = ARENA_ARRAY(&b->mem, const struct document *, n);
	for (size_t i = 0; i < n; i++) {
		struct document *d = at[i]->doc;
		const struct source *before = d->supersedes.n ? build_by_number(b, d->supersedes) : NULL;
		if (!lineage_settled(at[i])) d->status = STATUS_DRAFT;
		if (before && before != at[i] && !before->left_out) d->supersedes_doc = before->doc;
	}
	lineage_check(line, b);
	set_statuses(b, line);
	f->name = at[0]->doc->family;
	f->version = version;
	for (size_t i = n; i-- > 0;) {
		if (at[i]->doc->status == STATUS_EFFECTIVE) f->in_force = at[i]->doc;
		set_watermark(b, at[i]->doc);
		version[f->nversions++] = at[i]->doc;
	}
	map_set_ptr(&b->families, f->name, f);
}

/* An SOP approved later than the as-of date was a draft on that date. */
static void leave_out_later(struct build *b, struct source *s)
{
	struct document *d = s->doc;
	if (s->left_out || d->approved == DATE_NONE || d->approved <= b->run->as_of) return;
	d->draft = true;
	s->later = true;
	s->left_out = !b->with_drafts;
}

static size_t family_end(struct source *const *sop, size_t n, size_t from)
{
	size_t to = from + 1;
	while (to < n && sv_eq(sop[to]->doc->family, sop[from]->doc->family)) to++;
	return to;
}

/* All lines first, because a family may end where another begins. */
static void set_families(struct build *b, struct source **sop, size_t n)
{
	struct family *family = ARENA_ARRAY(&b->mem, struct family, n + 1);
	struct line *line = xcalloc(n + 1, sizeof *line);
	size_t nlines = 0;
	for (size_t from = 0, to; from < n; from = to) {
		to = family_end(sop, n, from);
		lineage_begin(&line[nlines++], b, sop + from, to - from);
	}
	lineage_join(line, nlines, b);
	b->pub.family = family;
	for (size_t from = 0, to; from < n; from = to) {
		to = family_end(sop, n, from);
		add_family(b, sop + from, to - from, &line[b->pub.nfamilies], &family[b->pub.nfamilies]);
		b->pub.nfamilies++;
	}
	for (size_t i = 0; i < nlines; i++) lineage_dispose(&line[i]);
	free(line);
}

void controlled_settle(struct build *b)
{
	struct source **sop = xcalloc(b->sources.n + 1, sizeof *sop);
	size_t n = 0;
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = b->sources.at[i];
		if (s->doc->kind != DOC_SOP) continue;
		leave_out_later(b, s);
		if (!s->left_out && s->doc->family.n) sop[n++] = s;
	}
	qsort(sop, n, sizeof *sop, by_number);
	set_families(b, sop, n);
	free(sop);
}

/* ---- one document */

const struct officer *controlled_officer(const struct build *b, struct sv name)
{
	struct str want = STR_INIT, have = STR_INIT;
	const struct officer *found = NULL;
	utf8_fold(&want, name);
	for (size_t i = 0; i < b->nall_officers && !found; i++) {
		str_clear(&have);
		utf8_fold(&have, b->all_officers[i].name);
		if (sv_eq(sv_of(&want), sv_of(&have))) found = &b->all_officers[i];
	}
	str_dispose(&want);
	str_dispose(&have);
	return found;
}

void controlled_check(struct build *b, struct source *s)
{
	struct document *d = s->doc;
	bool current = d->status == STATUS_EFFECTIVE || (d->kind != DOC_SOP && !d->draft);
	d->review_overdue = current && d->review_due != DATE_NONE && d->review_due < b->run->as_of;
	if (d->review_overdue)
		diags_warn(b->ds, "C061", place_of(s, "review_due"),
			"review it and write the next date as review_due, or issue a new version",
			"the review of this document was due on %s", iso(b, d->review_due));
	if (d->kind != DOC_SOP || s->unsound) return;
	if (d->approved != DATE_NONE && d->effective != DATE_NONE && d->approved > d->effective)
		diags_error(b->ds, "C052", place_of(s, "approved"),
			"a version takes effect after it was approved; correct one of the dates",
			"approved on %s, after it took effect on %s", iso(b, d->approved), iso(b, d->effective));
	if (d->retired != DATE_NONE && d->effective != DATE_NONE && d->retired <= d->effective)
		diags_error(b->ds, "C052", place_of(s, "retired"), "correct one of the dates",
			"retires on %s, before it takes effect", iso(b, d->retired));
	if (d->original_issue != DATE_NONE && d->effective != DATE_NONE && d->original_issue > d->effective)
		diags_error(b->ds, "C052", place_of(s, "original_issue"), "correct one of the dates",
			"originally issued on %s, after it took effect", iso(b, d->original_issue));
	approvals_check(b, s);
}
