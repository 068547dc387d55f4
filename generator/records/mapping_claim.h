/* mapping_claim: which exports there are and which mapping claims each, without reading them. Private to records/ and the command
 * `mapping`. */
#ifndef RECORDS_MAPPING_CLAIM_H
#define RECORDS_MAPPING_CLAIM_H
#include "records/mapping.h"
struct claimed_file {
	const char *name, *path;               /* name: "records/exports/x.csv", for places */
	date_t date;                           /* the first YYYY-MM-DD in the name, or DATE_NONE */
	const struct mapping *mapping, *other; /* NULL: nobody claims it; other: a second one that does */
	bool newest;                           /* of its mapping */
};
struct claimed_files {
	struct claimed_file *at;
	size_t n;
};
/* Does its pattern fit this file name, whether its ending is .csv or .CSV? */
bool mapping_claims(const struct mapping *m, struct arena *mem, const char *base);
bool mapping_is_csv(struct sv name);      /* x.csv, x.CSV: an export */
bool mapping_is_csv_text(struct sv name); /* x.csv.txt: one that a program renamed */
bool mapping_is_text(struct sv name);     /* x.txt, x.tsv, x.tab: an export if a mapping claims it */
/* All exports in dir, by name. mem must outlive what is done with them. */
int mapping_claim_all(struct claimed_files *out, struct arena *mem, const char *dir, const char *name,
	const struct mappings *mappings, struct diags *ds);
/* One file; `base` is its name without folders. */
void mapping_claim_one(struct claimed_file *out, struct arena *mem, const char *path, const char *name,
	const char *base, const struct mappings *mappings);
/* Reads the header row of a file and binds the mapping to it. The mapping's
 * problems go to ds. -1 when the file could not be read at all or is empty (reported). With a dialect the whole file is read, to detect it. */
int mapping_claim_bind(struct binding *out, struct arena *mem, const struct claimed_file *f, const struct mapping *m,
	struct csvin_dialect *dialect, struct diags *ds);
#endif
