/* match_tell.c sums a round up so that somebody at a deadline sees at once whether it can be right: how many are in, how many are not and why, how
 * many got what they asked for, and what the other goal would have given. */
#include "cmd/match_tell.h"
#include "base/vec.h"
#include "cmd/whom.h"
#include <string.h>

struct group {
	const char *name, *plural;
	const struct round_member *at;
	size_t n;
};

static const char *reason_group(const struct round_member *m)
{
	switch (m->reason) {
	case OUT_RECORD: return m->who->matchable == REASON_PAUSED ? "paused" : reason_words(m->who->matchable);
	case OUT_AFTER_CUTOFF: return "applied after the cutoff";
	case OUT_RUNNING: return "with a partnership already";
	case OUT_NO_PLACE: return "without a free place";
	case OUT_INCOMPLETE: return "incomplete";
	case OUT_NO_CONSENT_ETHICS: return "did not agree to the code of ethics";
	case OUT_DECIDED: return "decided already";
	default: return "";
	}
}

struct counted {
	const char *why;
	size_t n;
};

static size_t count_in(const struct group *g)
{
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++) n += g->at[i].reason == IN_ROUND;
	return n;
}

/* Reasons and their numbers, in the order of the first of each. */
static size_t count_reasons(const struct group *g, struct counted *out, size_t most)
{
	size_t n = 0, k;
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].reason == IN_ROUND) continue;
		const char *why = reason_group(&g->at[i]);
		for (k = 0; k < n && strcmp(out[k].why, why) != 0; k++)
			;
		if (k == n && n < most) out[n++] = (struct counted){ why, 0 };
		if (k < n) out[k].n++;
	}
	return n;
}

static void tell_group(const struct context *ctx, const struct group *g)
{
	struct counted why[REASON_COUNT + OUT_DECIDED + 1];
	struct str line = STR_INIT;
	size_t in = count_in(g), n = count_reasons(g, why, sizeof why / sizeof *why);
	for (size_t i = 0; i < n; i++) str_printf(&line, "%s%zu %s", i ? ", " : ": ", why[i].n, why[i].why);
	context_say(ctx, "  %-8s %zu in the round, %zu not%s", g->plural, in, g->n - in, line.len ? line.ptr : "");
	str_dispose(&line);
}

struct sums {
	size_t matched, first, other, suggested, nobody, unproved, recused, tiered;
};

static struct sums sum(const struct proposal *at, size_t n)
{
	struct sums s = { 0 };
	for (size_t i = 0; i < n; i++) {
		s.matched += at[i].other != NULL;
		s.nobody += !at[i].other;
		s.first += at[i].other && at[i].how == 1;
		s.other += at[i].other && at[i].how > 1;
		s.suggested += at[i].other && !at[i].how;
		s.unproved += at[i].seeker->claim_unproved;
		s.recused += at[i].seeker->recused;
		s.tiered += at[i].seeker->tier > 0;
	}
	return s;
}

static const char *mean(struct context *ctx, uint64_t fit, uint64_t n)
{
	return n ? arena_printf(&ctx->mem, ", mean fit %llu", (unsigned long long)(fit / n)) : "";
}

static void tell_mentees(struct context *ctx, const struct match_told *t)
{
	const struct proposals *p = t->p;
	struct sums s = sum(p->mentees.at, p->mentees.n);
	context_say(ctx,
		"Mentees: %zu of %zu matched%s: %zu with the 1st choice, %zu with another choice, %zu "
		"suggested; %zu with nobody.",
		s.matched, p->mentees.n, mean(ctx, p->fit, p->matched), s.first, s.other, s.suggested, s.nobody);
	context_say(ctx, "  With goal %s it would be %llu%s.", t->r->rules.most ? "best" : "most",
		(unsigned long long)p->matched_other_goal, mean(ctx, p->fit_other_goal, p->matched_other_goal));
	if (s.tiered) context_say(ctx, "  %zu were unmatched in earlier rounds and come first (5.1.6).", s.tiered);
	if (s.unproved)
		context_say(ctx,
			"  %zu say they applied before without a match, but our outcomes do not show it: no "
			"priority.",
			s.unproved);
	if (s.recused)
		context_say(ctx, "  %zu hold an office: they must not decide on their own application.", s.recused);
}

static void tell_peers(struct context *ctx, const struct match_told *t)
{
	struct sums s = sum(t->p->peers.at, t->p->peers.n);
	uint64_t fit = 0;
	for (size_t i = 0; i < t->p->peers.n; i++) fit += (uint64_t)t->p->peers.at[i].fit;
	context_say(ctx, "Peers: %zu pairs%s; %zu with nobody; %zu blocking pair%s.", s.matched / 2,
		mean(ctx, fit, s.matched), s.nobody, t->p->blocking.n, t->p->blocking.n == 1 ? "" : "s");
}

static void tell_lines(const struct context *ctx, struct sv text, size_t most)
{
	struct sv rest = text, line;
	size_t n = 0;
	while (text.n && sv_split(&rest, '\n', &line))
		if (line.n && n++ < most) context_say(ctx, "  %.*s", SV_ARG(line));
	if (n > most) context_say(ctx, "  and %zu more", n - most);
}

static size_t line_count(struct sv text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) n += text.p[i] == '\n';
	return n;
}

static void tell_changes(const struct context *ctx, const struct match_told *t)
{
	size_t n = line_count(t->changes);
	if (!n) return;
	context_say(ctx, "Since the last run %zu thing%s changed%s", n, n == 1 ? "" : "s",
		whom_shown(ctx) ? ":"
		: t->folder     ? "; changes.txt in the folder says what and why."
				: ".");
	if (whom_shown(ctx)) tell_lines(ctx, t->changes, 20);
}

/* Nothing was written, so the sentences would be nowhere else. */
static void tell_sentences(const struct context *ctx, const struct proposals *p)
{
	if (!whom_shown(ctx)) return;
	for (size_t i = 0; i < p->mentees.n; i++) context_say(ctx, "%s", p->mentees.at[i].sentence);
	for (size_t i = 0; i < p->peers.n; i++) context_say(ctx, "%s", p->peers.at[i].sentence);
}

void match_tell(struct context *ctx, const struct match_told *t)
{
	const struct round *r = t->r;
	struct str rules = STR_INIT;
	const struct group group[] = { { "mentee", "mentees", r->mentees.at, r->mentees.n },
		{ "mentor", "mentors", r->mentors.at, r->mentors.n }, { "peer", "peers", r->peers.at, r->peers.n } };
	round_rules_words(&rules, r);
	context_say(ctx, "Round %s, meeting on %s; rules %.8s, inputs %.8s", r->name, date_long(r->cycle->meeting).z,
		r->rules.digest.z, r->inputs);
	context_say(ctx, "  %s", rules.ptr);
	for (size_t i = 0; i < 3; i++) tell_group(ctx, &group[i]);
	tell_mentees(ctx, t);
	tell_peers(ctx, t);
	tell_changes(ctx, t);
	if (t->folder)
		context_say(ctx,
			"The committee's papers are in %s%s. Next: after the meeting, mentorpress decisions "
			"with the filled decisions.csv.",
			t->folder, t->pdf ? "; pack.pdf is all of them in one file" : "");
	else {
		tell_sentences(ctx, t->p);
		context_say(ctx, "Nothing was written (--dry-run).");
	}
	str_dispose(&rules);
}

/* ---- JSON */

static void json_group(struct json *j, const struct group *g)
{
	struct counted why[REASON_COUNT + OUT_DECIDED + 1];
	size_t n = count_reasons(g, why, sizeof why / sizeof *why);
	json_key(j, g->plural);
	json_object(j);
	json_kv_int(j, "in", (int64_t)count_in(g));
	json_key(j, "out");
	json_object(j);
	for (size_t i = 0; i < n; i++) json_kv_int(j, why[i].why, (int64_t)why[i].n);
	json_end(j);
	json_end(j);
}

static void json_proposals(struct json *j, const char *name, const struct proposal *at, size_t n)
{
	json_key(j, name);
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_kv(j, "form", sv(at[i].seeker->who->form));
		json_kv(j, "entry_no", sv(at[i].seeker->who->entry_no));
		json_kv(j, "partner_form", sv(at[i].other ? at[i].other->who->form : ""));
		json_kv(j, "partner_entry_no", sv(at[i].other ? at[i].other->who->entry_no : ""));
		json_kv_int(j, "choice", at[i].how);
		json_kv_int(j, "fit", at[i].fit);
		json_kv_int(j, "tier", at[i].seeker->tier);
		json_kv(j, "sentence", sv(at[i].sentence));
		json_end(j);
	}
	json_end(j);
}

static void json_sums(struct json *j, const struct match_told *t)
{
	const struct proposals *p = t->p;
	struct sums s = sum(p->mentees.at, p->mentees.n), k = sum(p->peers.at, p->peers.n);
	json_kv_int(j, "mentees_matched", (int64_t)p->matched);
	json_kv_int(j, "first_choice", (int64_t)s.first);
	json_kv_int(j, "other_choice", (int64_t)s.other);
	json_kv_int(j, "suggested", (int64_t)s.suggested);
	json_kv_int(j, "total_fit", (int64_t)p->fit);
	json_kv_int(j, "mentees_matched_other_goal", (int64_t)p->matched_other_goal);
	json_kv_int(j, "total_fit_other_goal", (int64_t)p->fit_other_goal);
	json_kv_int(j, "peer_pairs", (int64_t)(k.matched / 2));
	json_kv_int(j, "blocking_pairs", (int64_t)p->blocking.n);
	json_kv_int(j, "changes", (int64_t)line_count(t->changes));
}

void match_tell_json(struct context *ctx, const struct match_told *t)
{
	const struct round *r = t->r;
	const struct group group[] = { { "mentee", "mentees", r->mentees.at, r->mentees.n },
		{ "mentor", "mentors", r->mentors.at, r->mentors.n }, { "peer", "peers", r->peers.at, r->peers.n } };
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "round", sv(r->name));
	json_kv(&j, "cycle", sv(r->cycle->id));
	json_kv(&j, "meeting", sv(date_iso(r->cycle->meeting).z));
	json_kv(&j, "goal", sv(r->rules.most ? "most" : "best"));
	json_kv(&j, "rules", sv(r->rules.digest.z));
	json_kv(&j, "inputs", sv(r->inputs));
	for (size_t i = 0; i < 3; i++) json_group(&j, &group[i]);
	json_sums(&j, t);
	json_kv(&j, "folder", sv(t->folder));
	if (ctx->run->show_values) {
		json_proposals(&j, "mentee_proposals", t->p->mentees.at, t->p->mentees.n);
		json_proposals(&j, "peer_proposals", t->p->peers.at, t->p->peers.n);
	}
	context_json_end(ctx, &j, &out);
}
