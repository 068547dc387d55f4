/* notices_make.c renders first and writes afterwards: a slip in one template must not leave half of the drafts new and half of them old. */
#include "cmd/notices_make.h"
#include <unistd.h>
#include "base/fs.h"
#include "cmd/sheet.h"
#include "programme/notice_mail.h"
#include "programme/notice_register.h"
#include "programme/notice_values.h"

#define TEMPLATES "programme-templates/notices"
#define MERGE_CSV NOTICE_FOLDER "/notices.csv"

struct draft {
	const struct notice *n;
	const char *file, *subject, *body; /* in ctx->mem */
	const char *partner_name, *partner_email;
	bool changed;
};
struct make {
	struct context *ctx;
	const struct due_facts *f;
	const struct notices_filter *filter;
	struct template_set *templates;
	struct notices wanted;
	VEC(struct draft) drafts;
	struct map made;        /* "code key" of rows not sent */
	bool bad[NOTICE_COUNT]; /* its template was complained of */
	size_t gone, stopped[NOTICE_STOP_COUNT];
};

static const char *template_of(struct context *ctx, enum notice_code c)
{
	return arena_printf(&ctx->mem, "%s.txt", notice_code_word(c));
}

struct template_set *notices_templates(struct context *ctx)
{
	struct template_set *set = NULL;
	size_t errors = ctx->ds.errors;
	if (!fs_is_dir(context_path(ctx, TEMPLATES))) {
		diags_error(&ctx->ds, "M097", NOPLACE,
			"copy the folder from the installation's samples, or make a workspace with mentorpress init",
			"there is no folder " TEMPLATES);
		return NULL;
	}
	template_load_texts(&set, context_path(ctx, TEMPLATES), TEMPLATES, &ctx->ds);
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++) {
		template_expect(set, template_of(ctx, c));
		if (!template_has(set, template_of(ctx, c)))
			diags_error(&ctx->ds, "M097", NOPLACE, "copy it from the installation's samples",
				"there is no template %s/%s", TEMPLATES, template_of(ctx, c));
	}
	template_expect(set, "packet.html");
	template_check_unused(set, &ctx->ds);
	if (ctx->ds.errors == errors) return set;
	template_free(set);
	return NULL;
}

/* ---- which */

static const char *row_key(struct arena *mem, const char *code, const char *key)
{
	return arena_printf(mem, "%s %s", code, key);
}

static bool is_selected(struct make *m, const struct notice *n)
{
	const struct notices_filter *filter = m->filter;
	const char *round = notice_round(n, m->f);
	if (map_get(&m->made, sv(row_key(&m->ctx->mem, notice_code_word(n->code), n->key)), NULL)) return true;
	if (filter->any && !filter->code[n->code]) return false;
	return !filter->round || (round && strcmp(round, filter->round) == 0);
}

static void read_made(struct make *m)
{
	for (size_t i = 0; i < m->f->notices.n; i++) {
		const struct due_notice *n = &m->f->notices.at[i];
		if (n->sent == DATE_NONE) map_set(&m->made, sv(row_key(&m->ctx->mem, n->code, n->key)), i);
	}
}

/* ---- rendering */

static void render(struct make *m, struct notice_world *w, const struct notice *n)
{
	struct context *ctx = m->ctx;
	struct rendering out = RENDERING_INIT;
	struct sv subject, body;
	const char *name = template_of(ctx, n->code);
	struct tmap *values = tmap_new(w->mem);
	notice_values(values, w, n);
	struct place place = { arena_printf(&ctx->mem, TEMPLATES "/%s", name), 1, 1 };
	if (template_render(m->templates, name, values, NOPLACE, &out, &ctx->ds)) {
		m->bad[n->code] = true;
	} else if (!notice_mail_split(sv_of(&out.bytes), &subject, &body)) {
		m->bad[n->code] = true;
		diags_error(&ctx->ds, "M095", place,
			"let the first line be \"Subject: …\", then an empty line and the text",
			"a notice needs a subject, and this one has none");
	} else {
		const struct due_person *partner =
			notice_introduces(n) ? n->pair->side[n->side == SIDE_A ? SIDE_B : SIDE_A] : NULL;
		struct draft d = { .n = n,
			.file = notice_file(&ctx->mem, n),
			.subject = arena_strdup(&ctx->mem, subject),
			.body = arena_strdup(&ctx->mem, body),
			.partner_name = partner ? arena_printf(&ctx->mem, "%.*s %.*s", SV_ARG(partner->who->first_name),
							  SV_ARG(partner->who->last_name))
						: "",
			.partner_email = partner ? arena_strdup(&ctx->mem, partner->who->email) : "" };
		vec_push(&m->drafts, d);
	}
	rendering_dispose(&out);
}

static void render_all(struct make *m)
{
	struct arena mem = ARENA_INIT;
	struct notice_world w = { m->f, &m->ctx->settings, m->ctx->corpus, &mem };
	for (size_t i = 0; i < m->wanted.v.n; i++) {
		const struct notice *n = &m->wanted.v.at[i];
		if (!is_selected(m, n)) continue;
		m->stopped[n->stop]++;
		if (n->stop != NOTICE_GOES || m->bad[n->code]) continue;
		render(m, &w, n);
		arena_reset(&mem);
	}
	arena_dispose(&mem);
}

/* ---- writing */

static int write_draft(struct make *m, struct draft *d)
{
	const struct settings *s = &m->ctx->settings;
	const struct participant *p = d->n->to->who;
	struct str out = STR_INIT, name = STR_INIT;
	str_printf(&name, "%.*s%s%.*s", SV_ARG(p->first_name), p->first_name.n && p->last_name.n ? " " : "",
		SV_ARG(p->last_name));
	struct notice_mail mail = { .from_name = sv(s->programme),
		.from = sv(s->contact),
		.to_name = sv_of(&name),
		.to = p->email,
		.subject = sv(d->subject),
		.body = sv(d->body),
		.code = sv(notice_code_word(d->n->code)),
		.key = sv(d->n->key) };
	notice_mail_write(&out, &mail);
	int r = due_write_draft(
		m->ctx, arena_printf(&m->ctx->mem, NOTICE_FOLDER "/%s", d->file), sv_of(&out), &d->changed);
	str_dispose(&out);
	str_dispose(&name);
	return r;
}

static struct sv day_cell(struct arena *mem, date_t d)
{
	return arena_sv(mem, sv(date_iso(d).z));
}

static int write_merge(struct make *m)
{
	static const char *const header[] = { "File", "Notice", "Stage", "Form", "Form entry number", "Entry ID",
		"First name", "Last name", "E-mail", "Subject", "Text", "Partnership", "Role", "Reply by", "Plan due",
		"Evaluation due", "Partner", "Partner's e-mail" };
	struct arena *mem = &m->ctx->mem;
	struct str out = STR_INIT;
	sheet_header(&out, header, sizeof header / sizeof *header);
	for (size_t i = 0; i < m->drafts.n; i++) {
		const struct draft *d = &m->drafts.at[i];
		const struct participant *p = d->n->to->who;
		const struct partnership *pp = d->n->pair ? d->n->pair->p : NULL;
		const struct sv cell[] = { sv(d->file), sv(notice_code_word(d->n->code)), sv(d->n->stage), sv(p->form),
			sv(p->entry_no), sv(p->entry_id), p->first_name, p->last_name, p->email, sv(d->subject),
			sv(d->body), sv(pp ? pp->number : ""), sv(notice_role(d->n)),
			day_cell(mem, pp ? pp->reply_by : DATE_NONE), day_cell(mem, pp ? pp->plan_due : DATE_NONE),
			day_cell(mem, pp ? pp->evaluation_due : DATE_NONE), sv(d->partner_name), sv(d->partner_email) };
		sheet_row(&out, cell, sizeof cell / sizeof *cell);
	}
	int r = due_write(m->ctx, MERGE_CSV, sv_of(&out), NULL);
	str_dispose(&out);
	return r;
}

/* Drafts that nobody is to get any more, the facts having changed: their files go too, lest they are sent. */
static int drop_unwanted(struct make *m)
{
	struct map keep = MAP_INIT;
	int r = 0;
	for (size_t i = 0; i < m->drafts.n; i++) {
		const struct notice *n = m->drafts.at[i].n;
		map_set(&keep, sv(row_key(&m->ctx->mem, notice_code_word(n->code), n->key)), 1);
	}
	for (size_t i = 0; i < m->f->notices.n && r == 0; i++) {
		const struct due_notice *n = &m->f->notices.at[i];
		if (n->sent != DATE_NONE || map_get(&keep, sv(row_key(&m->ctx->mem, n->code, n->key)), NULL)) continue;
		unlink(context_path(m->ctx, arena_printf(&m->ctx->mem, NOTICE_FOLDER "/%s", n->file)));
		r = notice_drop(m->ctx->store, n->id);
		m->gone++;
	}
	map_dispose(&keep);
	return r;
}

static int keep_all(struct make *m)
{
	struct store *s = m->ctx->store;
	int r = store_begin(s);
	if (r) return -1;
	r = drop_unwanted(m);
	for (size_t i = 0; i < m->drafts.n && r == 0; i++) {
		const struct draft *d = &m->drafts.at[i];
		if (d->changed ||
			!map_get(&m->made, sv(row_key(&m->ctx->mem, notice_code_word(d->n->code), d->n->key)), NULL))
			r = notice_keep(s, d->n, m->f->day, d->file);
	}
	if (r == 0) r = store_commit(s);
	if (r) store_rollback(s);
	return r;
}

static int write_all(struct make *m)
{
	for (size_t i = 0; i < m->drafts.n; i++)
		if (write_draft(m, &m->drafts.at[i])) return -1;
	if (keep_all(m)) {
		context_fail(m->ctx, "B026", store_error(m->ctx->store), "check private/mentorpress.db");
		return -1;
	}
	return write_merge(m) || notices_register(m->ctx) ? -1 : 0;
}

/* ---- telling */

static void warn_stopped(struct make *m)
{
	if (m->stopped[NOTICE_STOP_ADDRESS])
		diags_warn(&m->ctx->ds, "M094", NOPLACE,
			"correct the address in the form tool and import again, or write by another way",
			"%zu notice%s not made: the entry has no address that a message can be sent to",
			m->stopped[NOTICE_STOP_ADDRESS], m->stopped[NOTICE_STOP_ADDRESS] == 1 ? " was" : "s were");
	for (size_t i = 0; i < m->wanted.v.n; i++) {
		const struct notice *n = &m->wanted.v.at[i];
		if (n->stop == NOTICE_STOP_PAUSED && n->pair && is_selected(m, n))
			context_say(m->ctx, "Not made: %s for %s of %s, who is paused.", notice_code_word(n->code),
				due_entry(&m->ctx->mem, n->to), n->pair->p->number);
	}
}

static void say(struct make *m)
{
	struct context *ctx = m->ctx;
	size_t changed = 0, of[NOTICE_COUNT] = { 0 };
	for (size_t i = 0; i < m->drafts.n; i++) {
		changed += m->drafts.at[i].changed;
		of[m->drafts.at[i].n->code]++;
	}
	context_say(ctx, "%zu notice%s to send, %zu of them new or changed%s.", m->drafts.n,
		m->drafts.n == 1 ? "" : "s", changed, m->gone ? "; drafts nobody needs any more were taken away" : "");
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++)
		if (of[c])
			context_say(ctx, "  %-16s %4zu%s%s%s", notice_code_word(c), of[c],
				*notice_clause(c) ? "   SOP " : "", notice_clause(c),
				c == NOTICE_CERTIFICATE ? "; attach the certificate before sending" : "");
	if (!m->drafts.n) return;
	context_say(ctx,
		"They are in " NOTICE_FOLDER ", one draft each; notices.csv there is for a mail merge.\n"
		"Nothing was sent. When you have sent them: mentorpress notices sent all --on %s",
		date_iso(m->f->day).z);
}

static void print_json(struct make *m)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "as_of", sv(date_iso(m->f->day).z));
	json_kv(&j, "folder", sv(NOTICE_FOLDER));
	json_kv_int(&j, "taken_away", (int64_t)m->gone);
	json_key(&j, "notices");
	json_array(&j);
	for (size_t i = 0; i < m->drafts.n; i++) {
		const struct draft *d = &m->drafts.at[i];
		json_object(&j);
		json_kv(&j, "notice", sv(notice_code_word(d->n->code)));
		json_kv(&j, "key", sv(d->n->key));
		json_kv(&j, "form", sv(d->n->to->who->form));
		json_kv(&j, "form_entry_no", sv(d->n->to->who->entry_no));
		json_kv(&j, "entry_id", sv(d->n->to->who->entry_id));
		json_kv(&j, "file", sv(d->file));
		json_key(&j, "changed");
		json_bool(&j, d->changed);
		json_end(&j);
	}
	json_end(&j);
	context_json_end(m->ctx, &j, &out);
}

int notices_make(struct context *ctx, const struct due_read *read, const struct notices_filter *filter)
{
	struct make m = { .ctx = ctx, .f = &read->facts, .filter = filter, .made = MAP_INIT };
	int r = -1;
	m.templates = notices_templates(ctx);
	if (!m.templates) goto done;
	notices_wanted(&m.wanted, &ctx->mem, m.f);
	read_made(&m);
	render_all(&m);
	if (ctx->ds.errors || write_all(&m)) goto done;
	warn_stopped(&m);
	if (ctx->run->json)
		print_json(&m);
	else
		say(&m);
	r = 0;
done:
	template_free(m.templates);
	vec_dispose(&m.wanted.v);
	vec_dispose(&m.drafts);
	map_dispose(&m.made);
	return r;
}
