/* pack_words.c puts the facts of a round into sentences, so that a committee can read a sheet without knowing how the tool computes. */
#include <limits.h>
#include <string.h>
#include "programme/pack_view.h"

static const char elsewhere[] = "In the identified pack.";

void view_text(struct tmap *m, const char *name, const char *text)
{
	tmap_text(m, name, sv(text), ORIGIN_TEXT, NULL);
}

void view_fact(struct tlist *l, const char *label, const char *text)
{
	if (!*text) return;
	struct tmap *m = tlist_add(l);
	view_text(m, "label", label);
	view_text(m, "text", text);
}

bool view_has_sheet(const struct pack_member *m)
{
	return pack_in(m) || (m->m->who->kind == KIND_MENTOR && m->nrequests > 0);
}

void view_entry(const struct pack_view *v, struct tmap *into, const char *name, const struct pack_member *m)
{
	const struct participant *p = m ? m->m->who : NULL;
	struct tmap *e = tmap_map(into, name);
	bool linked = m && view_has_sheet(m);
	view_text(e, "kind", p ? application_kind_word(p->kind) : "");
	view_text(e, "no", p ? p->entry_no : "");
	view_text(e, "id", p ? p->entry_id : "");
	view_text(e, "name",
		p && v->identified ? arena_printf(v->mem, "%.*s %.*s", SV_ARG(p->first_name), SV_ARG(p->last_name))
				   : "");
	tmap_text(e, "employer", p && v->identified ? p->employer : sv(""), ORIGIN_TEXT, NULL);
	tmap_bool(e, "linked", linked);
	tmap_url(e, "href", sv(linked ? arena_printf(v->mem, "%s%s.html", v->sheets, m->slug) : ""), ORIGIN_TEXT, NULL);
}

const char *view_private(const struct pack_view *v, struct sv text)
{
	text = sv_trim(text);
	if (!text.n) return "";
	return v->identified ? arena_strdup(v->mem, text) : elsewhere;
}

const char *view_no(const struct pack_view *v, const struct pack_member *m)
{
	const struct participant *p = m->m->who;
	return *p->entry_id ? arena_printf(v->mem, "%s (%s)", p->entry_no, p->entry_id) : p->entry_no;
}

const char *view_nth(const struct pack_view *v, unsigned rank)
{
	static const char *const end[] = { "th", "st", "nd", "rd" };
	return arena_printf(v->mem, "%u%s", rank, rank < 4 ? end[rank] : end[0]);
}

const char *view_day(const struct pack_view *v, date_t day)
{
	return day == DATE_NONE ? "" : arena_strdup(v->mem, sv(date_long(day).z));
}

const char *view_count(const struct pack_view *v, size_t n, const char *one, const char *many)
{
	return arena_printf(v->mem, "%zu %s", n, n == 1 ? one : many);
}

/* ---- what is known of a person */

static const char *kept(const struct pack_view *v, struct str *s)
{
	const char *z = arena_strdup(v->mem, sv_of(s));
	str_dispose(s);
	return z;
}

static void item(struct str *s, const char *text)
{
	if (s->len) str_puts(s, ", ");
	str_puts(s, text);
}

const char *view_labels(const struct pack_view *v, enum code_space space, struct codes c)
{
	struct str s = STR_INIT;
	for (size_t i = 0; i < c.n; i++) item(&s, code_label(v->pk->r->book, space, c.at[i]));
	return kept(v, &s);
}

const char *view_languages(const struct pack_view *v, const struct participant *p)
{
	static const char *const how[] = { " (basic)", "", " (native)" };
	struct str s = STR_INIT;
	for (size_t i = 0; i < p->nlanguages; i++) {
		item(&s, code_label(v->pk->r->book, SPACE_LANGUAGES, p->language[i]));
		str_puts(&s, how[p->level[i]]);
	}
	return kept(v, &s);
}

const char *view_years(const struct pack_view *v, const struct participant *p)
{
	if (p->qa_months < 0) return "";
	int tenths = p->qa_months % 12 * 10 / 12;
	return tenths ? arena_printf(v->mem, "%d.%d years", p->qa_months / 12, tenths)
		      : view_count(v, (size_t)p->qa_months / 12, "year", "years");
}

const char *view_window(const struct pack_view *v, const struct participant *p)
{
	const char *from = view_day(v, p->available_from), *until = view_day(v, p->available_until);
	if (!*from && !*until) return "";
	if (!*from) return arena_printf(v->mem, "until %s", until);
	return *until ? arena_printf(v->mem, "%s to %s", from, until) : arena_printf(v->mem, "from %s", from);
}

const char *view_tier(const struct pack_view *v, const struct pack_member *m)
{
	if (!m->m->tier) return "No earlier round without a match.";
	return arena_printf(v->mem, "Unmatched in %s, so ahead of all who waited through fewer (5.1.6).",
		view_count(v, (size_t)m->m->tier, "earlier round", "earlier rounds"));
}

const char *view_avoid(const struct pack_view *v, const struct participant *p)
{
	if (!sv_trim(p->avoid).n) return "";
	if (!p->navoid && !p->navoid_employers)
		return v->identified
			       ? arena_printf(
					 v->mem, "“%.*s”: names nobody that is known here", SV_ARG(sv_trim(p->avoid)))
			       : "A note that names nobody that is known here; its text is in the identified pack";
	const char *found = arena_printf(v->mem, "%s and %s", view_count(v, p->navoid, "person", "people"),
		view_count(v, p->navoid_employers, "employer", "employers"));
	return v->identified ? arena_printf(v->mem, "“%.*s”: keeps away %s", SV_ARG(sv_trim(p->avoid)), found)
			     : arena_printf(v->mem, "Keeps away %s; the text is in the identified pack", found);
}

/* ---- choices */

static bool only_a_number(struct sv typed)
{
	bool digit = false;
	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] >= '0' && typed.p[i] <= '9')
			digit = true;
		else if (!strchr("#., -", typed.p[i]) || !typed.p[i])
			return false;
	}
	return digit && typed.n <= 20;
}

const char *view_typed(const struct pack_view *v, const struct preference *c)
{
	struct sv typed = sv_trim(c->typed);
	if (v->identified || only_a_number(typed)) return arena_strdup(v->mem, typed);
	return c->id.z[0] ? arena_strdup(v->mem, sv(c->id.z)) : "words, in the identified pack";
}

const char *view_choice(const struct pack_view *v, const struct pack_member *m)
{
	unsigned rank = m->partner ? pack_rank(m, m->partner, NULL) : 0;
	return !m->partner ? "" : rank ? arena_printf(v->mem, "%s choice", view_nth(v, rank)) : "suggested";
}

const char *view_hard(const struct pack_view *v, enum hard h)
{
	return arena_printf(v->mem, "not possible: %s", hard_words(h));
}

const char *view_nobody(enum why_not why)
{
	switch (why) {
	case NOT_ASKED: return "named nobody and takes no alternative";
	case NOT_PLACES: return "the places went to others with priority";
	case NOT_HARD: return "hard rules stand between";
	case NOT_FIT: return "nobody with a free place fits well enough";
	case NOT_LEADS: return "no choice leads to anybody in the round";
	case NOT_NONE: break;
	}
	return "";
}

static void item_no(const struct pack_view *v, struct str *s, size_t i, size_t n, const struct pack_member *m)
{
	if (i) str_puts(s, i + 1 == n ? " and " : ", ");
	str_puts(s, view_no(v, m));
}

/* Who has the places of a mentor, or who is the partner of a peer. */
static const char *holders(const struct pack_view *v, const struct pack_member *o)
{
	enum { MOST = 4 };
	struct str s = STR_INIT;
	if (o->m->who->kind != KIND_MENTOR) return o->partner ? view_no(v, o->partner) : "";
	size_t shown = o->ngiven > MOST ? MOST : o->ngiven;
	for (size_t i = 0; i < shown; i++) item_no(v, &s, i, o->ngiven > MOST ? SIZE_MAX : shown, o->given[i]);
	if (o->ngiven > MOST) str_printf(&s, " and %zu more", o->ngiven - MOST);
	return kept(v, &s);
}

const char *view_status(const struct pack_view *v, const struct pack_member *seeker, const struct pack_member *other)
{
	enum hard h = hard_rule(v->pk->r, seeker->m->who, other->m->who, NULL);
	if (!pack_in(other)) return arena_printf(v->mem, "not in this round: %s", other->m->words);
	if (h) return view_hard(v, h);
	int fit = pack_fit(v->pk, seeker, other);
	if (seeker->partner == other) return arena_printf(v->mem, "proposed, fit %d", fit);
	if (pack_places_left(other)) return arena_printf(v->mem, "possible, fit %d; still free", fit);
	bool one = other->m->who->kind != KIND_MENTOR || other->ngiven == 1;
	return arena_printf(v->mem, "possible, fit %d; %s to %s", fit,
		other->m->who->kind == KIND_MENTOR ? (one ? "the place goes" : "the places go") : "proposed",
		holders(v, other));
}

const char *view_outcome(const struct pack_view *v, const struct pack_member *asked, const struct pack_request *q)
{
	if (!pack_in(asked)) return "not in this round";
	if (q->hard) return view_hard(v, q->hard);
	if (q->seeker->partner == asked) return "proposed";
	if (!q->seeker->partner)
		return q->seeker->proposal && q->seeker->proposal->why
			       ? arena_printf(v->mem, "nobody proposed: %s", view_nobody(q->seeker->proposal->why))
			       : "nobody proposed";
	return arena_printf(v->mem, "gets %s (%s)", view_no(v, q->seeker->partner), view_choice(v, q->seeker));
}

const char *view_askers(const struct pack_view *v, const struct pack_member *asked, const struct pack_member *but)
{
	enum { MOST = 3 };
	struct str s = STR_INIT;
	size_t shown = 0, others = 0;
	for (size_t i = 0; i < asked->nrequests; i++) {
		const struct pack_request *q = &asked->request[i];
		if (q->seeker == but) continue;
		if (others++ >= MOST) continue;
		item(&s, q->seeker->m->who->entry_no);
		str_printf(&s, " (%s)", view_nth(v, q->rank));
		shown++;
	}
	if (others > shown) str_printf(&s, " and %zu more", others - shown);
	return kept(v, &s);
}

const char *view_ruled_out(const struct pack_view *v, const size_t counts[HARD_COUNT])
{
	struct str s = STR_INIT;
	for (int h = HARD_NONE + 1; h < HARD_COUNT; h++) {
		if (!counts[h]) continue;
		item(&s, hard_words((enum hard)h));
		str_printf(&s, " %zu", counts[h]);
	}
	return kept(v, &s);
}
