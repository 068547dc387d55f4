/* normal_bytes: looking at eight and at sixty-four bytes at a time. Private to privacy/normal_*.c and the gate.
 *
 * Eight bytes are added and masked in one 64-bit register; sixty-four are compared as vectors of the compiler (gcc's and clang's vector_size), which
 * turns them into what every processor of its kind has. Nothing depends on which processor that is. */
#ifndef PRIVACY_NORMAL_BYTES_H
#define PRIVACY_NORMAL_BYTES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "base/str.h"

#define NORMAL_EACH(byte) (UINT64_C(0x0101010101010101) * (byte)) /* eight times the same */
enum { NORMAL_BLOCK = 64 };

/* Eight bytes, the first of them lowest. */
static inline uint64_t normal_eight(const char *p)
{
	uint64_t eight;

	memcpy(&eight, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

/* The same from v.p[i] on, with zeros behind the end. */
static inline uint64_t normal_eight_at(struct sv v, size_t i)
{
	char rest[8] = { 0 };

	if (i + 8 <= v.n) return normal_eight(v.p + i);
	memcpy(rest, v.p + i, v.n - i);
	return normal_eight(rest);
}

/* The highest bit of each of eight bytes: is it an ASCII letter? a letter or a digit? */
static inline uint64_t normal_letters(uint64_t x)
{
	uint64_t small = (x & NORMAL_EACH(0x7F)) | NORMAL_EACH(0x20);

	return (small + NORMAL_EACH(0x80 - 'a')) & ~(small + NORMAL_EACH(0x7F - 'z')) & ~x & NORMAL_EACH(0x80);
}

static inline uint64_t normal_digits(uint64_t x)
{
	uint64_t low = x & NORMAL_EACH(0x7F);

	return (low + NORMAL_EACH(0x80 - '0')) & ~(low + NORMAL_EACH(0x7F - '9')) & ~x & NORMAL_EACH(0x80);
}

/* Sixteen bytes, compared one by one: 0xFF where it is so. */
typedef unsigned char normal_vector __attribute__((vector_size(16)));
#define NORMAL_IS(vector, byte) ((normal_vector)((vector) == (unsigned char)(byte)))
#define NORMAL_WITHIN(vector, from, to)                                                                                \
	((normal_vector)((vector) - (unsigned char)(from) <= (unsigned char)((to) - (from))))

/* Sixteen such answers as bits, the first lowest. */
static inline uint64_t normal_bits(normal_vector is)
{
	char byte[16];
	uint64_t low, high;

	memcpy(byte, &is, 16);
	/* The product moves the eight lowest bits of eight bytes next to each other, into the highest byte. */
	low = (normal_eight(byte) & NORMAL_EACH(1)) * UINT64_C(0x0102040810204080) >> 56;
	high = (normal_eight(byte + 8) & NORMAL_EACH(1)) * UINT64_C(0x0102040810204080) >> 56;
	return low | high << 8;
}

/* Up to sixty-four bytes from v.p[i] on; what is behind the end is zero. `room` is used where there are fewer. */
static inline const unsigned char *normal_block(struct sv v, size_t i, unsigned char room[NORMAL_BLOCK])
{
	if (i + NORMAL_BLOCK <= v.n) return (const unsigned char *)v.p + i;
	memset(room, 0, NORMAL_BLOCK);
	memcpy(room, v.p + i, v.n - i);
	return room;
}
#endif
