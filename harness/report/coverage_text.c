/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/coverage.h>

#include "text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const struct coverage_word coverage_words[COVERAGE_COUNTS] = {
	[COVERAGE_CASES] = {"cases", "%u cases", "no case enables it"},
	[COVERAGE_EVENTS] = {"events", "%u events", "no case has it fire"},
	[COVERAGE_SILENT] = {"silent_cases", "in %u it must not fire", "no case says that it must not fire"},
	[COVERAGE_SINGLE] = {"single_cases", "with nothing else in %u",
			     "no case enables it and nothing else"},
	[COVERAGE_FROM_START] = {"cases_from_start", "from the start of the process in %u",
				 "no case enables it from the start of the process on"},
	[COVERAGE_SEVERAL] = {"cases_with_several_observers", "by several observers in %u",
			      "no case has several observers"},
	[COVERAGE_NOBODY] = {"cases_with_no_observer", "no longer by anybody in %u",
			     "no case goes on while nobody observes"},
	[COVERAGE_THREADS] = {"cases_with_threads", "in other threads in %u",
			      "no case has it fire in another thread"},
	[COVERAGE_PROCESSES] = {"cases_with_processes", "in other processes in %u",
				"no case has it fire in another process"},
};

static void print_counts(FILE *to, const struct coverage_marker *marker, enum coverage_count first,
			 enum coverage_count last)
{
	for (unsigned i = first; i <= last; i++) {
		fputs(i == first ? "" : ", ", to);
		fprintf(to, coverage_words[i].says, marker->counts[i]);
	}
	putc('\n', to);
}

static void print_range(FILE *to, const struct coverage_argument *argument)
{
	const char *unit = strcmp(argument->type, "text") == 0     ? " bytes"
			   : strcmp(argument->type, "object") == 0 ? " items"
								   : "";

	if (argument->most < argument->least)
		return;
	if (argument->least == argument->most)
		fprintf(to, ", %" PRId64 "%s", argument->most, unit);
	else
		fprintf(to, ", %" PRId64 " to %" PRId64 "%s", argument->least, argument->most, unit);
}

static void print_argument(FILE *to, const struct coverage_argument *argument)
{
	fprintf(to, "    %-10s %u exact: %u different", argument->name, argument->exact, argument->different);
	print_range(to, argument);
	if (argument->null)
		fprintf(to, ", %u NULL", argument->null);
	if (argument->named)
		fprintf(to, "; %u the same as another (?name)", argument->named);
	if (argument->unchecked)
		fprintf(to, "; %u unchecked", argument->unchecked);
	putc('\n', to);
}

static void print_marker(FILE *to, const struct coverage_marker *marker)
{
	fprintf(to, "\n%s: ", marker->name);
	print_counts(to, marker, COVERAGE_CASES, COVERAGE_SILENT);
	for (size_t i = 0; i < marker->argument_count; i++)
		print_argument(to, &marker->arguments[i]);
	fputs("    enabled    ", to);
	print_counts(to, marker, COVERAGE_SINGLE, COVERAGE_NOBODY);
	fputs("    fires      ", to);
	print_counts(to, marker, COVERAGE_THREADS, COVERAGE_PROCESSES);
	if (marker->known) {
		fputs("    known      ", to);
		text_print(to, marker->known);
		putc('\n', to);
	}
	for (size_t i = 0; i < marker->gap_count; i++)
		fprintf(to, "    %-10s %s\n", i ? "" : "unchecked", marker->gaps[i]);
	if (!marker->gap_count)
		fputs("    unchecked  nothing\n", to);
}

void coverage_print(FILE *to, const char *title, const struct coverage *coverage)
{
	text_print(to, title);
	fprintf(to, ": what %u case%s assert%s, each alone and together with all markers\n", coverage->cases,
		coverage->cases == 1 ? "" : "s", coverage->cases == 1 ? "s" : "");
	for (size_t i = 0; i < coverage->marker_count; i++)
		print_marker(to, &coverage->markers[i]);
}

static void free_marker(struct coverage_marker *marker)
{
	for (size_t i = 0; i < marker->argument_count; i++) {
		free(marker->arguments[i].name);
		free(marker->arguments[i].type);
	}
	for (size_t i = 0; i < marker->gap_count; i++)
		free(marker->gaps[i]);
	free(marker->arguments);
	free(marker->gaps);
	free(marker->known);
	free(marker->name);
}

void coverage_free(struct coverage *coverage)
{
	if (!coverage)
		return;
	for (size_t i = 0; i < coverage->marker_count; i++)
		free_marker(&coverage->markers[i]);
	free(coverage->markers);
	free(coverage);
}
