/* context: what a command works with: the run, the problems found, and the parts of the workspace it asked for.
 * Only cmd/ sees all rooms at once; the private and the public side meet here and nowhere else. */
#ifndef CMD_CONTEXT_H
#define CMD_CONTEXT_H
#include "base/json.h"
#include "base/map.h"
#include "base/run.h"
#include "cmd/findings.h"
#include "content/corpus.h"
#include "input/template.h"
#include "privacy/policy.h"
#include "records/import.h"
#include "store/store.h"

#define MENTORPRESS_VERSION "0.1.0"

enum exit_code { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_REFUSED = 3, EXIT_ENVIRONMENT = 4 };
enum {
	LOAD_SETTINGS = 1,
	LOAD_RECORDS = 2 /* vocabularies, mappings, policy, database */,
	LOAD_CONTENT = 4,
	LOAD_TEMPLATES = 8,
	LOAD_RECORDS_IF_ANY =
		16 /* as LOAD_RECORDS where there is an export or a database; else the rules alone, to check them */,
	LOAD_RULES = 32 /* vocabularies, mappings and policy, to check them; no database is opened */,
	LOAD_DRAFTS = 64 /* with LOAD_CONTENT: drafts too */
};

struct context {
	struct run *run;
	struct diags ds;
	struct diags aside; /* what a command that is about something else only counts; see present.h */
	struct arena mem;
	struct settings settings;
	bool has_records; /* records/mappings holds a mapping; false in a workspace without records */
	struct vocabs vocabs;
	struct policy policy;
	struct corpus *corpus;
	const char *sources; /* holds content/ and site-templates/: the workspace, or what a rollback put together */
	const char *trial;   /* trial.h: the folder of a private copy to work on; NULL: this run may write */
	int trial_hold;      /* kept open while the folder is in use */
	bool trial_made_private; /* there was no private/ before */
	struct template_set *templates;
	struct store *store;
	struct map
		digested; /* files of this run, "records/exports/a.csv" -> struct sha256 *, as unchanged_files saw them */
	bool imported;    /* context_import succeeded */
	bool environment_failed, refused; /* decide the exit code when there are errors */
	struct findings *findings;        /* problems of the records, while they are loaded and imported */
	const char *report;               /* of the last import, seen from the workspace; NULL if there is none */
	bool json_printed;                /* with --json: the command has written its result, problems included */
};

void context_init(struct context *ctx, struct run *run);
void context_dispose(struct context *ctx);
/* Loads the named parts; goes on after errors so that all are reported. 0, or -1 when diags has errors. */
int context_load(struct context *ctx, unsigned what);
/* Runs the import and writes its report (findings.h), unless there was nothing to do and the report of the last one stands; reports the store's failure as an environment error. */
int context_import(struct context *ctx, struct import_report *out);
/* For an import that was not even tried because of what context_load found: writes the report of that. */
void context_import_refused(struct context *ctx);
/* Brings the tables of ctx->store to this program's version; -1 and an environment error when that fails. */
int context_migrate(struct context *ctx);
/* The private database, or in a trial the copy of it; in ctx->mem. */
const char *context_database(struct context *ctx);
/* A path below the workspace, in ctx->mem. */
const char *context_path(struct context *ctx, const char *relative);
/* After a step that took more memory than what follows, and would keep it. */
void context_give_back(struct context *ctx);
/* Reports a failure of disk, lock or database; the run will exit with 4. */
void context_fail(struct context *ctx, const char *code, const char *what, const char *help);
/* Prints the problems and returns the exit code they mean. With --json that is one object {"ok": …, "problems": […]} on standard output, unless the command has
 * written one of its own (json_printed). */
int context_finish(struct context *ctx);
/* Adds the members "ok" and "problems" to the object being written. */
/* The one JSON object that a command prints: begins it in out; ends it with "ok" and "problems", prints it and frees out. Between
 * the two the caller adds its own keys. */
void context_json_begin(struct json *j, struct str *out);
void context_json_end(struct context *ctx, struct json *j, struct str *out);
/* A line on standard output, unless --quiet or --json. */
void context_say(const struct context *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#endif
