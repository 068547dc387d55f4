/* kept.c: the seal is looked at before a byte is believed, and the file is mapped, so that what is large and asked little of costs one reading. */
#include "base/kept.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 32, KEY = 32, SEAL = 32, LEAST = HEAD + KEY + SEAL };
static const char head[HEAD] = "mentorpress kept 1\n";

static bool is_sound(const char *map, size_t size, const struct sha256 *key)
{
	if (memcmp(map, head, HEAD) != 0 || memcmp(map + HEAD, key->b, KEY) != 0) return false;
	struct sha256 seal = sha256_of(sv_n(map, size - SEAL));
	return memcmp(seal.b, map + size - SEAL, SEAL) == 0;
}

int kept_open(struct kept *out, const char *path, const struct sha256 *key)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	*out = (struct kept)KEPT_NONE;
	if (fd < 0) return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= LEAST) {
		out->size = (size_t)st.st_size;
		out->map = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (out->map == MAP_FAILED) out->map = NULL;
	}
	close(fd);
	if (out->map && is_sound(out->map, out->size, key)) {
		out->bytes = sv_n((const char *)out->map + HEAD + KEY, out->size - LEAST);
		return 0;
	}
	kept_close(out);
	return -1;
}

void kept_close(struct kept *k)
{
	if (k->map) munmap(k->map, k->size);
	*k = (struct kept)KEPT_NONE;
}

void kept_rest(const struct kept *k)
{
	if (k->map) (void)madvise(k->map, k->size, MADV_DONTNEED);
}

void kept_seal(const struct kept *k, struct sha256 *out)
{
	memcpy(out->b, (const char *)k->map + k->size - SEAL, SEAL);
}

struct kept_writer {
	FILE *f;
	struct digest_ctx *seal;
	struct str path, beside;
	bool done; /* all of it, so far */
};

static void put(struct kept_writer *w, const void *p, size_t n)
{
	digest_add(w->seal, p, n);
	if (n && w->done) w->done = fwrite(p, 1, n, w->f) == n;
}

struct kept_writer *kept_begin(const char *path, const struct sha256 *key)
{
	struct kept_writer *w = xcalloc(1, sizeof *w);
	*w = (struct kept_writer){ .seal = digest_new_sha256(), .path = STR_INIT, .beside = STR_INIT };
	str_puts(&w->path, path);
	str_printf(&w->beside, "%s.new", path);
	unlink(w->beside.ptr);
	int fd = open(w->beside.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	w->f = fd < 0 ? NULL : fdopen(fd, "wb");
	if (fd >= 0 && !w->f) close(fd);
	w->done = w->f != NULL;
	put(w, head, HEAD);
	put(w, key->b, KEY);
	return w;
}

void kept_add(struct kept_writer *w, struct sv piece)
{
	put(w, piece.p, piece.n);
}

int kept_end(struct kept_writer *w, bool keep, struct sha256 *seal)
{
	struct sha256 unasked;
	if (!seal) seal = &unasked;
	digest_end_sha256(w->seal, seal);
	if (w->done) w->done = fwrite(seal->b, 1, SEAL, w->f) == SEAL;
	if (w->f && fclose(w->f) != 0) w->done = false;
	bool kept = keep && w->done && rename(w->beside.ptr, w->path.ptr) == 0;
	if (!kept) unlink(w->beside.ptr);
	if (!kept && keep) unlink(w->path.ptr);
	str_dispose(&w->path);
	str_dispose(&w->beside);
	free(w);
	return kept || !keep ? 0 : -1;
}

void kept_tidy(const char *path)
{
	struct str beside = STR_INIT;
	str_printf(&beside, "%s.new", path);
	unlink(beside.ptr);
	str_dispose(&beside);
}

int kept_save_sealed(const char *path, const struct sha256 *key, const struct sv *piece, size_t n, struct sha256 *seal)
{
	struct kept_writer *w = kept_begin(path, key);
	for (size_t i = 0; i < n; i++) kept_add(w, piece[i]);
	return kept_end(w, true, seal);
}

void kept_save(const char *path, const struct sha256 *key, const struct sv *piece, size_t n)
{
	(void)kept_save_sealed(path, key, piece, n, NULL);
}
