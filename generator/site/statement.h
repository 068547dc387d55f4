/* statement: what the site says about itself: privacy.html ("What we publish about you") and the privacy statement of
 * one edition, edition.html and edition.json, the only files that carry an edition's number, as-of date and cycle.
 * Public numbers only: pool dates, profiles, groups, k, and what can be counted in pool.csv. Never how many were held back,
 * or why. edition.json is described in docs/FORMATS.md; its "statement" is STATEMENT_VERSION. */
#ifndef SITE_STATEMENT_H
#define SITE_STATEMENT_H
#include "site/page.h"
int statement_privacy_page(struct site *s);
int statement_edition_page(struct site *s, const struct edition_facts *f);
int statement_edition_json(struct site *s, const struct edition_facts *f);
/* How many exact and how many broader values a field's vocabulary has; "kept private" is neither. */
struct statement_levels {
	size_t exact, broader;
};
struct statement_levels statement_levels(const struct public_field *field);
/* The policy's k or, in a preview without a policy, the least of the pools shown; 0 if there are none. */
unsigned statement_k(const struct site *s, const struct edition_facts *f);
#endif
