/* register_csv.c writes copies of the register for people who live in spreadsheets. They are copies: the first line says so, and nothing reads them. */
#include <stdlib.h>
#include <string.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "programme/decision.h"
#include "records/entry_id.h"

/* An application as the copies name it. */
struct entry {
	struct str form, number;
	struct checkcode id;
};

static int keep_entry(void *self, const struct application *a)
{
	struct entry *e = self;
	str_puts(&e->form, a->form);
	str_puts(&e->number, a->entry_no);
	return 0;
}

static int keep_id(void *self, const struct entry_fact *e, int64_t application)
{
	struct entry *to = self;
	(void)application;
	if (!to->id.z[0] && strcmp(e->state, "live") == 0) to->id = e->id;
	return 0;
}

/* form, form entry number and Entry ID: three cells, empty for who was erased. */
static int put_entry(struct str *out, struct store *s, const struct run *run, int64_t application)
{
	struct entry e = { STR_INIT, STR_INIT, { .z = "" } };
	int r = 0;
	if (application)
		r = application_get(s, run, application, keep_entry, &e) < 0 ||
				    entry_id_of(s, application, keep_id, &e) < 0
			    ? -1
			    : 0;
	csvout_cell(out, sv_of(&e.form));
	csvout_text(out, sv_of(&e.number));
	csvout_cell(out, sv(e.id.z));
	str_dispose(&e.form);
	str_dispose(&e.number);
	return r;
}

static void put_day(struct str *out, date_t day)
{
	csvout_cell(out, sv(date_iso(day).z));
}

static void put_number(struct str *out, int n)
{
	struct str text = STR_INIT;
	if (n >= 0) str_printf(&text, "%d", n);
	csvout_cell(out, sv_of(&text));
	str_dispose(&text);
}

static void head(struct str *out, const struct run *run, const char *columns)
{
	str_printf(out,
		"\xef\xbb\xbf# A copy to read, as of %s. Changes made here are not read; use mentorpress decisions and "
		"mentorpress partnership.\n%s\n",
		date_iso(run->as_of).z, columns);
}

static const char *reply(const struct partnership *p, enum side side)
{
	return p->declined[side] != DATE_NONE ? "declined" : p->agreed[side] != DATE_NONE ? "accepted" : "none";
}

static const char *petition_word(enum petition p)
{
	static const char *const words[] = { "none", "requested", "granted", "denied" };
	return words[p];
}

static date_t last_reply(const struct partnership *p)
{
	date_t last = DATE_NONE;
	for (enum side side = SIDE_A; side <= SIDE_B; side++) {
		if (p->agreed[side] != DATE_NONE && p->agreed[side] > last) last = p->agreed[side];
		if (p->declined[side] != DATE_NONE && p->declined[side] > last) last = p->declined[side];
	}
	return last;
}

static int put_partnership(struct str *out, struct store *s, const struct run *run, const struct partnership *p)
{
	csvout_cell(out, sv(p->number));
	csvout_text(out, sv(p->cycle));
	csvout_cell(out, sv(p->peers ? "peer" : "mentor-mentee"));
	if (put_entry(out, s, run, p->a) || put_entry(out, s, run, p->b)) return -1;
	csvout_cell(out, sv(partnership_state_words(p->state)));
	put_day(out, p->proposed);
	csvout_cell(out, sv(reply(p, SIDE_A)));
	csvout_cell(out, sv(reply(p, SIDE_B)));
	put_day(out, last_reply(p));
	put_day(out, p->first_contact);
	put_day(out, p->plan_due);
	put_day(out, p->plan_received);
	put_day(out, p->checkin_due);
	put_day(out, p->checked_in);
	put_day(out, p->evaluation_due);
	put_day(out, p->evaluated[SIDE_A]);
	put_day(out, p->evaluated[SIDE_B]);
	put_day(out, p->ended);
	csvout_cell(out, sv(p->state == STATE_NOT_FORMED && !*p->end_reason ? "declined" : p->end_reason));
	put_day(out, p->concluded);
	csvout_cell(out, sv(petition_word(p->petition[SIDE_A])));
	put_day(out, p->petition_on[SIDE_A]);
	csvout_cell(out, sv(petition_word(p->petition[SIDE_B])));
	put_day(out, p->petition_on[SIDE_B]);
	put_number(out, p->how);
	put_number(out, p->fit);
	csvout_end(out);
	return 0;
}

static int put_partnerships(struct str *out, struct store *s, const struct run *run, const struct partnerships *all)
{
	head(out, run,
		"partnership_id,cycle_id,kind,a_form,a_form_entry_no,a_entry_id,b_form,b_form_entry_no,b_entry_id,"
		"state,"
		"proposed_on,a_reply,b_reply,replied_on,first_contact_on,plan_due,plan_received_on,checkin_due,"
		"checked_in_on,evaluation_due,a_evaluated_on,b_evaluated_on,ended_on,end_reason,concluded_on,a_"
		"petition,"
		"a_petition_on,b_petition,b_petition_on,rank_given,fit");
	for (size_t i = 0; i < all->v.n; i++)
		if (put_partnership(out, s, run, &all->v.at[i])) return -1;
	return 0;
}

static int put_decisions(struct str *out, struct store *s, const struct run *run)
{
	struct stmt *st =
		store_stmt(s, "SELECT r.name, d.application, d.decision, d.partner, d.how, d.flags, d.reason, "
			      "d.decided_by, d.decided_on FROM decision d JOIN round r ON r.id = d.round WHERE "
			      "d.decided_on <= ?1 ORDER BY r.name, d.application");
	int step;
	head(out, run,
		"round_id,form,form_entry_no,entry_id,decision,partner_form,partner_form_entry_no,partner_entry_id,"
		"rank_given,override_flags,reason,decided_by,decided_on");
	stmt_int_in(st, 1, run->as_of);
	while ((step = stmt_step(st)) == 1) {
		csvout_text(out, stmt_text(st, 0));
		if (put_entry(out, s, run, stmt_int(st, 1))) step = -1;
		csvout_cell(out, stmt_text(st, 2));
		if (step < 0 || put_entry(out, s, run, stmt_int(st, 3))) break;
		int how = stmt_int(st, 3) ? (int)stmt_int(st, 4) : -1;
		if (how)
			put_number(out, how);
		else
			csvout_cell(out, sv("other"));
		for (int i = 5; i < 8; i++) csvout_text(out, stmt_text(st, i));
		put_day(out, (date_t)stmt_int(st, 8));
		csvout_end(out);
	}
	stmt_reset(st);
	return step == 0 ? 0 : -1;
}

int register_write_csv(
	struct store *s, const struct run *run, const struct partnerships *all, const char *folder, struct str *err)
{
	struct str out = STR_INIT;
	struct arena mem = ARENA_INIT;
	int r = put_partnerships(&out, s, run, all);
	str_clear(err);
	if (r == 0) r = fs_mkdirs(folder, 0700, err);
	if (r == 0) r = fs_write_atomic(fs_join(&mem, folder, "partnerships.csv"), sv_of(&out), 0600, err);
	str_clear(&out);
	if (r == 0) r = put_decisions(&out, s, run);
	if (r == 0) r = fs_write_atomic(fs_join(&mem, folder, "decisions.csv"), sv_of(&out), 0600, err);
	str_dispose(&out);
	arena_dispose(&mem);
	return r;
}
