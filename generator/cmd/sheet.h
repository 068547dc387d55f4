/* sheet: CSV files for staff, who open them with a double click: UTF-8 with byte-order mark, CRLF, safe against formulas (base/csvout).
 *     sheet_header(&out, names, n); sheet_row(&out, cells, n); … */
#ifndef CMD_SHEET_H
#define CMD_SHEET_H
#include "base/str.h"
void sheet_header(struct str *out, const char *const *names, size_t n); /* begins a file: out must be empty */
void sheet_row(struct str *out, const struct sv *cells, size_t n);
#endif
