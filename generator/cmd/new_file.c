/* A blank file is the hardest to fill in. These begin with everything that could be said, so that nobody has to remember a setting's name. */
#include "cmd/new_file.h"
#include "base/fs.h"

static const struct new_kind kinds[] = {
	{ "sop", "content/sops", NULL, "write the clauses; a clause begins with its number" },
	{ "faq", "content/faqs", "order:", "write the answer below the second line ---, the short answer first" },
	{ "guidance", "content/guidance", "order:", "write the text below the second line ---" },
	{ "page", "content/pages", "nav:", "write the text below the second line ---" },
	{ "definition", "content/definitions",
		"order:", "say what it means below the second line ---, in one or two sentences" },
	{ "tool", "content/tools",
		"order:", "write the form below the second line ---; people print it or copy from it" },
};
static const struct {
	const char *word, *name;
} other_words[] = { { "question", "faq" }, { "form", "tool" }, { "guide", "guidance" }, { "term", "definition" },
	{ "document", "sop" }, { "SOP", "sop" }, { "FAQ", "faq" } };

const struct new_kind *new_kind_find(const char *name)
{
	for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++)
		if (strcmp(other_words[i].word, name) == 0) name = other_words[i].name;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
	return NULL;
}

size_t new_kind_names(const char *names[8])
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) names[i] = kinds[i].name;
	return sizeof kinds / sizeof *kinds;
}

/* The number behind `key` in a file's head; -1 if it has none. A file that cannot be read has no place to be taken. */
static long order_of(struct sv text, const char *key)
{
	struct sv line;
	long n;
	for (size_t lines = 0; sv_split(&text, '\n', &line); lines++) {
		if (lines && sv_starts(line, "---")) break;
		if (!sv_starts(line, key)) continue;
		struct sv value = sv_sub(line, strlen(key), line.n);
		size_t comment = sv_find(value, SV_LIT("#"));
		if (sv_long(sv_trim(sv_sub(value, 0, comment == SIZE_MAX ? value.n : comment)), &n)) return n;
	}
	return -1;
}

long new_file_order(struct context *ctx, const struct new_kind *kind, long step)
{
	struct fs_list files = { NULL, 0 };
	struct str text = STR_INIT, err = STR_INIT;
	const char *folder = context_path(ctx, kind->folder);
	long last = 0;
	fs_glob(&files, &ctx->mem, folder, "*.md", &err);
	for (size_t i = 0; kind->order && i < files.n; i++) {
		str_clear(&text);
		if (fs_read(&text, fs_join(&ctx->mem, folder, files.at[i]), (size_t)1 << 20, &err) != 0) continue;
		long n = order_of(sv_of(&text), kind->order);
		if (n > last) last = n;
	}
	str_dispose(&text);
	str_dispose(&err);
	last = (last / step + 1) * step;
	return last > 999 ? 999 : last;
}

/* ---- texts */

static void put_title(struct str *out, struct sv title)
{
	str_puts(out, "---\ntitle: \"");
	for (size_t i = 0; i < title.n; i++) {
		if (title.p[i] == '"' || title.p[i] == '\\') str_putc(out, '\\');
		str_putc(out, title.p[i]);
	}
	str_puts(out, "\"\n");
}

static const char draft_line[] = "draft: yes # take this line out when it may be published\n";

static void put_faq(struct str *out, long order, date_t day)
{
	str_puts(out, draft_line);
	str_printf(out,
		"audience: everyone # or members (mentees and peers), or mentors\norder: %ld # its place in the list\n",
		order);
	str_printf(out, "updated: %s # the day the answer was last looked at\n", date_iso(day).z);
	str_puts(out, "# clauses: [MP-02 5.1.1] # the clauses it rests on\n# keywords: [other, words, for, it]\n---\n"
		      "Answer in one sentence first. Then say what else somebody has to know, and what to do next.\n");
}

static void put_guidance(struct str *out, long order, date_t day, bool tool)
{
	str_puts(out, draft_line);
	str_puts(out, "lead: One sentence that says whom this is for and what it helps with.\n");
	str_puts(out,
		tool ? "# role: everyone # or mentee, peer, mentor\n" : "role: everyone # or mentee, peer, mentor\n");
	str_printf(out, "order: %ld # its place in the list\nupdated: %s # the day it was last looked at\n", order,
		date_iso(day).z);
	str_printf(out,
		"owner: Mentoring Program Committee # who keeps it right\nreview_due: %s # the day by which it is "
		"looked at again\n",
		date_iso(date_add_months(day, 12)).z);
	str_puts(out, "# keywords: [other, words, for, it]\n---\nSay first what this is for.\n\n");
	if (tool)
		str_puts(out, "## A. What it is about\n\n| Question | Answer |\n|---|---|\n| First question | |\n| "
			      "Second question | |\n");
	else
		str_puts(out, "## First heading\n\nWrite short paragraphs, and lists for what is done in order:\n\n1. "
			      "First step.\n2. Second step.\n");
}

static void put_page(struct str *out, long order, date_t day)
{
	str_puts(out, draft_line);
	str_puts(out, "lead: One sentence under the title.\n");
	str_printf(out, "# nav: %ld # its place in the navigation; without this line it is reached by links only\n",
		order);
	str_printf(out, "updated: %s # the day it was last looked at\n", date_iso(day).z);
	str_puts(out, "# keywords: [other, words, for, it]\n"
		      "# A page of a role has these four together, and can have gain:\n"
		      "# role: mentee # or peer, mentor\n# steps: [First step, Second step]\n"
		      "# apply: mentee_application # or peer_application, mentor_application\n"
		      "# search: mentors # or peers; not for mentors\n# gain: [What one gains, What else]\n---\n"
		      "Say first what this page is for.\n\n## First heading\n\nWrite here.\n");
}

static void put_definition(struct str *out, long order)
{
	str_puts(out, draft_line);
	str_printf(out,
		"order: %ld # its place in the list\n# keywords: [other, words, for, it]\n---\nSay what it is in one "
		"sentence.\n",
		order);
}

static void put_sop(struct str *out, const char *number, date_t day)
{
	const char *dot = strchr(number, '.');
	str_printf(out, "number: %s\nversion: \"%s\"\n", number, dot ? dot + 1 : "");
	str_puts(out,
		"owner: Mentoring Program Committee\naudience: Committee, applicants, participants, Headquarters\n"
		"# It is a draft until the line approved is there. Then these are needed too:\n"
		"# approved: YYYY-MM-DD # the day of the approval\n"
		"# effective: YYYY-MM-DD # the day from which it is in force\n");
	str_printf(out, "# original_issue: %s # the day on which the first version took effect; it never changes\n",
		date_iso(day).z);
	str_puts(out,
		"# changes: First issue.\n"
		"# approved_by: # everybody here must be in officers.yml\n"
		"#   - name: First Last\n#     credentials: MBA\n#     title: Board Liaison\n#     date: YYYY-MM-DD\n"
		"#     meaning: Approved for use\n#     method: Signature on file\n"
		"# reviewed_by: # written the same way\n"
		"# fingerprint: \"…\" # mentorpress check says which, once it is approved\n"
		"# These may be left out:\n# supersedes: the number of the version before it\n"
		"# review_due: YYYY-MM-DD # without it, 36 months after effective\n# retired: YYYY-MM-DD\n# "
		"pages_issued: 4\n"
		"# references: [CP-12.xx]\n# keywords: [other, words, for, it]\n# lead: One sentence under the "
		"title.\n---\n"
		"## 1. Significant changes\n\nThis is the first issue.\n\n"
		"## 2. Purpose\n\nThis SOP lays down who does what, and by when.\n\n"
		"## 3. Scope\n\nThis SOP binds those named in its clauses.\n\n"
		"## 4. Responsibilities\n\n4.1 The committee answers for this document.\n\n"
		"## 5. Procedures\n\n### 5.1 First step\n\n5.1.1 Say who shall do what, and by when.\n\n"
		"## 6. References\n\nThis SOP refers to no other document.\n");
}

void new_file_text(
	struct str *out, const struct new_kind *kind, struct sv title, const char *id, long order, date_t day)
{
	put_title(out, title);
	switch (kind->name[0]) {
	case 's': put_sop(out, id, day); break;
	case 'f': put_faq(out, order, day); break;
	case 'g': put_guidance(out, order, day, false); break;
	case 't': put_guidance(out, order, day, true); break;
	case 'p': put_page(out, order, day); break;
	default: put_definition(out, order); break;
	}
}
