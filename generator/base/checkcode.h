/* checkcode: Entry IDs. Alphabet of 29 symbols 0 2-9 and the consonants without L: "023456789BCDFGHJKMNPQRSTVWXYZ"
 * (digits 0,2..9 = 9; letters B C D F G H J K M N P Q R S T V W X Y Z = 20; 29 in all, prime). Six data symbols and a check,
 * written XXX-XXXX. check = sum(weight_i * value_i) mod 29 with weights 2,3,4,5,6,7 (the check symbol itself weighs 8,
 * chosen so that the weighted sum of all seven is 0 mod 29). Catches every single substitution, adjacent and jump
 * transposition and twin error (references: Verhoeff 1969 error classes). */
#ifndef BASE_CHECKCODE_H
#define BASE_CHECKCODE_H
#include <stdint.h>
#include "base/random.h"
#include "base/str.h"
#define CHECKCODE_LEN 8 /* with the hyphen, without terminator */
struct checkcode {
	char z[CHECKCODE_LEN + 1];
};
enum checkcode_result { CHECKCODE_OK, CHECKCODE_SHAPE, CHECKCODE_SLIP }; /* SLIP: right shape, wrong check symbol */
struct checkcode checkcode_draw(struct random_source *r);
/* Reads what people type: case, spaces, missing hyphen, '#', O for 0, I or L or 1 rejected as SHAPE. *out normalised on OK and SLIP. */
enum checkcode_result checkcode_parse(struct sv typed, struct checkcode *out);
/* Codes that the typed symbols may have been before one slip: one symbol other (also one that no code has, as L or 1), two neighbors
 * exchanged, one too few or too many. Each with a right check symbol, none twice, in a fixed order; their number, 0 when the typed
 * text is further off than that. Blanks, hyphens, '#', case and O as for checkcode_parse. */
enum { CHECKCODE_NEAR = 64 };
size_t checkcode_near(struct sv typed, struct checkcode out[CHECKCODE_NEAR]);
bool checkcode_valid(struct sv exact); /* exactly XXX-XXXX with a right check symbol */
#endif
