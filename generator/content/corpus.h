/* corpus: everything the committee wrote, checked, rendered and cross-linked for one as-of date.
 *
 * content/pages/NAME.md       kind page, address NAME.html ("index" is the home page's text; "mentee", "peer", "mentor" are role pages)
 * content/faqs/ID.md          kind faq, one question each, shown on faqs.html#ID
 * content/guidance/NAME.md    kind guidance, address guidance-NAME.html
 * content/tools/NAME.md       kind tool, address tool-NAME.html (plan, contact log, evaluation forms)
 * content/sops/MP-02.03.md    kind sop, address docs/MP-02.03.html (for ever) and docs/MP-02.html (the family: the version in force)
 * content/definitions/ID.md   kind definition, shown on definitions.html#ID
 * content/shared/NAME.md      texts that documents include (include.h); content/tables/NAME.csv tables likewise
 * content/officers.yml cycles.csv documents.csv lifecycle.csv flowchart.csv
 *
 * Front matter (YAML between --- lines). Every kind: title (required), draft: yes, keywords, readers: public|members|participants,
 * aliases: [old-name.html, …] (a FAQ and a definition also faqs.html#old-id), lang. Unknown keys are errors.
 *   page: lead, nav (order), role: mentee|peer|mentor, steps: [..], apply: mentee_application|…, search: mentors|peers, gain: [..]
 *   faq: audience: everyone|members (mentees and peers)|mentors, order (number), clauses: [MP-02 5.1.1, …], updated (date)
 *   guidance, tool: lead, role, order, updated, owner, review_due
 *   definition: order, also: [other forms of the term], everyday: yes (the title itself is not linked, see content/glossary.h)
 *   tool: template: form|tables (files for a spreadsheet, see content/sheet.h)
 *   every kind: glossary: no|yes (links at the first use of a defined term; default yes, of an SOP no)
 *   sop: number, version, supersedes, effective, approved (date; absent = draft), original_issue, retired, review_due, owner, audience, pages_issued,
 *        changes (text), reviewed_by / approved_by: list of {name, credentials, title, date, meaning, method}, fingerprint, references: […]
 * In text: links to "faqs.html#pause", to a content file ("../faqs/pause.md"), `MP-02.xx`, `MP-02.03`, `CP-12.xx` (by register documents.csv), clause numbers
 * "5.3.3" in an SOP (own clauses) and "MP-02 5.3.3" elsewhere, link:mentor_application for the links of mentorpress.yml.
 *
 * All renderings have origin DOCUMENT with the content file as source (OFFICER for names from officers.yml and approval blocks, SETTINGS for settings' values).
 */
#ifndef CONTENT_CORPUS_H
#define CONTENT_CORPUS_H
#include "base/digest.h"
#include "base/map.h"
#include "base/run.h"
#include "content/settings.h"
#include "input/template.h"
enum doc_kind { DOC_PAGE, DOC_FAQ, DOC_GUIDANCE, DOC_TOOL, DOC_SOP, DOC_DEFINITION };
/* The files for a spreadsheet that a tool offers: none, one with all its tables, or one for each table. */
enum doc_template { TEMPLATE_NONE, TEMPLATE_FORM, TEMPLATE_TABLES };
enum doc_status {
	STATUS_NONE,
	STATUS_DRAFT,
	STATUS_APPROVED /* not yet effective */,
	STATUS_EFFECTIVE,
	STATUS_SUPERSEDED,
	STATUS_RETIRED
};
struct toc_item {
	unsigned depth;
	struct sv number, title;
	const char *anchor;
}; /* depth 2 = h2 */
struct approval {
	struct sv name, credentials, title, meaning, method;
	date_t date;
	bool is_review;
};
/* A line of an SOP's `references`; href is relative to the site's root or whole, NULL when it leads nowhere. */
struct doc_reference {
	struct sv text;
	const char *href;
	struct place at;
};
struct clause_ref {
	const struct document *target;
	struct sv number;
	const char *href;
}; /* href relative to the site's root */
struct source;
struct document {
	enum doc_kind kind;
	const char *file; /* "content/faqs/pause.md": source of spans and places */
	const char *id;   /* NAME / ID / "MP-02.03" */
	const char *path; /* address, relative to the site's root, e.g. "docs/MP-02.03.html", "faqs.html#pause" */
	struct place at;
	struct sv title, lead;
	bool draft;
	long order;
	struct rendering body; /* HTML */
	const struct toc_item *toc;
	size_t ntoc;
	struct sha256 revision; /* of the text and front matter without approvals and fingerprint */
	char revision_short[8]; /* 7 hex */
	date_t updated;
	struct sv role, apply, search;
	const struct sv *steps;
	size_t nsteps;
	const struct sv *gain;
	size_t ngain;
	bool nav;
	struct sv audience;
	const struct clause_ref *clauses;
	size_t nclauses; /* faq */
	/* sop */
	struct sv number, family, version, supersedes, owner, changes, watermark;
	const struct document *supersedes_doc, *superseded_by;
	long pages_issued;
	date_t effective, approved, original_issue, retired, review_due;
	enum doc_status status;
	bool review_overdue;
	const struct approval *approval;
	size_t napprovals;
	const struct document *const *cited_by;
	size_t ncited_by;           /* FAQs that rest on it */
	enum doc_template template; /* tool */
	const struct document *const *used_on;
	size_t nused_on; /* definition: where its term stands in running text, page by page */
	/* Superseded: by what, which may be kept elsewhere (then superseded_by is NULL), and on which day. */
	struct sv superseded_number;
	date_t superseded_on;
	struct doc_reference *reference;
	size_t nreferences;
	const struct source *source; /* private to content/; NULL: not read from a file */
	/* where it stands and for whom */
	enum readers readers;
	const struct sv *aliases; /* checked: "old-name.html", "docs/old.html", "faqs.html#old-id" */
	const struct place *alias_at;
	size_t naliases;
	struct sv lang; /* empty: the site's */
};
struct family {
	struct sv name;
	const struct document *in_force;
	const struct document *const *version;
	size_t nversions;
}; /* newest first */
struct officer {
	struct sv name, credentials, office;
	date_t from, until;
};
struct cycle {
	struct sv id, name, status;
	date_t opens, cutoff, meeting, reply_by, plan_due, checkin_due, evaluation_due, publish_on;
	long revision; /* how often announced dates were changed */
};
struct outside_document {
	struct sv number, version, title, holder, url;
	date_t effective, retired;
	struct sv family, full; /* "CP-12"; "CP-12.05", empty if no version is registered */
	struct place at;
	bool newest;         /* of its family: what CP-12.xx means */
	const char *address; /* of the document: its url, else its row of the register */
	const struct document *const *cited_by;
	size_t ncited_by; /* our documents that name it, by kind, order, id */
};
struct stage {
	struct sv title, text, who, when;
};
/* What is known of an SOP's number: a version that was published once must not be SOP_ABSENT or SOP_DRAFT. */
enum sop_presence {
	SOP_ABSENT,
	SOP_HERE,
	SOP_DRAFT,    /* here, but not approved, or draft: yes */
	SOP_LATER,    /* here, but approved only after the as-of date */
	SOP_ELSEWHERE /* documents.csv registers this very version */
};
struct sop_left_out {
	struct sv number;
	enum sop_presence why; /* SOP_DRAFT or SOP_LATER */
};
/* Where a step of the flowchart leads: to another step, out of the chart, or (neither) nowhere. */
struct flow_exit {
	const struct flow_step *step;
	bool end;
	struct sv words; /* said beside the arrow, or what the end is; can be empty beside a step */
};
struct flow_step {
	struct sv key, title, text, who;
	struct flow_exit yes, no; /* a step that is no question has no `no` */
	struct clause_ref clause; /* href NULL if it rests on none */
};
struct corpus {
	const struct document *const *doc;
	size_t ndocs; /* published ones only, by kind, order, id; drafts left out unless asked */
	const struct family *family;
	size_t nfamilies;
	const struct officer *officer;
	size_t nofficers; /* in office on the as-of date */
	const struct cycle *cycle;
	size_t ncycles; /* by meeting date */
	const struct outside_document *outside;
	size_t noutside;
	const struct stage *stage;
	size_t nstages;
	const struct flow_step *flow;
	size_t nflow;            /* the partnership flowchart, top to bottom */
	size_t drafts;           /* left out */
	const struct map *by_id; /* corpus_key() → struct document */
	const struct sop_left_out *left_out;
	size_t nleft_out;
};
/* Loads content/ below the workspace. Problems go to ds; *out is set whenever anything could be read. -1 if there were errors. */
int corpus_load(struct corpus **out, const struct run *run, const struct settings *settings, const char *workspace,
	bool with_drafts, struct diags *ds);
/* As corpus_load, but content file `file` is taken to hold `text` instead of what the disk has. */
int corpus_load_with(struct corpus **out, const struct run *run, const struct settings *settings, const char *workspace,
	const char *file, struct sv text, struct diags *ds);
void corpus_free(struct corpus *c);
enum sop_presence corpus_sop(const struct corpus *c, struct sv number);
const struct document *corpus_find(const struct corpus *c, enum doc_kind kind, const char *id);
/* Appends the key of a document in corpus.by_id. */
void corpus_key(struct str *key, enum doc_kind kind, const char *id);
/* The address a content file has, or would have if it could be read ("content/faqs/pause.md": "faqs.html#pause"), in mem; NULL if its place or name is
 * not one of a document. */
const char *corpus_address(struct arena *mem, const char *file);
/* Gives back the HTML of a document: its body is empty from then on. For whoever writes a document for the last time. */
void corpus_spend(const struct document *doc);
const char *doc_status_word(enum doc_status s);                 /* "Effective", "Approved, not yet effective", … */
bool corpus_is_officer(const struct corpus *c, struct sv name); /* any date; compared folded */
/* The n-th officer name declared at all (for the gate), empty after the last. */
struct sv corpus_officer_name(const struct corpus *c, size_t n);
#endif
