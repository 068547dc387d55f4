/* compare: two versions of a controlled document, clause by clause and word by word.
 *
 * Clauses are aligned by number and by text: a clause that was renumbered is "moved", not gone and new. Each clause owns
 * the text up to the next number or heading; text before the first one is a clause without a number. Within a clause
 * blocks (paragraphs, points, table rows, lines of code) are aligned, then their words. What is set differently with the
 * same words (emphasis, where a link leads) is told beside them. Of the head of the file, facts are compared apart;
 * approvals are not, they belong to one version.
 *
 *     struct comparer *c = comparer_new();
 *     const struct comparison *d = compare_versions(c, older, newer);   // NULL: one of them has no sound text
 *     for (size_t i = 0; d && i < d->nclauses; i++) …
 *     comparer_free(c);
 */
#ifndef CONTENT_COMPARE_H
#define CONTENT_COMPARE_H
#include "base/word_diff.h"
#include "content/corpus.h"
struct comparer;

/* Joined by single blanks, the runs that are not OLD are the new text, those that are not NEW the old one. */
struct compare_run {
	enum diff_part part;
	struct sv text;
	struct sv note; /* the same words set differently: how; "" if not */
};
enum compare_change { COMPARE_SAME, COMPARE_CHANGED, COMPARE_NEW, COMPARE_GONE };
struct compare_block {
	enum compare_change change;
	struct sv shape; /* what it is, of the new text if it is there: "paragraph", "point", "table row" … */
	struct sv mark;  /* what stands before its words: "•", "2.", or "" */
	unsigned depth;  /* how deep in lists and quotations: 0 on top */
	struct sv note;  /* "was a paragraph", or "" */
	const struct compare_run *run;
	size_t nruns;
};
struct compare_clause {
	enum compare_change change;      /* of its words and their setting */
	bool moved;                      /* has another number */
	bool displaced;                  /* stands at another place among the clauses */
	bool heading;                    /* a heading with the text up to its first clause */
	struct sv number, old_number;    /* "" if none, or on the side where it is not */
	const char *anchor, *old_anchor; /* id on the version's page; NULL if none */
	struct sv title;   /* of the heading itself, else of the nearest above; of the new text if there */
	struct sv section; /* number of that heading, "" if none */
	const struct compare_block *block; /* of what changed, blocks that stayed included; none for COMPARE_SAME */
	size_t nblocks;
};
struct compare_fact {
	const char *label; /* "Owner" */
	struct sv before, now;
	const struct compare_run *run; /* texts, word by word; none for dates and numbers */
	size_t nruns;
};
struct comparison {
	const struct document *before, *now;
	const struct compare_fact *fact; /* of the title block; only those that differ */
	size_t nfacts;
	const struct compare_clause *clause; /* all, in the order of the new text; what is gone stands where it stood */
	size_t nclauses;
	size_t same, changed, added, gone,
		moved;      /* clauses; `moved` are those with the same words, else they are changed */
	bool whole;         /* some text differed too much to be told word by word */
	bool moves_unknown; /* too many clauses differ to look for renumbered ones */
};
struct comparer *comparer_new(void);
void comparer_free(struct comparer *c);
/* Compares; memory lives in *c until the next call or comparer_forget. NULL if one of them has no sound text. */
const struct comparison *compare_versions(
	struct comparer *c, const struct document *before, const struct document *now);
/* The same without what is in the clauses and without facts: which clauses differ, and how many. */
const struct comparison *compare_outline(struct comparer *c, const struct document *before, const struct document *now);
/* Forgets the texts it keeps, for the next family. */
void comparer_forget(struct comparer *c);
/* Do both have a text that can be compared? */
bool compare_possible(const struct document *before, const struct document *now);
/* Published questions that rest on a clause which differs, by order and id. Only when one of the versions is in force,
 * since questions rest on that. In mem. */
size_t compare_questions(
	const struct comparison *d, const struct corpus *corpus, struct arena *mem, const struct document *const **out);
bool comparison_is_empty(const struct comparison *d); /* the same words, set the same, at the same places */
/* Is there anything to tell about this clause? */
bool compare_clause_differs(const struct compare_clause *clause);
/* "5.4.2", or the heading's words in quotes, or "the text before the first clause". In mem. */
struct sv compare_clause_name(const struct compare_clause *clause, struct arena *mem);
/* "changed", "new", "gone", "moved from 5.4.2", "moved from 5.4.2 and changed", "the same". In mem. */
struct sv compare_clause_words(const struct compare_clause *clause, struct arena *mem);
#endif
