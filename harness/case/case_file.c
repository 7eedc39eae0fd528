/* SPDX-License-Identifier: BSD-2-Clause */
/* Opening a case: its header, the sources it names, its blocks, and what must be true of all together. */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_BYTES_MAX = 4 << 20 };

static int add_source(struct case_file *case_file, const char *name, struct error *err)
{
	struct source *source;
	int directory = (int)(path_base(case_file->path) - case_file->path);

	case_file->sources =
		memory_grow(case_file->sources, case_file->source_count, sizeof *case_file->sources);
	source = &case_file->sources[case_file->source_count++];
	source->name = memory_text(name);
	source->path = memory_format("%.*s%s", directory, case_file->path, name);
	return path_read(source->path, SOURCE_BYTES_MAX, &source->text, err);
}

/* NAME.py for NAME.case. */
static char *default_program(const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');

	return memory_format("%.*s.py", (int)(dot && dot != base ? dot - base : (int)strlen(base)), base);
}

int sources_read(struct case_file *case_file, const char *program, struct error *err)
{
	int rc = add_source(case_file, program, err);

	for (size_t i = 0; rc == 0 && i < case_file->files.count; i++)
		rc = add_source(case_file, case_file->files.list[i], err);
	return rc < 0 ? rc : labels_read(case_file, err);
}

/* The header has been read: now the sources are known, and labels may be asked for. */
static int read_sources(struct reader *reader, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	int rc;

	if (!reader->program)
		reader->program = default_program(case_file->path);
	rc = sources_read(case_file, reader->program, err);
	return rc == -EBADMSG ? rc : rc < 0 ? error_prefix(err, rc, "%s", case_file->path) : 0;
}

static int read_lines(struct reader *reader, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	struct token token;
	int rc;

	while ((rc = cursor_line(&reader->cursor, &token, err)) > 0) {
		if (!token_is_block(&token)) {
			rc = header_read(reader, &token, err);
		} else {
			rc = case_file->block_count == 0 ? read_sources(reader, err) : 0;
			if (rc == 0)
				rc = block_read(reader, &token, err);
		}
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int check_whole(const struct reader *reader, struct error *err)
{
	const struct case_file *case_file = reader->case_file;
	int rc = 0;

	if (!case_file->about)
		rc = error_set(err, EBADMSG,
			       "%s: a line `about` is missing: one sentence that says what holds",
			       case_file->path);
	else if (case_file->block_count == 0)
		rc = error_set(err, EBADMSG, "%s: a block `expect … end` is missing", case_file->path);
	else if (case_file->observer_count && case_file->whole_process)
		rc = error_set(
			err, EBADMSG,
			"%s: `observers` needs a window: nobody can change their number in a run of the "
			"whole process",
			case_file->path);
	if (rc == 0)
		rc = cover_check(reader, err);
	return rc < 0 ? rc : labels_check_used(case_file, err);
}

int case_open(const char *path, const char *name, const struct contract *contract, struct case_file **result,
	      struct error *err)
{
	struct case_file *case_file = memory_zeroed(1, sizeof *case_file);
	struct reader reader = {.case_file = case_file, .contract = contract};
	int rc;

	case_file->path = memory_text(path);
	case_file->name = memory_text(name);
	rc = cursor_open(case_file->path, &reader.cursor, err);
	if (rc == 0) {
		rc = read_lines(&reader, err);
		if (rc == 0)
			rc = check_whole(&reader, err);
		cursor_close(&reader.cursor);
	}
	free(reader.program);
	if (rc < 0)
		case_close(case_file);
	else
		*result = case_file;
	return rc;
}

static void texts_fini(struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		free(texts->list[i]);
	free(texts->list);
}

static void sources_fini(struct case_file *case_file)
{
	for (size_t i = 0; i < case_file->source_count; i++) {
		free(case_file->sources[i].name);
		free(case_file->sources[i].path);
		buffer_fini(&case_file->sources[i].text);
	}
	free(case_file->sources);
	for (size_t i = 0; i < case_file->label_count; i++)
		free(case_file->labels[i].name);
	free(case_file->labels);
}

static void rules_fini(struct case_file *case_file)
{
	for (size_t i = 0; i < case_file->requirement_count; i++)
		free(case_file->requirements[i].reason);
	free(case_file->requirements);
	for (size_t i = 0; i < case_file->own_count; i++) {
		free(case_file->own[i].family);
		free(case_file->own[i].text);
	}
	free(case_file->own);
}

void case_close(struct case_file *case_file)
{
	if (!case_file)
		return;
	for (size_t i = 0; i < case_file->block_count; i++)
		block_fini(&case_file->blocks[i]);
	free(case_file->blocks);
	sources_fini(case_file);
	rules_fini(case_file);
	texts_fini(&case_file->guards);
	texts_fini(&case_file->covers);
	texts_fini(&case_file->files);
	texts_fini(&case_file->arguments);
	texts_fini(&case_file->options);
	texts_fini(&case_file->environment);
	free(case_file->versions.list);
	free(case_file->observers);
	free(case_file->path);
	free(case_file->name);
	free(case_file->about);
	free(case_file);
}

/* ---- what a case says ---- */

static const char *const *list_of(const struct texts *texts)
{
	static const char *const none[] = {NULL};

	return texts->count ? (const char *const *)texts->list : none;
}

const char *case_name(const struct case_file *case_file)
{
	return case_file->name;
}

const char *case_about(const struct case_file *case_file)
{
	return case_file->about;
}

const char *case_path(const struct case_file *case_file)
{
	return case_file->path;
}

const char *case_program(const struct case_file *case_file)
{
	return case_file->sources[0].path;
}

marker_set case_markers(const struct case_file *case_file)
{
	return case_file->markers;
}

bool case_whole_process(const struct case_file *case_file)
{
	return case_file->whole_process;
}

const char *const *case_guards(const struct case_file *case_file)
{
	return list_of(&case_file->guards);
}

const char *const *case_covers(const struct case_file *case_file)
{
	return list_of(&case_file->covers);
}

const char *const *case_files(const struct case_file *case_file)
{
	return list_of(&case_file->files);
}

const char *const *case_arguments(const struct case_file *case_file)
{
	return list_of(&case_file->arguments);
}

const char *const *case_options(const struct case_file *case_file)
{
	return list_of(&case_file->options);
}

const char *const *case_environment(const struct case_file *case_file)
{
	return list_of(&case_file->environment);
}

size_t case_observers(const struct case_file *case_file, const unsigned **numbers)
{
	*numbers = case_file->observers;
	return case_file->observer_count;
}

unsigned case_deadline(const struct case_file *case_file)
{
	return case_file->deadline;
}

bool case_applies(const struct case_file *case_file, struct version version, unsigned facets,
		  const char **why)
{
	*why = "versions";
	if (!version_in_range(version, &case_file->documented) || !in_ranges(version, &case_file->versions))
		return false;
	for (size_t i = 0; i < case_file->requirement_count; i++)
		if (!facets_hold(&case_file->requirements[i].facets, facets)) {
			*why = case_file->requirements[i].reason;
			return false;
		}
	*why = NULL;
	return true;
}

/* The source whose name the path ends with, the longest such name. */
static const struct source *source_of(const struct case_file *case_file, const char *file)
{
	const struct source *best = NULL;
	size_t length = strlen(file);

	for (size_t i = 0; i < case_file->source_count; i++) {
		const struct source *source = &case_file->sources[i];
		size_t tail = strlen(source->name);

		if (tail > length || strcmp(file + length - tail, source->name) != 0 ||
		    (tail < length && file[length - tail - 1] != '/'))
			continue;
		if (!best || tail > strlen(best->name))
			best = source;
	}
	return best;
}

const char *case_line(const struct case_file *case_file, const char *file, unsigned line, size_t *length)
{
	const struct source *source = source_of(case_file, file);
	const char *at = source ? buffer_text(&source->text) : NULL, *text;

	while (at && line > 0 && (at = source_line(at, &text, length)))
		if (--line == 0)
			return text;
	return NULL;
}
