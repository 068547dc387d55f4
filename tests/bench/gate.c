/* How fast the gate searches and how much it needs for it: six million values of invented people against plain pages, pages in which every letter is an
 * entity, and pages of the usual kind. Processor seconds, of each page the best of fifteen. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include "privacy/gate_internal.h"
#include "records/fields.h"

enum { PAGE = 60000, PAGES = 100, ROUNDS = 15 };

static uint64_t state = 42;
static long people = 460000;

static uint32_t draw(uint32_t below)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((state >> 33) % below);
}

static void syllables(char *out, size_t n)
{
	static const char *const part[] = { "ka", "lo", "mir", "ven", "tas", "quo", "bri", "zel", "dor", "shi", "nak",
		"ul", "fen", "gri", "pom", "wex" };

	out[0] = '\0';
	for (size_t i = 0, at = 0; i < n; i++)
		at += (size_t)snprintf(out + at, 60 - at, "%s", part[draw(sizeof part / sizeof *part)]);
	out[0] = (char)(out[0] - 32);
}

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	char a[64], b[64], c[64], v[256];

	(void)ctx;
	state = 42;
	for (int64_t p = 1; p <= people; p++) {
		unsigned line = (unsigned)p;
		int bad = 0;

		syllables(a, 2 + draw(2));
		syllables(b, 3 + draw(2));
		syllables(c, 4);
		bad |= fn(fn_ctx, FIELD_FIRST_NAME, "first_name", sv(a), "a.csv", line, p);
		bad |= fn(fn_ctx, FIELD_LAST_NAME, "last_name", sv(b), "a.csv", line, p);
		snprintf(v, sizeof v, "%s.%s%u@%s.example.org", a, b, draw(90), c);
		bad |= fn(fn_ctx, FIELD_EMAIL, "email", sv(v), "a.csv", line, p);
		snprintf(v, sizeof v, "+49 30 %08u", 10000000 + draw(89999999));
		bad |= fn(fn_ctx, FIELD_PHONE, "phone", sv(v), "a.csv", line, p);
		snprintf(v, sizeof v, "M-%07u", (unsigned)p + 1000000);
		bad |= fn(fn_ctx, FIELD_MEMBER_NO, "member_no", sv(v), "a.csv", line, p);
		snprintf(v, sizeof v, "%s %s GmbH", c, a);
		bad |= fn(fn_ctx, FIELD_EMPLOYER, "employer", sv(v), "a.csv", line, p);
		if (bad) return -1;
	}
	return 0;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *const words[] = { "the", "audit", "of", "a", "study", "report", "inspection", "quality", "system",
	"and", "in", "to", "procedure", "laboratory", "sample", "is", "review", "for", "mentor", "programme", "that",
	"with", "evidence", "question", "field", "people", "responsible", "documentation", "on", "be" };

enum kind { PLAIN, USUAL, ESCAPED, KINDS };
static const char *const kinds[] = { "plain pages", "usual pages", "all entities" };

static void page(struct str *out, enum kind kind)
{
	str_clear(out);
	while (out->len < PAGE) {
		const char *w = words[draw(sizeof words / sizeof *words)];

		if (draw(12) == 0)
			str_puts(out,
				kind == PLAIN ? "</p>\n<p class=\"entry wide\">" : "</p>\n<p title=\"a &amp; b\">");
		if (kind == USUAL && draw(30) == 0) str_puts(out, "it&#39;s \xC3\xA9t\xC3\xA9 ");
		for (size_t i = 0; w[i]; i++)
			if (kind == ESCAPED)
				str_printf(out, draw(2) ? "&#x%x;" : "&#%d;", w[i]);
			else
				str_putc(out, w[i]);
		str_putc(out, ' ');
	}
}

/* One round over all pages; of each page the least time is kept, because something else may run beside it. */
static void round_of(const struct identity_set *set, enum kind kind, double best[PAGES], size_t *bytes)
{
	struct gate_options o = { .values = set };
	struct diags ds = DIAGS_INIT;
	struct str text = STR_INIT;
	struct clearance *c = NULL;
	struct gate *g;

	gate_new(&g, &o, &ds);
	state = 7;
	*bytes = 0;
	for (int i = 0; i < PAGES; i++) {
		char path[32];

		page(&text, kind);
		snprintf(path, sizeof path, "page%d.html", i);
		struct span all = { text.len, ORIGIN_TEMPLATE, NULL };
		struct artifact a = { path, ARTIFACT_FILE, sv_of(&text), &all, 1 };
		double from = seconds();
		gate_scan(g, &g->notes, &a);
		double spent = seconds() - from;
		if (spent < best[i]) best[i] = spent;
		*bytes += text.len;
	}
	gate_finish(g, &c, &ds);
	if (ds.errors) printf("(%zu findings, the first %s)\n", ds.errors, ds.at[0].code);
	clearance_free(c);
	gate_free(g);
	diags_dispose(&ds);
	str_dispose(&text);
}

static double speed(const struct identity_set *set, enum kind kind)
{
	double best[PAGES], sum = 0;
	size_t bytes = 0;

	for (int i = 0; i < PAGES; i++) best[i] = 1e9;
	for (int round = 0; round < ROUNDS; round++) round_of(set, kind, best, &bytes);
	for (int i = 0; i < PAGES; i++) sum += best[i];
	return (double)bytes / sum / 1e6;
}

static double megabytes(const char *what)
{
	char line[256];
	double kb = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, what, strlen(what)) == 0) kb = strtod(line + strlen(what) + 1, NULL);
	if (f) fclose(f);
	return kb / 1024;
}

int main(int argc, char **argv)
{
	const struct identity_source source = { each, NULL };
	struct identity_set *set = NULL;
	double before, from = seconds(), base = megabytes("VmRSS");

	if (argc > 1) people = strtol(argv[1], NULL, 10);
	if (identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef")) return 1;
	before = seconds();
	printf("values           %zu of %ld people, built in %.1f s\n", identity_set_values(set), people,
		before - from);
	printf("memory           %.0f MB resident, %.0f MB at the peak of building\n", megabytes("VmRSS") - base,
		megabytes("VmHWM") - base);
	for (int kind = PLAIN; kind < KINDS; kind++)
		if (argc < 3 || strtol(argv[2], NULL, 10) == kind)
			printf("%-16s %.0f MB/s\n", kinds[kind], speed(set, (enum kind)kind));
	identity_set_free(set);
	return 0;
}
