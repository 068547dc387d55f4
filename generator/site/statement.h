/* statement: what the site says about itself: privacy.html ("What we publish about you") and the privacy statement of
 * one edition, edition.html and edition.json, the only files that carry an edition's number, as-of date and cycle.
 * Public numbers only: pool dates, profiles, groups, k. Never how many were held back, or why. */
#ifndef SITE_STATEMENT_H
#define SITE_STATEMENT_H
#include "site/page.h"
int statement_privacy_page(struct site *s);
int statement_edition_page(struct site *s, const struct edition_facts *f);
int statement_edition_json(struct site *s, const struct edition_facts *f);
#endif
