/* frontmatter.c: splits content files by hand, before any parser sees them, because both parsers must count lines from
 * the top of the file and because the revision of a document is a digest of exactly the two parts found here. */
#include "content/frontmatter.h"

#define FENCE "---"

/* Takes one line off *rest, without its line end; false at the end. */
static bool next_line(struct sv *rest, struct sv *line)
{
	if (!rest->n) return false;
	const char *nl = memchr(rest->p, '\n', rest->n);
	size_t n = nl ? (size_t)(nl - rest->p) : rest->n;
	size_t used = nl ? n + 1 : n;
	*line = sv_n(rest->p, n && rest->p[n - 1] == '\r' ? n - 1 : n);
	*rest = sv_n(rest->p + used, rest->n - used);
	return true;
}

static struct sv trim_end(struct sv line)
{
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t' || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

int frontmatter_split(struct frontmatter *out, struct arena *mem, const char *file, struct sv text, struct diags *ds)
{
	static const char help[] =
		"begin the file with a line ---, then for example   title: Can I pause my entry?   then a line ---";
	const struct place top = { file, 1, 1 };
	struct sv rest = text, line;
	*out = (struct frontmatter){ NULL, sv(""), 1 };
	if (sv_starts(rest, "\xEF\xBB\xBF")) rest = sv_sub(rest, 3, rest.n);
	if (!next_line(&rest, &line) || !sv_is(trim_end(line), FENCE)) {
		diags_error(ds, "C002", top, help,
			"the file does not begin with a line of three hyphens (---), so it has no title");
		return -1;
	}
	struct sv head = { rest.p, 0 };
	unsigned lines = 1;
	while (next_line(&rest, &line)) {
		lines++;
		if (sv_is(trim_end(line), FENCE)) {
			out->body = rest;
			out->body_line = lines + 1;
			return yaml_parse(&out->map, mem, file, head, 2, ds);
		}
		head.n = (size_t)(rest.p - head.p);
	}
	diags_error(ds, "C003", top, "write a second line --- between the settings and the text",
		"the head of the file that begins here is never closed by a second line ---");
	return -1;
}

static void add_value(struct digest_ctx *c, const struct yaml *v)
{
	switch (v->kind) {
	case YAML_SCALAR:
		digest_field(c, SV_LIT("text"));
		digest_field(c, sv_trim(v->text));
		break;
	case YAML_LIST:
		digest_field(c, SV_LIT("list"));
		for (size_t i = 0; i < v->nitems; i++)
			add_value(c, v->item[i]); /* yaml refuses nesting deeper than 16 */
		digest_field(c, SV_LIT("end"));
		break;
	case YAML_MAP:
		digest_field(c, SV_LIT("map"));
		for (size_t i = 0; i < v->npairs; i++) {
			digest_field(c, v->pair[i].key);
			add_value(c, v->pair[i].value);
		}
		digest_field(c, SV_LIT("end"));
		break;
	}
}

static bool about_the_text(struct sv key)
{
	static const char *const except[] = { "draft", "approved", "approved_by", "reviewed_by", "fingerprint",
		"retired", "readers", "aliases", "lang" };
	for (size_t i = 0; i < sizeof except / sizeof *except; i++)
		if (sv_is(key, except[i])) return true;
	return false;
}

static int by_key(const void *a, const void *b)
{
	const struct yaml_pair *x = *(const struct yaml_pair *const *)a, *y = *(const struct yaml_pair *const *)b;
	return sv_cmp(x->key, y->key);
}

static void add_head(struct digest_ctx *c, const struct yaml *map)
{
	const struct yaml_pair **pair = xcalloc(map->npairs + 1, sizeof *pair);
	size_t n = 0;
	for (size_t i = 0; i < map->npairs; i++)
		if (!about_the_text(map->pair[i].key)) pair[n++] = &map->pair[i];
	qsort(pair, n, sizeof *pair, by_key);
	for (size_t i = 0; i < n; i++) {
		digest_field(c, pair[i]->key);
		add_value(c, pair[i]->value);
	}
	free(pair);
}

static void add_body(struct digest_ctx *c, struct sv body)
{
	struct str text = STR_INIT;
	struct sv line;
	size_t held = 0; /* empty lines are written only when a line with text follows */
	str_reserve(&text, body.n + 1);
	while (next_line(&body, &line)) {
		line = trim_end(line);
		if (!line.n) {
			held++;
			continue;
		}
		for (; held; held--)
			if (text.len) str_putc(&text, '\n');
		str_sv(&text, line);
		str_putc(&text, '\n');
	}
	digest_field(c, sv_of(&text));
	str_dispose(&text);
}

struct sha256 frontmatter_revision(const struct frontmatter *f)
{
	struct sha256 d;
	struct digest_ctx *c = digest_new_sha256();
	digest_field(c, SV_LIT("mentorpress document 1"));
	if (f->map && f->map->kind == YAML_MAP) add_head(c, f->map);
	add_body(c, f->body);
	digest_end_sha256(c, &d);
	return d;
}
