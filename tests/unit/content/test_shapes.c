/* test_shapes: one content file of any shape, however large, ends within the five seconds that are promised,
 * as a page or as an error, within memory that a small machine has, and what stands beside it is not touched.
 * MP_SHAPE_SIZE sets another size in bytes (`make shapes-sweep` as large as a file may be), MP_SHAPE takes only those whose name holds it, MP_SHAPE_TELL tells each. */
#include "workspace.h"
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include "shapes.h"

#define SECONDS 5.0
#define MEMORY_KIB (1200L << 10) /* of the process and of the trial before it, the larger one */

static struct ws w;

static size_t size_wanted(size_t usual)
{
	const char *z = getenv("MP_SHAPE_SIZE");
	long n = 0;
#ifdef MP_ASAN
	usual = 20 << 10;
#endif
	return z && sv_long(sv(z), &n) && n > 0 ? (size_t)n : usual;
}

static void put(const char *path, const char *head, struct sv body)
{
	struct str err = STR_INIT, text = STR_INIT;
	str_printf(&text, "---\n%s---\n", head);
	str_sv(&text, body);
	char *full = fs_join(&w.mem, w.dir, path), *slash = strrchr(full, '/');
	*slash = '\0';
	assert_int_equal(fs_mkdirs(full, 0755, &err), 0);
	*slash = '/';
	FILE *f = fopen(full, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text.ptr, 1, text.len, f), text.len);
	fclose(f);
	str_dispose(&text);
	str_dispose(&err);
}

static double seconds(const struct rusage *u)
{
	return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) +
	       (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e6;
}

/* In a process of its own, so that time and memory are those of this text. */
static void load_and_leave(void)
{
	struct rusage self, trial;
	ws_load_drafts(&w, true);
	const struct document *beside = corpus_find(w.corpus, DOC_GUIDANCE, "beside");
	if (!beside || strcmp(beside->body.bytes.ptr, "<p>Fine.</p>\n") != 0) _exit(2);
	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &trial);
	double spent = seconds(&self) + seconds(&trial);
#ifndef MP_ASAN
	if (self.ru_maxrss > MEMORY_KIB || trial.ru_maxrss > MEMORY_KIB) _exit(3);
	if (spent > SECONDS) _exit(4);
#endif
	if (getenv("MP_SHAPE_TELL"))
		fprintf(stderr, "%6.2f s %5ld MiB %5ld MiB %4zu %s\n", spent, self.ru_maxrss >> 10,
			trial.ru_maxrss >> 10, w.ds.n, ws_count(&w, "C025") ? "refused" : "");
	_exit(0);
}

static void ends_well(const char *name)
{
	static const char *const why[] = { "", "", "the file beside it is not as it was", "too much memory",
		"too slow" };
	int status = 0;
	if (getenv("MP_SHAPE_TELL")) fprintf(stderr, "%-35s ", name);
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) load_and_leave();
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status)) fail_msg("%s: signal %d", name, WTERMSIG(status));
	if (WEXITSTATUS(status)) fail_msg("%s: %s", name, WEXITSTATUS(status) < 5 ? why[WEXITSTATUS(status)] : "ended");
}

static const char sop_head[] = "title: S\nnumber: MP-02.01\noriginal_issue: 2020-01-01\nchanges: None.\n";

static void every_shape(const char *path, const char *head, size_t usual)
{
	struct str body = STR_INIT;
	ws_open(&w);
	put("content/guidance/beside.md", "title: B\n", sv("Fine.\n"));
	put("content/sops/MP-02.02.md", "title: S\nnumber: MP-02.02\noriginal_issue: 2020-01-01\nchanges: None.\n",
		sv("## 1. A\n"));
	for (size_t i = 0; i < SHAPES; i++) {
		if (getenv("MP_SHAPE") && !strstr(shapes[i].name, getenv("MP_SHAPE"))) continue;
		str_clear(&body);
		shape_put(&body, &shapes[i], size_wanted(usual));
		put(path, head, sv_of(&body));
		ends_well(shapes[i].name);
	}
	str_dispose(&body);
	ws_close(&w);
}

static void guidance(void **state)
{
	(void)state;
	every_shape("content/guidance/g.md", "title: G\n", 200000);
}

static void procedures(void **state)
{
	(void)state;
	every_shape("content/sops/MP-02.01.md", sop_head, 100000);
}

static void zeros_and_heads(void **state)
{
	static const struct shape heads[] = {
		{ "list in a head", "title: G\nkeywords: ", "[", "", "" },
		{ "map in a head", "title: G\nkeywords: ", "{a: ", "", "" },
		{ "long value", "title: ", "a", "\n", "" },
		{ "many keys", "title: G\n", "k%u: a\n", "", "" },
		{ "many items", "title: G\nkeywords:\n", "  - a\n", "", "" },
		{ "anchors", "title: G\nkeywords: [", "&a%u x, ", "", "" },
		{ "aliases", "title: &a G\nkeywords: [", "*a, ", "", "" },
		{ "documents", "title: G\n", "--- !a\n", "", "" },
		{ "comments", "title: G\n", "#\n", "", "" },
		{ "indented maps", "title: G\nkeywords:\n", " a:\n ", "", "" },
		{ "quoted text", "title: \"", "\\x41", "\"\n", "" },
		{ "question marks", "title: G\n", "? ", "", "" },
		{ "hyphens", "title: G\nkeywords:\n", "- ", "", "" },
	};
	struct str text = STR_INIT;
	(void)state;
	ws_open(&w);
	put("content/guidance/beside.md", "title: B\n", sv("Fine.\n"));
	while (text.len + 100 < size_wanted(200000)) str_append(&text, "\0a", 2);
	put("content/guidance/g.md", "title: G\n", sv_of(&text));
	ends_well("zeros");
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		str_clear(&text);
		shape_put(&text, &heads[i], size_wanted(200000));
		str_putc(&text, '\n');
		put("content/guidance/g.md", text.ptr, sv("Text.\n"));
		ends_well(heads[i].name);
	}
	str_dispose(&text);
	ws_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(guidance), cmocka_unit_test(procedures),
		cmocka_unit_test(zeros_and_heads) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
