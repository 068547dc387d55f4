/* entry_draws.c reads all draws in one pass: asking for the IDs of a hundred thousand applications one by one would take longer than drawing them. Draws and their
 * members lie in the order of the draws both, so they are read side by side and nothing is looked up. */
#include "records/entry_draws.h"

/* The members of one draw; *m stands at the first member that was not passed yet, r is what its step said. */
static int each_member(struct stmt *m, int *r, struct entry_draw *d, entry_draw_fn *fn, void *ctx)
{
	int result = 0;
	while (*r == 1 && stmt_int(m, 0) < d->draw) *r = stmt_step(m); /* of a draw that is not published */
	while (result == 0 && *r == 1 && stmt_int(m, 0) == d->draw) {
		d->application = stmt_int(m, 1);
		result = fn(ctx, d);
		*r = stmt_step(m);
	}
	return result ? result : *r < 0 ? -1 : 0;
}

int entry_draws_each(struct store *s, entry_draw_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(s, "SELECT n, drawn, id FROM entry_draw WHERE edition > 0 ORDER BY n");
	struct stmt *m = store_stmt(s, "SELECT draw, application FROM entry_member ORDER BY draw, application");
	int result = 0, step, r = stmt_step(m);
	while (result == 0 && (step = stmt_step(st)) != 0) {
		if (step < 0 || r < 0) {
			result = -1;
			break;
		}
		struct entry_draw d = { stmt_int(st, 0), (date_t)stmt_int(st, 1), stmt_text(st, 2), 0 };
		result = each_member(m, &r, &d, fn, ctx);
	}
	stmt_reset(st);
	stmt_reset(m);
	return result;
}

int entry_draws_state(struct store *s, struct sv id, bool *group, bool *live)
{
	struct stmt *st = store_stmt(s, "SELECT is_group, state FROM entry_id WHERE id = ?1");
	stmt_text_in(st, 1, id);
	int r = stmt_step(st);
	*group = r == 1 && stmt_int(st, 0) != 0;
	*live = r == 1 && sv_is(stmt_text(st, 1), "live");
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

int entry_draws_owner(struct store *s, int64_t application, int64_t *person, enum application_kind *kind)
{
	struct stmt *st = store_stmt(s, "SELECT person, kind FROM standing WHERE application = ?1");
	stmt_int_in(st, 1, application);
	int r = stmt_step(st);
	*person = r == 1 ? stmt_int(st, 0) : 0;
	*kind = r == 1 ? (enum application_kind)stmt_int(st, 1) : KIND_COUNT;
	stmt_reset(st);
	return r < 0 ? -1 : r == 0;
}
