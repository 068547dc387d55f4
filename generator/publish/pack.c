/* One edition becomes one pack. Handing the objects to libgit2 one by one would make a file and two syncs of each; its
 * pack builder would search deltas at ten times the cost of everything else, and its indexer would unpack and hash all that was
 * just packed. libgit2 checks every object when it is read back (readback.c), before anybody is told of it. */
#include "publish/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/odb.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "publish/outdir.h"

#define PACK_HEADER ((size_t)12)
#define PACK_TRAILER ((size_t)20)
#define PACK_CHUNK ((size_t)32 << 10)
#define PACK_BUFFER ((size_t)256 << 10)
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

/* Its header and bytes stand in the buffer, from there on. */
static int added_from(struct pack *p, const git_oid *id, size_t from, const struct trouble *t)
{
	struct pack_entry e = { *id, deflate_crc32(sv_sub(sv_of(&p->buffer), from, SIZE_MAX)),
		PACK_HEADER + p->bytes + from };

	vec_push(&p->entry, e);
	return p->buffer.len >= PACK_BUFFER ? flush(p, t) : 0;
}

int pack_add(struct pack *p, const struct repo *r, git_object_t type, const git_oid *id, struct sv bytes, bool *added,
	const struct trouble *t)
{
	bool fresh = is_fresh(p, r, id);
	size_t from = p->buffer.len;

	if (added) *added = fresh;
	if (!fresh) return 0;
	put_entry_header(&p->buffer, type, bytes.n);
	deflater_append(p->deflater, &p->buffer, bytes);
	return added_from(p, id, from, t);
}

void pack_deflate(struct str *out, struct sv bytes)
{
	deflate_append(out, bytes, PACK_LEVEL);
}

int pack_add_deflated(
	struct pack *p, const struct repo *r, const struct pack_object *o, bool *added, const struct trouble *t)
{
	size_t from = p->buffer.len;

	*added = is_fresh(p, r, o->id);
	if (!*added) return 0;
	put_entry_header(&p->buffer, o->type, o->size);
	str_sv(&p->buffer, o->deflated);
	return added_from(p, o->id, from, t);
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
	char chunk[PACK_CHUNK];
	uint64_t at = 0;
	int rc;

	put_header(header, (uint32_t)p->entry.n);
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
	out->objects = p->entry.n;
	out->bytes = PACK_HEADER + p->bytes + PACK_TRAILER;
	return rc;
}

static int to_file(void *to, const void *bytes, size_t n)
{
	return outdir_write_all(*(int *)to, sv_n(bytes, n)) < 0 ? 1 : 0;
}

/* The bytes of the pack, or those of its index. */
struct part {
	const struct pack *pack;
	struct sv end; /* of the pack: its trailer */
};

static int put_part(int fd, const struct part *part, const struct trouble *t, int *code)
{
	int rc = part->pack ? each_chunk(part->pack, to_file, &fd, t) : 0;

	if (rc == 0 && (outdir_write_all(fd, part->end) < 0 || fsync(fd) < 0)) rc = 1;
	if (rc == 1) *code = errno;
	return rc;
}

/* Under a name that the next run removes if this one dies, then under its own. */
static int put_file(const struct part *part, const char *folder, const char *name, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	char *temporary = fs_join(&mem, folder, "tmp_pack"), *path = fs_join(&mem, folder, name);
	int code = 0, rc = 0, fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);

	if (fd < 0)
		code = errno;
	else
		rc = put_part(fd, part, t, &code);
	if (fd >= 0 && close(fd) < 0 && rc == 0) code = errno;
	if (rc == 0 && !code && rename(temporary, path) < 0) code = errno;
	if (rc != 0 || code) unlink(temporary);
	if (code) rc = trouble_os(t, "write the edition into the repository at", path, code);
	arena_dispose(&mem);
	return rc;
}

/* The index comes last: git does not see a pack that has none. */
static int put_pack(struct pack *p, const struct pack_written *sealed, const char *folder, const struct trouble *t)
{
	struct str index = STR_INIT, err = STR_INIT;
	char name[REPO_HEX + 12];
	git_oid trailer;

	git_oid_fromstr(&trailer, sealed->name);
	snprintf(name, sizeof name, "pack-%s.pack", sealed->name);
	int rc = put_file(&(struct part){ p, sv_n((const char *)trailer.id, PACK_TRAILER) }, folder, name, t);
	snprintf(name, sizeof name, "pack-%s.idx", sealed->name);
	pack_index_put(&index, p->entry.at, p->entry.n, &trailer);
	if (rc == 0) rc = put_file(&(struct part){ NULL, sv_of(&index) }, folder, name, t);
	if (rc == 0 && fs_fsync_dir(folder, &err) < 0) rc = trouble_fs(t, &err);
	str_dispose(&index);
	str_dispose(&err);
	return rc;
}

int pack_write(struct pack *p, const struct pack_written *sealed, const char *site_dir, const struct repo *r,
	const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	int rc = 0;

	if (p->entry.n == 0) return 0; /* all there already: an edition that a dead run wrote and never announced */
	rc = put_pack(p, sealed, fs_join(&mem, site_dir, "repo.git/objects/pack"), t);
	arena_dispose(&mem);
	if (rc == 0 && git_odb_refresh(r->odb) < 0) rc = trouble_git(t, "finish the edition in the repository");
	return rc;
}

void pack_close(struct pack *p)
{
	if (p->fd >= 0) close(p->fd);
	if (p->deflater) deflater_free(p->deflater);
	str_dispose(&p->buffer);
	map_dispose(&p->have);
	vec_dispose(&p->entry);
	*p = (struct pack)PACK_INIT;
}
