/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Case points: one case, run once with only its own markers enabled (alone) or with all of the target's
 * (together).
 *
 * A verdict starts as "fail". It leaves that state in one place each (accept_*), after every piece of
 * evidence was asked: all sites attached, window opened and closed, the program ended as declared, nothing
 * lost, nothing unreadable, every expected event consumed, nothing left over.
 *
 * Where nothing may come, nothing left over is no evidence by itself: a deaf capture hears nothing either. So
 * silence counts only beside an event of the same run, and where none of the enabled markers could give one
 * a witness is enabled with them.
 */
#include "trial.h"

#include <probetap/memory.h>
#include <probetap/process.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

void trial_say(struct trial *trial, enum verdict verdict, char *sentence)
{
	trial->point->verdict = verdict;
	free(trial->point->sentence);
	trial->point->sentence = sentence;
}

char *trial_marker_names(const struct session *session, marker_set set, const char *between)
{
	const struct contract *contract = session->suite->contract;
	struct buffer names = {0};

	for (size_t i = 0; i < contract->marker_count; i++)
		if (set & (marker_set)1 << i)
			buffer_printf(&names, "%s%s", names.length ? between : "", contract->markers[i].name);
	return buffer_take(&names);
}

/* ---- what is expected ---- */

static int expectation_of(const struct trial *trial, unsigned defect, struct expectation **result,
			  struct error *err)
{
	const struct target *target = trial->session->target;

	return case_expectation(trial->case_file, target->version, target->facets, trial->outcome.program,
				defect, result, err);
}

/* A copy of what is documented (or of the defect), without the events of markers that a known deviation
 * silences. */
static marker_set silenced(const struct trial *trial)
{
	marker_set silent = trial->absence ? trial->absent & trial->absence->markers : 0;

	return trial->muteness ? silent | trial->muteness->markers : silent;
}

/*
 * A defect block that has the issue of a `mute` rule says exactly what the rule leaves, where the rule alone
 * says too much (3.11: a throw() enters aloud). So it holds where the rule does, and there as it stands. Any
 * other block states its departure beside the rules.
 */
static bool says_what_is_left(const struct expectation *defect, const struct deviation *rule)
{
	return rule && strcmp(rule->issue, defect->issue) == 0;
}

/* Does it hold here? */
static bool adapt_defect(const struct trial *trial, struct expectation *defect)
{
	const struct target *target = trial->session->target;
	const struct deviation *rule =
		contract_deviation(trial->session->suite->contract, DEVIATION_MUTE, target->version,
				   target->facets, trial->declared, 0);

	if (says_what_is_left(defect, rule))
		return trial->muteness != NULL;
	match_silence(defect, silenced(trial));
	return true;
}

static int add_defects(struct trial *trial, struct error *err)
{
	struct expectation *defect;
	unsigned number = 1;
	int rc;

	while ((rc = expectation_of(trial, number++, &defect, err)) == 0)
		if (adapt_defect(trial, defect)) {
			trial->defects =
				memory_grow(trial->defects, trial->defect_count, sizeof *trial->defects);
			trial->defects[trial->defect_count++] = defect;
		} else
			expectation_close(defect);
	return rc == -ENOENT ? 0 : rc;
}

static bool case_says_what_is_left(const struct trial *trial)
{
	for (size_t i = 0; i < trial->defect_count; i++)
		if (says_what_is_left(trial->defects[i], trial->muteness))
			return true;
	return false;
}

static int prepare_expectations(struct trial *trial, struct error *err)
{
	int rc = expectation_of(trial, 0, &trial->full, err);

	if (rc == 0)
		rc = add_defects(trial, err);
	if (rc == 0 && silenced(trial) && !case_says_what_is_left(trial))
		rc = expectation_of(trial, 0, &trial->adjusted, err);
	if (rc == 0 && trial->adjusted && match_silence(trial->adjusted, silenced(trial)) == 0) {
		expectation_close(trial->adjusted); /* the deviation does not touch this case */
		trial->adjusted = NULL;
	}
	return rc;
}

/* ---- a witness ---- */

/* May no event of an enabled marker come, so that a run would look as it does to somebody who cannot hear? A
 * block of the case that says what a mute marker leaves takes the place of what its rule says of the whole.
 */
static bool may_be_silent(const struct trial *trial)
{
	const struct target *target = trial->session->target;
	struct expectation *expectation;
	bool full = false, silent = false, says_it = false;

	for (unsigned defect = 0;
	     case_expectation(trial->case_file, target->version, target->facets,
			      case_program(trial->case_file), defect, &expectation, NULL) == 0;
	     defect++) {
		bool of_the_rule = defect && says_what_is_left(expectation, trial->muteness);

		if (!of_the_rule)
			match_silence(expectation, silenced(trial));
		if (defect == 0)
			full = expectation->none;
		else
			silent |= expectation->none;
		says_it |= of_the_rule;
		expectation_close(expectation);
	}
	return silent || (full && !says_it);
}

/* The window driver's own functions return inside of every window, and their events are nobody's (see
 * targets/cpython/driver.py): that marker can vouch for the others, unless a deviation says that it changes
 * what they do. */
static void call_witness(struct trial *trial)
{
	static const char name[] = "function__return";
	struct contract *contract = trial->session->suite->contract;
	const struct target *target = trial->session->target;
	int marker = contract_marker(contract, name, strlen(name));
	marker_set bit = marker < 0 ? 0 : (marker_set)1 << marker;
	marker_set both = trial->enabled | bit;

	if (!(bit & trial->session->present) || bit & trial->enabled || !may_be_silent(trial) ||
	    contract_deviation(contract, DEVIATION_CRASH, target->version, target->facets, bit, both) ||
	    contract_deviation(contract, DEVIATION_MUTE, target->version, target->facets, trial->declared,
			       both) != trial->muteness)
		return;
	trial->enabled = both;
	trial->witness = marker;
}

/* ---- the run ---- */

static void note_unreadable(struct trial *trial, const struct event *event)
{
	const struct marker *marker = &trial->session->suite->contract->markers[event->marker];

	for (unsigned i = 0; i < event->value_count && i < marker->argument_count && !trial->unreadable; i++)
		if (event->values[i].kind == VALUE_UNREADABLE)
			trial->unreadable =
				memory_format("%s of %s (address 0x%" PRIx64 ")", marker->arguments[i].name,
					      marker->name, event->values[i].pointer);
}

static void keep_declared(void *context, const struct event *event)
{
	struct trial *trial = context;

	note_unreadable(trial, event);
	if (event->unasked && trial->unasked[event->marker].count++ == 0)
		trial->unasked[event->marker].first = match_name(trial->session->suite->contract, event);
	if (trial->declared & (marker_set)1 << event->marker)
		recording_add(&trial->all, event);
}

static int run_program(struct trial *trial, struct error *err)
{
	const struct case_file *case_file = trial->case_file;
	const struct program program = {
		.path = case_program(case_file),
		.arguments = case_arguments(case_file),
		.options = case_options(case_file),
		.environment = case_environment(case_file),
		.whole_process = case_whole_process(case_file),
	};
	unsigned deadline = case_deadline(case_file);
	struct capture_run run = {
		.program = &program,
		.files = case_files(case_file),
		.enabled = trial->enabled,
		.deadline_seconds = deadline ? deadline : trial->session->suite->options.deadline_seconds,
		.event = keep_declared,
		.context = trial,
	};

	run.observer_count = case_observers(case_file, &run.observers);
	return capture_run(trial->session->capture, &run, &trial->outcome, err);
}

static void take_own_events(struct trial *trial)
{
	const struct contract *contract = trial->session->suite->contract;

	for (size_t i = 0; i < trial->all.count; i++)
		if (case_owns(trial->case_file, contract, &trial->all.events[i], trial->outcome.program))
			recording_add(&trial->own, &trial->all.events[i]);
}

/* ---- judging ---- */

static void match(const struct trial *trial, const struct expectation *expectation, struct match *result)
{
	pid_t main_process = trial->outcome.process;

	match_events(expectation, &trial->own, main_process, trial->session->suite->contract,
		     trial->case_file, result);
	/* Silence is only evidence where something was heard in the same run. */
	if (result->equal && expectation->none && trial->outcome.events == 0) {
		result->equal = false;
		result->sentence = memory_text(
			"no event came, as the case says, but nothing else came either: the capture was not shown to be live "
			"(let the case declare a marker that must fire too)");
	}
}

static bool equals(const struct trial *trial, const struct expectation *expectation)
{
	struct match result;
	bool equal;

	if (!expectation || !evidence_ended_as(trial, expectation))
		return false;
	match(trial, expectation, &result);
	equal = result.equal;
	match_fini(&result);
	return equal;
}

/* What the events alone do not say: in which stage nothing came, somebody may have counted wrong. */
static char *with_observers(const struct trial *trial, const char *sentence)
{
	const unsigned *numbers;
	size_t count = case_observers(trial->case_file, &numbers);
	struct buffer into = {0};

	buffer_add_text(&into, sentence);
	for (size_t i = 0; i < count; i++)
		buffer_printf(&into, "%s%u", i ? ", " : "; the semaphores told of ", numbers[i]);
	buffer_add_text(&into, count > 1 ? " observers in turn" : count ? " observers" : "");
	return buffer_take(&into);
}

/* The point's difference and events are shown against the expectation that the verdict rests on. */
static void show_against(struct trial *trial, const struct expectation *expectation, bool sentence)
{
	struct match result;

	match(trial, expectation, &result);
	trial->point->unchecked = result.unchecked;
	/* A program that did not end well explains events that are missing, not the other way round. */
	if (sentence && !evidence_ended_as(trial, expectation))
		trial_say(trial, trial->point->verdict, evidence_say_ending(trial, expectation));
	else if (sentence && !result.equal)
		trial_say(trial, trial->point->verdict,
			  with_observers(trial, result.sentence ? result.sentence : "the events differ"));
	if (!result.equal) {
		trial->point->difference = result.difference ? memory_text(result.difference) : NULL;
	}
	result_events_of_expectation(trial->session->suite->contract, expectation, &trial->point->expected);
	match_fini(&result);
}

static void accept_full(struct trial *trial)
{
	struct deviation *deviation = trial->muteness ? trial->muteness : trial->failing;

	if (trial->adjusted || trial->defect_count || trial->failing) {
		trial_say(trial, VERDICT_FIXED,
			  memory_text("the events are as documented: the known deviation has gone away"));
		trial->point->issue = memory_text(trial->defect_count ? trial->defects[0]->issue
						  : deviation         ? deviation->issue
								      : "?");
	} else if (trial->full->unreviewed) {
		trial_say(
			trial, VERDICT_FIXED,
			memory_text(
				"the events agree, but the expectation was recorded and is marked unreviewed"));
		trial->point->issue = memory_text("unreviewed");
	} else
		trial_say(trial, VERDICT_PASS, NULL);
	show_against(trial, trial->full, false);
}

static void accept_deviation(struct trial *trial, const char *issue, char *sentence)
{
	free(trial->point->issue);
	trial->point->issue = memory_text(issue);
	trial_say(trial, VERDICT_KNOWN, sentence);
	if (trial->absence)
		trial->absence->matched = true;
	if (trial->muteness)
		trial->muteness->matched = true;
	show_against(trial, trial->full, false);
}

static char *silent_names(const struct trial *trial)
{
	return trial_marker_names(trial->session, silenced(trial) & trial->declared, ", ");
}

static void accept_adjusted(struct trial *trial)
{
	char *names = silent_names(trial);
	struct deviation *deviation = trial->muteness ? trial->muteness : trial->absence;
	const char *what = trial->muteness ? "does not fire" : "is not there";

	accept_deviation(
		trial, deviation->issue,
		trial->adjusted->none && trial->witness >= 0
			? memory_format("%s %s; %s, enabled beside it, does", names, what,
					trial->session->suite->contract->markers[trial->witness].name)
			: memory_format("%s %s; every other event is as documented", names, what));
	free(names);
}

/* All markers of the case are known to be absent, and are: that is the whole of what can be said. */
static void accept_absence(struct trial *trial)
{
	char *names = silent_names(trial);

	trial->absence->matched = true;
	trial->point->issue = memory_text(trial->absence->issue);
	trial_say(trial, VERDICT_KNOWN,
		  memory_format("%s: not there, so nothing of this case can fire", names));
	free(names);
}

/* The defect that the run is exactly like, or NULL. */
static const struct expectation *equal_defect(const struct trial *trial)
{
	for (size_t i = 0; i < trial->defect_count; i++)
		if (equals(trial, trial->defects[i]))
			return trial->defects[i];
	return NULL;
}

static void judge_events(struct trial *trial)
{
	const struct expectation *defect;

	result_events_of_recording(trial->session->suite->contract, &trial->own, &trial->point->got);
	if (equals(trial, trial->full))
		accept_full(trial);
	else if (equals(trial, trial->adjusted))
		accept_adjusted(trial);
	else if ((defect = equal_defect(trial)))
		accept_deviation(trial, defect->issue, memory_text(defect->what));
	else
		show_against(trial,
			     trial->defect_count ? trial->defects[0]
			     : trial->adjusted   ? trial->adjusted
						 : trial->full,
			     true);
}

/* The interpreter died as a deviation says it does when these markers are enabled. */
static bool died_as_known(struct trial *trial)
{
	const struct target *target = trial->session->target;
	int status = trial->outcome.status;
	char *words;

	trial->crash = contract_deviation(trial->session->suite->contract, DEVIATION_CRASH, target->version,
					  target->facets, trial->enabled, trial->enabled);
	if (!trial->crash || !WIFSIGNALED(status) || WTERMSIG(status) != trial->crash->signal)
		return false;
	words = evidence_last_words(trial);
	trial->crash->matched = true;
	trial->point->issue = memory_text(trial->crash->issue);
	trial_say(trial, VERDICT_KNOWN,
		  memory_format("the interpreter died by %s%s", process_signal_name(WTERMSIG(status)),
				words));
	free(words);
	return true;
}

/* A list of known failures that says no more than "fails" excuses a failure, not an error of the environment.
 */
static void excuse(struct trial *trial)
{
	if (trial->failing && trial->point->verdict == VERDICT_FAIL) {
		trial->failing->matched = true;
		trial->point->verdict = VERDICT_KNOWN;
		trial->point->issue = memory_text(trial->failing->issue);
	}
}

static void find_deviations(struct trial *trial)
{
	struct contract *contract = trial->session->suite->contract;
	const struct target *target = trial->session->target;

	trial->absence = contract_deviation(contract, DEVIATION_ABSENT, target->version, target->facets,
					    trial->absent, trial->enabled);
	trial->muteness = contract_deviation(contract, DEVIATION_MUTE, target->version, target->facets,
					     trial->declared & trial->enabled, trial->enabled);
	trial->failing = contract_case_deviation(contract, target->version, target->facets,
						 case_name(trial->case_file));
}

/* Markers without a site that no deviation explains: nothing that is run could show them. */
static bool all_there_or_known(struct trial *trial)
{
	const struct contract *contract = trial->session->suite->contract;
	marker_set missing = trial->absent & ~(trial->absence ? trial->absence->markers : 0);

	for (size_t i = 0; i < contract->marker_count; i++) {
		if (!(missing & (marker_set)1 << i))
			continue;
		trial_say(trial, VERDICT_FAIL,
			  memory_format("%s has no site in %s, so nothing of it can fire",
					contract->markers[i].name, trial->session->target->object_path));
		return false;
	}
	return true;
}

static void run_trial(struct trial *trial)
{
	struct error err;

	if (!all_there_or_known(trial))
		return;
	if (!(trial->declared & trial->enabled)) {
		accept_absence(trial);
		return;
	}
	if (trial->session->uncapturable)
		trial_say(trial, VERDICT_FAIL,
			  memory_format("the markers cannot be captured: %s", trial->session->uncapturable));
	else if (run_program(trial, &err) < 0)
		trial_say(trial, VERDICT_ERROR, memory_text(err.text));
	else if (!died_as_known(trial)) {
		take_own_events(trial);
		if (prepare_expectations(trial, &err) < 0)
			trial_say(trial, VERDICT_ERROR, memory_text(err.text));
		else if (evidence_holds(trial))
			judge_events(trial);
	}
}

static char *group_of(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash ? memory_copy(name, (size_t)(slash - name)) : memory_text("case");
}

static void add_option(struct buffer *command, const char *option, const char *word)
{
	if (word) {
		buffer_add_text(command, option);
		buffer_add_word(command, word);
	}
}

/* A command that gives this point alone. */
static char *reproduce_command(const struct session *session, const char *name, const char *mode)
{
	const struct target *target = session->target;
	struct buffer command = {0};

	buffer_add_text(&command, "probetap check");
	add_option(&command, " --root ", target->root);
	add_option(&command, " --cases ", session->suite->options.cases);
	add_option(&command, " --case ", name);
	add_option(&command, " --mode ", mode);
	add_option(&command, " ", target->name);
	return buffer_take(&command);
}

static void trial_fini(struct trial *trial)
{
	expectation_close(trial->full);
	expectation_close(trial->adjusted);
	for (size_t i = 0; i < trial->defect_count; i++)
		expectation_close(trial->defects[i]);
	free(trial->defects);
	recording_fini(&trial->all);
	recording_fini(&trial->own);
	capture_outcome_fini(&trial->outcome);
	free(trial->unreadable);
	for (unsigned i = 0; i < MARKERS_MAX; i++)
		free(trial->unasked[i].first);
}

void case_point_describe(const struct session *session, const struct case_file *case_file, const char *mode,
			 struct point *point)
{
	const char *name = case_name(case_file);

	point->name = memory_format("case %s %s", name, mode);
	point->group = group_of(name);
	point->case_name = memory_text(name);
	point->mode = memory_text(mode);
	point->markers = trial_marker_names(session, case_markers(case_file), " ");
	point->about = memory_text(case_about(case_file));
	point->reproduce = reproduce_command(session, name, mode);
}

void case_point_run(struct session *session, const struct case_file *case_file, const char *mode)
{
	marker_set documented = contract_documented(session->suite->contract, session->target->version);
	struct trial trial = {.session = session,
			      .case_file = case_file,
			      .declared = case_markers(case_file),
			      .witness = -1};

	trial.point = result_add_point(session->result);
	case_point_describe(session, case_file, mode, trial.point);
	trial.absent = trial.declared & ~session->present;
	trial.enabled = (strcmp(mode, "alone") == 0 ? trial.declared : documented) & session->present;
	find_deviations(&trial);
	if (trial.declared & trial.enabled)
		call_witness(&trial);
	run_trial(&trial);
	excuse(&trial);
	trial.point->nanoseconds = trial.outcome.nanoseconds;
	session_point_done(session, trial.point);
	trial_fini(&trial);
}
