/* guess_kind.c tells what an export as a whole is: its kind, by the file's name or else by what it asks, and the pattern by which the
 * next one will be known. */
#include "base/date.h"
#include "records/guess.h"

struct kind_word {
	const char *kind;
	unsigned bit;
	const char *words;
};
static const struct kind_word kinds[] = { /* in the order in which words decide: "mentor evaluation" is an evaluation */
	{ "evaluation", GUESS_EVALUATION, "evaluation|evaluations|feedback|survey|auswertung" },
	{ "plan", GUESS_PLAN, "plan|plans|partnership plan|partnership plans" },
	{ "roster", GUESS_ROSTER,
		"members|roster|membership|memberlist|member list|mitglieder|mitgliederliste|membres|adherents" },
	{ "mentee", GUESS_MENTEE, "mentee|mentees|protege" }, { "peer", GUESS_PEER, "peer|peers" },
	{ "mentor", GUESS_MENTOR, "mentor|mentors|mentoren|mentorinnen" }
};
#define KINDS (sizeof kinds / sizeof *kinds)

static bool header_says(const struct survey *s, const char *phrases)
{
	struct str normal = STR_INIT;
	bool found = false;
	for (size_t i = 0; i < s->n && !found; i++) {
		guess_normal(&normal, sv(s->column[i].header));
		found = guess_phrase(sv_of(&normal), phrases) > 0;
	}
	str_dispose(&normal);
	return found;
}

static const char *kind_of_headers(const struct survey *s, const char **why)
{
	bool entry = header_says(s, "entry id|submission id|response id|entry number|eintragsnummer");
	*why = "the headers speak of membership and no entry number";
	if (!entry && header_says(s, "paid through|paid thru|expires|expiration|expiry|member status|membership "
				     "status|member type|bezahlt bis|"
				     "mitgliedsstatus|mitgliedsart"))
		return "roster";
	*why = "the headers ask for ratings or goals reached";
	if (header_says(s, "partnership id|goals met|how many meetings|number of meetings")) return "evaluation";
	*why = "the headers ask which mentor is preferred";
	if (header_says(s, "preferred mentor|choice of mentor|which of these matters most|primary need"))
		return "mentee";
	*why = "the headers ask for a preferred partner and a profile";
	if (header_says(s, "preferred potential partner|preferred partner") && header_says(s, "profile")) return "peer";
	*why = "the headers ask for a preferred partner";
	if (header_says(s, "preferred potential partner|preferred partner")) return "mentee";
	*why = "a guess: nothing in the file's name or headers says another kind; give --kind if it is wrong";
	return "mentor";
}

const char *guess_kind(const struct survey *s, const char *base, unsigned *bit, const char **why)
{
	struct str normal = STR_INIT;
	const char *kind = NULL;
	guess_normal(&normal, sv(base));
	*why = "the file's name says so";
	for (size_t i = 0; i < KINDS && !kind; i++)
		if (guess_phrase(sv_of(&normal), kinds[i].words)) kind = kinds[i].kind;
	if (!kind) kind = kind_of_headers(s, why);
	*bit = guess_kind_bit(kind);
	str_dispose(&normal);
	return kind;
}

unsigned guess_kind_bit(const char *kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].kind, kind)) return kinds[i].bit;
	return 0;
}

/* "sample-2026-01-05-mentor.csv" -> "*-mentor.csv": the day changes from export to export. */
const char *guess_files(struct arena *mem, const char *base)
{
	size_t n = strlen(base), end = n >= 4 && sv_ieq_ascii(sv(base + n - 4), sv(".csv")) ? n - 4 : n;
	for (size_t i = 0; i + 10 <= end; i++) {
		if (date_parse(sv_n(base + i, 10)) == DATE_NONE) continue;
		if (i + 10 < end) return arena_printf(mem, "*%.*s.csv", (int)(end - i - 10), base + i + 10);
		return arena_printf(mem, "%.*s*.csv", (int)i, base);
	}
	return arena_printf(mem, "*%.*s.csv", (int)end, base);
}
