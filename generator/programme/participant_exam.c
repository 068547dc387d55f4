/* participant_exam.c ties needs to credentials by their codes, so that a committee that adds an exam to the vocabulary needs no program change:
 * the need "rqap-exam" is about the credentials "rqap", "rqap-glp" and "rqap-gcp", the need "rqap-glp-exam" about "rqap-glp" alone. */
#include "programme/participant_exam.h"

static const char ending[] = "-exam";

static bool is_about(struct sv credential, struct sv family)
{
	return sv_eq(sv_sub(credential, 0, family.n), family) &&
	       (credential.n == family.n || credential.p[family.n] == '-');
}

/* Marks the credentials of one need; true if it is for an exam. */
static bool mark(bool *about, const struct code_book *book, uint16_t need)
{
	struct sv code = sv(code_text(book, SPACE_TOPICS, need));
	if (code.n < sizeof ending || !sv_ends(code, ending)) return false;
	struct sv family = sv_sub(code, 0, code.n - (sizeof ending - 1));
	for (uint16_t c = 1; c <= code_count(book, SPACE_CREDENTIALS); c++)
		about[c] |= is_about(sv(code_text(book, SPACE_CREDENTIALS, c)), family);
	return true;
}

void participants_exams(struct participants *all, struct arena *mem, const struct code_book *book)
{
	size_t most = code_count(book, SPACE_CREDENTIALS);
	for (size_t i = 0; i < all->v.n; i++) {
		struct participant *p = &all->v.at[i];
		bool *about = ARENA_ARRAY(mem, bool, most + 1);
		uint16_t *at;
		size_t n = 0;
		if (p->primary_need != CODE_NONE) p->asks_exam = mark(about, book, p->primary_need);
		for (size_t k = 0; k < p->needs.n; k++) p->asks_exam |= mark(about, book, p->needs.at[k]);
		if (!p->asks_exam) continue;
		at = ARENA_ARRAY(mem, uint16_t, most + 1);
		for (size_t c = 1; c <= most; c++)
			if (about[c]) at[n++] = (uint16_t)c;
		p->exam = (struct codes){ at, n };
	}
}
