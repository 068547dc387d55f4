/* The next version is made line by line and not by reading and writing YAML: comments, order and quotes of the author stay as they are. */
#include "cmd/new_version.h"
#include "base/utf8.h"

static bool next_line(struct sv *rest, struct sv *line)
{
	if (!rest->p || !rest->n) return false;
	sv_split(rest, '\n', line);
	if (sv_ends(*line, "\r")) line->n--;
	if (!rest->p) *rest = sv("");
	return true;
}

static void put_line(struct str *out, struct sv line)
{
	str_sv(out, line);
	str_putc(out, '\n');
}

static bool is_fence(struct sv line)
{
	return sv_is(sv_trim(line), "---") && sv_starts(line, "---");
}

static struct sv key_of(struct sv line)
{
	size_t colon = sv_find(line, SV_LIT(":"));
	if (!line.n || colon == SIZE_MAX || line.p[0] == ' ' || line.p[0] == '\t' || line.p[0] == '#' ||
		line.p[0] == '-')
		return sv("");
	return sv_trim(sv_sub(line, 0, colon));
}

/* What follows a key and belongs to it: indented lines and lists. */
static bool continues(struct sv line)
{
	return line.n && (line.p[0] == ' ' || line.p[0] == '\t' || line.p[0] == '-');
}

static const struct {
	const char *key, *instead; /* NULL: nothing */
} replaced[] = {
	{ "effective", "# effective: YYYY-MM-DD # the day from which this version is in force\n" },
	{ "review_due", "# review_due: YYYY-MM-DD # without it, 36 months after effective\n" },
	{ "changes", "# changes: What is different, clause by clause; it is shown above the text.\n" },
	{ "pages_issued", "# pages_issued: 4\n" },
	{ "approved", "# approved: YYYY-MM-DD # the day of the approval; until this line is there, it is a draft\n" },
	{ "fingerprint", NULL },
	{ "retired", NULL },
	{ "draft", NULL },
	{ "reviewed_by", "# reviewed_by: # written as approved_by\n" },
	{ "approved_by", "# approved_by: # everybody here must be in officers.yml\n#   - name: First Last\n#     "
			 "credentials: MBA\n"
			 "#     title: Board Liaison\n#     date: YYYY-MM-DD\n#     meaning: Approved for use\n#     "
			 "method: Signature on file\n" },
};

/* True if the key's own lines are not to be copied. */
static bool replace_key(struct str *out, struct sv key, const char *old_number, const char *number)
{
	if (sv_is(key, "number")) return str_printf(out, "number: %s\n", number), true;
	if (sv_is(key, "version")) return str_printf(out, "version: \"%s\"\n", strchr(number, '.') + 1), true;
	if (sv_is(key, "supersedes")) return str_printf(out, "supersedes: %s\n", old_number), true;
	for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++) {
		if (!sv_is(key, replaced[i].key)) continue;
		if (replaced[i].instead) str_puts(out, replaced[i].instead);
		return true;
	}
	return false;
}

static bool copy_head(struct str *out, struct sv *rest, const char *old_number, const char *number)
{
	struct sv line;
	bool skipping = false, supersedes = false;
	if (!next_line(rest, &line) || !is_fence(line)) return false;
	str_puts(out, "---\n");
	while (next_line(rest, &line)) {
		if (is_fence(line)) {
			if (!supersedes) str_printf(out, "supersedes: %s\n", old_number);
			str_puts(out, "---\n");
			return true;
		}
		struct sv key = key_of(line);
		if (!key.n && skipping && (continues(line) || !line.n)) continue;
		supersedes |= sv_is(key, "supersedes");
		skipping = key.n && replace_key(out, key, old_number, number);
		if (!skipping) put_line(out, line);
	}
	return false;
}

static bool is_changes_heading(struct sv line)
{
	struct str folded = STR_INIT;
	if (!sv_starts(line, "## ")) return false;
	utf8_fold(&folded, line);
	bool found = sv_find(sv_of(&folded), SV_LIT("significant changes")) != SIZE_MAX;
	str_dispose(&folded);
	return found;
}

static void copy_body(struct str *out, struct sv rest, const char *old_number)
{
	struct sv line;
	bool skipping = false;
	while (next_line(&rest, &line)) {
		if (sv_starts(line, "## ")) skipping = false;
		if (skipping) continue;
		put_line(out, line);
		if (!is_changes_heading(line)) continue;
		skipping = true;
		str_printf(out, "\nTo be written: what is different from %s, clause by clause.\n\n", old_number);
	}
}

bool new_version_text(struct str *out, struct sv text, const char *old_number, const char *number)
{
	struct sv rest = sv_starts(text, "\xEF\xBB\xBF") ? sv_sub(text, 3, text.n) : text;
	if (!copy_head(out, &rest, old_number, number)) return false;
	copy_body(out, rest, old_number);
	return true;
}
