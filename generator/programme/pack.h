/* pack: what the committee gets for its meeting (DOMAIN 7.8; SOP 5.1.5, 5.1.6): an overview of the round, one printable sheet per applicant and
 * per mentor, and decisions.csv to fill in.
 *
 *     FOLDER/pack/index.html          the overview, with links to all sheets
 *     FOLDER/pack/sheets/all.html     every sheet, for printing in one go
 *     FOLDER/pack/sheets/mentee-31.html …
 *     FOLDER/pack/papers.css
 *     FOLDER/pack-identified/…        the same with names, employers, goals and notes; only when asked for
 *     FOLDER/decisions.csv            one row per applicant in the round
 *
 * The unidentified pack says form entry numbers and Entry IDs only; what people wrote in their own words is left out of it, because nobody can
 * know whom such a text names. It is made in any case; an identified pack of an earlier run is taken away when none is asked for (M062), since
 * two packs that differ would end up on one table. A decisions.csv in which answers stand is never overwritten: the new one is
 * decisions-2.csv and so on (M063). The same round and proposals give the same bytes. Messages: M060–M063. */
#ifndef PROGRAMME_PACK_H
#define PROGRAMME_PACK_H
#include "programme/match.h"
struct pack_options {
	const char *folder;    /* private/programme/ROUND; made if it is not there */
	bool identified;       /* make the identified pack too */
	const char *templates; /* the folder programme-templates */
	const char *changes;   /* against the last run, a line each; "" or NULL for none */
	date_t as_of;          /* printed on every paper; DATE_NONE: not printed */
};
/* Writes the pack. The sentences of proposals and of round members are read in the unidentified pack too: no names in them. Of hard_flags() the why and
 * by of overrides.csv are masked there. -1 after diags. (pack_write is publish/pack.h's: both are linked into one program.) */
int pack_write_round(
	const struct round *r, const struct proposals *p, const struct pack_options *options, struct diags *ds);
#endif
