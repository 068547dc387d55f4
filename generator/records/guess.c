/* guess.c is the collected knowledge of what people and form tools call things. It is a table and not code, so that a header met
 * in a new tool is one word more. Words alone are not enough: a field that needs a date or an e-mail address is not given to a
 * column that holds none. */
#include "records/guess.h"
#include <stdint.h>
#include "base/utf8.h"
#include "records/fields.h"
#include "records/words.h"

#define APP GUESS_APPLICATION
#define FORMS (GUESS_PLAN | GUESS_EVALUATION)
#define ALL (APP | FORMS | GUESS_ROSTER)

enum want { ANY, DATE, EMAIL, NUMBER, YES_NO, UNIQUE };
struct hint {
	const char *field;
	unsigned kinds;
	enum want want;
	const char *exact, *words; /* whole header; words in it */
};

static const struct hint hints[] = {
	{ "form_entry_no", APP | FORMS, UNIQUE,
		"entry id|entry no|entry number|entry|id|#|submission id|submission number|response id|respondent "
		"id|form entry no|"
		"form entry number|unique id|serial number|nr|no",
		"entry id|entry number|submission id|response id" },
	{ "submitted_at", APP | FORMS, DATE,
		"entry date|date created|timestamp|submitted|submitted at|submitted on|submission date|date "
		"submitted|created|created at|"
		"date|received on|received|submission time|zeitstempel|eingangsdatum|horodateur|completed "
		"at|completion time",
		"entry date|date submitted|submission date|date created|submitted at" },
	{ "first_name", ALL, ANY,
		"name first|first name|first|given name|given names|forename|firstname|vorname|prenom|nombre",
		"first name|given name|name first|vorname" },
	{ "last_name", ALL, ANY,
		"name last|last name|last|surname|family name|lastname|nachname|familienname|nom|apellido|apellidos",
		"last name|surname|family name|name last|nachname" },
	{ "full_name", ALL, ANY, "name|full name|your name|member name", "full name" },
	{ "partner_name", FORMS, ANY, "partner name|name of your partner|partner",
		"partner s name|name of your partner|partner name" },
	{ "partner_email", FORMS, EMAIL, "partner email|partner e mail",
		"partner s e mail|partner s email|partner email" },
	{ "certificate_name", APP | FORMS, ANY, "name|full name|your name|name on certificate", "certificate" },
	{ "email", ALL, EMAIL,
		"email|e mail|email address|e mail address|mail|your email|your e mail|primary email|e mail "
		"adresse|courriel|"
		"correo electronico|adresse e mail",
		"email|e mail|email address|e mail address" },
	{ "other_emails", GUESS_ROSTER, ANY,
		"other emails|other email|secondary email|alternate email|email 2|alt email|alt emails",
		"other emails|other email|secondary email|alternate email" },
	{ "phone", APP | FORMS, ANY,
		"phone|telephone|phone number|telephone number|mobile|cell|cell phone|tel|telefon|telephone no",
		"phone|telephone|mobile number" },
	{ "member_no", ALL, ANY,
		"member number|member no|member id|membership number|membership id|membership no|member|customer "
		"id|constituent id|"
		"imis id|mitgliedsnummer|numero de membre",
		"member number|member id|member no|membership number|membership id|membership no|mitgliedsnummer" },
	{ "member_no", GUESS_ROSTER, UNIQUE, "id|#|no|nr|number", "customer id|constituent id|imis id" },
	{ "employer", APP | GUESS_ROSTER, ANY,
		"employer|company|organization|organisation|company name|employer name|institution|firm|company "
		"organization|"
		"organization name|organisation name|firma|arbeitgeber|affiliation|entreprise|empresa",
		"employer|company|organization|organisation|affiliation" },
	{ "job_title", APP, ANY,
		"job title|title|position|role|job|function|position title|berufsbezeichnung|funktion|cargo|poste",
		"job title|position title" },
	{ "address", APP | GUESS_ROSTER, ANY, "address|street address|mailing address|postal address|adresse|anschrift",
		"street address|mailing address|postal address" },
	{ "country", APP, ANY, "country|land|pays|pais|address country|country of work", "country" },
	{ "qa_years", APP, NUMBER, "years|qa years|experience|experience years|years experience",
		"years of experience|years of qa|years in quality|years experience|qa years|years in qa" },
	{ "capacity", APP, NUMBER, "capacity|number of mentees",
		"how many partnerships|how many mentees|how many mentors|number of mentees|number of partnerships|"
		"partnerships can you take" },
	{ "available_from", APP, DATE, "available from|available",
		"available from|available starting|available as of" },
	{ "available_until", APP, DATE, "available until|available to",
		"available until|available to|available through" },
	{ "profile", APP, ANY, "profile|about you|about me|bio|biography|profile text",
		"your profile|profile in your own words|about you|about yourself|biography|short bio|describe "
		"yourself" },
	{ "goals", APP | GUESS_PLAN, ANY, "goals|goal|objectives|ziele",
		"want to have reached|your goals|goals|objectives|hope to gain|hope to achieve|want to achieve|want to "
		"reach|expectations" },
	{ "committee_note", APP | FORMS, ANY,
		"comments|comment|notes|note|remarks|anything else|committee note|bemerkungen",
		"for the committee|anything else|additional comments|additional information|committee note|other "
		"comments" },
	{ "do_not_match", APP, ANY, "do not match|conflicts|exclusions",
		"not be matched|not to be matched|do not match|not want to be matched|should not match|conflict of "
		"interest|"
		"not be paired" },
	{ "accepts_alternative", APP, YES_NO, "accepts alternative",
		"somebody else|someone else|alternative|another partner|different partner|alternate" },
	{ "reapplicant", APP, YES_NO, "reapplicant|claims reapplicant",
		"applied before|previously applied|applied previously|reapplicant|reapplying|re applying|apply again" },
	{ "cv_file", APP, ANY, "cv|resume|curriculum vitae|cv file|cv ref|upload cv|lebenslauf",
		"curriculum vitae|resume|your cv|upload cv|a cv|lebenslauf" },
	{ "consent", APP, ANY, "consent|consent directory|directory consent|directory",
		"list you|listed in the directory|directory consent|directory listing|in the directory|listing consent|"
		"consent to the directory|publish my" },
	{ "consent_at", APP, DATE, "consent at|consent date|date of consent", "date of consent" },
	{ "utc_offset", APP, ANY, "utc offset|time zone|timezone|tz", "time zone" },
	{ "consent_ethics", APP | FORMS, YES_NO, "consent ethics|code of ethics consent|code of ethics|code of conduct",
		"code of ethics|ethics|code of conduct|confidentiality" },
	{ "staff_status", APP, ANY, "status|application status|staff status|staff application status",
		"application status|staff status|mentor status|peer status" },
	{ "member_status", GUESS_ROSTER, ANY, "status|member status|membership status|status code|member status code",
		"member status|membership status|status" },
	{ "member_type", GUESS_ROSTER, ANY,
		"type|member type|membership type|category|member category|type code|class|member type code|mbr "
		"type|level",
		"member type|membership type|member category|membership level" },
	{ "paid_through", GUESS_ROSTER, DATE,
		"paid through|paid thru|paid to|paid until|expires|expires on|expiration|expiration date|expiry|expiry "
		"date|valid until|"
		"renewal date|end date",
		"paid through|paid thru|paid until|expires|expiration|expiry" },
	{ "joined", GUESS_ROSTER, DATE, "join date|joined|joined on|date joined|member since|since|start date|join",
		"join date|member since|date joined" },
	{ "hold", GUESS_ROSTER, YES_NO, "hold|on hold", "hold" },
	{ "hold_reason", GUESS_ROSTER, ANY, "hold reason|reason of the hold|hold note",
		"hold reason|reason of the hold" },
	{ "rqap_glp_expires", GUESS_ROSTER, DATE, "rqap glp expires",
		"rqap glp expires|rqap glp expiration|rqap glp exp" },
	{ "rqap_gcp_expires", GUESS_ROSTER, DATE, "rqap gcp expires",
		"rqap gcp expires|rqap gcp expiration|rqap gcp exp" },
	{ "partnership_id", FORMS, ANY, "partnership id|partnership|partnership no|partnership number|match id",
		"partnership id|partnership number|partnership no" },
	{ "own_entry", FORMS, ANY, "your entry id|own entry|own entry id", "your entry id|your own entry id" },
	{ "partner_entry", FORMS, ANY, "partner entry|partner entry id|partner id",
		"partner entry id|partner s entry id|partner" },
	{ "start_date", GUESS_PLAN, DATE, "start date|start|starts on",
		"start date|first meeting|date of the first meeting|we begin|begin on" },
	{ "role", FORMS, ANY, "role|your role", "your role|role in the partnership" },
	{ "rating_match", GUESS_EVALUATION, NUMBER, "rating match", "match|matched" },
	{ "rating_communication", GUESS_EVALUATION, NUMBER, "rating communication", "communication|communicated" },
	{ "rating_goals", GUESS_EVALUATION, NUMBER, "rating goals", "goals" },
	{ "rating_materials", GUESS_EVALUATION, NUMBER, "rating materials", "materials" },
	{ "rating_support", GUESS_EVALUATION, NUMBER, "rating support", "support|supported" },
	{ "rating_overall", GUESS_EVALUATION, NUMBER, "rating overall", "overall|all in all" },
	{ "meetings_count", GUESS_EVALUATION, NUMBER, "meetings count|meetings",
		"how many meetings|how many times|number of meetings" },
	{ "goals_met", GUESS_EVALUATION, ANY, "goals met", "goals met|reach your goals|goals reached" },
	{ "continue_informally", GUESS_EVALUATION, YES_NO, "continue informally", "continue|stay in touch" },
	{ "would_repeat", GUESS_EVALUATION, YES_NO, "would repeat", "again|repeat" },
	{ "units_requested", GUESS_EVALUATION, YES_NO, "units requested", "units" },
	{ "comment_positive", GUESS_EVALUATION, ANY, "comment positive", "went well|liked|most useful|positive" },
	{ "comment_improve", GUESS_EVALUATION, ANY, "comment improve", "improve|better|suggestions" },
	{ "may_quote", GUESS_EVALUATION, YES_NO, "may quote", "quote" },
};
#define HINTS (sizeof hints / sizeof *hints)

void guess_normal(struct str *out, struct sv header)
{
	struct str key = STR_INIT;
	bool gap = false;
	words_key(&key, header);
	str_clear(out);
	for (size_t i = 0; i < key.len; i++) {
		char c = key.ptr[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '#' || (unsigned char)c >= 0x80;
		if (word && gap && out->len) str_putc(out, ' ');
		if (word) str_putc(out, c);
		gap = !word;
	}
	str_dispose(&key);
}

static bool whole_words_at(struct sv text, size_t at, size_t n)
{
	return (at == 0 || text.p[at - 1] == ' ') && (at + n == text.n || text.p[at + n] == ' ');
}

size_t guess_phrase(struct sv normal, const char *phrases)
{
	struct sv rest = sv(phrases), phrase;
	size_t best = 0;
	while (sv_split(&rest, '|', &phrase)) {
		for (size_t at = 0; phrase.n > best && at + phrase.n <= normal.n; at++)
			if (memcmp(normal.p + at, phrase.p, phrase.n) == 0 && whole_words_at(normal, at, phrase.n))
				best = phrase.n;
	}
	return best;
}

static bool is_one_of(struct sv normal, const char *words)
{
	struct sv rest = sv(words), word;
	while (sv_split(&rest, '|', &word))
		if (sv_eq(word, normal)) return true;
	return false;
}

/* Could the column hold what the field needs? Nothing speaks against an empty one. */
static bool fits(const struct survey_column *c, size_t rows, enum want want)
{
	if (want == UNIQUE)
		return rows == 0 || (survey_mostly(c->filled, rows, 95) && c->longest <= 24 &&
					    (c->more || survey_mostly(c->nvalues, c->filled, 90)) &&
					    survey_dates(c) == 0 && c->emails == 0);
	if (c->filled == 0) return true;
	switch (want) {
	case DATE: return survey_mostly(survey_dates(c) + c->serials, c->filled, 60);
	case EMAIL: return survey_mostly(c->emails, c->filled, 50);
	case NUMBER: return survey_mostly(c->numbers, c->filled, 60);
	case YES_NO: return survey_mostly(c->yes_no, c->filled, 80);
	default: return true;
	}
}

static const char *type_for(const struct hint *h)
{
	const struct field *f = field_find(sv(h->field));
	if (h->want == DATE && f->kind != FIELD_DATE) return "date";
	if (h->want == NUMBER && f->kind != FIELD_NUMBER) return "number";
	return NULL;
}

bool guess_field(const struct survey_column *c, size_t rows, unsigned kind, size_t *next, struct guess *out)
{
	struct str normal = STR_INIT;
	guess_normal(&normal, sv(c->header));
	*out = (struct guess){ NULL, 0, NULL };
	for (; *next < HINTS && !out->field; ++*next) {
		const struct hint *h = &hints[*next];
		if (!(h->kinds & kind) || !field_find(sv(h->field)) || !fits(c, rows, h->want)) continue;
		size_t found = guess_phrase(sv_of(&normal), h->words);
		unsigned score = is_one_of(sv_of(&normal), h->exact) ? GUESS_CERTAIN
				 : found                             ? GUESS_WORDS + (unsigned)(found < 38 ? found : 38)
				 : h->want == EMAIL && survey_mostly(c->emails, c->filled, 80) ? GUESS_WORDS - 5
											       : 0;
		if (score) *out = (struct guess){ h->field, score, type_for(h) };
	}
	str_dispose(&normal);
	return out->field != NULL;
}

const char *guess_preference(const struct survey_column *c)
{
	static const char *const fields[] = { "pref_1", "pref_2", "pref_3" };
	static const char *const ordinals[] = { "1st|first|1|pref 1|erste", "2nd|second|2|pref 2|zweite",
		"3rd|third|3|pref 3|dritte" };
	const char *result = NULL;
	struct str normal = STR_INIT;
	guess_normal(&normal, sv(c->header));
	struct sv n = sv_of(&normal);
	if (guess_phrase(n, "preferred potential partner|preferred partner|preferred partners|preferred "
			    "mentor|preferred mentors|"
			    "preferred|preference|preferences|choice of mentor|choice of partner|pref 1|pref 2|pref "
			    "3|prefs|pref raw|"
			    "first choice|second choice|third choice|requested mentor|requested partner|mentors you "
			    "would like|partners you would like|would like to work with")) {
		result = "prefs";
		for (size_t i = 0; i < 3; i++)
			if (guess_phrase(n, ordinals[i])) result = fields[i];
		/* "1st, 2nd and 3rd" in one header asks for all of them in one cell. */
		if (guess_phrase(n, ordinals[0]) && guess_phrase(n, ordinals[1])) result = "prefs";
	}
	/* How somebody prefers to meet is another question: a choice has a number in it, or nothing yet. */
	if (result && c->filled && !guess_phrase(n, "entry id|partner|partners|mentor|mentors") &&
		!survey_mostly(c->numbers, c->filled, 50))
		result = NULL;
	str_dispose(&normal);
	return result;
}

bool guess_technical(const struct survey_column *c)
{
	struct str normal = STR_INIT;
	guess_normal(&normal, sv(c->header));
	struct sv n = sv_of(&normal);
	bool known =
		is_one_of(n, "user ip|ip address|ip|user agent|browser|transaction id|post id|source url|entry "
			     "url|referrer|referer|"
			     "last page accessed|updated by|date updated|last updated|updated at|user id|key|entry "
			     "key|source id|"
			     "parent id|is starred|is read|starred|read|payment method|gateway|session "
			     "id|device|os|source file|source line|source sha256|employer key|member id norm") ||
		sv_starts(n, "payment ") || sv_starts(n, "created by") || sv_starts(n, "updated by") ||
		sv_starts(n, "utm ") || survey_mostly(c->addresses, c->filled, 90);
	str_dispose(&normal);
	return known;
}

static bool has_value(const struct survey_column *c, const char *word)
{
	for (size_t i = 0; i < c->nvalues; i++)
		if (words_same(c->value[i].text, sv(word))) return true;
	return false;
}

const char *guess_skip(const struct survey_column *c)
{
	const char *result = NULL;
	struct str normal = STR_INIT;
	guess_normal(&normal, sv(c->header));
	struct sv n = sv_of(&normal);
	if (is_one_of(n, "completion status") && c->numbers == c->filled)
		result = "0";
	else if (is_one_of(n, "entry status|is draft|draft|entry state"))
		result = has_value(c, "Draft")    ? "Draft"
			 : c->yes_no == c->filled ? (has_value(c, "1") ? "1" : "Yes")
						  : NULL;
	else if (guess_phrase(n, "test entry|test record|is test|test|spam") && c->yes_no == c->filled)
		result = has_value(c, "1") ? "1" : has_value(c, "Checked") ? "Checked" : "Yes";
	str_dispose(&normal);
	return result;
}
