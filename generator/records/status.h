/* status: append-only events in records/status_events.csv: event_id,form,form_entry_no,date,event,until,reason_code,note,requested_by,recorded_by,recorded_at
 * (DOMAIN 5.4; events here: pause, resume, withdraw, withdraw_consent, reconfirm, full, free). State on a date is computed: a pause holds from when it is recorded
 * until its `until` day (that day it is back), withdrawals and withdrawn consent bind whatever the as-of date. The import reads the file; these append to it. */
#ifndef RECORDS_STATUS_H
#define RECORDS_STATUS_H
#include "base/run.h"
#include "content/settings.h"
#include "base/diag.h"
#include "records/application.h"
enum status_event {
	EVENT_PAUSE,
	EVENT_RESUME,
	EVENT_WITHDRAW,
	EVENT_WITHDRAW_CONSENT,
	EVENT_RECONFIRM,
	EVENT_FULL,
	EVENT_FREE
};
/* Adds one line safely: whole line or nothing, fsync, alone among processes, and read back before it counts. The file may have been saved
 * by a spreadsheet: its delimiter, byte-order mark and line ends are kept; other columns, encodings or dates are refused, not mended.
 * until: DATE_NONE = for ever. note goes into the private file only, on one line. */
int status_append(const struct run *run, const struct settings *settings, const char *form, const char *entry_no,
	enum status_event event, date_t until, const char *note, struct diags *ds);
/* Paused applications that come back by themselves after the run's day and within `days` of it, and were not reconfirmed since they
 * were paused: those to be asked "still willing?", earliest first. */
typedef int status_returning_fn(void *ctx, const struct application *a, date_t back);
int status_returning(struct store *s, const struct run *run, int days, status_returning_fn *fn, void *ctx);
/* Every event recorded for an application, those of older ones of the person that count for it too, by day. until: DATE_NONE if none. */
/* Takes the events file over into a database whose exports cannot be imported now, so that what was recorded meanwhile is known there too.
 * Events of applications that the database does not know are left out: the next import judges them. 0; -1 when ds got errors, or the store failed
 * (store_error not empty); nothing is changed then. The next import reads everything anew that it has to. */
int status_refresh(struct store *s, const struct run *run, const struct settings *settings, struct diags *ds);
typedef int status_event_fn(void *ctx, date_t day, enum status_event event, date_t until);
int status_events_each(struct store *s, int64_t application, status_event_fn *fn, void *ctx);
const char *status_event_words(enum status_event e); /* "paused", "still willing" … */
#endif
