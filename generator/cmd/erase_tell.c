/* Whoever erases has to know beforehand what goes and afterwards what is still out there: an erase that is believed to be complete and is
 * not would be worse than none. */
#include "cmd/erase_tell.h"
#include "cmd/entry_sheet.h"
#include "cmd/who_card.h"
#include "cmd/whom.h"

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static int tell_name(void *self, const struct application *a)
{
	struct erasing *e = self;
	struct context *ctx = e->ctx;
	const char *name = whom_shown(ctx) ? whom_name(&ctx->mem, a) : "";
	context_say(ctx, "  %s %s%s%s, submitted %s", a->form, a->entry_no, *name ? ", " : "", name,
		date_iso(a->submitted).z);
	return 0;
}

static void tell_people(struct erasing *e)
{
	struct context *ctx = e->ctx;
	context_say(ctx, "These applications are one person, and will be erased:");
	for (size_t i = 0; i < e->of.application.n; i++)
		application_get(ctx->store, ctx->run, e->of.application.at[i], tell_name, e);
	if (e->of.member.n)
		context_say(ctx, "  and %zu %s of the list of members as it is in the database", e->of.member.n,
			plural(e->of.member.n, "row", "rows"));
}

static void tell_edition(struct erasing *e, const struct erase_edition *ed)
{
	if (ed->held)
		context_say(e->ctx, "  edition %u of %s: %zu %s, %zu %s", ed->number, date_iso(ed->day).z, ed->entries,
			plural(ed->entries, "entry", "entries"), ed->files,
			plural(ed->files, "file that holds something", "files that hold something"));
}

static void tell_editions(struct erasing *e)
{
	struct context *ctx = e->ctx;
	size_t first = 0, n = erase_editions(e->site);
	for (size_t i = 0; i < e->of.id.n; i++) context_say(ctx, "  profile %s", e->of.id.at[i]);
	if (!erase_needed(e->site)) {
		context_say(ctx,
			n == 0 ? "Nothing was published yet."
			: e->of.group.n
				? "The repository need not change: they stood in a group, and nothing that a group "
				  "publishes is of one person. All files were searched for their values."
				: "The repository need not change: no edition holds anything of theirs. All files were "
				  "searched for their values.");
		return;
	}
	while (!erase_edition(e->site, first)->held) first++;
	context_say(ctx, "Published, and to be taken out:");
	for (size_t i = 0; i < n; i++) tell_edition(e, erase_edition(e->site, i));
	context_say(ctx,
		"The repository is written anew from edition %u on; those editions get other commit ids, and keep "
		"number, day and tag.",
		erase_edition(e->site, first)->number);
}

static void tell_rows(struct erasing *e, const struct erase_places *places, const char *what)
{
	if (places->at.n) context_say(e->ctx, "%s", what);
	for (size_t i = 0; i < places->at.n; i++)
		context_say(e->ctx, "  %s:%u", places->at.at[i].name, places->at.at[i].line);
}

void erase_tell_plan(struct erasing *e)
{
	struct context *ctx = e->ctx;
	tell_people(e);
	tell_editions(e);
	if (erased_search_exempted(e->search))
		diags_note(&ctx->ds, "H061", NOPLACE,
			"take the person out of content/officers.yml first, if that is meant",
			"the person stands in content/officers.yml or in mentorpress.yml: what is published of the "
			"office stays, on the committee page "
			"and in approvals");
	tell_rows(e, &e->own, "Rows of files that will be taken out:");
	tell_rows(e, &e->exports,
		e->rewrite_exports ? "Rows of exports that will be taken out:"
				   : "Rows of exports that stay, and will be skipped by every import (delete these "
				     "files, or add --exports):");
	context_say(ctx, "Also removed: " ENTRY_SHEET_CSV ", and all that is in private/reports, " WHO_CARD_FOLDER
			 " and site/preview (read a filled review sheet back first); in private/programme their "
			 "certificates and notices, and the committee's packs, statements of units, comments, lists "
			 "and copies of the register (the commands make them again).");
}

void erase_tell_public(struct erasing *e)
{
	struct context *ctx = e->ctx;
	const struct erase_stubbed *stub;
	size_t n = erase_stubs(e->site, &stub);
	if (!erase_needed(e->site)) return;
	context_say(ctx,
		"\nRepository: %zu editions written anew and verified, %zu objects searched, the old one overwritten "
		"and removed.",
		erase_editions(e->site), erase_objects(e->site));
	context_say(ctx, "  newest commit was %s\n  newest commit is  %s", e->intent.was, e->intent.now);
	for (size_t i = 0; i < n; i++)
		diags_warn(&ctx->ds, "H070", NOPLACE, "nothing; tell whoever keeps that page",
			"%s of edition %u held something that could not be cut out, and was replaced by a note that it "
			"was taken down",
			stub[i].path, stub[i].edition);
}

void erase_tell_rest(struct erasing *e)
{
	struct context *ctx = e->ctx;
	bool public = erase_needed(e->site);
	context_say(
		ctx, "\nErased from the database and from the files of records/. Kept are salted fingerprints only.\n");
	context_say(ctx, "What this program cannot reach:");
	if (public)
		context_say(ctx,
			"  - the repository where it was pushed to (main was at %.12s): run mentorpress push "
			"--replace-erased, then ask the "
			"host's support to remove what nothing leads to any more: old commits, pull requests and "
			"cached views keep it\n"
			"  - clones and forks that others have; saved pages, printed sheets and mails; copies that "
			"search engines keep\n"
			"  - the web server's folder: copy site/public there again, with deletion of what is gone",
			e->intent.was);
	context_say(ctx,
		"  - backups of private/, of records/ and of site/: delete or replace those made before today\n"
		"  - cards, sheets of texts and previews that were saved under names of your own");
	if (e->exports.at.n && !e->rewrite_exports)
		context_say(ctx, "  - the rows of exports named above, until you delete them");
	else if (e->exports.at.n)
		context_say(ctx, "  - copies of the exports elsewhere, and the form tool they come from");
	context_say(ctx, "  - what others wrote about the person on their own forms\n"
			 "  - old bytes on the disk: they were overwritten once, but solid-state disks, snapshots and "
			 "journaling file systems may keep copies\n"
			 "Then run mentorpress publish, and mentorpress verify.");
}

static void put_rows(struct json *j, const char *key, const struct erase_places *p)
{
	json_key(j, key);
	json_array(j);
	for (size_t i = 0; i < p->at.n; i++) {
		json_object(j);
		json_kv(j, "file", sv(p->at.at[i].name));
		json_kv_int(j, "line", p->at.at[i].line);
		json_end(j);
	}
	json_end(j);
}

static void put_editions(struct json *j, const struct erasing *e)
{
	json_key(j, "editions");
	json_array(j);
	for (size_t i = 0; i < erase_editions(e->site); i++) {
		const struct erase_edition *ed = erase_edition(e->site, i);
		json_object(j);
		json_kv_int(j, "edition", ed->number);
		json_kv(j, "was", sv(ed->was));
		json_kv(j, "now", sv(*ed->now ? ed->now : ed->was));
		json_kv_int(j, "entries", (int64_t)ed->entries);
		json_kv_int(j, "files", (int64_t)ed->files);
		json_end(j);
	}
	json_end(j);
}

void erase_tell_json(struct erasing *e)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("erase"));
	json_key(&j, "erased");
	json_bool(&j, e->done);
	json_kv(&j, "head_was", sv(e->done ? e->intent.was : erase_head(e->site)));
	json_kv(&j, "head_now", sv(e->done ? e->intent.now : erase_head(e->site)));
	put_editions(&j, e);
	put_rows(&j, "rows", &e->own);
	put_rows(&j, "exports", &e->exports);
	context_json_end(e->ctx, &j, &out);
}
