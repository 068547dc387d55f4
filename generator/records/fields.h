/* fields: the canonical fields of an application and what kind of value each is. Mappings say which column feeds which field; the policy gives every
 * field a class; the gate decides by kind how strictly a value is searched. A mapping may also use fields of its own (declared in the policy): kind OTHER. */
#ifndef RECORDS_FIELDS_H
#define RECORDS_FIELDS_H
#include "base/str.h"
enum field_kind {
	FIELD_ENTRY_NO,
	FIELD_FIRST_NAME,
	FIELD_LAST_NAME,
	FIELD_FULL_NAME,
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_MEMBER_NO,
	FIELD_EMPLOYER,
	FIELD_ADDRESS,
	FIELD_CODE,
	/* one vocabulary code */ FIELD_CODES, /* several, joined by '|' */
	FIELD_DATE,
	FIELD_NUMBER,
	FIELD_FLAG,
	FIELD_CONSENT,
	FIELD_STATUS,
	FIELD_PREFERENCE,
	FIELD_TEXT /* free text */,
	FIELD_FILE,
	FIELD_OTHER
};
struct field {
	const char *name;
	enum field_kind kind;
	const char *label;
};
/* form_entry_no submitted_at first_name last_name certificate_name email phone member_no employer job_title address country
 * main_area experience qa_years region sectors credentials languages channels offers needs primary_need refuses goals profile committee_note
 * capacity meeting available_from available_until pref_1 pref_2 pref_3 prefs accepts_alternative do_not_match reapplicant cv_file consent consent_ethics staff_status
 * full_name utc_offset consent_at
 * and for plans and evaluations: partnership_id own_entry partner_entry partner_name partner_email role start_date meetings_count goals_met
 * rating_match rating_communication rating_goals rating_materials rating_support rating_overall (1 to 5) continue_informally would_repeat
 * units_requested comment_positive comment_improve may_quote
 * and for the roster: member_type member_status paid_through joined hold hold_reason other_emails rqap_glp_expires rqap_gcp_expires */
bool field_names_somebody(
	enum field_kind kind); /* names, addresses, numbers, employers, files: never anything but private */
const struct field *field_find(struct sv name); /* NULL if not canonical */
const struct field *field_at(size_t i);         /* NULL after the last */
#endif
