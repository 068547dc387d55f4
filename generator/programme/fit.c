/* fit.c says how well two people suit each other, and why, in lines a committee can check by hand against the two forms. */
#include "programme/fit_parts.h"
#include <limits.h>

struct pair {
	const struct fit_scale *scale;
	const struct participant *seeker, *other;
	date_t from, until;
};

static struct needs_met needs_met(const struct participant *seeker, const struct participant *other)
{
	struct needs_met n = { .primary_given = seeker->primary_need != CODE_NONE };
	n.primary = n.primary_given && codes_has(other->offers, seeker->primary_need);
	n.others = (unsigned)(seeker->needs.n - codes_has(seeker->needs, seeker->primary_need));
	n.covered = (unsigned)codes_shared(seeker->needs, other->offers);
	if (n.primary && codes_has(seeker->needs, seeker->primary_need)) n.covered--;
	return n;
}

/* The best shared language; where several are as good, the first by code. */
static enum grade best_language(const struct participant *a, const struct participant *b, uint16_t *which)
{
	enum grade best = GRADE_NONE;
	*which = CODE_NONE;
	if (!a->nlanguages || !b->nlanguages) return GRADE_UNKNOWN;
	for (size_t i = 0; i < a->nlanguages; i++)
		for (size_t k = 0; k < b->nlanguages; k++) {
			enum grade g = a->language[i] == b->language[k]
					       ? grade_language((enum level)a->level[i], (enum level)b->level[k])
					       : GRADE_NONE;
			if (g > best) best = g, *which = a->language[i];
		}
	return best;
}

static enum grade grade_of(enum weight part, const struct pair *p)
{
	const struct participant *s = p->seeker, *o = p->other;
	uint16_t which;
	switch (part) {
	case WEIGHT_EXPERIENCE:
		return s->kind == KIND_PEER ? grade_closeness(s->qa_months, o->qa_months)
					    : grade_gap(s->qa_months, o->qa_months);
	case WEIGHT_SECTOR: return codes_shared(s->sectors, o->sectors) ? GRADE_FULL : GRADE_NONE;
	case WEIGHT_REGION: return grade_region(s, o);
	case WEIGHT_LANGUAGE: return best_language(s, o, &which);
	case WEIGHT_CREDENTIAL: return !s->asks_exam || codes_shared(s->exam, o->credentials) ? GRADE_FULL : GRADE_NONE;
	case WEIGHT_CHANNEL:
		if (!s->channels.n || !o->channels.n) return GRADE_UNKNOWN;
		return codes_shared(s->channels, o->channels) ? GRADE_FULL : GRADE_NONE;
	case WEIGHT_AVAILABILITY: return grade_free(s, o, p->from, p->until);
	default: return GRADE_NONE;
	}
}

static int points_of(enum weight part, const struct pair *p)
{
	if (part == WEIGHT_NEEDS) return needs_points(p->scale, needs_met(p->seeker, p->other));
	enum grade g = grade_of(part, p);
	return part == WEIGHT_EXPERIENCE && p->seeker->kind == KIND_PEER ? p->scale->closeness[g]
									 : p->scale->points[part][g];
}

static struct pair turned(const struct pair *p)
{
	return (struct pair){ p->scale, p->other, p->seeker, p->from, p->until };
}

static int one_way(const struct pair *p)
{
	int total = 0;
	for (int i = 0; i < WEIGHT_COUNT; i++) total += points_of((enum weight)i, p);
	return total;
}

int fit_total(const struct rules *r, const struct participant *seeker, const struct participant *other, date_t from,
	date_t until)
{
	struct fit_scale scale;
	fit_scale_make(&scale, r);
	struct pair p = { &scale, seeker, other, from, until }, back = turned(&p);
	return seeker->kind == KIND_PEER ? (one_way(&p) + one_way(&back)) / 2 : one_way(&p);
}

/* ---- words */

static const char *met_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	struct needs_met n = needs_met(p->seeker, p->other);
	unsigned met = n.covered + n.primary, all = n.others + n.primary_given;
	*flag |= all == 0;
	if (!all) return "no needs given";
	if (n.primary_given && !n.primary)
		return arena_printf(mem, "%u of %u needs, not the one that matters most (%s)", met, all,
			code_label(book, SPACE_TOPICS, p->seeker->primary_need));
	return arena_printf(mem, "%u of %u need%s", met, all, all == 1 ? "" : "s");
}

static const char *needs_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	const char *there = met_words(mem, book, p, flag);
	struct pair back = turned(p);
	if (p->seeker->kind != KIND_PEER) return there;
	return arena_printf(mem, "%s; the other way %s", there, met_words(mem, book, &back, flag));
}

static const char *experience_words(struct arena *mem, const struct pair *p, bool *flag)
{
	int mine = p->seeker->qa_months, theirs = p->other->qa_months, gap = theirs - mine;
	*flag |= mine < 0 || theirs < 0;
	if (mine < 0 || theirs < 0) return "years of experience not known";
	bool peers = p->seeker->kind == KIND_PEER, less = gap < 0;
	int years = (less ? -gap : gap) / 12;
	const char *plural = years == 1 ? "" : "s";
	*flag |= !peers && gap < 12;
	if (peers)
		return years ? arena_printf(mem, "%d year%s of experience apart", years, plural)
			     : "equally experienced";
	if (less) return arena_printf(mem, "the mentor has %d year%s less", years, plural);
	return years ? arena_printf(mem, "gap %d year%s", years, plural) : "gap less than a year";
}

static uint16_t first_shared(struct codes a, struct codes b)
{
	for (size_t i = 0; i < a.n; i++)
		if (codes_has(b, a.at[i])) return a.at[i];
	return CODE_NONE;
}

static const char *sector_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	uint16_t shared = first_shared(p->seeker->sectors, p->other->sectors);
	if (shared != CODE_NONE) return arena_printf(mem, "same sector: %s", code_label(book, SPACE_SECTORS, shared));
	*flag |= !p->seeker->sectors.n || !p->other->sectors.n;
	return *flag ? "sector not given" : "no sector in common";
}

static const char *region_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	const struct participant *s = p->seeker, *o = p->other;
	if (s->region != CODE_NONE && s->region == o->region)
		return arena_printf(mem, "same region: %s", code_label(book, SPACE_REGIONS, s->region));
	int apart = hours_apart_minutes(s, o);
	*flag |= apart < 0 || apart > 360;
	if (apart < 0) return "different regions, time zones not known";
	if (apart % 60) return arena_printf(mem, "%d h %d min apart", apart / 60, apart % 60);
	return arena_printf(mem, "%d hour%s apart", apart / 60, apart == 60 ? "" : "s");
}

static const char *language_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	uint16_t which;
	enum grade g = best_language(p->seeker, p->other, &which);
	*flag |= g != GRADE_FULL;
	if (g == GRADE_UNKNOWN) return "languages not given";
	if (g == GRADE_NONE) return "no language that one of them speaks well";
	return arena_printf(mem, "%s%s", code_label(book, SPACE_LANGUAGES, which),
		g == GRADE_FULL ? "" : ", one of them at a basic level");
}

static const char *exam_words(struct arena *mem, const struct code_book *book, const struct pair *p)
{
	if (!p->seeker->asks_exam) return "no exam asked about";
	uint16_t held = first_shared(p->seeker->exam, p->other->credentials);
	if (held == CODE_NONE) return "does not hold the credential of the exam";
	return arena_printf(mem, "holds %s", code_label(book, SPACE_CREDENTIALS, held));
}

static const char *credential_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	struct pair back = turned(p);
	(void)flag;
	if (p->seeker->kind != KIND_PEER || (!p->seeker->asks_exam && !p->other->asks_exam))
		return exam_words(mem, book, p);
	return arena_printf(mem, "%s; the other way %s", exam_words(mem, book, p), exam_words(mem, book, &back));
}

static const char *channel_words(struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	uint16_t shared = first_shared(p->seeker->channels, p->other->channels);
	if (shared != CODE_NONE) return arena_printf(mem, "%s", code_label(book, SPACE_CHANNELS, shared));
	*flag = true;
	return p->seeker->channels.n && p->other->channels.n ? "no way to meet in common" : "way to meet not given";
}

static const char *free_words(struct arena *mem, const struct pair *p, bool *flag)
{
	date_t from = DATE_NONE, until = DATE_NONE;
	const struct participant *both[] = { p->seeker, p->other };
	if (grade_free(p->seeker, p->other, p->from, p->until) == GRADE_FULL) return "free all the time";
	for (int i = 0; i < 2; i++) {
		if (both[i]->available_from > from) from = both[i]->available_from;
		if (both[i]->available_until != DATE_NONE && (until == DATE_NONE || both[i]->available_until < until))
			until = both[i]->available_until;
	}
	*flag = true;
	bool late = p->from != DATE_NONE && from > p->from;
	bool early = p->until != DATE_NONE && until != DATE_NONE && until < p->until;
	return arena_printf(mem, "free only%s%s%s%s", late ? " from " : "", late ? date_long(from).z : "",
		early ? " until " : "", early ? date_long(until).z : "");
}

static const char *words_of(
	enum weight part, struct arena *mem, const struct code_book *book, const struct pair *p, bool *flag)
{
	switch (part) {
	case WEIGHT_NEEDS: return needs_words(mem, book, p, flag);
	case WEIGHT_EXPERIENCE: return experience_words(mem, p, flag);
	case WEIGHT_SECTOR: return sector_words(mem, book, p, flag);
	case WEIGHT_REGION: return region_words(mem, book, p, flag);
	case WEIGHT_LANGUAGE: return language_words(mem, book, p, flag);
	case WEIGHT_CREDENTIAL: return credential_words(mem, book, p, flag);
	case WEIGHT_CHANNEL: return channel_words(mem, book, p, flag);
	case WEIGHT_AVAILABILITY: return free_words(mem, p, flag);
	default: return "";
	}
}

/* The halves that peers' means leave over are carried to the next line, so that the lines add up to the total. */
void fit_explain(struct fit *out, struct arena *mem, const struct rules *r, const struct code_book *book,
	const struct participant *seeker, const struct participant *other, date_t from, date_t until)
{
	struct fit_scale scale;
	int there = 0, back_there = 0;
	fit_scale_make(&scale, r);
	struct pair p = { &scale, seeker, other, from, until }, back = turned(&p);
	*out = (struct fit){ 0 };
	for (int i = 0; i < WEIGHT_COUNT; i++) {
		struct fit_line *l = &out->line[out->n];
		there += points_of((enum weight)i, &p);
		back_there += seeker->kind == KIND_PEER ? points_of((enum weight)i, &back) : 0;
		int total = seeker->kind == KIND_PEER ? (there + back_there) / 2 : there;
		if (!scale.most[i]) continue; /* weighs nothing: not told */
		*l = (struct fit_line){ (enum weight)i, total - out->total, scale.most[i], NULL, false };
		l->why = words_of((enum weight)i, mem, book, &p, &l->flag);
		out->total = total;
		out->n++;
	}
}
