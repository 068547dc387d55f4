/* choice_words.c keeps the lists of words apart from the reading of choices, because they grow with every cycle: whatever
 * applicants wrote that was no choice, and was reported as one that leads nowhere, belongs here. */
#include "records/choice_words.h"

static bool among(struct sv word, const char *const *list)
{
	for (; *list; list++)
		if (sv_is(word, *list)) return true;
	return false;
}

bool choice_word_none(struct sv folded)
{
	static const char *const list[] = { "", "none", "no", "non", "nil", "null", "na", "n a", "n/a",
		"not applicable", "any", "anyone", "anybody", "any one", "any mentor", "any mentors", "any peer",
		"any partner", "any of them", "nobody", "no one", "noone", "no preference", "no preferences",
		"no preferred mentor", "no choice", "no choices", "none at this time", "none at the moment",
		"no preference at this time", "i have no preference", "i do not have a preference",
		"do not have a preference", "no particular preference", "no special preference", "not sure", "unsure",
		"not known", "unknown", "do not know", "don t know", "dont know", "i don t know", "undecided", "tbd",
		"tba", "open", "open to any", "open to all", "whoever", "whomever", "no second choice",
		"no third choice", "no other", "no others", "no other preference", "see above", "same", "same as above",
		"as above", "committee", "committee decides", "the committee decides", "committee s choice",
		"the committee s choice", "up to the committee", "please choose for me", "please choose", "your choice",
		"you choose", "keine", "keiner", "egal", "kein wunsch", "aucun", "aucune", "ninguno", "nessuno", NULL };
	return among(folded, list);
}

bool choice_word_noise(struct sv word)
{
	static const char *const list[] = { "entry", "entries", "id", "ids", "entryid", "no", "nos", "nr", "num",
		"number", "numbers", "nummer", "numero", "please", "thanks", "thank", "you", "mentor", "mentors",
		"mentee", "peer", "peers", "partner", "partners", "member", "choice", "choices", "preference",
		"preferences", "preferred", "prefer", "pref", "prefs", "option", "options", "priority", "rank", "wish",
		"wishes", "my", "is", "are", "the", "as", "form", "application", "applicant", "would", "like", "i",
		"in", "order", "directory", "profile", "group", "from", "of", "for", "to", "be", "code", "with",
		"potential", "match", "a", "an", NULL };
	return among(word, list);
}

bool choice_word_between(struct sv word)
{
	static const char *const list[] = { "and", "or", "then", "und", "oder", "et", "ou", "plus", "also", "followed",
		"alternatively", "otherwise", "else", NULL };
	return among(word, list);
}

bool choice_word_not(struct sv word)
{
	static const char *const list[] = { "not", "except", "but", "without", "never", "avoid", "dont", "don", "nicht",
		"ausser", "sauf", "pas", "excluding", NULL };
	return among(word, list);
}

bool choice_word_choice(struct sv word)
{
	static const char *const list[] = { "choice", "preference", "pref", "option", "priority", "rank", "wish",
		NULL };
	return among(word, list);
}

unsigned choice_word_ordinal(struct sv word)
{
	static const char *const names[] = { "first", "second", "third", "fourth", "fifth", "sixth" };
	static const char *const ends[] = { "st", "nd", "rd", "th" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_is(word, names[i])) return i + 1;
	if (word.n != 3 || word.p[0] < '1' || word.p[0] > '9') return 0;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (sv_is(sv_sub(word, 1, 2), ends[i])) return (unsigned)(word.p[0] - '0');
	return 0;
}

enum application_kind choice_word_kind(struct sv word)
{
	if (sv_is(word, "mentor") || sv_is(word, "mentors")) return KIND_MENTOR;
	if (sv_is(word, "peer") || sv_is(word, "peers")) return KIND_PEER;
	if (sv_is(word, "mentee") || sv_is(word, "mentees")) return KIND_MENTEE;
	return KIND_COUNT;
}
