/* csvin_advice.c exists because the same fault asks for two remedies: a table that a person keeps is put right in an
 * editor, but nobody edits an export, so what is wrong with one is put right where it comes from. */
#include "input/csvin_internal.h"

#define AGAIN "export the file again; if it comes out the same, tell whoever looks after the form tool that it writes "

bool csvin_is_export(const struct csvin_options *o)
{
	return o->is_private && !o->own_table;
}

const char *csvin_help(const struct csvin_options *o, const char *of_export, const char *by_hand)
{
	return csvin_is_export(o) ? of_export : by_hand;
}

const char *csvin_cell_help(const struct csvin_options *o, const char *by_hand)
{
	return csvin_help(o, AGAIN "this cell wrongly", by_hand);
}

const char *csvin_lines_help(const struct csvin_options *o)
{
	return csvin_help(o, AGAIN "no line ends", "look for line ends that are missing");
}

const char *csvin_nul_help(const struct csvin_options *o, struct sv line)
{
	size_t zeros = 0;
	for (size_t i = 0; i < line.n; i++) zeros += line.p[i] == '\0';
	if (zeros * 3 >= line.n)
		return csvin_help(o,
			"the file looks like UTF-16 without its mark; export it as UTF-8, or write encoding: utf-16 in "
			"the mapping",
			"the file looks like UTF-16 without its mark; save it as UTF-8");
	return csvin_help(
		o, "the file is damaged or no text at all; export it again", "the file is damaged or no text at all");
}
