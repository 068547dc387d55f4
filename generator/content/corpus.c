/* corpus.c: takes all of content/ through its stages (see build.h). Every stage goes over every document and tells all
 * its problems, so that one run shows a committee member the whole list. */

/* clang-format off */
/* The codes of this folder; (w) is a warning, all others are errors.
 *
 *   C001 file unreadable, not UTF-8 or over 1 MiB     C002 no front matter            C003 front matter not closed
 *   C004 file name unusable, or file ignored (w)      C005 value missing              C006 value not one of the choices
 *   C010 raw HTML dropped (w)                         C011 link address not allowed   C012 no such content file
 *   C013 link to a draft                              C014 unknown link:KEY           C015 address absolute or outside
 *   C016 picture without text                         C017 picture of another site    C018 unknown callout (w)
 *   C019 heading with one # (w)                       C020 table row too long, or too short (w)
 *   C021 no empty line before a table (w)             C022 csv table                  C025 text too slow or too large
 *   C030 clause number used twice (w)                 C031 number skipped (w)         C032 numbers out of order (w)
 *   C033 list item without number (w)                 C034 clause inside a paragraph (w)
 *   C035 address of a heading unusable or used twice
 *   C040 unknown document number (w; an error in "clauses")
 *   C041 reference to a superseded or retired version (w)
 *   C042 no such clause in the version in force       C043 no such clause in this SOP (w)
 *   C044 no version of the family in force
 *   C050 number is not the file's name                C051 version disagrees with it  C052 dates of a version disagree
 *   C053 two versions effective on one day            C054 gap or overlap of versions C055 supersedes chain broken
 *   C056 original issue differs                       C057 approved text changed      C058 fingerprint missing
 *   C059 approver not declared                        C060 approver not in office (w) C061 review overdue (w)
 *   C062 nobody approved                              C063 order of dates is not the order of numbers
 *   C064 reviewed after it was approved (w)           C065 approved before the last signature
 *   C066 the only reviewer is the approver (w)        C067 signature without meaning or method (w)
 *   C068 superseded twice, or not the last version    C069 version here and registered elsewhere (w)
 *   C070 setting missing                              C071 setting unusable
 *   C080 cell unusable                                C081 cycle_id twice             C082 dates of a cycle disagree
 *   C083 unknown status of a cycle                    C084 cell empty                 C085 officers.yml
 *   C115 version registered twice, or without a date it needs
 *   C100 no page at an address                        C101 no such place on a page    C102 id used twice on a page
 *   C103 address begins with /                        C104 something loaded from another site
 *   C110 answer older than a change of its clause (w)
 *   C120 no such shared text or table                 C121 shared text unusable       C122 inclusion not by itself
 *   C123 shared text not included (w)                 C124 no such column             C125 empty section (w)
 *   C126 heading skips a level (w)                    C127 heading twice (w)          C128 link without meaning (w)
 *   C129 bare address (w)                             C130 picture's words empty (w)  C131 picture missing; large (w)
 *   C132 page, definition or picture unused (w)       C133 no answer (w)              C134 updated in the future (w)
 *   C135 table without heads, long cell (w)           C136 numbers of lists (w)       C137 trace of pasting (w)
 *   C138 Markdown that failed (w)                     C139 indented text as code (w)
 *   C145 no address, so no sitemap (w)                C146 address of the site unusable
 *   C147 alias unusable
 *   C150 a term has two definitions                   C151 form of a term unusable
 *   C152 no page uses a defined term (w)              C153 template without a table to fill in
 *   C154 row of the flowchart unusable                C155 it leads to an unknown step
 *   C156 step that nothing leads to                   C157 step from which no end is reached
 *   C158 step twice */
/* clang-format on */
#include "content/corpus.h"
#include "base/fs.h"
#include "content/build.h"
#include "content/citations.h"
#include "content/controlled.h"
#include "content/document.h"
#include "content/flowchart.h"
#include "content/glossary.h"
#include "content/include.h"
#include "content/markdown.h"
#include "content/orphans.h"
#include "content/paste.h"
#include "content/questions.h"
#include "content/references.h"
#include "content/registers.h"
#include "content/stale.h"

#define MAX_FILE ((size_t)1 << 20)

/* ---- look-ups shared by the folder */

struct source *build_by_number(const struct build *b, struct sv number)
{
	return map_ptr(&b->by_number, number);
}

const struct family *build_family(const struct build *b, struct sv name)
{
	return map_ptr(&b->families, name);
}

const struct outside_document *build_outside(const struct build *b, struct sv family)
{
	return map_ptr(&b->outside, family);
}

bool build_split_number(struct sv number, struct sv *family, struct sv *version)
{
	size_t i = 0;
	while (i < number.n && number.p[i] >= 'A' && number.p[i] <= 'Z') i++;
	if (i < 2 || i > 4 || number.n != i + 6 || number.p[i] != '-' || number.p[i + 3] != '.') return false;
	for (size_t k = 1; k < 6; k++)
		if (k != 3 && (number.p[i + k] < '0' || number.p[i + k] > '9')) return false;
	*family = sv_sub(number, 0, i + 3);
	*version = sv_sub(number, i + 4, 2);
	return true;
}

/* ---- reading */

static bool read_text(struct build *b, struct source *s, const char *workspace)
{
	struct str err = STR_INIT;
	const char *file = s->doc->file;
	struct place top = { file, 0, 0 };
	bool good = false;
	if (b->instead_file && strcmp(b->instead_file, file) == 0) {
		str_sv(&s->raw, b->instead_text);
	} else if (fs_read(&s->raw, fs_join(&b->mem, workspace, file), MAX_FILE, &err) != 0) {
		diags_error(b->ds, "C001", top, "a content file holds at most 1 MiB of text", "%s", err.ptr);
		goto done;
	}
	s->text = sv_of(&s->raw);
	if (!paste_check_encoding(file, s->text, b->ds)) goto done;
	good = frontmatter_split(&s->front, &b->mem, file, s->text, b->ds) == 0;
done:
	str_dispose(&err);
	return good;
}

static bool is_register(const char *file)
{
	static const char *const known[] = { "content/officers.yml", "content/cycles.csv", "content/documents.csv",
		"content/lifecycle.csv", "content/flowchart.csv" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(file, known[i]) == 0) return true;
	return false;
}

/* Shared texts count as used in a draft too, but what is wrong in a draft is nobody's business yet. */
static void complete(struct build *b, struct source *s, const char *workspace)
{
	struct diags found = DIAGS_INIT, unheard = DIAGS_INIT;
	include_expand(b, s, workspace, s->left_out ? &unheard : &found);
	include_tell(b, s, &found);
	diags_dispose(&found);
	diags_dispose(&unheard);
}

static void read_file(struct build *b, const char *workspace, const char *relative)
{
	const char *file = arena_printf(&b->mem, "content/%s", relative);
	if (is_register(file) || include_takes(b, relative)) return;
	struct document *doc = ARENA_NEW(&b->mem, struct document);
	struct source *s = ARENA_NEW(&b->mem, struct source);
	if (!document_place(doc, &b->mem, file, b->ds)) return;
	doc->body = (struct rendering)RENDERING_INIT;
	s->build = b;
	s->doc = doc;
	doc->source = s;
	s->clauses = (struct map)MAP_INIT;
	str_init(&s->raw, 0);
	s->md_mem = (struct arena)ARENA_INIT;
	s->text = sv("");
	if (!read_text(b, s, workspace)) {
		str_dispose(&s->raw);
		return;
	}
	s->left_out = document_is_draft(s) && !b->with_drafts;
	complete(b, s, workspace);
	if (!s->left_out) document_read(b, s);
	vec_push(&b->sources, s);
	map_set_ptr(&b->by_file, sv(file), s);
	map_set_ptr(&b->by_path, sv(doc->path), s);
	if (doc->kind == DOC_SOP) map_set_ptr(&b->by_number, sv(doc->id), s);
}

static void read_all(struct build *b, const char *workspace)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	size_t links = 0;
	const char *folder = fs_join(&b->mem, workspace, "content");
	if (!fs_exists(folder))
		diags_error(b->ds, "C001", NOPLACE, "restore it; without it every page would leave the site",
			"the workspace has no folder content");
	else if (fs_walk(&files, &b->mem, folder, &links, &err) != 0)
		diags_error(b->ds, "C001", NOPLACE, "check the folder content of the workspace", "%s", err.ptr);
	for (size_t i = 0; i < files.n; i++) include_takes(b, files.at[i]);
	for (size_t i = 0; i < files.n; i++) read_file(b, workspace, files.at[i]);
	if (links)
		diags_warn(b->ds, "C004", NOPLACE, "put the files themselves into content",
			"%zu symbolic links in content are ignored", links);
	str_dispose(&err);
}

/* ---- who cites whom */

static void link_clauses(struct build *b, struct source *s)
{
	struct clause_ref *ref = ARENA_ARRAY(&b->mem, struct clause_ref, s->clause_texts.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s->clause_texts.n; i++)
		if (references_clause(&ref[n], b, s->clause_texts.at[i], s->clause_texts.place[i])) n++;
	s->doc->clauses = ref;
	s->doc->nclauses = n;
}

/* The document that the i-th clause of a question belongs to; NULL if an earlier one does too. */
static struct document *cited(const struct build *b, const struct document *faq, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (faq->clauses[k].target == faq->clauses[i].target) return NULL;
	return build_by_number(b, faq->clauses[i].target->number)->doc;
}

/* Twice over the questions, in the order of the public list: to count, and to write down. */
static void list_answers(struct build *b)
{
	for (int write = 0; write < 2; write++)
		for (size_t i = 0; i < b->pub.ndocs; i++) {
			const struct document *faq = b->pub.doc[i];
			for (size_t k = 0; k < faq->nclauses; k++) {
				struct document *sop = cited(b, faq, k);
				if (!sop) continue;
				if (write && !sop->cited_by) {
					sop->cited_by = ARENA_ARRAY(&b->mem, const struct document *, sop->ncited_by);
					sop->ncited_by = 0;
				}
				if (write) ((const struct document **)sop->cited_by)[sop->ncited_by] = faq;
				sop->ncited_by++;
			}
		}
}

/* ---- the public lists */

int build_by_place(const void *a, const void *b)
{
	const struct document *x = *(const struct document *const *)a, *y = *(const struct document *const *)b;
	if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
	if (x->order != y->order) return x->order < y->order ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* One kind has an id once: it is the file's name. */
void corpus_key(struct str *key, enum doc_kind kind, const char *id)
{
	str_putc(key, (char)('0' + (int)kind));
	str_puts(key, id);
}

static void list_documents(struct build *b)
{
	const struct document **doc = ARENA_ARRAY(&b->mem, const struct document *, b->sources.n + 1);
	struct sop_left_out *left_out = ARENA_ARRAY(&b->mem, struct sop_left_out, b->sources.n + 1);
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = b->sources.at[i];
		b->pub.drafts += s->left_out;
		if (!s->left_out)
			doc[b->pub.ndocs++] = s->doc;
		else if (s->doc->kind == DOC_SOP)
			left_out[b->pub.nleft_out++] =
				(struct sop_left_out){ sv(s->doc->id), s->later ? SOP_LATER : SOP_DRAFT };
	}
	b->pub.left_out = left_out;
	qsort(doc, b->pub.ndocs, sizeof *doc, build_by_place);
	b->pub.doc = doc;
	b->pub.by_id = &b->published;
	struct str key = STR_INIT;
	for (size_t i = 0; i < b->pub.ndocs; i++) {
		str_clear(&key);
		corpus_key(&key, doc[i]->kind, doc[i]->id);
		map_set_ptr(&b->published, sv_of(&key), (void *)doc[i]);
	}
	str_dispose(&key);
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = b->sources.at[i];
		if (s->doc->draft && s->doc->kind != DOC_SOP) s->doc->watermark = sv("DRAFT");
	}
	list_answers(b);
}

static void read_again(struct build *b, const char *workspace, struct source *s)
{
	struct str err = STR_INIT;
	if (fs_read(&s->raw, fs_join(&b->mem, workspace, s->doc->file), MAX_FILE, &err) == 0) s->text = sv_of(&s->raw);
	str_dispose(&err);
}

/* Only files that have a problem are handed over for their source lines. */
static void register_sources(struct build *b, const char *workspace, size_t from)
{
	struct map done = MAP_INIT;
	for (size_t i = from; i < b->ds->n; i++) {
		const char *file = b->ds->at[i].at.file;
		if (!file || !map_add(&done, sv(file), 1)) continue;
		struct source *s = map_ptr(&b->by_file, sv(file));
		if (s && !s->text.n) read_again(b, workspace, s);
		struct sv text = s ? s->text : include_text(b, file);
		if (text.n) diags_source(b->ds, file, text, false);
	}
	map_dispose(&done);
}

static int load(struct build *b, struct corpus **out, const char *workspace)
{
	struct diags *ds = b->ds;
	size_t errors = ds->errors, first = ds->n;
	b->workspace = workspace;
	registers_load(b, workspace);
	read_all(b, workspace);
	controlled_settle(b);
	for (size_t i = 0; i < b->sources.n; i++)
		if (!b->sources.at[i]->left_out) controlled_check(b, b->sources.at[i]);
	questions_collect(b);
	orphans_look(b);
	citations_collect(b);
	build_render_all(b);
	for (size_t i = 0; i < b->sources.n; i++)
		if (!b->sources.at[i]->left_out) link_clauses(b, b->sources.at[i]);
	stale_check(b);
	flowchart_load(b, workspace);
	list_documents(b);
	orphans_check(b);
	register_sources(b, workspace, first);
	*out = &b->pub;
	return ds->errors > errors ? -1 : 0;
}

static struct build *begin(const struct run *run, const struct settings *settings, struct diags *ds)
{
	struct build *b = xcalloc(1, sizeof *b);
	b->run = run;
	b->settings = settings;
	b->ds = ds;
	return b;
}

int corpus_load(struct corpus **out, const struct run *run, const struct settings *settings, const char *workspace,
	bool with_drafts, struct diags *ds)
{
	struct build *b = begin(run, settings, ds);
	b->with_drafts = with_drafts;
	return load(b, out, workspace);
}

int corpus_load_with(struct corpus **out, const struct run *run, const struct settings *settings, const char *workspace,
	const char *file, struct sv text, struct diags *ds)
{
	struct build *b = begin(run, settings, ds);
	b->instead_file = file;
	b->instead_text = text;
	return load(b, out, workspace);
}

void corpus_free(struct corpus *c)
{
	struct build *b = (struct build *)c; /* pub is its first member */
	if (!b) return;
	for (size_t i = 0; i < b->sources.n; i++) {
		rendering_dispose(&b->sources.at[i]->doc->body);
		map_dispose(&b->sources.at[i]->clauses);
		vec_dispose(&b->sources.at[i]->lines.run);
		str_dispose(&b->sources.at[i]->raw);
		build_drop_tree(b->sources.at[i]);
	}
	questions_free(b->questions);
	glossary_free(b->glossary);
	vec_dispose(&b->sources);
	map_dispose(&b->by_file);
	map_dispose(&b->by_number);
	map_dispose(&b->by_path);
	map_dispose(&b->shared);
	map_dispose(&b->told);
	map_dispose(&b->published);
	map_dispose(&b->families);
	map_dispose(&b->outside);
	map_dispose(&b->outside_versions);
	arena_dispose(&b->mem);
	free(b);
}

const struct document *corpus_find(const struct corpus *c, enum doc_kind kind, const char *id)
{
	struct str key = STR_INIT;
	if (!c->by_id) return NULL;
	corpus_key(&key, kind, id);
	const struct document *found = map_ptr(c->by_id, sv_of(&key));
	str_dispose(&key);
	return found;
}

const char *corpus_address(struct arena *mem, const char *file)
{
	struct diags unheard = DIAGS_INIT;
	struct document doc = { .path = NULL };
	bool known = document_place(&doc, mem, arena_strdup(mem, sv(file)), &unheard);
	diags_dispose(&unheard);
	return known ? doc.path : NULL;
}

enum sop_presence corpus_sop(const struct corpus *c, struct sv number)
{
	for (size_t i = 0; i < c->ndocs; i++)
		if (c->doc[i]->kind == DOC_SOP && sv_eq(c->doc[i]->number, number)) return SOP_HERE;
	for (size_t i = 0; i < c->nleft_out; i++)
		if (sv_eq(c->left_out[i].number, number)) return c->left_out[i].why;
	for (size_t i = 0; i < c->noutside; i++)
		if (sv_eq(c->outside[i].full, number)) return SOP_ELSEWHERE;
	return SOP_ABSENT;
}

void corpus_spend(const struct document *doc)
{
	if (doc->source) rendering_dispose(&doc->source->doc->body);
}

const char *doc_status_word(enum doc_status s)
{
	static const char *const word[] = { [STATUS_NONE] = "",
		[STATUS_DRAFT] = "Draft",
		[STATUS_APPROVED] = "Approved, not yet effective",
		[STATUS_EFFECTIVE] = "Effective",
		[STATUS_SUPERSEDED] = "Superseded",
		[STATUS_RETIRED] = "Retired" };
	return word[s];
}

bool corpus_is_officer(const struct corpus *c, struct sv name)
{
	return name.n && controlled_officer((const struct build *)c, name) != NULL;
}

struct sv corpus_officer_name(const struct corpus *c, size_t n)
{
	const struct build *b = (const struct build *)c;
	return n < b->nall_officers ? b->all_officers[n].name : sv("");
}
