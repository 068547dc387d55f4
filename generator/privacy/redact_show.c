/* redact_show.c writes marks for people: the form proposed for publication, the form a reviewer reads, and the count. */
#include "privacy/redact_internal.h"

enum { ROUNDS = 3 };

const char *redact_word(enum redact_kind k)
{
	static const char *const words[REDACT_KINDS] = { "e-mail", "name", "phone", "employer", "site", "handle",
		"number", "date", "address", "private text", "detail", "rare word" };

	return words[k];
}

void redact_mask(struct str *out, struct sv text, const struct redact_marks *m)
{
	size_t at = 0;

	for (size_t i = 0; i < m->n; i++) {
		if (m->at[i].degree == REDACT_SUGGESTION) continue;
		str_sv(out, sv_sub(text, at, m->at[i].start - at));
		str_printf(out, "[%s]", redact_word(m->at[i].kind));
		at = m->at[i].end;
	}
	str_sv(out, sv_sub(text, at, text.n - at));
}

bool redact_propose(struct str *out, const struct redactor *r, struct sv text, int64_t person)
{
	struct redact_marks marks = { 0 };
	struct str now = STR_INIT;
	bool clean = false;

	str_sv(&now, text);
	for (int round = 0; round <= ROUNDS && !clean; round++) {
		struct str next = STR_INIT;

		redact_find(&marks, r, sv_of(&now), person);
		clean = round > 0 && redact_count(&marks, REDACT_CERTAIN) == 0;
		if (clean || round == ROUNDS) break;
		redact_mask(&next, sv_of(&now), &marks);
		str_dispose(&now);
		now = next;
	}
	str_sv(out, sv_of(&now));
	str_dispose(&now);
	vec_dispose(&marks);
	return clean;
}

void redact_show(struct str *out, struct sv text, const struct redact_marks *m)
{
	size_t at = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct redact_mark *k = &m->at[i];
		struct sv marked = sv_sub(text, k->start, k->end - k->start);

		str_sv(out, sv_sub(text, at, k->start - at));
		if (k->degree == REDACT_SUGGESTION)
			str_printf(out, "{%.*s}", SV_ARG(marked));
		else
			str_printf(out, "[%s%s%s: %.*s]", k->own ? "own " : "", redact_word(k->kind),
				k->degree == REDACT_CERTAIN ? "" : "?", SV_ARG(marked));
		at = k->end;
	}
	str_sv(out, sv_sub(text, at, text.n - at));
}

static void put_kinds(struct str *out, const struct redact_marks *m, enum redact_degree degree, const char *what)
{
	static const char *const many[REDACT_KINDS] = { "e-mail addresses", "names", "phone numbers", "employers",
		"sites", "handles", "numbers", "dates", "addresses", "passages of private answers", "private details",
		"rare words" };
	static const char *const one[REDACT_KINDS] = { "e-mail address", "name", "phone number", "employer", "site",
		"handle", "number", "date", "address", "passage of a private answer", "private detail", "rare word" };
	size_t n[REDACT_KINDS] = { 0 }, said = 0;

	for (size_t i = 0; i < m->n; i++) n[m->at[i].kind] += m->at[i].degree == degree;
	for (size_t k = 0; k < REDACT_KINDS; k++) {
		if (!n[k]) continue;
		str_puts(out, said ? ", " : out->len ? "; " : "");
		str_printf(out, "%s%zu %s", said ? "" : what, n[k], n[k] == 1 ? one[k] : many[k]);
		said++;
	}
}

void redact_summary(struct str *out, const struct redact_marks *m)
{
	struct str all = STR_INIT;

	put_kinds(&all, m, REDACT_CERTAIN, "on record: ");
	put_kinds(&all, m, REDACT_LIKELY, "by its looks: ");
	put_kinds(&all, m, REDACT_SUGGESTION, "worth a look: ");
	str_sv(out, sv_of(&all));
	str_dispose(&all);
}
