/* choice_words: the words that stand around choices, in the comparison form of utf8_fold. Private to records/. */
#ifndef RECORDS_CHOICE_WORDS_H
#define RECORDS_CHOICE_WORDS_H
#include "records/application.h"
bool choice_word_none(struct sv folded);      /* a whole text without punctuation: "no preference", "n a", "any" */
bool choice_word_noise(struct sv word);       /* says nothing beside a number: "entry", "please" */
bool choice_word_between(struct sv word);     /* stands between two choices: "and", "then" */
bool choice_word_not(struct sv word);         /* turns what follows into its opposite: "not", "except" */
bool choice_word_choice(struct sv word);      /* makes the digit after it an order: "choice", "priority" */
unsigned choice_word_ordinal(struct sv word); /* "1st", "second": 1, 2 …; 0 if it is none */
enum application_kind choice_word_kind(struct sv word); /* "mentor": KIND_MENTOR …; KIND_COUNT if it is none */
#endif
