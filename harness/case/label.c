/* SPDX-License-Identifier: BSD-2-Clause */
/* Labels: `#@name` comments at the ends of lines of the program and its companions. One namespace. */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <string.h>

static const char label_mark[] = "#@", reserved[] = "module";

const char *source_line(const char *at, const char **line, size_t *length)
{
	if (*at == '\0')
		return NULL;
	*line = at;
	*length = strcspn(at, "\r\n");
	at += *length;
	if (*at == '\r' && at[1] == '\n')
		at++;
	return at + (*at != '\0');
}

struct label *label_find(struct case_file *case_file, const char *name, size_t length)
{
	for (size_t i = 0; i < case_file->label_count; i++)
		if (strlen(case_file->labels[i].name) == length &&
		    memcmp(case_file->labels[i].name, name, length) == 0)
			return &case_file->labels[i];
	return NULL;
}

static int add_label(struct case_file *case_file, const struct label *place, const char *name, size_t length,
		     struct error *err)
{
	const char *path = case_file->sources[place->source].path;
	const struct label *other = label_find(case_file, name, length);
	struct label *label;

	if (length == strlen(reserved) && memcmp(name, reserved, length) == 0)
		return error_set(
			err, EBADMSG,
			"%s:%u:%u: @%s always means the line that a module's frame begins with: choose another "
			"name",
			path, place->line, place->column, reserved);
	if (other)
		return error_set(err, EBADMSG, "%s:%u:%u: the label `%s` stands in %s line %u already", path,
				 place->line, place->column, other->name,
				 case_file->sources[other->source].name, other->line);
	case_file->labels = memory_grow(case_file->labels, case_file->label_count, sizeof *case_file->labels);
	label = &case_file->labels[case_file->label_count++];
	*label = *place;
	label->name = memory_copy(name, length);
	return 0;
}

/* From the first mark on, a line has nothing but labels. */
static int read_line(struct case_file *case_file, size_t source, unsigned number, const char *line,
		     size_t length, struct error *err)
{
	const char *end = line + length, *at = memmem(line, length, label_mark, strlen(label_mark));
	int rc = 0;

	while (rc == 0 && at && at < end) {
		struct label place = {.source = source, .line = number, .column = (unsigned)(at - line) + 1};
		const char *name = at + strlen(label_mark), *stop;

		for (stop = name; stop < end && *stop != ' ' && *stop != '\t'; stop++)
			;
		if ((size_t)(end - at) < strlen(label_mark) ||
		    memcmp(at, label_mark, strlen(label_mark)) != 0 ||
		    !token_is_name(name, (size_t)(stop - name)))
			return error_set(
				err, EBADMSG,
				"%s:%u:%u: a label is `#@name`, letters, digits, _ and - only, and nothing "
				"but labels may stand behind it",
				case_file->sources[source].path, number, place.column);
		rc = add_label(case_file, &place, name, (size_t)(stop - name), err);
		for (at = stop; at < end && (*at == ' ' || *at == '\t'); at++)
			;
	}
	return rc;
}

int labels_read(struct case_file *case_file, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < case_file->source_count; i++) {
		const struct source *source = &case_file->sources[i];
		const char *dot = strrchr(source->name, '.'), *at = buffer_text(&source->text), *line;
		unsigned number = 0;
		size_t length;

		if (!dot || strcmp(dot, ".py") != 0)
			continue;
		while (rc == 0 && (at = source_line(at, &line, &length)))
			rc = read_line(case_file, i, ++number, line, length, err);
	}
	return rc;
}

int labels_check_used(const struct case_file *case_file, struct error *err)
{
	for (size_t i = 0; i < case_file->label_count; i++) {
		const struct label *label = &case_file->labels[i];

		if (!label->used)
			return error_set(err, EBADMSG, "%s:%u:%u: the label `%s` is used nowhere in %s",
					 case_file->sources[label->source].path, label->line, label->column,
					 label->name, path_base(case_file->path));
	}
	return 0;
}
