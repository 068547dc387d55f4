/* The sentences of the privacy statement stand apart from the pages because they are a promise: whoever changes one
 * should see all of them at once, and nothing else. */
#include "site/statement_words.h"
#include <stdint.h>

static const char *const group_shows[] = {
	"Your group's entry says what all of at least {k} people have in common, and nothing else about any of them.",
	"Nobody can tell from this site, or from all its editions together, which of them is you. No row, ID, order or "
	"number belongs to you alone, so there is nothing that could be followed from one edition to the next.",
	"The entry says what was true on the day its pool was drawn. It stands until the next match cycle, also when "
	"you leave before; from the day you leave you are not proposed to anybody.",
	NULL
};
static const char *const group_does_not[] = {
	"It does not hide that you are listed from somebody who knows how everybody else answered.",
	"Where only about {k} people of the whole society fit the entry, it tells that most of them are listed.",
	"It does not cover what you say about yourself elsewhere, or what others say about you.", NULL
};
static const char *const profile_shows[] = { "Your entry stands for you alone. k does not apply to profiles: their "
					     "owners agreed to be recognizable to people "
					     "who know them.",
	"It shows the fields that profiles show as you gave them, and your own words only as a person has read and "
	"approved "
	"them. It never shows your name, your employer or how to reach you.",
	"It keeps its Entry ID as long as it stands, so it can be followed from edition to edition. Earlier editions "
	"keep it "
	"until it is erased from them.",
	NULL };
static const char *const profile_does_not[] = { "That a profile is gone does not say why. A pause, a full calendar, a "
						"lapsed membership and a withdrawal look the "
						"same.",
	"Your profile tells nothing about the people in groups, and you are not counted as one of the {k}.", NULL };
static const char *const outside_shows[] = {
	"On the day a pool was drawn, every group in it stood for at least {k} different people.",
	"From a group that is new or gone you learn that its description stood for at least {k} people on one day, and "
	"was "
	"not used on another. You do not learn who they were, or how many.",
	"Profiles come and go one by one under IDs of their own. You can see that, and their owners agreed to it.", NULL
};
static const char *const outside_does_not[] = { "How many people are in a group, and how many are eligible, waiting, "
						"paused, withdrawn or not listed, is published "
						"nowhere.",
	"That somebody fits an entry does not mean that they are behind it. That somebody is not listed says nothing: "
	"most "
	"reasons for it are ordinary.",
	"An entry does not say who is free now.", NULL };
const char *const statement_k_means[] = { "k is {k}. On the day a pool was drawn, each of its groups stood for at "
					  "least {k} different people who look the same "
					  "in every field that groups show.",
	"Somebody who applied several times counts once. Profiles do not count. Mentors and peer partners are counted "
	"apart.",
	NULL };
const char *const statement_k_does_not[] = {
	"k is not the number of people in a group. That number is never published; a group may stand for many more.",
	"k does not apply to profiles: their owners agreed to be recognizable.",
	"k does not say how likely a guess about somebody is for a reader who knows more than this site tells.", NULL
};

static const struct statement_reader readers[] = {
	{ "group", "If you are listed in a group", group_shows, group_does_not },
	{ "profile", "If you are listed with a profile", profile_shows, profile_does_not },
	{ "outside", "If you are neither, and have every edition", outside_shows, outside_does_not },
};

static const struct statement_claim claims[] = {
	{ "numbers", "The numbers of profiles and groups are those of pool.csv.",
		"Count its rows of the kinds profile and group, pool by pool.", true },
	{ "digest", "The digest of a pool is that of its rows in pool.csv.",
		"SHA-256 over the rows that begin with the pool's name, as they stand, each with its line end.", true },
	{ "commit", "The message of the edition's commit says the same numbers, days and digests.",
		"Compare the lines Edition, Cycle, Pool and Policy of the message with edition.json.", true },
	{ "ids", "Every Entry ID has the right check symbol and stands once.",
		"Compute the check symbol as docs/FORMATS.md says, and compare all IDs with each other.", true },
	{ "group-facts", "A group has exactly one value for every grouped field and nothing else: no text, no number.",
		"Read its row in pool.csv beside the rows of the kind field.", true },
	{ "group-tuples", "No two groups of a pool say the same.", "Compare the rows of the kind group.", true },
	{ "id-meaning",
		"An Entry ID never stands for anything else: a group's always for the same facts, a profile's never "
		"for a "
		"group or another pool.",
		"Compare pool.csv of all editions in the repository.", true },
	{ "pages", "The pages show the entries of pool.csv, with their values, and no other.",
		"Compare the entries on the search and browse pages with pool.csv.", true },
	{ "between",
		"From one match cycle to the next nothing changes in the pools but profiles that leave or return, and "
		"texts of "
		"profiles that are masked or held back.",
		"Compare pool.csv of the editions without a cycle with that of the cycle before.", true },
	{ "k", "Every group stood for at least {k} different people on the day its pool was drawn.",
		"Headquarters counts again, from its records, who stands behind each group.", false },
	{ "true", "What a group's entry says is true of each of its people.",
		"Headquarters compares each application with the entry it stands behind.", false },
	{ "approved", "Every text of a profile was approved by a person, word for word.",
		"Headquarters compares the texts with its list of decisions.", false },
	{ "policy", "What is shown follows from the rules with this digest.",
		"SHA-256 of records/policy.yml, which headquarters shows to whoever asks.", false },
	{ "gate",
		"Every file, address and message was searched for the names, addresses, telephone numbers, member "
		"numbers and "
		"employers of everybody who ever applied; only officers, where they act in office, are named.",
		"Headquarters builds the edition again from its records.", false },
};

size_t statement_readers(const struct statement_reader **out)
{
	*out = readers;
	return sizeof readers / sizeof *readers;
}

size_t statement_claims(const struct statement_claim **out)
{
	*out = claims;
	return sizeof claims / sizeof *claims;
}

struct sv statement_sentence(struct arena *mem, const char *sentence, unsigned k)
{
	struct sv rest = sv(sentence);
	struct str text = STR_INIT;
	size_t at;
	while ((at = sv_find(rest, SV_LIT("{k}"))) != SIZE_MAX) {
		str_sv(&text, sv_sub(rest, 0, at));
		str_printf(&text, "%u", k);
		rest = sv_sub(rest, at + 3, rest.n);
	}
	str_sv(&text, rest);
	struct sv kept = arena_sv(mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}
