/* lint_words.c: Markdown that failed is the mistake nobody sees while writing: the signs are simply printed. What is
 * left of them in the text of the page tells. */
#include "content/lint.h"
#include "base/utf8.h"

static bool in_link(cmark_node *node)
{
	unsigned depth = 0;
	for (cmark_node *n = cmark_node_parent(node);
		n && cmark_node_get_type(n) >= CMARK_NODE_FIRST_INLINE && depth++ < 32; n = cmark_node_parent(n))
		if (cmark_node_get_type(n) == CMARK_NODE_LINK || cmark_node_get_type(n) == CMARK_NODE_IMAGE)
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ---- addresses */

static struct sv word_at(struct sv v, size_t i)
{
	size_t from = i, to = i;
	while (from > 0 && !is_blank(v.p[from - 1]) && !strchr("<(\"'[", v.p[from - 1])) from--;
	while (to < v.n && !is_blank(v.p[to]) && !strchr(">)\"'],;", v.p[to])) to++;
	while (to > from && strchr(".:!?", v.p[to - 1])) to--;
	return sv_n(v.p + from, to - from);
}

/* "somebody@example.org": a dot between letters behind the sign. */
static bool is_mail(struct sv word)
{
	size_t sign = sv_find(word, SV_LIT("@"));
	if (sign == SIZE_MAX || !sign) return false;
	struct sv host = sv_sub(word, sign + 1, word.n);
	size_t dot = sv_find(host, SV_LIT("."));
	return dot != SIZE_MAX && dot > 0 && dot + 1 < host.n && is_letter(host.p[dot + 1]) &&
	       sv_find(host, SV_LIT("@")) == SIZE_MAX;
}

static void check_address(struct markdown *md, cmark_node *text, struct sv v)
{
	static const struct sv mark[] = { { "://", 3 }, { "www.", 4 }, { "@", 1 } };
	for (size_t k = 0; k < 3; k++) {
		size_t found = sv_find(v, mark[k]);
		if (found == SIZE_MAX) continue;
		struct sv word = word_at(v, found);
		bool web = k == 0 && (sv_starts(word, "http://") || sv_starts(word, "https://"));
		bool bare = k == 1 && sv_starts(word, "www.");
		if (!web && !bare && !(k == 2 && is_mail(word))) continue;
		diags_warn(md->ds, "C129", markdown_find(md, text, word),
			k == 2 ? diags_text(md->ds, "write <%.*s>, or better [contact us](link:contact)", SV_ARG(word))
			       : diags_text(md->ds, "write [what readers find there](%s%.*s)", bare ? "https://" : "",
					 SV_ARG(word)),
			"this address is no link, so readers would have to copy it");
		return;
	}
}

/* ---- signs that are left over */

static bool is_escaped(struct markdown *md, struct place at)
{
	struct sv line = markdown_line(md, markdown_body_line(md, at));
	for (unsigned col = 1; col < at.col && line.n;) {
		size_t i = 0;
		utf8_next(line, &i);
		if (++col == at.col) return *line.p == '\\';
		line = sv_sub(line, i, line.n);
	}
	return false;
}

/* "](" in the text of a page: what should have been a link. */
static void check_broken_link(struct markdown *md, cmark_node *text, struct sv v)
{
	size_t found = sv_find(v, SV_LIT("]("));
	if (found == SIZE_MAX) return;
	struct sv address = sv_sub(v, found + 2, v.n);
	size_t end = sv_find(address, SV_LIT(")"));
	struct place at = markdown_find(md, text, sv_sub(v, found, end == SIZE_MAX ? 2 : end + 3));
	const char *help = "write [words](address) with both brackets";
	if (is_escaped(md, at)) return;
	struct sv inside = sv_sub(address, 0, end);
	if (sv_find(inside, SV_LIT("“")) != SIZE_MAX || sv_find(inside, SV_LIT("”")) != SIZE_MAX)
		help = "write the quotes in the round brackets straight (\"), or take them out";
	else if (end != SIZE_MAX && sv_find(inside, SV_LIT(" ")) != SIZE_MAX)
		help = "an address holds no blanks: write %20 for each, or put the address between < and >";
	else if (end == SIZE_MAX)
		help = "close the address with )";
	diags_warn(md->ds, "C138", at, help, "this looks like a link, but it is shown as it is written");
}

static void check_broken_heading(struct markdown *md, cmark_node *text, struct sv v)
{
	size_t n = 0;
	if (cmark_node_previous(text) || cmark_node_get_type(cmark_node_parent(text)) != CMARK_NODE_PARAGRAPH) return;
	while (n < v.n && v.p[n] == '#') n++;
	if (n < 2 || n > 6 || n == v.n || is_blank(v.p[n])) return;
	struct place at = markdown_place(md, text);
	if (sv_starts(sv_trim(markdown_line(md, (unsigned)cmark_node_get_start_line(cmark_node_parent(text)))), "\\"))
		return;
	diags_warn(md->ds, "C138", at, "put a blank behind the last #",
		"this looks like a heading, but it is shown as it is written");
}

/* "** bold**" and "**bold **": the stars stay. */
static void check_broken_bold(struct markdown *md, cmark_node *text, struct sv v)
{
	size_t found = sv_find(v, SV_LIT("**"));
	if (found == SIZE_MAX) return;
	struct sv rest = sv_sub(v, found + 2, v.n);
	if (found && !is_blank(v.p[found - 1])) return; /* 2**3 */
	if (sv_find(rest, SV_LIT("**")) == SIZE_MAX || sv_starts(rest, "*")) return;
	struct place at = markdown_find(md, text, sv_sub(v, found, 6));
	if (is_escaped(md, at)) return;
	diags_warn(md->ds, "C138", at, "put the stars right before the first and right behind the last word",
		"these stars should make bold letters, but are shown as they are written");
}

/* Has it a sign that any of the rules looks for? Most texts have none, and are read once instead of six times. */
static bool has_sign(struct sv v)
{
	static const bool sign[256] = { ['@'] = true, [':'] = true, [']'] = true, ['*'] = true, ['#'] = true };
	for (size_t i = 0; i < v.n; i++)
		if (sign[(unsigned char)v.p[i]] || (v.p[i] == '.' && i && v.p[i - 1] == 'w')) return true;
	return false;
}

void lint_words(struct markdown *md, cmark_node *text)
{
	struct sv v = sv(cmark_node_get_literal(text));
	if (v.n < 3 || !has_sign(v) || in_link(text)) return;
	check_address(md, text, v);
	check_broken_link(md, text, v);
	check_broken_heading(md, text, v);
	check_broken_bold(md, text, v);
}
