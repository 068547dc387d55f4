/* The preview: the same artifacts as an edition, in a plain folder. It is replaced as a whole, so the folder carries a
 * mark of ours and a folder without it is never touched: somebody will one day name their documents folder. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/outdir.h"
#include "publish/pathset.h"
#include "publish/publish.h"

#define FOLDER_MARK ".mentorpress"
#define FOLDER_MARK_TEXT "This folder was written by mentorpress and is replaced as a whole.\n"

struct folder_sink {
	struct sink sink;
	struct arena mem;
	const char *dir, *fresh;
	struct outdir out;
	struct pathset paths;
	struct trouble t;
	bool replaces; /* `dir` is one of ours already */
	bool env, failed;
};

static int folder_put(struct sink *self, const struct artifact *a)
{
	struct folder_sink *f = (struct folder_sink *)self;
	int rc = 0;

	if (a->kind == ARTIFACT_FILE &&
		(pathset_add(&f->paths, a->path, f->t.ds) < 0 || outdir_write(&f->out, a->path, a->bytes, &f->t) < 0))
		rc = -1;
	if (rc < 0) f->failed = true;
	return rc;
}

static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *e = NULL;
	bool empty = d != NULL;

	while (empty && (e = readdir(d))) empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
	if (d) closedir(d);
	return empty;
}

/* Nothing there, an empty folder, or one of ours; *ours tells which. */
static bool replaceable(const char *dir, struct arena *mem, bool *ours)
{
	struct stat st;

	*ours = false;
	if (lstat(dir, &st) < 0) return errno == ENOENT;
	if (!S_ISDIR(st.st_mode)) return false;
	*ours = fs_exists(fs_join(mem, dir, FOLDER_MARK));
	return *ours || is_empty(dir);
}

/* The path is fixed before anything is made: "new/../documents" names nothing while "new" is missing, and the documents
 * as soon as it is there. */
static int take_place(struct folder_sink *f, const char *dir)
{
	struct str real = STR_INIT, err = STR_INIT;
	bool ours = false;
	int rc = -1;

	if (fs_resolve(&real, dir, &err) < 0) {
		trouble_fs(&f->t, &err);
		goto done;
	}
	f->dir = arena_strdup(&f->mem, sv_of(&real));
	f->fresh = arena_printf(&f->mem, "%s.new", f->dir);
	if (!replaceable(f->dir, &f->mem, &f->replaces))
		diags_error(f->t.ds, "H008", NOPLACE, "name a folder that does not exist yet, or an empty one",
			"%s is not a folder that mentorpress wrote, so it will not be replaced", f->dir);
	else if (!replaceable(f->fresh, &f->mem, &ours))
		diags_error(f->t.ds, "H008", NOPLACE, "move it somewhere else",
			"%s is needed to write the pages, but something else is there", f->fresh);
	else
		rc = 0;
done:
	str_dispose(&real);
	str_dispose(&err);
	return rc;
}

int folder_sink_new(struct folder_sink **out, const char *dir, struct diags *ds)
{
	struct folder_sink *f = xcalloc(1, sizeof *f);

	*out = NULL;
	*f = (struct folder_sink){
		.sink = { folder_put }, .mem = ARENA_INIT, .out = OUTDIR_INIT, .paths = PATHSET_INIT, .t = { ds, NULL }
	};
	f->t.env = &f->env;
	if (take_place(f, dir) == 0 && outdir_open(&f->out, f->fresh, &f->t) == 0 &&
		outdir_write(&f->out, FOLDER_MARK, SV_LIT(FOLDER_MARK_TEXT), &f->t) == 0)
		*out = f;
	if (*out) return 0;
	folder_sink_abandon(f);
	return -1;
}

struct sink *folder_sink_sink(struct folder_sink *f)
{
	return &f->sink;
}

/* Exchanged in one step where the system can, so that a server on the folder never sees it gone. Then the old one is at
 * `fresh`. What was not ours at the beginning is never exchanged: a plain rename fails if something is there by now. */
static int swap(struct folder_sink *f)
{
	if (!f->replaces)
		return rename(f->fresh, f->dir) < 0 ? trouble_os(&f->t, "name the new folder", f->dir, errno) : 0;
	if (renameat2(AT_FDCWD, f->fresh, AT_FDCWD, f->dir, RENAME_EXCHANGE) == 0) return 0;
	if (errno != ENOENT && errno != EINVAL && errno != ENOSYS) return trouble_os(&f->t, "replace", f->dir, errno);
	if (fs_exists(f->dir)) {
		struct str err = STR_INIT;
		int rc = fs_remove_tree(f->dir, &err) < 0 ? trouble_fs(&f->t, &err) : 0;

		str_dispose(&err);
		if (rc < 0) return -1;
	}
	return rename(f->fresh, f->dir) < 0 ? trouble_os(&f->t, "name the new folder", f->dir, errno) : 0;
}

int folder_sink_commit(struct folder_sink *f, struct diags *ds)
{
	int rc = -1;

	f->t.ds = ds;
	if (f->failed)
		diags_error(ds, "H011", NOPLACE, "mend the problems above, then run the same command again",
			"%s was left as it was", f->dir);
	else
		rc = swap(f);
	folder_sink_abandon(f);
	return rc;
}

/* Removes what is at `fresh`: the unfinished folder, or after a swap the old one. */
void folder_sink_abandon(struct folder_sink *f)
{
	struct str err = STR_INIT;

	if (!f) return;
	if (f->out.fd >= 0 && fs_remove_tree(f->fresh, &err) < 0) trouble_fs(&f->t, &err);
	str_dispose(&err);
	outdir_close(&f->out);
	pathset_dispose(&f->paths);
	arena_dispose(&f->mem);
	free(f);
}
