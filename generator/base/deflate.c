/* Compressing for pack objects. One state can be used again and again, because setting one up costs more than
 * compressing a small page. */
#include "base/deflate.h"
#include <assert.h>
#include <zlib.h>

struct deflater {
	z_stream z;
};

struct deflater *deflater_new(int level)
{
	struct deflater *d = xcalloc(1, sizeof *d);

	assert(level >= 0 && level <= 9);
	/* With a level in range this fails only for want of memory. */
	if (deflateInit(&d->z, level) != Z_OK) xnomem();
	return d;
}

void deflater_free(struct deflater *d)
{
	if (!d) return;
	deflateEnd(&d->z);
	free(d);
}

enum { CHUNK_MAX = 1 << 30 }; /* zlib counts one call's bytes in 32 bits */

static unsigned chunk(size_t n)
{
	return n < CHUNK_MAX ? (unsigned)n : CHUNK_MAX;
}

void deflater_append(struct deflater *d, struct str *out, struct sv bytes)
{
	int result = Z_OK;

	deflateReset(&d->z);
	str_reserve(out, deflateBound(&d->z, bytes.n));
	d->z.next_in = (z_const Bytef *)bytes.p;
	while (result != Z_STREAM_END) {
		unsigned give = chunk(bytes.n), room;

		str_reserve(out, 64);
		room = chunk(out->cap - out->len - 1);
		d->z.avail_in = give;
		d->z.next_out = (Bytef *)out->ptr + out->len;
		d->z.avail_out = room;
		result = deflate(&d->z, give == bytes.n ? Z_FINISH : Z_NO_FLUSH);
		assert(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR);
		bytes = sv_sub(bytes, give - d->z.avail_in, bytes.n);
		out->len += room - d->z.avail_out;
	}
	out->ptr[out->len] = '\0';
}

void deflate_append(struct str *out, struct sv bytes, int level)
{
	struct deflater *d = deflater_new(level);

	deflater_append(d, out, bytes);
	deflater_free(d);
}

uint32_t deflate_crc32(struct sv bytes)
{
	return (uint32_t)crc32_z(crc32_z(0, NULL, 0), (const Bytef *)bytes.p, bytes.n);
}
