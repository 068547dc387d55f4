/* identity_names: names per person, from parts read in any order, to fingerprints. Private to identity_derive.c. */
#ifndef PRIVACY_IDENTITY_NAMES_H
#define PRIVACY_IDENTITY_NAMES_H
#include "privacy/identity_set.h"

/* The folded words of a text. Zero-initialised. */
struct words {
	struct str plain, text;
	VEC(struct sv) v;
};
void words_of(struct words *w, struct sv text); /* valid until the next call */
size_t words_letters(const struct words *w);    /* bytes in all words */
bool words_all_digits(const struct words *w);
void words_dispose(struct words *w);

enum name_part_kind { PART_FIRST, PART_LAST, PART_LOCAL /* what stands before the @ */ };
/* One for each name and address of each row, so it is small. */
struct name_part {
	uint32_t person, offset /* of the text, which has at most 4 GiB */;
	uint16_t length;
	uint8_t kind; /* enum name_part_kind */
};
struct name_parts {
	struct str text;
	VEC(struct name_part) parts;
}; /* zero-initialised */
void name_parts_add(struct name_parts *p, enum name_part_kind kind, uint32_t person, struct sv text);
void name_parts_combine(struct name_parts *p, struct identity_set *set);
void name_parts_dispose(struct name_parts *p);
#endif
