/* standing.c writes what follows from all applications together, in the order in which they are read back. Most of it is
 * the same from import to import, so only what differs is written. */
#include <stdint.h>
#include "records/import_write.h"

enum { RANK, APPLICATION, KIND, PERSON, CURRENT, HELD, MEMBER, HAS_EVENTS, MISSING, FILE_ID, LINE, STATED, COLUMNS };
#define STANDING_COLUMNS                                                                                               \
	"rank, application, kind, person, current, held, member, has_events, missing, file, line, stated"

/* The row as numbers; `none` where it is NULL. */
struct row {
	int64_t value[COLUMNS];
	bool none[COLUMNS];
};

static struct row row_of(const struct importer *im, size_t rank)
{
	const struct known *k = &im->app.at[im->by_rank[rank - 1]];
	bool nowhere = k->file == NO_FILE;
	date_t stated = nowhere ? (date_t)k->line : im->file[k->file].date;
	return (struct row){
		.value = { (int64_t)rank, k->id, k->kind, im->app.at[k->person].id, k->current, k->held,
			k->member ? im->member.at[k->member - 1].id : 0, k->has_events, k->missing,
			nowhere ? 0 : im->file[k->file].id, nowhere ? 0 : k->line, stated == DATE_NONE ? 0 : stated },
		.none = { [FILE_ID] = nowhere, [LINE] = nowhere, [STATED] = stated == DATE_NONE },
	};
}

static bool stands(struct stmt *st, const struct row *row)
{
	for (int i = 0; i < COLUMNS; i++)
		if (stmt_int(st, i) != row->value[i] || (row->none[i] && !stmt_null(st, i))) return false;
	return true;
}

struct ranks {
	VEC(uint32_t) wrong; /* to be written */
	size_t stored;       /* rows there are */
};

/* Ranks are 1, 2, 3… in the table, too. */
static int compare(struct importer *im, struct ranks *out)
{
	struct stmt *st = store_stmt(im->s, "SELECT " STANDING_COLUMNS " FROM standing ORDER BY rank");
	int r;
	while ((r = stmt_step(st)) == 1) {
		size_t rank = ++out->stored;
		if (rank > im->app.n) continue;
		struct row row = row_of(im, rank);
		if (!stands(st, &row)) vec_push(&out->wrong, (uint32_t)rank);
	}
	stmt_reset(st);
	for (size_t rank = out->stored + 1; rank <= im->app.n; rank++) vec_push(&out->wrong, (uint32_t)rank);
	return r;
}

static int remove_rank(struct importer *im, size_t rank)
{
	struct stmt *st = store_stmt(im->s, "DELETE FROM standing WHERE rank = ?1");
	stmt_int_in(st, 1, (int64_t)rank);
	return stmt_run(st);
}

static int write_rank(struct importer *im, size_t rank)
{
	struct stmt *st = store_stmt(im->s,
		"INSERT INTO standing(" STANDING_COLUMNS ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
	struct row row = row_of(im, rank);
	for (int i = 0; i < COLUMNS; i++)
		if (row.none[i])
			stmt_null_in(st, i + 1);
		else
			stmt_int_in(st, i + 1, row.value[i]);
	return stmt_run(st);
}

/* All that is wrong goes first: an application may stand once only. */
int standing_write(struct importer *im)
{
	struct ranks ranks = { .wrong = VEC_INIT };
	int r = compare(im, &ranks);
	for (size_t i = 0; i < ranks.wrong.n && r == 0; i++)
		if (ranks.wrong.at[i] <= ranks.stored) r = remove_rank(im, ranks.wrong.at[i]);
	for (size_t rank = im->app.n + 1; rank <= ranks.stored && r == 0; rank++) r = remove_rank(im, rank);
	for (size_t i = 0; i < ranks.wrong.n && r == 0; i++) r = write_rank(im, ranks.wrong.at[i]);
	vec_dispose(&ranks.wrong);
	return r;
}
