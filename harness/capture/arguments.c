/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Nearly every name and path is within the first read. */
enum { FIRST_READ = 256 };

void arguments_init(struct arguments *arguments, const struct content_layout *layout)
{
	for (unsigned i = 0; i < EVENT_VALUES_MAX; i++)
		arguments->texts[i] = memory_zeroed(1, EVENT_TEXT_MAX + 1);
	arguments->content = memory_zeroed(1, sizeof *arguments->content);
	content_values_init(&arguments->values);
	arguments->layout = layout;
}

void arguments_fini(struct arguments *arguments)
{
	for (unsigned i = 0; i < EVENT_VALUES_MAX; i++)
		free(arguments->texts[i]);
	free(arguments->content);
	content_values_fini(&arguments->values);
	*arguments = (struct arguments){0};
}

static void set_unreadable(struct value *value)
{
	value->kind = VALUE_UNREADABLE;
	value->integer = 0;
	value->text = NULL;
	value->length = 0;
}

static int finish_text(const struct space *space, uint64_t address, char *text, size_t known, size_t limit,
		       struct value *value)
{
	int rc = space_read_text(space, address, text, known, limit, &value->length, &value->cut);

	if (rc == -EFAULT)
		set_unreadable(value);
	value->text = rc ? NULL : text;
	return rc == -ESRCH ? rc : 0;
}

static int read_object(void *space, uint64_t address, void *to, size_t length)
{
	return space_read(space, address, to, length);
}

static int finish_object(struct arguments *arguments, const struct space *space, struct value *value)
{
	struct content_source source = {.read = read_object, .context = (void *)space};
	int rc = content_note(arguments->content, value->pointer, arguments->layout, &source);
	const struct content_notes notes = content_large_notes(arguments->content);

	*value = content_value(&notes, arguments->layout, &arguments->values);
	return rc;
}

static int finish(const struct space *space, const struct piece *piece, char *text, struct value *value)
{
	if (piece->got == -ESRCH)
		return -ESRCH;
	if (piece->got < 0) {
		set_unreadable(value);
		return 0;
	}
	return finish_text(space, value->pointer, text, (size_t)piece->got, EVENT_TEXT_MAX, value);
}

/* What the registers alone say: integers are done, pointers are yet to be followed. */
static int begin(enum argument_type type, const struct operand *operand, const struct operand_frame *frame,
		 struct value *value)
{
	uint64_t bits = 0;
	int rc = operand_value(operand, frame, &bits);

	*value = (struct value){0};
	if (rc) {
		set_unreadable(value);
		return rc == -ESRCH ? rc : 0;
	}
	if (type == ARGUMENT_INT || type == ARGUMENT_LONG) {
		value->integer = (int64_t)bits;
		return 0;
	}
	value->pointer = bits;
	value->kind = bits == 0 ? VALUE_NULL : type == ARGUMENT_OBJECT ? VALUE_OBJECT : VALUE_TEXT;
	return 0;
}

int arguments_read(struct arguments *arguments, const struct marker *marker, const struct operands *operands,
		   const struct operand_frame *frame, const struct space *space, struct event *event)
{
	struct piece pieces[EVENT_VALUES_MAX];
	unsigned of[EVENT_VALUES_MAX], wanted = 0;
	int rc = 0;

	event->value_count =
		operands->count < marker->argument_count ? (unsigned)operands->count : marker->argument_count;
	for (unsigned i = 0; i < event->value_count && !rc; i++) {
		struct value *value = &event->values[i];
		rc = begin(marker->arguments[i].type, &operands->list[i], frame, value);
		if (value->kind != VALUE_TEXT)
			continue;
		pieces[wanted] = (struct piece){
			.address = value->pointer, .to = arguments->texts[i], .room = FIRST_READ};
		of[wanted++] = i;
	}
	if (!rc)
		space_gather(space, pieces, wanted);
	for (unsigned i = 0; i < wanted && !rc; i++)
		rc = finish(space, &pieces[i], arguments->texts[of[i]], &event->values[of[i]]);
	for (unsigned i = 0; i < event->value_count && !rc; i++)
		if (event->values[i].kind == VALUE_OBJECT)
			rc = finish_object(arguments, space, &event->values[i]);
	return rc;
}
