/* csvin_describe.c says what was found out about a file, in the words of the people who exported it: for the report one
 * line a file, and a message for each thing that had to be decided. */
#include <stdint.h>
#include "input/csvin_internal.h"

static const char *encoding_words(const struct csvin_dialect *d)
{
	static const struct {
		const char *name, *words;
	} all[] = {
		{ "utf-8", "UTF-8" },
		{ "windows-1252", "Windows-1252" },
		{ "macroman", "MacRoman" },
		{ "utf-16le", "UTF-16" },
		{ "utf-16be", "UTF-16" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (d->encoding && strcmp(d->encoding, all[i].name) == 0) return all[i].words;
	return "UTF-8";
}

void csvin_describe(struct str *out, const struct csvin_dialect *d)
{
	bool utf16 = d->encoding && sv_starts(sv(d->encoding), "utf-16");
	const char *delimiter = d->delimiter == ',' ? "comma" : d->delimiter == ';' ? "semicolon" : "tab";

	if (d->mixed) str_puts(out, "UTF-8 mixed with ");
	str_puts(out, encoding_words(d));
	if (d->bom != utf16) str_puts(out, d->bom ? " with byte-order mark" : " without byte-order mark");
	if (d->delimiter && strchr(",;\t", d->delimiter))
		str_printf(out, ", %s", delimiter);
	else if (d->delimiter)
		str_printf(out, ", delimiter %c", d->delimiter);
	if (d->sep_line) str_puts(out, " with sep= line");
	if (d->line_end && strcmp(d->line_end, "mixed") == 0) str_puts(out, ", mixed line ends");
	if (d->line_end && (strcmp(d->line_end, "CRLF") == 0 || strcmp(d->line_end, "CR") == 0))
		str_printf(out, ", %s", d->line_end);
}

/* What to do about a guess. A table of our own has no mapping in which to write it. */
static const char *advice(const struct csvin_decoder *d, const struct csvin_options *o, struct diags *ds)
{
	bool mac = d->verdict.code == CSVIN_MACROMAN;

	if (d->plain)
		return csvin_is_export(o) ? "other lines are UTF-8, so the file mixes two encodings; look at the "
					    "letters with accents, or export it again as UTF-8"
					  : "other lines are UTF-8, so the file mixes two encodings; look at the "
					    "letters with accents, or save it as UTF-8";
	if (o->own_table) return "look at the letters with accents and save the file as UTF-8";
	if (d->verdict.sure == CSVIN_CLEAR)
		return diags_text(ds,
			"if letters with accents come out right, write encoding: %s in the mapping; else export "
			"the file as UTF-8",
			mac ? "macroman" : "windows-1252");
	return diags_text(ds,
		"look at the letters with accents, then write encoding: %s or encoding: %s in the mapping, "
		"or export the file as UTF-8",
		mac ? "macroman" : "windows-1252", mac ? "windows-1252" : "macroman");
}

static const char *certainty(const struct csvin_decoder *d, unsigned first_line, struct diags *ds)
{
	const char *other = d->verdict.code == CSVIN_MACROMAN ? "Windows-1252" : "MacRoman";

	switch (d->verdict.sure) {
	case CSVIN_CLEAR: return "as the letters around such bytes show";
	case CSVIN_THIN: return diags_text(ds, "but hardly anything tells it from %s", other);
	case CSVIN_CONTRADICTORY: break;
	}
	return diags_text(ds, "but line %u looks like %s", d->verdict.against + first_line - 1, other);
}

void csvin_tell(const struct csvin_decoder *d, const char *name, unsigned first_line, const struct csvin_options *o,
	struct diags *ds)
{
	if (d->unmarked)
		diags_note(ds, "B123", ((struct place){ name, first_line, 1 }), NULL,
			"this is UTF-16 without its byte-order mark, recognized by its zero bytes");
	if (d->fallbacks)
		diags_warn(ds, "B109", d->first_fallback, advice(d, o, ds),
			"this is not valid UTF-8 and was read as %s, %s (lines read so: %u)",
			d->verdict.code == CSVIN_MACROMAN ? "MacRoman" : "Windows-1252", certainty(d, first_line, ds),
			d->fallbacks);
	if (d->undefined)
		diags_warn(ds, "B121", d->first_undefined,
			"export the file as UTF-8; if it came from a Mac, write encoding: macroman in the mapping",
			"Windows-1252 has no such character; it became \"\xEF\xBF\xBD\" (such characters: %u)",
			d->undefined);
	if (d->high && d->high == d->high_utf8)
		diags_warn(ds, "B122", ((struct place){ name, 0, 0 }), "take encoding: out of the mapping",
			"the file is read as %s as the mapping says, but looks like UTF-8: letters with accents will "
			"come out as two or three signs",
			d->code == CSVIN_MACROMAN ? "MacRoman" : "Windows-1252");
}
