/* preference_split: takes what somebody typed into a field of choices apart. Private to records/; knows no database.
 *
 * A text is a row of parts (a choice a line, "10437 / 10412", "10437 and 10412"); a part has one reading, or several where blanks,
 * dots and digits can be understood in more than one way ("1.104": number 1104, or first choice 104). Whoever knows which
 * numbers exist decides between them, or not at all. */
#ifndef RECORDS_PREFERENCE_SPLIT_H
#define RECORDS_PREFERENCE_SPLIT_H
#include "base/arena.h"
#include "base/checkcode.h"
#include "records/application.h"
enum choice_what {
	CHOICE_NUMBER, /* text: digits, zeros in front kept */
	CHOICE_CODE,   /* id: an Entry ID whose check symbol is right */
	CHOICE_NEAR_CODE, /* text: symbols that are almost one: a wrong check symbol, one too few or too many, or one that never occurs */
	CHOICE_EMAIL,
	CHOICE_NOT,  /* words that take back: "anyone but 10412" */
	CHOICE_WORDS /* anything else */
};
enum { CHOICE_TEXT = 16 }; /* longest number, with terminator */
struct choice {
	enum choice_what what;
	struct sv typed;            /* the part of the text it stands in, a slice of it */
	unsigned ordinal;           /* 1 for "1st", "A:", "first choice"; 0 if nothing is said */
	bool member;                /* said to be a member number */
	enum application_kind kind; /* said to be of this kind ("mentor 10412"); else KIND_COUNT */
	char text[CHOICE_TEXT];
	struct checkcode id;
};
struct choice_reading {
	struct choice *at;
	size_t n;
};
enum { CHOICE_READINGS = 4 };
struct choice_part {
	struct choice_reading reading[CHOICE_READINGS];
	size_t n; /* at least 1, all different */
};
struct choice_parts {
	struct choice_part *at;
	size_t n;
	bool cut; /* the text was longer than anybody's choices are; its end was not read */
};
/* No choice ("", "none", "n/a", "no preference"): n == 0. Everything lives in mem, but for `typed`, which is part of the text. */
void preference_split(struct choice_parts *out, struct arena *mem, struct sv text);
#endif
