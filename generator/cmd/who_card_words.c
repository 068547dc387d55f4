/* who_card_words.c holds what an applicant is told of why they are listed as they are, or not at all. Everything here may be sent to
 * them: it speaks of their own answers and of the rules, never of anybody else. */
#include "cmd/who_card.h"

static const char *paused(struct arena *mem, const struct application *a)
{
	if (a->paused_until == DATE_NONE)
		return "You asked for a pause until further notice. Tell us when you want to come back.";
	return arena_printf(mem, "You asked for a pause until %s.", date_long(a->paused_until).z);
}

static const char *reason(struct arena *mem, const struct application *a)
{
	switch (a->publishable) {
	case REASON_PAUSED: return paused(mem, a);
	case REASON_WITHDRAWN: return "You withdrew your application.";
	case REASON_CONSENT_WITHDRAWN: return "You withdrew your consent to be listed. You can still be matched.";
	case REASON_NOT_LISTED: return "You asked us not to list you. You can still be matched.";
	case REASON_NEVER_ASKED:
		return "You have not answered how we may list you, so we do not. You can still be matched.";
	case REASON_NOT_A_MEMBER: return "We could not find your membership. Only members in good standing are listed.";
	case REASON_LAPSED:
		return "By our records your membership has lapsed. Only members in good standing are listed.";
	case REASON_ON_HOLD: return "There is a question about your membership. Please write to us.";
	case REASON_MISSING:
		return "Your application is not in our newest list. Please write to us if you did not withdraw it.";
	case REASON_HELD:
	case REASON_TEST: return "There is a question about your application. Please write to us.";
	case REASON_SUPERSEDED: return "A newer application of yours has taken its place.";
	case REASON_MENTEE: return "Mentees are never listed.";
	case REASON_NO_APPLICATION: return "Plans and evaluations are never listed.";
	case REASON_OK:
	case REASON_NO_AREA:
	case REASON_COUNT: break;
	}
	return NULL;
}

static const char *waiting(struct arena *mem, const struct card_case *c)
{
	const struct application *a = c->a;
	if (!c->pool) return "No directory of this kind has been published yet.";
	if (a->consent == CONSENT_PROFILE && !a->takes_requests)
		return "You told us that you take no request now. A profile is shown only while its owner takes "
		       "requests; it "
		       "comes back when you do, at the latest with the match cycle after that.";
	if (a->consent == CONSENT_GROUP && c->left_profile)
		return "You changed from a profile to a group. The directory of the next match cycle leaves you out, "
		       "and the one "
		       "after includes you in a group. Otherwise the profile that goes and the group that changes on "
		       "the same "
		       "day would point at you.";
	if (a->submitted != DATE_NONE && a->submitted > public_pool_drawn(c->pool))
		return arena_printf(mem,
			"The directory was drawn on %s, before you applied. You will be in the next one, which comes "
			"with the "
			"next match cycle.",
			date_long(public_pool_drawn(c->pool)).z);
	if (a->consent == CONSENT_GROUP && public_pool_groups(c->pool) == 0)
		return arena_printf(mem, "There is no group yet: each has to stand for at least %u people.",
			public_pool_k(c->pool));
	return arena_printf(mem,
		"You were not in the directory drawn on %s. As things stand now you will be in the next one, which "
		"comes with "
		"the next match cycle.",
		date_long(public_pool_drawn(c->pool)).z);
}

const char *card_words_unlisted(struct arena *mem, const struct card_case *c)
{
	const char *why = reason(mem, c->a);
	return why ? why : waiting(mem, c);
}

const char *card_words_leaving(struct arena *mem, const struct card_case *c)
{
	const struct application *a = c->a;
	const char *why = reason(mem, a);
	if (why && c->group)
		return arena_printf(mem,
			"%s The entry stands until the next match cycle all the same, because it says what was true on "
			"the day "
			"the pool was drawn, and an entry that changed on the day you leave would tell something about "
			"you. You "
			"are not proposed to anybody meanwhile.",
			why);
	if (why) return arena_printf(mem, "%s The entry leaves the directory with the next edition.", why);
	if (c->group && a->consent == CONSENT_PROFILE)
		return "You have asked for a profile since. You get one with the next match cycle.";
	if (!c->group && a->consent == CONSENT_GROUP)
		return "You have asked for a group since. The profile leaves the directory with the next edition. The "
		       "next "
		       "match cycle leaves you out, and the one after includes you in a group, so that the two changes "
		       "do not "
		       "point at you.";
	if (!c->group && !a->takes_requests)
		return "You take no request now. The profile leaves the directory with the next edition, and comes "
		       "back when "
		       "you do.";
	return NULL;
}

const char *card_words_group(struct arena *mem, enum precision p, unsigned k)
{
	switch (p) {
	case PRECISION_EXACT:
		return arena_printf(
			mem, "Shown as it is: everybody in this group, at least %u people, gave this answer.", k);
	case PRECISION_BROAD:
		return arena_printf(mem, "Shown more broadly, so that at least %u people look the same.", k);
	case PRECISION_PRIVATE: break;
	}
	return arena_printf(mem, "Kept private, so that at least %u people look the same.", k);
}
