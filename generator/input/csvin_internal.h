/* csvin_internal: what the three parts of csvin share. csvin_decode turns the bytes of a file into physical lines of UTF-8,
 * csvin_dialect looks at the beginning to find delimiter and sep= line, csvin feeds the lines to libcsv. */
#ifndef INPUT_CSVIN_INTERNAL_H
#define INPUT_CSVIN_INTERNAL_H
#include "input/csvin.h"
#define CSVIN_SNIFF ((size_t)64 << 10) /* bytes looked at to find the delimiter */
#define CSVIN_CHUNK ((size_t)1 << 20)  /* bytes read at a time */

enum csvin_code { CSVIN_AUTO, CSVIN_UTF8, CSVIN_CP1252, CSVIN_UTF16LE, CSVIN_UTF16BE };
enum csvin_end { CSVIN_NO_END, CSVIN_LF, CSVIN_CRLF, CSVIN_CR };

struct csvin_decoder {
	enum csvin_code code;
	bool bom, started, at_end;
	struct str text;           /* UTF-8, or for AUTO and CP1252 the bytes as they came */
	size_t from;               /* first byte of text not yet delivered */
	size_t lf, cr;             /* next LF and CR at or after from, or SIZE_MAX when there is none up to text.len */
	struct str utf16;          /* bytes of UTF-16 not yet decoded, at most one character's */
	bool bad_utf16;            /* text ends before something that is no UTF-16 */
	struct str line;           /* a decoded line when it cannot be used in place */
	unsigned fallbacks, plain; /* AUTO: lines read as Windows-1252; non-ASCII lines that were UTF-8 */
	struct place first_fallback;
};
struct csvin_line {
	struct sv text;
	enum csvin_end end;
	size_t bad; /* offset of the first invalid byte, or SIZE_MAX */
};

/* Sets code from the options' name; false if it is none we know. */
bool csvin_decoder_init(struct csvin_decoder *d, const char *encoding);
void csvin_decoder_dispose(struct csvin_decoder *d);
/* Room for n raw bytes to be read into, then the number really read (0 = end of the file). */
char *csvin_decoder_room(struct csvin_decoder *d, size_t n);
void csvin_decoder_filled(struct csvin_decoder *d, size_t n);
/* The next physical line, its end written as one '\n' (none at the end of a file that lacks it). The slice is good until the
 * next call. False: more bytes are needed, or none are left when at_end. `at` gives the line's place, for the fallback note. */
bool csvin_decoder_line(struct csvin_decoder *d, struct place at, struct csvin_line *out);
struct sv csvin_decoder_pending(const struct csvin_decoder *d);
const char *csvin_code_name(const struct csvin_decoder *d);

/* Of the first physical line (without its end): is it Excel's "sep=;"? */
bool csvin_sep_line(struct sv line, char *delimiter);
/* The delimiter of the first records of text. */
char csvin_sniff(struct sv text, bool whole);
#endif
