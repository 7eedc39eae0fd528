/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A draft: the case that a recording would pass, written in the case format for a person to read and to make
 * true.
 *
 * A recording says what an interpreter did, not what it should do. So a draft is marked `unreviewed`, which
 * --strict refuses, holds for the recorded version alone, and never has a wildcard,
 * but for an item of a tuple that is longer than a capture keeps.
 */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <stdlib.h>
#include <string.h>

struct draft {
	const struct case_file *case_file;
	const struct contract *contract;
	struct version version;
	const char *program; /* as the interpreter was given it */
	struct buffer *into;
};

/* ---- a case without a word yet ---- */

int case_blank(const char *program, const char *const *files, marker_set markers, struct case_file **result,
	       struct error *err)
{
	struct case_file *case_file = memory_zeroed(1, sizeof *case_file);
	int rc;

	case_file->path = memory_text(program);
	case_file->name = memory_text(path_base(program));
	case_file->markers = markers;
	for (; files && *files; files++) {
		case_file->files.list = memory_grow(case_file->files.list, case_file->files.count + 1,
						    sizeof *case_file->files.list);
		case_file->files.list[case_file->files.count++] = memory_text(*files);
	}
	rc = sources_read(case_file, path_base(program), err);
	if (rc < 0)
		case_close(case_file);
	else
		*result = case_file;
	return rc;
}

/* ---- values ---- */

/* The source that a file name means: its index, or -1. */
static int source_of(const struct draft *draft, const struct value *file)
{
	size_t directory = (size_t)(path_base(draft->program) - draft->program);

	if (file->kind != VALUE_TEXT || file->length < directory ||
	    memcmp(file->text, draft->program, directory) != 0)
		return -1;
	for (size_t i = 0; i < draft->case_file->source_count; i++)
		if (strcmp(draft->case_file->sources[i].name, file->text + directory) == 0)
			return (int)i;
	return -1;
}

static void write_file(const struct draft *draft, const struct value *file)
{
	int source = source_of(draft, file);

	if (source < 0)
		value_format(file, draft->into);
	else if (source == 0)
		buffer_add_text(draft->into, "$file");
	else
		buffer_printf(draft->into, "$dir/%s", draft->case_file->sources[source].name);
}

/* A line that has a label is called by it; `@module` where a module's frame begins. */
static void write_line(const struct draft *draft, const struct event *event, const struct value *line)
{
	const char *function = event->values[1].kind == VALUE_TEXT ? event->values[1].text : "";
	bool old = draft->version.major == 3 && draft->version.minor < 11;
	int source = source_of(draft, &event->values[0]);

	if (strcmp(draft->contract->markers[event->marker].name, "function__entry") == 0 &&
	    strcmp(function, "<module>") == 0 && line->integer == old) {
		buffer_add_text(draft->into, "@module");
		return;
	}
	for (size_t i = 0; source >= 0 && i < draft->case_file->label_count; i++) {
		const struct label *label = &draft->case_file->labels[i];

		if (label->source == (size_t)source && label->line == line->integer) {
			buffer_printf(draft->into, "@%s", label->name);
			return;
		}
	}
	buffer_printf(draft->into, "%jd", (intmax_t)line->integer);
}

/* What can be said of it in a case. A draft promises nothing that it does not know: an object of which not
 * all came is any object. */
static void write_object(const struct draft *draft, const struct value *value, bool item)
{
	if (value->kind == VALUE_TUPLE && !value->cut) {
		buffer_add_text(draft->into, "(");
		for (size_t i = 0; i < value->item_count; i++) {
			buffer_add_text(draft->into, i ? ", " : "");
			write_object(draft, &value->items[i], true);
		}
		buffer_add_text(draft->into, ")");
	} else if (item && value->kind == VALUE_TEXT && value_is_whole(value))
		write_file(draft, value);
	else if (item && !value_is_whole(value))
		buffer_add_text(draft->into, "_object");
	else
		value_format(value, draft->into);
}

static void write_event(const struct draft *draft, const struct event *event, int depth)
{
	const struct marker *marker = &draft->contract->markers[event->marker];

	buffer_printf(draft->into, "%*s%-15s", depth * 4, "", marker->name);
	for (unsigned i = 0; i < event->value_count; i++) {
		const char *name = i < marker->argument_count ? marker->arguments[i].name : "";

		buffer_add_text(draft->into, i ? " " : "  ");
		if (strcmp(name, "filename") == 0)
			write_file(draft, &event->values[i]);
		else if (strcmp(name, "lineno") == 0)
			write_line(draft, event, &event->values[i]);
		else if (i < marker->argument_count && marker->arguments[i].type == ARGUMENT_OBJECT)
			write_object(draft, &event->values[i], false);
		else
			value_format(&event->values[i], draft->into);
	}
	buffer_add_text(draft->into, "\n");
}

/* ---- lanes ---- */

static void write_lane(const struct draft *draft, const struct recording *recording, pid_t process,
		       pid_t thread, int depth)
{
	for (size_t i = 0; i < recording->count; i++)
		if (recording->events[i].process == process && recording->events[i].thread == thread)
			write_event(draft, &recording->events[i], depth);
}

/* The first event of its kind (process, or thread where the process is the same)? */
static bool is_first(const struct recording *recording, size_t index, bool by_thread)
{
	const struct event *event = &recording->events[index];

	for (size_t i = 0; i < index; i++)
		if (recording->events[i].process == event->process &&
		    (!by_thread || recording->events[i].thread == event->thread))
			return false;
	return true;
}

static void write_threads(const struct draft *draft, const struct recording *recording, pid_t process,
			  int depth)
{
	unsigned number = 0;

	for (size_t i = 0; i < recording->count; i++) {
		const struct event *event = &recording->events[i];

		if (event->process != process || event->thread == process || !is_first(recording, i, true))
			continue;
		buffer_printf(draft->into, "%*sthread T%u\n", depth * 4, "", ++number);
		write_lane(draft, recording, process, event->thread, depth + 1);
		buffer_printf(draft->into, "%*send\n", depth * 4, "");
	}
}

static void write_process(const struct draft *draft, const struct recording *recording, pid_t process,
			  int depth)
{
	write_lane(draft, recording, process, process, depth);
	write_threads(draft, recording, process, depth);
}

static void write_block(const struct draft *draft, const struct recording *recording, pid_t main_process)
{
	unsigned number = 0;

	buffer_add_text(draft->into, "\nexpect unreviewed\n");
	if (recording->count == 0)
		buffer_add_text(draft->into, "    none\n");
	write_process(draft, recording, main_process, 1);
	for (size_t i = 0; i < recording->count; i++) {
		if (recording->events[i].process == main_process || !is_first(recording, i, false))
			continue;
		buffer_printf(draft->into, "    process P%u\n", ++number);
		write_process(draft, recording, recording->events[i].process, 2);
		buffer_add_text(draft->into, "    end\n");
	}
	buffer_add_text(draft->into, "end\n");
}

/* ---- the header ---- */

static void write_words(struct buffer *into, const char *keyword, const struct texts *texts)
{
	if (!texts->count)
		return;
	buffer_printf(into, "%-10s", keyword);
	for (size_t i = 0; i < texts->count; i++)
		buffer_printf(into, "%s%s", i ? " " : "", texts->list[i]);
	buffer_add_text(into, "\n");
}

static void write_markers(const struct draft *draft)
{
	const char *between = "";

	buffer_add_text(draft->into, "markers   ");
	for (size_t i = 0; i < draft->contract->marker_count; i++) {
		if (!(draft->case_file->markers & (marker_set)1 << i))
			continue;
		buffer_printf(draft->into, "%s%s", between, draft->contract->markers[i].name);
		between = " ";
	}
	buffer_add_text(draft->into, "\n");
}

void case_draft(const struct case_file *case_file, const struct contract *contract, struct version version,
		const char *program, const struct recording *recording, pid_t main_process,
		const char *ending, struct buffer *into)
{
	const struct draft draft = {case_file, contract, version, program, into};

	buffer_add_text(into, "about     (one sentence: what holds here)\n");
	write_words(into, "files", &case_file->files);
	write_markers(&draft);
	buffer_printf(into, "versions  %d.%d\n", version.major, version.minor);
	if (*ending)
		buffer_printf(into, "exit      %s\n", ending);
	write_block(&draft, recording, main_process);
}
