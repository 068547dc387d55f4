/* convert_file.c holds what is true of one file as a whole: the zones its times are in, what is told once at its end,
 * and what was found out about its values. */
#include <stdint.h>
#include "base/zone.h"
#include "records/convert_cell.h"

static struct zone *open_zone(struct converter *c, const char *name, struct place at)
{
	struct zone *z = NULL;
	struct str err = STR_INIT;
	if (name && zone_open(&z, name, &err))
		diags_error(c->ds, "R134", at, NULL, "the time zone \"%s\" cannot be used: %s", name, err.ptr);
	str_dispose(&err);
	return z;
}

/* Two rules of one column must not tell everything twice. */
static bool is_echo(const struct binding *b, size_t rule)
{
	for (size_t i = 0; i < rule; i++)
		if (b->rule[i].n && b->rule[rule].n && b->mapping->rule[i].type != RULE_TICKS &&
			b->rule[i].at[0].column == b->rule[rule].at[0].column)
			return true;
	return false;
}

static bool holds_separator(const struct rule *r)
{
	struct sv sign = sv_n(&r->separator, 1);
	if (r->type != RULE_LIST || !r->vocab) return false;
	for (size_t i = 0; i < r->nwords; i++)
		if (sv_find(r->word[i].before, sign) != SIZE_MAX) return true;
	for (size_t i = 0; i < r->vocab->by_word.n; i++)
		if (sv_find(r->vocab->by_word.at[i].key, sign) != SIZE_MAX) return true;
	return false;
}

static bool lists(const struct mapping *m, enum date_order order)
{
	for (size_t i = 0; i < m->ndates; i++)
		if (m->dates[i] == order) return true;
	return false;
}

/* So that no row has to ask for them. */
static void give_codes(struct converter *c)
{
	const struct binding *b = c->b;
	uint32_t *code = ARENA_ARRAY(c->mem, uint32_t, b->mapping->nrules + b->nignored + 1);
	c->code = code;
	for (size_t i = 0; i < b->mapping->nrules; i++) *code++ = field_code_give(c->codes, b->mapping->rule[i].name);
	c->ignored_code = code;
	for (size_t i = 0; i < b->nignored; i++) *code++ = field_code_give(c->codes, b->ignored[i].header);
}

void converter_init(struct converter *c, const struct binding *b, bool quiet, struct arena *mem, struct diags *ds,
	const char *society_zone, struct field_codes *codes)
{
	const struct mapping *m = b->mapping;
	size_t widest = 1;
	for (size_t i = 0; i < m->nrules; i++)
		if (m->rule[i].vocab && m->rule[i].vocab->n > widest) widest = m->rule[i].vocab->n;
	*c = (struct converter){ .b = b,
		.codes = codes,
		.quiet = quiet,
		.latest = DATE_NONE,
		.ds = ds,
		.mem = mem,
		.scratch = STR_INIT,
		.key = STR_INIT,
		.clean = STR_INIT,
		.form_text = STR_INIT };
	give_codes(c);
	c->wording = ARENA_ARRAY(mem, struct map, b->nwording + 1);
	c->wording_told = ARENA_ARRAY(mem, bool, b->nwording + 1);
	c->tally = arena_alloc(mem, (m->nrules + 1) * sizeof *c->tally);
	c->echo = ARENA_ARRAY(mem, bool, m->nrules + 1);
	c->joined = ARENA_ARRAY(mem, bool, m->nrules + 1);
	for (size_t i = 0; i < m->nrules; i++) {
		c->echo[i] = is_echo(b, i);
		c->joined[i] = holds_separator(&m->rule[i]);
	}
	c->chosen = ARENA_ARRAY(mem, bool, widest);
	c->both_orders = lists(m, DATE_MDY) && lists(m, DATE_DMY);
	c->zone = open_zone(c, m->timezone, m->at);
	c->society = open_zone(c, society_zone, NOPLACE);
}

void converter_dispose(struct converter *c)
{
	convert_tell(c);
	for (size_t i = 0; i < c->b->nwording; i++) map_dispose(&c->wording[i]);
	str_dispose(&c->scratch);
	str_dispose(&c->key);
	str_dispose(&c->clean);
	str_dispose(&c->form_text);
	zone_free(c->zone);
	zone_free(c->society);
}

void converter_describe(const struct converter *c, struct str *out)
{
	static const char *const orders[DATE_ORDERS] = { "year-month-day", "month/day/year", "day/month/year",
		"day numbers" };
	const char *before = "dates ";
	size_t from = out->len;
	for (size_t i = 0; i < DATE_ORDERS; i++) {
		if (!c->met[i]) continue;
		str_printf(out, "%s%s", before, orders[i]);
		before = " and ";
	}
	if (c->met_words) str_printf(out, "%swith month names", before);
	before = out->len > from ? ", times " : "times ";
	if (c->met_zone) str_printf(out, "%sof %s", before, c->b->mapping->timezone);
	if (c->met_offset) str_printf(out, "%swith their offset", c->met_zone ? " and " : before);
}
