/* application.c reads what was imported and gives the three answers for every application. They are computed for the
 * day of the run and never stored, so a membership that lapses or a pause that ends needs no new import. */
#include "records/application.h"
#include <stdint.h>
#include "records/eligibility.h"
#include "records/field_code.h"
#include "records/packed.h"
#include "records/person_key.h"
#include "records/fields.h"
#include "records/remember.h"
#include "records/status_state.h"

const char *reason_words(enum reason r)
{
	switch (r) {
	case REASON_OK: return "no objection";
	case REASON_SUPERSEDED: return "replaced by a newer application";
	case REASON_TEST: return "test or unfinished entry";
	case REASON_HELD: return "not clear whose it is";
	case REASON_WITHDRAWN: return "withdrawn";
	case REASON_PAUSED: return "paused";
	case REASON_MISSING: return "missing from the newest export";
	case REASON_NOT_A_MEMBER: return "not on the list of members";
	case REASON_LAPSED: return "not a member in good standing";
	case REASON_ON_HOLD: return "membership on hold";
	case REASON_NEVER_ASKED: return "no answer about the directory";
	case REASON_NOT_LISTED: return "chose not to be listed";
	case REASON_CONSENT_WITHDRAWN: return "consent withdrawn";
	case REASON_MENTEE: return "mentees are never listed";
	case REASON_NO_APPLICATION: return "a form about a partnership, not an application";
	case REASON_NO_AREA: return "an empty area";
	case REASON_COUNT: break;
	}
	return "unknown";
}

const char *application_kind_word(enum application_kind k)
{
	static const char *const words[KIND_COUNT] = { "mentor", "peer", "mentee", "plan", "evaluation" };
	return words[k];
}

struct sv application_field(const struct application *a, const char *name)
{
	return a->codes ? field_value(a->codes, a->fields, name) : sv("");
}

int application_fields_each(const struct application *a, application_field_fn *fn, void *ctx)
{
	struct sv rest = a->fields, value;
	uint32_t code;
	int r = 0;
	while (r == 0 && packed_next(&rest, &code, &value)) r = fn(ctx, field_code_name(a->codes, code)->name.p, value);
	return r;
}

enum {
	ID,
	FORM,
	ENTRY_NO,
	KIND,
	SUBMITTED,
	STATED,
	CONSENT,
	STAFF,
	STAFF_UNTIL,
	FILE_ID,
	LINE,
	FIELDS,
	PERSON,
	CURRENT,
	HELD,
	HAS_EVENTS,
	MISSING,
	MEMBER,
	LISTED,
	STATUS_OK,
	NO_DATE,
	PAID_THROUGH,
	ON_HOLD,
	IS_TEST
};
#define SELECT_APPLICATION                                                                                             \
	"SELECT a.id, a.form, a.entry_no, a.kind, a.submitted, s.stated, a.consent, a.staff, a.staff_until, "          \
	"coalesce(s.file, a.first_file), coalesce(s.line, a.line), a.fields," SELECT_STANDING
/* What the answers rest on, without what makes a row long; but who has a profile of their own (consent 3) may take no request. */
#define SELECT_ANSWER                                                                                                  \
	"SELECT a.id, '', '', a.kind, NULL, s.stated, a.consent, a.staff, a.staff_until, 0, 0, "                       \
	"CASE a.consent WHEN 3 THEN a.fields ELSE x'' END," SELECT_STANDING
_Static_assert(CONSENT_PROFILE == 3, "SELECT_ANSWER says so");
/* NULL where there is no row of standing: held, and a person of its own. */
#define SELECT_STANDING                                                                                                \
	" s.person, s.current, s.held, s.has_events, s.missing, s.member, m.listed, m.status_ok, m.no_date, "          \
	"m.paid_through, m.hold, a.held"

static date_t date_of(struct stmt *st, int col)
{
	return stmt_null(st, col) ? DATE_NONE : (date_t)stmt_int(st, col);
}

/* "Available from" and "until", and how many at a time, are what the applicant said about being able to take a
 * request. */
static bool is_able(const struct application *a, date_t day)
{
	date_t from = date_parse(sv_sub(application_field(a, "available_from"), 0, 10)),
	       until = date_parse(sv_sub(application_field(a, "available_until"), 0, 10));
	long capacity = 1;
	struct sv typed = application_field(a, "capacity");
	if (typed.n && !sv_long(typed, &capacity)) capacity = 1;
	return capacity > 0 && (from == DATE_NONE || from <= day) && (until == DATE_NONE || until >= day);
}

/* On the list of members; most applications of a society without one have no member to look at. */
static enum reason membership(struct stmt *st, int64_t member, date_t day)
{
	struct membership m = { .paid_through = DATE_NONE };
	if (member)
		m = (struct membership){ stmt_int(st, LISTED) != 0, stmt_int(st, STATUS_OK) != 0,
			stmt_int(st, NO_DATE) != 0, stmt_int(st, ON_HOLD) != 0, date_of(st, PAID_THROUGH) };
	return eligibility_on(&m, day);
}

/* Where several reasons hold, the first of enum reason is told. */
static enum reason matchable(const struct application *a, bool test, bool held, bool missing,
	const struct status_state *state, enum reason membership)
{
	if (test) return REASON_TEST;
	if (held) return REASON_HELD;
	if (a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return REASON_NO_APPLICATION;
	if (!a->current) return REASON_SUPERSEDED;
	if (state->withdrawn) return REASON_WITHDRAWN;
	if (state->paused) return REASON_PAUSED;
	return missing ? REASON_MISSING : membership;
}

static enum reason publishable(const struct application *a, const struct status_state *state)
{
	if (a->matchable != REASON_OK) return a->matchable;
	if (a->kind == KIND_MENTEE) return REASON_MENTEE;
	if (state->consent_withdrawn) return REASON_CONSENT_WITHDRAWN;
	if (a->consent == CONSENT_NONE) return REASON_NEVER_ASKED;
	return a->consent == CONSENT_NOT_LISTED ? REASON_NOT_LISTED : REASON_OK;
}

struct reading {
	struct store *s;
	date_t day;
	bool roster;
	struct field_codes *codes;
	struct arena mem;
	VEC(const char *) file; /* names of export files by number, NULL: not asked for yet */
};

static int reading_begin(struct reading *r, struct store *s, const struct run *run)
{
	int64_t roster = 0;
	*r = (struct reading){ .s = s, .day = run->as_of, .mem = ARENA_INIT, .file = VEC_INIT };
	if (field_codes_of(s, &r->codes) ||
		store_int(s, "SELECT count(*) FROM import_state WHERE key = 'roster'", 0, &roster))
		return -1;
	r->roster = roster > 0;
	return 0;
}

static void reading_end(struct reading *r)
{
	vec_dispose(&r->file);
	arena_dispose(&r->mem);
}

/* A name is read once for all the rows of its file; "" of number 0. */
static int file_name(struct reading *r, int64_t id, const char **out)
{
	*out = "";
	if (id <= 0) return 0;
	while (r->file.n <= (size_t)id) vec_push(&r->file, NULL);
	*out = r->file.at[id];
	if (*out) return 0;
	struct stmt *st = store_stmt(r->s, "SELECT name FROM export_file WHERE id = ?1");
	stmt_int_in(st, 1, id);
	int step = stmt_step(st);
	*out = r->file.at[id] = arena_strdup(&r->mem, step == 1 ? stmt_text(st, 0) : sv(""));
	stmt_reset(st);
	return step < 0 ? -1 : 0;
}

static int read_row(struct reading *r, struct stmt *st, struct application *a)
{
	struct staff_word staff = { (enum staff_state)stmt_int(st, STAFF), date_of(st, STAFF_UNTIL),
		date_of(st, STATED) };
	int64_t member = stmt_int(st, MEMBER);
	bool held = stmt_null(st, HELD) || stmt_int(st, HELD) != 0;
	struct status_state state;
	*a = (struct application){ .id = stmt_int(st, ID),
		.person = stmt_int(st, stmt_null(st, PERSON) ? ID : PERSON),
		.form = stmt_text(st, FORM).p,
		.entry_no = stmt_text(st, ENTRY_NO).p,
		.kind = (enum application_kind)stmt_int(st, KIND),
		.submitted = stmt_null(st, SUBMITTED) ? DATE_NONE : date_from_epoch(stmt_int(st, SUBMITTED)),
		.consent = (enum consent)stmt_int(st, CONSENT),
		.member = member,
		.current = stmt_int(st, CURRENT) != 0,
		.paused_until = DATE_NONE,
		.fields = stmt_blob(st, FIELDS),
		.codes = r->codes,
		.line = (unsigned)stmt_int(st, LINE) };
	if (file_name(r, stmt_int(st, FILE_ID), &a->file) ||
		status_on(&state, r->s, a->id, stmt_int(st, HAS_EVENTS) != 0, &staff, r->day))
		return -1;
	a->matchable = matchable(a, stmt_int(st, IS_TEST) != 0, held, stmt_int(st, MISSING) != 0, &state,
		r->roster ? membership(st, member, r->day) : REASON_OK);
	a->publishable = publishable(a, &state);
	a->paused_until = state.paused ? state.until : DATE_NONE;
	a->takes_requests = !state.full && is_able(a, r->day);
	return 0;
}

static int each_row(struct reading *r, struct stmt *st, application_fn *fn, void *ctx)
{
	struct application a;
	int step, result = 0;
	while (result == 0 && (step = stmt_step(st)) != 0) result = step < 0 || read_row(r, st, &a) ? -1 : fn(ctx, &a);
	stmt_reset(st);
	reading_end(r);
	return result;
}

int application_each(struct store *s, const struct run *run, enum application_kind kind, bool current_only,
	application_fn *fn, void *ctx)
{
	struct reading r;
	if (reading_begin(&r, s, run)) return -1;
	struct stmt *st = store_stmt(s, SELECT_APPLICATION
		" FROM standing s JOIN application a ON a.id = s.application LEFT JOIN member m ON m.id = s.member"
		" WHERE (?1 < 0 OR s.kind = ?1) AND (?2 = 0 OR s.current) ORDER BY s.rank");
	stmt_int_in(st, 1, kind == KIND_COUNT ? -1 : (int64_t)kind);
	stmt_int_in(st, 2, current_only);
	return each_row(&r, st, fn, ctx);
}

struct one {
	application_fn *fn;
	void *ctx;
	bool found;
};

static int on_one(void *ctx, const struct application *a)
{
	struct one *one = ctx;
	one->found = true;
	return one->fn(one->ctx, a);
}

int application_get(struct store *s, const struct run *run, int64_t id, application_fn *fn, void *ctx)
{
	struct reading r;
	struct one one = { fn, ctx, false };
	if (reading_begin(&r, s, run)) return -1;
	struct stmt *st = store_stmt(s, SELECT_APPLICATION
		" FROM application a LEFT JOIN standing s ON s.application = a.id LEFT JOIN member m ON m.id = s.member"
		" WHERE a.id = ?1");
	stmt_int_in(st, 1, id);
	int result = each_row(&r, st, on_one, &one);
	return result == 0 && !one.found ? 1 : result;
}

int application_person(struct store *s, int64_t id, int64_t *out)
{
	struct stmt *st = store_stmt(s, "SELECT person FROM standing WHERE application = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st);
	*out = r == 1 ? stmt_int(st, 0) : 0;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

int application_persons(struct store *s, struct row_index *out)
{
	struct stmt *st = store_stmt(s, "SELECT application, person FROM standing");
	int r;
	while ((r = stmt_step(st)) == 1) row_index_set(out, stmt_int(st, 0), (size_t)stmt_int(st, 1));
	stmt_reset(st);
	return r;
}

static int count_answers(struct store *s, const struct run *run, struct answers out[KIND_COUNT])
{
	struct reading r;
	struct application a;
	int step, result = 0;
	if (reading_begin(&r, s, run)) return -1;
	/* In the order the rows lie in: by rank, every row would be looked up apart. */
	struct stmt *st =
		store_stmt(s, SELECT_ANSWER " FROM application a CROSS JOIN standing s ON s.application = a.id"
					    " LEFT JOIN member m ON m.id = s.member WHERE s.current");
	while (result == 0 && (step = stmt_step(st)) != 0) {
		result = step < 0 ? -1 : read_row(&r, st, &a);
		if (result) break;
		out[a.kind].current++;
		out[a.kind].full += a.publishable == REASON_OK && a.consent == CONSENT_PROFILE && !a.takes_requests;
		out[a.kind].matchable[a.matchable]++;
		out[a.kind].publishable[a.publishable]++;
	}
	stmt_reset(st);
	reading_end(&r);
	return result;
}

enum { ANSWER_NUMBERS = 2 + 2 * REASON_COUNT };

static size_t *answer_at(struct answers *a, size_t i)
{
	if (i < 2) return i ? &a->full : &a->current;
	return i - 2 < REASON_COUNT ? &a->matchable[i - 2] : &a->publishable[i - 2 - REASON_COUNT];
}

static bool answers_read(struct sv rest, struct answers out[KIND_COUNT])
{
	struct sv word;
	long n = 0;
	size_t i = 0;
	while (i < KIND_COUNT * ANSWER_NUMBERS && sv_split(&rest, ' ', &word) && sv_long(word, &n) && n >= 0) {
		*answer_at(&out[i / ANSWER_NUMBERS], i % ANSWER_NUMBERS) = (size_t)n;
		i++;
	}
	return i == KIND_COUNT * ANSWER_NUMBERS && !rest.p;
}

static void answers_put(struct str *line, struct answers answers[KIND_COUNT])
{
	for (size_t i = 0; i < KIND_COUNT * ANSWER_NUMBERS; i++)
		str_printf(line, "%s%zu", i ? " " : "", *answer_at(&answers[i / ANSWER_NUMBERS], i % ANSWER_NUMBERS));
}

int application_answers(struct store *s, const struct run *run, struct answers out[KIND_COUNT])
{
	struct str line = STR_INIT;
	int r = remember_get(s, run->as_of, "answers", &line);
	if (r >= 0 && (r == 1 || !answers_read(sv_of(&line), out))) {
		str_clear(&line);
		memset(out, 0, KIND_COUNT * sizeof *out);
		r = count_answers(s, run, out);
		answers_put(&line, out);
		if (r == 0) r = remember_set(s, run->as_of, "answers", sv_of(&line));
	}
	str_dispose(&line);
	return r;
}

int records_members(struct store *s, const struct run *run, size_t *eligible)
{
	struct stmt *st = store_stmt(s, "SELECT listed, status_ok, no_date, hold, paid_through FROM member");
	int r;
	*eligible = 0;
	while ((r = stmt_step(st)) == 1) {
		struct membership m = { stmt_int(st, 0) != 0, stmt_int(st, 1) != 0, stmt_int(st, 2) != 0,
			stmt_int(st, 3) != 0, date_of(st, 4) };
		*eligible += eligibility_on(&m, run->as_of) == REASON_OK;
	}
	stmt_reset(st);
	return r;
}
