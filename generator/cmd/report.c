/* Prints sums that add up. Each line is built so that a reader can check it by head. */
#include "cmd/report.h"

static void say_pool(const struct edition *e, const struct pool_sums *s, const struct public_pool *p)
{
	struct str why = STR_INIT;
	for (int i = 1; i < REASON_COUNT; i++)
		if (s->unlisted[i])
			str_printf(&why, "%s%zu %s", why.len ? ", " : "", s->unlisted[i], reason_words((enum reason)i));
	if (s->at_capacity) str_printf(&why, "%s%zu take no request now", why.len ? ", " : "", s->at_capacity);
	if (s->left_profile_waiting)
		str_printf(&why, "%s%zu between profile and group", why.len ? ", " : "", s->left_profile_waiting);
	if (s->under_k) str_printf(&why, "%s%zu too few for a group", why.len ? ", " : "", s->under_k);
	context_say(e->ctx,
		"Pool of %s%s%s: %zu listed (%zu profiles, %zu persons in %zu groups) of %zu applications%s%s", s->pool,
		p ? ", drawn " : "", p ? date_iso(public_pool_drawn(p)).z : "", s->listed_profile + s->listed_group,
		s->profiles, s->listed_group, s->groups, s->applications, why.len ? "; not listed: " : "", why.ptr);
	if (s->text_waiting)
		context_say(e->ctx, "  %zu profile texts wait for review (mentorpress review)", s->text_waiting);
	str_dispose(&why);
}

void report_pools(const struct edition *e)
{
	for (size_t i = 0; e->ctx->has_records && i < e->npools; i++) say_pool(e, &e->sums[i], e->pool[i]);
}

void report_gate(const struct edition *e)
{
	size_t smallest = SIZE_MAX;
	for (size_t i = 0; i < e->npools; i++)
		if (e->ctx->has_records && e->sums[i].groups && e->sums[i].smallest_group < smallest)
			smallest = e->sums[i].smallest_group;
	if (e->ctx->has_records && smallest != SIZE_MAX)
		context_say(e->ctx, "Smallest group %zu persons (k %u)", smallest, e->ctx->policy.k);
	context_say(e->ctx,
		"Gate: %zu identity values searched for in %llu bytes, found 0 (%zu names met as ordinary words)",
		e->values ? identity_set_values(e->values) : 0, (unsigned long long)e->gate_bytes, e->soft_passed);
}

/* Entry IDs of one pool in a pool.csv, as a set: rows of one entry follow each other. */
static void ids_of(struct map *out, struct sv csv, const char *pool)
{
	struct sv line, rest = csv, cell;
	while (sv_split(&rest, '\n', &line)) {
		struct sv cells = line;
		if (!sv_split(&cells, ',', &cell) || !sv_is(cell, pool) || !sv_split(&cells, ',', &cell)) continue;
		map_add(out, cell, 1);
	}
}

static void say_entries(const struct edition *e, const struct public_pool *p)
{
	struct map before = MAP_INIT, now = MAP_INIT;
	size_t added = 0, removed = 0;
	struct str csv = STR_INIT;
	ids_of(&before, sv_of(&e->previous_pool), public_pool_code(p));
	public_pool_csv(p, &csv);
	ids_of(&now, sv_of(&csv), public_pool_code(p));
	for (size_t i = 0; i < now.n; i++) added += !map_get(&before, now.at[i].key, NULL);
	for (size_t i = 0; i < before.n; i++) removed += !map_get(&now, before.at[i].key, NULL);
	context_say(e->ctx, "Entries of %s: %zu (+%zu -%zu)", public_pool_code(p), now.n, added, removed);
	str_dispose(&csv);
	map_dispose(&before);
	map_dispose(&now);
}

void report_difference(const struct edition *e)
{
	size_t count[3] = { 0, 0, 0 };
	struct sv rest = sv_of(&e->document_changes), line;
	for (size_t i = 0; i < e->npools; i++)
		if (e->pool[i]) say_entries(e, e->pool[i]);
	context_say(e->ctx, "Documents: %zu changed", e->ndocument_changes);
	while (e->ndocument_changes && sv_split(&rest, '\n', &line))
		if (line.n) context_say(e->ctx, "  %.*s", SV_ARG(line));
	for (size_t i = 0; i < e->state.ndiff; i++) count[e->state.diff[i].change]++;
	context_say(e->ctx, "Files: %zu added, %zu changed, %zu removed of %zu", count[CHANGE_ADDED],
		count[CHANGE_MODIFIED], count[CHANGE_REMOVED], e->state.files);
	for (size_t i = 0; i < e->state.ndiff && e->state.ndiff <= 40; i++)
		context_say(e->ctx, "  %s %s",
			e->state.diff[i].change == CHANGE_ADDED     ? "added  "
			: e->state.diff[i].change == CHANGE_REMOVED ? "removed"
								    : "changed",
			e->state.diff[i].path);
}

static void json_pools(struct json *j, const struct edition *e)
{
	json_key(j, "pools");
	json_array(j);
	for (size_t i = 0; i < e->npools; i++) {
		if (!e->pool[i]) continue;
		json_object(j);
		json_kv(j, "pool", sv(public_pool_code(e->pool[i])));
		json_kv_int(j, "profiles", (int64_t)public_pool_profiles(e->pool[i]));
		json_kv_int(j, "groups", (int64_t)public_pool_groups(e->pool[i]));
		json_kv_int(j, "k", public_pool_k(e->pool[i]));
		json_kv(j, "drawn", sv(date_iso(public_pool_drawn(e->pool[i])).z));
		json_end(j);
	}
	json_end(j);
}

void report_json(struct edition *e, const char *command)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv(command));
	json_kv_int(&j, "edition", e->number);
	json_key(&j, "committed");
	json_bool(&j, e->committed);
	json_key(&j, "pushed");
	json_bool(&j, e->pushed);
	json_key(&j, "unchanged");
	json_bool(&j, e->unchanged);
	json_kv(&j, "commit", sv(e->result.commit));
	json_kv(&j, "tree", sv(e->result.tree));
	json_kv_int(&j, "rows_read", (int64_t)e->import.read);
	json_pools(&j, e);
	context_json_end(e->ctx, &j, &out);
}
