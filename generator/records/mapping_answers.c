/* mapping_answers.c knows what the answers that bind people usually mean, by their words. It only ever proposes: what is written
 * into a mapping somebody reads first. */
#include "records/mapping_answers.h"
#include <stdint.h>
#include "records/guess.h"
#include "records/mapping_edit.h"
#include "records/words.h"

const char *mapping_answers_consent(struct sv answer)
{
	struct str normal = STR_INIT;
	const char *result = NULL;
	guess_normal(&normal, answer);
	struct sv n = sv_of(&normal);
	if (guess_phrase(n, "not list|not listed|not agree|do not|not to be listed|nicht|ne pas"))
		result = "not listed";
	else if (guess_phrase(
			 n, "without profile|without a profile|without my profile|no profile|ohne profil|sans profil"))
		result = "group"; /* before "profile": nobody is shown more than was said */
	else if (guess_phrase(n, "no|nein|non"))
		result = "not listed";
	else if (guess_phrase(n, "profile|profil"))
		result = "profile";
	else if (guess_phrase(n, "group|groups|gruppe|groupe"))
		result = "group";
	else if (guess_phrase(n, "agree|consent|accept") || words_yes(answer) == 1)
		result = "older";
	else if (words_yes(answer) == 0)
		result = "not listed";
	str_dispose(&normal);
	return result;
}

bool mapping_answers_agrees(struct sv text)
{
	struct str normal = STR_INIT;
	guess_normal(&normal, text);
	struct sv n = sv_of(&normal);
	bool result =
		!guess_phrase(n, "not|nicht|pas") &&
		guess_phrase(n, "i|we|agree|agreed|accept|accepted|consent|read|ich|stimme|gelesen|je|accepte|lu") > 0;
	str_dispose(&normal);
	return result;
}

struct state_word {
	const char *key, *phrase, *state;
};
static const struct state_word states[] = { { "active", "Active", "active" }, { "approved", "Approved", "active" },
	{ "accepted", "Accepted", "active" }, { "available", "Available", "active" },
	{ "confirmed", "Confirmed", "active" }, { "ok", "OK", "active" }, { "inactive", "Inactive", "pause" },
	{ "inactive until {date}", "Inactive until {date}", "pause" }, { "paused", "Paused", "pause" },
	{ "paused until {date}", "Paused until {date}", "pause" },
	{ "pause until {date}", "Pause until {date}", "pause" }, { "on hold", "On hold", "pause" },
	{ "on hold until {date}", "On hold until {date}", "pause" },
	{ "away until {date}", "Away until {date}", "pause" },
	{ "on leave until {date}", "On leave until {date}", "pause" }, { "until {date}", "Until {date}", "pause" },
	{ "out until {date}", "Out until {date}", "pause" }, { "out", "Out", "pause" },
	{ "sabbatical until {date}", "Sabbatical until {date}", "pause" },
	{ "unavailable until {date}", "Unavailable until {date}", "pause" }, { "unavailable", "Unavailable", "pause" },
	{ "full", "Full", "full" }, { "at capacity", "At capacity", "full" }, { "withdrawn", "Withdrawn", "withdraw" },
	{ "withdraw", "Withdraw", "withdraw" }, { "declined", "Declined", "withdraw" }, { "left", "Left", "withdraw" },
	{ "cancelled", "Cancelled", "withdraw" }, { "canceled", "Canceled", "withdraw" } };
#define STATES (sizeof states / sizeof *states)

size_t mapping_answers_index(struct sv text)
{
	struct str phrase = STR_INIT, key = STR_INIT;
	size_t found = SIZE_MAX;
	mapping_edit_date_phrase(&phrase, text);
	words_key(&key, sv_of(&phrase));
	for (size_t i = 0; i < STATES && found == SIZE_MAX; i++)
		if (sv_is(sv_of(&key), states[i].key)) found = i;
	str_dispose(&phrase);
	str_dispose(&key);
	return found;
}

bool mapping_answers_state(size_t n, const char **phrase, const char **state)
{
	if (n >= STATES) return false;
	*phrase = states[n].phrase;
	*state = states[n].state;
	return true;
}

const char *mapping_answers_status(struct sv text)
{
	const char *phrase, *state;
	return mapping_answers_state(mapping_answers_index(text), &phrase, &state) ? state : NULL;
}
