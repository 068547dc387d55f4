/* compare_facts.c: facts are read from the head of the file, so that what the corpus does not keep (references) is
 * compared too. Number and version differ by their nature; approvals belong to one version; the stated changes are no
 * fact of the text. */
#include "content/compare_facts.h"
#include "content/build.h"
#include "content/compare_runs.h"

enum fact_kind { FACT_WORDS, FACT_DATE, FACT_LIST, FACT_NUMBER };
static const struct {
	const char *key, *label;
	enum fact_kind kind;
} fact[] = { { "title", "Title", FACT_WORDS }, { "lead", "Introduction", FACT_WORDS }, { "owner", "Owner", FACT_WORDS },
	{ "audience", "Audience", FACT_WORDS }, { "references", "References", FACT_LIST },
	{ "supersedes", "Supersedes", FACT_NUMBER }, { "original_issue", "Original issue", FACT_DATE },
	{ "approved", "Approved", FACT_DATE }, { "effective", "Effective date", FACT_DATE },
	{ "retired", "Retirement date", FACT_DATE }, { "review_due", "Review due", FACT_DATE },
	{ "pages_issued", "Pages of the signed original", FACT_NUMBER } };

static struct sv value(struct arena *mem, const struct document *doc, const char *key, enum fact_kind kind)
{
	const struct yaml *v = yaml_get(doc->source->front.map, key);
	struct str s = STR_INIT;
	if (!v) return sv("");
	if (v->kind == YAML_SCALAR) str_sv(&s, sv_trim(v->text));
	for (size_t i = 0; v->kind == YAML_LIST && i < v->nitems; i++)
		str_printf(&s, "%s%.*s", i ? ", " : "", SV_ARG(v->item[i]->text));
	date_t date = kind == FACT_DATE ? date_parse(sv_of(&s)) : DATE_NONE;
	struct sv out = date == DATE_NONE ? arena_sv(mem, sv_of(&s)) : arena_sv(mem, sv(date_long(date).z));
	str_dispose(&s);
	return out;
}

void compare_facts(struct comparison *d, struct arena *mem)
{
	enum { N = sizeof fact / sizeof *fact };
	struct compare_fact *out = ARENA_ARRAY(mem, struct compare_fact, N);
	for (size_t i = 0; i < N; i++) {
		struct compare_fact f = { .label = fact[i].label };
		f.before = value(mem, d->before, fact[i].key, fact[i].kind);
		f.now = value(mem, d->now, fact[i].key, fact[i].kind);
		if (sv_eq(f.before, f.now)) continue;
		if ((fact[i].kind == FACT_WORDS || fact[i].kind == FACT_LIST) && f.before.n && f.now.n)
			compare_plain_runs(&f.run, &f.nruns, mem, f.before, f.now);
		out[d->nfacts++] = f;
	}
	d->fact = out;
}
