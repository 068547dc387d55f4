/* mapping fix: goes through the exports, newest first, and settles each thing that no longer fits: by the options given, else by asking
 * on the terminal, else by saying what it would ask. Changes are collected in memory, proved on all exports, shown, and written
 * after a yes. */
#include <stdint.h>
#include "base/fs.h"
#include "cmd/cmd_mapping.h"
#include "cmd/mapping_ask.h"

enum { QUESTIONS_MAX = 50, HEADER_MAX = 4096 }; /* listed for one file; bytes of one header in them */
struct given {
	enum fix_act act;
	const char *option; /* as typed */
	bool used;
};
struct session {
	struct context *ctx;
	struct mappings mappings;
	struct claimed_files files;
	const char *only; /* the path of the file that was named, or NULL */
	struct given *given;
	size_t ngiven, left, written;
	bool asks, stopped /* with q */, declined /* N at the end */;
};

static void collect_options(struct session *s, const struct arguments *args)
{
	static const enum fix_act acts[] = { FIX_SAME, FIX_PRIVATE, FIX_IGNORE, FIX_WORDING, FIX_GONE, FIX_ALIAS,
		FIX_ORDER };
	enum { ACTS = sizeof acts / sizeof *acts };
	size_t most = 0;
	for (size_t i = 0; i < ACTS; i++)
		for (const char *c = args->value[MAPPING_SAME + i]; c; c = strchr(c, '\n') ? strchr(c, '\n') + 1 : NULL)
			most++;
	s->given = ARENA_ARRAY(&s->ctx->mem, struct given, most + 1);
	for (size_t i = 0; i < ACTS; i++) {
		if (!args->value[MAPPING_SAME + i]) continue;
		struct sv rest = sv(args->value[MAPPING_SAME + i]), one;
		while (sv_split(&rest, '\n', &one))
			s->given[s->ngiven++] = (struct given){ acts[i], arena_strdup(&s->ctx->mem, one), false };
	}
}

/* Does the option settle this? NEW=OLD and TEXT=WORD may hold further signs of equality. */
static bool settles(struct session *s, struct given *g, const struct fix_list *list, const struct fix_item *item,
	struct fix_decision *d)
{
	enum fix_kind kind = g->act == FIX_ALIAS   ? FIX_WORD
			     : g->act == FIX_GONE  ? FIX_LOST
			     : g->act == FIX_ORDER ? FIX_DATES
						   : FIX_NEW;
	if (item->kind != kind) return false;
	*d = (struct fix_decision){ g->act, g->option, NULL };
	if (g->act == FIX_ORDER) {
		*d = (struct fix_decision){ g->act, item->header, g->option };
		for (const char *const *o = item->orders; *o; o++)
			if (!strcmp(*o, g->option)) return true;
		return false;
	}
	if (g->act != FIX_SAME && g->act != FIX_ALIAS) return mapping_ask_same(item->header, g->option);
	for (const char *eq = strchr(g->option, '='); eq; eq = strchr(eq + 1, '=')) {
		d->header = arena_strdup(&s->ctx->mem, sv_n(g->option, (size_t)(eq - g->option)));
		d->other = arena_strdup(&s->ctx->mem, sv_trim(sv(eq + 1)));
		if (g->act == FIX_ALIAS && mapping_ask_same(item->text.p, d->header)) return true;
		for (size_t i = 0; g->act == FIX_SAME && i < list->n; i++)
			if (list->at[i].kind == FIX_LOST && mapping_ask_same(item->header, d->header) &&
				mapping_ask_same(list->at[i].header, d->other))
				return true;
	}
	return false;
}

static int apply(struct session *s, struct fix_texts *texts, const struct fix_list *list, const struct fix_decision *d,
	bool *taken)
{
	if (mapping_fix_apply(texts, list, d, &s->ctx->ds)) return -1;
	if (d->act == FIX_SAME)
		for (size_t i = 0; i < list->n; i++)
			if (list->at[i].kind == FIX_LOST && mapping_ask_same(list->at[i].header, d->other))
				taken[i] = true;
	return 0;
}

static int settle_by_options(struct session *s, struct fix_texts *texts, const struct fix_list *list, bool *taken)
{
	for (size_t i = 0; i < list->n; i++)
		for (size_t g = 0; g < s->ngiven && !taken[i]; g++) {
			struct fix_decision d;
			if (!settles(s, &s->given[g], list, &list->at[i], &d)) continue;
			s->given[g].used = taken[i] = true;
			if (apply(s, texts, list, &d, taken)) return -1;
		}
	return 0;
}

static int settle_by_asking(struct session *s, struct fix_texts *texts, const struct fix_list *list, bool *taken)
{
	for (size_t i = 0; i < list->n; i++) {
		/* First what is new: it may be what is missing. */
		size_t k = 0;
		struct fix_decision d;
		for (enum fix_kind kind = FIX_NEW; kind <= FIX_DATES; kind++)
			for (size_t o = 0; o < list->n; o++)
				if (list->at[o].kind == kind && k++ == i && !taken[o]) {
					enum mapping_answer answer = mapping_ask(s->ctx, list, &list->at[o], taken, &d);
					s->stopped = answer == ASK_STOP;
					if (s->stopped) return 0;
					if (answer == ASK_LATER) continue;
					taken[o] = true;
					if (apply(s, texts, list, &d, taken)) return -1;
				}
	}
	return 0;
}

static void list_questions(struct session *s, const struct claimed_file *f, const struct mapping *m,
	const struct fix_list *list, const bool *taken)
{
	bool begun = false;
	size_t asked = 0;
	for (enum fix_kind kind = FIX_NEW; kind <= FIX_DATES; kind++)
		for (size_t i = 0; i < list->n; i++) {
			if (taken[i] || list->at[i].kind != kind) continue;
			if (!begun) context_say(s->ctx, "%s, mapping %s:", f->name, m->name);
			begun = true;
			if (++asked > QUESTIONS_MAX) continue;
			if (list->at[i].kind == FIX_NEW && strlen(list->at[i].header) > HEADER_MAX) {
				context_say(s->ctx, "  column %zu has a header of %zu bytes: is it the right export?",
					list->at[i].column + 1, strlen(list->at[i].header));
				continue;
			}
			mapping_ask_print(s->ctx, list, &list->at[i], taken);
		}
	s->left += asked;
	if (asked > QUESTIONS_MAX)
		context_say(s->ctx, "… and %zu more; is it the right export, and the right mapping for it?",
			asked - QUESTIONS_MAX);
}

static int fix_file(struct session *s, const struct claimed_file *f, struct mapping *m, struct fix_texts *texts)
{
	struct fix_list list;
	struct context *ctx = s->ctx;
	if (mapping_fix_find(&list, &ctx->mem, f, m, &ctx->ds)) return -1;
	if (list.strange) {
		diags_error(&ctx->ds, "R012", ((struct place){ f->name, 1, 1 }),
			"is it the right export, and has it a row with headers?",
			"the first row is not the header this export should have; nothing can be repaired");
		return 0;
	}
	if (list.n == 0) return 0;
	bool *taken = ARENA_ARRAY(&ctx->mem, bool, list.n + 1);
	if (settle_by_options(s, texts, &list, taken)) return -1;
	if (s->asks && !s->ngiven) {
		context_say(ctx, "%s, mapping %s:", f->name, m->name);
		if (settle_by_asking(s, texts, &list, taken)) return -1;
		for (size_t i = 0; i < list.n; i++) s->left += !taken[i];
		if (s->stopped) return 0;
	} else {
		list_questions(s, f, m, &list, taken);
	}
	/* The next, older export is looked at with what was decided. */
	return mapping_load_text(m, &ctx->mem, m->name, sv_of(&texts->mapping), &ctx->vocabs, &ctx->ds);
}

static bool is_wanted(const struct session *s, const struct claimed_file *f, const struct mapping *m)
{
	return f->mapping == m && !f->other && (!s->only || !strcmp(s->only, f->path));
}

static int newest_first(const void *pa, const void *pb)
{
	const struct claimed_file *a = pa, *b = pb;
	if (a->date != b->date) return a->date < b->date ? 1 : -1;
	return strcmp(a->name, b->name);
}

static bool agreed(struct session *s)
{
	struct context *ctx = s->ctx;
	if (ctx->run->yes) return true;
	if (s->asks) {
		bool yes = mapping_ask_yes(ctx, "Write this?");
		s->declined |= !yes;
		if (!yes) context_say(ctx, "Nothing was written.");
		return yes;
	}
	diags_error(&ctx->ds, "R159", NOPLACE, "add --yes to write the changes shown", "nothing was written");
	return false;
}

static void write_texts(struct session *s, const struct fix_texts *texts)
{
	struct context *ctx = s->ctx;
	struct str err = STR_INIT;
	if (fs_write_atomic(context_path(ctx, texts->mapping_name), sv_of(&texts->mapping), 0644, &err) ||
		(texts->policy_changed &&
			fs_write_atomic(context_path(ctx, texts->policy_name), sv_of(&texts->policy), 0644, &err))) {
		context_fail(ctx, "R156", err.ptr, "check the folder and its permissions");
	} else {
		s->written++;
		context_say(ctx, "Written: %s%s%s. Next: mentorpress check", texts->mapping_name,
			texts->policy_changed ? " and " : "", texts->policy_changed ? texts->policy_name : "");
	}
	str_dispose(&err);
}

static void show_difference(const struct context *ctx, const char *name, struct sv before, struct sv after)
{
	struct str out = STR_INIT;
	mapping_edit_difference(&out, before, after);
	if (out.len) context_say(ctx, "\n%s:\n%.*s", name, (int)out.len - 1, out.ptr);
	str_dispose(&out);
}

static void finish_mapping(
	struct session *s, const struct mapping *before, struct fix_texts *texts, struct sv mapping, struct sv policy)
{
	if (sv_eq(mapping, sv_of(&texts->mapping))) return;
	if (mapping_fix_prove(texts, before, &s->files, &s->ctx->vocabs, &s->ctx->ds)) {
		diags_error(&s->ctx->ds, "R155", ((struct place){ before->name, 0, 0 }),
			"change the mapping in an editor", "the repaired mapping does not hold; nothing was written");
		return;
	}
	show_difference(s->ctx, before->name, mapping, sv_of(&texts->mapping));
	show_difference(s->ctx, texts->policy_name, policy, sv_of(&texts->policy));
	if (agreed(s)) write_texts(s, texts);
}

static int read_texts(struct session *s, const struct mapping *m, struct fix_texts *texts)
{
	struct context *ctx = s->ctx;
	struct str err = STR_INIT;
	int result = 0;
	if (fs_read(&texts->mapping, context_path(ctx, m->name), FS_MAX_TEXT, &err)) {
		context_fail(ctx, "R006", err.ptr, NULL);
		result = -1;
	} else if (fs_exists(context_path(ctx, ctx->settings.policy)) &&
		   fs_read(&texts->policy, context_path(ctx, ctx->settings.policy), FS_MAX_TEXT, &err)) {
		context_fail(ctx, "P003", err.ptr, NULL);
		result = -1;
	}
	str_dispose(&err);
	return result;
}

static int fix_mapping(struct session *s, const struct mapping *before)
{
	struct context *ctx = s->ctx;
	struct fix_texts texts = { .mapping_name = before->name,
		.policy_name = ctx->settings.policy,
		.mapping = STR_INIT,
		.policy = STR_INIT };
	struct mapping now = *before;
	size_t errors = ctx->ds.errors;
	int result = read_texts(s, before, &texts);
	size_t claimed = 0;
	for (size_t i = 0; i < s->files.n; i++) claimed += s->files.at[i].mapping == before;
	texts.several = claimed > 1;
	struct sv mapping = arena_sv(&ctx->mem, sv_of(&texts.mapping)),
		  policy = arena_sv(&ctx->mem, sv_of(&texts.policy));
	for (size_t i = 0; result == 0 && !s->stopped && i < s->files.n; i++)
		if (is_wanted(s, &s->files.at[i], before)) result = fix_file(s, &s->files.at[i], &now, &texts);
	/* With an error on the way nothing is written: what was asked for is not what would stand there. */
	if (result == 0 && !s->stopped && ctx->ds.errors == errors) finish_mapping(s, before, &texts, mapping, policy);
	str_dispose(&texts.mapping);
	str_dispose(&texts.policy);
	return result;
}

/* A file that lies elsewhere is looked at as if it were among the exports. */
static int add_named(struct session *s, const struct arguments *args)
{
	const char *path, *name;
	struct claimed_file one;
	if (args->n < 2) return 0;
	if (cmd_mapping_file(s->ctx, args->positional[1], &path, &name)) return -1;
	mapping_claim_one(&one, &s->ctx->mem, path, name, fs_base(path), &s->mappings);
	if (!one.mapping) {
		diags_error(&s->ctx->ds, "R041", ((struct place){ name, 0, 0 }),
			diags_text(&s->ctx->ds, "no mapping yet? mentorpress mapping suggest %s --out %s/NAME.yml",
				name, s->ctx->settings.mappings),
			"no mapping says how to read this file");
		return -1;
	}
	for (size_t i = 0; i < s->files.n; i++)
		if (!strcmp(s->files.at[i].name, name)) return s->only = s->files.at[i].path, 0;
	struct claimed_file *all = ARENA_ARRAY(&s->ctx->mem, struct claimed_file, s->files.n + 1);
	for (size_t i = 0; i < s->files.n; i++) all[i] = s->files.at[i];
	all[s->files.n] = one;
	s->files.at = all;
	s->files.n++;
	s->only = path;
	return 0;
}

/* Is this a word that some field of some mapping can be given? *near: one that it comes near to. */
static bool is_word_of_any(const struct session *s, struct sv typed, const char **near)
{
	const char *word;
	*near = NULL;
	for (size_t i = 0; i < s->mappings.n; i++)
		for (size_t k = 0; k < s->mappings.at[i].nrules; k++) {
			const struct rule *r = &s->mappings.at[i].rule[k];
			if (r->type == RULE_YES_NO) continue;
			if (r->vocab && vocab_lookup(r->vocab, typed) != SIZE_MAX) return true;
			for (size_t n = 0; (word = mapping_fix_word(r, n)); n++)
				if (sv_is(typed, word)) return true;
			if (!*near) *near = mapping_fix_near(r, typed);
		}
	return false;
}

/* The text before the sign is a person's answer and stays out of messages; the word after it is ours. */
static void alias_unused(struct session *s, const char *option)
{
	struct diags *ds = &s->ctx->ds;
	const char *sign = strrchr(option, '='), *near;
	struct sv word = sign ? sv_trim(sv(sign + 1)) : sv("");
	if (!sign)
		diags_error(ds, "R152", NOPLACE, "write --alias \"the answer=the word it means\"",
			"--alias needs a sign of equality");
	else if (!is_word_of_any(s, word, &near))
		diags_error(ds, "R154", NOPLACE,
			near ? diags_text(ds, "did you mean \"%s\"?", near)
			     : "mapping fix without options lists the words that fit",
			"no field has the code or word \"%.*s\"", SV_ARG(word));
	else
		diags_error(ds, "R152", NOPLACE,
			"write the answer exactly as the export has it; mapping fix without options asks about each",
			"no unknown answer reads as the text before \"=%.*s\"", SV_ARG(word));
}

static bool options_used(struct session *s)
{
	bool all = true;
	for (size_t i = 0; i < s->ngiven; i++) {
		if (s->given[i].used) continue;
		all = false;
		if (s->given[i].act == FIX_ALIAS) {
			alias_unused(s, s->given[i].option);
			continue;
		}
		diags_error(&s->ctx->ds, "R152", NOPLACE,
			"mapping fix without options lists what there is to decide, and how it is written",
			"nothing that needs a decision fits \"%s\"", s->given[i].option);
	}
	return all;
}

int cmd_mapping_fix(struct context *ctx, const struct arguments *args)
{
	struct session s = { .ctx = ctx,
		.asks = ctx->run->tty_in && ctx->run->tty_out && !ctx->run->json && !ctx->run->quiet };
	if (cmd_mapping_load(ctx, &s.mappings)) return context_finish(ctx);
	collect_options(&s, args);
	const char *dir = context_path(ctx, ctx->settings.exports);
	if (mapping_claim_all(&s.files, &ctx->mem, dir, ctx->settings.exports, &s.mappings, &ctx->ds) ||
		add_named(&s, args))
		return context_finish(ctx);
	if (s.files.n) qsort(s.files.at, s.files.n, sizeof *s.files.at, newest_first);
	for (size_t i = 0; i < s.mappings.n; i++)
		if (fix_mapping(&s, &s.mappings.at[i]) || s.stopped) break;
	if (s.stopped && !s.written) context_say(ctx, "Nothing was written.");
	if (options_used(&s) && s.left)
		diags_error(&ctx->ds, "R158", NOPLACE,
			s.asks ? "run mentorpress mapping fix again when it is known"
			       : "answer by the options shown, or run it on a terminal",
			"%zu question%s still to be decided", s.left, s.left == 1 ? " is" : "s are");
	else if (!s.left && !s.written && !s.declined && !s.stopped && !ctx->ds.errors)
		context_say(ctx, "Nothing to repair: the mappings fit their exports.");
	return context_finish(ctx);
}
