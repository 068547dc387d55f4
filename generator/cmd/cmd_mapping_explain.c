/* mapping explain: the fate of every column, as a table for people or as JSON. */
#include "base/fs.h"
#include "base/utf8.h"
#include "cmd/cmd_mapping.h"
#include "records/mapping_explain.h"

struct explained {
	const struct claimed_file *file;
	struct explanation e;
	struct str read_as;
	bool strange; /* not this mapping's header: it may be data, so that it is not shown */
};

static bool has_code(const struct diags *ds, size_t from, const char *code)
{
	for (size_t i = from; i < ds->n; i++)
		if (!strcmp(ds->at[i].code, code)) return true;
	return false;
}

static void say_why(const struct context *ctx, const struct claimed_file *f)
{
	context_say(
		ctx, "  mapping %s: its files: \"%.*s\" fits the name", f->mapping->name, SV_ARG(f->mapping->files));
}

static void say_table(const struct context *ctx, const struct explanation *e)
{
	size_t width = 6, names = 5, before = SIZE_MAX;
	struct str line = STR_INIT;
	for (size_t i = 0; i < e->nlines; i++) {
		size_t n = utf8_length(sv(e->line[i].header)), f = e->line[i].field ? strlen(e->line[i].field) : 0;
		if (n > width) width = n < 44 ? n : 44;
		if (f > names) names = f;
	}
	for (size_t i = 0; i < e->nlines; i++) {
		const struct explain_line *l = &e->line[i];
		str_clear(&line);
		if (l->column == before)
			str_puts(&line, "      ");
		else
			str_printf(&line, "%6zu", l->column + 1);
		str_puts(&line, "  ");
		cmd_mapping_cell(&line, l->column == before ? "" : l->header, width);
		str_puts(&line, "  ");
		cmd_mapping_cell(&line, l->field ? l->field : "-", names);
		str_printf(&line, "  %s", l->meaning);
		context_say(ctx, "%s", line.ptr);
		before = l->column;
	}
	str_dispose(&line);
}

static void say_rest(const struct context *ctx, const struct explanation *e)
{
	for (size_t i = 0; i < e->nlacks; i++)
		context_say(ctx, "  missing: \"%s\"%s for %s (line %u of the mapping)", e->lack[i].header,
			e->lack[i].occurrence > 1 ? ", once more," : "", e->lack[i].field, e->lack[i].at.line);
	for (size_t i = 0; i < e->nunoffered; i++)
		context_say(ctx, "  no column offers of the vocabulary %s for %s: %s", e->unoffered[i].vocab,
			e->unoffered[i].field, e->unoffered[i].labels);
	if (e->open)
		context_say(ctx, "  %zu column%s not mapped: mentorpress mapping fix asks what to do", e->open,
			e->open == 1 ? " is" : "s are");
}

static void explain_file(struct context *ctx, struct explained *x)
{
	struct binding b;
	struct csvin_dialect dialect;
	size_t from = ctx->ds.n;
	if (mapping_claim_bind(&b, &ctx->mem, x->file, x->file->mapping, &dialect, &ctx->ds)) return;
	csvin_describe(&x->read_as, &dialect);
	x->strange = has_code(&ctx->ds, from, "R012");
	if (!x->strange) mapping_explain(&x->e, &ctx->mem, &b);
	context_say(ctx, "%s", x->file->name);
	context_say(ctx, "  read as %s; encoding %s, delimiter %s in the mapping", x->read_as.ptr,
		x->file->mapping->encoding, x->file->mapping->delimiter ? "given" : "auto");
	say_why(ctx, x->file);
	if (x->strange) return;
	say_table(ctx, &x->e);
	say_rest(ctx, &x->e);
}

static void json_columns(struct json *j, const struct explanation *e)
{
	json_key(j, "columns");
	json_array(j);
	for (size_t i = 0; i < e->nlines; i++) {
		json_object(j);
		json_kv_int(j, "number", (int64_t)e->line[i].column + 1);
		json_kv(j, "header", sv(e->line[i].header));
		json_kv(j, "fate", sv(mapping_explain_word(e->line[i].fate)));
		if (e->line[i].field) json_kv(j, "field", sv(e->line[i].field));
		json_kv(j, "meaning", sv(e->line[i].meaning));
		json_end(j);
	}
	json_end(j);
	json_key(j, "missing");
	json_array(j);
	for (size_t i = 0; i < e->nlacks; i++) {
		json_object(j);
		json_kv(j, "header", sv(e->lack[i].header));
		json_kv(j, "field", sv(e->lack[i].field));
		json_kv_int(j, "occurrence", (int64_t)e->lack[i].occurrence);
		json_end(j);
	}
	json_end(j);
	json_key(j, "not_offered");
	json_array(j);
	for (size_t i = 0; i < e->nunoffered; i++) {
		json_object(j);
		json_kv(j, "field", sv(e->unoffered[i].field));
		json_kv(j, "vocabulary", sv(e->unoffered[i].vocab));
		json_kv(j, "labels", sv(e->unoffered[i].labels));
		json_end(j);
	}
	json_end(j);
}

static void print_json(struct context *ctx, const struct explained *x, size_t n)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_key(&j, "files");
	json_array(&j);
	for (size_t i = 0; i < n; i++) {
		json_object(&j);
		json_kv(&j, "file", sv(x[i].file->name));
		json_kv(&j, "mapping", sv(x[i].file->mapping->name));
		json_kv(&j, "read_as", sv_of(&x[i].read_as));
		json_columns(&j, &x[i].e);
		json_end(&j);
	}
	json_end(&j);
	context_json_end(ctx, &j, &out);
}

static bool is_claimed(struct context *ctx, const struct claimed_file *f)
{
	struct place at = { f->name, 0, 0 };
	if (!f->mapping)
		diags_error(&ctx->ds, "R041", at,
			diags_text(&ctx->ds, "mentorpress mapping suggest %s writes a first draft", f->name),
			"no mapping says how to read this file");
	else if (f->other)
		diags_error(&ctx->ds, "R042", at, "make the file patterns of the two differ",
			"two mappings claim this file: %s and %s", f->mapping->name, f->other->name);
	return f->mapping && !f->other;
}

static int chosen_files(
	struct context *ctx, const struct arguments *args, const struct mappings *mappings, struct claimed_files *out)
{
	const char *path, *name;
	if (args->n < 2) {
		const char *dir = context_path(ctx, ctx->settings.exports);
		if (mapping_claim_all(out, &ctx->mem, dir, ctx->settings.exports, mappings, &ctx->ds)) return -1;
		size_t n = 0;
		for (size_t i = 0; i < out->n; i++)
			if (out->at[i].newest || !out->at[i].mapping || out->at[i].other) out->at[n++] = out->at[i];
		out->n = n;
		if (n == 0) context_say(ctx, "There is no export in %s.", ctx->settings.exports);
		return 0;
	}
	if (cmd_mapping_file(ctx, args->positional[1], &path, &name)) return -1;
	*out = (struct claimed_files){ ARENA_NEW(&ctx->mem, struct claimed_file), 1 };
	mapping_claim_one(out->at, &ctx->mem, path, name, fs_base(path), mappings);
	return 0;
}

int cmd_mapping_explain(struct context *ctx, const struct arguments *args)
{
	struct mappings mappings;
	struct claimed_files files;
	if (cmd_mapping_load(ctx, &mappings) || chosen_files(ctx, args, &mappings, &files)) return context_finish(ctx);
	struct explained *x = ARENA_ARRAY(&ctx->mem, struct explained, files.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < files.n; i++) {
		if (!is_claimed(ctx, &files.at[i])) continue;
		x[n] = (struct explained){ .file = &files.at[i], .read_as = STR_INIT };
		explain_file(ctx, &x[n++]);
	}
	if (ctx->run->json) print_json(ctx, x, n);
	for (size_t i = 0; i < n; i++) str_dispose(&x[i].read_as);
	return context_finish(ctx);
}
