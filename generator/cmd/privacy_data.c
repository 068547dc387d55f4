/* privacy_data.c writes every choice that was measured for other programs: one row each, nothing left out. */
#include "cmd/privacy_report.h"
#include "cmd/sheet.h"

static const char *yes(bool b)
{
	return b ? "yes" : "";
}

static void put_row(
	struct str *out, const char *pool, const struct utility *u, const struct utility_row *row, struct arena *mem)
{
	struct str fields = STR_INIT;

	utility_names(&fields, u, row->subset);
	const struct sv cell[] = { sv(pool), sv_of(&fields), sv(arena_printf(mem, "%u", row->nfields)),
		sv(arena_printf(mem, "%u", row->k)), sv(arena_printf(mem, "%zu", row->groups)),
		sv(arena_printf(mem, "%zu", row->unplaced)), sv(arena_printf(mem, "%u", row->exact_percent)),
		sv(arena_printf(mem, "%u", row->shown_percent)), sv(arena_printf(mem, "%u", row->kept_percent)),
		sv(arena_printf(mem, "%zu", row->smallest)), sv(arena_printf(mem, "%u", row->told_percent)),
		sv(row->told == TOLD_ALL ? "all" : "about"), sv(arena_printf(mem, "%u", row->alone_percent)),
		sv(yes(row->current)), sv(yes(row->recommended)), sv(yes(row->dominated)) };

	sheet_row(out, cell, sizeof cell / sizeof *cell);
	str_dispose(&fields);
}

void privacy_csv(struct str *out, const struct privacy_report *r)
{
	static const char *const header[] = { "Pool", "Grouped fields", "Number of fields", "k", "Groups", "Left out",
		"Exact %", "Shown %", "Kept %", "Smallest group", "Told %", "Tried", "Alone %", "In force",
		"Recommended", "Another is better" };
	struct arena mem = ARENA_INIT;

	sheet_header(out, header, sizeof header / sizeof *header);
	for (size_t p = 0; p < r->policy->npools; p++)
		for (size_t i = 0; i < r->pool[p].n; i++)
			put_row(out, r->policy->pool[p].code, &r->pool[p], &r->pool[p].row[i], &mem);
	arena_dispose(&mem);
}

static void json_row(struct json *j, const struct utility *u, const struct utility_row *row)
{
	json_object(j);
	json_key(j, "fields");
	json_array(j);
	for (size_t f = 0; f < u->nfields; f++)
		if (row->subset >> f & 1) json_text(j, sv(u->field[f]->field));
	json_end(j);
	json_kv_int(j, "k", row->k);
	json_kv_int(j, "groups", (int64_t)row->groups);
	json_kv_int(j, "left_out", (int64_t)row->unplaced);
	json_kv_int(j, "exact_percent", row->exact_percent);
	json_kv_int(j, "shown_percent", row->shown_percent);
	json_kv_int(j, "kept_percent", row->kept_percent);
	json_kv_int(j, "smallest_group", (int64_t)row->smallest);
	json_kv_int(j, "told_percent", row->told_percent);
	json_key(j, "told_of_all");
	json_bool(j, row->told == TOLD_ALL);
	json_kv_int(j, "alone_percent", row->alone_percent);
	json_key(j, "in_force");
	json_bool(j, row->current);
	json_key(j, "recommended");
	json_bool(j, row->recommended);
	json_key(j, "another_is_better");
	json_bool(j, row->dominated);
	json_end(j);
}

static void json_count(struct json *j, const char *key, const struct risk_count *c)
{
	json_key(j, key);
	json_object(j);
	json_kv_int(j, "tried", (int64_t)c->tried);
	json_kv_int(j, "revealed", (int64_t)c->revealed);
	json_kv_int(j, "confirmed", (int64_t)c->confirmed);
	json_kv_int(j, "narrowed", (int64_t)c->narrowed);
	json_end(j);
}

static void json_risk(struct json *j, const struct utility *u)
{
	json_key(j, "all_but_one");
	json_object(j);
	json_kv_int(j, "tried", (int64_t)(u->risk.persons - u->risk.guessed));
	json_kv_int(j, "present", (int64_t)u->risk.present);
	json_kv_int(j, "in_groups_of_k", (int64_t)u->risk.exactly_k);
	json_key(j, "fields");
	json_array(j);
	for (size_t f = 0; f < u->risk.nfields; f++) {
		json_object(j);
		json_kv(j, "field", sv(u->field[f]->field));
		json_count(j, "others_known", &u->risk.known[f]);
		json_count(j, "none_known", &u->risk.blind[f]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
	json_key(j, "who_fits");
	json_object(j);
	json_kv_int(j, "members", (int64_t)u->fit.eligible);
	json_kv_int(j, "members_known", (int64_t)u->fit.known);
	json_kv_int(j, "groups", (int64_t)u->fit.n);
	json_kv_int(j, "over_two_thirds", (int64_t)u->fit.over);
	json_kv_int(j, "not_known", (int64_t)u->fit.open);
	json_end(j);
}

static void json_pool(struct json *j, const char *code, const struct utility *u)
{
	json_object(j);
	json_kv(j, "pool", sv(code));
	json_kv_int(j, "without_profile", (int64_t)u->persons);
	json_kv_int(j, "profiles", (int64_t)u->profiles);
	json_key(j, "fields");
	json_array(j);
	for (size_t f = 0; f < u->nfields; f++) {
		json_object(j);
		json_kv(j, "field", sv(u->field[f]->field));
		json_key(j, "grouped");
		json_bool(j, f < u->ngrouped);
		json_end(j);
	}
	json_end(j);
	json_kv(j, "recommendation", sv(u->recommendation));
	json_key(j, "warnings");
	json_array(j);
	for (size_t w = 0; w < u->nwarnings; w++) json_text(j, sv(u->warning[w]));
	json_end(j);
	json_risk(j, u);
	json_key(j, "choices");
	json_array(j);
	for (size_t i = 0; i < u->n; i++) json_row(j, u, &u->row[i]);
	json_end(j);
	json_end(j);
}

void privacy_json(struct json *j, const struct privacy_report *r)
{
	json_kv(j, "audience", sv(r->policy->audience));
	json_kv_int(j, "k", r->policy->k);
	json_kv_int(j, "never_asked", (int64_t)r->never_asked);
	json_key(j, "pools");
	json_array(j);
	for (size_t p = 0; p < r->policy->npools; p++) json_pool(j, r->policy->pool[p].code, &r->pool[p]);
	json_end(j);
}
