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
		"nummer|eintrag|eintragsnummer|lfd nr|laufende nummer|numero|identifiant|"
		"entry id|entry no|entry number|entry|id|#|submission id|submission number|response id|respondent "
		"id|form entry no|"
		"form entry number|unique id|serial number|nr|no",
		"entry id|entry number|submission id|response id|eintragsnummer|numero de reponse" },
	{ "submitted_at", APP | FORMS, DATE,
		"eingang|eingang am|eingegangen am|eingereicht am|datum|erstellt|erstellt am|absendedatum|date d "
		"envoi|date de soumission|soumis le|envoye le|recu le|cree le|"
		"entry date|date created|timestamp|submitted|submitted at|submitted on|submission date|date "
		"submitted|created|created at|"
		"date|received on|received|submission time|zeitstempel|eingangsdatum|horodateur|completed "
		"at|completion time",
		"entry date|date submitted|submission date|date created|submitted at|eingangsdatum|eingereicht am|date "
		"de soumission|date d envoi" },
	{ "first_name", ALL, ANY,
		"prenoms|rufname|"
		"name first|first name|first|given name|given names|forename|firstname|vorname|prenom|nombre",
		"first name|given name|name first|vorname|prenom" },
	{ "last_name", ALL, ANY,
		"zuname|nom de famille|"
		"name last|last name|last|surname|family name|lastname|nachname|familienname|nom|apellido|apellidos",
		"last name|surname|family name|name last|nachname|familienname|nom de famille" },
	{ "full_name", ALL, ANY,
		"vollstandiger name|vor und nachname|nom complet|nom et prenom|"
		"name|full name|your name|member name",
		"full name" },
	{ "partner_name", FORMS, ANY, "partner name|name of your partner|partner",
		"partner s name|name of your partner|partner name" },
	{ "partner_email", FORMS, EMAIL, "partner email|partner e mail",
		"partner s e mail|partner s email|partner email" },
	{ "certificate_name", APP | FORMS, ANY, "name|full name|your name|name on certificate", "certificate" },
	{ "email", ALL, EMAIL,
		"email adresse|mailadresse|adresse electronique|adresse email|"
		"email|e mail|email address|e mail address|mail|your email|your e mail|primary email|e mail "
		"adresse|courriel|"
		"correo electronico|adresse e mail",
		"email|e mail|email address|e mail address|e mail adresse|adresse e mail|courriel" },
	{ "other_emails", GUESS_ROSTER, ANY,
		"other emails|other email|secondary email|alternate email|email 2|alt email|alt emails",
		"other emails|other email|secondary email|alternate email" },
	{ "phone", APP | FORMS, ANY,
		"telefonnummer|handy|handynummer|mobil|mobiltelefon|rufnummer|numero de telephone|portable|"
		"phone|telephone|phone number|telephone number|mobile|cell|cell phone|tel|telefon|telephone no",
		"phone|telephone|mobile number|telefon|telefonnummer|mobiltelefon|handynummer" },
	{ "member_no", ALL, ANY,
		"mitgliedsnr|mitglied nr|mitglieds nr|mitglieds id|mitglied|no de membre|numero d adherent|numero d "
		"adhesion|"
		"member number|member no|member id|membership number|membership id|membership no|member|customer "
		"id|constituent id|"
		"imis id|mitgliedsnummer|numero de membre",
		"member number|member id|member no|membership number|membership id|membership "
		"no|mitgliedsnummer|mitgliedsnr|numero de membre|numero d adherent" },
	{ "member_no", GUESS_ROSTER, UNIQUE,
		"nummer|numero|"
		"id|#|no|nr|number",
		"customer id|constituent id|imis id" },
	{ "employer", APP | GUESS_ROSTER, ANY,
		"unternehmen|institut|einrichtung|employeur|societe|organisme|"
		"employer|company|organization|organisation|company name|employer name|institution|firm|company "
		"organization|"
		"organization name|organisation name|firma|arbeitgeber|affiliation|entreprise|empresa",
		"employer|company|organization|organisation|affiliation|arbeitgeber|firma|unternehmen|employeur|"
		"entreprise" },
	{ "job_title", APP, ANY,
		"stelle|beruf|tatigkeit|fonction|intitule du poste|"
		"job title|title|position|role|job|function|position title|berufsbezeichnung|funktion|cargo|poste",
		"job title|position title|berufsbezeichnung|intitule du poste" },
	{ "address", APP | GUESS_ROSTER, ANY,
		"postanschrift|adresse postale|"
		"address|street address|mailing address|postal address|adresse|anschrift",
		"street address|mailing address|postal address|postanschrift|adresse postale" },
	{ "country", APP, ANY,
		"arbeitsland|pays de travail|"
		"country|land|pays|pais|address country|country of work",
		"country" },
	{ "qa_years", APP, NUMBER,
		"jahre|jahre erfahrung|jahre berufserfahrung|berufserfahrung|berufsjahre|annees d experience|"
		"years|qa years|experience|experience years|years experience",
		"years of experience|years of qa|years in quality|years experience|qa years|years in qa|jahre "
		"erfahrung|jahre berufserfahrung|berufserfahrung|annees d experience|annees en qualite" },
	{ "capacity", APP, NUMBER,
		"max partners|max partnerships|max mentees|kapazitat|anzahl mentees|anzahl "
		"partnerschaften|capacite|nombre de partenariats|"
		"capacity|number of mentees",
		"how many partnerships|how many mentees|how many mentors|number of mentees|number of partnerships|"
		"partnerships can you take|max partners|max partnerships|max mentees|maximum partners|maximum "
		"partnerships|maximum mentees|maximum number of partners|wie viele mentees|wie viele "
		"partnerschaften|max partnerschaften|combien de partenariats|nombre de partenariats" },
	{ "available_from", APP, DATE,
		"verfugbar ab|verfugbar von|disponible a partir du|disponible des le|"
		"available from|available",
		"available from|available starting|available as of|verfugbar ab|disponible a partir du" },
	{ "available_until", APP, DATE,
		"verfugbar bis|disponible jusqu au|"
		"available until|available to",
		"available until|available to|available through|verfugbar bis|disponible jusqu au" },
	{ "profile", APP, ANY,
		"profil|kurzprofil|uber mich|uber sie|selbstbeschreibung|a propos de moi|presentation|"
		"profile|about you|about me|bio|biography|profile text",
		"your profile|profile in your own words|about you|about yourself|biography|short bio|describe "
		"yourself|kurzprofil|ihr profil|uber mich|a propos de vous|votre profil" },
	{ "goals", APP | GUESS_PLAN, ANY,
		"ihre ziele|objectifs|vos objectifs|"
		"goals|goal|objectives|ziele",
		"want to have reached|your goals|goals|objectives|hope to gain|hope to achieve|want to achieve|want to "
		"reach|expectations|ihre ziele|objectifs" },
	{ "committee_note", APP | FORMS, ANY,
		"bemerkung|anmerkung|anmerkungen|kommentar|kommentare|notiz|notizen|remarque|remarques|commentaire|"
		"commentaires|"
		"comments|comment|notes|note|remarks|anything else|committee note|bemerkungen",
		"for the committee|anything else|additional comments|additional information|committee note|other "
		"comments" },
	{ "do_not_match", APP, ANY,
		"interessenkonflikte|conflits d interets|"
		"do not match|conflicts|exclusions",
		"not be matched|not to be matched|do not match|not want to be matched|should not match|conflict of "
		"interest|"
		"not be paired|nicht vermittelt werden|interessenkonflikt|conflit d interets" },
	{ "accepts_alternative", APP, YES_NO, "accepts alternative",
		"somebody else|someone else|alternative|another partner|different partner|alternate|andere "
		"person|jemand anderes|une autre personne|quelqu un d autre" },
	{ "reapplicant", APP, YES_NO, "reapplicant|claims reapplicant",
		"applied before|previously applied|applied previously|reapplicant|reapplying|re applying|apply "
		"again|schon einmal beworben|bereits beworben|deja candidat|deja postule" },
	{ "cv_file", APP, ANY,
		"fichier cv|"
		"cv|resume|curriculum vitae|cv file|cv ref|upload cv|lebenslauf",
		"curriculum vitae|resume|your cv|upload cv|a cv|lebenslauf" },
	{ "consent", APP, ANY,
		"einwilligung|zustimmung|verzeichnis|consentement|annuaire|"
		"consent|consent directory|directory consent|directory",
		"list you|listed in the directory|directory consent|directory listing|in the directory|listing consent|"
		"consent to the directory|publish my|im verzeichnis|in das verzeichnis|ins verzeichnis|dans l "
		"annuaire" },
	{ "consent_at", APP, DATE,
		"datum der einwilligung|date du consentement|"
		"consent at|consent date|date of consent",
		"date of consent" },
	{ "utc_offset", APP, ANY, "utc offset|time zone|timezone|tz", "time zone" },
	{ "consent_ethics", APP | FORMS, YES_NO,
		"verhaltenskodex|ethikkodex|code ethique|code de deontologie|charte ethique|"
		"consent ethics|code of ethics consent|code of ethics|code of conduct",
		"code of ethics|ethics|code of conduct|confidentiality|verhaltenskodex|ethikkodex|code ethique|code de "
		"deontologie" },
	{ "staff_status", APP, ANY,
		"bearbeitungsstatus|bewerbungsstatus|statut|etat|"
		"status|application status|staff status|staff application status",
		"application status|staff status|mentor status|peer status|bearbeitungsstatus|bewerbungsstatus" },
	{ "member_status", GUESS_ROSTER, ANY,
		"mitgliedsstatus|mitgliederstatus|statut|etat|"
		"status|member status|membership status|status code|member status code",
		"member status|membership status|status|mitgliedsstatus|statut" },
	{ "member_type", GUESS_ROSTER, ANY,
		"mitgliedsart|mitgliedschaft|mitgliedstyp|art|typ|kategorie|categorie|type de membre|"
		"type|member type|membership type|category|member category|type code|class|member type code|mbr "
		"type|level",
		"member type|membership type|member category|membership level|mitgliedsart|type de membre" },
	{ "paid_through", GUESS_ROSTER, DATE,
		"bezahlt bis|gultig bis|mitglied bis|ablauf|ablaufdatum|paye jusqu au|expire le|date d "
		"expiration|valable jusqu au|echeance|"
		"paid through|paid thru|paid to|paid until|expires|expires on|expiration|expiration date|expiry|expiry "
		"date|valid until|"
		"renewal date|end date",
		"paid through|paid thru|paid until|expires|expiration|expiry|bezahlt bis|gultig bis|date d "
		"expiration" },
	{ "joined", GUESS_ROSTER, DATE,
		"eintritt|eintrittsdatum|beitritt|beitrittsdatum|mitglied seit|date d adhesion|adhesion|membre depuis|"
		"join date|joined|joined on|date joined|member since|since|start date|join",
		"join date|member since|date joined|mitglied seit|membre depuis" },
	{ "hold", GUESS_ROSTER, YES_NO,
		"sperre|gesperrt|suspendu|"
		"hold|on hold",
		"hold" },
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
	{ "role", FORMS, ANY,
		"rolle|ihre rolle|"
		"role|your role",
		"your role|role in the partnership" },
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
	case YES_NO: /* a single box holds its own label in some tools */
		return survey_mostly(c->yes_no, c->filled, 80) || c->ticks + c->noes == c->filled;
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
