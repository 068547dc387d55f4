/* eligibility.c exists so that "member in good standing" is written once: the import says which member an application
 * belongs to, and the rule is applied to the day of the run whenever the answer is wanted. */
#include "records/eligibility.h"
#include <stdint.h>
#include "records/import_internal.h"

enum reason eligibility_on(const struct membership *m, date_t day)
{
	if (!m->known) return REASON_NOT_A_MEMBER;
	bool paid = m->no_date || (m->paid_through != DATE_NONE && m->paid_through >= day);
	if (!m->status_ok || !paid) return REASON_LAPSED;
	return m->hold ? REASON_ON_HOLD : REASON_OK;
}

/* By its own number, else, when it has none, by its address. A number that is not on the list beside an address that
 * is would be a guess about who pays; headquarters decides. Index + 1, 0 if none. */
static uint32_t own_member(struct importer *im, const struct known *k)
{
	uint32_t by_email = member_by_email(im, k->email);
	if (!k->member_no) return by_email == NOT_KNOWN ? 0 : by_email + 1;
	uint32_t by_number = member_index(im, k->member_no);
	if (by_number != NOT_KNOWN && im->member.at[by_number].listed) return by_number + 1;
	if (by_email == NOT_KNOWN) return 0;
	im->ds->entry = known_name(im, k);
	diags_warn(im->ds, "R058", known_place(im, k), "correct the number in the form tool if it was mistyped",
		"the member number is not on the list of members but the e-mail address is, beside another "
		"number; taken for no member");
	im->ds->entry = NULL;
	return 0;
}

/* k counts members: two persons (split by headquarters, say) may not both stand on one membership. The one whose
 * application is the oldest keeps it. */
static void hold_second_persons(struct importer *im)
{
	uint32_t *holder = xmalloc((im->member.n + 1) * sizeof *holder); /* person, by member */
	memset(holder, 0xff, (im->member.n + 1) * sizeof *holder);
	for (size_t i = 0; i < im->app.n; i++) {
		struct known *k = &im->app.at[im->by_rank[i]];
		if (!k->member || k->held) continue;
		if (holder[k->member] == NOT_KNOWN) holder[k->member] = k->person;
		if (holder[k->member] == k->person) continue;
		k->held = 1;
		im->ds->entry = known_name(im, k);
		diags_warn(im->ds, "R067", known_place(im, k),
			diags_text(im->ds, "correct the member number in the form tool, or the lines of %s",
				im->settings->people),
			"held: another person stands under the same member already, and one member counts once");
		im->ds->entry = NULL;
	}
	free(holder);
}

void eligibility_link(struct importer *im)
{
	if (!im->roster) return;
	uint32_t *of_person =
		xcalloc(im->app.n + 1, sizeof *of_person); /* member of the newest application that has one */
	for (size_t i = 0; i < im->app.n; i++) {
		struct known *k = &im->app.at[im->by_id[i]];
		k->member = own_member(im, k);
	}
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[im->by_rank[i]];
		if (k->member && !k->held) of_person[k->person] = k->member;
	}
	for (size_t i = 0; i < im->app.n; i++) {
		struct known *k = &im->app.at[i];
		if (!k->member && !k->held && !k->member_no) k->member = of_person[k->person];
	}
	hold_second_persons(im);
	free(of_person);
}
