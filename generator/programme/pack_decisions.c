/* pack_decisions.c writes decisions.csv for the committee to fill in. Who is proposed stands there, what is decided does not: a row that nobody
 * has touched must never count as a decision. */
#include <string.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "input/csvin.h"
#include "programme/pack_view.h"

static const char *const columns[] = { "round_id", "form", "form_entry_no", "decision", "partner_form_entry_no",
	"rank_given", "override_flags", "reason", "decided_by", "decided_on", "partner_form", "note", "entry_id",
	"partner_entry_id" };
/* The last two are not written, but may have been added. */
enum {
	COLUMNS = sizeof columns / sizeof *columns,
	WRITTEN = COLUMNS - 2,
	DECISION = 3,
	ANSWERS_FROM = 6,
	ANSWERS_TO = 10
};

/* The form of a partner, where the number alone could be another's. */
static const char *partner_form(const struct pack *pk, const struct participant *p)
{
	for (size_t i = 0; i < pk->n; i++) {
		const struct participant *o = pk->by_application[i]->m->who;
		if (o->kind == p->kind && !strcmp(o->entry_no, p->entry_no) && o != p) return p->form;
	}
	return "";
}

static void row(struct str *out, const struct pack *pk, const struct pack_member *m)
{
	const struct participant *p = m->m->who;
	unsigned rank = m->partner ? pack_rank(m, m->partner, NULL) : 0;
	char number[2] = { (char)('0' + rank), '\0' };
	csvout_text(out, sv(pk->r->name));
	csvout_text(out, sv(p->form));
	csvout_text(out, sv(p->entry_no));
	csvout_cell(out, sv(""));
	csvout_text(out, sv(m->partner ? m->partner->m->who->entry_no : ""));
	csvout_cell(out, sv(!m->partner ? "" : rank >= 1 && rank <= 3 ? number : "other"));
	for (size_t i = ANSWERS_FROM; i < ANSWERS_TO; i++) csvout_cell(out, sv(""));
	csvout_text(out, sv(m->partner ? partner_form(pk, m->partner->m->who) : ""));
	csvout_cell(out, sv(m->proposal && m->proposal->sentence ? m->proposal->sentence : ""));
	csvout_end(out);
}

void pack_decisions_table(struct str *out, const struct pack *pk)
{
	/* No commas in these lines: a spreadsheet keeps each in one cell. */
	str_puts(out,
		"# Write into the column decision: match or alternative or no_match or defer or not_eligible. "
		"A row whose decision is empty is not decided yet.\n"
		"# The partner in a row is the proposal; write another form entry number over it for an alternative. "
		"Then run: mentorpress decisions FILE\n");
	csvout_row(out, columns, WRITTEN);
	for (size_t i = 0; i < pk->nmentees; i++)
		if (pack_in(pk->mentee_by[i])) row(out, pk, pk->mentee_by[i]);
	for (size_t i = 0; i < pk->npeers; i++)
		if (pack_in(pk->peer_by[i])) row(out, pk, pk->peer_by[i]);
}

/* A table that cannot be read may hold answers too. */
static bool has_answers(const char *path)
{
	struct arena mem = ARENA_INIT;
	struct diags quiet = DIAGS_INIT;
	struct csvin_table t;
	bool has = csvin_table(&t, &mem, path, "decisions.csv", columns, COLUMNS, DECISION + 1, true, &quiet) != 0;
	for (size_t i = 0; !has && i < t.rows; i++) {
		const struct sv *cell = &t.cells[i * t.ncols];
		has = cell[DECISION].n > 0;
		for (size_t k = ANSWERS_FROM; k < ANSWERS_TO; k++) has = has || cell[k].n > 0;
	}
	diags_dispose(&quiet);
	arena_dispose(&mem);
	return has;
}

char *pack_decisions_place(struct arena *mem, const char *folder, bool *fresh)
{
	char *path = arena_printf(mem, "%s/decisions.csv", folder);
	unsigned k = 1;
	while (fs_exists(path) && has_answers(path)) path = arena_printf(mem, "%s/decisions-%u.csv", folder, ++k);
	*fresh = k == 1;
	return path;
}
