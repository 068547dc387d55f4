/* controlled.c: status is never written down, it follows from dates and the as-of date, so that a version comes into
 * force and leaves it by itself. What the dates cannot mean (two versions on one day, a day without one) is an error.
 */
#include "content/controlled.h"
#include "base/utf8.h"

struct line { /* the versions of one family, by number, drafts apart */
	struct source **at;
	size_t n;
};

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

static bool settled(const struct source *s)
{
	return s->doc->kind == DOC_SOP && !s->left_out && !s->doc->draft && s->doc->approved != DATE_NONE &&
	       s->doc->effective != DATE_NONE;
}

static int by_number(const void *a, const void *b)
{
	const struct source *x = *(struct source *const *)a, *y = *(struct source *const *)b;
	return sv_cmp(x->doc->number, y->doc->number);
}

/* ---- the line of versions */

static void check_neighbors(struct build *b, struct source *old, struct source *new)
{
	struct document *o = old->doc, *n = new->doc;
	struct sv missing = n->supersedes;
	if (n->effective == o->effective)
		diags_error(b->ds, "C053", place_of(new, "effective"), "give one of them another date",
			"%.*s and %.*s are both effective on %s; only one version may be in force on a day",
			SV_ARG(o->number), SV_ARG(n->number), iso(b, n->effective));
	else if (n->effective < o->effective)
		diags_error(b->ds, "C063", place_of(new, "effective"), "correct the date or the number",
			"%.*s is effective before the older %.*s", SV_ARG(n->number), SV_ARG(o->number));
	if (o->retired != DATE_NONE && o->retired != n->effective)
		diags_error(b->ds, "C054", place_of(old, "retired"),
			diags_text(b->ds, "leave \"retired\" out, or write the day on which %.*s takes effect: %s",
				SV_ARG(n->number), iso(b, n->effective)),
			o->retired < n->effective
				? "%.*s retires before %.*s takes effect, so for a time none is in force"
				: "%.*s retires after %.*s takes effect, so for a time both are in force",
			SV_ARG(o->number), SV_ARG(n->number));
	if (!missing.n || !sv_eq(missing, o->number))
		diags_error(b->ds, "C055", place_of(new, "supersedes"),
			diags_text(b->ds, "write supersedes: %.*s", SV_ARG(o->number)),
			"%.*s follows %.*s, but says that it supersedes %.*s", SV_ARG(n->number), SV_ARG(o->number),
			SV_ARG(missing.n ? missing : sv("none")));
	if (n->original_issue != o->original_issue)
		diags_error(b->ds, "C056", place_of(new, "original_issue"),
			"the date of original issue stays the same through all versions",
			"%.*s gives another date of original issue than %.*s", SV_ARG(n->number), SV_ARG(o->number));
}

/* The first version here may supersede one that lies elsewhere, if documents.csv says so. */
static void check_first(struct build *b, struct source *first)
{
	struct document *d = first->doc;
	if (!d->supersedes.n || map_get(&b->outside_versions, d->supersedes, NULL)) return;
	diags_error(b->ds, "C055", place_of(first, "supersedes"),
		"add that version to content/sops, or register it in content/documents.csv as kept elsewhere",
		"%.*s supersedes %.*s, which is neither here nor in documents.csv", SV_ARG(d->number),
		SV_ARG(d->supersedes));
}

static void set_statuses(struct build *b, const struct line *line)
{
	date_t today = b->run->as_of;
	struct document *newer = NULL;
	for (size_t i = line->n; i-- > 0;) {
		struct document *d = line->at[i]->doc;
		if (i > 0) d->supersedes_doc = line->at[i - 1]->doc;
		if (d->effective > today)
			d->status = STATUS_APPROVED;
		else if (newer)
			d->status = STATUS_SUPERSEDED;
		else
			d->status = d->retired != DATE_NONE && d->retired <= today ? STATUS_RETIRED : STATUS_EFFECTIVE;
		if (d->status == STATUS_SUPERSEDED) d->superseded_by = newer;
		if (d->status != STATUS_APPROVED) newer = d;
	}
}

static void set_watermark(struct build *b, struct document *d)
{
	switch (d->status) {
	case STATUS_DRAFT: d->watermark = sv("DRAFT"); break;
	case STATUS_APPROVED:
		d->watermark = sv(arena_printf(&b->mem, "NOT YET EFFECTIVE until %s", long_date(b, d->effective)));
		break;
	case STATUS_SUPERSEDED:
		d->watermark = sv(arena_printf(&b->mem, "SUPERSEDED BY %.*s", SV_ARG(d->superseded_by->number)));
		break;
	case STATUS_RETIRED: d->watermark = sv("RETIRED"); break;
	case STATUS_NONE:
	case STATUS_EFFECTIVE: d->watermark = sv(""); break;
	}
}

/* ---- families */

static void add_family(struct build *b, struct source **at, size_t n, struct family *f)
{
	struct line line = { xcalloc(n + 1, sizeof *line.at), 0 };
	const struct document **version = ARENA_ARRAY(&b->mem, const struct document *, n);
	for (size_t i = 0; i < n; i++)
		if (settled(at[i]))
			line.at[line.n++] = at[i];
		else
			at[i]->doc->status = STATUS_DRAFT;
	if (line.n) check_first(b, line.at[0]);
	for (size_t i = 1; i < line.n; i++) check_neighbors(b, line.at[i - 1], line.at[i]);
	set_statuses(b, &line);
	f->name = at[0]->doc->family;
	f->version = version;
	for (size_t i = n; i-- > 0;) {
		if (at[i]->doc->status == STATUS_EFFECTIVE) f->in_force = at[i]->doc;
		set_watermark(b, at[i]->doc);
		version[f->nversions++] = at[i]->doc;
	}
	map_set_ptr(&b->families, f->name, f);
	free(line.at);
}

/* An SOP approved later than the as-of date was a draft on that date. */
static void leave_out_later(struct build *b, struct source *s)
{
	struct document *d = s->doc;
	if (s->left_out || d->approved == DATE_NONE || d->approved <= b->run->as_of) return;
	d->draft = true;
	s->left_out = !b->with_drafts;
}

void controlled_settle(struct build *b)
{
	struct source **sop = xcalloc(b->sources.n + 1, sizeof *sop);
	size_t n = 0, from = 0;
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = b->sources.at[i];
		if (s->doc->kind != DOC_SOP) continue;
		leave_out_later(b, s);
		if (!s->left_out && s->doc->family.n) sop[n++] = s;
	}
	qsort(sop, n, sizeof *sop, by_number);
	struct family *family = ARENA_ARRAY(&b->mem, struct family, n + 1);
	b->pub.family = family;
	while (from < n) {
		size_t to = from + 1;
		while (to < n && sv_eq(sop[to]->doc->family, sop[from]->doc->family)) to++;
		add_family(b, sop + from, to - from, &family[b->pub.nfamilies++]);
		from = to;
	}
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

static bool in_office(const struct build *b, struct sv name, date_t on)
{
	for (size_t i = 0; i < b->nall_officers; i++) {
		const struct officer *o = &b->all_officers[i];
		if (!sv_eq(o->name, name)) continue;
		if ((o->from == DATE_NONE || o->from <= on) && (o->until == DATE_NONE || on <= o->until)) return true;
	}
	return false;
}

static void check_approval(struct build *b, struct source *s, const struct approval *a, const char *key, size_t index)
{
	const struct yaml *list = yaml_get(s->front.map, key),
			  *item = list && index < list->nitems ? list->item[index] : NULL;
	const struct yaml *name = yaml_get(item, "name"), *date = yaml_get(item, "date");
	struct place at = name ? name->at : s->doc->at;
	const struct officer *o = a->name.n ? controlled_officer(b, a->name) : NULL;
	if (a->name.n && !o)
		diags_error(b->ds, "C059", at,
			diags_text(b->ds, "add to content/officers.yml:   - {name: %.*s, office: …, from: %s}",
				SV_ARG(a->name), a->date == DATE_NONE ? "2020-01-01" : iso(b, a->date)),
			"%.*s is not declared in content/officers.yml, so the name may not be published",
			SV_ARG(a->name));
	else if (o && a->date != DATE_NONE && !in_office(b, o->name, a->date))
		diags_warn(b->ds, "C060", at,
			"correct the date here, or \"from\" and \"until\" in content/officers.yml",
			"by officers.yml, %.*s held no office on %s", SV_ARG(a->name), iso(b, a->date));
	if (a->date != DATE_NONE && s->doc->effective != DATE_NONE && a->date > s->doc->effective)
		diags_error(b->ds, "C052", date ? date->at : at,
			"a version takes effect after it was approved; correct one of the dates",
			"signed on %s, after the version took effect on %s", iso(b, a->date),
			iso(b, s->doc->effective));
}

static void check_approvals(struct build *b, struct source *s)
{
	size_t reviews = 0, approvals = 0;
	for (size_t i = 0; i < s->doc->napprovals; i++) {
		const struct approval *a = &s->doc->approval[i];
		if (a->is_review)
			check_approval(b, s, a, "reviewed_by", reviews++);
		else
			check_approval(b, s, a, "approved_by", approvals++);
	}
	if (!approvals && settled(s))
		diags_error(b->ds, "C062", place_of(s, "approved"), "add approved_by: with name, date and meaning",
			"%.*s is approved, but nobody is named who approved it", SV_ARG(s->doc->number));
}

static void check_fingerprint(struct build *b, struct source *s)
{
	struct sha256_hex hex = sha256_hex(&s->doc->revision);
	struct sv computed = sv_sub(sv(hex.z), 0, 16);
	if (!settled(s)) return;
	if (!s->fingerprint.n)
		diags_error(b->ds, "C058", place_of(s, "approved"),
			diags_text(b->ds, "add the line   fingerprint: \"%.*s\"", SV_ARG(computed)),
			"%.*s is approved, but has no fingerprint of the approved text", SV_ARG(s->doc->number));
	else if (!sv_eq(s->fingerprint, computed))
		diags_error(b->ds, "C057", place_of(s, "fingerprint"),
			diags_text(b->ds,
				"take the change back and put it into a new version; if this text was approved anew, "
				"write   fingerprint: \"%.*s\"",
				SV_ARG(computed)),
			"the approved text of %.*s has changed", SV_ARG(s->doc->number));
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
	check_approvals(b, s);
	check_fingerprint(b, s);
}
