/* SPDX-License-Identifier: BSD-2-Clause */
/* A ?name that stands once would let any value through unseen: it must come again, for the same kind of
 * value. */
#include "case_file.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct binding {
	const char *name;
	unsigned line;
	bool repeats;
	enum argument_type type;
};

struct bindings {
	struct binding *list;
	size_t count;
};

/* int and long both come as integers. */
static enum argument_type kind_of(enum argument_type type)
{
	return type == ARGUMENT_LONG ? ARGUMENT_INT : type;
}

static int note(const struct reader *reader, struct bindings *bindings, const char *name,
		enum argument_type type, const struct item *item, bool repeated, struct error *err)
{
	struct token place = {.line = item->line, .column = 1};
	struct binding *binding = NULL;

	for (size_t i = 0; i < bindings->count && !binding; i++)
		if (strcmp(bindings->list[i].name, name) == 0)
			binding = &bindings->list[i];
	if (!binding) {
		bindings->list = memory_grow(bindings->list, bindings->count, sizeof *bindings->list);
		bindings->list[bindings->count++] =
			(struct binding){name, item->line, repeated, kind_of(type)};
		return 0;
	}
	binding->repeats = true;
	if (binding->type == kind_of(type))
		return 0;
	return cursor_error(&reader->cursor, &place, err,
			    "?%s is a value of another kind in line %u: the two can never be equal", name,
			    binding->line);
}

static int walk(const struct reader *reader, struct bindings *bindings, const struct items *items,
		bool repeated, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < items->count; i++) {
		const struct item *item = &items->list[i];

		for (unsigned k = 0; rc == 0 && k < item->template_count; k++)
			if (item->templates[k].pattern.kind == PATTERN_BIND)
				rc = note(reader, bindings, item->templates[k].pattern.word,
					  reader->contract->markers[item->marker].arguments[k].type, item,
					  repeated, err);
		if (rc == 0)
			rc = walk(reader, bindings, &item->items, repeated || item->kind == ITEM_REPEAT, err);
	}
	return rc;
}

int bindings_check(const struct reader *reader, const struct block *block, struct error *err)
{
	struct bindings bindings = {0};
	int rc = walk(reader, &bindings, &block->items, false, err);

	for (size_t i = 0; rc == 0 && i < bindings.count; i++) {
		struct token place = {.line = bindings.list[i].line, .column = 1};

		if (!bindings.list[i].repeats)
			rc = cursor_error(&reader->cursor, &place, err,
					  "?%s stands in this block once only, so nothing would be checked",
					  bindings.list[i].name);
	}
	free(bindings.list);
	return rc;
}
