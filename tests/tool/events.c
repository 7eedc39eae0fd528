/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints what a backend captures, for tests that compare: one line for each event, pointers left out,
 * processes and threads numbered in the order in which they appear; then the evidence around them, one fact a
 * line after "#".
 *
 *     events [--capture KIND] [--root DIR] [--markers NAME,…] [--whole] [--deadline SECONDS] [--argument
 * TEXT]… TARGET PROGRAM
 *
 * A target whose name ends in ".elf" or that is not an interpreter at all is taken as it is (--plain): its
 * own notes, no questions asked. Exit status: 0, or 3 where this environment cannot do it, 2 for anything
 * else.
 */
#include <probetap/capture.h>
#include <probetap/memory.h>
#include <probetap/process.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NUMBERS_MAX = 4096, ARGUMENTS_MAX = 16 };

struct numbers {
	pid_t list[NUMBERS_MAX];
	unsigned count;
};

struct order {
	const char *target, *program, *root, *markers, *object;
	const char *arguments[ARGUMENTS_MAX + 1];
	unsigned argument_count, deadline;
	enum capture_kind kind;
	bool whole, plain, quiet, output;
};

struct printer {
	const struct contract *contract;
	struct numbers processes, threads;
	bool quiet;
};

static unsigned number_of(struct numbers *numbers, pid_t id)
{
	unsigned i = 0;

	while (i < numbers->count && numbers->list[i] != id)
		i++;
	if (i == numbers->count && i < NUMBERS_MAX)
		numbers->list[numbers->count++] = id;
	return i;
}

static void print_event(void *context, const struct event *event)
{
	struct printer *printer = context;
	struct buffer text = {0};

	if (printer->quiet)
		return;
	event_format(event, printer->contract->markers[event->marker].name, &text);
	printf("%u.%u %s\n", number_of(&printer->processes, event->process),
	       number_of(&printer->threads, event->thread), buffer_text(&text));
	buffer_fini(&text);
}

static marker_set markers_named(const struct contract *contract, const char *names)
{
	marker_set set = 0;

	if (!names)
		return ~(marker_set)0;
	while (*names) {
		size_t length = strcspn(names, ",");
		int marker = contract_marker(contract, names, length);
		if (marker < 0) {
			fprintf(stderr, "events: no marker: %s\n", names);
			exit(2);
		}
		set |= (marker_set)1 << marker;
		names += length + (names[length] == ',');
	}
	return set;
}

/* A program with markers that is no interpreter. */
static int open_plain(const struct order *order, struct target **result, struct error *err)
{
	struct target *target = memory_zeroed(1, sizeof *target);
	target->name = memory_text(order->target);
	target->executable = realpath(order->target, NULL);
	target->host_executable = realpath(order->target, NULL);
	target->run_user = geteuid();
	target->run_group = getegid();
	*result = target;
	return object_open(order->object ? order->object : order->target, &target->object, err);
}

static int run(const struct order *order, const struct target *target, const struct contract *contract,
	       struct error *err)
{
	const struct capture_options options = {.kind = order->kind};
	const struct program program = {
		.path = order->program, .arguments = order->arguments, .whole_process = order->whole};
	struct printer printer = {.contract = contract, .quiet = order->quiet};
	const struct capture_run wish = {.program = &program,
					 .enabled = markers_named(contract, order->markers),
					 .deadline_seconds = order->deadline,
					 .event = print_event,
					 .context = &printer};
	struct capture_outcome outcome;
	struct capture *capture;
	char *reason, words[120];
	int rc = capture_open(&capture, target, contract, &options, &reason, err);

	if (rc < 0)
		return rc;
	rc = capture_run(capture, &wish, &outcome, err);
	fprintf(stderr, "capture %s: %s\n", capture_kind_name(capture_kind_of(capture)), reason);
	free(reason);
	capture_close(capture);
	if (rc < 0)
		return rc;
	process_describe(outcome.status, words, sizeof words);
	printf("# sites %u of %u\n# window %s\n# ended with %s%s\n# hits %llu events %llu lost %llu unreadable %llu "
	       "cut %llu\n",
	       outcome.sites_attached, outcome.sites_expected,
	       outcome.window_closed   ? "opened and closed"
	       : outcome.window_opened ? "opened"
				       : "none",
	       words, outcome.deadline_passed ? ", deadline passed" : "", (unsigned long long)outcome.hits,
	       (unsigned long long)outcome.events, (unsigned long long)outcome.lost,
	       (unsigned long long)outcome.unreadable, (unsigned long long)outcome.cut);
	fprintf(stderr, "%.3f ms\n", (double)outcome.nanoseconds / 1e6);
	if (order->output)
		printf("%s", outcome.output);
	fprintf(stderr, "%s", outcome.errors);
	capture_outcome_fini(&outcome);
	return 0;
}

static enum capture_kind kind_named(const char *name)
{
	for (int kind = CAPTURE_AUTO; kind <= CAPTURE_PTRACE; kind++)
		if (strcmp(capture_kind_name((enum capture_kind)kind), name) == 0)
			return (enum capture_kind)kind;
	fprintf(stderr, "events: no capture: %s\n", name);
	exit(2);
}

static void read_order(int argc, char **argv, struct order *order)
{
	static const struct option options[] = {
		{"capture", required_argument, NULL, 'c'},  {"root", required_argument, NULL, 'r'},
		{"markers", required_argument, NULL, 'm'},  {"argument", required_argument, NULL, 'a'},
		{"deadline", required_argument, NULL, 'd'}, {"whole", no_argument, NULL, 'w'},
		{"plain", optional_argument, NULL, 'p'},    {"quiet", no_argument, NULL, 'q'},
		{"output", no_argument, NULL, 'o'},         {0}};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c': order->kind = kind_named(optarg); break;
		case 'r': order->root = optarg; break;
		case 'm': order->markers = optarg; break;
		case 'd': order->deadline = (unsigned)atoi(optarg); break;
		case 'w': order->whole = true; break;
		case 'p':
			order->plain = true;
			order->object = optarg;
			break;
		case 'q': order->quiet = true; break;
		case 'o': order->output = true; break;
		case 'a':
			if (order->argument_count < ARGUMENTS_MAX)
				order->arguments[order->argument_count++] = optarg;
			break;
		default: exit(2);
		}
	}
	if (argc - optind != 2) {
		fprintf(stderr, "usage: events [OPTION…] TARGET PROGRAM\n");
		exit(2);
	}
	order->target = argv[optind];
	order->program = argv[optind + 1];
}

int main(int argc, char **argv)
{
	struct order order = {.kind = CAPTURE_AUTO, .deadline = 60};
	struct contract *contract = NULL;
	struct target *target = NULL;
	struct error err = {{0}};
	int rc;

	read_order(argc, argv, &order);
	const struct target_options options = {.root = order.root};
	rc = contract_open(&contract, &err);
	if (rc == 0)
		rc = order.plain ? open_plain(&order, &target, &err)
				 : target_open(order.target, &options, contract, &target, &err);
	if (rc == 0)
		rc = run(&order, target, contract, &err);
	if (rc < 0)
		fprintf(stderr, "events: %s\n", err.text);
	target_close(target);
	contract_close(contract);
	return rc == 0 ? 0 : rc == -EPERM ? 3 : 2;
}
