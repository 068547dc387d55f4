/* lineage.c: an auditor reads the versions of a document as one chain. Whatever the dates and numbers of neighbors
 * cannot mean together is an error here, told at the key that has to change; what each version's status is follows
 * later, in controlled.c, from a chain that is known. */
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

bool lineage_settled(const struct source *s)
{
	return s->doc->kind == DOC_SOP && !s->left_out && !s->doc->draft && s->doc->approved != DATE_NONE &&
	       s->doc->effective != DATE_NONE;
}

static int by_number(const void *a, const void *b)
{
	const struct version *x = a, *y = b;
	return sv_cmp(x->number, y->number);
}

/* ---- lines */

static void add_outside(struct line *line, struct build *b)
{
	for (size_t i = 0; i < b->pub.noutside; i++) {
		const struct outside_document *o = &b->pub.outside[i];
		if (!o->full.n || !sv_eq(o->family, line->family)) continue;
		if (map_ptr(&b->outside_versions, o->full) != o) continue; /* registered twice */
		const struct source *ours = build_by_number(b, o->full);
		if (ours) {
			diags_warn(b->ds, "C069", o->at, "delete this row, or the file if the version moved away",
				"%.*s is registered as kept elsewhere, but is also here: %s", SV_ARG(o->full),
				ours->doc->file);
			continue;
		}
		line->at[line->n++] = (struct version){ o->full, NULL, o, o->effective, o->retired };
	}
}

void lineage_begin(struct line *out, struct build *b, struct source *const *at, size_t n)
{
	*out = (struct line){ .family = at[0]->doc->family };
	out->at = xcalloc(n + b->pub.noutside + 1, sizeof *out->at);
	for (size_t i = 0; i < n; i++) {
		const struct document *d = at[i]->doc;
		if (lineage_settled(at[i]))
			out->at[out->n++] = (struct version){ d->number, at[i], NULL, d->effective, d->retired };
	}
	add_outside(out, b);
	if (out->n) qsort(out->at, out->n, sizeof *out->at, by_number);
}

void lineage_dispose(struct line *line)
{
	free(line->at);
	line->at = NULL;
}

/* ---- new numbers for old families */

static struct line *find_line(struct line *line, size_t n, struct sv family)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq(line[i].family, family)) return &line[i];
	return NULL;
}

static void check_end(const struct version *last, struct source *heir, struct build *b)
{
	const struct document *d = heir->doc;
	if (last->effective != DATE_NONE && d->effective <= last->effective)
		diags_error(b->ds, "C063", place_of(heir, "effective"), "correct the date or the number",
			"%.*s takes the place of %.*s, but is not effective later", SV_ARG(d->number),
			SV_ARG(last->number));
	if (last->retired != DATE_NONE && last->retired != d->effective)
		diags_error(b->ds, "C054", last->s ? place_of(last->s, "retired") : last->o->at,
			diags_text(b->ds, "leave \"retired\" out, or write the day on which %.*s takes effect: %s",
				SV_ARG(d->number), iso(b, d->effective)),
			"%.*s retires on another day than the one on which %.*s takes its place", SV_ARG(last->number),
			SV_ARG(d->number));
}

static void join(struct line *all, size_t n, struct source *heir, struct build *b)
{
	struct sv family = sv(""), version, old = heir->doc->supersedes;
	struct line *line = build_split_number(old, &family, &version) ? find_line(all, n, family) : NULL;
	struct place at = place_of(heir, "supersedes");
	if (!line || !line->n || sv_eq(family, heir->doc->family)) return;
	const struct version *last = &line->at[line->n - 1];
	if (!sv_eq(last->number, old)) {
		diags_error(b->ds, "C068", at, diags_text(b->ds, "write supersedes: %.*s", SV_ARG(last->number)),
			"%.*s takes the place of %.*s, but the last version of %.*s is %.*s", SV_ARG(heir->doc->number),
			SV_ARG(old), SV_ARG(family), SV_ARG(last->number));
	} else if (line->replaced_by) {
		diags_error(b->ds, "C068", at, "only one document can take the place of another; correct one of them",
			"%.*s is superseded twice: by %.*s and by %.*s", SV_ARG(old),
			SV_ARG(line->replaced_by->doc->number), SV_ARG(heir->doc->number));
	} else {
		line->replaced_by = heir;
		check_end(last, heir, b);
	}
}

void lineage_join(struct line *line, size_t n, struct build *b)
{
	for (size_t i = 0; i < n; i++)
		if (line[i].n && line[i].at[0].s && line[i].at[0].s->doc->supersedes.n)
			join(line, n, line[i].at[0].s, b);
}

/* ---- neighbors */

static bool known(const struct build *b, struct sv number)
{
	const struct source *s = build_by_number(b, number);
	return (s && lineage_settled(s)) || map_ptr(&b->outside_versions, number);
}

static void check_first(struct build *b, const struct source *first)
{
	const struct document *d = first->doc;
	struct sv family = sv(""), version;
	if (!d->supersedes.n || !build_split_number(d->supersedes, &family, &version))
		return; /* its shape is told (C006) */
	if (sv_eq(family, d->family) && sv_cmp(d->supersedes, d->number) >= 0)
		diags_error(b->ds, "C055", place_of(first, "supersedes"),
			"name the version before it, or leave the line out if it is the first",
			sv_eq(d->supersedes, d->number) ? "%.*s says that it supersedes itself"
							: "%.*s says that it supersedes a later version",
			SV_ARG(d->number));
	else if (!known(b, d->supersedes))
		diags_error(b->ds, "C055", place_of(first, "supersedes"),
			"add that version to content/sops, or register it in content/documents.csv as kept elsewhere",
			"%.*s supersedes %.*s, which is neither here nor in documents.csv", SV_ARG(d->number),
			SV_ARG(d->supersedes));
}

static const char *what_is_wrong(const struct build *b, const struct document *d, const struct version *old)
{
	struct sv family = sv(""), version;
	if (!d->supersedes.n) return "but names no version that it supersedes";
	build_split_number(d->supersedes, &family, &version);
	if (sv_eq(d->supersedes, d->number)) return "but says that it supersedes itself";
	if (!sv_eq(family, d->family))
		return "but says that it supersedes a version of another document; only the first version under a new "
		       "number does";
	if (!known(b, d->supersedes)) return "but supersedes a version that is neither here nor in documents.csv";
	return sv_cmp(d->supersedes, old->number) < 0 ? "but passes it over and supersedes an older version"
						      : "but says that it supersedes a later version";
}

static void check_link(struct build *b, const struct version *old, const struct version *new)
{
	const struct document *d = new->s->doc;
	if (sv_eq(d->supersedes, old->number)) return;
	diags_error(b->ds, "C055", place_of(new->s, "supersedes"),
		diags_text(b->ds, "write supersedes: %.*s", SV_ARG(old->number)), "%.*s follows %.*s, %s",
		SV_ARG(d->number), SV_ARG(old->number), what_is_wrong(b, d, old));
}

static void check_days(struct build *b, const struct version *old, const struct version *new)
{
	struct place at = new->s ? place_of(new->s, "effective") : new->o->at;
	if (new->effective == DATE_NONE) {
		diags_error(b->ds, "C115", at, "fill in its column effective",
			"%.*s follows %.*s, but documents.csv does not say from when", SV_ARG(new->number),
			SV_ARG(old->number));
		return;
	}
	if (old->effective != DATE_NONE && new->effective == old->effective)
		diags_error(b->ds, "C053", at, "give one of them another date",
			"%.*s and %.*s are both effective on %s; only one version may be in force on a day",
			SV_ARG(old->number), SV_ARG(new->number), iso(b, new->effective));
	else if (old->effective != DATE_NONE && new->effective < old->effective)
		diags_error(b->ds, "C063", at, "correct the date or the number",
			"%.*s is effective before the older %.*s", SV_ARG(new->number), SV_ARG(old->number));
	if (old->retired != DATE_NONE && old->retired != new->effective)
		diags_error(b->ds, "C054", old->s ? place_of(old->s, "retired") : old->o->at,
			diags_text(b->ds, "leave \"retired\" out, or write the day on which %.*s takes effect: %s",
				SV_ARG(new->number), iso(b, new->effective)),
			old->retired < new->effective
				? "%.*s retires before %.*s takes effect, so for a time none is in force"
				: "%.*s retires after %.*s takes effect, so for a time both are in force",
			SV_ARG(old->number), SV_ARG(new->number));
}

/* Against the last of ours before it, whatever lies elsewhere in between. */
static void check_original(struct build *b, const struct source *old, const struct source *new)
{
	if (new->doc->original_issue == old->doc->original_issue) return;
	diags_error(b->ds, "C056", place_of(new, "original_issue"),
		"the date of original issue stays the same through all versions",
		"%.*s gives another date of original issue than %.*s", SV_ARG(new->doc->number),
		SV_ARG(old->doc->number));
}

void lineage_check(const struct line *line, struct build *b)
{
	const struct source *ours = NULL;
	for (size_t i = 0; i < line->n; i++) {
		const struct version *v = &line->at[i];
		if (i == 0 && v->s) check_first(b, v->s);
		if (i > 0) check_days(b, v - 1, v);
		if (i > 0 && v->s) check_link(b, v - 1, v);
		if (ours && v->s) check_original(b, ours, v->s);
		if (v->s) ours = v->s;
	}
}
