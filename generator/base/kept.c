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

static bool put(FILE *f, struct digest_ctx *seal, const void *p, size_t n)
{
	if (seal) digest_add(seal, p, n);
	return n == 0 || fwrite(p, 1, n, f) == n;
}

static bool put_all(FILE *f, const struct sha256 *key, const struct sv *piece, size_t n)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 seal;
	bool done = put(f, d, head, HEAD) && put(f, d, key->b, KEY);
	for (size_t i = 0; i < n; i++) done = put(f, d, piece[i].p, piece[i].n) && done;
	digest_end_sha256(d, &seal);
	return put(f, NULL, seal.b, SEAL) && done;
}

void kept_save(const char *path, const struct sha256 *key, const struct sv *piece, size_t n)
{
	struct str beside = STR_INIT;
	str_printf(&beside, "%s.new", path);
	unlink(beside.ptr);
	int fd = open(beside.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
	bool done = f && put_all(f, key, piece, n);
	if (fd >= 0 && !f) close(fd);
	if (f && fclose(f) != 0) done = false;
	if (!done || rename(beside.ptr, path) != 0) {
		unlink(beside.ptr);
		unlink(path);
	}
	str_dispose(&beside);
}
