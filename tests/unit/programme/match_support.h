/* match_support: a small programme that is imported from CSV like a real one, and gathered into a round. */
#ifndef TESTS_PROGRAMME_MATCH_SUPPORT_H
#define TESTS_PROGRAMME_MATCH_SUPPORT_H
#include "records/support.h"
#include <string.h>
#include "base/map.h"
#include "programme/match.h"
#include "programme/schema.h"
#include "records/resolve.h"

static const char *const KINDS[] = { "mentor", "peer", "mentee" };
#define HEADER                                                                                                         \
	"No,On,First,Last,Mail,Member,Employer,Region,Offset,Years,Sectors,Credentials,Languages,Channels,Offers,"     \
	"Refuses,Needs,Primary,Capacity,From,Until,P1,P2,P3,Alternative,Before,Avoid,Ethics,Staff\n"
#define LIST(name, vocab) "  " name ": {column: " vocab ", vocab: v, list: \"|\"}\n"

static void mapping(struct ws *w, const char *kind)
{
	struct str y = STR_INIT;
	str_printf(&y,
		"source: {files: \"*%s*.csv\", form: %s, kind: %s, dates: [ymd]}\ncolumns:\n  form_entry_no: No\n"
		"  submitted_at: On\n  first_name: First\n  last_name: Last\n  email: Mail\n  member_no: Member\n"
		"  employer: Employer\n  region: {column: Region, vocab: v}\n  utc_offset: Offset\n"
		"  qa_years: {column: Years, type: number}\n" LIST("sectors", "Sectors") LIST(
			"credentials", "Credentials") LIST("languages", "Languages") LIST("channels",
			"Channels") LIST("offers", "Offers") LIST("refuses", "Refuses") LIST("needs",
			"Needs") "  primary_need: {column: Primary, vocab: v}\n"
				 "  capacity: {column: Capacity, type: number}\n  available_from: {column: From, type: "
				 "date}\n"
				 "  available_until: {column: Until, type: date}\n  accepts_alternative: {column: "
				 "Alternative, type: "
				 "yes_no}\n  reapplicant: {column: Before, type: yes_no}\n  do_not_match: Avoid\n"
				 "  consent_ethics: {column: Ethics, type: yes_no}\n"
				 "  staff_status: {column: Staff, status: {\"\": active, \"Inactive until {date}\": "
				 "pause, Full: full, "
				 "Gone: withdraw}}\n",
		kind, kind, kind);
	if (strcmp(kind, "mentor") != 0)
		for (int i = 1; i <= 3; i++)
			str_printf(&y, "  pref_%d: {column: P%d, entry: yes, in: %s}\n", i, i,
				!strcmp(kind, "peer") ? "peer" : "mentor");
	else
		str_puts(&y, "ignore: [P1, P2, P3]\n");
	ws_write(w, arena_printf(&w->mem, "m/%s.yml", kind), y.ptr);
	str_dispose(&y);
}

/* One application of a test; what is not named is empty. */
struct person {
	const char *no, *on, *first, *last, *member, *employer, *region, *offset, *years, *sectors, *credentials,
		*languages, *channels, *offers, *refuses, *needs, *primary, *capacity, *from, *until, *p1, *p2, *p3,
		*alternative, *before, *avoid, *ethics, *staff;
};

static const char *text(const char *z)
{
	return z ? z : "";
}

static void row(struct str *out, const struct person *p)
{
	str_printf(out, "%s,%s,%s,%s,m%s@example.org,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,", p->no,
		p->on ? p->on : "2026-02-01", p->first ? p->first : "Ada", p->last ? p->last : p->no,
		p->member ? p->member : p->no, p->member ? p->member : p->no, text(p->employer), text(p->region),
		text(p->offset), text(p->years), text(p->sectors), text(p->credentials), text(p->languages),
		text(p->channels), text(p->offers));
	str_printf(out, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,\"%s\",%s,%s\n", text(p->refuses), text(p->needs),
		text(p->primary), text(p->capacity), text(p->from), text(p->until), text(p->p1), text(p->p2),
		text(p->p3), text(p->alternative), text(p->before), text(p->avoid), text(p->ethics), text(p->staff));
}

static struct rules rules;
static struct cycle_days cycle;
static struct round_options options;
static struct round r;
static bool gathered;

static struct ws *world_new(void)
{
	struct ws *w = ws_new();
	ws_remove(w, "m/mentor.yml");
	for (size_t i = 0; i < 3; i++) mapping(w, KINDS[i]);
	ws_write(w, "v/v.csv",
		"code,label\na,A\nb,B\nc,C\nd,D\ne,E\neu,Europe\nus,United "
		"States\nen,English\nfr,French\nde,German\nrqap-exam,Exam\nrqap-glp,RQAP-GLP\ncqa,CQA\n");
	assert_int_equal(programme_migrate(w->s), 0);
	cycle = (struct cycle_days){ "2026-03", date_civil(2026, 3, 2), date_civil(2026, 3, 11),
		date_civil(2026, 3, 25), date_civil(2026, 4, 10), DATE_NONE, DATE_NONE };
	options = (struct round_options){ .goal = -1 };
	assert_int_equal(rules_load(&rules, &w->mem, &w->run, &w->ds), 0);
	gathered = false;
	return w;
}

static void forget(void)
{
	if (gathered) round_dispose(&r);
	gathered = false;
}

static void world_free(struct ws *w)
{
	forget();
	rules_dispose(&rules);
	ws_free(w);
}

static void file(struct ws *w, const char *kind, const struct person *p, size_t n)
{
	struct str csv = STR_INIT;
	str_puts(&csv, HEADER);
	for (size_t i = 0; i < n; i++) row(&csv, &p[i]);
	ws_write(w, arena_printf(&w->mem, "e/2026-03-02-%s.csv", kind), csv.ptr);
	str_dispose(&csv);
}

static void gather(struct ws *w)
{
	forget();
	ws_import_ok(w);
	int rc = round_gather(&r, w->s, &w->run, &rules, &w->vocabs, cycle.id, &cycle, &options, &w->ds);
	if (rc) diags_print(&w->ds, stderr);
	assert_int_equal(rc, 0);
	gathered = true;
}

static const struct round_member *find(const char *no)
{
	for (size_t i = 0; i < r.people.v.n; i++)
		if (!strcmp(r.people.v.at[i].entry_no, no)) return round_member(&r, r.people.v.at[i].application);
	return NULL;
}
#endif
