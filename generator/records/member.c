/* member.c reads the list of members for those who count people and not applications. Who is in good standing is asked of
 * eligibility.c, so that no second rule can grow beside it. */
#include "records/member.h"
#include "records/eligibility.h"
#include "records/field_code.h"

enum { ID, LISTED, STATUS_OK, NO_DATE, ON_HOLD, PAID_THROUGH, FIELDS };

int member_each(struct store *s, const struct run *run, member_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(
		s, "SELECT id, listed, status_ok, no_date, hold, paid_through, fields FROM member ORDER BY id");
	struct field_codes *codes;
	int step = 0, result = 0;
	if (field_codes_of(s, &codes)) return -1;
	while (result == 0 && (step = stmt_step(st)) == 1) {
		struct membership m = { stmt_int(st, LISTED) != 0, stmt_int(st, STATUS_OK) != 0,
			stmt_int(st, NO_DATE) != 0, stmt_int(st, ON_HOLD) != 0,
			stmt_null(st, PAID_THROUGH) ? DATE_NONE : (date_t)stmt_int(st, PAID_THROUGH) };
		if (eligibility_on(&m, run->as_of) == REASON_OK)
			result = fn(ctx, &(struct member){ stmt_int(st, ID), stmt_blob(st, FIELDS), codes });
	}
	stmt_reset(st);
	return step < 0 ? -1 : result;
}

struct sv member_field(const struct member *m, const char *name)
{
	return field_value(m->codes, m->fields, name);
}
