/* redact_address.c finds what leads to somebody on the net: mail addresses, also with "at" and "dot" written out, web addresses with and without
 * http, and names under which somebody is found at a service. Likely, whoever they belong to. */
#include "privacy/redact_internal.h"

static bool space_at(struct sv v, size_t i)
{
	return i >= v.n || strchr(" \t\r\n", v.p[i]) != NULL;
}

static bool alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static bool address_byte(char c)
{
	return alnum(c) || (c && strchr("._%+-", c));
}

/* Without the full stop or bracket that ends the sentence. */
static size_t trim_end(struct sv v, size_t start, size_t end)
{
	while (end > start && strchr(".,;:!?)]}>'\"-", v.p[end - 1])) end--;
	return end;
}

static size_t run_end(struct sv v, size_t i)
{
	while (i < v.n && !strchr(" \t\r\n<>\"", v.p[i])) i++;
	return i;
}

static void find_at_signs(struct redact_text *t)
{
	struct sv v = t->text;

	for (size_t at = 0; at < v.n; at++) {
		size_t from = at, to = at + 1;

		if (v.p[at] != '@') continue;
		while (from > 0 && address_byte(v.p[from - 1])) from--;
		while (to < v.n && address_byte(v.p[to])) to++;
		to = trim_end(v, at + 1, to);
		if (to > at + 1) redact_add(t, from, to, from < at ? REDACT_EMAIL : REDACT_HANDLE, REDACT_LIKELY);
	}
}

/* "jane (at) lab.example", "jane at lab dot example dot org" */
static void find_written_out(struct redact_text *t)
{
	for (size_t i = 1; i + 1 < t->token.n; i++) {
		const struct redact_token *at = &t->token.at[i];
		size_t last = i + 1;
		bool bracket = at->start > 0 && strchr("([{<", t->text.p[at->start - 1]) && at->end < t->text.n &&
			       strchr(")]}>", t->text.p[at->end]);

		if (!sv_is(at->folded, "at")) continue;
		while (redact_is(t, last + 1, "dot") && last + 2 < t->token.n) last += 2;
		if (last == i + 1 && !bracket) continue;
		size_t end = t->token.at[last].end;
		if (bracket) end = trim_end(t->text, end, run_end(t->text, end));
		size_t from = i - 1;
		while (from > 0 &&
			(redact_is(t, from - 1, "dot") || (t->token.at[from].start == t->token.at[from - 1].end + 1 &&
								  strchr("._-", t->text.p[t->token.at[from - 1].end]))))
			from--;
		redact_add(t, t->token.at[from].start, end < t->token.at[last].end ? t->token.at[last].end : end,
			REDACT_EMAIL, REDACT_LIKELY);
	}
}

static size_t find_ignoring_case(struct sv v, size_t from, const char *needle)
{
	size_t n = strlen(needle);

	for (size_t i = from; i + n <= v.n; i++)
		if (sv_ieq_ascii(sv_sub(v, i, n), sv_n(needle, n))) return i;
	return SIZE_MAX;
}

static void find_schemes(struct redact_text *t)
{
	static const char *const begins[] = { "http://", "https://", "ftp://", "www.", "mailto:" };

	for (size_t b = 0; b < sizeof begins / sizeof *begins; b++)
		for (size_t i = 0; (i = find_ignoring_case(t->text, i, begins[b])) != SIZE_MAX;
			i += strlen(begins[b])) {
			size_t end = trim_end(t->text, i, run_end(t->text, i));

			if (end > i + strlen(begins[b])) redact_add(t, i, end, REDACT_SITE, REDACT_LIKELY);
		}
}

static bool is_ending(struct sv label, bool surely)
{
	static const char *const plain[] = { "com", "org", "net", "edu", "gov", "info", "biz", "eu", "uk", "de", "fr",
		"ch", "ca", "au", "jp", "cn", "br", "es", "nl", "se", "dk", "fi", "pl", "cz", "hu", "ie", "nz", "za",
		"il", "io", "app", "dev", "online", "example", "ai", "pt", "ru", "kr", "mx", "ar", "gr", "ro", "tr",
		"sg", "hk", "tw", "co", "name", "pro", "health", "bio", "pharma" };
	static const char *const words[] = { "in", "it", "at", "me", "us", "no", "be", "is", "to", "so", "my", "page",
		"life", "work", "works", "site", "tech", "group", "team", "consulting", "xyz" };

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (sv_ieq_ascii(label, sv(plain[i]))) return true;
	for (size_t i = 0; surely && i < sizeof words / sizeof *words; i++)
		if (sv_ieq_ascii(label, sv(words[i]))) return true;
	return false;
}

/* The end of "lab.example.org/people" from its first word on; 0 if that is none. */
static size_t domain_end(const struct redact_text *t, size_t i, size_t *words)
{
	struct sv v = t->text;
	size_t last = i;

	while (last + 1 < t->token.n && t->token.at[last].end + 1 == t->token.at[last + 1].start &&
		strchr(".-", v.p[t->token.at[last].end]))
		last++;
	while (last > i && v.p[t->token.at[last].start - 1] != '.') last--;
	*words = last - i;
	size_t end = t->token.at[last].end;
	bool path = end + 1 < v.n && v.p[end] == '/' && !space_at(v, end + 1);
	struct sv label = sv_sub(v, t->token.at[last].start, end - t->token.at[last].start);
	size_t before = last > i ? t->token.at[last - 1].end - t->token.at[last - 1].start : 0;
	if (last == i || before < 2 || t->token.at[last].capital || !is_ending(label, path || last > i + 1)) return 0;
	return path ? trim_end(v, end, run_end(v, end)) : end;
}

static void find_domains(struct redact_text *t)
{
	for (size_t i = 0; i < t->token.n; i++) {
		size_t words = 0, end = domain_end(t, i, &words);

		if (!end) continue;
		redact_add(t, t->token.at[i].start, end, REDACT_SITE, REDACT_LIKELY);
		i += words;
	}
}

#define SERVICES                                                                                                       \
	"|linkedin|twitter|facebook|instagram|skype|whatsapp|telegram|mastodon|bluesky|github|xing|wechat|signal|"     \
	"orcid|researchgate|tiktok|youtube|threads|zoom|teams|slack|discord|"

/* "LinkedIn: jane-doe-42", "on Skype as jdoe" */
static void find_services(struct redact_text *t)
{
	for (size_t i = 0; i + 1 < t->token.n; i++) {
		bool colon, cue = false;
		size_t n = i + 1, end;

		if (!redact_is(t, i, SERVICES "handle|username|login|")) continue;
		while (redact_is(t, n, "|as|under|name|id|handle|username|user|is|account|profile|")) n++, cue = true;
		if (n >= t->token.n) continue;
		colon = t->text.p[t->token.at[n].start - 1] == ':' || t->text.p[t->token.at[n - 1].end] == ':' ||
			t->text.p[t->token.at[n - 1].end] == '/';
		end = trim_end(t->text, t->token.at[n].end, run_end(t->text, t->token.at[n].start));
		if (end < t->token.at[n].end) end = t->token.at[n].end;
		bool telling = t->token.at[n].digit || end > t->token.at[n].end;
		if ((colon || cue || telling) && (telling || !redact_common(t->r, t->token.at[n].folded)))
			redact_add(t, t->token.at[n].start, end, REDACT_HANDLE, REDACT_LIKELY);
	}
}

void redact_addresses(struct redact_text *t)
{
	find_at_signs(t);
	find_written_out(t);
	find_schemes(t);
	find_domains(t);
	find_services(t);
}
