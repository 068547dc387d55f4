/* The preview must follow every way of saving a file, so it trusts no single event: an event only says "look again". */
#include "cmd/serve_watch.h"
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"

static const unsigned interesting =
	IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF;

bool serve_snapshot_same(const struct serve_snapshot *a, const struct serve_snapshot *b)
{
	if (a->files.n != b->files.n) return false;
	for (size_t i = 0; i < a->files.n; i++)
		if (!sv_eq(a->files.at[i].key, b->files.at[i].key) || a->files.at[i].value != b->files.at[i].value)
			return false;
	return true;
}

bool serve_snapshot_same_file(const struct serve_snapshot *a, const struct serve_snapshot *b, const char *file)
{
	uint64_t x = 0, y = 0;
	bool in_a = map_get(&a->files, sv(file), &x), in_b = map_get(&b->files, sv(file), &y);
	return in_a == in_b && x == y;
}

void serve_snapshot_dispose(struct serve_snapshot *s)
{
	map_dispose(&s->files);
	*s = (struct serve_snapshot)SERVE_SNAPSHOT_INIT;
}

void serve_watch_open(struct serve_watch *w, const char *workspace)
{
	*w = (struct serve_watch){ workspace, "records/vocab", "records/mappings",
		inotify_init1(IN_CLOEXEC | IN_NONBLOCK) };
}

void serve_watch_close(struct serve_watch *w)
{
	if (w->fd >= 0) close(w->fd);
	w->fd = -1;
}

bool serve_watch_drain(struct serve_watch *w)
{
	char buffer[8192];
	bool any = false;
	while (w->fd >= 0 && read(w->fd, buffer, sizeof buffer) > 0) any = true;
	return any;
}

static void listen_to(struct serve_watch *w, const char *folder)
{
	if (w->fd >= 0) inotify_add_watch(w->fd, folder, interesting | IN_ONLYDIR);
}

static void add_file(struct serve_snapshot *s, struct arena *mem, const struct serve_watch *w, const char *relative)
{
	static const unsigned char key[16] = "stat of a file.";
	struct stat st;
	if (stat(fs_join(mem, w->workspace, relative), &st) != 0) return;
	const int64_t facts[] = { (int64_t)st.st_ino, (int64_t)st.st_size, (int64_t)st.st_mtim.tv_sec,
		(int64_t)st.st_mtim.tv_nsec, (int64_t)st.st_mode };
	map_set(&s->files, sv(relative), siphash24(key, facts, sizeof facts));
}

static void add_folder(struct serve_snapshot *s, struct arena *mem, struct serve_watch *w, const char *folder)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	const char *root = fs_join(mem, w->workspace, folder), *before = "";
	listen_to(w, root);
	fs_walk(&files, mem, root, NULL, &err);
	for (size_t i = 0; i < files.n; i++) {
		const char *relative = fs_join(mem, folder, files.at[i]);
		char *parent = arena_strdup(mem, sv(fs_join(mem, w->workspace, relative)));
		*strrchr(parent, '/') = '\0';
		if (strcmp(parent, before) != 0) listen_to(w, parent);
		before = parent;
		add_file(s, mem, w, relative);
	}
	str_dispose(&err);
}

void serve_watch_look(struct serve_watch *w, struct serve_snapshot *out)
{
	static const char *const folders[] = { "content", "content/pages", "content/faqs", "content/guidance",
		"content/tools", "content/sops", "content/definitions", "content/shared", "content/tables",
		"site-templates", "records", "site", "site/repo.git/refs/heads" };
	static const char *const files[] = { "mentorpress.yml", "records/policy.yml", "site/repo.git/refs/heads/main",
		"site/repo.git/packed-refs", "pool.csv" };
	struct arena mem = ARENA_INIT;
	serve_snapshot_dispose(out);
	listen_to(w, w->workspace);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) /* empty ones too */
		listen_to(w, fs_join(&mem, w->workspace, folders[i]));
	add_folder(out, &mem, w, "content");
	add_folder(out, &mem, w, "site-templates");
	add_folder(out, &mem, w, w->vocabularies);
	add_folder(out, &mem, w, w->mappings);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) add_file(out, &mem, w, files[i]);
	arena_dispose(&mem);
}
