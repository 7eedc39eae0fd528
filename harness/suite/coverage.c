/* SPDX-License-Identifier: BSD-2-Clause */
/* Coverage: what the expectations of all cases say of each marker and argument, counted. */
#include "suite.h"

#include <probetap/coverage.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <stdlib.h>
#include <string.h>

/* The exact values of an argument, each as a number that two different ones do not share. */
struct prints {
	uint64_t *list;
	size_t count;
};

/* A marker of the result while it is counted. */
struct tally {
	struct coverage_marker *marker; /* NULL: not documented in that version */
	struct prints prints[EVENT_VALUES_MAX];
};

struct survey {
	const struct contract *contract;
	struct version version;
	unsigned facets;
	struct coverage *coverage;
	struct tally tallies[MARKERS_MAX];
	/* of the case that is looked at: the markers that are expected at all, in a thread, in a process */
	marker_set fired, in_thread, in_process;
};

/* ---- values ---- */

static uint64_t print_bytes(uint64_t print, const void *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		print = (print ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
	return print;
}

static uint64_t print_of(const struct pattern *pattern)
{
	struct buffer text = {0};
	uint64_t print;

	pattern_format(pattern, &text);
	print = print_bytes(0xcbf29ce484222325, buffer_text(&text), text.length);
	buffer_fini(&text);
	return print;
}

/* A tuple of which some items go unchecked says something exact all the same. */
static void count_exact(struct coverage_argument *argument, struct prints *prints,
			const struct pattern *pattern)
{
	const struct value *value = &pattern->value;
	int64_t size = value->kind == VALUE_TEXT ? (int64_t)value->length : value->integer;

	if (pattern->kind == PATTERN_TUPLE)
		size = (int64_t)pattern->item_count;
	argument->exact++;
	prints->list = memory_grow(prints->list, prints->count, sizeof *prints->list);
	prints->list[prints->count++] = print_of(pattern);
	if (pattern->kind == PATTERN_VALUE && value->kind == VALUE_NULL) {
		argument->null++;
		return;
	}
	argument->least = size < argument->least ? size : argument->least;
	argument->most = size > argument->most ? size : argument->most;
}

static void count_event(struct survey *survey, const struct step *step)
{
	struct tally *tally = &survey->tallies[step->marker];

	if (!tally->marker)
		return;
	tally->marker->counts[COVERAGE_EVENTS]++;
	for (unsigned i = 0; i < step->pattern_count && i < tally->marker->argument_count; i++) {
		struct coverage_argument *argument = &tally->marker->arguments[i];

		switch (step->patterns[i].kind) {
		case PATTERN_VALUE:
		case PATTERN_TUPLE: count_exact(argument, &tally->prints[i], &step->patterns[i]); break;
		case PATTERN_BIND: argument->named++; break;
		case PATTERN_SIZE:
		case PATTERN_WILDCARD: argument->unchecked++; break;
		}
	}
}

static void count_steps(struct survey *survey, const struct step *steps, size_t count, bool thread,
			bool process)
{
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];

		if (step->kind != STEP_EVENT) {
			count_steps(survey, step->steps, step->step_count,
				    thread || step->kind == STEP_THREAD,
				    process || step->kind == STEP_PROCESS);
			continue;
		}
		marker_set bit = (marker_set)1 << step->marker;

		survey->fired |= bit;
		survey->in_thread |= thread ? bit : 0;
		survey->in_process |= process ? bit : 0;
		count_event(survey, step);
	}
}

/* ---- cases ---- */

static bool has_observers(const struct case_file *case_file, unsigned least, unsigned most)
{
	const unsigned *numbers;
	size_t count = case_observers(case_file, &numbers);
	bool found = false;

	for (size_t i = 0; i < count; i++)
		found |= numbers[i] >= least && numbers[i] <= most;
	return found;
}

static void count_case_for(struct survey *survey, const struct case_file *case_file, unsigned marker)
{
	marker_set bit = (marker_set)1 << marker;
	unsigned *counts = survey->tallies[marker].marker->counts;

	counts[COVERAGE_CASES]++;
	counts[COVERAGE_SILENT] += !(survey->fired & bit) || has_observers(case_file, 0, 0);
	counts[COVERAGE_SINGLE] += case_markers(case_file) == bit;
	counts[COVERAGE_FROM_START] += case_whole_process(case_file);
	counts[COVERAGE_SEVERAL] += has_observers(case_file, 2, UINT16_MAX);
	counts[COVERAGE_NOBODY] += has_observers(case_file, 0, 0);
	counts[COVERAGE_THREADS] += (survey->in_thread & bit) != 0;
	counts[COVERAGE_PROCESSES] += (survey->in_process & bit) != 0;
}

static void count_case(struct survey *survey, const struct case_file *case_file)
{
	/* The same wherever the cases lie. */
	char *program = memory_format("/%s", path_base(case_program(case_file)));
	struct expectation *expectation = NULL;
	const char *why;

	survey->fired = survey->in_thread = survey->in_process = 0;
	if (case_applies(case_file, survey->version, survey->facets, &why) &&
	    case_expectation(case_file, survey->version, survey->facets, program, false, &expectation,
			     NULL) == 0) {
		survey->coverage->cases++;
		count_steps(survey, expectation->steps, expectation->step_count, false, false);
		for (unsigned i = 0; i < survey->contract->marker_count; i++)
			if (case_markers(case_file) >> i & 1 && survey->tallies[i].marker)
				count_case_for(survey, case_file, i);
		expectation_close(expectation);
	}
	free(program);
}

/* ---- what is known to be wrong ---- */

static char *known_of(struct survey *survey, struct contract *contract, unsigned marker)
{
	static const struct {
		enum deviation_rule rule;
		const char *words;
	} rules[] = {{DEVIATION_ABSENT, "it is not there"},
		     {DEVIATION_MUTE, "it does not fire unless another marker is enabled too"},
		     {DEVIATION_CRASH, "the interpreter dies when it is enabled"}};
	marker_set bit = (marker_set)1 << marker;

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const struct deviation *deviation =
			contract_deviation(contract, rules[i].rule, survey->version, survey->facets, bit,
					   bit);

		if (deviation)
			return memory_format("%s (%s)", rules[i].words, deviation->issue);
	}
	return NULL;
}

/* ---- what is left ---- */

static void add_gap(struct coverage_marker *marker, char *words)
{
	marker->gaps = memory_grow(marker->gaps, marker->gap_count, sizeof *marker->gaps);
	marker->gaps[marker->gap_count++] = words;
}

static void find_gaps(struct coverage_marker *marker)
{
	for (unsigned i = 0; i < COVERAGE_COUNTS; i++)
		if (!marker->counts[i] && (i == COVERAGE_CASES || marker->counts[COVERAGE_CASES]))
			add_gap(marker, memory_text(coverage_words[i].missing));
	for (size_t i = 0; marker->counts[COVERAGE_EVENTS] && i < marker->argument_count; i++) {
		const struct coverage_argument *argument = &marker->arguments[i];

		if (!argument->exact)
			add_gap(marker, memory_format("%s is never given exactly", argument->name));
		else if (argument->different == 1)
			add_gap(marker, memory_format("%s is always the same", argument->name));
		if (argument->unchecked)
			add_gap(marker,
				memory_format("%s goes unchecked in %u event%s", argument->name,
					      argument->unchecked, argument->unchecked == 1 ? "" : "s"));
	}
}

static int by_number(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

static unsigned count_different(struct prints *prints)
{
	unsigned different = prints->count > 0;

	if (prints->count)
		qsort(prints->list, prints->count, sizeof *prints->list, by_number);
	for (size_t i = 1; i < prints->count; i++)
		different += prints->list[i] != prints->list[i - 1];
	return different;
}

static void finish(struct tally *tally)
{
	for (size_t i = 0; i < EVENT_VALUES_MAX; i++) {
		if (tally->marker && i < tally->marker->argument_count)
			tally->marker->arguments[i].different = count_different(&tally->prints[i]);
		free(tally->prints[i].list);
	}
	if (tally->marker)
		find_gaps(tally->marker);
}

/* ---- all of it ---- */

static void begin_marker(struct coverage_marker *into, const struct marker *marker)
{
	into->name = memory_text(marker->name);
	into->arguments = memory_zeroed(marker->argument_count, sizeof *into->arguments);
	into->argument_count = marker->argument_count;
	for (unsigned i = 0; i < marker->argument_count; i++) {
		into->arguments[i].name = memory_text(marker->arguments[i].name);
		into->arguments[i].type = memory_text(argument_type_name(marker->arguments[i].type));
		into->arguments[i].least = INT64_MAX;
		into->arguments[i].most = INT64_MIN;
	}
}

struct coverage *suite_coverage(struct suite *suite, struct version version, unsigned facets)
{
	struct contract *contract = suite->contract;
	marker_set documented = contract_documented(contract, version);
	struct coverage *coverage = memory_zeroed(1, sizeof *coverage);
	struct survey survey = {
		.contract = contract, .version = version, .facets = facets, .coverage = coverage};

	coverage->markers = memory_zeroed(contract->marker_count, sizeof *coverage->markers);
	for (unsigned i = 0; i < contract->marker_count; i++) {
		if (!(documented >> i & 1))
			continue;
		survey.tallies[i].marker = &coverage->markers[coverage->marker_count++];
		begin_marker(survey.tallies[i].marker, &contract->markers[i]);
		survey.tallies[i].marker->known = known_of(&survey, contract, i);
	}
	for (size_t i = 0; i < suite->case_count; i++)
		count_case(&survey, suite->cases[i]);
	for (unsigned i = 0; i < contract->marker_count; i++)
		finish(&survey.tallies[i]);
	return coverage;
}
