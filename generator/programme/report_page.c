/* report_page.c turns the tables into the page: every chart stands beside the table that says the same. Comments are a paper of their own, because they
 * may name people. */
#include <stdlib.h>
#include <string.h>
#include "programme/report_internal.h"

const char *const report_templates[] = { "report.html", "report-comments.html", NULL };

enum { LABEL_W = 190, BAR_W = 360, ROW_H = 20, GAP = 8, TEXT_DY = 14 };

static void text(struct tmap *m, const char *name, const char *z)
{
	tmap_text(m, name, sv(z), ORIGIN_TEXT, "register");
}

/* ---- charts */

static long scale_of(const struct report_table *t)
{
	long most = t->scale;
	for (size_t i = 0; !t->scale && i < t->bar.n; i++)
		for (size_t s = 0; s < REPORT_SERIES; s++)
			if (t->bar.at[i].value[s] > most) most = t->bar.at[i].value[s];
	return most ? most : 1;
}

/* As much as fits beside the bars; the table has all of it. */
static const char *short_label(struct report *r, const char *label)
{
	enum { MOST = 30 };
	size_t n = 0, at = 0;
	for (; label[at]; at++) {
		if (((unsigned char)label[at] & 0xc0) == 0x80) continue;
		if (n++ == MOST) return arena_printf(&r->mem, "%.*s…", (int)at, label);
	}
	return label;
}

static void put_bar(struct report *r, const struct report_table *t, struct tlist *bars, const struct report_bar *b,
	long scale, long *y)
{
	struct tmap *m = tlist_add(bars);
	struct tlist *series;
	text(m, "label", short_label(r, b->label));
	tmap_int(m, "label_y", *y + TEXT_DY, ORIGIN_NUMBER);
	series = tmap_list(m, "series");
	for (size_t s = 0; s < REPORT_SERIES && t->series[s]; s++) {
		struct tmap *one = tlist_add(series);
		long w = b->value[s] > 0 ? b->value[s] * BAR_W / scale : 0;
		if (w > BAR_W) w = BAR_W;
		tmap_int(one, "y", *y + 2, ORIGIN_NUMBER);
		tmap_int(one, "width", w, ORIGIN_NUMBER);
		tmap_int(one, "text_x", LABEL_W + w + 6, ORIGIN_NUMBER);
		tmap_int(one, "text_y", *y + TEXT_DY, ORIGIN_NUMBER);
		tmap_bool(one, "second", s == 1);
		text(one, "words", b->words[s]);
		*y += ROW_H;
	}
	*y += GAP;
}

static void put_chart(struct report *r, struct tmap *parent, const struct report_table *t)
{
	bool has = t->chart && t->bar.n;
	struct tlist *bars;
	long y = 4, scale = scale_of(t);
	tmap_bool(parent, "has_chart", has);
	if (!has) return;
	struct tmap *m = tmap_map(parent, "chart");
	text(m, "chart_title", t->chart);
	tmap_text(m, "chart_id", sv(t->key), ORIGIN_LABEL, "report");
	text(m, "series_a", t->series[0]);
	text(m, "series_b", t->series[1] ? t->series[1] : "");
	bars = tmap_list(m, "bars");
	for (size_t i = 0; i < t->bar.n; i++) put_bar(r, t, bars, &t->bar.at[i], scale, &y);
	tmap_int(m, "height", y, ORIGIN_NUMBER);
	tmap_int(m, "axis_x", LABEL_W, ORIGIN_NUMBER);
}

/* ---- tables */

static bool is_number(const struct report_table *t, size_t column)
{
	return t->numbers >> column & 1;
}

static void put_table(struct report *r, struct tmap *parent, const char *name, const struct report_table *t)
{
	struct tmap *m = tmap_map(parent, name);
	struct tlist *head = tmap_list(m, "head"), *rows = tmap_list(m, "rows");
	text(m, "caption", t->caption);
	tmap_bool(m, "has_rows", t->row.n > 0);
	tmap_text(m, "file", sv(t->key), ORIGIN_LABEL, "report");
	tmap_url(m, "href", sv(arena_printf(&r->mem, "%s.csv", t->key)), ORIGIN_LABEL, "report");
	for (size_t i = 0; i < t->ncolumns; i++) {
		struct tmap *h = tlist_add(head);
		text(h, "title", t->head[i]);
		tmap_bool(h, "number", is_number(t, i));
	}
	for (size_t k = 0; k < t->row.n; k++) {
		struct tmap *row = tlist_add(rows);
		struct tlist *cells;
		text(row, "name", t->row.at[k][0]);
		cells = tmap_list(row, "cells");
		for (size_t i = 1; i < t->ncolumns; i++) {
			struct tmap *cell = tlist_add(cells);
			text(cell, "value", t->row.at[k][i]);
			tmap_bool(cell, "number", is_number(t, i));
		}
	}
	put_chart(r, m, t);
}

/* Areas that nobody offers, for the recruiting hint. */
static void put_hints(struct report *r, struct tmap *m)
{
	const struct report_table *t = &r->table[REPORT_POOL];
	struct tlist *hints = tmap_list(m, "hints");
	for (size_t i = 0; i < t->row.n; i++) {
		if (!*t->row.at[i][8]) continue;
		struct tmap *one = tlist_add(hints);
		text(one, "area", t->row.at[i][0]);
		text(one, "hint", t->row.at[i][8]);
	}
}

static void put_head(struct report *r, struct tmap *m)
{
	text(m, "society", r->society);
	text(m, "scope", report_scope_words(r));
	text(m, "as_of", arena_strdup(&r->mem, sv(date_long(r->today).z)));
}

int report_page(struct rendering *out, struct report *r, const struct papers *papers, struct diags *ds)
{
	static const char *const name[REPORT_TABLES] = { "rounds", "pool", "response", "ratings", NULL, "distribution",
		"ranks", "fits", "ends", "cycles", "years" };
	struct arena mem = ARENA_INIT;
	struct tmap *m = tmap_new(&mem);
	put_head(r, m);
	text(m, "meaning", r->meaning);
	tmap_int(m, "least", SHOWN_LEAST, ORIGIN_NUMBER);
	put_hints(r, m);
	for (size_t i = 0; i < REPORT_TABLES; i++)
		if (name[i]) put_table(r, m, name[i], &r->table[i]);
	int rc = template_render(papers->set, "report.html", m, NOPLACE, out, ds);
	arena_dispose(&mem);
	return rc;
}

/* ---- comments: by question and role, in order of their own bytes, so that their place says nothing of who wrote them */

static int by_text(const void *a, const void *b)
{
	const struct evaluation *const *x = a, *const *y = b;
	int r = sv_cmp((*x)->positive, (*y)->positive);
	return r ? r : sv_cmp((*x)->improve, (*y)->improve);
}

static int by_improve(const void *a, const void *b)
{
	const struct evaluation *const *x = a, *const *y = b;
	int r = sv_cmp((*x)->improve, (*y)->improve);
	return r ? r : sv_cmp((*x)->positive, (*y)->positive);
}

static void put_comments(struct report *r, struct tlist *groups, bool improve, enum role role)
{
	const struct evaluation **all = ARENA_ARRAY(&r->mem, const struct evaluation *, r->slots.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->slots.n; i++) {
		const struct report_slot *s = &r->slots.at[i];
		if (s->in_scope && s->form && s->role == role && (improve ? s->form->improve : s->form->positive).n)
			all[n++] = s->form;
	}
	if (!n) return;
	qsort(all, n, sizeof *all, improve ? by_improve : by_text);
	struct tmap *m = tlist_add(groups);
	struct tlist *list;
	text(m, "title", improve ? "What could be better" : "What went well");
	text(m, "who", role_words(role, true));
	list = tmap_list(m, "comments");
	for (size_t i = 0; i < n; i++) {
		struct tmap *one = tlist_add(list);
		tmap_text(one, "comment", improve ? all[i]->improve : all[i]->positive, ORIGIN_TEXT, "evaluations");
		tmap_bool(one, "quote", all[i]->may_quote);
	}
}

int report_comments(struct rendering *out, struct report *r, const struct papers *papers, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct tmap *m = tmap_new(&mem);
	struct tlist *groups;
	put_head(r, m);
	groups = tmap_list(m, "groups");
	for (int improve = 0; improve < 2; improve++)
		for (int role = 0; role < ROLES; role++) put_comments(r, groups, improve, (enum role)role);
	int rc = template_render(papers->set, "report-comments.html", m, NOPLACE, out, ds);
	arena_dispose(&mem);
	return rc;
}
