/* template_support: what both tests of templates need: a template from a string, and what became of it. */
#ifndef TEMPLATE_SUPPORT_H
#define TEMPLATE_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "input/template.h"

struct world {
	struct arena mem;
	struct diags ds;
	struct rendering out, html;
	struct tmap *m;
	struct template_set *set;
};

static int make_world(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	*w = (struct world){ .mem = ARENA_INIT, .ds = DIAGS_INIT, .out = RENDERING_INIT, .html = RENDERING_INIT };
	w->m = tmap_new(&w->mem);
	*state = w;
	return 0;
}

static int end_world(void **state)
{
	struct world *w = *state;
	template_free(w->set);
	rendering_dispose(&w->out);
	rendering_dispose(&w->html);
	diags_dispose(&w->ds);
	arena_dispose(&w->mem);
	free(w);
	return 0;
}

static inline void forget(struct world *w)
{
	template_free(w->set);
	w->set = NULL;
	rendering_clear(&w->out);
	diags_dispose(&w->ds);
	w->ds = (struct diags)DIAGS_INIT;
}

static inline void load(struct world *w, const char *text)
{
	const char *const pair[] = { "page.html", text };
	forget(w);
	if (template_from(&w->set, pair, 1, &w->ds))
		fail_msg("%s\n%u:%u %s", text, w->ds.at[0].at.line, w->ds.at[0].at.col, w->ds.at[0].text);
}

static inline void gives(struct world *w, const char *text, const char *want)
{
	load(w, text);
	if (template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds))
		fail_msg("%s\n%s", text, w->ds.at[0].text);
	assert_string_equal(w->out.bytes.ptr, want);
	struct artifact a = { "x", ARTIFACT_FILE, sv_of(&w->out.bytes), w->out.spans.at, w->out.spans.n };
	assert_true(artifact_covered(&a));
}

static inline void error_is(
	struct world *w, const char *text, const char *code, unsigned line, unsigned col, const char *words)
{
	const struct diag *d = &w->ds.at[0];
	if (strcmp(d->code, code) || d->at.line != line || d->at.col != col || !strstr(d->text, words))
		fail_msg("%s\ngave %s %u:%u %s", text, d->code, d->at.line, d->at.col, d->text);
}

static inline void refused(
	struct world *w, const char *text, const char *code, unsigned line, unsigned col, const char *words)
{
	const char *const pair[] = { "page.html", text };
	forget(w);
	if (template_from(&w->set, pair, 1, &w->ds) == 0) fail_msg("%s\nwas accepted", text);
	error_is(w, text, code, line, col, words);
	assert_int_equal(template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds), -1);
}

static inline void fails(
	struct world *w, const char *text, const char *code, unsigned line, unsigned col, const char *words)
{
	load(w, text);
	if (template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds) == 0)
		fail_msg("%s\ngave %s", text, w->out.bytes.ptr);
	error_is(w, text, code, line, col, words);
	assert_int_equal(w->out.bytes.len, 0);
	assert_int_equal(w->out.spans.n, 0);
}

static void text(struct world *w, const char *name, const char *value)
{
	tmap_text(w->m, name, sv(value), ORIGIN_TEXT, NULL);
}

#define T(f) cmocka_unit_test_setup_teardown(f, make_world, end_world)
#endif
