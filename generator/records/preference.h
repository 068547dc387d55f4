/* preference: the choices of a mentee or peer partner, as people type them, led to the applications they mean.
 *
 * What is typed ("#10412", "1O412" with a letter O, "10.412", "1st - 10437, 2nd: 7KQ-3XHM", a choice a line) is taken apart into
 * single choices; each is an Entry ID (one symbol wrong is caught by its check symbol, an old ID of an entry leads to the same entry)
 * or a form entry number of an application of the wanted kind (an older application leads to the person's newest). The same entry
 * named twice counts once. What leads nowhere is listed with suggestions, never guessed. */
#ifndef RECORDS_PREFERENCE_H
#define RECORDS_PREFERENCE_H
#include "base/checkcode.h"
#include "base/diag.h"
#include "records/application.h"
enum preference_how {
	PREFERENCE_ENTRY_ID,     /* a standing Entry ID */
	PREFERENCE_OLD_ENTRY_ID, /* one of an earlier edition */
	PREFERENCE_ENTRY_NO,     /* a form entry number */
	PREFERENCE_SUPERSEDED,   /* the number of an application that a newer one replaced */
	PREFERENCE_REPEATED,     /* names what a choice before it named: does not count */
	PREFERENCE_SELF,         /* the applicant's own entry: does not count */
	PREFERENCE_SLIP,         /* looks like an Entry ID, one symbol is wrong: leads nowhere */
	PREFERENCE_OTHER_KIND,   /* a number or ID of another kind of application (a mentee's, say): leads nowhere */
	PREFERENCE_SEVERAL,      /* the number stands in several forms: leads nowhere until staff say which */
	PREFERENCE_AMBIGUOUS, /* can be read in two ways that lead to different entries: leads nowhere until staff say which */
	PREFERENCE_UNKNOWN /* leads nowhere */
};
enum { PREFERENCES_MAX = 12 };
struct preference {
	unsigned rank; /* 1, 2, 3, as wanted, those that lead nowhere included; 0 for those that do not count */
	struct sv typed;
	const char *field; /* where it was typed: "pref_1" */
	enum preference_how how;
	struct checkcode id; /* the Entry ID that was meant; z[0] = 0 if none */
	const int64_t *
		application; /* whom it leads to: current applications, one for a profile or number, more for a group */
	size_t n;
	const char *reason;     /* one sentence without private values: why it leads there, or nowhere */
	const char *suggestion; /* what to ask or look at; NULL if nothing. May name form entry numbers: private */
	const char *code;       /* of the message, "R140"; NULL unless it leads nowhere */
};
struct preferences {
	struct preference at[PREFERENCES_MAX];
	size_t n;
	size_t ignored; /* more than that were typed */
};
/* Does the choice lead to somebody? */
bool preference_leads(const struct preference *p);
/* Which kind of application that kind chooses: mentees choose mentors, peer partners each other. KIND_COUNT: none. */
enum application_kind preference_wanted(enum application_kind chooser);
/* Reads many: what it has learned about all applications it keeps, so it is closed before the next import. brief: reasons do not say whether
 * who is chosen can be proposed now, which takes most of the time (250,000 mentees: some seconds instead of half a minute). */
struct preference_reader;
int preference_reader_open(struct preference_reader **out, struct store *s, const struct run *run, bool brief);
void preference_reader_close(struct preference_reader *r);
/* Reads and resolves what an application chose. Everything lives in mem; typed texts are copies. No choice: n == 0. -1: the store failed.
 * May be called within application_each, not within application_get. */
int preference_reader_read(
	struct preference_reader *r, struct preferences *out, struct arena *mem, const struct application *a);
/* The same for one. */
int preferences_read(struct preferences *out, struct arena *mem, struct store *s, const struct run *run,
	const struct application *a);
/* Warns of every choice of these applications that leads nowhere; fault[i] is set where application[i] has one. Of one that a newer
 * replaced nothing is said, but fault is set too. The standing of all applications must be written. -1: the store failed. */
int preferences_check(
	struct store *s, const struct run *run, const int64_t *application, size_t n, bool *fault, struct diags *ds);
#endif
