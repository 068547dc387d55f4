/* fields.c exists so that one table says what kind of value every canonical field holds; mapping, policy and gate all
 * ask it. */
#include "records/fields.h"

/* Sorted by name, for field_find.
 * Country and job title are too coarse to be searched for as names: "Germany" and "auditor" are ordinary words of
 * every page. They are private all the same, by the policy. */
static const struct field fields[] = {
	{ "accepts_alternative", FIELD_FLAG, "accepts an alternative" },
	{ "address", FIELD_ADDRESS, "address" },
	{ "available_from", FIELD_DATE, "available from" },
	{ "available_until", FIELD_DATE, "available until" },
	{ "capacity", FIELD_NUMBER, "partnerships at a time" },
	{ "certificate_name", FIELD_FULL_NAME, "name on certificates" },
	{ "channels", FIELD_CODES, "ways to talk" },
	{ "comment_improve", FIELD_TEXT, "what could be better" },
	{ "comment_positive", FIELD_TEXT, "what went well" },
	{ "committee_note", FIELD_TEXT, "note to the committee" },
	{ "consent", FIELD_CONSENT, "consent to the directory" },
	{ "consent_at", FIELD_DATE, "day of consent" },
	{ "consent_ethics", FIELD_FLAG, "consent to the code of ethics" },
	{ "continue_informally", FIELD_FLAG, "stays in touch" },
	{ "country", FIELD_CODE, "country" },
	{ "credentials", FIELD_CODES, "credentials" },
	{ "cv_file", FIELD_FILE, "curriculum vitae" },
	{ "do_not_match", FIELD_TEXT, "not to be matched with" },
	{ "email", FIELD_EMAIL, "e-mail address" },
	{ "employer", FIELD_EMPLOYER, "employer" },
	{ "experience", FIELD_CODE, "experience" },
	{ "first_name", FIELD_FIRST_NAME, "first name" },
	{ "form_entry_no", FIELD_ENTRY_NO, "form entry number" },
	{ "full_name", FIELD_FULL_NAME, "name" },
	{ "goals", FIELD_TEXT, "goals" },
	{ "goals_met", FIELD_TEXT, "goals reached" },
	{ "hold", FIELD_FLAG, "hold" },
	{ "hold_reason", FIELD_TEXT, "reason of the hold" },
	{ "job_title", FIELD_TEXT, "job title" },
	{ "joined", FIELD_DATE, "day of joining" },
	{ "languages", FIELD_CODES, "languages" },
	{ "last_name", FIELD_LAST_NAME, "surname" },
	{ "main_area", FIELD_CODE, "main area of practice" },
	{ "may_quote", FIELD_FLAG, "may be quoted" },
	{ "meeting", FIELD_CODE, "how often to meet" },
	{ "meetings_count", FIELD_NUMBER, "number of meetings" },
	{ "member_no", FIELD_MEMBER_NO, "member number" },
	{ "member_status", FIELD_STATUS, "member status" },
	{ "member_type", FIELD_STATUS, "member type" },
	{ "needs", FIELD_CODES, "topics looked for" },
	{ "offers", FIELD_CODES, "topics offered" },
	{ "other_emails", FIELD_EMAIL, "other e-mail addresses" },
	{ "own_entry", FIELD_PREFERENCE, "own entry" },
	{ "paid_through", FIELD_DATE, "paid through" },
	{ "partner_email", FIELD_EMAIL, "partner's e-mail address" },
	{ "partner_entry", FIELD_PREFERENCE, "partner's entry" },
	{ "partner_name", FIELD_FULL_NAME, "partner's name" },
	{ "partnership_id", FIELD_OTHER, "partnership" },
	{ "phone", FIELD_PHONE, "telephone number" },
	{ "pref_1", FIELD_PREFERENCE, "first choice" },
	{ "pref_2", FIELD_PREFERENCE, "second choice" },
	{ "pref_3", FIELD_PREFERENCE, "third choice" },
	{ "prefs", FIELD_PREFERENCE, "choices" },
	{ "primary_need", FIELD_CODE, "most important topic" },
	{ "profile", FIELD_TEXT, "profile text" },
	{ "qa_years", FIELD_NUMBER, "years of experience" },
	{ "rating_communication", FIELD_NUMBER, "rating: communication" },
	{ "rating_goals", FIELD_NUMBER, "rating: goals met" },
	{ "rating_match", FIELD_NUMBER, "rating: match" },
	{ "rating_materials", FIELD_NUMBER, "rating: materials" },
	{ "rating_overall", FIELD_NUMBER, "rating: overall" },
	{ "rating_support", FIELD_NUMBER, "rating: support by the committee" },
	{ "reapplicant", FIELD_FLAG, "has applied before" },
	{ "refuses", FIELD_CODES, "topics refused" },
	{ "region", FIELD_CODE, "region" },
	{ "role", FIELD_TEXT, "role in the partnership" },
	{ "rqap_gcp_expires", FIELD_DATE, "end of RQAP-GCP" },
	{ "rqap_glp_expires", FIELD_DATE, "end of RQAP-GLP" },
	{ "sectors", FIELD_CODES, "sectors" },
	{ "staff_status", FIELD_STATUS, "status set by staff" },
	{ "start_date", FIELD_DATE, "start of the partnership" },
	{ "submitted_at", FIELD_DATE, "day of application" },
	{ "units_requested", FIELD_FLAG, "asks for units" },
	{ "utc_offset", FIELD_TEXT, "time zone" },
	{ "would_repeat", FIELD_FLAG, "would do it again" },
};

const struct field *field_at(size_t i)
{
	return i < sizeof fields / sizeof *fields ? &fields[i] : NULL;
}

/* The gate asks this for every value of every record. */
const struct field *field_find(struct sv name)
{
	size_t from = 0, to = sizeof fields / sizeof *fields;
	while (from < to) {
		size_t middle = (from + to) / 2;
		int order = strncmp(name.p, fields[middle].name, name.n);
		if (order == 0 && fields[middle].name[name.n] == '\0') return &fields[middle];
		if (order > 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

bool field_names_somebody(enum field_kind kind)
{
	return kind <= FIELD_ADDRESS || kind == FIELD_FILE;
}
