/* Tests of template as a wall: no value of any kind in any place becomes markup, a script or a link that runs one, and where
 * that could not be promised the template is refused. */
#include "template_support.h"

static void attributes(void **state)
{
	struct world *w = *state;
	text(w, "b", "x\" y='z' <&>");
	tmap_bool(w->m, "on", true);
	tmap_bool(w->m, "off", false);
	tmap_url(w->m, "u", sv("https://example.org/"), ORIGIN_SETTINGS, NULL);
	rendering_add(&w->html, sv("<b>"), ORIGIN_DOCUMENT, NULL);
	tmap_html(w->m, "h", &w->html);
	gives(w, "<p class=\"a {{b}}\" data-x=\"{{b}}\">",
		"<p class=\"a x&quot; y='z' &lt;&amp;&gt;\" data-x=\"x&quot; y='z' &lt;&amp;&gt;\">");
	gives(w, "<p class=\"a{{#on}} on{{/on}}{{#off}} off{{/off}}\">", "<p class=\"a on\">");
	gives(w, "<input{{#on}} checked{{/on}}{{#off}} disabled{{/off}}>", "<input checked>");
	gives(w, "<li {{#on}}class=\"{{b}}\"{{/on}} id=x>", "<li class=\"x&quot; y='z' &lt;&amp;&gt;\" id=x>");
	gives(w, "<title>{{b}}</title><textarea>{{b}}</textarea>",
		"<title>x\" y='z' &lt;&amp;&gt;</title><textarea>x\" y='z' &lt;&amp;&gt;</textarea>");
	gives(w, "{{u}}", "https://example.org/");
	fails(w, "<p title=\"{{u}}\">", "T012", 1, 11, "URL");
	fails(w, "<p title=\"{{h}}\">", "T012", 1, 11, "HTML");
	fails(w, "<title>{{h}}</title>", "T012", 1, 8, "HTML");
	gives(w, "a < b && c <3 {{#on}}x{{/on}}", "a < b && c <3 x");
	gives(w, "<!doctype html><!-- a <b> --><script>if (a < b) {}</script><style>a{b:c}</style>{{#on}}x{{/on}}",
		"<!doctype html><!-- a <b> --><script>if (a < b) {}</script><style>a{b:c}</style>x");
}

static void places_where_no_tag_may_stand(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *text;
		unsigned col;
	} cases[] = {
		{ "<{{a}}>", 2 },
		{ "</{{a}}>", 3 },
		{ "<a{{b}}>", 3 },
		{ "<a {{b}}>", 4 },
		{ "<a {{b}}=\"x\">", 4 },
		{ "<a x{{b}}=\"x\">", 5 },
		{ "<a x={{b}}>", 6 },
		{ "<a x=y{{b}}>", 7 },
		{ "<a x='{{b}}'>", 7 },
		{ "<a x=\"y\"{{b}}>", 9 },
		{ "</a {{b}}>", 5 },
		{ "<!-- {{a}} -->", 6 },
		{ "<!--{{#a}}x{{/a}}-->", 5 },
		{ "<!doctype {{a}}>", 11 },
		{ "<?{{a}}>", 3 },
		{ "<script>{{a}}</script>", 9 },
		{ "<script>{{#a}}x{{/a}}</script>", 9 },
		{ "<style>a{color:{{a}}}</style>", 16 },
		{ "<SCRIPT>var a = \"{{a}}\"</SCRIPT>", 18 },
		{ "<script type=\"application/json\">{{a}}</script>", 33 },
		{ "<iframe>{{a}}</iframe>", 9 },
		{ "<script></scrip>{{a}}</script>", 17 },
		{ "<script></script{{a}}></script>", 17 },
		{ "<p onclick=\"f({{a}})\">", 15 },
		{ "<p ONCLICK = \"{{a}}\">", 15 },
		{ "<p style=\"color:{{a}}\">", 17 },
		{ "<iframe srcdoc=\"{{a}}\">", 17 },
		{ "<img srcset=\"{{a}}\">", 14 },
		{ "<set to=\"{{a}}\">", 10 },
		{ "<title></ti{{a}}tle>", 12 },
		{ "<textarea></textarea{{a}}>", 21 },
		{ "<title><{{a}}/title>", 9 },
		{ "<a {{#b}}x='{{/b}}'>", 13 },
		{ "<a x={{#b}}y{{/b}}>", 6 },
		{ "<{{#a}}b{{/a}}>", 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		refused(w, cases[i].text, "T005", 1, cases[i].col, "");
	refused(w, "<p title=\"{{>a}}\">", "T005", 1, 11, "partial");
}

static void broken_html_is_refused(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *text;
		unsigned col;
	} cases[] = {
		{ "<a b=\"x\"c=\"y\">", 9 },
		{ "<a \"x\">", 4 },
		{ "<a x\"y\">", 5 },
		{ "<a ='x'>", 4 },
		{ "<a x=>", 6 },
		{ "<a x=y\"z>", 7 },
		{ "<a <b>", 4 },
		{ "</ a>", 3 },
		{ "</a b=\"x\">", 6 },
		{ "<script><!-- </script>", 12 },
		{ "<a_b>", 3 },
		{ "<a x=y=z>", 7 },
		{ "<meta http-equiv=\"refresh\" content=\"0;url={{x}}\">", 49 },
		{ "<meta content=\"0;url={{x}}\" http-equiv=refresh>", 47 },
		{ "<li{{#x}}class=\"y\"{{/x}}>", 10 },
		{ "<li {{#x}}a{{/x}}b>", 18 },
		{ "<a {{#x}}href{{/x}} =\"{{y}}\">", 21 },
		/* The file ends within. */
		{ "x <a href=\"y\"", 3 },
		{ "<!-- x", 1 },
		{ "x<script>a", 2 },
		{ "<title>x", 1 },
		{ "<!-->{{x}}--><a", 14 },
		{ "<a href=\"{{x}}", 1 },
		{ "<script></script", 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		refused(w, cases[i].text, "T004", 1, cases[i].col, "");
}

static void sections_begin_and_end_in_one_context(void **state)
{
	struct world *w = *state;
	static const char *const cases[] = {
		"{{#x}}<a {{/x}}>",
		"<a {{#x}}>{{/x}}",
		"<a {{#x}}href=\"{{/x}}\">",
		"<a href=\"{{#x}}\"{{/x}}>",
		"<a b=\"{{#x}}\" c=\"{{/x}}\">",
		"<a {{#x}}><b {{/x}}>",
		"<title>{{#x}}</title><title>{{/x}}</title>",
		"<title>{{#x}}</title>{{/x}}",
		"<a{{#x}}><b{{/x}}>",
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *const pair[] = { "page.html", cases[i] };
		forget(w);
		assert_int_equal(template_from(&w->set, pair, 1, &w->ds), -1);
		if (strcmp(w->ds.at[0].code, "T006"))
			fail_msg("%s gave %s %s", cases[i], w->ds.at[0].code, w->ds.at[0].text);
	}
	refused(w, "<p>\n{{#x}}<a {{/x}}>", "T006", 2, 10, "the section \"x\" begins in text and ends in a tag");
}

static void urls(void **state)
{
	struct world *w = *state;
	text(w, "t", "caf\xc3\xa9 & co/\"x\"?#y");
	text(w, "slash", "/evil.example.org");
	text(w, "js", "javascript:alert(1)");
	text(w, "host", "@evil.example.org");
	text(w, "empty", "");
	tmap_url(w->m, "u", sv("https://example.org/?a=1&b=\"2\""), ORIGIN_SETTINGS, NULL);
	tmap_url(w->m, "root", sv("../"), ORIGIN_TEMPLATE, NULL);
	tmap_url(w->m, "here", sv(""), ORIGIN_TEMPLATE, NULL);
	tmap_url(w->m, "bad", sv(" java\tscript:alert(1)"), ORIGIN_DOCUMENT, NULL);
	tmap_url(w->m, "data", sv("data:text/html,x"), ORIGIN_DOCUMENT, NULL);
	gives(w, "<a href=\"{{u}}\">", "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">");
	gives(w, "<a href=\"{{root}}a.html\">", "<a href=\"../a.html\">");
	gives(w, "<a href=\"{{here}}a.html\">", "<a href=\"a.html\">");
	gives(w, "<a href=\"{{root}}p/{{t}}.html\">", "<a href=\"../p/caf%C3%A9%20%26%20co/%22x%22%3F#y.html\">");
	gives(w, "<a href=\"docs/{{t}}.html\">", "<a href=\"docs/caf%C3%A9%20%26%20co/%22x%22%3F#y.html\">");
	gives(w, "<a href=\"#{{js}}\">", "<a href=\"#javascript%3Aalert%281%29\">");
	gives(w, "<a href=\"{{#u}}{{u}}{{/u}}{{^u}}x{{/u}}\" class=\"{{t}}\">",
		"<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" class=\"caf\xc3\xa9 &amp; "
		"co/&quot;x&quot;?#y\">");
	gives(w, "<img src=\"https://example.org/{{host}}\">", "<img src=\"https://example.org/%40evil.example.org\">");
	gives(w, "<a href=\"mailto:{{host}}\">", "<a href=\"mailto:%40evil.example.org\">");
	static const struct {
		const char *text;
		unsigned col;
	} cases[] = {
		{ "<a href=\"{{t}}\">", 10 },
		{ "<a href=\"{{js}}\">", 10 },
		{ "<a href=\"{{here}}{{js}}\">", 18 },
		{ "<a href=\"{{empty}}{{js}}\">", 10 },
		{ "<a href=\"{{bad}}\">", 10 },
		{ "<a href=\"{{data}}\">", 10 },
		{ "<form action=\"{{js}}\">", 15 },
		{ "<q cite=\"{{js}}\">", 10 },
		{ "<button formaction=\"{{js}}\">", 21 },
		{ "<object data=\"{{js}}\">", 15 },
		{ "<a xlink:href=\"{{js}}\">", 16 },
		{ "<A HREF = \"{{js}}\">", 12 },
		{ "<a href=\" {{js}}\">", 11 },
		{ "<a href=\"x{{u}}\">", 11 },
		{ "<a href=\"{{u}}x\">", 10 },
		{ "<a href=\"{{u}}{{t}}\">", 15 },
		{ "<a href=\"{{u}}{{root}}\">", 15 },
		{ "<a href=\"javascript:{{t}}\">", 21 },
		{ "<a href=\"https:{{t}}\">", 16 },
		{ "<a href=\"https://{{t}}\">", 18 },
		{ "<a href=\"https://example.org{{host}}\">", 29 },
		{ "<a href=\"//{{t}}\">", 12 },
		{ "<a href=\" //{{t}}\">", 13 },
		{ "<a href=\"//example.org{{t}}\">", 23 },
		{ "<a href=\"/{{slash}}\">", 11 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		fails(w, cases[i].text, "T013", 1, cases[i].col, "");
}

static void style_sheets(void **state)
{
	struct world *w = *state;
	static const char *const set[] = { "site.css.in", "a { color: {{c}}; }\n{{#on}}\nb{}\n{{/on}}\n" };
	static const char *const bad[] = { "red;} *{}", "url(x)", "a\\b", "a/*", "\"", "</style>", "a\nb",
		"expression(1)" };
	tmap_bool(w->m, "on", true);
	text(w, "c", "#a1B2c3, 10%");
	assert_int_equal(template_from(&w->set, set, 1, &w->ds), 0);
	assert_int_equal(template_render(w->set, "site.css.in", w->m, NOPLACE, &w->out, &w->ds), 0);
	assert_string_equal(w->out.bytes.ptr, "a { color: #a1B2c3, 10%; }\nb{}\n");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct tmap *m = tmap_new(&w->mem);
		tmap_bool(m, "on", false);
		tmap_text(m, "c", sv(bad[i]), ORIGIN_SETTINGS, NULL);
		assert_int_equal(template_render(w->set, "site.css.in", m, NOPLACE, &w->out, &w->ds), -1);
		assert_string_equal(w->ds.at[i].code, "T014");
	}
}

/* The wall as such: payloads as TEXT and as URL in every place where a tag is accepted. What comes out must hold no '<', '>'
 * or '"' beyond those of the template, and no link that runs a script. */

static const char *const payloads[] = {
	"<script>alert(1)</script>",
	"\"><script>alert(1)</script>",
	"\" onmouseover=\"alert(1)",
	"'><img src=x onerror=alert(1)>",
	"</title><script>alert(1)</script>",
	"</textarea><svg onload=alert(1)>",
	"--><script>alert(1)</script>",
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	" \x01javascript:alert(1)",
	"java\tscript:alert(1)",
	"java\nscript:alert(1)",
	"vbscript:x",
	"data:text/html,<script>",
	"&lt;script&gt;",
	"&#x6a;avascript:alert(1)",
	"{{a}}{{#b}}",
	"]]><script>",
	"\\\"><script>",
	"<!--",
	"\xc2\x80<b>",
	"\x1b<b>",
	"//evil.example.org",
};
static const char *const holes[] = {
	"<p>{{v}}</p>",
	"<p class=\"{{v}}\">x</p>",
	"<p class=\"a {{v}} b\">x</p>",
	"<p data-x=\"{{v}}\">x</p>",
	"<a href=\"{{v}}\">x</a>",
	"<a href=\"{{v}}x\">x</a>",
	"<a href=\"d/{{v}}\">x</a>",
	"<a href=\"#{{v}}\">x</a>",
	"<img src=\"{{v}}\" alt=\"{{v}}\">",
	"<form action=\"{{v}}\">",
	"<title>{{v}}</title>",
	"<textarea>{{v}}</textarea>",
	"<p{{#v}} title=\"{{v}}\"{{/v}}>x</p>",
	"<q cite=\"{{v}}\">",
	"<svg><title>{{v}}</title></svg>",
	"<noscript>{{v}}</noscript>",
	"<meta name=\"description\" content=\"{{v}}\">",
};

static size_t count_of(struct sv s, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) n += s.p[i] == c;
	return n;
}

static void no_script_comes_through(void **state)
{
	struct world *w = *state;
	size_t rendered = 0;
	for (size_t h = 0; h < sizeof holes / sizeof holes[0]; h++) {
		load(w, holes[h]);
		for (size_t i = 0; i < 2 * (sizeof payloads / sizeof payloads[0]); i++) {
			const char *payload = payloads[i / 2];
			struct tmap *m = tmap_new(&w->mem);
			struct diags ds = DIAGS_INIT;
			if (i % 2)
				tmap_url(m, "v", sv(payload), ORIGIN_TEXT, NULL);
			else
				tmap_text(m, "v", sv(payload), ORIGIN_TEXT, NULL);
			rendering_clear(&w->out);
			if (template_render(w->set, "page.html", m, NOPLACE, &w->out, &ds) == 0) {
				struct sv out = sv_of(&w->out.bytes), in = sv(holes[h]);
				rendered++;
				assert_int_equal(count_of(out, '<'), count_of(in, '<'));
				assert_int_equal(count_of(out, '>'), count_of(in, '>'));
				if (count_of(in, '"') > 0) /* in text a quote is only a quote */
					assert_int_equal(count_of(out, '"'), count_of(in, '"'));
				if (strstr(out.p, "href=\"java") || strstr(out.p, "href=\"Ja") ||
					strstr(out.p, "src=\"java") || strstr(out.p, "href=\" ") ||
					strstr(out.p, "action=\"java") || strstr(out.p, "=\"vbscript:x\">x</a>") ||
					strstr(out.p, "href=\"data:"))
					fail_msg("%s", out.p);
			}
			diags_dispose(&ds);
		}
	}
	assert_true(rendered > 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(attributes),
		T(places_where_no_tag_may_stand),
		T(broken_html_is_refused),
		T(sections_begin_and_end_in_one_context),
		T(urls),
		T(style_sheets),
		T(no_script_comes_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
