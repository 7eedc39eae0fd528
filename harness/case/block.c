/* SPDX-License-Identifier: BSD-2-Clause */
/* Blocks: what a run must produce (expect), and an exact departure that is known (defect). */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/suggest.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { REPEAT_MAX = 1000000, EVENTS_MAX = 1000000, DEPTH_MAX = 8 };

/* Where the reader is inside a block. */
struct place {
	struct block *block;
	struct items *items; /* the ones that grow */
	unsigned depth;
	bool in_thread, in_process;
	const char *what;          /* "expect", "thread" …: for messages */
	struct token begin;        /* where that began */
	size_t events, multiplier; /* so far in the block, each counted as often as it repeats */
};

bool token_is_block(const struct token *token)
{
	return token_is(token, "expect") || token_is(token, "defect");
}

static struct item *add_item(struct items *items, enum item_kind kind, unsigned line)
{
	struct item *item;

	items->list = memory_grow(items->list, items->count, sizeof *items->list);
	item = &items->list[items->count++];
	item->kind = kind;
	item->line = line;
	return item;
}

/* ---- events ---- */

static int wrong_count(const struct reader *reader, const struct token *token, const struct marker *marker,
		       const char *given, struct error *err)
{
	struct buffer names = {0};
	int rc;

	for (unsigned i = 0; i < marker->argument_count; i++)
		buffer_printf(&names, "%s%s", i ? ", " : "", marker->arguments[i].name);
	rc = cursor_error(&reader->cursor, token, err, "%s has %u values (%s): %s", marker->name,
			  marker->argument_count, buffer_text(&names), given);
	buffer_fini(&names);
	return rc;
}

/* A marker with one value may leave it open, for that it came, and when, is checked all the same; where there
 * are more, one of them says which event it is. */
static bool says_nothing(const struct item *item)
{
	for (unsigned i = 0; i < item->template_count; i++)
		if (item->templates[i].pattern.kind != PATTERN_WILDCARD)
			return false;
	return item->template_count > 1;
}

static bool template_is_exact(const struct template *template)
{
	enum pattern_kind kind = template->pattern.kind;

	for (size_t i = 0; i < template->item_count; i++)
		if (template_is_exact(&template->items[i]))
			return true;
	return kind == PATTERN_VALUE || kind == PATTERN_SIZE ||
	       (kind == PATTERN_TUPLE && template->item_count == 0);
}

/* Is there a value that must be exactly what it says? */
static bool is_exact(const struct items *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->list[i];

		for (unsigned k = 0; k < item->template_count; k++)
			if (template_is_exact(&item->templates[k]))
				return true;
		if (is_exact(&item->items))
			return true;
	}
	return false;
}

static int read_event(struct reader *reader, struct place *place, const struct token *keyword, int marker,
		      struct error *err)
{
	const struct marker *known = &reader->contract->markers[marker];
	struct item *item = add_item(place->items, ITEM_EVENT, keyword->line);
	struct token token;
	int rc;

	item->marker = (unsigned)marker;
	if (!(reader->case_file->markers & (marker_set)1 << marker))
		return cursor_error(&reader->cursor, keyword, err,
				    "`%s` is not in the `markers` of this case", known->name);
	while ((rc = cursor_value(&reader->cursor, &token, err)) > 0) {
		if (item->template_count == known->argument_count)
			return wrong_count(reader, &token, known, "this one is too many", err);
		rc = template_read(reader, &token, known, item->template_count,
				   &item->templates[item->template_count], err);
		item->template_count++;
		if (rc < 0)
			return rc;
	}
	if (rc == 0 && item->template_count < known->argument_count)
		return wrong_count(reader, NULL, known, "one is missing here", err);
	if (rc == 0 && says_nothing(item))
		return cursor_error(
			&reader->cursor, keyword, err,
			"every value of this event is a wildcard: nothing of it would be checked");
	place->events += place->multiplier;
	if (rc == 0 && place->events > EVENTS_MAX)
		return cursor_error(&reader->cursor, keyword, err, "more than %d events in one block",
				    EVENTS_MAX);
	return rc;
}

/* ---- blocks inside ---- */

static int read_items(struct reader *reader, struct place *place, struct error *err);

/* Reads up to the `end` of a block that began with `keyword` inside the block of `outer`. */
static int read_inner(struct reader *reader, struct place *outer, const struct token *keyword,
		      const char *what, struct item *item, struct error *err)
{
	struct place inner = *outer;
	int rc;

	inner.items = &item->items;
	inner.what = what;
	inner.begin = *keyword;
	inner.depth++;
	inner.in_thread |= item->kind == ITEM_THREAD;
	inner.in_process |= item->kind == ITEM_PROCESS;
	if (item->kind == ITEM_REPEAT)
		inner.multiplier *= item->times;
	if (inner.depth > DEPTH_MAX || inner.multiplier > EVENTS_MAX)
		return cursor_error(&reader->cursor, keyword, err, "nested too deep, or repeated too often");
	rc = read_items(reader, &inner, err);
	outer->events = inner.events;
	if (rc == 0 && item->items.count == 0)
		return cursor_error(&reader->cursor, keyword, err, "this `%s` is empty", what);
	return rc;
}

static int read_named(struct reader *reader, struct place *place, const struct token *keyword,
		      enum item_kind kind, struct error *err)
{
	const char *what = kind == ITEM_THREAD ? "thread" : "process";
	struct item *item = add_item(place->items, kind, keyword->line);
	struct token name;
	int rc = cursor_token(&reader->cursor, &name, err);

	if (rc < 0)
		return rc;
	if (place->in_thread || (kind == ITEM_PROCESS && place->in_process))
		return cursor_error(&reader->cursor, keyword, err, "a %s cannot stand inside a %s", what,
				    place->in_thread ? "thread" : "process");
	if (rc == 0 || name.quoted || !token_is_name(name.text, name.length))
		return cursor_error(&reader->cursor, &name, err,
				    "a name for the %s expected here: letters, digits, _ and -", what);
	item->name = memory_copy(name.text, name.length);
	rc = cursor_end(&reader->cursor, "the name", err);
	return rc < 0 ? rc : read_inner(reader, place, keyword, what, item, err);
}

static int read_thread(struct reader *reader, struct place *place, const struct token *keyword,
		       struct error *err)
{
	return read_named(reader, place, keyword, ITEM_THREAD, err);
}

static int read_process(struct reader *reader, struct place *place, const struct token *keyword,
			struct error *err)
{
	return read_named(reader, place, keyword, ITEM_PROCESS, err);
}

static int read_repeat(struct reader *reader, struct place *place, const struct token *keyword,
		       struct error *err)
{
	struct item *item = add_item(place->items, ITEM_REPEAT, keyword->line);
	struct token token;
	long long times;
	int rc = cursor_token(&reader->cursor, &token, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || !token_integer(token.text, token.length, &times) || times < 2 || times > REPEAT_MAX)
		return cursor_error(&reader->cursor, &token, err, "a number from 2 to %d expected here",
				    REPEAT_MAX);
	item->times = (unsigned)times;
	rc = cursor_end(&reader->cursor, "the number", err);
	return rc < 0 ? rc : read_inner(reader, place, keyword, "repeat", item, err);
}

static int read_none(struct reader *reader, struct place *place, const struct token *keyword,
		     struct error *err)
{
	if (place->depth > 0 || place->block->none || place->items->count > 0)
		return cursor_error(&reader->cursor, keyword, err, "`none` must stand alone in its block");
	place->block->none = true;
	return cursor_end(&reader->cursor, "`none`", err);
}

static int read_exit(struct reader *reader, struct place *place, const struct token *keyword,
		     struct error *err)
{
	if (place->depth > 0)
		return cursor_error(&reader->cursor, keyword, err, "`exit` belongs to the block as a whole");
	return ending_read(reader, &place->block->ending, err);
}

static const struct {
	const char *name;
	int (*read)(struct reader *reader, struct place *place, const struct token *keyword,
		    struct error *err);
} keywords[] = {
	{"thread", read_thread}, {"process", read_process}, {"repeat", read_repeat},
	{"none", read_none},     {"exit", read_exit},
};

static int unknown_line(const struct reader *reader, const struct place *place, const struct token *token,
			struct error *err)
{
	struct suggestion suggestion = {.word = token->text, .length = token->length};

	if (token_is_block(token))
		return cursor_error(&reader->cursor, token, err,
				    "the `%s` of line %u has no `end` before this line", place->what,
				    place->begin.line);
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		suggestion_offer(&suggestion, keywords[i].name);
	for (size_t i = 0; i < reader->contract->marker_count; i++)
		suggestion_offer(&suggestion, reader->contract->markers[i].name);
	suggestion_offer(&suggestion, "end");
	return cursor_error(&reader->cursor, token, err,
			    "`%.*s` is neither a marker nor `thread`, `process`, "
			    "`repeat`, `none`, `exit` or `end`%s",
			    (int)token->length, token->text, suggestion_text(&suggestion));
}

static int read_line(struct reader *reader, struct place *place, const struct token *token, struct error *err)
{
	int marker = token->quoted ? -1 : contract_marker(reader->contract, token->text, token->length);

	if (place->block->none)
		return cursor_error(&reader->cursor, token, err, "`none` must stand alone in its block");
	if (marker >= 0)
		return read_event(reader, place, token, marker, err);
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (token_is(token, keywords[i].name))
			return keywords[i].read(reader, place, token, err);
	return unknown_line(reader, place, token, err);
}

static int read_items(struct reader *reader, struct place *place, struct error *err)
{
	struct token token;
	int rc;

	while ((rc = cursor_line(&reader->cursor, &token, err)) > 0) {
		if (token_is(&token, "end"))
			return cursor_end(&reader->cursor, "`end`", err);
		rc = read_line(reader, place, &token, err);
		if (rc < 0)
			return rc;
	}
	if (rc < 0)
		return rc;
	return cursor_error(&reader->cursor, &place->begin, err, "this `%s` has no `end`", place->what);
}

/* ---- the head of a block ---- */

static int read_issue(struct reader *reader, struct block *block, const struct token *issue,
		      struct error *err)
{
	struct token what;
	char hint[128];
	size_t length;
	int rc;

	block->issue = memory_copy(issue->text, issue->length);
	if (!issue_is_known(block->issue))
		return cursor_error(&reader->cursor, issue, err,
				    "`%s` is neither a range of versions, nor a kind of build, nor an issue "
				    "(gh-NNN, an address, or a text in targets/cpython/reports/)%s",
				    block->issue, facet_suggestion(issue, NULL, hint, sizeof hint));
	rc = cursor_token(&reader->cursor, &what, err);
	if (rc < 0)
		return rc;
	if (rc == 0 || !what.quoted || what.length == 0)
		return cursor_error(&reader->cursor, &what, err,
				    "a text in quotes expected here: what the interpreter does");
	rc = token_text(&reader->cursor, &what, &block->what, &length, err);
	return rc < 0 ? rc : cursor_end(&reader->cursor, "the text", err);
}

static int wrong_word(const struct reader *reader, const struct token *token, struct error *err)
{
	char hint[128];

	return cursor_error(&reader->cursor, token, err,
			    "`%.*s` is neither a range of versions, nor a kind of build, nor `unreviewed`%s",
			    (int)token->length, token->text,
			    facet_suggestion(token, "unreviewed", hint, sizeof hint));
}

/* RANGE… FACET… and then `unreviewed`, or the issue of a defect. */
static int read_head(struct reader *reader, struct block *block, struct error *err)
{
	struct token token;
	int rc;

	while ((rc = cursor_token(&reader->cursor, &token, err)) > 0) {
		if (token_is_range(&token)) {
			rc = range_read(reader, &token, &block->ranges, err);
		} else if ((rc = facet_read(reader, &token, &block->facets, err)) == 0) {
			if (block->is_defect)
				return read_issue(reader, block, &token, err);
			if (!token_is(&token, "unreviewed"))
				return wrong_word(reader, &token, err);
			block->unreviewed = true;
			return cursor_end(&reader->cursor, "`unreviewed`", err);
		}
		if (rc < 0)
			return rc;
	}
	if (rc == 0 && block->is_defect)
		return cursor_error(
			&reader->cursor, NULL, err,
			"the issue of the defect expected here, and \"what the interpreter does\"");
	return rc;
}

int block_read(struct reader *reader, const struct token *keyword, struct error *err)
{
	struct case_file *case_file = reader->case_file;
	struct block *block;
	struct place place = {.what = token_is(keyword, "defect") ? "defect" : "expect", .begin = *keyword};
	int rc;

	if (case_file->markers == 0)
		return cursor_error(&reader->cursor, keyword, err,
				    "a line `markers` must stand before the first block");
	case_file->blocks = memory_grow(case_file->blocks, case_file->block_count, sizeof *case_file->blocks);
	block = &case_file->blocks[case_file->block_count++];
	*block = (struct block){
		.is_defect = token_is(keyword, "defect"), .place = *keyword, .ending = case_file->ending};
	place.block = block;
	place.items = &block->items;
	place.multiplier = 1;
	rc = read_head(reader, block, err);
	if (rc == 0)
		rc = read_items(reader, &place, err);
	if (rc == 0 && block->items.count == 0 && !block->none)
		rc = cursor_error(&reader->cursor, keyword, err,
				  "this block is empty: where no event may come it says `none`");
	if (rc == 0)
		rc = bindings_check(reader, block, err);
	if (rc == 0 && !block->none && !is_exact(&block->items))
		rc = cursor_error(&reader->cursor, keyword, err,
				  "no value of this block is exact: one of them must say what it is");
	return rc;
}

static void items_fini(struct items *items)
{
	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->list[i];

		for (unsigned k = 0; k < item->template_count; k++)
			template_fini(&item->templates[k]);
		free(item->name);
		items_fini(&item->items);
	}
	free(items->list);
}

void block_fini(struct block *block)
{
	items_fini(&block->items);
	free(block->ranges.list);
	free(block->issue);
	free(block->what);
}
