/* redact_name.c finds people and employers who are in no record, by how they are written: a given name, a title, an initial, two capital letters where
 * none belong, a legal form. What is left of words that nobody else uses is offered as a suggestion. */
#include "privacy/redact_internal.h"

#define TITLES "|dr|prof|professor|mr|mrs|ms|miss|mx|herr|frau|mme|monsieur|madame|senor|senora|sir|"
#define PARTICLES "|van|von|der|den|de|da|di|del|della|la|le|dos|el|al|bin|ibn|ter|zu|du|mac|mc|o|"
#define FORMS                                                                                                          \
	"|inc|ltd|limited|llc|llp|plc|corp|corporation|gmbh|ag|sa|sas|sarl|srl|spa|bv|nv|kg|oy|ab|aps|pty|pvt|co|"     \
	"company|"
#define PLACES_OF_WORK                                                                                                 \
	"|university|institute|hospital|clinic|laboratories|laboratory|labs|lab|pharma|pharmaceuticals|"               \
	"pharmaceutical|biotech|therapeutics|biologics|biosciences|sciences|agency|ministry|consulting|consultants|"   \
	"group|holdings|college|research|technologies|solutions|services|systems|diagnostics|"

static const struct redact_token *token(const struct redact_text *t, size_t i)
{
	return &t->token.at[i];
}

/* Capital where neither the beginning of a sentence nor an everyday word explains it. */
static bool stranger(const struct redact_text *t, size_t i)
{
	if (i >= t->token.n || !token(t, i)->capital || token(t, i)->digit || token(t, i)->folded.n < 2) return false;
	return !redact_common(t->r, token(t, i)->folded) || (redact_given(t->r, token(t, i)->folded));
}

static bool acronym(const struct redact_text *t, size_t i)
{
	return token(t, i)->upper && token(t, i)->folded.n <= 5;
}

static bool capital_word(const struct redact_text *t, size_t i)
{
	return i < t->token.n && token(t, i)->capital && !token(t, i)->digit && token(t, i)->folded.n > 1;
}

/* The last token of a name that goes on behind i: "Young", "van der Berg", "Smith-Jones", "M. Young". */
static size_t name_end(const struct redact_text *t, size_t i)
{
	size_t last = i;

	for (size_t n = i + 1; n < t->token.n && n <= i + 5 && redact_beside(t, n - 1, last == n - 1 ? ".-'" : "'");
		n++) {
		bool hyphen = token(t, n)->start == token(t, n - 1)->end + 1 && t->text.p[token(t, n - 1)->end] == '-';
		bool dot = t->text.p[token(t, n - 1)->end] == '.';

		if (dot && token(t, n - 1)->folded.n > 1 && !redact_is(t, n - 1, TITLES)) break;
		if (redact_is(t, n, PARTICLES) && !token(t, n)->capital) continue;
		if (token(t, n)->folded.n == 1 && token(t, n)->capital && !redact_is(t, n, "i")) {
			if (t->text.p[token(t, n)->end] == '.' || capital_word(t, n + 1)) continue;
			break;
		}
		if (!stranger(t, n) && !(hyphen && capital_word(t, n))) {
			/* After a given name an everyday word with a capital is the surname: "Grace Young". */
			if (!(last == i && capital_word(t, n) && !token(t, n)->begins && !acronym(t, n))) break;
			last = n;
			break;
		}
		last = n;
	}
	return last;
}

static void name(struct redact_text *t, size_t from, size_t to)
{
	if (!redact_covered(t, token(t, from)->start, token(t, to)->end))
		redact_add(t, token(t, from)->start, token(t, to)->end, REDACT_NAME, REDACT_LIKELY);
}

static void find_titled(struct redact_text *t)
{
	for (size_t i = 0; i + 1 < t->token.n; i++) {
		size_t n = i + 1;

		if (!redact_is(t, i, TITLES) || !token(t, i)->capital || !redact_beside(t, i, ".")) continue;
		while (redact_is(t, n, TITLES) && n + 1 < t->token.n) n++;
		if (token(t, n)->folded.n == 1 && n + 1 < t->token.n) n++;
		if (capital_word(t, n) && !acronym(t, n)) name(t, i + 1, name_end(t, n));
	}
}

static void find_given(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		if (!redact_given(t->r, token(t, i)->folded) || redact_common(t->r, token(t, i)->folded)) continue;
		if (!token(t, i)->capital && token(t, i)->folded.n < 4) continue;
		size_t last = token(t, i)->capital ? name_end(t, i) : i;
		/* "john smith", both small */
		if (!token(t, i)->capital && i + 1 < t->token.n && redact_beside(t, i, "") && !token(t, i + 1)->digit &&
			!redact_known(t->r, token(t, i + 1)->folded))
			last = i + 1;
		name(t, i, last);
		i = last;
	}
}

/* "J. Young", "J. P. Moss" */
static void find_initials(struct redact_text *t)
{
	for (size_t i = 0; i + 1 < t->token.n; i++) {
		size_t n = i;

		while (n + 1 < t->token.n && token(t, n)->folded.n == 1 && token(t, n)->capital &&
			token(t, n)->letter && t->text.p[token(t, n)->end] == '.' && redact_beside(t, n, "."))
			n++;
		if (n == i || !capital_word(t, n) || acronym(t, n)) continue;
		name(t, i, name_end(t, n));
		i = n;
	}
}

/* "my name is", "I am Xaver", "regards, Xaver": who says so speaks of a person. */
static void find_introduced(struct redact_text *t)
{
	for (size_t i = 2; i < t->token.n; i++) {
		bool cue = (redact_is(t, i - 1, "|is|s|") && redact_is(t, i - 2, "name")) ||
			   (redact_is(t, i - 1, "|am|m|") && redact_is(t, i - 2, "i")) ||
			   redact_is(t, i - 1,
				   "|regards|sincerely|colleague|boss|friend|husband|wife|daughter|son|named|called|"
				   "mentor|supervisor|manager|thanks|cheers|");

		if (cue && stranger(t, i) && !acronym(t, i)) name(t, i, name_end(t, i));
	}
}

static bool place_cue(const struct redact_text *t, size_t i)
{
	return redact_is(t, i, "|at|joined|join|employer|employed|left|founded|owns|work|worked|works|working|");
}

static void employer(struct redact_text *t, size_t from, size_t to)
{
	redact_add(t, token(t, from)->start, token(t, to)->end, REDACT_EMPLOYER, REDACT_LIKELY);
}

/* "Corvane Labs Ltd", "University of Basel": capital words in a row, one of which says what it is. */
static void find_firms(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		size_t last = i, n = i + 1;
		bool form = false, work = redact_is(t, i, PLACES_OF_WORK), strange = stranger(t, i);

		if (!capital_word(t, i)) continue;
		for (; n < t->token.n && n < i + 8 && redact_beside(t, n - 1, "&,.-") && !token(t, n)->begins; n++) {
			if (redact_is(t, n, "|of|and|for|the|de|fur|und|") && capital_word(t, n + 1)) continue;
			bool is_form = redact_is(t, n, FORMS) && token(t, n)->capital;
			if (redact_is(t, n, "|gmbh|inc|ltd|llc|")) is_form = true;
			if (!is_form && !capital_word(t, n)) break;
			form |= is_form && last >= i;
			work |= redact_is(t, n, PLACES_OF_WORK);
			strange |= stranger(t, n) && !acronym(t, n);
			last = n;
			if (is_form) break;
		}
		if (last > i && ((form && (strange || last > i + 1 || !token(t, i)->begins)) || (work && strange)))
			employer(t, i, last);
		if (last > i) i = last;
	}
}

/* "at Zentralab", "worked for Corvane", "two years with Corvane Labs" after "worked" */
static void find_places(struct redact_text *t)
{
	for (size_t i = 1; i < t->token.n; i++) {
		bool cue = place_cue(t, i - 1) ||
			   (i > 1 && redact_is(t, i - 1, "|for|with|in|by|") && place_cue(t, i - 2));
		size_t last = i;

		if (!cue || !stranger(t, i) || acronym(t, i) ||
			redact_covered(t, token(t, i)->start, token(t, i)->end) || !redact_beside(t, i - 1, ""))
			continue;
		while (redact_beside(t, last, "&-") && capital_word(t, last + 1) && last < i + 4) last++;
		employer(t, i, last);
		i = last;
	}
}

/* Two strangers side by side in the middle of a sentence. */
static void find_pairs(struct redact_text *t)
{
	for (size_t i = 0; i + 1 < t->token.n; i++) {
		if (!stranger(t, i) || !stranger(t, i + 1) || !redact_beside(t, i, "-") || acronym(t, i) ||
			acronym(t, i + 1) || redact_covered(t, token(t, i)->start, token(t, i + 1)->end))
			continue;
		size_t last = name_end(t, i + 1);
		name(t, i, last);
		i = last;
	}
}

void redact_names(struct redact_text *t)
{
	find_firms(t);
	find_titled(t);
	find_given(t);
	find_initials(t);
	find_introduced(t);
	find_places(t);
	find_pairs(t);
}

void redact_rare(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		const struct redact_token *w = token(t, i);

		if (w->digit || w->folded.n < 3 || redact_known(t->r, w->folded) || redact_covered(t, w->start, w->end))
			continue;
		redact_add(t, w->start, w->end, REDACT_WORD, REDACT_SUGGESTION);
	}
}
