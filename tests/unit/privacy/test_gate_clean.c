/* Ten thousand clean pages: the words of a society's site, headings, links, digests, pictures in base64, tables of numbers and dates, against the values of
 * several thousand people with names of many languages, some of them ordinary words. Nothing may refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/digest.h"
#include "privacy/gate_internal.h"
#include "records/fields.h"

enum { PAGES = 10000, PEOPLE = 6000 };

static const char *const firsts[] = { "Abena", "Agnieszka", "Alejandra", "Amélie", "Anders", "Anjali", "Aoife", "Arjun",
	"Astrid", "Ayşe", "Bartosz", "Beatriz", "Björn", "Caoimhe", "Cécile", "Chiara", "Dagmar", "Deepika", "Diego",
	"Dimitra", "Ebba", "Eduardo", "Elżbieta", "Emeka", "Étienne", "Fatoumata", "Florian", "François", "Friedrich",
	"Ganesh", "Grace", "Gudrun", "Guillaume", "Hana", "Haruki", "Henrik", "Ifeoma", "Ignacio", "Imani", "Jacek",
	"Jørgen", "Katarzyna", "Kateřina", "Keiko", "Khadija", "Kofi", "Krzysztof", "Li", "Lucía", "Małgorzata", "Mark",
	"Martín", "May", "Mehmet", "Mei", "Mohan", "Noémie", "Oleksandr", "Piotr", "Priya", "Rocío", "Rose", "Saoirse",
	"Siddharth", "Sinéad", "Takeshi", "Thandiwe", "Tomás", "Urszula", "Will", "Wojciech", "Ximena", "Yuki",
	"Zeynep", "Zuzana" };
static const char *const lasts[] = { "Achebe", "Adeyemi", "Agarwal", "Ahlström", "Akhtar", "Almeida", "Altınok",
	"Andersson", "Asante", "Banerjee", "Barbieri", "Bergström", "Bianchi", "Boateng", "Bondarenko", "Bouchard",
	"Cardoso", "Çelik", "Chatterjee", "Chukwu", "Colombo", "Dąbrowski", "Delacroix", "Diallo", "Dlamini", "Doležal",
	"Dubois", "Dvořák", "Eriksen", "Esposito", "Faßbender", "Fernandes", "Fontaine", "Fujimoto", "Gallagher",
	"Georgiou", "Ghosh", "Gómez", "Grünewald", "Gupta", "Hashimoto", "Heikkinen", "Hernández", "Hoàng", "Horvát",
	"Huang", "Hussein", "Ibrahim", "Inoue", "Ivanova", "Jankowski", "Jiménez", "Jónsdóttir", "Kamiński", "Kaya",
	"King", "Kowalczyk", "Kumar", "Larsson", "Li", "Marsh", "Mbeki", "Müller", "Nakamura", "Nguyễn", "Novák",
	"Okafor", "Oyelaran", "Park", "Pereira", "Price", "Quiñones", "Rossi", "Schröder", "Short", "Silva", "Stone",
	"Suzuki", "Tanaka", "Vargas", "Wang", "White", "Wood", "Yamada", "Yıldız", "Young", "Zhao" };
static const char *const words[] = { "the", "a", "of", "and", "to", "in", "for", "is", "that", "may", "will", "young",
	"mark", "grace", "price", "short", "white", "stone", "wood", "park", "announcement", "responsibilities",
	"documentation", "pharmacovigilance", "computerized", "bioanalytical", "internationalization",
	"characteristics", "environmental", "recommendation", "christianity", "alexandrite", "marketing",
	"underestimate", "audit", "study", "report", "procedure", "inspection", "evidence", "laboratory", "mentor",
	"mentee", "programme", "committee", "society", "at", "dot", "quality", "assurance", "entry", "cycle", "group",
	"profile", "deviation", "sample", "method", "validation", "training", "records", "regulation", "question",
	"answers", "together", "another", "whenever", "rose-tinted", "well-known", "step-by-step", "e-mail",
	"co-operate" };

static uint64_t chance = 11;

static uint32_t draw(uint32_t below)
{
	chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(chance >> 33) % below;
}
#define ONE_OF(list) (list)[draw(sizeof(list) / sizeof *(list))]

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	char text[160];
	int bad = 0;

	(void)ctx;
	for (int64_t p = 1; p <= PEOPLE && !bad; p++) {
		const char *first = ONE_OF(firsts), *last = ONE_OF(lasts);
		unsigned line = (unsigned)p;

		bad |= fn(fn_ctx, FIELD_FIRST_NAME, "first_name", sv(first), "a.csv", line, p);
		bad |= fn(fn_ctx, FIELD_LAST_NAME, "last_name", sv(last), "a.csv", line, p);
		snprintf(text, sizeof text, "p%u.%u@mail%u.example.org", line, draw(90), draw(500));
		bad |= fn(fn_ctx, FIELD_EMAIL, "email", sv(text), "a.csv", line, p);
		snprintf(text, sizeof text, "+%u %u 555 %04u", 30 + draw(60), 10 + draw(89), draw(10000));
		bad |= fn(fn_ctx, FIELD_PHONE, "phone", sv(text), "a.csv", line, p);
		snprintf(text, sizeof text, "%u", 100000 + draw(900000));
		bad |= fn(fn_ctx, FIELD_MEMBER_NO, "member_no", sv(text), "a.csv", line, p);
		snprintf(text, sizeof text, "%s %s Laboratories", last, first);
		bad |= fn(fn_ctx, FIELD_EMPLOYER, "employer", sv(text), "a.csv", line, p);
	}
	return bad;
}

static void put_digest(struct str *out, struct sv of)
{
	struct sha256 sha = sha256_of(of);
	struct sha256_hex hex = sha256_hex(&sha);

	str_puts(out, hex.z);
}

static void put_noise(struct str *out)
{
	static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	str_puts(out, "<img src=\"data:image/png;base64,");
	for (size_t i = 0; i < 160; i++) str_putc(out, symbols[draw(64)]);
	str_puts(out, "==\" alt=\"\">");
}

static void put_sentence(struct str *out)
{
	static const char *const ends[] = { ".", "?", "!", ", &amp; so on.", "&#39;s.", " &lt;p&gt;.", " (see 4.2)." };
	size_t n = 4 + draw(12), from = out->len;

	for (size_t i = 0; i < n; i++) {
		const char *w = ONE_OF(words);

		/* "Mark Young" in lower case is a phrase of words that the policy would call ordinary; here they stand apart. */
		str_printf(out, "%s%s %s", i ? " " : "", w, i % 2 ? "of" : "the");
	}
	out->ptr[from] = (char)(out->ptr[from] - 32);
	str_puts(out, ONE_OF(ends));
	str_putc(out, ' ');
}

static void make_page(struct str *out, unsigned number)
{
	str_clear(out);
	str_printf(out,
		"<!doctype html><html lang=\"en\"><head><title>Page %u</title><link rel=\"stylesheet\" "
		"href=\"../assets/site.%08x.css\"></head>\n",
		number, draw(UINT32_MAX));
	for (size_t p = 0; p < 5; p++) {
		str_printf(out, "<h2 id=\"step-%zu\">The steps of %s today</h2><p class=\"wide\">", p, ONE_OF(words));
		for (size_t s = 0; s < 3; s++) put_sentence(out);
		str_puts(out, "</p>\n");
	}
	str_printf(out,
		"<td>%u.%u</td><td>2026-%02u-%02u</td><td>%u %%</td><a "
		"href=\"?page=%u&amp;sort=area&amp;q=a%%20b\">next</a><pre>",
		draw(20), draw(99), 1 + draw(12), 1 + draw(28), draw(100), number);
	put_digest(out, sv_of(out));
	str_puts(out, "</pre>");
	if (number % 7 == 0) put_noise(out);
	str_printf(out,
		"<script>var a = {\"k\": %u, \"t\": \"the \\u201cend\\u201d\\n\", \"d\": \"%08x\"};</script></html>\n",
		number % 20, draw(UINT32_MAX));
}

static void test_clean_pages(void **state)
{
	const struct identity_source source = { each, NULL };
	struct identity_set *set;
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct str page = STR_INIT;
	struct gate *g;

	(void)state;
	assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
	assert_true(identity_set_values(set) > 20000);
	struct gate_options o = { .values = set };
	gate_new(&g, &o, &ds);
	for (unsigned i = 0; i < PAGES; i++) {
		char path[40];

		make_page(&page, i);
		snprintf(path, sizeof path, "guide/page-%u.html", i);
		sink_put_plain(gate_sink(g), path, sv_of(&page), ORIGIN_DOCUMENT);
	}
	int r = gate_finish(g, &c, &ds);
	for (size_t i = 0; i < ds.n && i < 10; i++) {
		print_message("%s %s:%u:%u %s\n", ds.at[i].code, ds.at[i].at.file, ds.at[i].at.line, ds.at[i].at.col,
			ds.at[i].text);
	}
	assert_int_equal(r, 0);
	clearance_free(c);
	gate_free(g);
	identity_set_free(set);
	diags_dispose(&ds);
	str_dispose(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_clean_pages) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
