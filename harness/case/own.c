/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which events are the case's own, and which are noise of the driver and the library.
 *
 * In doubt an event is the case's own: a name that is NULL, could not be read or was cut might be the very
 * thing that is wrong, so it is never dropped without a word. The same holds for a file that is nobody's:
 * what an event says beside the right one, with a name that is not even a library's, is one event too many.
 */
#include "case_file.h"

#include <probetap/path.h>

#include <string.h>

/* The family of a marker shows in the name of its first argument. */
static const struct {
	const char *argument, *family;
} families[] = {{"filename", "function"}, {"modulename", "import"}, {"event", "audit"}};

static const char *family_of(const struct contract *contract, unsigned marker)
{
	const struct marker *known = &contract->markers[marker];

	for (size_t i = 0; known->argument_count && i < sizeof families / sizeof *families; i++)
		if (strcmp(known->arguments[0].name, families[i].argument) == 0)
			return families[i].family;
	return NULL;
}

static bool text_is(const struct value *value, const char *text, size_t length)
{
	return value->length == length && memcmp(value->text, text, length) == 0;
}

static bool text_is_at(const struct value *value, size_t offset, const char *text)
{
	return value->length == offset + strlen(text) &&
	       memcmp(value->text + offset, text, strlen(text)) == 0;
}

/* The program as the interpreter was given it, or one of its companions beside it. */
static bool is_source(const struct case_file *case_file, const struct value *value, const char *program)
{
	size_t directory = (size_t)(path_base(program) - program);

	if (text_is(value, program, strlen(program)))
		return true;
	if (value->length < directory || memcmp(value->text, program, directory) != 0)
		return false;
	for (size_t i = 1; i < case_file->source_count; i++) {
		const char *name = case_file->sources[i].name;

		if (value->length == directory + strlen(name) &&
		    memcmp(value->text + directory, name, strlen(name)) == 0)
			return true;
	}
	return false;
}

static bool begins_with(const struct value *value, const char *text)
{
	return value->length >= strlen(text) && memcmp(value->text, text, strlen(text)) == 0;
}

static bool ends_with(const struct value *value, const char *text)
{
	size_t length = strlen(text);

	return value->length >= length && memcmp(value->text + value->length - length, text, length) == 0;
}

/* What libraries run that does not lie in a file of theirs. A program's own is its own by the case's word. */
static const struct {
	const char *name;
	bool is_beginning;
} without_file[] = {
	{"<frozen ", true},  /* modules in the interpreter itself */
	{"<string>", false}, /* made with exec(), as collections.namedtuple does */
	{"__init__",
	 false}, /* 3.15's shim around constructors: targets/cpython/reports/init-shim-return.md */
};

/*
 * The driver, or a Python file that does not lie in the run's directory: what a program runs through without
 * being about it. Any other name is one that nothing here could have.
 */
static bool is_library(const struct value *value, const char *program)
{
	size_t directory = (size_t)(path_base(program) - program);

	for (size_t i = 0; i < sizeof without_file / sizeof *without_file; i++)
		if (without_file[i].is_beginning ? begins_with(value, without_file[i].name)
						 : text_is_at(value, 0, without_file[i].name))
			return true;
	if (directory && value->length >= directory && memcmp(value->text, program, directory) == 0)
		return text_is_at(value, directory, ".probetap/driver.py");
	return begins_with(value, "/") && ends_with(value, ".py");
}

/* Function names are compared whole, the others by what they begin with. */
static bool rule_takes(const struct own_rule *rule, const struct value *value)
{
	if (!rule->text || value->length < rule->length || memcmp(value->text, rule->text, rule->length) != 0)
		return false;
	return strcmp(rule->family, "function") != 0 || value->length == rule->length;
}

static bool rules_take(const struct case_file *case_file, const char *family, const struct value *value,
		       bool without_rules)
{
	bool any = false;

	for (size_t i = 0; i < case_file->own_count; i++) {
		const struct own_rule *rule = &case_file->own[i];

		if (strcmp(rule->family, family) != 0)
			continue;
		any = true;
		if (rule_takes(rule, value))
			return true;
	}
	return !any && without_rules;
}

bool case_owns(const struct case_file *case_file, const struct contract *contract, const struct event *event,
	       const char *program)
{
	const struct value *name = &event->values[0];
	const char *family;

	if (event->marker >= contract->marker_count || !(case_file->markers & (marker_set)1 << event->marker))
		return false;
	family = family_of(contract, event->marker);
	if (!family || event->value_count == 0 || name->kind != VALUE_TEXT || name->cut)
		return true;
	if (strcmp(family, "function") != 0)
		return rules_take(case_file, family, name, true);
	return is_source(case_file, name, program) || rules_take(case_file, family, name, false) ||
	       !is_library(name, program);
}
