/* SPDX-License-Identifier: BSD-2-Clause */
/* From a block to the expectation for one target: paths, the module's line, and repeats written out. */
#include "case_file.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct target_words {
	const char *program;
	size_t directory; /* bytes of `program` up to and with its last slash */
	int64_t module_line;
};

struct steps {
	struct step *list;
	size_t count;
};

static void set_text(struct value *value, char *text)
{
	value->text = text;
	value->length = strlen(text);
}

static struct pattern resolve_pattern(const struct template *template, const struct target_words *words)
{
	struct pattern pattern = template->pattern;
	struct value *value = &pattern.value;

	if (pattern.word)
		pattern.word = memory_text(pattern.word);
	pattern.item_count = template->item_count;
	if (pattern.item_count)
		pattern.items = memory_zeroed(pattern.item_count, sizeof *pattern.items);
	for (size_t i = 0; i < pattern.item_count; i++)
		pattern.items[i] = resolve_pattern(&template->items[i], words);
	switch (template->waits_for) {
	case READY:
		if (value->text)
			value->text = memory_copy(value->text, value->length);
		break;
	case MODULE_LINE: value->integer = words->module_line; break;
	case PROGRAM: set_text(value, memory_text(words->program)); break;
	case BESIDE_PROGRAM:
		set_text(value,
			 memory_format("%.*s%s", (int)words->directory, words->program, template->beside));
		break;
	}
	return pattern;
}

static struct step *add_step(struct steps *steps)
{
	steps->list = memory_grow(steps->list, steps->count, sizeof *steps->list);
	return &steps->list[steps->count++];
}

static void resolve_event(const struct item *item, const struct target_words *words,
			  struct expectation *expectation, struct step *step)
{
	step->kind = STEP_EVENT;
	step->marker = item->marker;
	step->pattern_count = item->template_count;
	for (unsigned i = 0; i < item->template_count; i++) {
		step->patterns[i] = resolve_pattern(&item->templates[i], words);
		expectation->wildcards += pattern_wildcards(&step->patterns[i]);
	}
}

static void resolve_items(const struct items *items, const struct target_words *words,
			  struct expectation *expectation, struct steps *steps)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->list[i];
		struct step *step;

		for (unsigned times = 0; item->kind == ITEM_REPEAT && times < item->times; times++)
			resolve_items(&item->items, words, expectation, steps);
		if (item->kind == ITEM_REPEAT)
			continue;
		step = add_step(steps);
		step->line = item->line;
		if (item->kind == ITEM_EVENT)
			resolve_event(item, words, expectation, step);
		else {
			struct steps inner = {0};

			step->kind = item->kind == ITEM_THREAD ? STEP_THREAD : STEP_PROCESS;
			step->name = memory_text(item->name);
			resolve_items(&item->items, words, expectation, &inner);
			step->steps = inner.list;
			step->step_count = inner.count;
		}
	}
}

/* A module's frame begins with line 1 up to 3.10 and with line 0 since 3.11. */
static int64_t module_line(struct version version)
{
	return version_compare(version, (struct version){3, 11, 0}) < 0;
}

int case_expectation(const struct case_file *case_file, struct version version, unsigned facets,
		     const char *program, unsigned defect, struct expectation **result, struct error *err)
{
	const struct block *block = cover_find(case_file, defect, version, facets);
	const char *slash = strrchr(program, '/');
	const struct target_words words = {.program = program,
					   .directory = slash ? (size_t)(slash - program) + 1 : 0,
					   .module_line = module_line(version)};
	struct expectation *expectation;
	struct steps steps = {0};

	if (!block)
		return error_set(err, ENOENT, "%s: has no `%s` for version %d.%d.%d", case_file->path,
				 defect ? "defect" : "expect", version.major, version.minor, version.micro);
	expectation = memory_zeroed(1, sizeof *expectation);
	resolve_items(&block->items, &words, expectation, &steps);
	expectation->steps = steps.list;
	expectation->step_count = steps.count;
	expectation->none = block->none;
	expectation->issue = block->issue ? memory_text(block->issue) : NULL;
	expectation->what = block->what ? memory_text(block->what) : NULL;
	expectation->unreviewed = block->unreviewed;
	expectation->program = memory_text(program);
	expectation->ending = block->ending.ending;
	expectation->ending_value = block->ending.value;
	expectation->abrupt = block->ending.abrupt;
	*result = expectation;
	return 0;
}

void step_fini(struct step *step)
{
	for (unsigned i = 0; i < step->pattern_count; i++)
		pattern_fini(&step->patterns[i]);
	for (size_t i = 0; i < step->step_count; i++)
		step_fini(&step->steps[i]);
	free(step->steps);
	free(step->name);
}

void expectation_close(struct expectation *expectation)
{
	if (!expectation)
		return;
	for (size_t i = 0; i < expectation->step_count; i++)
		step_fini(&expectation->steps[i]);
	free(expectation->steps);
	free(expectation->issue);
	free(expectation->what);
	free(expectation->program);
	free(expectation);
}
