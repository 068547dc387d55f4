/* certificate: a paper for each participant of a concluded partnership (SOP 5.6.1; DOMAIN 1 and 8), its register, and the words on it.
 *
 * Who gets one: both sides of a partnership that was formal (goals received, 5.3.3) and is concluded, whether or not their own evaluation came: the
 * certificate documents participation; units ask for more. Of one that ended early, who has a petition that was granted, and whom a "certificate"
 * exception in records/overrides.csv names. A certificate never says, anywhere, who the partner was.
 *
 *   certificates_due      what is to be issued and what is not, with the reason      (certificate_due.c)
 *   certificate_words_*   the words, from programme-templates/certificate.txt        (certificate_words.c)
 *   certificate_draw      words and a name on paper                                  (certificate_draw.c)
 *   certificate_*         the register: numbers, words as issued, digests of files   (certificate_register.c)
 *   certificates_issue    numbers, papers, register and files in that order          (certificate_issue.c)
 *
 * The register keeps the words of a certificate as they were issued, without the name, and the digest of each file; so a file that was lost can be made again
 * to the byte as long as the person's name, the fonts and the libraries are the same. Numbers are never given twice, those of people who were erased neither.
 * Messages: M120–M139. */
#ifndef PROGRAMME_CERTIFICATE_H
#define PROGRAMME_CERTIFICATE_H
#include "base/diag.h"
#include "base/map.h"
#include "content/settings.h"
#include "programme/paper.h"
#include "programme/register.h"

/* ---- the register */
struct certificate {
	int64_t id, application, partnership;
	int64_t reissue_of; /* of the certificate it stands for, always the first of the row; 0: it is that */
	const char *number; /* "MP-2026-0007", "MP-2026-0007-R1" */
	const char *role;   /* "mentor", "mentee", "peer" */
	date_t issued, from, until;
	const char *reason;              /* of a reissue: "name", "lost", "correction"; "" */
	const char *words;               /* as issued */
	const char *name_key;            /* digest of number and name */
	const char *sha256[PAPER_SIZES]; /* of the file in that size; "" if it was never made */
	const char *replaced_by;         /* number; "" if it holds */
};
struct certificates {
	VEC(struct certificate) v; /* by id */
	struct map by_side;        /* "partnership application": the newest */
};
int certificate_migrate(struct store *s);
int certificates_read(struct certificates *out, struct arena *mem, struct store *s);
void certificates_dispose(struct certificates *c);
const struct certificate *certificate_find(const struct certificates *c, struct sv typed); /* any case; NULL */
/* The newest of that partnership's side, or NULL. application is the one that stands in the partnership. */
const struct certificate *certificate_of(const struct certificates *c, int64_t partnership, int64_t application);
const char *certificate_role_words(const char *role); /* "Mentor", "Mentee", "Peer Partner" */
/* A number that was issued and is no longer in the register, because the person was erased: the day it was issued, else DATE_NONE. -1: the store. */
int certificate_erased_on(struct store *s, struct sv typed, date_t *day);

/* ---- who gets one */
struct certificate_candidate {
	const struct partnership *partnership;
	enum side side;
	int64_t application;
	const char *role;
	const char *form, *entry_no, *entry_id; /* of the application in the partnership; "" */
	struct sv name;                         /* the one chosen in the person's newest application */
	date_t from, until;                     /* plan received, concluded (or ended) */
	const struct certificate *has;          /* the newest issued, NULL */
	const char *why_not;                    /* a sentence without a full stop; NULL: it is due, or issued */
	bool exception;                         /* of overrides.csv */
};
struct certificates_due {
	VEC(struct certificate_candidate)
	v; /* by partnership, then side; partnerships that are running or were never formed are left out */
};
int certificates_due(struct certificates_due *out, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, const struct partnerships *all, const struct certificates *issued);

/* ---- words */
struct certificate_facts {
	const char *society, *program, *committee, *role, *number, *signatory, *office, *replaces /* "" */;
	date_t received, concluded, issued;
};
struct certificate_text { /* borrowed from the words it was read from */
	struct sv society, title, lead, role, text[3], issued, number, signatory, office;
	size_t ntext;
};
struct certificate_wording; /* the template */
int certificate_wording_load(struct certificate_wording **out, const struct run *run, struct diags *ds);
int certificate_wording_from(struct certificate_wording **out, const char *text, struct diags *ds); /* for tests */
void certificate_wording_free(struct certificate_wording *w);
/* Appends the words as they are kept: lines "part: words". -1: ds says what the template gets wrong. */
int certificate_words_make(
	struct str *out, const struct certificate_wording *w, const struct certificate_facts *facts, struct diags *ds);
/* Reads them back. -1: a part that there must be is missing, or one is unknown (M122); ds may be NULL. */
int certificate_words_read(struct certificate_text *out, struct sv words, struct diags *ds);

/* ---- paper */
/* Appends the PDF. *missing: letters that no font has; then the bytes are no good. -1: err. */
int certificate_draw(struct str *out, struct paper_fonts *fonts, const struct certificate_text *t, struct sv name,
	const char *program, date_t day, enum paper_size size, size_t *missing, struct str *err);

/* ---- issuing */
struct certificate_job {
	struct store *s;
	const struct run *run;
	const struct rules *rules;
	const struct settings *settings;
	struct paper_fonts *fonts;
	const struct certificate_wording *wording;
	const char *office; /* of the signatory */
	bool size[PAPER_SIZES];
	struct diags *ds;
	struct {
		size_t issued, again, there, failed, files;
	} done; /* certificates issued; files made again; certificates whose files all were there; that could not be made; files written */
};
/* Issues those that are due among the n, and makes the missing files of those issued. -1: the store or the disk failed, ds has the error (M128). */
int certificates_issue(struct certificate_job *job, const struct certificate_candidate *const *c, size_t n);
/* A replacement of c->has with the person's name of today; *number is the new one, in mem. 1: it could not be made (ds). */
int certificate_reissue(struct certificate_job *job, struct arena *mem, const struct certificate_candidate *c,
	const char *reason, const char **number);
/* Deletes the files of these applications' certificates, and the register's copy, which is written anew with the next certificate. To be called before
 * programme_erase. workspace: the folder. -1: err. */
int certificates_erase_files(
	struct store *s, const char *workspace, const int64_t *application, size_t n, struct str *err);
/* "private/programme/certificates/2026/MP-2026-0007-letter.pdf", in mem. */
const char *certificate_file(struct arena *mem, const struct certificate *c, enum paper_size size);
#endif
