/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap build: an interpreter with markers from its sources, and the proof that it has them. */
#include "command.h"

#include <probetap/build.h>
#include <probetap/memory.h>

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static const char help_text[] =
	"Usage: probetap build --source DIR --prefix DIR [OPTION…] [-- CONFIGURE-ARGUMENT…]\n"
	"Configures CPython's sources out of tree --with-dtrace, builds and installs them, and proves on the result, whichever object of it\n"
	"carries the markers, that every documented one is there.\n\n"
	"      --source DIR     a clean source tree\n"
	"      --prefix DIR     where to install\n"
	"  -j, --jobs N         how many jobs make may run (default: as many as there are processors)\n"
	"      --work DIR       where to build, kept with its logs (default: a temporary directory, kept when a step fails)\n"
	"  -q, --quiet          no progress on standard error\n"
	"  -h, --help           show this\n\n"
	"With --enable-shared, and unless an argument has -rpath, the interpreter is linked to find its library below the prefix.\n\n"
	"Exit status: 0 every documented marker is there (known deviations allowed), 1 one is missing or wrong, 2 wrong words or bad input,\n"
	"3 a tool is missing or a step failed.";

static const struct option long_options[] = {
	{"source", required_argument, NULL, 's'},
	{"prefix", required_argument, NULL, 'p'},
	{"jobs", required_argument, NULL, 'j'},
	{"work", required_argument, NULL, 'w'},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct progress {
	const struct build *build;
	enum build_step step;
	struct timespec begun;
	bool quiet, terminal;
};

/* ---- signals ---- */

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	interrupted = signal;
}

/* What is started has a process group of its own, so the terminal's signals do not reach it: it is ended, and
 * the temporary directory removed, by us. */
static void catch_signals(void)
{
	const struct sigaction action = {.sa_handler = interrupt};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* ---- progress ---- */

static unsigned seconds_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned)(now.tv_sec - begun->tv_sec);
}

/* The log's last whole line. */
static void last_line(const char *path, char *line, size_t size)
{
	char end[512], *from, *newline;
	FILE *log = path ? fopen(path, "re") : NULL;
	size_t got;

	line[0] = '\0';
	if (!log)
		return;
	if (fseek(log, -(long)(sizeof end - 1), SEEK_END) < 0)
		rewind(log);
	got = fread(end, 1, sizeof end - 1, log);
	fclose(log);
	end[got] = '\0';
	newline = strrchr(end, '\n');
	if (!newline)
		return;
	*newline = '\0';
	from = strrchr(end, '\n');
	snprintf(line, size, "%s", from ? from + 1 : end);
	/* A line on a terminal, whatever a compiler prints. */
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f)
			*c = ' ';
}

static int terminal_width(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col - 1 : 79;
}

static int show_progress(void *context)
{
	struct progress *progress = context;
	char text[600], line[512];

	if (interrupted)
		return -ECANCELED;
	if (progress->quiet || !progress->terminal)
		return 0;
	last_line(progress->build->log, line, sizeof line);
	snprintf(text, sizeof text, "[%d/%d] %s, %u s: %s", (int)progress->step + 1, (int)BUILD_STEPS,
		 build_step_name(progress->step), seconds_since(&progress->begun), line);
	fprintf(stderr, "\r\033[K%.*s", terminal_width(), text);
	fflush(stderr);
	return 0;
}

static void begin_step(struct progress *progress, enum build_step step)
{
	progress->step = step;
	clock_gettime(CLOCK_MONOTONIC, &progress->begun);
	if (!progress->quiet && !progress->terminal)
		fprintf(stderr, "[%d/%d] %s: log in %s/%s.log\n", (int)step + 1, (int)BUILD_STEPS,
			build_step_name(step), progress->build->work, build_step_name(step));
}

static void end_step(const struct progress *progress, bool done)
{
	if (progress->quiet)
		return;
	fprintf(stderr, "%s[%d/%d] %s: %s after %u s\n", progress->terminal ? "\r\033[K" : "",
		(int)progress->step + 1, (int)BUILD_STEPS, build_step_name(progress->step),
		done ? "done" : "not done", seconds_since(&progress->begun));
}

/* ---- the proof ---- */

static void print_claim(const struct claim *claim)
{
	if (!claim->failure)
		printf("  holds    %s\n", claim->what);
	else if (claim->deviation)
		printf("  known    %s: %s (%s)\n", claim->what, claim->failure, claim->deviation->issue);
	else
		printf("  FAILS    %s: %s\n", claim->what, claim->failure);
}

static int prove(const struct target *target, struct contract *contract)
{
	struct claims claims = {0};
	char description[128], remark[256];
	size_t held = 0, known = 0;
	int status;

	contract_inspect(contract, target->object, target->version, target->facets, &claims);
	target_describe(target, description, sizeof description);
	printf("%s: CPython %s, markers in %s, build-id %s\n", target->name, description, target->object_path,
	       target->object->build_id ? target->object->build_id : "none");
	if (target_remark(target, contract, remark, sizeof remark))
		puts(remark);
	for (size_t i = 0; i < claims.count; i++) {
		held += !claims.list[i].failure;
		known += claims.list[i].failure && claims.list[i].deviation;
		print_claim(&claims.list[i]);
	}
	status = claims.count > 0 && held + known == claims.count ? STATUS_CONFORMS : STATUS_DEPARTS;
	printf("%zu of %zu claims hold, %zu known deviations: %s\n", held, claims.count, known,
	       status == STATUS_CONFORMS ? "the markers are there"
					 : "the markers are not what is documented");
	claims_fini(&claims);
	return status;
}

/* ---- the command ---- */

static int failed(int rc, const struct error *err)
{
	int status = command_failed(rc, err);

	/* Here these are what the environment refused. */
	return rc == -ECHILD || rc == -EACCES || rc == -ECANCELED ? STATUS_UNABLE : status;
}

static int build_all(struct build *build, struct progress *progress, struct contract *contract,
		     struct error *err)
{
	struct target *target = NULL;
	int rc = 0, status;

	progress->build = build;
	for (enum build_step step = 0; rc == 0 && step < BUILD_STEPS; step++) {
		begin_step(progress, step);
		rc = build_run(build, step, err);
		end_step(progress, rc == 0);
	}
	if (rc == -ECANCELED)
		error_set(err, ECANCELED, "%s: interrupted", build_step_name(progress->step));
	if (rc == 0)
		rc = build_target(build, contract, &target, err);
	if (rc < 0) {
		/* What was built cannot be asked: that is an answer about the build, not wrong input. */
		status = failed(rc, err);
		return status == STATUS_USAGE ? STATUS_DEPARTS : status;
	}
	status = prove(target, contract);
	target_close(target);
	return status;
}

static int take_words(struct build_options *options, struct progress *progress, int argc, char **argv,
		      bool *help)
{
	int option;
	long number;

	optind = 1;
	while ((option = getopt_long(argc, argv, "+hqj:", long_options, NULL)) != -1) {
		switch (option) {
		case 's': options->source = optarg; break;
		case 'p': options->prefix = optarg; break;
		case 'w': options->work = optarg; break;
		case 'q': progress->quiet = true; break;
		case 'h': *help = true; return 0;
		case 'j':
			number = command_number("build", "jobs", optarg, 1, 4096);
			if (number < 0)
				return STATUS_USAGE;
			options->jobs = (unsigned)number;
			break;
		default: return command_usage("build", "an option is wrong");
		}
	}
	if (!options->source || !options->prefix)
		return command_usage("build", "--source and --prefix are needed");
	if (optind < argc && strcmp(argv[optind - 1], "--") != 0)
		return command_usage("build", "`%s`: the arguments of configure come after `--`",
				     argv[optind]);
	options->configure = (const char *const *)argv + optind;
	return 0;
}

int command_build(int argc, char **argv)
{
	struct progress progress = {.terminal = isatty(STDERR_FILENO)};
	struct build_options options = {.tick = show_progress, .tick_context = &progress};
	struct contract *contract = NULL;
	struct build *build = NULL;
	struct error err;
	bool help = false;
	int rc, status = take_words(&options, &progress, argc, argv, &help);

	if (status == 0 && help)
		puts(help_text);
	if (status != 0 || help)
		return status;
	rc = contract_open(&contract, &err);
	if (rc == 0) {
		catch_signals();
		rc = build_open(&build, &options, &err);
	}
	status = rc < 0 ? failed(rc, &err) : build_all(build, &progress, contract, &err);
	build_close(build);
	contract_close(contract);
	return status;
}
