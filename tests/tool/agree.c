/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Do both backends see the same? Runs every program under bpf and under ptrace, and compares all that they
 * hand over: the events of each thread in their order, and the evidence around them; aside from pointers, and
 * from numbers of processes, identities and random names in what audit passes. TAP on standard output.
 *
 *     agree [--root DIR] [--own] TARGET PATH…
 *
 * PATH is a case (its program, alone and together as `probetap check` runs it) or a Python program (all
 * markers at once). The events of the driver itself are left out: its last step before the window opens and
 * its first after it closes race with us. --own leaves out all but those of the program's directory, for
 * programs in which the library takes another turn each time (who waits for a lock is up to the scheduler).
 * Exit status: 0 the points were given, 2 they could not be, 3 a backend is not allowed here.
 */
#include <probetap/capture.h>
#include <probetap/case.h>
#include <probetap/memory.h>
#include <probetap/process.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEADLINE_SECONDS = 120 };

/* One thread's events, as text. */
struct strand {
	pid_t process, thread;
	struct buffer text;
	size_t count;
};

struct take {
	const struct contract *contract;
	const char *directory; /* of the run, once it is known */
	bool own;
	struct recording recording;
	struct capture_outcome outcome;
	struct strand *strands;
	size_t strand_count;
};

/* One program with one set of markers, under both. */
struct trial {
	const char *name, *mode;
	struct case_file *file; /* NULL: a program without a case */
	marker_set enabled;
	struct take takes[2];
};

struct agreement {
	struct contract *contract;
	struct target *target;
	struct trial *trials;
	size_t trial_count;
	bool own;
};

static void keep(void *context, const struct event *event)
{
	recording_add(context, event);
}

/* ---- events as text ---- */

static void replace(struct buffer *into, const char *text, const char *what, const char *by)
{
	const char *at;

	while (*what && (at = strstr(text, what))) {
		buffer_add(into, text, (size_t)(at - text));
		buffer_add_text(into, by);
		text = at + strlen(what);
	}
	buffer_add_text(into, text);
}

static struct strand *strand_of(struct take *take, const struct event *event)
{
	for (size_t i = 0; i < take->strand_count; i++)
		if (take->strands[i].process == event->process && take->strands[i].thread == event->thread)
			return &take->strands[i];
	take->strands = memory_grow(take->strands, take->strand_count, sizeof *take->strands);
	take->strands[take->strand_count].process = event->process;
	take->strands[take->strand_count].thread = event->thread;
	return &take->strands[take->strand_count++];
}

/* What audit events tell of the run itself, and another run has otherwise: their first item. */
static const char *const of_the_run[] = {"\"builtins.id\"  (", "\"probetap.id\"  (", "\"os.kill\"  (", NULL};

static void mask_first_item(char *text)
{
	for (const char *const *event = of_the_run; *event; event++) {
		char *at = strstr(text, *event), *item = at ? at + strlen(*event) : NULL;
		size_t digits = item ? strspn(item, "0123456789") : 0;

		/* However many they are. */
		if (digits)
			memmove(item, item + digits, strlen(item + digits) + 1);
	}
}

static bool is_of_random_name(char letter)
{
	return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
}

/* tempfile's: eight letters, behind a prefix or none. */
static void mask_random_names(char *text)
{
	for (char *at = strstr(text, "$dir/"); at && *at && *at != '"'; at++) {
		size_t length = 0;

		if (*at != '/' && *at != '-')
			continue;
		while (is_of_random_name(at[1 + length]))
			length++;
		if (length == 8 && (at[9] == '"' || at[9] == '/'))
			memset(at + 1, '_', 8);
	}
}

static void add_text(struct take *take, const struct event *event)
{
	struct buffer raw = {0}, line = {0};

	event_format(event, take->contract->markers[event->marker].name, &raw);
	replace(&line, buffer_text(&raw), take->directory, "$dir");
	mask_first_item(line.data);
	mask_random_names(line.data);
	if (!strstr(buffer_text(&line), "$dir/.probetap/driver.py") &&
	    (!take->own || strstr(buffer_text(&line), "\"$dir/"))) {
		struct strand *strand = strand_of(take, event);
		buffer_add(&strand->text, line.data, line.length);
		buffer_add(&strand->text, "\n", 1);
		strand->count++;
	}
	buffer_fini(&raw);
	buffer_fini(&line);
}

static int by_text(const void *a, const void *b)
{
	const struct strand *one = a, *other = b;

	return strcmp(buffer_text(&one->text), buffer_text(&other->text));
}

static void take_texts(struct take *take)
{
	char *directory = memory_text(take->outcome.program);

	*strrchr(directory, '/') = '\0';
	take->directory = directory;
	for (size_t i = 0; i < take->recording.count; i++)
		add_text(take, &take->recording.events[i]);
	/* Who came first is not decided between threads that do not wait for each other. */
	if (take->strand_count)
		qsort(take->strands, take->strand_count, sizeof *take->strands, by_text);
	recording_fini(&take->recording);
	free(directory);
}

static void take_fini(struct take *take)
{
	for (size_t i = 0; i < take->strand_count; i++)
		buffer_fini(&take->strands[i].text);
	free(take->strands);
	recording_fini(&take->recording);
	capture_outcome_fini(&take->outcome);
}

/* ---- comparing ---- */

static void describe(const struct take *take, char *text, size_t size)
{
	const struct capture_outcome *outcome = &take->outcome;
	char status[100];

	process_describe(outcome->status, status, sizeof status);
	snprintf(text, size, "sites %u of %u, window %d%d, %s%s, lost %llu%s", outcome->sites_attached,
		 outcome->sites_expected, outcome->window_opened, outcome->window_closed, status,
		 outcome->deadline_passed ? ", deadline passed" : "", (unsigned long long)outcome->lost,
		 outcome->hits == outcome->events ? "" : ", hits are not events");
}

static void tell_difference(const char *bpf, const char *ptrace)
{
	size_t line = 1, begin = 0;

	for (size_t i = 0; bpf[i] && bpf[i] == ptrace[i]; i++)
		if (bpf[i] == '\n') {
			begin = i + 1;
			line++;
		}
	printf("# first difference at event %zu of a thread:\n# bpf:    %.*s\n# ptrace: %.*s\n", line,
	       (int)strcspn(bpf + begin, "\n"), bpf + begin, (int)strcspn(ptrace + begin, "\n"),
	       ptrace + begin);
}

static bool same_strands(const struct take *bpf, const struct take *ptrace)
{
	if (bpf->strand_count != ptrace->strand_count) {
		printf("# bpf saw %zu threads, ptrace %zu\n", bpf->strand_count, ptrace->strand_count);
		return false;
	}
	for (size_t i = 0; i < bpf->strand_count; i++) {
		const char *one = buffer_text(&bpf->strands[i].text);
		const char *other = buffer_text(&ptrace->strands[i].text);
		if (strcmp(one, other) == 0)
			continue;
		tell_difference(one, other);
		return false;
	}
	return true;
}

static size_t count_events(const struct take *take)
{
	size_t count = 0;

	for (size_t i = 0; i < take->strand_count; i++)
		count += take->strands[i].count;
	return count;
}

static void compare(const struct trial *trial, size_t number)
{
	const struct take *takes = trial->takes;
	char around[2][400];
	bool same;

	for (int i = 0; i < 2; i++)
		describe(&takes[i], around[i], sizeof around[i]);
	same = strcmp(around[0], around[1]) == 0 && takes[0].outcome.lost == 0;
	if (!same)
		printf("# bpf:    %s\n# ptrace: %s\n", around[0], around[1]);
	same = same_strands(&takes[0], &takes[1]) && same;
	printf("%sok %zu - %s%s%s: %zu events in %zu threads\n", same ? "" : "not ", number, trial->name,
	       *trial->mode ? " " : "", trial->mode, count_events(&takes[0]), takes[0].strand_count);
}

/* ---- what is run ---- */

static int run_trial(const struct agreement *agreement, struct capture *capture, const struct trial *trial,
		     struct take *take, struct error *err)
{
	const struct case_file *file = trial->file;
	struct program program = {.path = trial->name};
	struct capture_run run = {.program = &program,
				  .enabled = trial->enabled,
				  .deadline_seconds = DEADLINE_SECONDS,
				  .event = keep,
				  .context = &take->recording};
	int rc;

	if (file) {
		program = (struct program){.path = case_program(file),
					   .arguments = case_arguments(file),
					   .options = case_options(file),
					   .environment = case_environment(file),
					   .whole_process = case_whole_process(file)};
		run.files = case_files(file);
		run.observer_count = case_observers(file, &run.observers);
	}
	take->contract = agreement->contract;
	take->own = agreement->own;
	rc = capture_run(capture, &run, &take->outcome, err);
	if (rc == 0)
		take_texts(take);
	return rc < 0 ? error_prefix(err, rc, "%s", trial->name) : 0;
}

static int run_all(struct agreement *agreement, enum capture_kind kind, unsigned take, struct error *err)
{
	const struct capture_options options = {.kind = kind};
	struct capture *capture = NULL;
	int rc = capture_open(&capture, agreement->target, agreement->contract, &options, NULL, err);

	for (size_t i = 0; rc == 0 && i < agreement->trial_count; i++)
		rc = run_trial(agreement, capture, &agreement->trials[i], &agreement->trials[i].takes[take],
			       err);
	capture_close(capture);
	return rc;
}

static struct trial *add_trial(struct agreement *agreement, const char *name, const char *mode,
			       marker_set enabled)
{
	struct trial *trial;

	agreement->trials = memory_grow(agreement->trials, agreement->trial_count, sizeof *agreement->trials);
	trial = &agreement->trials[agreement->trial_count++];
	trial->name = name;
	trial->mode = mode;
	trial->enabled = enabled;
	return trial;
}

static int add_path(struct agreement *agreement, const char *path, struct error *err)
{
	const struct target *target = agreement->target;
	marker_set all = contract_documented(agreement->contract, target->version);
	const char *dot = strrchr(path, '.'), *why;
	struct case_file *file;
	int rc;

	if (!dot || strcmp(dot, ".case") != 0) {
		add_trial(agreement, path, "", all);
		return 0;
	}
	rc = case_open(path, path, agreement->contract, &file, err);
	if (rc < 0)
		return rc;
	if (!case_applies(file, target->version, target->facets, &why)) {
		case_close(file);
		return 0;
	}
	add_trial(agreement, path, "alone", case_markers(file))->file = file;
	add_trial(agreement, path, "together", all)->file = file;
	return 0;
}

static void close_trials(struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->trial_count; i++) {
		struct trial *trial = &agreement->trials[i];
		take_fini(&trial->takes[0]);
		take_fini(&trial->takes[1]);
		if (strcmp(trial->mode, "together") == 0)
			case_close(trial->file);
	}
	free(agreement->trials);
}

int main(int argc, char **argv)
{
	static const struct option words[] = {
		{"root", required_argument, NULL, 'r'}, {"own", no_argument, NULL, 'o'}, {0}};
	struct target_options options = {0};
	struct agreement agreement = {0};
	struct error err = {{0}};
	int option, rc;

	while ((option = getopt_long(argc, argv, "", words, NULL)) != -1) {
		if (option == '?')
			return 2;
		if (option == 'r')
			options.root = optarg;
		else
			agreement.own = true;
	}
	if (argc - optind < 2) {
		fprintf(stderr, "usage: agree [--root DIR] [--own] TARGET PATH...\n");
		return 2;
	}
	rc = contract_open(&agreement.contract, &err);
	if (rc == 0)
		rc = target_open(argv[optind], &options, agreement.contract, &agreement.target, &err);
	for (int i = optind + 1; rc == 0 && i < argc; i++)
		rc = add_path(&agreement, argv[i], &err);
	if (rc == 0)
		rc = run_all(&agreement, CAPTURE_BPF, 0, &err);
	if (rc == 0)
		rc = run_all(&agreement, CAPTURE_PTRACE, 1, &err);
	for (size_t i = 0; rc == 0 && i < agreement.trial_count; i++)
		compare(&agreement.trials[i], i + 1);
	if (rc < 0)
		printf("# %s\n", err.text);
	close_trials(&agreement);
	target_close(agreement.target);
	contract_close(agreement.contract);
	return rc == 0 ? 0 : rc == -EPERM ? 3 : 2;
}
