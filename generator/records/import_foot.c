/* import_foot.c exists because people export from a spreadsheet that sums up or signs below the table. Refusing the whole
 * file for that helps nobody, and leaving out a row that might be a record would lose one: so only the very end of a
 * file can be a foot, and each of its rows is told. */
#include "records/import_foot.h"

enum { FOOT_ROWS = 20, FOOT_CELLS = 2 };

/* "Total", "Exported on 2026-03-02", "Rows: 12" in the first column; a record that was cut off has its number there. */
static bool names_record(struct sv cell)
{
	bool digit = false, apart = false;
	cell = sv_trim(cell);
	for (size_t i = 0; i < cell.n; i++) {
		digit |= cell.p[i] >= '0' && cell.p[i] <= '9';
		apart |= cell.p[i] == ' ' || cell.p[i] == ':';
	}
	return digit && !apart;
}

static bool is_foot(const struct csvin_row *row, size_t key)
{
	size_t filled = 0;
	for (size_t i = 0; i < row->n && filled <= FOOT_CELLS; i++) filled += sv_trim(row->cell[i]).n > 0;
	return filled <= FOOT_CELLS && !(key < row->n && names_record(row->cell[key]));
}

bool foot_keep(struct foot *f, const struct csvin_row *row, size_t key)
{
	if (f->rows.n == FOOT_ROWS || !is_foot(row, key)) return false;
	struct sv *cell = ARENA_ARRAY(&f->mem, struct sv, row->n + 1);
	struct place *at = ARENA_ARRAY(&f->mem, struct place, row->n + 1);
	for (size_t i = 0; i < row->n; i++) {
		cell[i] = arena_sv(&f->mem, row->cell[i]);
		at[i] = row->at[i];
	}
	struct csvin_row copy = *row;
	copy.cell = cell;
	copy.at = at;
	copy.raw = arena_sv(&f->mem, row->raw);
	vec_push(&f->rows, copy);
	return true;
}

bool foot_was_cut(const struct foot *f, size_t columns, bool open_end)
{
	return f->rows.n && open_end && f->rows.at[f->rows.n - 1].n < columns;
}

void foot_report(struct foot *f, struct diags *ds)
{
	for (size_t i = 0; i < f->rows.n; i++)
		diags_warn(ds, "R100", f->rows.at[i].at[0],
			"if it should be a record, its number is missing: export the file again",
			"this row at the foot is no record and is left out");
	foot_clear(f);
}

void foot_clear(struct foot *f)
{
	vec_clear(&f->rows);
	arena_reset(&f->mem);
}

void foot_dispose(struct foot *f)
{
	vec_dispose(&f->rows);
	arena_dispose(&f->mem);
}
