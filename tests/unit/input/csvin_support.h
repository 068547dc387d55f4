/* What the tests of csvin share: reading a text or a file, with the rows as text "[a][b]" a line a row. */
#ifndef CSVIN_SUPPORT_H
#define CSVIN_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "input/csvin.h"

#define LIT(s) sv_n((s), sizeof(s) - 1)

struct result {
	struct str rows;
	struct csvin_dialect dialect;
	struct diags ds;
	int code;
};

static inline int note_row(void *ctx, const struct csvin_row *row)
{
	struct result *r = ctx;
	for (size_t i = 0; i < row->n; i++) str_printf(&r->rows, "[%.*s]", SV_ARG(row->cell[i]));
	str_putc(&r->rows, '\n');
	return 0;
}

static inline struct result read_text(struct sv text, struct csvin_options o)
{
	struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
	r.code = csvin_text(text, "x.csv", 1, &o, &r.dialect, note_row, &r, &r.ds);
	return r;
}

static inline struct result read_path(const char *path)
{
	struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
	struct csvin_options o = { 0 };
	r.code = csvin_file(path, "x.csv", &o, &r.dialect, note_row, &r, &r.ds);
	return r;
}

static inline void done(struct result *r)
{
	str_dispose(&r->rows);
	diags_dispose(&r->ds);
}

/* The number of problems with this code; *first = the first of them. */
static inline size_t problems(const struct result *r, const char *code, const struct diag **first)
{
	size_t n = 0;
	for (size_t i = 0; i < r->ds.n; i++)
		if (strcmp(r->ds.at[i].code, code) == 0 && n++ == 0 && first) *first = &r->ds.at[i];
	return n;
}

static inline const struct diag *only(const struct result *r, const char *code)
{
	const struct diag *d = NULL;
	if (r->ds.n != 1 || problems(r, code, &d) != 1) {
		diags_print(&r->ds, stderr);
		fail_msg("%zu problems, expected one %s", r->ds.n, code);
	}
	return d;
}

static inline void place_is(const struct diag *d, unsigned line, unsigned col)
{
	assert_int_equal(d->at.line, line);
	assert_int_equal(d->at.col, col);
}

static inline void says(const char *text, const char *words)
{
	if (!text || !strstr(text, words)) fail_msg("\"%s\" lacks \"%s\"", text ? text : "", words);
}

static inline int write_temp(char path[32], struct sv bytes)
{
	snprintf(path, 32, "/tmp/mp-csvin-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	for (size_t done_bytes = 0; done_bytes < bytes.n;) {
		ssize_t n = write(fd, bytes.p + done_bytes, bytes.n - done_bytes);
		assert_true(n > 0);
		done_bytes += (size_t)n;
	}
	return fd;
}
#endif
