/* pack.c writes the pack: each sheet is made once a variant, put into its own file and at the end of the file with all of them, and forgotten. */
#include "programme/pack.h"
#include <stdlib.h>
#include "programme/pack_view.h"
#include "programme/papers.h"

static const char *const templates[] = { "pack-page.html", "pack-overview.html", "pack-applicant.html",
	"pack-mentor.html", NULL };
#define ALL "sheets/all.html"

/* One variant while it is being written. */
struct writer {
	struct pack_view view;
	const struct papers *papers;
	struct papers_folder folder;
	struct arena mem; /* of one sheet */
	struct rendering body, page;
	struct str end;
	struct diags *ds;
};

static void forget(struct writer *w)
{
	rendering_clear(&w->body);
	rendering_clear(&w->page);
	arena_reset(&w->mem);
}

/* The page around what stands in body; into page. */
static int wrap(struct writer *w, const char *title, const char *root, bool all)
{
	struct tmap *m = tmap_new(&w->mem);
	view_head(&w->view, m);
	view_text(m, "title", title);
	tmap_url(m, "root", sv(root), ORIGIN_TEXT, NULL);
	tmap_bool(m, "index", !*root);
	tmap_bool(m, "all", all);
	tmap_html(m, "body", &w->body);
	return template_render(w->papers->set, "pack-page.html", m, NOPLACE, &w->page, w->ds);
}

static const char *title_of(struct writer *w, const char *what)
{
	return arena_printf(&w->mem, "%s · Round %s", what, w->view.pk->r->name);
}

static int write_overview(struct writer *w)
{
	int rc = -1;
	w->view.sheets = "sheets/";
	if (template_render(
		    w->papers->set, "pack-overview.html", pack_overview_map(&w->view), NOPLACE, &w->body, w->ds))
		goto done;
	if (wrap(w, title_of(w, "Overview"), "", false)) goto done;
	rc = papers_put(&w->folder, "index.html", sv_of(&w->page.bytes), w->ds);
done:
	forget(w);
	return rc;
}

/* The page of all sheets is written from both ends: what stands before its sheets now, what stands after them when they are all there. */
static int open_all(struct writer *w)
{
	static const char mark[] = "<!--sheets-->";
	int rc = -1;
	rendering_add(&w->body, sv(mark), ORIGIN_TEMPLATE, NULL);
	if (wrap(w, title_of(w, "All sheets"), "../", true)) goto done;
	struct sv page = sv_of(&w->page.bytes);
	size_t at = sv_find(page, sv(mark));
	str_sv(&w->end, sv_sub(page, at + sizeof mark - 1, page.n));
	rc = papers_put(&w->folder, ALL, sv_sub(page, 0, at), w->ds);
done:
	forget(w);
	return rc;
}

static int write_sheet(struct writer *w, const struct pack_member *m)
{
	bool mentor = m->m->who->kind == KIND_MENTOR;
	int rc = -1;
	w->view.sheets = "";
	struct tmap *t = mentor ? pack_sheet_mentor(&w->view, m) : pack_sheet_applicant(&w->view, m);
	const char *template = mentor ? "pack-mentor.html" : "pack-applicant.html";
	if (template_render(w->papers->set, template, t, NOPLACE, &w->body, w->ds)) goto done;
	if (wrap(w,
		    title_of(w, arena_printf(&w->mem, "%s %s",
					mentor                         ? "Mentor"
					: m->m->who->kind == KIND_PEER ? "Peer partner"
								       : "Mentee",
					m->m->who->entry_no)),
		    "../", false))
		goto done;
	if (papers_put(&w->folder, arena_printf(&w->mem, "sheets/%s.html", m->slug), sv_of(&w->page.bytes), w->ds))
		goto done;
	rc = papers_add(&w->folder, ALL, sv_of(&w->body.bytes), w->ds);
done:
	forget(w);
	return rc;
}

static int write_sheets(struct writer *w, struct pack_member *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (view_has_sheet(all[i]) && write_sheet(w, all[i])) return -1;
	return 0;
}

static int fill(struct writer *w, struct pack *pk)
{
	if (write_overview(w) || open_all(w)) return -1;
	if (write_sheets(w, pk->mentee_by, pk->nmentees) || write_sheets(w, pk->peer_by, pk->npeers) ||
		write_sheets(w, pk->mentor_by, pk->nmentors))
		return -1;
	if (papers_add(&w->folder, ALL, sv_of(&w->end), w->ds)) return -1;
	return papers_put(&w->folder, PAPERS_STYLE, sv_of(&w->papers->style), w->ds);
}

static int write_variant(struct pack *pk, const struct pack_options *o, const struct papers *papers, bool identified,
	const char *path, struct diags *ds)
{
	struct writer w = { .papers = papers,
		.mem = ARENA_INIT,
		.body = RENDERING_INIT,
		.page = RENDERING_INIT,
		.end = STR_INIT,
		.ds = ds };
	w.view = (struct pack_view){ pk, o, &w.mem, identified, "" };
	int rc = papers_folder_open(&w.folder, path, ds);
	if (!rc) rc = fill(&w, pk);
	rc = papers_folder_close(&w.folder, rc == 0, ds);
	arena_dispose(&w.mem);
	rendering_dispose(&w.body);
	rendering_dispose(&w.page);
	str_dispose(&w.end);
	return rc;
}

static int remove_old(const char *path, struct diags *ds)
{
	struct str err = STR_INIT;
	int rc = 0;
	if (fs_exists(path)) {
		rc = fs_remove_tree(path, &err);
		if (rc)
			diags_error(ds, "M061", NOPLACE, "delete the folder pack-identified by hand",
				"the identified pack of an earlier run is out of date and cannot be deleted: %s",
				err.ptr);
		else
			diags_note(ds, "M062", NOPLACE, "run it again with --identified for a new one",
				"the identified pack of an earlier run was out of date and is deleted");
	}
	str_dispose(&err);
	return rc;
}

static int write_decisions(struct pack *pk, const char *folder, struct diags *ds)
{
	struct str table = STR_INIT, err = STR_INIT;
	bool fresh = true;
	char *path = pack_decisions_place(&pk->mem, folder, &fresh);
	pack_decisions_table(&table, pk);
	int rc = fs_write_atomic(path, sv_of(&table), 0600, &err);
	if (rc)
		diags_error(ds, "M061", NOPLACE, "close the file if a spreadsheet holds it open; run it again", "%s",
			err.ptr);
	else if (!fresh)
		diags_warn(ds, "M063", NOPLACE,
			"take the answers back with `mentorpress decisions` first, or copy them into the new file",
			"decisions.csv holds answers and is left as it is; the new proposals stand in %s",
			fs_base(path));
	str_dispose(&table);
	str_dispose(&err);
	return rc;
}

int pack_write_round(const struct round *r, const struct proposals *p, const struct pack_options *o, struct diags *ds)
{
	struct papers papers;
	struct pack pk;
	pack_facts_open(&pk, r, p);
	char *plain = fs_join(&pk.mem, o->folder, "pack"), *identified = fs_join(&pk.mem, o->folder, "pack-identified");
	int rc = papers_load(&papers, o->templates, templates, ds);
	if (!rc) rc = write_variant(&pk, o, &papers, false, plain, ds);
	if (!rc) rc = o->identified ? write_variant(&pk, o, &papers, true, identified, ds) : remove_old(identified, ds);
	if (!rc) rc = write_decisions(&pk, o->folder, ds);
	papers_dispose(&papers);
	pack_facts_close(&pk);
	return rc;
}
