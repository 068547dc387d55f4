/* workspace: a workspace in a temporary folder for the tests of content/, written file by file, loaded, and asked for
 * its problems. */
#ifndef TEST_CONTENT_WORKSPACE_H
#define TEST_CONTENT_WORKSPACE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "content/corpus.h"
#include "content/frontmatter.h"

struct ws {
	char dir[64];
	struct arena mem;
	struct settings settings;
	struct run run;
	struct diags ds;
	struct corpus *corpus;
	int result;
};

static inline void ws_open(struct ws *w)
{
	memset(w, 0, sizeof *w);
	snprintf(w->dir, sizeof w->dir, "/tmp/mp-content-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->ds.show_values = true;
	w->run.as_of = date_civil(2026, 3, 14);
	w->settings = (struct settings){ .society = "The Society",
		.society_short = "TS",
		.programme = "Mentoring Program",
		.contact = "mentoring@example.org",
		.committee = "Committee",
		.language = "en",
		.mentor_application = "https://forms.example.org/mentor?a=1&b=2",
		.peer_application = "https://forms.example.org/peer",
		.mentee_application = "https://forms.example.org/mentee",
		.video_tutorial = "https://video.example.org/v",
		.code_of_ethics = "https://www.example.org/ethics" };
}

static inline void ws_put(struct ws *w, const char *path, const char *text)
{
	struct str err = STR_INIT;
	char *full = fs_join(&w->mem, w->dir, path), *slash = strrchr(full, '/');
	*slash = '\0';
	assert_int_equal(fs_mkdirs(full, 0755, &err), 0);
	*slash = '/';
	FILE *f = fopen(full, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	str_dispose(&err);
}

static inline void ws_load_drafts(struct ws *w, bool drafts)
{
	corpus_free(w->corpus);
	diags_dispose(&w->ds);
	w->ds = (struct diags)DIAGS_INIT;
	w->corpus = NULL;
	w->result = corpus_load(&w->corpus, &w->run, &w->settings, w->dir, drafts, &w->ds);
	assert_non_null(w->corpus);
	assert_int_equal(w->result, w->ds.errors ? -1 : 0);
}

static inline void ws_load(struct ws *w)
{
	ws_load_drafts(w, false);
}

static inline void ws_close(struct ws *w)
{
	struct str err = STR_INIT;
	corpus_free(w->corpus);
	diags_dispose(&w->ds);
	arena_dispose(&w->mem);
	assert_int_equal(fs_remove_tree(w->dir, &err), 0);
	str_dispose(&err);
}

static inline size_t ws_count(const struct ws *w, const char *code)
{
	size_t n = 0;
	for (size_t i = 0; i < w->ds.n; i++) n += strcmp(w->ds.at[i].code, code) == 0;
	return n;
}

static inline const struct diag *ws_find(const struct ws *w, const char *code)
{
	for (size_t i = 0; i < w->ds.n; i++)
		if (strcmp(w->ds.at[i].code, code) == 0) return &w->ds.at[i];
	return NULL;
}

/* The only problem with this code stands there. */
static inline void ws_expect(const struct ws *w, const char *code, const char *file, unsigned line, unsigned col)
{
	const struct diag *d = ws_find(w, code);
	if (!d || ws_count(w, code) != 1) {
		diags_print(&w->ds, stderr);
		fail_msg("%s: %zu problems instead of 1", code, ws_count(w, code));
		return;
	}
	assert_string_equal(d->at.file, file);
	assert_int_equal(d->at.line, line);
	assert_int_equal(d->at.col, col);
}

static inline void ws_expect_none(const struct ws *w)
{
	if (w->ds.n) diags_print(&w->ds, stderr);
	assert_int_equal(w->ds.n, 0);
}

static inline const char *ws_html(const struct ws *w, enum doc_kind kind, const char *id)
{
	const struct document *d = corpus_find(w->corpus, kind, id);
	assert_non_null(d);
	size_t end = 0;
	for (size_t i = 0; i < d->body.spans.n; i++) {
		assert_true(d->body.spans.at[i].end > end);
		end = d->body.spans.at[i].end;
	}
	assert_int_equal(end, d->body.bytes.len);
	return d->body.bytes.ptr;
}

#define assert_has(hay, needle)                                                                                        \
	do {                                                                                                           \
		const char *hay_ = (hay), *needle_ = (needle);                                                         \
		if (!strstr(hay_, needle_)) fail_msg("missing: %s\nin: %s", needle_, hay_);                            \
	} while (0)
#define assert_lacks(hay, needle)                                                                                      \
	do {                                                                                                           \
		const char *hay_ = (hay), *needle_ = (needle);                                                         \
		if (strstr(hay_, needle_)) fail_msg("unwanted: %s\nin: %s", needle_, hay_);                            \
	} while (0)

/* An SOP with sound head and the right fingerprint. `dates` are lines of front matter, `more` too; both may be "". */
static inline void ws_put_sop(struct ws *w, const char *number, const char *supersedes, const char *effective,
	const char *more, const char *body)
{
	char *head = arena_printf(&w->mem,
		"title: How partnerships work\nnumber: %s\n%s%s%seffective: %s\noriginal_issue: 2009-10-19\nchanges: "
		"Minor changes.\n"
		"review_due: 2040-01-01\n%s",
		number, *supersedes ? "supersedes: " : "", supersedes, *supersedes ? "\n" : "", effective, more);
	char *draft = arena_printf(&w->mem, "---\n%s---\n%s", head, body);
	struct frontmatter f;
	assert_int_equal(frontmatter_split(&f, &w->mem, "x.md", sv(draft), &w->ds), 0);
	struct sha256 d = frontmatter_revision(&f);
	char *path = arena_printf(&w->mem, "content/sops/%s.md", number);
	ws_put(w, "content/officers.yml",
		"- {name: Ada Example, credentials: RQAP, office: Chair, from: 2000-01-01}\n");
	ws_put(w, path,
		arena_printf(&w->mem,
			"---\n%sapproved: %s\napproved_by:\n  - {name: Ada Example, date: %s, meaning: Approved "
			"for use, method: On file}\nfingerprint: "
			"\"%.16s\"\n---\n%s",
			head, effective, effective, sha256_hex(&d).z, body));
}
#endif
