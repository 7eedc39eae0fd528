/* SPDX-License-Identifier: BSD-2-Clause */
/* The evidence around the events of a run: without it they are not even looked at. */
#include "trial.h"

#include <probetap/memory.h>
#include <probetap/process.h>

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { LAST_WORDS = 300 };

char *evidence_last_words(const struct trial *trial)
{
	const char *text = trial->outcome.errors && *trial->outcome.errors ? trial->outcome.errors : "";
	size_t length = strlen(text), skip;
	const char *next;

	while (length > 0 && text[length - 1] == '\n')
		length--;
	skip = length > LAST_WORDS ? length - LAST_WORDS : 0;
	/* Whole lines, if there is one. */
	next = skip ? memchr(text + skip, '\n', length - skip) : NULL;
	skip = next ? (size_t)(next + 1 - text) : skip;
	return length ? memory_format("; last words: %.*s", (int)(length - skip), text + skip)
		      : memory_text("");
}

static bool ended_with_status(const struct trial *trial, const struct expectation *expectation)
{
	int status = trial->outcome.status;

	if (expectation->ending == ENDING_SIGNAL)
		return WIFSIGNALED(status) && WTERMSIG(status) == expectation->ending_value;
	return WIFEXITED(status) && WEXITSTATUS(status) == expectation->ending_value;
}

bool evidence_ended_as(const struct trial *trial, const struct expectation *expectation)
{
	bool windowed = !case_whole_process(trial->case_file);

	return ended_with_status(trial, expectation) &&
	       (!windowed || trial->outcome.window_closed != expectation->abrupt);
}

/* "the interpreter was killed by signal 11 (SIGSEGV)" */
static char *tell_end(const struct trial *trial)
{
	char ended[128];

	process_describe(trial->outcome.status, ended, sizeof ended);
	return memory_format(WIFSIGNALED(trial->outcome.status) ? "the interpreter was %s"
								: "the program ended with %s",
			     ended);
}

char *evidence_say_ending(const struct trial *trial, const struct expectation *expectation)
{
	char *end = tell_end(trial), *words = evidence_last_words(trial), *sentence;

	if (ended_with_status(trial, expectation))
		sentence = memory_text(
			expectation->abrupt
				? "the program reached its end, and the case says that it must not"
				: "the program ended well, but without reaching the end of its window");
	else if (expectation->ending == ENDING_SIGNAL)
		sentence = memory_format("%s, and the case says that %s ends it%s", end,
					 process_signal_name(expectation->ending_value), words);
	else
		sentence = memory_format("%s, and the case says exit status %d%s", end,
					 expectation->ending_value, words);
	free(end);
	free(words);
	return sentence;
}

/* Nothing of the case was run: whatever is wrong is wrong with the interpreter, or its options. */
static char *say_never_begun(const struct trial *trial)
{
	char *end = tell_end(trial), *words = evidence_last_words(trial),
	     *sentence = memory_format("the program was never begun: before that %s%s", end, words);

	free(end);
	free(words);
	return sentence;
}

static char *say_deadline(const struct trial *trial)
{
	unsigned seconds = (unsigned)((trial->outcome.nanoseconds + 500000000) / 1000000000);
	char *words = evidence_last_words(trial),
	     *sentence = memory_format("the program did not end by itself and was killed after %u seconds "
				       "(--deadline, or `deadline` of the case, gives it longer)%s",
				       seconds, words);

	free(words);
	return sentence;
}

static size_t declared_turns(const struct trial *trial)
{
	const unsigned *numbers;
	size_t count = case_observers(trial->case_file, &numbers);

	return count ? count - 1 : 0;
}

/* A program that did not end well explains turns that it did not take. */
static bool turns_as_declared(const struct trial *trial)
{
	return trial->outcome.turns == declared_turns(trial) || !evidence_ended_as(trial, trial->full);
}

/* A marker that fired although neither we nor, as far as was seen, anybody else had asked for it; -1: none.
 */
static int find_unasked(const struct trial *trial)
{
	for (unsigned i = 0; i < trial->session->suite->contract->marker_count; i++)
		if (trial->unasked[i].count && !(trial->outcome.raised_elsewhere & (marker_set)1 << i))
			return (int)i;
	return -1;
}

static char *say_unasked(const struct trial *trial, unsigned marker)
{
	uint64_t count = trial->unasked[marker].count;

	return memory_format(
		"%s fired %ju time%s although its semaphore was 0: nobody had asked for it; %s%s",
		trial->session->suite->contract->markers[marker].name, (uintmax_t)count,
		count == 1 ? "" : "s", count == 1 ? "it was " : "the first time ",
		trial->unasked[marker].first);
}

/* What only these markers do was not to be seen, and a marker that fires unasked may have been asked for. */
static void say_raised(struct trial *trial)
{
	char *names = trial_marker_names(trial->session, trial->outcome.raised_elsewhere, ", ");

	trial_say(
		trial, VERDICT_ERROR,
		memory_format(
			"not alone: something else has raised the semaphore of %s in the program: wait until other "
			"observers of %s have ended",
			names, trial->session->target->object_path));
	free(names);
}

bool evidence_holds(struct trial *trial)
{
	const struct capture_outcome *outcome = &trial->outcome;
	bool windowed = !case_whole_process(trial->case_file);
	int unasked = find_unasked(trial);

	if (outcome->lost)
		trial_say(trial, VERDICT_ERROR,
			  memory_format(
				  "%ju of %ju events were lost, so there is no verdict: run it again on a "
				  "machine with less to do, or with --capture=ptrace, which loses none",
				  (uintmax_t)outcome->lost, (uintmax_t)outcome->hits));
	else if (outcome->deadline_passed)
		trial_say(trial, VERDICT_FAIL, say_deadline(trial));
	else if (windowed && !outcome->window_opened)
		trial_say(trial, VERDICT_FAIL, say_never_begun(trial));
	else if (outcome->sites_attached != outcome->sites_expected)
		trial_say(trial, VERDICT_ERROR,
			  memory_format(
				  "only %u of %u sites could be attached: what fires at the others would not "
				  "be seen, so there is no verdict",
				  outcome->sites_attached, outcome->sites_expected));
	else if (unasked >= 0)
		trial_say(trial, VERDICT_FAIL, say_unasked(trial, (unsigned)unasked));
	else if (outcome->raised_elsewhere)
		say_raised(trial);
	else if (!turns_as_declared(trial))
		trial_say(
			trial, VERDICT_FAIL,
			memory_format(
				"the program asked %zu times for another number of observers, and `observers` "
				"of the case has %zu for it",
				outcome->turns, declared_turns(trial)));
	else if (outcome->unreadable)
		trial_say(trial, VERDICT_FAIL,
			  memory_format("%ju argument value%s could not be read%s %s",
					(uintmax_t)outcome->unreadable, outcome->unreadable == 1 ? "" : "s",
					outcome->unreadable == 1 ? ":" : ", the first of them:",
					trial->unreadable ? trial->unreadable : "?"));
	else
		return true;
	return false;
}
