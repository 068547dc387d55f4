/* Where a finding stands in the file that somebody can edit, and which decision has to be taken again. Advice that names no place and
 * no text leads nowhere. */
#include "base/run.h"
#include "privacy/gate_internal.h"
#include "privacy/review.h"

enum { TOLD_DIGEST = 12 };

/* The next place of the value at or behind `from`. */
static size_t next_place(struct gate *g, const struct hit *h, struct sv text, size_t from)
{
	size_t at = gate_find(g->certified.key, sv_sub(text, from, text.n - from), normal_mode_of(h->source), h->hash);

	return at == SIZE_MAX ? SIZE_MAX : from + at;
}

/* Does a capital letter stand here only because a line or sentence begins? Roughly: it chooses between places. */
static bool line_begins(struct sv text, size_t at)
{
	while (at > 0 && strchr(" \t#*_>\"'(-", text.p[at - 1])) at--;
	return at == 0 || strchr("\n.!?:|", text.p[at - 1]) != NULL;
}

/* The same word may stand there before in small letters, or at the beginning of a sentence, where nobody asks. */
size_t gate_place_in(struct gate *g, const struct hit *h, struct sv text, size_t *end)
{
	size_t first = SIZE_MAX, same = SIZE_MAX, at, from = 0;

	*end = SIZE_MAX;
	while (from < text.n && (at = next_place(g, h, text, from)) != SIZE_MAX) {
		bool equal = h->written.n && sv_eq(sv_sub(text, at, h->written.n), h->written);

		if (first == SIZE_MAX) first = at;
		if (equal && same == SIZE_MAX) same = at;
		if (equal && (h->what != HIT_SOFT || !line_begins(text, at))) {
			same = at;
			break;
		}
		from = at + 1;
	}
	at = same != SIZE_MAX ? same : first;
	if (at == SIZE_MAX) return at;
	*end = same != SIZE_MAX ? at + h->written.n : at;
	while (same == SIZE_MAX && *end < text.n && !strchr(" \t\r\n.,;:!?", text.p[*end])) ++*end;
	return at;
}

const char *gate_places_after(struct gate *g, const struct hit *h, struct sv text, size_t from)
{
	struct str lines = STR_INIT;
	unsigned last = 0;
	size_t at;

	while (from < text.n && (at = next_place(g, h, text, from)) != SIZE_MAX) {
		unsigned line = place_at(NULL, text, at).line;

		if (line != last && sv_eq(sv_sub(text, at, h->written.n), h->written) && !line_begins(text, at))
			str_printf(&lines, "%s%u", last ? ", " : "", line), last = line;
		from = at + 1;
	}
	const char *result = arena_strdup(&g->mem, sv_of(&lines));
	str_dispose(&lines);
	return result;
}

static void unescape(struct str *out, struct sv html)
{
	static const struct {
		const char *written, *meant;
	} entity[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" } };

	for (size_t i = 0, e; i < html.n;) {
		struct sv rest = sv_sub(html, i, html.n - i);

		for (e = 0; e < 5 && !sv_starts(rest, entity[e].written);) e++;
		if (e < 5)
			str_puts(out, entity[e].meant), i += strlen(entity[e].written);
		else
			str_putc(out, html.p[i++]);
	}
}

/* The digest of the text that was decided on, which is not what is published where it was masked. */
static const char *decided_digest(const struct reviews *reviews, struct sv published, struct diags *ds)
{
	struct sha256_hex as_is = review_digest(published);
	const char *masked;

	if (reviews_decision(reviews, as_is.z, &masked) == REVIEW_ACCEPTED)
		return diags_text(ds, "%.*s", TOLD_DIGEST, as_is.z);
	for (size_t i = 0; i < reviews->by_digest.n; i++) {
		const char *digest = diags_text(ds, "%.*s", SV_ARG(reviews->by_digest.at[i].key));

		if (reviews_decision(reviews, digest, &masked) != REVIEW_MASKED) continue;
		struct sha256_hex mask = review_digest(sv(masked));
		if (strcmp(mask.z, as_is.z) == 0) return diags_text(ds, "%.*s", TOLD_DIGEST, digest);
	}
	return NULL;
}

/* The decisions, read once; NULL where there are none to read. What is wrong in the file was told when the pool was made. */
static const struct reviews *reviews_of(struct gate *g)
{
	const struct run run = { .workspace = g->o.workspace };
	struct diags aside = DIAGS_INIT;

	if (!g->o.workspace || !g->o.settings || !g->o.settings->reviews || !g->o.policy) return NULL;
	if (!g->reviews) {
		g->reviews = xcalloc(1, sizeof *g->reviews);
		reviews_load(g->reviews, &run, g->o.settings, &aside);
		diags_dispose(&aside);
	}
	return g->reviews;
}

static const char *decision_on(struct gate *g, struct sv html, struct diags *ds)
{
	const struct reviews *reviews = reviews_of(g);
	struct str published = STR_INIT;
	const char *digest = NULL;

	unescape(&published, html);
	if (reviews) digest = decided_digest(reviews, sv_of(&published), ds);
	str_dispose(&published);
	return digest;
}

bool gate_texts_approved(struct gate *g, const struct artifact *a)
{
	struct diags aside = DIAGS_INIT;
	bool all = true;

	if (normal_mode_of(a->path) != NORMAL_HTML) return true;
	for (size_t i = 0, from = 0; all && i < a->nspans; from = a->spans[i++].end) {
		if (a->spans[i].origin != ORIGIN_TEXT) continue;
		if (!reviews_of(g)) break; /* read for the first text: many pages have none */
		while (i + 1 < a->nspans && a->spans[i + 1].origin == ORIGIN_TEXT) i++;
		struct sv text = sv_sub(a->bytes, from, a->spans[i].end - from);
		struct sha256 sha = sha256_of(text);
		struct sha256_hex hex = sha256_hex(&sha);
		if (!map_add(&g->approved, sv(hex.z), 1)) continue;
		all = decision_on(g, text, &aside) != NULL;
	}
	diags_dispose(&aside);
	return all;
}

void gate_reviews_dispose(struct gate *g)
{
	if (g->reviews) reviews_dispose(g->reviews);
	free(g->reviews);
	g->reviews = NULL;
	map_dispose(&g->approved);
}

const char *gate_text_advice(struct gate *g, const struct hit *h, struct diags *ds)
{
	const char *digest = h->span.n ? decision_on(g, h->span, ds) : NULL;

	if (!digest)
		return "decide the text again with `mentorpress review` and mask what names somebody; a word that "
		       "names "
		       "nobody can be added to \"certified\" in records/policy.yml";
	return diags_text(ds,
		"decide it again: mentorpress review --mask %s --text \"the text without it\", or mentorpress review "
		"--hold "
		"%s; a word that names nobody can be added to \"certified\" in records/policy.yml",
		digest, digest);
}
