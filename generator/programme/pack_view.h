/* pack_view: one variant of the pack, and the sentences both sheets and overview are made of. Private to pack*.c. All texts live in the view's
 * arena, which is emptied after each sheet. Nothing that a person wrote or is called passes but through view_private and view_entry. */
#ifndef PROGRAMME_PACK_VIEW_H
#define PROGRAMME_PACK_VIEW_H
#include "input/template.h"
#include "programme/pack.h"
#include "programme/pack_facts.h"
struct pack_view {
	struct pack *pk;
	const struct pack_options *options;
	struct arena *mem;
	bool identified;
	const char *sheets; /* where the sheets are from the page being made: "" or "sheets/" */
};
/* ---- values of templates */
void view_text(struct tmap *m, const char *name, const char *text);
/* {label, text}, left out when text is "". */
void view_fact(struct tlist *l, const char *label, const char *text);
/* A map {kind, no, id, name, employer, href, linked}; m NULL: all empty. */
void view_entry(const struct pack_view *v, struct tmap *into, const char *name, const struct pack_member *m);
/* What a person wrote; in the unidentified pack the words "in the identified pack" in its place. "" if there is none. */
const char *view_private(const struct pack_view *v, struct sv text);
/* ---- sentences */
const char *view_no(const struct pack_view *v, const struct pack_member *m); /* "10437 (7KQ-3XHM)" */
const char *view_nth(const struct pack_view *v, unsigned rank);              /* "1st" */
const char *view_day(const struct pack_view *v, date_t day);                 /* "March 11, 2026"; "" */
const char *view_count(const struct pack_view *v, size_t n, const char *one, const char *many); /* "1 place" */
const char *view_labels(const struct pack_view *v, enum code_space space, struct codes c);
const char *view_languages(const struct pack_view *v, const struct participant *p);
const char *view_years(const struct pack_view *v, const struct participant *p);
const char *view_window(const struct pack_view *v, const struct participant *p);
const char *view_tier(const struct pack_view *v, const struct pack_member *m);
const char *view_avoid(const struct pack_view *v, const struct participant *p);
const char *view_typed(const struct pack_view *v, const struct preference *c);
const char *view_choice(const struct pack_view *v, const struct pack_member *m); /* "1st choice", "suggested" */
const char *view_hard(const struct pack_view *v, enum hard h);
const char *view_nobody(enum why_not why);
/* What came of a choice, by the sheet of who made it. */
const char *view_status(const struct pack_view *v, const struct pack_member *seeker, const struct pack_member *other);
/* What came of it, by the sheet of who was asked. */
const char *view_outcome(const struct pack_view *v, const struct pack_member *asked, const struct pack_request *q);
/* "31 (1st), 44 (2nd) and 3 more": who asked, but for one. */
const char *view_askers(const struct pack_view *v, const struct pack_member *asked, const struct pack_member *but);
/* "same employer 2, no shared language 1": of the counts of pack_candidates; "" for none. */
const char *view_ruled_out(const struct pack_view *v, const size_t counts[HARD_COUNT]);
/* What the committee has to look at before it decides: each problem once. blocks: nothing can be decided before it is answered. */
typedef void view_check_fn(void *ctx, bool blocks, const char *text);
void view_checks(const struct pack_view *v, const struct pack_member *m, view_check_fn *fn, void *ctx);
bool view_has_sheet(const struct pack_member *m);
/* ---- what templates get, in v->mem */
void view_head(
	const struct pack_view *v, struct tmap *m); /* round, meeting, as_of, identified: of every page and sheet */
struct tmap *pack_sheet_applicant(const struct pack_view *v, const struct pack_member *m);
struct tmap *pack_sheet_mentor(const struct pack_view *v, const struct pack_member *m);
struct tmap *pack_overview_map(const struct pack_view *v);
/* ---- decisions.csv, for out */
void pack_decisions_table(struct str *out, const struct pack *pk);
/* Where it may stand: decisions.csv, or the first of decisions-2.csv … in which nobody has answered. *fresh is false if it is not the first. */
char *pack_decisions_place(struct arena *mem, const char *folder, bool *fresh);
#endif
