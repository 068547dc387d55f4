/* cards: one entry -> the names of site-templates/_card.html and of a row of browse.html. A function of struct
 * public_entry alone. */
#ifndef SITE_CARDS_H
#define SITE_CARDS_H
#include "site/page.h"
/* Names: id, group, k, main, has_facts, facts, tags, text, has_data, data, has_words, words (see _card.html). */
void card_fill(struct tmap *m, const struct public_pool *pool, const struct public_entry *e);
/* One fact: label, exact, broad, private (booleans), values (list of label). */
void card_fact(struct tmap *m, const struct public_field *field, const struct public_fact *fact);
/* One card as it stands on the search page, for a paper about one entry; appended to out. -1 after diags. */
int card_render(struct rendering *out, const struct template_set *templates, const struct public_pool *pool,
	const struct public_entry *e, bool peers, struct diags *ds);
void card_id(struct tmap *m, const struct public_pool *pool, const struct public_entry *e);
#endif
