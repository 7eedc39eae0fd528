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
	int kind;
};

struct bindings {
	struct binding *list;
	size_t count;
};

/* An item of a tuple may be of any kind. */
enum { ANY_KIND = -1 };

/* int and long both come as integers. */
static int kind_of(enum argument_type type)
{
	return (int)(type == ARGUMENT_LONG ? ARGUMENT_INT : type);
}

static int note(const struct reader *reader, struct bindings *bindings, const char *name, int kind,
		const struct item *item, bool repeated, struct error *err)
{
	struct token place = {.line = item->line, .column = 1};
	struct binding *binding = NULL;

	for (size_t i = 0; i < bindings->count && !binding; i++)
		if (strcmp(bindings->list[i].name, name) == 0)
			binding = &bindings->list[i];
	if (!binding) {
		bindings->list = memory_grow(bindings->list, bindings->count, sizeof *bindings->list);
		bindings->list[bindings->count++] = (struct binding){name, item->line, repeated, kind};
		return 0;
	}
	binding->repeats = true;
	if (binding->kind == ANY_KIND)
		binding->kind = kind;
	if (kind == ANY_KIND || binding->kind == kind)
		return 0;
	return cursor_error(&reader->cursor, &place, err,
			    "?%s is a value of another kind in line %u: the two can never be equal", name,
			    binding->line);
}

static int note_template(const struct reader *reader, struct bindings *bindings,
			 const struct template *template, int kind, const struct item *item, bool repeated,
			 struct error *err)
{
	int rc = 0;

	if (template->pattern.kind == PATTERN_BIND)
		rc = note(reader, bindings, template->pattern.word, kind, item, repeated, err);
	for (size_t i = 0; rc == 0 && i < template->item_count; i++)
		rc = note_template(reader, bindings, &template->items[i], ANY_KIND, item, repeated, err);
	return rc;
}

static int walk(const struct reader *reader, struct bindings *bindings, const struct items *items,
		bool repeated, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < items->count; i++) {
		const struct item *item = &items->list[i];

		for (unsigned k = 0; rc == 0 && k < item->template_count; k++)
			rc = note_template(reader, bindings, &item->templates[k],
					   kind_of(reader->contract->markers[item->marker].arguments[k].type),
					   item, repeated, err);
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
