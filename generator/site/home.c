/* The home page: one promise, three ways to start, what happens when. */
#include "site/changes.h"
#include "site/home.h"
#include "site/pages.h"
#include "site/picture.h"
#include "site/ring.h"
#include "site/timeline.h"

#define HOME_CHANGES 3
#define HOME_DEFINITIONS 6
#define STAGES_FILE "content/lifecycle.csv"

/* How near a cycle is to the reader: what can still be applied for first. Of running cycles the latest, of planned ones
 * the first. */
static int nearness(const struct cycle *c)
{
	if (sv_is(c->status, "open")) return 4;
	if (sv_is(c->status, "matching")) return 3;
	if (sv_is(c->status, "running")) return 2;
	return sv_is(c->status, "closed") ? 0 : 1;
}

const struct cycle *home_cycle(const struct corpus *corpus)
{
	const struct cycle *best = NULL;
	for (size_t i = 0; i < corpus->ncycles; i++) {
		const struct cycle *c = &corpus->cycle[i];
		bool later_wins = nearness(c) == 2 || nearness(c) == 0;
		if (!best || nearness(c) > nearness(best) || (later_wins && nearness(c) == nearness(best))) best = c;
	}
	return best;
}

static void put_role(struct site *s, struct tmap *m, const struct document *doc)
{
	tmap_text(m, "title", doc->title, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "lead", doc->lead, ORIGIN_DOCUMENT, doc->file);
	page_url(s, m, "href", doc->path, ORIGIN_DOCUMENT, doc->file);
	struct tlist *steps = tmap_list(m, "steps");
	for (size_t i = 0; i < doc->nsteps; i++)
		tmap_text(tlist_add(steps), "text", doc->steps[i], ORIGIN_DOCUMENT, doc->file);
	const char *form = settings_link(s->in->settings, arena_strdup(&s->mem, doc->apply));
	tmap_bool(m, "has_apply", form != NULL);
	if (form) tmap_url(m, "apply", sv(form), ORIGIN_SETTINGS, NULL);
	tmap_bool(m, "as_mentee", sv_is(doc->role, "mentee"));
	tmap_bool(m, "as_peer", sv_is(doc->role, "peer"));
	tmap_bool(m, "as_mentor", sv_is(doc->role, "mentor"));
}

static void put_roles(struct site *s, struct tmap *m)
{
	static const char *const role[] = { "mentee", "peer", "mentor" };
	struct tlist *roles = tmap_list(m, "roles");
	page_link(s, m, "mentors_href", "mentors.html");
	page_link(s, m, "peers_href", "peers.html");
	for (size_t r = 0; r < 3; r++)
		for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
			const struct document *doc = s->in->corpus->doc[i];
			if (doc->kind == DOC_PAGE && sv_is(doc->role, role[r]) && doc->nsteps)
				put_role(s, tlist_add(roles), doc);
		}
	tmap_bool(m, "has_roles", tlist_length(roles) > 0);
	tmap_bool(m, "mentors_picture", picture_is_drawn(page_pool(s, "mentors")));
	tmap_bool(m, "peers_picture", picture_is_drawn(page_pool(s, "peers")));
}

static void put_stages(struct site *s, struct tmap *m)
{
	const struct corpus *corpus = s->in->corpus;
	struct tlist *stages = tmap_list(m, "stages");
	for (size_t i = 0; i < corpus->nstages; i++) {
		const struct stage *stage = &corpus->stage[i];
		struct tmap *item = tlist_add(stages);
		tmap_int(item, "number", (long)i + 1, ORIGIN_NUMBER);
		tmap_text(item, "title", stage->title, ORIGIN_DOCUMENT, STAGES_FILE);
		tmap_text(item, "text", stage->text, ORIGIN_DOCUMENT, STAGES_FILE);
		tmap_text(item, "who", stage->who, ORIGIN_DOCUMENT, STAGES_FILE);
		tmap_text(item, "when", stage->when, ORIGIN_DOCUMENT, STAGES_FILE);
	}
	tmap_bool(m, "has_stages", corpus->nstages > 0);
	ring_fill(m, corpus->nstages, &s->mem);
	const struct family *first = NULL;
	for (size_t i = 0; i < corpus->nfamilies;
		i++) /* the procedure the partnership runs by is the one the FAQs rest on */
		if (corpus->family[i].in_force &&
			corpus->family[i].in_force->ncited_by > (first ? first->in_force->ncited_by : 0))
			first = &corpus->family[i];
	tmap_bool(m, "has_sop", first != NULL);
	if (first) {
		page_url(s, m, "sop_href", first->in_force->path, ORIGIN_DOCUMENT, first->in_force->file);
		tmap_text(m, "sop", first->in_force->number, ORIGIN_DOCUMENT, first->in_force->file);
	}
	const char *how = page_content(s, "how-it-works");
	tmap_bool(m, "has_how", how != NULL);
	if (how) page_url(s, m, "how_href", how, ORIGIN_TEMPLATE, NULL);
}

static void put_cycle(struct site *s, struct tmap *m)
{
	const struct cycle *cycle = home_cycle(s->in->corpus);
	tmap_bool(m, "has_cycle", cycle != NULL);
	if (!cycle) return;
	tmap_text(m, "cycle_name", cycle->name.n ? cycle->name : cycle->id, ORIGIN_DOCUMENT, "content/cycles.csv");
	timeline_dates(m, cycle, &s->mem);
}

static void put_gain(struct tmap *m, const struct document *doc)
{
	struct tlist *gain = tmap_list(m, "gain");
	for (size_t i = 0; doc && i < doc->ngain; i++)
		tmap_text(tlist_add(gain), "text", doc->gain[i], ORIGIN_DOCUMENT, doc->file);
	tmap_bool(m, "has_gain", doc && doc->ngain > 0);
}

int home_build(struct site *s)
{
	const struct document *doc = corpus_find(s->in->corpus, DOC_PAGE, "index");
	struct tmap *m = page_begin(s, "index.html", NAV_HOME);
	page_intro(s, m, "index", s->in->settings->programme,
		"A partnership between two members, set up by the committee.");
	put_gain(m, doc);
	put_roles(s, m);
	put_stages(s, m);
	put_cycle(s, m);
	changes_fill(s, m, HOME_CHANGES);
	size_t n = pages_definitions(m, s->in->corpus, HOME_DEFINITIONS);
	tmap_bool(m, "has_definitions", n > 0);
	tmap_bool(m, "more_definitions", n > HOME_DEFINITIONS);
	return page_put(s, "home.html", m, doc ? doc->at : NOPLACE);
}
