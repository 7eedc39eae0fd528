/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which block holds for a version and build.
 *
 * The blocks that name more kinds of build go before those that name fewer. Of defects several may hold at
 * once: an interpreter may have put one departure right and not the other. What a case says is checked by
 * trying it: the ends of all ranges cut the versions into pieces inside which nothing changes, so asking once
 * in each piece, for each combination of facets, asks everything. Every piece must have exactly one `expect`;
 * a block that is chosen in none of them is dead.
 */
#include "case_file.h"

#include <probetap/memory.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned specificity(const struct block *block)
{
	return (unsigned)__builtin_popcount(block->facets.must) +
	       (unsigned)__builtin_popcount(block->facets.must_not);
}

static bool applies(const struct block *block, bool defect, struct version version, unsigned facets)
{
	return block->is_defect == defect && in_ranges(version, &block->ranges) &&
	       facets_hold(&block->facets, facets);
}

/* The Nth, counted from 0, of those that hold and that none goes before. */
static struct block *choose(const struct case_file *case_file, bool defect, struct version version,
			    unsigned facets, unsigned n)
{
	unsigned most = 0;

	for (size_t i = 0; i < case_file->block_count; i++) {
		const struct block *block = &case_file->blocks[i];

		if (applies(block, defect, version, facets) && specificity(block) > most)
			most = specificity(block);
	}
	for (size_t i = 0; i < case_file->block_count; i++) {
		struct block *block = &case_file->blocks[i];

		if (applies(block, defect, version, facets) && specificity(block) == most && n-- == 0)
			return block;
	}
	return NULL;
}

const struct block *cover_find(const struct case_file *case_file, unsigned defect, struct version version,
			       unsigned facets)
{
	return choose(case_file, defect != 0, version, facets, defect ? defect - 1 : 0);
}

/* ---- the check ---- */

struct pieces {
	struct version *starts;
	size_t count;
};

static void add_start(struct pieces *pieces, struct version version)
{
	if (version.major == INT_MAX)
		return;
	pieces->starts = memory_grow(pieces->starts, pieces->count, sizeof *pieces->starts);
	pieces->starts[pieces->count++] = version;
}

static void add_range(struct pieces *pieces, const struct version_range *range)
{
	add_start(pieces, range->first);
	add_start(pieces, version_after(range));
}

static void add_ranges(struct pieces *pieces, const struct ranges *ranges)
{
	for (size_t i = 0; i < ranges->count; i++)
		add_range(pieces, &ranges->list[i]);
}

static int by_version(const void *a, const void *b)
{
	return version_compare(*(const struct version *)a, *(const struct version *)b);
}

static void cut_versions(const struct case_file *case_file, struct pieces *pieces)
{
	add_range(pieces, &case_file->documented);
	add_ranges(pieces, &case_file->versions);
	for (size_t i = 0; i < case_file->block_count; i++)
		add_ranges(pieces, &case_file->blocks[i].ranges);
	qsort(pieces->starts, pieces->count, sizeof *pieces->starts, by_version);
}

static const char *describe(struct version version, unsigned facets, char *text, size_t size)
{
	char micro[16] = "", words[64];

	facets_format(facets, words, sizeof words);
	if (version.micro)
		snprintf(micro, sizeof micro, ".%d", version.micro);
	snprintf(text, size, "%d.%d%s%s%s%s", version.major, version.minor, micro, words[0] ? " (" : "",
		 words, words[0] ? ")" : "");
	return text;
}

static int check_one(const struct reader *reader, struct version version, unsigned facets, struct error *err)
{
	const struct case_file *case_file = reader->case_file;
	struct block *block = choose(case_file, false, version, facets, 0);
	const struct block *tie = choose(case_file, false, version, facets, 1);
	char where[128];

	if (tie)
		return cursor_error(
			&reader->cursor, &tie->place, err,
			"this block and the one in line %u both hold for %s: give them ranges that "
			"do not overlap, or one of them more words for the kind of build",
			block->place.line, describe(version, facets, where, sizeof where));
	if (!block)
		return cursor_error(
			&reader->cursor, &case_file->blocks[0].place, err,
			"no `expect` holds for %s (a line `versions` limits where a case applies)",
			describe(version, facets, where, sizeof where));
	block->holds = true;
	for (unsigned i = 0; (block = choose(case_file, true, version, facets, i)); i++)
		block->holds = true;
	return 0;
}

static int check_all(const struct reader *reader, const struct pieces *pieces, struct error *err)
{
	const struct case_file *case_file = reader->case_file;
	const char *why;
	bool anywhere = false;

	for (size_t i = 0; i < pieces->count; i++)
		for (unsigned facets = 0; facets < FACET_SETS; facets++) {
			if (!case_applies(case_file, pieces->starts[i], facets, &why))
				continue;
			anywhere = true;
			if (check_one(reader, pieces->starts[i], facets, err) < 0)
				return -EBADMSG;
		}
	if (!anywhere)
		return cursor_error(
			&reader->cursor, &case_file->blocks[0].place, err,
			"the case applies nowhere: no version in `versions` documents all of its markers");
	return 0;
}

int cover_check(const struct reader *reader, struct error *err)
{
	const struct case_file *case_file = reader->case_file;
	struct pieces pieces = {0};
	int rc;

	cut_versions(case_file, &pieces);
	rc = check_all(reader, &pieces, err);
	free(pieces.starts);
	for (size_t i = 0; rc == 0 && i < case_file->block_count; i++)
		if (!case_file->blocks[i].holds)
			rc = cursor_error(
				&reader->cursor, &case_file->blocks[i].place, err,
				"this block never holds: the case does not apply to its versions and "
				"builds, or other blocks go before it everywhere");
	return rc;
}
