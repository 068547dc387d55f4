/* mapping_edit_text.c makes the small texts that a changed mapping is written with: quoted headers, names of fields, phrases with
 * {date}, and the lines by which a person sees what changed. */
#include <stdint.h>
#include "records/mapping_edit.h"
#include "records/survey.h"
#include "records/words.h"

void mapping_edit_quote(struct str *out, struct sv text)
{
	str_putc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '"' || c == '\\')
			str_printf(out, "\\%c", c);
		else if (c == '\n')
			str_puts(out, "\\n");
		else if ((unsigned char)c < ' ' || c == 127)
			str_printf(out, "\\x%02X", (unsigned)(unsigned char)c);
		else
			str_putc(out, c);
	}
	str_putc(out, '"');
}

void mapping_edit_field_name(struct str *out, struct sv header)
{
	struct str key = STR_INIT;
	size_t from = out->len;
	words_key(&key, header);
	for (size_t i = 0; i < key.len && out->len - from < 36; i++) {
		char c = key.ptr[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_putc(out, c);
		else if (out->len > from && out->ptr[out->len - 1] != '_')
			str_putc(out, '_');
	}
	while (out->len > from && out->ptr[out->len - 1] == '_') str_truncate(out, out->len - 1);
	if (out->len == from) str_puts(out, "new_field");
	str_dispose(&key);
}

bool mapping_edit_find_date(struct sv text, size_t *at, size_t *length)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9' || (i && text.p[i - 1] != ' ')) continue;
		size_t n = 1;
		while (i + n < text.n && text.p[i + n] != ' ' && text.p[i + n] != ',' && text.p[i + n] != ')') n++;
		while (n && (text.p[i + n - 1] == '.' || text.p[i + n - 1] == ';')) n--;
		if (!survey_is_date(sv_sub(text, i, n))) continue;
		*at = i;
		*length = n;
		return true;
	}
	return false;
}

void mapping_edit_date_phrase(struct str *out, struct sv text)
{
	size_t at, n;
	if (!mapping_edit_find_date(text, &at, &n)) {
		str_sv(out, text);
		return;
	}
	str_sv(out, sv_sub(text, 0, at));
	str_puts(out, "{date}");
	str_sv(out, sv_sub(text, at + n, text.n));
}

struct lines {
	VEC(struct sv) v;
};

static void split_lines(struct lines *out, struct sv text)
{
	struct sv rest = text, line;
	while (sv_split(&rest, '\n', &line)) vec_push(&out->v, line);
}

/* Lengths of the longest common runs of lines from i and j on; files are some hundred lines, and most of them equal at both ends. */
static void put_middle(struct str *out, const struct sv *a, size_t n, const struct sv *b, size_t m, size_t skipped)
{
	unsigned *table = xcalloc((n + 1) * (m + 1), sizeof *table);
#define COMMON(i, j) table[(i) * (m + 1) + (j)]
	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;)
			COMMON(i, j) = sv_eq(a[i], b[j])                     ? COMMON(i + 1, j + 1) + 1
				       : COMMON(i + 1, j) > COMMON(i, j + 1) ? COMMON(i + 1, j)
									     : COMMON(i, j + 1);
	for (size_t i = 0, j = 0; i < n || j < m;) {
		if (i < n && j < m && sv_eq(a[i], b[j])) {
			i++;
			j++;
		} else if (i < n && (j == m || COMMON(i + 1, j) >= COMMON(i, j + 1))) {
			str_printf(out, "%5zu - %.*s\n", skipped + i + 1, SV_ARG(a[i]));
			i++;
		} else {
			str_printf(out, "%5zu + %.*s\n", skipped + j + 1, SV_ARG(b[j]));
			j++;
		}
	}
#undef COMMON
	free(table);
}

void mapping_edit_difference(struct str *out, struct sv before, struct sv after)
{
	struct lines a = { VEC_INIT }, b = { VEC_INIT };
	split_lines(&a, before);
	split_lines(&b, after);
	size_t head = 0, tail = 0, n = a.v.n, m = b.v.n;
	while (head < n && head < m && sv_eq(a.v.at[head], b.v.at[head])) head++;
	while (tail < n - head && tail < m - head && sv_eq(a.v.at[n - 1 - tail], b.v.at[m - 1 - tail])) tail++;
	put_middle(out, a.v.at + head, n - head - tail, b.v.at + head, m - head - tail, head);
	vec_dispose(&a.v);
	vec_dispose(&b.v);
}
