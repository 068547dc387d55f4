/* pack_page: a page of the pack as blocks of words, to be set on paper. Private to pack_pdf. Reads the HTML that pack_pdf.h names; all is in the arena. */
#ifndef PROGRAMME_PACK_PAGE_H
#define PROGRAMME_PACK_PAGE_H
#include "base/arena.h"
#include "base/vec.h"
enum piece_kind { PIECE_WORD, PIECE_BOX, PIECE_LINE, PIECE_SHORT, PIECE_BREAK };
struct piece {
	enum piece_kind kind;
	struct sv text;
	bool space; /* a blank before it */
	bool bold, soft;
};
struct words { /* pieces [from, from + n) of the page */
	size_t from, n;
};
enum block_kind {
	BLOCK_SHEET,
	BLOCK_RUN,
	BLOCK_HEADING,
	BLOCK_TEXT,
	BLOCK_ITEM,
	BLOCK_ROW_ITEM,
	BLOCK_FACT,
	BLOCK_CAPTION,
	BLOCK_TABLE,
	BLOCK_FRAME,
	BLOCK_FRAME_END
};
struct cell {
	struct words text;
	bool head, number, strong;
};
struct block {
	enum block_kind kind;
	int level;                             /* of a heading */
	bool outcome;                          /* a text in a frame */
	bool fill;                             /* lines to be written on */
	bool wide;                             /* a fact that takes the whole width */
	struct words text, value;              /* value: of a fact */
	size_t cell, rows, columns, head_rows; /* of a table: its first cell */
};
struct pack_page {
	struct arena mem;
	VEC(struct piece) piece;
	VEC(struct block) block;
	VEC(struct cell) cell;
};
void pack_page_read(struct pack_page *out, struct sv html); /* out is emptied first; zero it once: PACK_PAGE_INIT */
void pack_page_dispose(struct pack_page *p);
#define PACK_PAGE_INIT                                                                                                 \
	{                                                                                                              \
		ARENA_INIT, VEC_INIT, VEC_INIT, VEC_INIT                                                               \
	}
#endif
