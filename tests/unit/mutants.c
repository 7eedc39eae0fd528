/* SPDX-License-Identifier: BSD-2-Clause */
#include "mutants.h"

#include <probetap/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROCESS_STEP = 100, NEW_ID = 999999, EVENTS_MUTATED_MAX = 150, ITEMS_MUTATED_MAX = 24 };

/* ---- a perfect run ---- */

struct builder {
	const struct expectation *expectation;
	const struct contract *contract;
	struct recording *recording;
	const char *names[64]; /* of threads and processes, and of bindings */
	size_t count;
};

static int number_of(struct builder *builder, const char *name)
{
	for (size_t i = 0; i < builder->count; i++)
		if (strcmp(builder->names[i], name) == 0)
			return (int)i + 1;
	if (builder->count == sizeof builder->names / sizeof *builder->names)
		abort();
	builder->names[builder->count] = name;
	return (int)++builder->count;
}

static struct value text_value(const char *text)
{
	return (struct value){.kind = VALUE_TEXT, .text = text, .length = strlen(text), .pointer = 0x5000};
}

/* The type of the argument that has the name; -1: it stands in tuples only. */
static int type_of_name(const struct builder *builder, const struct step *steps, size_t count,
			const char *name)
{
	int type = -1;

	for (size_t i = 0; i < count && type < 0; i++) {
		for (unsigned k = 0; k < steps[i].pattern_count; k++)
			if (steps[i].patterns[k].kind == PATTERN_BIND &&
			    strcmp(steps[i].patterns[k].word, name) == 0)
				type = (int)builder->contract->markers[steps[i].marker].arguments[k].type;
		if (type < 0)
			type = type_of_name(builder, steps[i].steps, steps[i].step_count, name);
	}
	return type;
}

/* Its own, as by value_copy. */
static struct value made_value(int type, int number)
{
	struct value value = text_value(""), copy;
	char *text = memory_format("bound%d", number);

	if (type == ARGUMENT_OBJECT)
		value = (struct value){.kind = VALUE_OBJECT, .text = text, .length = strlen(text)};
	else if (type == ARGUMENT_TEXT)
		value = text_value(text);
	else
		value = (struct value){.kind = VALUE_INTEGER, .integer = 7000 + number};
	copy = value_copy(&value);
	free(text);
	return copy;
}

static struct value value_for(struct builder *builder, const struct pattern *pattern, int type);

static struct value tuple_for(struct builder *builder, const struct pattern *pattern)
{
	int64_t size = pattern->kind == PATTERN_SIZE ? pattern->value.integer : (int64_t)pattern->item_count;
	/* Of more than that a capture would not know all either. */
	size_t count = size < EVENT_ITEMS_MAX ? (size_t)size : EVENT_ITEMS_MAX;
	struct value *items = memory_zeroed(count + 1, sizeof *items),
		     tuple = {.kind = VALUE_TUPLE, .integer = size, .cut = size > EVENT_ITEMS_MAX}, copy;

	for (size_t i = 0; i < count; i++)
		items[i] = pattern->kind == PATTERN_SIZE ? (struct value){.kind = VALUE_NONE}
							 : value_for(builder, &pattern->items[i], -1);
	tuple.items = items;
	tuple.item_count = count;
	copy = value_copy(&tuple);
	for (size_t i = 0; i < count; i++)
		value_free(&items[i]);
	free(items);
	return copy;
}

/* What a pattern stands for; the same for each place of a ?name. */
static struct value value_for(struct builder *builder, const struct pattern *pattern, int type)
{
	const struct expectation *expectation = builder->expectation;

	switch (pattern->kind) {
	case PATTERN_VALUE: return value_copy(&pattern->value);
	case PATTERN_BIND:
		type = type_of_name(builder, expectation->steps, expectation->step_count, pattern->word);
		return made_value(type < 0 ? ARGUMENT_TEXT : type, number_of(builder, pattern->word));
	case PATTERN_WILDCARD:
		if (type < 0)
			type = strcmp(pattern->word, "object") == 0 ? ARGUMENT_OBJECT : ARGUMENT_LONG;
		return made_value(type, 5);
	default: return tuple_for(builder, pattern);
	}
}

static void add_event(struct builder *builder, const struct step *step, pid_t process, pid_t thread)
{
	const struct marker *marker = &builder->contract->markers[step->marker];
	struct event event = {.marker = step->marker,
			      .process = process,
			      .thread = thread,
			      .sequence = builder->recording->count,
			      .value_count = step->pattern_count};

	for (unsigned i = 0; i < step->pattern_count; i++)
		event.values[i] = value_for(builder, &step->patterns[i], (int)marker->arguments[i].type);
	recording_add(builder->recording, &event);
	for (unsigned i = 0; i < step->pattern_count; i++)
		value_free(&event.values[i]);
}

static void add_steps(struct builder *builder, const struct step *steps, size_t count, pid_t process,
		      pid_t thread)
{
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];
		pid_t id = step->kind == STEP_EVENT ? 0 : number_of(builder, step->name),
		      child = 100000 + id * PROCESS_STEP;

		switch (step->kind) {
		case STEP_EVENT: add_event(builder, step, process, thread); break;
		case STEP_THREAD:
			add_steps(builder, step->steps, step->step_count, process, process + id);
			break;
		case STEP_PROCESS: add_steps(builder, step->steps, step->step_count, child, child); break;
		}
	}
}

void mutants_perfect_run(const struct expectation *expectation, const struct contract *contract,
			 struct recording *recording)
{
	struct builder builder = {.expectation = expectation, .contract = contract, .recording = recording};

	add_steps(&builder, expectation->steps, expectation->step_count, MUTANTS_MAIN_PROCESS,
		  MUTANTS_MAIN_PROCESS);
}

/* ---- judging ---- */

struct laboratory {
	const struct expectation *expectation;
	const struct contract *contract;
	struct recording run;  /* perfect */
	struct event *scratch; /* the mutant: a copy of the run's events with room for one more */
	struct mutants *mutants;
};

static bool passes(const struct laboratory *laboratory, const struct event *events, size_t count,
		   pid_t main_process)
{
	struct recording recording = {.events = (struct event *)events, .count = count};
	struct match match;
	bool equal;

	match_events(laboratory->expectation, &recording, main_process, laboratory->contract, NULL, &match);
	equal = match.equal;
	/* A rejection must say why, an acceptance has nothing to say. */
	if (equal != (match.sentence == NULL) || equal != (match.difference == NULL))
		equal = !equal;
	match_fini(&match);
	return equal;
}

/* A build with sanitizers looks for wrong memory, which a part of the mutants shows as well as all of them,
 * and takes six times as long for each. */
#ifdef __SANITIZE_ADDRESS__
enum { ONE_JUDGED_OF = 16 };
#else
enum { ONE_JUDGED_OF = 1 };
#endif

static void judge(struct laboratory *laboratory, size_t count, const char *what, size_t event)
{
	struct mutants *mutants = laboratory->mutants;

	if (mutants->made++ % ONE_JUDGED_OF)
		return;
	if (!passes(laboratory, laboratory->scratch, count, MUTANTS_MAIN_PROCESS))
		return;
	if (mutants->accepted++ == 0)
		snprintf(mutants->first_accepted, sizeof mutants->first_accepted, "event %zu: %s", event,
			 what);
}

static void restore(struct laboratory *laboratory)
{
	if (laboratory->run.count == 0)
		return;
	memcpy(laboratory->scratch, laboratory->run.events,
	       laboratory->run.count * sizeof *laboratory->scratch);
}

/* ---- mutants of the order ---- */

static bool same_lane(const struct event *a, const struct event *b)
{
	return a->process == b->process && a->thread == b->thread;
}

static bool same_content(const struct event *a, const struct event *b)
{
	if (a->marker != b->marker || a->value_count != b->value_count)
		return false;
	for (unsigned i = 0; i < a->value_count; i++)
		if (!value_equal(&a->values[i], &b->values[i]))
			return false;
	return true;
}

static void drop(struct laboratory *laboratory, size_t at)
{
	size_t count = laboratory->run.count;

	memmove(laboratory->scratch + at, laboratory->scratch + at + 1,
		(count - at - 1) * sizeof(struct event));
	judge(laboratory, count - 1, "dropped", at);
	restore(laboratory);
}

static void twice(struct laboratory *laboratory, size_t at)
{
	size_t count = laboratory->run.count;

	memmove(laboratory->scratch + at + 1, laboratory->scratch + at, (count - at) * sizeof(struct event));
	judge(laboratory, count + 1, "doubled", at);
	restore(laboratory);
}

/* With the next event of the same thread, where the two differ. */
static void swap(struct laboratory *laboratory, size_t at)
{
	struct event *events = laboratory->scratch;
	size_t next = at + 1;

	while (next < laboratory->run.count && !same_lane(&events[at], &events[next]))
		next++;
	if (next == laboratory->run.count || same_content(&events[at], &events[next]))
		return;
	events[at] = laboratory->run.events[next];
	events[next] = laboratory->run.events[at];
	judge(laboratory, laboratory->run.count, "swapped with the next one", at);
	restore(laboratory);
}

/* To a thread or a process of its own. (The only event of a thread that is not the first process' main one
 * would only change the name of its thread.) */
static void move_away(struct laboratory *laboratory, size_t at)
{
	struct event *event = &laboratory->scratch[at];
	size_t neighbours = 0;

	for (size_t i = 0; i < laboratory->run.count; i++)
		neighbours += i != at && same_lane(event, &laboratory->run.events[i]);
	if (neighbours == 0 && event->thread != MUTANTS_MAIN_PROCESS)
		return;
	event->thread = NEW_ID;
	judge(laboratory, laboratory->run.count, "moved to another thread", at);
	event->process = NEW_ID;
	judge(laboratory, laboratory->run.count, "moved to another process", at);
	restore(laboratory);
}

static void change_shape(struct laboratory *laboratory, size_t at)
{
	struct event *event = &laboratory->scratch[at];

	for (unsigned marker = 0; marker < laboratory->contract->marker_count; marker++)
		if (marker != laboratory->run.events[at].marker) {
			event->marker = marker;
			judge(laboratory, laboratory->run.count, "another marker", at);
		}
	restore(laboratory);
	event->value_count--;
	judge(laboratory, laboratory->run.count, "one value less", at);
	restore(laboratory);
}

/* ---- mutants of a value ---- */

static void replace(struct laboratory *laboratory, size_t at, unsigned which, struct value value,
		    const char *what)
{
	laboratory->scratch[at].values[which] = value;
	judge(laboratory, laboratory->run.count, what, at);
	restore(laboratory);
}

static void change_number(struct laboratory *laboratory, size_t at, unsigned which, int64_t by)
{
	struct value value = laboratory->run.events[at].values[which];

	value.integer = (int64_t)((uint64_t)value.integer + (uint64_t)by);
	replace(laboratory, at, which, value, "a number changed");
}

static void change_byte(struct laboratory *laboratory, size_t at, unsigned which, size_t byte)
{
	struct value value = laboratory->run.events[at].values[which];
	char *text = memory_copy(value.text, value.length);

	text[byte] ^= 1;
	value.text = text;
	replace(laboratory, at, which, value, "a byte of a text changed");
	free(text);
}

static void change_length(struct laboratory *laboratory, size_t at, unsigned which)
{
	struct value value = laboratory->run.events[at].values[which];
	char *longer = memory_format("%.*s!", (int)value.length, value.text);

	value.text = longer;
	value.length++;
	replace(laboratory, at, which, value, "a text longer by one byte");
	free(longer);
	value = laboratory->run.events[at].values[which];
	if (value.length == 0)
		return;
	value.length--;
	replace(laboratory, at, which, value, "a text shorter by one byte");
	value.length = 0;
	replace(laboratory, at, which, value, "a text emptied");
}

static void change_text(struct laboratory *laboratory, size_t at, unsigned which)
{
	size_t length = laboratory->run.events[at].values[which].length;

	if (length > 0)
		change_byte(laboratory, at, which, 0);
	if (length > 1)
		change_byte(laboratory, at, which, length - 1);
	if (length > 2)
		change_byte(laboratory, at, which, length / 2);
	change_length(laboratory, at, which);
}

static const struct pattern *pattern_of(const struct step *steps, size_t count, size_t *event, unsigned which)
{
	const struct pattern *found = NULL;

	for (size_t i = 0; i < count && !found; i++) {
		if (steps[i].kind != STEP_EVENT)
			found = pattern_of(steps[i].steps, steps[i].step_count, event, which);
		else if ((*event)-- == 0)
			return &steps[i].patterns[which];
	}
	return found;
}

/* ---- mutants of a tuple ---- */

/* A tuple, or one in it, whose items can be changed; `whole` is the argument's value. */
struct specimen {
	struct laboratory *laboratory;
	size_t at;
	unsigned which;
	struct value whole;
};

static void judge_specimen(struct specimen *specimen, const char *what)
{
	replace(specimen->laboratory, specimen->at, specimen->which, specimen->whole, what);
}

static void try_item(struct specimen *specimen, struct value *item, struct value value, const char *what)
{
	struct value before = *item;

	*item = value;
	judge_specimen(specimen, what);
	*item = before;
}

static void change_item_text(struct specimen *specimen, struct value *item)
{
	char *text = memory_zeroed(item->length + 2, 1); /* a NUL may be in it */
	struct value value = *item;

	memcpy(text, item->text, item->length);
	text[item->length] = '!';
	value.text = text;
	value.length = item->length + 1;
	try_item(specimen, item, value, "an item's text longer by one byte");
	value.length = item->length;
	for (size_t i = 0; i<item->length; i += item->length> 8 ? item->length / 8 : 1) {
		text[i] ^= 1;
		try_item(specimen, item, value, "a byte of an item's text changed");
		text[i] ^= 1;
	}
	value.length -= item->length > 0;
	if (item->length > 0)
		try_item(specimen, item, value, "an item's text shorter by one byte");
	free(text);
}

static void change_tuple(struct specimen *specimen, struct value *tuple, const struct pattern *pattern);

static void change_item(struct specimen *specimen, struct value *item, const struct pattern *pattern)
{
	struct value value = *item;

	try_item(specimen, item, (struct value){.kind = VALUE_UNREADABLE}, "an item unreadable");
	if (item->kind != VALUE_NULL)
		try_item(specimen, item, (struct value){.kind = VALUE_NULL}, "an item NULL");
	if (pattern->kind == PATTERN_WILDCARD)
		return;
	if (item->kind != VALUE_NONE)
		try_item(specimen, item, (struct value){.kind = VALUE_NONE}, "an item None");
	try_item(specimen, item, (struct value){.kind = VALUE_OBJECT, .text = "thing", .length = 5},
		 "an item an object of another type");
	value.cut = true;
	try_item(specimen, item, value, "an item cut");
	value.cut = false;
	if ((item->kind == VALUE_INTEGER && !item->text) || item->kind == VALUE_BOOL) {
		value.integer =
			item->kind == VALUE_BOOL ? !item->integer : (int64_t)((uint64_t)item->integer + 1);
		try_item(specimen, item, value, "an item's number changed");
		value.integer = item->integer;
		value.kind = item->kind == VALUE_BOOL ? VALUE_INTEGER : VALUE_BOOL;
		try_item(specimen, item, value, "a number for a bool, or the other way round");
	}
	if (item->text)
		change_item_text(specimen, item);
	if (item->kind == VALUE_TUPLE)
		change_tuple(specimen, item, pattern);
}

/* Longer and shorter, and each item of it. */
static void change_tuple(struct specimen *specimen, struct value *tuple, const struct pattern *pattern)
{
	const struct value before = *tuple;
	size_t stride = before.item_count / ITEMS_MUTATED_MAX + 1;
	struct value *items = memory_zeroed(before.item_count + 2, sizeof *items);

	for (size_t i = 0; i < before.item_count; i++)
		items[i] = before.items[i];
	items[before.item_count] = before.item_count ? before.items[0] : (struct value){.kind = VALUE_NONE};
	tuple->items = items;
	tuple->item_count++;
	tuple->integer = (int64_t)((uint64_t)before.integer + 1);
	judge_specimen(specimen, "an item more");
	if (before.item_count) {
		tuple->item_count = before.item_count - 1;
		tuple->integer = before.integer - 1;
		judge_specimen(specimen, "the last item dropped");
		tuple->items++;
		judge_specimen(specimen, "the first item dropped");
	}
	tuple->items = items;
	tuple->item_count = before.item_count;
	tuple->integer = before.integer;
	tuple->cut = true;
	if (pattern->kind == PATTERN_TUPLE)
		judge_specimen(specimen, "a tuple cut");
	tuple->cut = before.cut;
	for (size_t i = 0; pattern->kind == PATTERN_TUPLE && i < before.item_count; i += stride)
		change_item(specimen, &items[i], &pattern->items[i]);
	*tuple = before;
	free(items);
}

static void change_object(struct laboratory *laboratory, size_t at, unsigned which,
			  const struct pattern *pattern)
{
	struct specimen specimen = {laboratory, at, which, laboratory->run.events[at].values[which]};

	replace(laboratory, at, which, (struct value){.kind = VALUE_OBJECT, .text = "tuple", .length = 5},
		"an object of a type of that name");
	/* In a long stream items are changed in some of the events only. */
	if (laboratory->run.count <= EVENTS_MUTATED_MAX || at % ITEMS_MUTATED_MAX == 0)
		change_tuple(&specimen, &specimen.whole, pattern);
}

static void change_value(struct laboratory *laboratory, size_t at, unsigned which)
{
	struct value value = laboratory->run.events[at].values[which];
	const struct expectation *expectation = laboratory->expectation;
	size_t event = at;
	const struct pattern *pattern =
		pattern_of(expectation->steps, expectation->step_count, &event, which);
	bool wildcard = pattern->kind == PATTERN_WILDCARD;

	replace(laboratory, at, which, (struct value){.kind = VALUE_UNREADABLE, .pointer = 0x10},
		"unreadable");
	if (value.kind != VALUE_NULL)
		replace(laboratory, at, which, (struct value){.kind = VALUE_NULL}, "NULL");
	else
		replace(laboratory, at, which, text_value(""), "empty instead of NULL");
	if (value.kind == VALUE_TEXT || value.kind == VALUE_OBJECT) {
		value.cut = true;
		replace(laboratory, at, which, value, "cut");
	}
	if (wildcard && value.kind == VALUE_INTEGER)
		replace(laboratory, at, which, (struct value){.kind = VALUE_INTEGER, .integer = -1},
			"a count below 0");
	if (wildcard)
		return;
	if (value.kind == VALUE_INTEGER) {
		change_number(laboratory, at, which, 1);
		change_number(laboratory, at, which, -1);
		change_number(laboratory, at, which, (int64_t)1 << 32);
	}
	if (value.kind == VALUE_TEXT || value.kind == VALUE_OBJECT)
		change_text(laboratory, at, which);
	if (value.kind == VALUE_TUPLE)
		change_object(laboratory, at, which, pattern);
}

/* ---- runs that are as good as the perfect one ---- */

/* Threads one after the other, the last one first: only the order between threads changes. */
static bool passes_regrouped(struct laboratory *laboratory)
{
	size_t count = laboratory->run.count, filled = 0;
	bool *taken = memory_zeroed(count, sizeof *taken), good;

	for (size_t last = count; last > 0; last--) {
		if (taken[last - 1])
			continue;
		for (size_t i = 0; i < last; i++)
			if (same_lane(&laboratory->run.events[i], &laboratory->run.events[last - 1])) {
				taken[i] = true;
				laboratory->scratch[filled++] = laboratory->run.events[i];
			}
	}
	good = filled == count && passes(laboratory, laboratory->scratch, count, MUTANTS_MAIN_PROCESS);
	restore(laboratory);
	free(taken);
	return good;
}

static bool passes_renumbered(struct laboratory *laboratory)
{
	bool good;

	for (size_t i = 0; i < laboratory->run.count; i++) {
		laboratory->scratch[i].process += 31;
		laboratory->scratch[i].thread += 31;
		laboratory->scratch[i].sequence += 1234;
	}
	good = passes(laboratory, laboratory->scratch, laboratory->run.count, MUTANTS_MAIN_PROCESS + 31);
	restore(laboratory);
	return good;
}

/* The first process is told apart from the others: renumbering without saying so is a mutant. */
static void forget_main_process(struct laboratory *laboratory)
{
	bool any = false;

	for (size_t i = 0; i < laboratory->run.count; i++)
		any = any || laboratory->run.events[i].process == MUTANTS_MAIN_PROCESS;
	laboratory->mutants->made += any;
	if (!any || !passes(laboratory, laboratory->scratch, laboratory->run.count, NEW_ID))
		return;
	laboratory->mutants->accepted++;
	snprintf(laboratory->mutants->first_accepted, sizeof laboratory->mutants->first_accepted,
		 "another first process");
}

static void mutate(struct laboratory *laboratory)
{
	size_t count = laboratory->run.count,
	       stride = count > EVENTS_MUTATED_MAX ? count / EVENTS_MUTATED_MAX + 1 : 1;

	for (size_t i = 0; i < count; i += stride) {
		drop(laboratory, i);
		twice(laboratory, i);
		swap(laboratory, i);
		move_away(laboratory, i);
		change_shape(laboratory, i);
		for (unsigned which = 0; which < laboratory->run.events[i].value_count; which++)
			change_value(laboratory, i, which);
	}
	if (count)
		forget_main_process(laboratory);
}

/* Where nothing may come, anything that comes is wrong. */
static void mutate_nothing(struct laboratory *laboratory)
{
	for (unsigned marker = 0; marker < laboratory->contract->marker_count; marker++) {
		const struct marker *known = &laboratory->contract->markers[marker];
		struct event event = {.marker = marker,
				      .process = MUTANTS_MAIN_PROCESS,
				      .thread = MUTANTS_MAIN_PROCESS,
				      .value_count = known->argument_count};

		for (unsigned i = 0; i < known->argument_count; i++)
			event.values[i] = known->arguments[i].type == ARGUMENT_TEXT
						  ? text_value("x")
						  : (struct value){.kind = VALUE_INTEGER};
		laboratory->scratch[0] = event;
		judge(laboratory, 1, "an event where none may come", 0);
	}
}

bool mutants_judge(const struct expectation *expectation, const struct contract *contract,
		   struct mutants *mutants)
{
	struct laboratory laboratory = {.expectation = expectation, .contract = contract, .mutants = mutants};
	const char *wrong = NULL;

	*mutants = (struct mutants){0};
	mutants_perfect_run(expectation, contract, &laboratory.run);
	laboratory.scratch = memory_zeroed(laboratory.run.count + 1, sizeof *laboratory.scratch);
	restore(&laboratory);
	if (!passes(&laboratory, laboratory.scratch, laboratory.run.count, MUTANTS_MAIN_PROCESS))
		wrong = "the perfect run was rejected";
	else if (!passes_regrouped(&laboratory))
		wrong = "another order between threads was rejected";
	else if (!passes_renumbered(&laboratory))
		wrong = "other process ids were rejected";
	else if (laboratory.run.count)
		mutate(&laboratory);
	else
		mutate_nothing(&laboratory);
	if (wrong)
		snprintf(mutants->first_accepted, sizeof mutants->first_accepted, "%s", wrong);
	free(laboratory.scratch);
	recording_fini(&laboratory.run);
	return !wrong;
}
