/* edition: the whole line in one place: import -> pool -> pages -> links -> gate -> spool or folder -> commit.
 *
 * Modes differ only in where the artifacts go and what is kept:
 *   CHECK    nowhere; everything is undone            BUILD    a preview folder; the database is undone
 *   DIFF     a preview, then compared and dropped     PUBLISH  the spool, then written, read back and committed
 * DIFF is a trial (trial.h): it leaves nothing at all behind.
 * Only PUBLISH leaves a trace in the database: reservations of Entry IDs are stored before the commit and made final after it; a run that dies in between is
 * put right by the next (pool_reconcile). */
#ifndef CMD_EDITION_H
#define CMD_EDITION_H
#include "base/progress.h"
#include "cmd/context.h"
#include "cmd/preview.h"
#include "cmd/sources.h"
#include "privacy/gate.h"
#include "privacy/pool.h"
#include "publish/publish.h"
#include "site/outlet.h"
#include "site/pages_kept.h"
#include "site/site.h"

enum edition_mode { EDITION_CHECK, EDITION_BUILD, EDITION_DIFF, EDITION_PUBLISH };
struct edition_plan {
	enum edition_mode mode;
	const char *cycle;  /* NULL: documents only, the pool is carried over */
	const char *output; /* BUILD */
	bool as_publish;    /* DIFF: refuses what a publish would refuse */
	unsigned restores;  /* rollback: the edition that ctx->sources is of; else 0 */
	unsigned onto;      /* rollback: the newest edition that was put together with it */
};
#define EDITION_MAX_POOLS 8
struct edition {
	struct context *ctx;
	const struct edition_plan *plan;
	struct progress progress;
	struct import_report import;
	struct public_pool *pool[EDITION_MAX_POOLS];
	struct pool_sums sums[EDITION_MAX_POOLS];
	size_t npools;
	struct identity_set *values;
	struct gate *gate;
	struct links *links;
	struct outlet outlet;
	struct publish *publish; /* PUBLISH */
	struct signer *signer;   /* NULL: the edition is unsigned */
	struct preview *preview; /* DIFF */
	struct sources *sources; /* PUBLISH: as they were when they were read */
	struct folder_sink *folder;
	struct pages_kept *rendered; /* rendered.h; NULL: every page is made */
	unsigned number;
	const char *tag; /* of the edition this would be */
	struct str previous_documents, previous_changes, previous_pool, document_changes;
	size_t ndocument_changes;
	struct publish_state state;
	struct publish_result result;
	size_t soft_passed;
	uint64_t gate_bytes;
	bool unchanged, committed, pushed, in_transaction, declined, inputs_known, program_known, files_known,
		untouched /* no input changed: nothing was even read */;
	struct sha256 inputs, program, files; /* unchanged.h; files: of the records */
	/* The records are the very same as when the newest publish ended, by every byte: what it worked out from them may be taken over, under this name for them. Said
	 * within the transaction in which the pools are made, and valid until its end. */
	bool records_known;
	struct sha256 records;
	struct store_mark mark;                     /* the database when the pools were begun */
	bool pools_taken, pools_quiet, sheet_known; /* kept_pools.h */
	struct sha256 sheet;
};
/* Runs the plan; problems go to ctx->ds. 0 or -1. *e holds the outcome until edition_dispose. */
int edition_run(struct edition *e, struct context *ctx, const struct edition_plan *plan);
/* edition_plan.c: is it a publish, or one that is only tried? What is wrong with the plan goes to ctx->ds. */
bool edition_commits(const struct edition *e);
void edition_check_plan(struct edition *e);
/* A file of the newest edition, appended; -1 if it is not there, or this mode looks at no history. */
int edition_parent_file(struct edition *e, const char *path, struct str *out);
/* edition_parent.c: the newest edition, from the open publish or from the preview; 0, DATE_NONE and "" if there is none. */
unsigned edition_parent_number(const struct edition *e);
date_t edition_parent_day(const struct edition *e);
const char *edition_parent_id(const struct edition *e);
/* Without records: its pools, read from its public file, as the run's. -1 after diags. */
int edition_borrow_pools(struct edition *e);
bool edition_has_tag(struct edition *e, const char *tag); /* is there an edition of that tag? */
/* What the pages of the whole site are made from. */
struct site_input edition_site_input(struct edition *e);
void edition_dispose(struct edition *e);
/* edition_records.c: settings, with the digests of what is read from here on. -1 after diags. */
int edition_load_settings(struct edition *e);
void edition_look_at_records(struct edition *e); /* before the import, which may write to the database */
/* Within the transaction, in which nobody else writes: was nothing written since the question, by the import, by putting right what a run left, by another run?
 * -1 when the store failed. */
int edition_confirm_records(struct edition *e);
int edition_open_values(struct edition *e); /* what the gate searches for: taken over, or made */
void edition_done_searching(
	struct edition *e); /* the gate has: the values are written down for the next run, and given back */
/* So that the next run knows the records, and need not make the values again. When the edition stands, or nothing was new; this run writes to the database no more. From here on
 * `records` is the name under which more of what was worked out from them may be kept, if records_known. */
void edition_remember_records(struct edition *e);
/* edition_message.c: the commit's message with the origin of every byte; appends to r. */
void edition_message(const struct edition *e, struct rendering *r);
#endif
