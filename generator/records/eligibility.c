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

static int64_t member_found(const struct importer *im, const struct map *index, const char *key)
{
	uint64_t at;
	return *key && map_get(index, sv(key), &at) && at != UINT64_MAX ? im->member.at[at].id : 0;
}

/* By its own number, else, when it has none, by its address. A number that is not on the list beside an address that
 * is would be a guess about who pays; headquarters decides. */
static int64_t own_member(struct importer *im, const struct known *k)
{
	int64_t by_email = member_found(im, &im->member_by_email, k->email);
	if (!*k->member_no) return by_email;
	int64_t by_number = member_found(im, &im->member_by_no, k->member_no);
	if (by_number == 0 && by_email && !k->gone)
		diags_warn(im->ds, "R058", place_of_known(im, k),
			"correct the number in the form tool if it was mistyped",
			"the member number is not on the list of members but the e-mail address is, beside another "
			"number; taken for no member");
	return by_number;
}

/* k counts members: two persons (split by headquarters, say) may not both stand on one membership. The one whose
 * application is the oldest keeps it. */
static void hold_second_persons(struct importer *im)
{
	struct map holder = MAP_INIT; /* member -> person */
	for (size_t i = 0; i < im->nranked; i++) {
		struct known *k = &im->app.at[im->by_rank[i]];
		uint64_t person;
		if (!k->member || k->held || map_add(&holder, id_key(&k->member), (uint64_t)k->person)) continue;
		if (!map_get(&holder, id_key(&k->member), &person) || (int64_t)person == k->person) continue;
		k->held = true;
		diags_warn(im->ds, "R067", place_of_known(im, k),
			diags_text(im->ds, "correct the member number in the form tool, or the lines of %s",
				im->settings->people),
			"held: another person stands under the same member already, and one member counts once");
	}
	map_dispose(&holder);
}

void eligibility_link(struct importer *im)
{
	struct map of_person = MAP_INIT; /* person -> index of the newest application that found a member */
	uint64_t at;
	if (!im->roster) return;
	for (size_t i = 0; i < im->app.n; i++) im->app.at[i].member = own_member(im, &im->app.at[i]);
	for (size_t i = 0; i < im->nranked; i++) {
		const struct known *k = &im->app.at[im->by_rank[i]];
		if (k->member && !k->held) map_set(&of_person, id_key(&k->person), im->by_rank[i]);
	}
	for (size_t i = 0; i < im->app.n; i++) {
		struct known *k = &im->app.at[i];
		if (!k->member && !k->held && !*k->member_no && map_get(&of_person, id_key(&k->person), &at))
			k->member = im->app.at[at].member;
	}
	hold_second_persons(im);
	map_dispose(&of_person);
}
