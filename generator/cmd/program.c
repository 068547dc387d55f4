/* Reads the command line: options that every command has, the command's own, then runs it. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/workers.h"
#include "cmd/command.h"
#include "cmd/program.h"

/* As `--help` lists them, a group a line. */
/* clang-format off */
const struct command *const commands[] = {
	&cmd_init, &cmd_mapping, &cmd_import,
	&cmd_new, &cmd_serve, &cmd_compare, &cmd_approve,
	&cmd_check, &cmd_accept, &cmd_review, &cmd_privacy,
	&cmd_build, &cmd_diff, &cmd_publish, &cmd_push, &cmd_history, &cmd_show, &cmd_verify,
	&cmd_rollback,
	&cmd_match,
	&cmd_decisions, &cmd_partnership,
	&cmd_due, &cmd_notices,
	&cmd_certificates,
	&cmd_units, &cmd_report,
	&cmd_audit, &cmd_who, &cmd_pause, &cmd_resume, &cmd_reconfirm, &cmd_withdraw, &cmd_erase,
};
/* clang-format on */
const size_t ncommands = sizeof commands / sizeof *commands;

enum { G_HELP, G_WORKSPACE, G_AS_OF, G_JSON, G_QUIET, G_SHOW, G_YES, G_BY, G_THREADS, G_VERSION, G_COUNT };
static const struct option globals[G_COUNT] = {
	[G_HELP] = { "--help", NULL, "say how the command is used" },
	[G_WORKSPACE] = { "--workspace", "DIR", "the folder with mentorpress.yml (default: this folder)" },
	[G_AS_OF] = { "--as-of", "DATE",
		"the run's \"today\", as 2026-03-14 (default: SOURCE_DATE_EPOCH, else the UTC date)" },
	[G_JSON] = { "--json", NULL, "print the result and the problems as JSON" },
	[G_QUIET] = { "--quiet", NULL, "print problems only" },
	[G_SHOW] = { "--show-values", NULL,
		"let messages show private values (never redirect such output into a shared place)" },
	[G_YES] = { "--yes", NULL, "do not ask first: publish, or write, at once" },
	[G_BY] = { "--by", "ROLE", "who acts, for the audit log (default: headquarters)" },
	[G_THREADS] = { "--threads", "N", "how many cores pages are searched and compressed on (default: all)" },
	[G_VERSION] = { "--version", NULL, "print the version" },
};
#define MAX_OPTIONS 24

struct parsed {
	const struct command *command;
	const char *global[G_COUNT];
	const char *own[MAX_OPTIONS];
	char *joined[MAX_OPTIONS]; /* of options given several times */
	const char *positional[COMMAND_WORDS];
	size_t n;
};

static void print_options(FILE *to, const struct option *o, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int used = fprintf(to, "  %s%s%s", o[i].name, o[i].value ? " " : "", o[i].value ? o[i].value : "");
		fprintf(to, "%*s%s\n", used < 24 ? 24 - used : 1, "", o[i].help);
	}
}

static void print_overview(FILE *to)
{
	fputs("mentorpress publishes a mentoring programme: an anonymised, searchable directory and the programme's "
	      "pages.\n\n"
	      "Usage: mentorpress COMMAND [OPTIONS]\n\nCommands:\n",
		to);
	for (size_t i = 0; i < ncommands; i++) fprintf(to, "  %-12s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\nOptions that every command has:\n", to);
	print_options(to, globals, G_COUNT);
	fputs("\nExit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 the gate refused, 4 disk, lock or "
	      "database failed.\n"
	      "`mentorpress` alone says where you are and what comes next; `mentorpress COMMAND --help` explains a "
	      "command.\n",
		to);
}

static void print_help(FILE *to, const struct command *c)
{
	fprintf(to, "Usage: mentorpress %s\n\n%s\n", c->usage, c->help);
	if (c->noptions) fputs("\nOptions:\n", to);
	print_options(to, c->option, c->noptions);
	fputs("\nOptions that every command has:\n", to);
	print_options(to, globals, G_COUNT);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < ncommands; i++)
		if (strcmp(commands[i]->name, name) == 0) return commands[i];
	return NULL;
}

/* The option of `table` that arg names ("--x" or "--x=value"); *inline_value is what follows '='. */
static size_t find_option(const struct option *table, size_t n, const char *arg, const char **inline_value)
{
	const char *eq = strchr(arg, '=');
	size_t len = eq ? (size_t)(eq - arg) : strlen(arg);
	*inline_value = eq ? eq + 1 : NULL;
	for (size_t i = 0; i < n; i++)
		if (strlen(table[i].name) == len && strncmp(table[i].name, arg, len) == 0) return i;
	return SIZE_MAX;
}

static int take_value(
	const struct option *o, const char *inline_value, int argc, char **argv, int *i, const char **slot)
{
	if (!o->value) {
		if (inline_value) return fprintf(stderr, "mentorpress: %s takes no value\n", o->name), -1;
		*slot = "";
		return 0;
	}
	if (inline_value)
		*slot = inline_value;
	else if (*i + 1 < argc)
		*slot = argv[++*i];
	else
		return fprintf(stderr, "mentorpress: %s needs a value: %s %s\n", o->name, o->name, o->value), -1;
	return 0;
}

/* What is given again replaces what was given, or is added to it when the option says that it may stand several times. */
static void keep_value(struct parsed *p, size_t o, const char *before)
{
	const char *value = p->command->option[o].value;
	if (!before || !value || !sv_ends(sv(value), "...")) return;
	struct str both = STR_INIT;
	str_printf(&both, "%s\n%s", before, p->own[o]);
	free(p->joined[o]);
	p->own[o] = p->joined[o] = str_detach(&both);
}

static int unknown_option(const char *arg, const struct command *c)
{
	fprintf(stderr, "mentorpress: unknown option %s; see mentorpress %s%s--help\n", arg, c ? c->name : "",
		c ? " " : "");
	return -1;
}

static int unknown_command(const char *arg)
{
	const char *names[64];
	for (size_t i = 0; i < ncommands; i++) names[i] = commands[i]->name;
	const char *near = diags_near(sv(arg), names, ncommands);
	fprintf(stderr, "mentorpress: there is no command \"%s\"", arg);
	if (near) fprintf(stderr, "; did you mean \"%s\"?", near);
	fputs("\nhelp: mentorpress --help lists the commands\n", stderr);
	return -1;
}

static int parse_option(struct parsed *p, int argc, char **argv, int *i)
{
	const char *inline_value = NULL;
	size_t o = find_option(globals, G_COUNT, argv[*i], &inline_value);
	if (o != SIZE_MAX) return take_value(&globals[o], inline_value, argc, argv, i, &p->global[o]);
	o = p->command ? find_option(p->command->option, p->command->noptions, argv[*i], &inline_value) : SIZE_MAX;
	if (o == SIZE_MAX) return unknown_option(argv[*i], p->command);
	const char *before = p->own[o];
	if (take_value(&p->command->option[o], inline_value, argc, argv, i, &p->own[o])) return -1;
	keep_value(p, o, before);
	return 0;
}

static int parse(struct parsed *p, int argc, char **argv)
{
	bool only_names = false;
	for (int i = 1; i < argc; i++) {
		if (!only_names && strcmp(argv[i], "--") == 0) {
			only_names = true;
		} else if (!only_names && argv[i][0] == '-' && argv[i][1]) {
			if (parse_option(p, argc, argv, &i) != 0) return -1;
		} else if (!p->command) {
			if (!(p->command = find_command(argv[i]))) return unknown_command(argv[i]);
		} else if (p->n < COMMAND_WORDS) {
			p->positional[p->n++] = argv[i];
		} else {
			return fprintf(stderr, "mentorpress: too many words\n"), -1;
		}
	}
	return 0;
}

const char *arguments_words(struct arena *mem, const struct arguments *args)
{
	const char *all = args->n ? args->positional[0] : "";
	for (size_t i = 1; i < args->n; i++) all = arena_printf(mem, "%s %s", all, args->positional[i]);
	return all;
}

static int set_date(struct run *run, const char *given, int64_t now)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long seconds = 0;
	run->clock_day = date_from_epoch(now);
	run->as_of = run->clock_day;
	if (given) {
		run->as_of = date_parse(sv(given));
		if (run->as_of == DATE_NONE)
			return fprintf(stderr, "mentorpress: --as-of %s is not a date; write it as 2026-03-14\n",
				       given),
			       -1;
		run->as_of_given = true;
	} else if (epoch && *epoch) {
		run->as_of = sv_long(sv(epoch), &seconds) ? date_from_epoch(seconds) : DATE_NONE;
		if (run->as_of == DATE_NONE)
			return fprintf(stderr, "mentorpress: SOURCE_DATE_EPOCH is not a number of seconds since 1970; "
					       "unset it or give --as-of\n"),
			       -1;
		run->as_of_given = true;
	}
	if (run->as_of == DATE_NONE)
		return fprintf(stderr, "mentorpress: the computer's clock is wrong; set it, or give --as-of DATE\n"),
		       -1;
	return 0;
}

/* More than there are cores is allowed: the result is the same, which somebody may want to see. */
static int set_threads(struct run *run, const char *given)
{
	long n = 0;
	run->threads = workers_cores();
	if (!given) return 0;
	if (!sv_long(sv(given), &n) || n < 1 || n > WORKERS_MAX)
		return fprintf(stderr, "mentorpress: --threads %s: write a number from 1 to %d, or leave it out\n",
			       given, WORKERS_MAX),
		       -1;
	run->threads = (unsigned)n;
	return 0;
}

static int make_run(struct run *run, const struct parsed *p, const struct program_env *env)
{
	struct winsize w = { 0 };
	*run = (struct run){ .random = env->random,
		.quiet = p->global[G_QUIET],
		.json = p->global[G_JSON],
		.show_values = p->global[G_SHOW],
		.yes = p->global[G_YES],
		.tty_in = isatty(0),
		.tty_out = isatty(1),
		.tty_err = isatty(2),
		.width = 80,
		.out = stdout,
		.err = stderr,
		.workspace = p->global[G_WORKSPACE] ? p->global[G_WORKSPACE] : ".",
		.role = p->global[G_BY] ? p->global[G_BY] : "headquarters" };
	if (set_threads(run, p->global[G_THREADS]) != 0) return -1;
	if (ioctl(1, TIOCGWINSZ, &w) == 0 && w.ws_col >= 40) run->width = w.ws_col;
	return set_date(run, p->global[G_AS_OF], env->now);
}

static int run_command(const struct parsed *p, struct run *run)
{
	struct context ctx;
	struct arguments args = { p->positional, p->n, p->own };
	int code;
	context_init(&ctx, run);
	code = p->command ? p->command->run(&ctx, &args) : next_steps(&ctx);
	context_dispose(&ctx);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("mentorpress: standard output could not be written\n", stderr);
		return EXIT_ENVIRONMENT;
	}
	return code;
}

/* A program started with a standard file closed would get that number for the next file it opens, and its messages would be written into the database. The
 * place is held by a file that refuses what the number is used for, so that the failure is seen. */
static void hold_standard_files(void)
{
	static const int mode[] = { O_WRONLY, O_RDONLY, O_RDONLY };
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", mode[fd]) != fd) _exit(EXIT_ENVIRONMENT);
}

static int run_parsed(struct parsed *p, int argc, char **argv, const struct program_env *env)
{
	struct run run;
	if (parse(p, argc, argv) != 0) return EXIT_USAGE;
	if (p->global[G_VERSION]) return puts("mentorpress " MENTORPRESS_VERSION), EXIT_DONE;
	if (p->global[G_HELP]) {
		if (p->command)
			print_help(stdout, p->command);
		else
			print_overview(stdout);
		return EXIT_DONE;
	}
	if (p->command && (p->n < p->command->min_args || p->n > p->command->max_args)) {
		fprintf(stderr, "Usage: mentorpress %s\nhelp: mentorpress %s --help explains it\n", p->command->usage,
			p->command->name);
		return EXIT_USAGE;
	}
	if (make_run(&run, p, env) != 0) return EXIT_USAGE;
	return run_command(p, &run);
}

int program_run(int argc, char **argv, const struct program_env *env)
{
	struct parsed p = { 0 };
	hold_standard_files();
	int code = run_parsed(&p, argc, argv, env);
	for (size_t i = 0; i < MAX_OPTIONS; i++) free(p.joined[i]);
	return code;
}
