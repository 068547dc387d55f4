/* cmd_mapping: what the three sub-commands of `mapping` share. */
#ifndef CMD_CMD_MAPPING_H
#define CMD_CMD_MAPPING_H
#include "cmd/command.h"
#include "records/mapping_claim.h"
enum {
	MAPPING_KIND,
	MAPPING_FORM,
	MAPPING_OUT,
	MAPPING_SAME,
	MAPPING_PRIVATE,
	MAPPING_IGNORE,
	MAPPING_WORDING,
	MAPPING_GONE,
	MAPPING_ALIAS,
	MAPPING_DATES
};
/* Settings and vocabularies; mappings too when out is not NULL. -1 when something is wrong with them. */
int cmd_mapping_load(struct context *ctx, struct mappings *out);
/* The file that was named: as it stands, in the workspace, or in the folder of exports. -1 after diags. */
int cmd_mapping_file(struct context *ctx, const char *typed, const char **path, const char **name);
/* A column's title for a terminal: padded or cut to `width` columns, control characters gone. Appended. */
void cmd_mapping_cell(struct str *out, const char *text, size_t width);
int cmd_mapping_suggest(struct context *ctx, const struct arguments *args);
int cmd_mapping_explain(struct context *ctx, const struct arguments *args);
int cmd_mapping_fix(struct context *ctx, const struct arguments *args);
#endif
