/* One edition becomes one pack. Handing the objects to libgit2 one by one would make a file and two syncs of each; its
 * pack builder would search deltas at ten times the cost of everything else. libgit2's indexer still checks every
 * object and writes the index. */
#include "publish/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "publish/outdir.h"

#define PACK_HEADER ((size_t)12)
#define PACK_TRAILER ((size_t)20)
#define PACK_CHUNK ((size_t)64 << 10)
#define PACK_BUFFER ((size_t)256 << 10)
/* Index of the pack: 8 + 1024 bytes of tables, 28 bytes an object, two digests; rounded up. */
#define PACK_INDEX_BYTES(count) ((uint64_t)2048 + (uint64_t)(count)*32)
/* Pages of 6 kB: level 1 takes 41 us and leaves 1255 bytes; 4: 46 us, 1190; 6: 58 us, 1169; 9: 95 us, 1113; stored: 3
 * us, 6011. The step that matters is from none to any: an edition stays in the history, and is pushed, for good. */
#define PACK_LEVEL 1

int pack_open(struct pack *out, const char *site_dir, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	char *path = fs_join(&mem, site_dir, ".spool");
	int rc = 0;

	*out = (struct pack)PACK_INIT;
	out->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out->fd < 0 || unlink(path) < 0)
		rc = trouble_os(t, "create", path, errno);
	else
		out->deflater = deflater_new(PACK_LEVEL);
	arena_dispose(&mem);
	if (rc < 0) pack_close(out);
	return rc;
}

static int flush(struct pack *p, const struct trouble *t)
{
	if (outdir_write_all(p->fd, sv_of(&p->buffer)) < 0)
		return trouble_os(t, "write", "the spool file of the edition", errno);
	p->bytes += p->buffer.len;
	str_clear(&p->buffer);
	return 0;
}

static void put_entry_header(struct str *out, git_object_t type, size_t size)
{
	unsigned byte = (unsigned)type << 4 | (unsigned)(size & 15);

	for (size >>= 4; size; size >>= 7) {
		str_putc(out, (char)(byte | 0x80));
		byte = (unsigned)(size & 0x7f);
	}
	str_putc(out, (char)byte);
}

static bool is_fresh(struct pack *p, const struct repo *r, const git_oid *id)
{
	/* No refresh: each miss would read the folder of packs again, and under our lock nobody adds one. */
	return !git_odb_exists_ext(r->odb, id, GIT_ODB_LOOKUP_NO_REFRESH) && map_add(&p->have, repo_key(id), 0);
}

int pack_add(struct pack *p, const struct repo *r, git_object_t type, const git_oid *id, struct sv bytes, bool *added,
	const struct trouble *t)
{
	bool fresh = is_fresh(p, r, id);

	if (added) *added = fresh;
	if (!fresh) return 0;
	put_entry_header(&p->buffer, type, bytes.n);
	deflater_append(p->deflater, &p->buffer, bytes);
	p->count++;
	return p->buffer.len >= PACK_BUFFER ? flush(p, t) : 0;
}

void pack_deflate(struct str *out, struct sv bytes)
{
	deflate_append(out, bytes, PACK_LEVEL);
}

int pack_add_deflated(
	struct pack *p, const struct repo *r, const struct pack_object *o, bool *added, const struct trouble *t)
{
	*added = is_fresh(p, r, o->id);
	if (!*added) return 0;
	put_entry_header(&p->buffer, o->type, o->size);
	str_sv(&p->buffer, o->deflated);
	p->count++;
	return p->buffer.len >= PACK_BUFFER ? flush(p, t) : 0;
}

static void put_header(unsigned char out[PACK_HEADER], uint32_t count)
{
	memcpy(out, "PACK\0\0\0\2", 8);
	for (int i = 0; i < 4; i++) out[8 + i] = (unsigned char)(count >> (24 - 8 * i));
}

typedef int chunk_fn(void *to, const void *bytes, size_t n);

/* Header and entries in order, in chunks. 0, -1 with an error, or what `each` returned. */
static int each_chunk(const struct pack *p, chunk_fn *each, void *to, const struct trouble *t)
{
	unsigned char header[PACK_HEADER];
	char *chunk = xmalloc(PACK_CHUNK);
	uint64_t at = 0;
	int rc;

	put_header(header, p->count);
	rc = each(to, header, sizeof header);
	while (rc == 0 && at < p->bytes) {
		ssize_t n = pread(p->fd, chunk, PACK_CHUNK, (off_t)at);

		if (n < 0 && errno == EINTR) continue;
		if (n <= 0) {
			rc = trouble_os(t, "read", "the spool file of the edition", n < 0 ? errno : EIO);
		} else {
			at += (uint64_t)n;
			rc = each(to, chunk, (size_t)n);
		}
	}
	free(chunk);
	return rc;
}

static int to_digest(void *to, const void *bytes, size_t n)
{
	digest_add(to, bytes, n);
	return 0;
}

int pack_seal(struct pack *p, struct pack_written *out, const struct trouble *t)
{
	struct digest_ctx *sha1 = NULL;
	git_oid trailer;
	int rc;

	if (flush(p, t) < 0) return -1;
	sha1 = digest_new_sha1();
	rc = each_chunk(p, to_digest, sha1, t);
	digest_end_sha1(sha1, trailer.id);
	repo_hex(&trailer, out->name);
	out->objects = p->count;
	out->bytes = PACK_HEADER + p->bytes + PACK_TRAILER;
	return rc;
}

/* libgit2 writes the pack through a map of a file with holes; on a full disk that is a bus error, not an error code. So
 * the space is asked for first, where being refused can be said. */
static int reserve(const char *site_dir, uint64_t bytes, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	char *path = fs_join(&mem, site_dir, "repo.git/objects/pack/tmp_reserve");
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int code = fd < 0 ? errno : posix_fallocate(fd, 0, (off_t)bytes);
	int rc = code ? trouble_os(t, "make room for the edition at", path, code) : 0;

	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	arena_dispose(&mem);
	return rc;
}

struct feed {
	git_odb_writepack *writer;
	git_indexer_progress progress;
	const struct trouble *t;
};

static int to_writer(void *to, const void *bytes, size_t n)
{
	struct feed *f = to;

	return f->writer->append(f->writer, bytes, n, &f->progress) < 0
		       ? trouble_git(f->t, "write the edition into the repository")
		       : 0;
}

int pack_write(const struct pack *p, const struct pack_written *sealed, const char *site_dir, const struct repo *r,
	const struct trouble *t)
{
	struct feed f = { .t = t };
	git_oid trailer;
	int rc = -1;

	if (p->count == 0) return 0; /* all there already: an edition that a dead run wrote and never announced */
	if (reserve(site_dir, sealed->bytes + PACK_INDEX_BYTES(p->count), t) < 0) return -1;
	git_oid_fromstr(&trailer, sealed->name);
	if (git_odb_write_pack(&f.writer, r->odb, NULL, NULL) < 0)
		return trouble_git(t, "write the edition into the repository");
	if (each_chunk(p, to_writer, &f, t) < 0 || to_writer(&f, trailer.id, PACK_TRAILER) < 0) goto done;
	if (f.writer->commit(f.writer, &f.progress) < 0 || git_odb_refresh(r->odb) < 0) {
		trouble_git(t, "finish the edition in the repository");
		goto done;
	}
	rc = 0;
done:
	f.writer->free(f.writer);
	return rc;
}

void pack_close(struct pack *p)
{
	if (p->fd >= 0) close(p->fd);
	if (p->deflater) deflater_free(p->deflater);
	str_dispose(&p->buffer);
	map_dispose(&p->have);
	*p = (struct pack)PACK_INIT;
}
