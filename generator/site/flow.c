/* The list says everything; the picture beside it is for those who see the whole at once. */
#include "site/flow.h"

#define FLOW_FILE "content/flowchart.csv"

static void put_exit(struct tmap *m, const char *name, const struct flow_exit *e)
{
	if (!e->step && !e->end) {
		tmap_bool(m, name, false);
		return;
	}
	struct tmap *out = tmap_map(m, name);
	tmap_bool(out, "leads", e->step != NULL);
	tmap_text(out, "key", e->step ? e->step->key : SV_LIT(""), ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(out, "title", e->step ? e->step->title : SV_LIT(""), ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(out, "words", e->words, ORIGIN_DOCUMENT, FLOW_FILE);
}

static void put_step(struct site *s, struct tmap *m, const struct flow_step *step)
{
	const struct clause_ref *clause = &step->clause;
	tmap_text(m, "key", step->key, ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(m, "title", step->title, ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(m, "text", step->text, ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(m, "who", step->who, ORIGIN_DOCUMENT, FLOW_FILE);
	bool question = step->no.step || step->no.end;
	tmap_bool(m, "question", question);
	put_exit(m, "yes", &step->yes);
	put_exit(m, "no", &step->no);
	tmap_bool(m, "has_clause", clause->href != NULL);
	if (!clause->href) return;
	page_url(s, m, "clause_href", clause->href, ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(m, "clause_family", clause->target ? clause->target->family : SV_LIT(""), ORIGIN_DOCUMENT, FLOW_FILE);
	tmap_text(m, "clause", clause->number, ORIGIN_DOCUMENT, FLOW_FILE);
}

int flow_build(struct site *s)
{
	const struct corpus *corpus = s->in->corpus;
	if (!corpus->nflow) return 0;
	struct tmap *m = page_begin(s, "flowchart.html", NAV_HOW);
	page_intro(s, m, "flowchart", "Partnership flowchart",
		"Every step from the application to the certificate, who takes it, and where it leads.");
	struct tlist *steps = tmap_list(m, "steps");
	for (size_t i = 0; i < corpus->nflow; i++) put_step(s, tlist_add(steps), &corpus->flow[i]);
	flow_picture(m, corpus, &s->mem);
	return page_put(s, "flowchart.html", m, NOPLACE);
}
