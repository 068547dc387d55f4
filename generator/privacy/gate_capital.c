/* Whether a capital letter means a name here. English writes capitals where a sentence, heading or cell begins, in titles, and in the
 * names of months, and there a surname that is a word ("Young", "May", "Page") says nothing; behind "Dr." it says everything. */
#include "base/utf8.h"
#include "privacy/gate_internal.h"

enum { LOOK_BACK = 400, LONGEST_TITLE = 300, TITLE_WORDS = 2 };

static char byte_at(struct sv v, size_t i)
{
	return i < v.n ? v.p[i] : '\0';
}

static bool is_letter(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static bool one_of(struct sv word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sv_ieq_ascii(word, sv(list[i]))) return true;
	return false;
}
#define ONE_OF(word, list) one_of((word), (list), sizeof(list) / sizeof *(list))

/* The word that ends before `end`. */
static struct sv word_before(struct sv v, size_t end)
{
	size_t from = end;

	while (from > 0 && end - from < 20 && is_letter(v.p[from - 1])) from--;
	return sv_sub(v, from, end - from);
}

/* Does a title of persons end before `end`, with its dot taken off? */
static bool titled_at(struct sv v, size_t end)
{
	static const char *const titles[] = { "mr", "mrs", "ms", "mx", "dr", "prof", "professor", "doctor", "sir",
		"dame" };
	struct sv word = word_before(v, end);

	return word.n && word.p[0] >= 'A' && word.p[0] <= 'Z' && ONE_OF(word, titles);
}

bool gate_titled(const struct judged *j, const struct window *w)
{
	struct sv v = j->artifact->bytes;
	size_t at = w->token[0]->start, end = at;

	while (end > 0 && strchr(" \t\r\n", v.p[end - 1])) end--;
	/* "Dr.&nbsp;Young" */
	if (end == at && sv_ends(sv_sub(v, 0, at), "&nbsp;")) end -= 6;
	if (end > 1 && end == at && v.p[end - 1] == '\xA0' && v.p[end - 2] == '\xC2') end -= 2;
	if (end > 0 && v.p[end - 1] == '.') end--;
	return end < at && titled_at(v, end);
}

static bool inline_tag(struct sv tag)
{
	static const char *const names[] = { "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "s",
		"small", "span", "strong", "sub", "sup", "time", "u", "wbr" };
	size_t n = 0;

	tag = sv_sub(tag, sv_starts(tag, "</") ? 2 : 1, tag.n);
	while (n < tag.n && ((tag.p[n] | 32) >= 'a' && (tag.p[n] | 32) <= 'z')) n++;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_ieq_ascii(sv_sub(tag, 0, n), sv(names[i]))) return true;
	return false;
}

/* Does a sentence, heading, cell or attribute begin here, so that a capital letter means nothing? */
static bool sentence_begins(const struct judged *j, size_t at, enum normal_stream stream)
{
	struct sv v = j->artifact->bytes, path = sv(j->artifact->path);
	bool html = normal_mode_of(j->artifact->path) == NORMAL_HTML, csv = sv_ends(path, ".csv"),
	     json = sv_ends(path, ".json");

	for (size_t i = at, least = at > LOOK_BACK ? at - LOOK_BACK : 0; i-- > least;) {
		unsigned char c = (unsigned char)v.p[i];

		if (c == '\n' && !html) return true;
		if (c == '"' && (json || csv || stream == NORMAL_MARKUP)) return true;
		if (c == ',' && csv) return true;
		if (strchr(" \t\r\n\"'([{*_)]", c)) continue; /* "(So it was.) Young people …" */
		if (html && stream == NORMAL_RUNNING && c == '>') {
			size_t open = i;

			while (open > least && v.p[open] != '<') open--;
			if (!inline_tag(sv_sub(v, open, i - open))) return true;
			i = open;
			continue;
		}
		if (c == '.' && titled_at(v, i)) return false;
		if (c < 0x80) return strchr(".!?:;|/#=>-", c) != NULL;
		while (i > least && ((unsigned char)v.p[i] & 0xC0) == 0x80) i--;
		uint32_t cp;
		utf8_decode(v, i, &cp);
		if (utf8_is_letter(cp) || utf8_is_digit(cp)) return false;
		if (utf8_is_space(cp) || (cp >= 0x2018 && cp <= 0x201F) || cp == 0xAB) continue;
		return true;
	}
	return true;
}

/* "Dr. Young", "J. Young": this dot ends no sentence. */
bool gate_ends_abbreviation(struct sv v, size_t begin, size_t dot)
{
	static const char *const titles[] = { "mr", "mrs", "ms", "mx", "dr", "prof", "sir", "st", "sr", "jr" };
	size_t from = dot;

	while (from > begin && ((v.p[from - 1] | 32) >= 'a' && (v.p[from - 1] | 32) <= 'z')) from--;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (sv_ieq_ascii(sv_sub(v, from, dot - from), sv(titles[i]))) return true;
	return dot - from == 1;
}

/* The nearest word on the other side of "to", "and" and the like, or of a dash: "from April to May". */
static struct sv month_beyond(struct sv v, size_t at, bool ahead)
{
	static const char *const links[] = { "and", "or", "to", "through", "until" };
	struct sv word = { NULL, 0 };

	for (int step = 0; step < 2; step++) {
		size_t from = at, to;

		if (ahead) {
			while (from < v.n && from - at < 6 && !is_letter(v.p[from]) && v.p[from] != '.' &&
				v.p[from] != '<')
				from++;
			for (to = from; to < v.n && is_letter(v.p[to]);) to++;
			at = to;
		} else {
			while (from > 0 && at - from < 6 && !is_letter(v.p[from - 1]) && v.p[from - 1] != '.' &&
				v.p[from - 1] != '>')
				from--;
			to = from;
			from = at = to - word_before(v, to).n;
		}
		word = sv_sub(v, from, to - from);
		if (!ONE_OF(word, links)) break;
	}
	return word;
}

/* "May 2026", "1 May", "in May", "April and May" */
static bool month_of_a_date(const struct judged *j, const struct window *w)
{
	static const char *const in[] = { "in", "until", "till", "since", "during", "early", "late", "mid", "every",
		"each" };
	const struct normal_token *t = w->token[0];
	struct sv v = j->artifact->bytes;
	char next = byte_at(v, t->end + 1);

	if (w->n != 1 || !certified_month(sv_sub(v, t->start, t->end - t->start))) return false;
	if ((next >= '0' && next <= '9') || (w->before[0] && w->before[0]->digits && t->start - w->before[0]->end <= 2))
		return true;
	size_t gap = t->start;
	while (gap > 0 && strchr(" \t\r\n-", v.p[gap - 1])) gap--;
	if (gap < t->start && ONE_OF(word_before(v, gap), in)) return true;
	return certified_month(month_beyond(v, t->start, false)) || certified_month(month_beyond(v, t->end, true));
}

/* In a template every element holds a phrase of its own: <span>May also fit</span>. */
static bool phrase_begins(const struct judged *j, const struct window *w, enum origin origin)
{
	size_t at = w->token[0]->start;

	if (origin == ORIGIN_TEMPLATE && at > 0 && j->artifact->bytes.p[at - 1] == '>') return true;
	return sentence_begins(j, at, w->token[0]->stream);
}

static bool is_value(const struct judged *j, struct sv word)
{
	const struct identity_set *set = j->gate->o.values;
	struct normal_token t;

	return normal_tokens(&set->key, word, &t, 1) == 1 && identity_find(set, t.hash);
}

/* One word of what may be a title: 1 a capital that is nobody's name, 0 says nothing, -1 a small word that no title has. */
static int title_word(const struct judged *j, struct sv word, bool joined)
{
	static const char *const small[] = { "a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to",
		"for", "from", "with", "by", "as", "is", "are", "be", "vs", "per", "via", "into", "over", "if", "it",
		"its", "not", "than", "that", "amp", "nbsp", "s", "t" };
	char first = word.p[0];

	if (joined || (first & 0x80) || ONE_OF(word, small)) return 0;
	if (first < 'A' || first > 'Z') return -1;
	return !is_value(j, word);
}

/* "What the Young Auditor Will Read": all of an element's or attribute's text is written like a title, other words than names too. */
static bool in_title(const struct judged *j, const struct window *w)
{
	struct sv v = j->artifact->bytes;
	bool csv = sv_ends(sv(j->artifact->path), ".csv");
	const char *ends = csv ? "\",\n" : "<>\"\n";
	size_t from = w->token[0]->start, to = w->token[w->n - 1]->end, others = 0;
	bool describes = false;

	while (from > 0 && !strchr(ends, v.p[from - 1])) from--;
	while (to < v.n && !strchr(ends, v.p[to])) to++;
	if (to - from > LONGEST_TITLE) return false;
	for (size_t i = from, end; i < to; i = end) {
		for (end = i + 1; end < to && is_letter(v.p[i]) && is_letter(v.p[end]);) end++;
		if (!is_letter(v.p[i]) || (i < w->token[w->n - 1]->end && end > w->token[0]->start)) continue;
		int says = title_word(j, sv_sub(v, i, end - i), i > from && (v.p[i - 1] == '-' || v.p[i - 1] == '\''));
		if (says < 0) return false;
		others += (size_t)says;
		/* "Long and Short Forms": what stands before a noun describes it. */
		describes |= says > 0 && i == w->token[w->n - 1]->end + 1 && v.p[i - 1] == ' ';
	}
	return describes || others >= TITLE_WORDS;
}

bool gate_capital_counts(const struct judged *j, const struct window *w, enum origin origin)
{
	return !month_of_a_date(j, w) && !phrase_begins(j, w, origin) && !in_title(j, w);
}
