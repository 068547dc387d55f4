/* utility_advice.c says what the measured choices mean for this pool: which one is recommended, which ones no one should take, what one field
 * more or less would change, and what to worry about. The bounds are those of the design, from simulated pools. */
#include "privacy/utility_internal.h"

enum { WARNINGS_MAX = 16 };

struct advice {
	struct utility_work *w;
	struct utility *out;
	unsigned k;
	const char **warning;
};

void utility_names(struct str *out, const struct utility *u, unsigned subset)
{
	const char *between = "";

	if (!subset) str_puts(out, "no field: one list");
	for (size_t f = 0; f < u->nfields; f++) {
		if (!(subset >> f & 1)) continue;
		str_printf(out, "%s%s", between, u->field[f]->label);
		between = " + ";
	}
}

static const char *names(struct advice *a, unsigned subset)
{
	struct str text = STR_INIT;
	const char *result;

	utility_names(&text, a->out, subset);
	result = arena_strdup(a->w->mem, sv_of(&text));
	str_dispose(&text);
	return result;
}

/* The next field that members would miss most: what is grouped now by weight, then what measures best together with the rest. */
static unsigned next_field(const struct advice *a, unsigned subset)
{
	const struct utility *u = a->out;
	const struct utility_row *best_row = NULL;
	size_t best = SIZE_MAX;

	for (size_t f = 0; f < u->ngrouped; f++)
		if (!(subset >> f & 1) && (best == SIZE_MAX || u->field[f]->weight > u->field[best]->weight)) best = f;
	if (best != SIZE_MAX) return subset | 1u << best;
	for (size_t f = 0; f < u->nfields; f++) {
		const struct utility_row *row = utility_row_of(u, subset | 1u << f, a->k);

		if (subset >> f & 1 || !row || (best_row && !utility_better(row, best_row))) continue;
		best = f;
		best_row = row;
	}
	return best == SIZE_MAX ? subset : subset | 1u << best;
}

/* How many fields a pool of so many times k can afford. */
static size_t affordable(size_t persons, unsigned k)
{
	if (persons < 4 * (size_t)k) return 0;
	if (persons <= 20 * (size_t)k) return 1;
	return persons <= 60 * (size_t)k ? 2 : 3;
}

static const char *reason_for(const struct advice *a, size_t fields)
{
	size_t times = a->out->persons / a->k;

	if (fields == 0)
		return arena_printf(a->w->mem,
			"With %zu people, under 4 times k (k = %u), any field would mostly be hidden.", a->out->persons,
			a->k);
	if (a->out->persons <= 9 * (size_t)a->k)
		return arena_printf(a->w->mem,
			"With %zu people, up to 9 times k (k = %u), expect broad values of it for many of them.",
			a->out->persons, a->k);
	return arena_printf(a->w->mem, "With %zu people, %zu times k (k = %u), that is what stays exact for most.",
		a->out->persons, times, a->k);
}

static bool dominates(const struct utility_row *a, const struct utility_row *b)
{
	if (a->k != b->k || a->unplaced > b->unplaced) return false;
	if (a->told == TOLD_ABOUT && b->told == TOLD_ALL) return false; /* not known for certain */
	if (a->shown_percent < b->shown_percent || a->main_percent < b->main_percent ||
		a->told_percent > b->told_percent)
		return false;
	return a->shown_percent > b->shown_percent || a->main_percent > b->main_percent ||
	       a->told_percent < b->told_percent;
}

static void recommend(struct advice *a)
{
	struct utility *u = a->out;
	unsigned subset = 0;
	size_t fields = affordable(u->persons, a->k);

	if (u->persons < a->k) {
		u->recommendation = arena_printf(a->w->mem,
			"too few people for any group (%zu, and it takes %u): list profiles only until there are more",
			u->persons, a->k);
		return;
	}
	for (size_t i = 0; i < fields; i++) subset = next_field(a, subset);
	for (size_t i = 0; i < u->n; i++) {
		if (u->row[i].subset != subset || u->row[i].k != a->k) continue;
		a->w->row[i].recommended = true;
		u->recommended = &u->row[i];
	}
	bool stays = u->current && u->recommended && dominates(u->current, u->recommended);
	u->recommendation = arena_printf(a->w->mem, "%s%s%s. %s%s", subset ? "group by " : "", names(a, subset),
		subset ? "" : " without fields", reason_for(a, subset ? fields : 0),
		!u->current                    ? ""
		: u->current->subset == subset ? " The policy does so."
		: stays ? " The policy does otherwise now; as measured here it shows more and tells no more, so it may "
			  "stay."
			: " The policy does otherwise now.");
}

/* The best of those that dominate a row; NULL if none does. */
static const struct utility_row *dominator(const struct utility *u, const struct utility_row *row)
{
	const struct utility_row *best = NULL;

	for (size_t i = 0; i < u->n; i++)
		if (dominates(&u->row[i], row) && (!best || utility_better(&u->row[i], best))) best = &u->row[i];
	return best;
}

static void find_dominated(struct advice *a)
{
	for (size_t i = 0; i < a->out->n; i++) a->w->row[i].dominated = dominator(a->out, &a->out->row[i]) != NULL;
}

static void find_effects(struct advice *a)
{
	struct utility *u = a->out;
	struct utility_effect *effect = ARENA_ARRAY(a->w->mem, struct utility_effect, u->nfields + 1);

	u->effect = effect;
	for (size_t f = 0; u->current && f < u->nfields; f++) {
		const struct utility_row *row = utility_row_of(u, u->current->subset ^ 1u << f, a->k);

		if (row) effect[u->neffects++] = (struct utility_effect){ f, !(u->current->subset >> f & 1), row };
	}
}

static void warn(struct advice *a, const char *text)
{
	if (a->out->nwarnings < WARNINGS_MAX) a->warning[a->out->nwarnings++] = text;
}

static void warn_size(struct advice *a)
{
	const struct utility *u = a->out;
	const struct utility_row *row = u->current;

	if (!u->persons)
		warn(a, "nobody is listed without a profile: there are no groups");
	else if (u->persons < a->k)
		warn(a, arena_printf(a->w->mem,
				"none of the %zu people without a profile can be placed: it takes %u to make a group",
				u->persons, a->k));
	else if (row && row->nfields && row->exact_percent < 50)
		warn(a, arena_printf(a->w->mem,
				"only %u %% of the people in groups show their exact \"%s\": fewer fields, or more "
				"people, would show more",
				row->exact_percent, u->field[0]->label));
	if (u->profiles > u->persons)
		warn(a, arena_printf(a->w->mem,
				"profiles outnumber the rest (%zu against %zu): those who hold out lose their cover, "
				"for few can be meant by a group",
				u->profiles, u->persons));
}

static void warn_choice(struct advice *a)
{
	const struct utility *u = a->out;
	const struct utility_row *better = u->current ? dominator(u, u->current) : NULL;

	if (better)
		warn(a, arena_printf(a->w->mem,
				"\"%s\" would be better in every respect than what the policy does: it shows %u %% "
				"instead of %u %%, the first field exactly of %u %% instead of %u %%, and tells no "
				"more",
				names(a, better->subset), better->shown_percent, u->current->shown_percent,
				better->main_percent, u->current->main_percent));
	for (size_t i = 0; i < u->nleft_out; i++)
		warn(a, arena_printf(a->w->mem, "\"%s\" is not compared here: at most %d fields are",
				u->left_out[i]->label, UTILITY_FIELDS));
}

static void warn_fit(struct advice *a)
{
	const struct utility *u = a->out;
	const struct fit *fit = &u->fit;
	size_t listed = u->persons + u->profiles;

	if (u->eligible && listed * 3 > u->eligible * 2)
		warn(a, arena_printf(a->w->mem,
				"over two thirds of the members in good standing are listed (%zu of %zu): a group "
				"still hides which entry is whose, but that somebody is listed is no secret",
				listed, u->eligible));
	if (fit->over)
		warn(a, arena_printf(a->w->mem,
				"%zu of %zu groups hold over two thirds of the members who fit them: who fits one of "
				"these is probably listed",
				fit->over, fit->n));
	if (fit->open)
		warn(a, arena_printf(a->w->mem,
				"of %zu of %zu groups it cannot be told whether they hold over two thirds of the "
				"members who fit them: the facts of only %zu of %zu members are known",
				fit->open, fit->n, fit->known, fit->eligible));
}

void utility_advise(struct utility_work *w)
{
	struct advice a = { w, w->out, w->policy->k, ARENA_ARRAY(w->mem, const char *, WARNINGS_MAX) };

	w->out->warning = a.warning;
	find_dominated(&a);
	recommend(&a);
	find_effects(&a);
	warn_size(&a);
	warn_choice(&a);
	warn_fit(&a);
}
