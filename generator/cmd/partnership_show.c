/* partnership_show.c shows the register. It names people as the committee's papers do, by form entry number and Entry ID, never by name: a list of
 * who is paired with whom is what must not leave the room. */
#include "cmd/partnership_show.h"
#include <string.h>

const char *partnership_side_words(const struct partnership *p, enum side side)
{
	if (side == SIDE_NONE) return "";
	if (p->peers) return side == SIDE_A ? "partner a" : "partner b";
	return side == SIDE_A ? "mentor" : "mentee";
}

const char *partnership_event_words(struct context *ctx, const char *event)
{
	char *words = arena_strdup(&ctx->mem, sv(strcmp(event, "replaced") == 0 ? "taken-back" : event));
	for (char *c = words; *c; c++)
		if (*c == '_') *c = '-';
	return words;
}

static void kv_day(struct json *j, const char *key, date_t day)
{
	json_key(j, key);
	if (day == DATE_NONE)
		json_null(j);
	else
		json_text(j, sv(date_iso(day).z));
}

static void as_json(struct context *ctx, struct json *j, const struct partnership *p)
{
	json_object(j);
	json_kv(j, "partnership", sv(p->number));
	json_kv(j, "kind", sv(p->peers ? "peer" : "mentor-mentee"));
	json_kv(j, "cycle", sv(p->cycle));
	json_kv(j, "a", sv(programme_entry(ctx, p->a)));
	json_kv(j, "b", sv(programme_entry(ctx, p->b)));
	json_kv(j, "state", sv(partnership_state_words(p->state)));
	json_kv(j, "next", sv(partnership_next(&ctx->mem, p, ctx->run->as_of)));
	kv_day(j, "proposed", p->proposed);
	kv_day(j, "reply_by", p->reply_by);
	kv_day(j, "plan_due", p->plan_due);
	kv_day(j, "plan_received", p->plan_received);
	kv_day(j, "checkin_due", p->checkin_due);
	kv_day(j, "evaluation_due", p->evaluation_due);
	kv_day(j, "concluded", p->concluded);
	kv_day(j, "ended", p->ended);
}

static void list_json(struct context *ctx, const struct programme *p)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("partnership"));
	json_key(&j, "partnerships");
	json_array(&j);
	for (size_t i = 0; i < p->all.v.n; i++) {
		as_json(ctx, &j, &p->all.v.at[i]);
		json_end(&j);
	}
	json_end(&j);
	context_json_end(ctx, &j, &out);
}

void partnership_list(struct context *ctx, const struct programme *p, bool all)
{
	size_t running = 0, over = 0;
	if (ctx->run->json) {
		list_json(ctx, p);
		return;
	}
	for (size_t i = 0; i < p->all.v.n; i++) {
		const struct partnership *one = &p->all.v.at[i];
		running += partnership_is_running(one);
		over += !partnership_is_running(one);
		if (!all && !partnership_is_running(one)) continue;
		context_say(ctx, "%s  %-14s  %s and %s\n        %s", one->number, partnership_state_words(one->state),
			programme_entry(ctx, one->a), programme_entry(ctx, one->b),
			partnership_next(&ctx->mem, one, ctx->run->as_of));
	}
	context_say(ctx, "%zu running, %zu over%s, on %s.", running, over, over && !all ? " (--all lists them)" : "",
		date_iso(ctx->run->as_of).z);
	if (!p->all.v.n)
		context_say(ctx, "Partnerships are opened by mentorpress decisions FILE, or by hand: mentorpress "
				 "partnership new MENTOR MENTEE --on DATE.");
}

static void say_dates(struct context *ctx, const struct partnership *p)
{
	const struct {
		const char *what;
		date_t day;
	} all[] = { { "proposed", p->proposed }, { "answers by", p->reply_by }, { "plan due", p->plan_due },
		{ "check-in", p->checkin_due }, { "evaluation due", p->evaluation_due } };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].day != DATE_NONE) context_say(ctx, "  %-14s  %s", all[i].what, date_long(all[i].day).z);
	if (p->round)
		context_say(ctx, "  %-14s  %s%s", "asked for", programme_choice(ctx, p->how),
			p->fit < 0 ? "" : arena_printf(&ctx->mem, ", fit %d", p->fit));
	else
		context_say(ctx, "  entered by hand");
}

static void tell_event(struct context *ctx, struct json *j, const struct partnership *p, const struct register_event *e)
{
	const char *words = partnership_event_words(ctx, e->name), *value = e->value;
	if (strcmp(e->name, "replaced") == 0) value = partnership_event_words(ctx, value);
	if (j) {
		json_object(j);
		json_kv(j, "on", sv(date_iso(e->day).z));
		json_kv(j, "event", sv(words));
		json_kv(j, "by", sv(partnership_side_words(p, e->side)));
		json_kv(j, "value", sv(value));
		json_kv(j, "note", sv(e->note));
		json_kv(j, "from", sv(e->source ? "form" : "headquarters"));
		json_key(j, "taken_back");
		json_bool(j, e->gone);
		json_end(j);
		return;
	}
	context_say(ctx, "    %s  %s%s%s%s%s%s%s%s%s", date_iso(e->day).z, words, *value ? " " : "", value,
		e->side ? ", " : "", partnership_side_words(p, e->side), e->source ? ", by form" : "",
		*e->note ? ": " : "", e->note, e->gone ? " (taken back)" : "");
}

int partnership_show(struct context *ctx, const struct partnership *p)
{
	struct register_events all;
	struct str out = STR_INIT;
	struct json j;
	bool json = ctx->run->json;
	if (register_events(&all, &ctx->mem, ctx->store, p->id, ctx->run->as_of)) return programme_store_failed(ctx);
	if (json) {
		context_json_begin(&j, &out);
		json_kv(&j, "command", sv("partnership"));
		json_key(&j, "partnership");
		as_json(ctx, &j, p);
		json_key(&j, "history");
		json_array(&j);
	}
	context_say(ctx, "%s, %s%s%s: %s", p->number, p->peers ? "peer partners" : "mentor and mentee",
		*p->cycle ? ", cycle " : "", p->cycle, partnership_state_words(p->state));
	context_say(ctx, "  %-14s  %s", partnership_side_words(p, SIDE_A), programme_entry(ctx, p->a));
	context_say(ctx, "  %-14s  %s", partnership_side_words(p, SIDE_B), programme_entry(ctx, p->b));
	say_dates(ctx, p);
	context_say(ctx, "  %-14s  %s", "now", partnership_next(&ctx->mem, p, ctx->run->as_of));
	context_say(ctx, "  What was recorded%s", all.n ? "" : ": nothing yet");
	for (size_t i = 0; i < all.n; i++) tell_event(ctx, json ? &j : NULL, p, &all.at[i]);
	if (json) {
		json_end(&j);
		json_end(&j);
		context_json_end(ctx, &j, &out);
	}
	return 0;
}
