/* Tests of what is too large, is no file, or changes while it is read: refused with the limit's name, never hanging. */
#include "csvin_support.h"
#include <fcntl.h>
#include <sys/stat.h>

enum { MILLION = 1000000 };

static void fill(struct str *s, size_t n, const char *with)
{
	size_t len = strlen(with), start = s->len;
	while (s->len - start + len <= n) str_append(s, with, len);
	while (s->len - start < n) str_putc(s, 'x');
}

struct longest {
	size_t cells, bytes;
	unsigned last_line;
};

static int measure(void *ctx, const struct csvin_row *row)
{
	struct longest *l = ctx;
	for (size_t i = 0; i < row->n; i++)
		if (row->cell[i].n > l->bytes) l->bytes = row->cell[i].n;
	l->cells += row->n;
	l->last_line = row->line;
	return 0;
}

/* A cell of a million bytes first, last, and in quotes with line ends. */
static void a_million_bytes_in_a_cell(void **state)
{
	(void)state;
	static const struct {
		const char *before, *with, *after;
		unsigned last_line;
	} cases[] = {
		{ "a,b\n", "x", ",2\n3,4\n", 3 },
		{ "a,b\n1,", "x", "\n3,4\n", 3 },
		{ "a,b\n1,\"", "line\n", "\"\n3,4\n", 200003 },
		{ "a,b\n\"", "l\r\n,", "\",2\n3,4\n", 250003 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str text = STR_INIT;
		char path[32];
		bool crlf = strchr(cases[i].with, '\r') != NULL;
		str_puts(&text, cases[i].before);
		fill(&text, MILLION, cases[i].with);
		str_puts(&text, cases[i].after);
		close(write_temp(path, sv_of(&text)));
		struct longest l = { 0, 0, 0 };
		struct diags ds = DIAGS_INIT;
		struct csvin_dialect dialect;
		struct csvin_options o = { 0 };
		assert_int_equal(csvin_file(path, "x.csv", &o, &dialect, measure, &l, &ds), 0);
		assert_int_equal(ds.n, 0);
		assert_int_equal(l.cells, 6);
		assert_int_equal(l.bytes, crlf ? MILLION / 4 * 3 : MILLION);
		assert_int_equal(l.last_line, cases[i].last_line);
		unlink(path);
		diags_dispose(&ds);
		str_dispose(&text);
	}
}

static void limits_name_themselves(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	fill(&text, CSVIN_MAX_CELL + 1, "x");
	struct result r = read_text(sv_of(&text), (struct csvin_options){ 0 });
	says(only(&r, "B106")->text, "longer than 1 MiB");
	done(&r);
	str_clear(&text);
	for (int i = 0; i < 10000; i++) str_puts(&text, i ? ",c" : "c");
	str_putc(&text, '\n');
	r = read_text(sv_of(&text), (struct csvin_options){ 0 });
	says(only(&r, "B107")->text, "more than 4096 columns");
	place_is(&r.ds.at[0], 1, 2 * CSVIN_MAX_COLUMNS + 1);
	done(&r);
	/* A row of many large cells, each within the limit. */
	str_clear(&text);
	for (int i = 0; i < 10; i++) {
		str_puts(&text, i ? ",\"\n" : "\"\n");
		fill(&text, MILLION, "x");
		str_putc(&text, '"');
	}
	r = read_text(sv_of(&text), (struct csvin_options){ 0 });
	says(only(&r, "B107")->text, "this row is longer than 8 MiB");
	done(&r);
	str_dispose(&text);
}

static void five_gigabytes_are_refused(void **state)
{
	(void)state;
	char path[32];
	int fd = write_temp(path, sv("a,b\n"));
	if (ftruncate(fd, (off_t)5 << 30) == 0) {
		struct result r = read_path(path);
		assert_int_equal(r.code, -1);
		says(only(&r, "B120")->text, "larger than 4 GiB");
		assert_int_equal(r.dialect.bytes, 0);
		done(&r);
	}
	close(fd);
	unlink(path);
}

static void not_a_file(void **state)
{
	(void)state;
	char path[32];
	close(write_temp(path, sv("")));
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	struct result r = read_path(path); /* nobody writes to it: opening it must not wait */
	says(only(&r, "B101")->text, "this is a pipe, not a file");
	done(&r);
	unlink(path);
	r = read_path("/dev/zero");
	says(only(&r, "B101")->text, "this is a device, not a file");
	done(&r);
	r = read_path("/tmp");
	says(only(&r, "B101")->text, "this is a folder, not a file");
	done(&r);
}

/* The file shrinks, or grows, when its first row is read: the rest of the first chunk is in memory by then. */

struct changer {
	const char *path;
	off_t size;
};

static int change(void *ctx, const struct csvin_row *row)
{
	struct changer *c = ctx;
	if (row->index == 0) assert_int_equal(truncate(c->path, c->size), 0);
	return 0;
}

static void changed_while_read(void **state)
{
	(void)state;
	static const off_t sizes[] = { 2 << 20, 4 << 20 };
	for (size_t i = 0; i < 2; i++) {
		char path[32];
		struct str text = STR_INIT;
		fill(&text, 3 << 20, "some,more,rows,of,text\n");
		close(write_temp(path, sv_of(&text)));
		struct changer c = { path, sizes[i] };
		struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
		struct csvin_options o = { 0 };
		assert_int_equal(csvin_file(path, "x.csv", &o, &r.dialect, change, &c, &r.ds), -1);
		if (i == 0)
			says(only(&r, "B126")->text, "changed while it was read");
		else
			assert_int_equal(r.ds.errors, 1); /* the new part is zeros */
		done(&r);
		unlink(path);
		str_dispose(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_million_bytes_in_a_cell),
		cmocka_unit_test(limits_name_themselves),
		cmocka_unit_test(five_gigabytes_are_refused),
		cmocka_unit_test(not_a_file),
		cmocka_unit_test(changed_while_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
