/* clause_tally.c: a clause begins at a line whose first word, after the marks of headings, lists and emphasis, is a number
 * such as 5.1.3, and ends where the next begins. That is how authors see it, too. */
#include "content/clause_tally.h"
#include "base/map.h"
#include "base/vec.h"

struct clause {
	struct sv number;
	struct str text; /* words, one blank between them */
};
struct clauses {
	VEC(struct clause) v;
	struct map by_number;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "5.1.3" of "- **5.1.3** The …"; empty if the line begins no clause. "1." and "2)" alone are items of lists. */
static struct sv clause_number(struct sv line)
{
	size_t from = 0, end;
	bool heading = false;
	while (from < line.n && strchr(" \t#*_-+>", line.p[from])) heading |= line.p[from++] == '#';
	for (end = from; end < line.n && (is_digit(line.p[end]) || line.p[end] == '.');) end++;
	struct sv number = sv_sub(line, from, end - from);
	while (number.n && number.p[number.n - 1] == '.') number.n--;
	bool dotted = sv_find(number, SV_LIT(".")) != SIZE_MAX;
	bool ends = end == line.n || strchr(" \t*_", line.p[end]);
	if (!number.n || !is_digit(number.p[0]) || !ends || (!dotted && !heading)) return sv("");
	return number;
}

static void add_words(struct str *out, struct sv line)
{
	line = sv_trim(line);
	bool blank = out->len > 0;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == ' ' || line.p[i] == '\t') {
			blank = true;
			continue;
		}
		if (blank && out->len) str_putc(out, ' ');
		blank = false;
		str_putc(out, line.p[i]);
	}
}

static void begin(struct clauses *c, struct sv number)
{
	uint64_t known;
	if (map_get(&c->by_number, number, &known)) number = sv(""); /* used twice: told as C030; goes with the rest */
	vec_push(&c->v, ((struct clause){ number, STR_INIT }));
	if (number.n) map_set(&c->by_number, number, c->v.n - 1);
}

static void split(struct clauses *out, struct sv body)
{
	struct sv line;
	begin(out, sv(""));
	while (sv_split(&body, '\n', &line)) {
		struct sv number = clause_number(line);
		if (number.n) begin(out, number);
		add_words(&out->v.at[out->v.n - 1].text, line);
	}
}

static void dispose(struct clauses *c)
{
	for (size_t i = 0; i < c->v.n; i++) str_dispose(&c->v.at[i].text);
	vec_dispose(&c->v);
	map_dispose(&c->by_number);
}

static void list(struct str *out, struct sv number, size_t *n)
{
	if ((*n)++) str_puts(out, ", ");
	str_sv(out, number);
}

void clause_tally(struct clause_tally *out, struct arena *mem, struct sv old_body, struct sv new_body)
{
	struct clauses was = { VEC_INIT, MAP_INIT }, is = { VEC_INIT, MAP_INIT };
	struct str reworded = STR_INIT, added = STR_INIT, removed = STR_INIT;
	uint64_t at;
	*out = (struct clause_tally){ 0 };
	split(&was, old_body);
	split(&is, new_body);
	for (size_t i = 0; i < is.v.n; i++) {
		const struct clause *c = &is.v.at[i];
		if (!c->number.n) continue;
		if (!map_get(&was.by_number, c->number, &at))
			list(&added, c->number, &out->added);
		else if (!sv_eq(sv_of(&c->text), sv_of(&was.v.at[at].text)))
			list(&reworded, c->number, &out->reworded);
		else
			out->same++;
	}
	for (size_t i = 0; i < was.v.n; i++)
		if (was.v.at[i].number.n && !map_get(&is.by_number, was.v.at[i].number, NULL))
			list(&removed, was.v.at[i].number, &out->removed);
	out->unnumbered = !sv_eq(sv_of(&was.v.at[0].text), sv_of(&is.v.at[0].text));
	out->reworded_list = arena_strdup(mem, sv_of(&reworded));
	out->added_list = arena_strdup(mem, sv_of(&added));
	out->removed_list = arena_strdup(mem, sv_of(&removed));
	str_dispose(&reworded);
	str_dispose(&added);
	str_dispose(&removed);
	dispose(&was);
	dispose(&is);
}
