/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap record: what a program's run fires, as a case for a person to read. */
#include "command.h"

#include <probetap/capture.h>
#include <probetap/case.h>
#include <probetap/memory.h>
#include <probetap/process.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char help_text[] =
	"Usage: probetap record [OPTION…] TARGET PROGRAM.py\n"
	"Runs PROGRAM.py in TARGET and prints the case that this run would pass. It is marked `unreviewed`, which `check --strict` refuses: read it,\n"
	"make it say what the documentation promises, and remove the word. Lines with a `#@label` are called by it.\n\n"
	"      --root DIR       the target lives and runs inside this root directory\n"
	"      --marker NAME    only this marker (may be repeated; default: all that the target has)\n"
	"      --file FILE      a companion of the program, relative to its directory (may be repeated)\n"
	"      --capture KIND   auto (the default), bpf or ptrace\n"
	"      --deadline N     seconds that the run may take (default 30)\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 recorded, 2 wrong words or bad input, 3 the environment could not do it.";

enum { OPTION_ROOT = OPTION_OWN, OPTION_MARKER, OPTION_FILE };

static const struct option long_options[] = {
	{"root", required_argument, NULL, OPTION_ROOT},
	{"marker", required_argument, NULL, OPTION_MARKER},
	{"file", required_argument, NULL, OPTION_FILE},
	{"capture", required_argument, NULL, OPTION_CAPTURE},
	{"deadline", required_argument, NULL, OPTION_DEADLINE},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct record {
	struct target_options target_options;
	struct capture_options capture_options;
	const char **files; /* NULL-terminated once it is not empty */
	size_t file_count;
	struct contract *contract;
	marker_set markers; /* that were asked for; 0: all */
	bool help;
	/* while it runs */
	struct target *target;
	struct capture *capture;
	struct case_file *case_file;
	struct recording all, own;
	struct capture_outcome outcome;
};

static int take_marker(struct record *record, const char *name)
{
	int marker = contract_marker(record->contract, name, strlen(name));

	if (marker < 0)
		return command_usage("record", "--marker %s: no such marker is documented", name);
	record->markers |= (marker_set)1 << marker;
	return 0;
}

static void take_file(struct record *record, const char *name)
{
	record->files = memory_grow(record->files, record->file_count + 1, sizeof *record->files);
	record->files[record->file_count++] = name;
	record->files[record->file_count] = NULL;
}

static int take_option(struct record *record, int option)
{
	long number;
	int kind;

	switch (option) {
	case OPTION_ROOT: record->target_options.root = optarg; return 0;
	case OPTION_MARKER: return take_marker(record, optarg);
	case OPTION_FILE: take_file(record, optarg); return 0;
	case 'h': record->help = true; return 0;
	case OPTION_CAPTURE:
		kind = command_capture("record", optarg);
		record->capture_options.kind = (enum capture_kind)kind;
		return kind < 0 ? STATUS_USAGE : 0;
	case OPTION_DEADLINE:
		number = command_number("record", "deadline", optarg, 1, 86400);
		record->target_options.deadline_seconds = (unsigned)number;
		return number < 0 ? STATUS_USAGE : 0;
	default: return command_usage("record", "an option is wrong");
	}
}

static void keep(void *context, const struct event *event)
{
	recording_add(&((struct record *)context)->all, event);
}

static int run_program(struct record *record, const char *path, struct error *err)
{
	const struct program program = {.path = path};
	const struct capture_run run = {
		.program = &program,
		.files = record->files,
		.enabled = record->markers,
		.deadline_seconds = record->target_options.deadline_seconds,
		.event = keep,
		.context = record,
	};

	return capture_run(record->capture, &run, &record->outcome, err);
}

/* A recording that is not whole must not become anybody's expectation. */
static int refuse_what_is_not_whole(const struct record *record, struct error *err)
{
	const struct capture_outcome *outcome = &record->outcome;

	if (outcome->lost)
		return error_set(err, EAGAIN, "%ju events were lost: nothing is recorded",
				 (uintmax_t)outcome->lost);
	if (outcome->deadline_passed)
		return error_set(err, ETIMEDOUT,
				 "the program did not end before its deadline (--deadline gives it more)");
	if (!outcome->window_opened)
		return error_set(err, EPROTO, "the program was never begun: %s",
				 outcome->errors ? outcome->errors : "");
	if (outcome->sites_attached != outcome->sites_expected)
		return error_set(err, EAGAIN, "only %u of %u sites could be attached",
				 outcome->sites_attached, outcome->sites_expected);
	if (outcome->unreadable || outcome->cut)
		return error_set(err, EAGAIN, "%ju values could not be read whole",
				 (uintmax_t)(outcome->unreadable + outcome->cut));
	return 0;
}

static bool has_unreadable_item(const struct value *value)
{
	for (size_t i = 0; i < value->item_count; i++)
		if (value->items[i].kind == VALUE_UNREADABLE || has_unreadable_item(&value->items[i]))
			return true;
	return false;
}

/* Of the case's own events only: what a library's have in them is nothing to this one. */
static int refuse_unreadable_items(const struct record *record, struct error *err)
{
	for (size_t i = 0; i < record->own.count; i++)
		for (unsigned k = 0; k < record->own.events[i].value_count; k++)
			if (has_unreadable_item(&record->own.events[i].values[k]))
				return error_set(err, EAGAIN,
						 "an item of a tuple could not be read (event %zu)", i + 1);
	return 0;
}

static char *ending_of(const struct capture_outcome *outcome)
{
	if (WIFSIGNALED(outcome->status))
		return memory_format("signal %s abrupt", process_signal_name(WTERMSIG(outcome->status)));
	if (!outcome->window_closed)
		return memory_format("%d abrupt", WEXITSTATUS(outcome->status));
	return WEXITSTATUS(outcome->status) ? memory_format("%d", WEXITSTATUS(outcome->status))
					    : memory_text("");
}

static void take_own_events(struct record *record)
{
	for (size_t i = 0; i < record->all.count; i++)
		if (case_owns(record->case_file, record->contract, &record->all.events[i],
			      record->outcome.program))
			recording_add(&record->own, &record->all.events[i]);
}

static void print_draft(struct record *record)
{
	char *ending = ending_of(&record->outcome);
	struct buffer text = {0};

	case_draft(record->case_file, record->contract, record->target->version, record->outcome.program,
		   &record->own, record->outcome.process, ending, &text);
	fputs(buffer_text(&text), stdout);
	buffer_fini(&text);
	free(ending);
}

static marker_set present(const struct record *record)
{
	marker_set set = contract_present(record->contract, record->target->object);

	return set & contract_documented(record->contract, record->target->version);
}

static int record_program(struct record *record, const char *name, const char *program, struct error *err)
{
	int rc = target_open(name, &record->target_options, record->contract, &record->target, err);

	if (rc < 0)
		return rc;
	record->markers = record->markers ? record->markers & present(record) : present(record);
	if (!record->markers)
		return error_set(err, ENOENT, "%s: has no site of any marker that was asked for",
				 record->target->object->path);
	rc = case_blank(program, record->files, record->markers, &record->case_file, err);
	if (rc == 0)
		rc = capture_open(&record->capture, record->target, record->contract,
				  &record->capture_options, NULL, err);
	if (rc == 0)
		rc = run_program(record, program, err);
	if (rc == 0)
		rc = refuse_what_is_not_whole(record, err);
	if (rc == 0)
		take_own_events(record);
	if (rc == 0)
		rc = refuse_unreadable_items(record, err);
	if (rc == 0)
		print_draft(record);
	return rc;
}

static void record_fini(struct record *record)
{
	capture_outcome_fini(&record->outcome);
	recording_fini(&record->all);
	recording_fini(&record->own);
	capture_close(record->capture);
	case_close(record->case_file);
	target_close(record->target);
	contract_close(record->contract);
	free(record->files);
}

int command_record(int argc, char **argv)
{
	struct record record = {0};
	struct error err;
	int option, rc = contract_open(&record.contract, &err), status = 0;

	if (rc < 0)
		return command_failed(rc, &err);
	optind = 1;
	while (status == 0 && (option = getopt_long(argc, argv, "h", long_options, NULL)) != -1)
		status = take_option(&record, option);
	if (status == 0 && record.help)
		puts(help_text);
	else if (status == 0 && argc - optind != 2)
		status = command_usage("record", "a target and a program are needed");
	else if (status == 0) {
		rc = record_program(&record, argv[optind], argv[optind + 1], &err);
		status = rc < 0 ? command_failed(rc, &err) : STATUS_CONFORMS;
	}
	record_fini(&record);
	return status;
}
