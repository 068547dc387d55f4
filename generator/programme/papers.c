/* papers.c reads the committee's templates and writes folders of papers: private ones, and whole ones only. */
#include "programme/papers.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char mend[] = "copy the folder " PAPERS_FOLDER "/ from where mentorpress is installed into the workspace";

int papers_load(struct papers *out, const char *dir, const char *const *expect, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	int rc = -1;
	*out = (struct papers){ NULL, STR_INIT };
	if (!fs_is_dir(dir)) {
		diags_error(ds, "M060", ((struct place){ PAPERS_FOLDER, 0, 0 }), mend,
			"the folder with the templates of the programme's papers is not there");
		goto done;
	}
	if (template_load(&out->set, dir, PAPERS_FOLDER, ds)) goto done;
	if (fs_read(&out->style, fs_join(&mem, dir, "assets/" PAPERS_STYLE), FS_MAX_TEXT, &err)) {
		diags_error(ds, "M060", ((struct place){ PAPERS_FOLDER "/assets/" PAPERS_STYLE, 0, 0 }), mend, "%s",
			err.ptr);
		goto done;
	}
	rc = 0;
	for (size_t i = 0; expect[i]; i++) {
		template_expect(out->set, expect[i]);
		if (template_has(out->set, expect[i])) continue;
		diags_error(ds, "M060", ((struct place){ PAPERS_FOLDER, 0, 0 }), mend, "the template %s is not there",
			expect[i]);
		rc = -1;
	}
done:
	arena_dispose(&mem);
	str_dispose(&err);
	return rc;
}

void papers_dispose(struct papers *p)
{
	if (p->set) template_free(p->set);
	str_dispose(&p->style);
}

static int failed(struct diags *ds, const char *what)
{
	diags_error(ds, "M061", NOPLACE, "check the permissions of private/ and the space on the disk; run it again",
		"the papers cannot be written: %s", what);
	return -1;
}

int papers_folder_open(struct papers_folder *out, const char *path, struct diags *ds)
{
	struct str err = STR_INIT, filling = STR_INIT;
	int rc = 0;
	str_printf(&filling, "%s.filling", path);
	*out = (struct papers_folder){ xstrdup(path), str_detach(&filling) };
	if (fs_remove_tree(out->filling, &err) || fs_mkdirs(out->filling, 0700, &err)) rc = failed(ds, err.ptr);
	str_dispose(&err);
	return rc;
}

static int write_all(int fd, struct sv bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR) continue;
		if (n < 0) return -1;
		bytes = sv_sub(bytes, (size_t)n, bytes.n);
	}
	return 0;
}

static int put(const struct papers_folder *f, const char *name, struct sv bytes, int how, struct diags *ds)
{
	struct str path = STR_INIT, err = STR_INIT;
	const char *base = strrchr(name, '/');
	int fd = -1, rc = 0;
	if (base) {
		str_printf(&path, "%s/%.*s", f->filling, (int)(base - name), name);
		if (fs_mkdirs(path.ptr, 0700, &err)) rc = failed(ds, err.ptr);
		str_clear(&path);
	}
	str_printf(&path, "%s/%s", f->filling, name);
	if (!rc) {
		fd = open(path.ptr, O_WRONLY | O_CREAT | O_CLOEXEC | how | O_NOFOLLOW, 0600);
		if (fd < 0 || write_all(fd, bytes)) rc = failed(ds, strerror(errno));
		if (fd >= 0 && close(fd) && !rc) rc = failed(ds, strerror(errno));
	}
	str_dispose(&path);
	str_dispose(&err);
	return rc;
}

int papers_put(const struct papers_folder *f, const char *name, struct sv bytes, struct diags *ds)
{
	return put(f, name, bytes, O_TRUNC, ds);
}

int papers_add(const struct papers_folder *f, const char *name, struct sv bytes, struct diags *ds)
{
	return put(f, name, bytes, O_APPEND, ds);
}

int papers_folder_close(struct papers_folder *f, bool ok, struct diags *ds)
{
	struct str err = STR_INIT;
	int rc = ok ? 0 : -1;
	if (!ok) {
		if (f->filling) (void)fs_remove_tree(f->filling, &err);
	} else if (fs_remove_tree(f->path, &err)) {
		rc = failed(ds, err.ptr);
	} else if (rename(f->filling, f->path)) {
		rc = failed(ds, strerror(errno));
	}
	free(f->path);
	free(f->filling);
	*f = (struct papers_folder){ NULL, NULL };
	str_dispose(&err);
	return rc;
}
