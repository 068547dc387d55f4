/* hard.c decides which two may not be proposed to each other whatever their fit (DOMAIN 7.3), and says what is not forbidden but has to be seen. */
#include <string.h>
#include "programme/round_index.h"

const char *hard_words(enum hard h)
{
	static const char *const words[HARD_COUNT] = { "", "the same person", "one of them asked not to be matched so",
		"same employer", "no language in common that one of them speaks well",
		"does not take the need that matters most", "were partners, or one of them declined, not long ago",
		"vetoed for this round" };
	return words[h];
}

static bool avoids(const struct participant *a, const struct participant *b)
{
	for (size_t i = 0; i < a->navoid; i++)
		if (a->avoid_person[i] == b->person && b->person) return true;
	for (size_t i = 0; i < a->navoid_employers; i++)
		if (*b->employer_key && !strcmp(a->avoid_employer[i], b->employer_key)) return true;
	return false;
}

/* Not known of one: nothing stands between. */
static bool can_talk(const struct participant *a, const struct participant *b)
{
	if (!a->nlanguages || !b->nlanguages) return true;
	for (size_t i = 0; i < a->nlanguages; i++)
		for (size_t k = 0; k < b->nlanguages; k++)
			if (a->language[i] == b->language[k] &&
				(a->level[i] != LEVEL_BASIC || b->level[k] != LEVEL_BASIC))
				return true;
	return false;
}

static bool refuses(const struct participant *a, const struct participant *need)
{
	return need->primary_need != CODE_NONE && codes_has(a->refuses, need->primary_need);
}

static enum hard standing_between(
	const struct round *r, const struct participant *seeker, const struct participant *other)
{
	if (avoids(seeker, other) || avoids(other, seeker)) return HARD_AVOID;
	if (*seeker->employer_key && !strcmp(seeker->employer_key, other->employer_key)) return HARD_EMPLOYER;
	if (!can_talk(seeker, other)) return HARD_LANGUAGE;
	if (refuses(other, seeker) || (seeker->kind == KIND_PEER && refuses(seeker, other))) return HARD_REFUSES;
	const struct past_pair *past = round_past(r, seeker, other);
	return past && r->cycle->meeting < past->until ? HARD_EARLIER : HARD_NONE;
}

static const struct rule_exception *exception(
	const struct round *r, const struct participant *a, const struct participant *b)
{
	return rules_exception(&r->rules, "pair", a->form, a->entry_no, b->form, b->entry_no, r->cycle->meeting);
}

static bool same_person(const struct participant *a, const struct participant *b)
{
	return a == b || (a->person && a->person == b->person);
}

enum hard hard_rule(
	const struct round *r, const struct participant *seeker, const struct participant *other, const char **why)
{
	const struct lock *lock = round_lock(r, seeker, other);
	enum hard h = HARD_NONE;
	if (same_person(seeker, other))
		h = HARD_SAME_PERSON;
	else if (lock)
		h = lock->veto ? HARD_VETO : HARD_NONE;
	else if (!exception(r, seeker, other))
		h = standing_between(r, seeker, other);
	if (why) *why = hard_words(h);
	return h;
}

/* ---- flags */

static void flag(struct str *words, const char *text)
{
	str_printf(words, "%s%s", words->len ? "; " : "", text);
}

static void flag_lifted(
	const struct round *r, const struct participant *seeker, const struct participant *other, struct str *words)
{
	const struct rule_exception *e = exception(r, seeker, other);
	const struct lock *lock = round_lock(r, seeker, other);
	enum hard h = standing_between(r, seeker, other);
	if (same_person(seeker, other)) return;
	if (lock && !lock->veto) flag(words, "locked for this run");
	if (h == HARD_NONE || (!e && !lock)) return;
	flag(words, hard_words(h));
	if (e)
		str_printf(words, ", allowed by records/overrides.csv (%s%s%s)", e->why, *e->by ? ", " : "", e->by);
	else
		str_puts(words,
			lock->veto ? "" : ", lifted by the lock: a decision needs a line in records/overrides.csv");
}

static bool unread_wish(const struct participant *p)
{
	return sv_trim(p->avoid).n && !p->navoid && !p->navoid_employers;
}

static void flag_refusal(const struct participant *a, const struct participant *need, struct str *words)
{
	if (codes_shared(a->refuses, need->needs)) flag(words, "does not take one of the needs");
}

bool hard_flags(
	const struct round *r, const struct participant *seeker, const struct participant *other, struct str *words)
{
	struct str own = STR_INIT;
	const struct past_pair *past = round_past(r, seeker, other);
	flag_lifted(r, seeker, other, &own);
	if (!*seeker->employer_key || !*other->employer_key)
		flag(&own, "whether they have the same employer cannot be told");
	if (!seeker->nlanguages || !other->nlanguages) flag(&own, "languages not given");
	if (unread_wish(seeker) || unread_wish(other))
		flag(&own, "one of them asks not to be matched with somebody the records do not hold");
	flag_refusal(other, seeker, &own);
	if (seeker->kind == KIND_PEER) flag_refusal(seeker, other, &own);
	if (past && past->until <= r->cycle->meeting) {
		flag(&own, past->declined ? "one of them declined earlier" : "were proposed to each other earlier");
		str_printf(&own, " (%s)", past->number);
	}
	bool any = own.len > 0;
	if (any) flag(words, own.ptr);
	str_dispose(&own);
	return any;
}
