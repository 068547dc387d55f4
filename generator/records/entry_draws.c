/* entry_draws.c reads all draws in one pass: asking for the IDs of a hundred thousand applications one by one would take longer than drawing them. */
#include "records/entry_draws.h"

int entry_draws_each(struct store *s, entry_draw_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(s,
		"SELECT d.n, d.drawn, e.id, e.pool, e.state, e.is_group, s.person, s.kind FROM entry_draw d"
		" CROSS JOIN entry_id e ON e.id = d.id CROSS JOIN entry_member m ON m.draw = d.n"
		" CROSS JOIN standing s ON s.application = m.application"
		" WHERE d.edition > 0 ORDER BY d.n, m.application");
	int r = 0, step;
	while (r == 0 && (step = stmt_step(st)) != 0) {
		if (step < 0) {
			r = -1;
			break;
		}
		struct entry_draw d = { stmt_int(st, 0), (date_t)stmt_int(st, 1), stmt_text(st, 2), stmt_text(st, 3),
			stmt_text(st, 4), stmt_int(st, 5) != 0, stmt_int(st, 6),
			(enum application_kind)stmt_int(st, 7) };
		r = fn(ctx, &d);
	}
	stmt_reset(st);
	return r;
}
