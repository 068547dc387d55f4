/* choice_code: an Entry ID among the words of a text of choices. Private to records/. */
#ifndef RECORDS_CHOICE_CODE_H
#define RECORDS_CHOICE_CODE_H
#include "base/checkcode.h"
#include "records/choice_tokens.h"
#include "records/preference_split.h"
/* Does an Entry ID begin at t[0]? How many tokens it takes, 0 if none does. *near: almost one (a wrong check symbol, one symbol too few,
 * too many or strange); its symbols are put into text, in capitals, and *id is left alone. */
size_t choice_code(const struct choice_token *t, size_t n, struct checkcode *id, char text[CHOICE_TEXT], bool *near);
#endif
