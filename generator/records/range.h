/* range: ranges ("3-5") that a spreadsheet turned into dates ("5-Mar", "05. Mrz", 3/5/2026). Private to records/. */
#ifndef RECORDS_RANGE_H
#define RECORDS_RANGE_H
#include "records/mapping.h"
struct range {
	long from, to; /* from < to */
};
/* May this cell have been a range? A day and a month, or a date or day number of 2015 or later, since spreadsheets put
 * the current year to what they take for a day: an applicant's birthday is none. */
bool range_of_date(struct range *out, struct sv cell);
/* Of these, a day and a month without a year: no more private than the range itself. */
bool range_of_day(struct range *out, struct sv cell);
/* "3-5", "3 to 5 years", in comparison form (words.h). */
bool range_of_words(struct range *out, struct sv key);
/* Which value of the rule's vocabulary (by label, alias, bounds, or the mapping's aliases) is the range. Returns how
 * many are; *value is the first. The rule has a vocabulary. */
size_t range_values(const struct rule *rule, struct range range, size_t *value);
#endif
