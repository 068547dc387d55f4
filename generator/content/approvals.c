/* approvals.c: a signature without a name in office, a day that fits, a meaning and a way in which it was given is not
 * one that an auditor accepts. What contradicts itself is an error; what is only incomplete, in records that may be
 * older than this program, is a warning. */
#include "content/approvals.h"
#include "content/controlled.h"
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

/* The index-th signature of its list, as written. Items that could not be read are no signatures. */
static const struct yaml *item_of(const struct source *s, const struct approval *a, size_t index)
{
	const struct yaml *list = yaml_get(s->front.map, a->is_review ? "reviewed_by" : "approved_by");
	for (size_t i = 0; list && i < list->nitems; i++)
		if (list->item[i]->kind == YAML_MAP && index-- == 0) return list->item[i];
	return NULL;
}

static struct place part_of(const struct source *s, const struct yaml *item, const char *key)
{
	const struct yaml *v = yaml_get(item, key);
	return v ? v->at : item ? item->at : s->doc->at;
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

static void check_name(struct build *b, const struct approval *a, struct place at)
{
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
}

static void check_day(struct build *b, const struct document *d, const struct approval *a, struct place at)
{
	if (a->date == DATE_NONE) return;
	if (d->effective != DATE_NONE && a->date > d->effective)
		diags_error(b->ds, "C052", at, "a version takes effect after it was approved; correct one of the dates",
			"signed on %s, after the version took effect on %s", iso(b, a->date), iso(b, d->effective));
	else if (d->approved != DATE_NONE && a->date > d->approved)
		diags_error(b->ds, "C065", at,
			"\"approved\" is the day of the last signature; correct one of the dates",
			"signed on %s, after the version was approved on %s", iso(b, a->date), iso(b, d->approved));
}

static date_t first_approval(const struct document *d)
{
	date_t first = DATE_NONE;
	for (size_t i = 0; i < d->napprovals; i++) {
		const struct approval *a = &d->approval[i];
		if (!a->is_review && a->date != DATE_NONE && (first == DATE_NONE || a->date < first)) first = a->date;
	}
	return first;
}

static void check_form(
	struct build *b, const struct source *s, const struct approval *a, const struct yaml *item, date_t approved)
{
	bool meaning = yaml_get(item, "meaning") && a->meaning.n, method = a->method.n > 0;
	if (!meaning || !method)
		diags_warn(b->ds, "C067", part_of(s, item, "name"),
			"add to this signature, for example   meaning: Approved for use   and   method: Signature on "
			"file",
			"the signature of %.*s does not say %s", SV_ARG(a->name),
			!meaning && !method ? "what it means and how it was given"
			: !meaning          ? "what it means"
					    : "how it was given");
	if (a->is_review && a->date != DATE_NONE && approved != DATE_NONE && a->date > approved)
		diags_warn(b->ds, "C064", part_of(s, item, "date"),
			"a version is reviewed before it is approved; correct one of the dates if it is a slip",
			"reviewed on %s, after the approval of %s", iso(b, a->date), iso(b, approved));
}

static bool same_name(const struct build *b, struct sv x, struct sv y)
{
	const struct officer *o = controlled_officer(b, x);
	return sv_eq(x, y) || (o && o == controlled_officer(b, y));
}

/* Four eyes: somebody other than the approver has read it. */
static void check_reviewers(struct build *b, const struct source *s)
{
	const struct document *d = s->doc;
	const struct approval *reviewer = NULL, *approver = NULL;
	for (size_t i = 0; i < d->napprovals; i++) {
		const struct approval *a = &d->approval[i];
		const struct approval **one = a->is_review ? &reviewer : &approver;
		if (*one && !same_name(b, (*one)->name, a->name)) return; /* two different people on one side */
		*one = a;
	}
	if (reviewer && approver && same_name(b, reviewer->name, approver->name))
		diags_warn(b->ds, "C066", place_of(s, "reviewed_by"),
			"name a second reader in reviewed_by, if there was one",
			"%.*s both reviewed and approved %.*s, and nobody else did", SV_ARG(approver->name),
			SV_ARG(d->number));
}

static void check_fingerprint(struct build *b, const struct source *s)
{
	struct sha256_hex hex = sha256_hex(&s->doc->revision);
	const char *command = diags_text(b->ds, "mentorpress approve %.*s", SV_ARG(s->doc->number));
	if (!lineage_settled(s)) return;
	if (!s->fingerprint.n)
		diags_error(b->ds, "C058", place_of(s, "approved"),
			diags_text(b->ds,
				"when those named in approved_by have signed, run: %s (it checks the document and "
				"writes the fingerprint)",
				command),
			"%.*s is approved, but has no fingerprint of the approved text", SV_ARG(s->doc->number));
	else if (!sv_eq(s->fingerprint, sv_sub(sv(hex.z), 0, 16)))
		diags_error(b->ds, "C057", place_of(s, "fingerprint"),
			diags_text(b->ds,
				"take the change back, or put it into a new version; if this text was signed anew, "
				"write the new dates into approved_by and run: %s",
				command),
			"the approved text of %.*s has changed", SV_ARG(s->doc->number));
}

void approvals_check(struct build *b, struct source *s)
{
	const struct document *d = s->doc;
	size_t reviews = 0, approvals = 0;
	date_t first = first_approval(d);
	for (size_t i = 0; i < d->napprovals; i++) {
		const struct approval *a = &d->approval[i];
		const struct yaml *item = item_of(s, a, a->is_review ? reviews++ : approvals++);
		check_name(b, a, part_of(s, item, "name"));
		check_day(b, d, a, part_of(s, item, "date"));
		check_form(b, s, a, item, first);
	}
	if (!approvals && lineage_settled(s))
		diags_error(b->ds, "C062", place_of(s, "approved"), "add approved_by: with name, date and meaning",
			"%.*s is approved, but nobody is named who approved it", SV_ARG(d->number));
	check_reviewers(b, s);
	check_fingerprint(b, s);
}
