/* choice_tokens: the words and numbers of a text of choices, and what stands between them. Private to records/. */
#ifndef RECORDS_CHOICE_TOKENS_H
#define RECORDS_CHOICE_TOKENS_H
#include "base/arena.h"
enum choice_gap {
	GAP_NONE,  /* the first token */
	GAP_BLANK, /* nothing but blanks */
	GAP_DASH,  /* a hyphen, no blanks */
	GAP_DOT,   /* a dot, no blanks */
	GAP_COMMA, /* a comma or an apostrophe, no blanks */
	GAP_RULE,  /* a hyphen or dash with blanks */
	GAP_MARK,  /* what ends an order: "1) ", "1: ", "1. " */
	GAP_OPEN,  /* an opening bracket */
	GAP_OTHER, /* number signs, quotes */
	GAP_END    /* line end, semicolon, slash …: another part begins */
};
struct choice_token {
	struct sv word;      /* folded: small letters without marks, plain digits */
	size_t from, to;     /* bytes of the text */
	enum choice_gap gap; /* before it */
	bool mail;           /* an e-mail address, whole */
};
struct choice_tokens {
	struct choice_token *at;
	size_t n;
	enum choice_gap last; /* after the last one */
	struct sv plain;      /* the folded words with single blanks between */
};
void choice_tokens(struct choice_tokens *out, struct arena *mem, struct sv text);
#endif
