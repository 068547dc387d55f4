/* eligibility: membership in good standing on a day (SOP 5.1.1): on the newest list of members, in one of the states
 * that count, paid through that day (the day itself counts; types that need no date may leave it blank), without a
 * hold. Private to records/. */
#ifndef RECORDS_ELIGIBILITY_H
#define RECORDS_ELIGIBILITY_H
#include "records/application.h"
struct membership {
	bool known /* on the newest list */, status_ok, no_date, hold;
	date_t paid_through;
};
enum reason eligibility_on(const struct membership *m, date_t day); /* REASON_OK or why not */
#endif
