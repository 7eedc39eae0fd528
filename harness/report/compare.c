/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/compare.h>
#include <probetap/memory.h>

#include "divergence.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define PRESENT " present" /* how the name of the claim that a marker is there ends */

/* How good a verdict is; -1: nothing was judged. */
static int standing(enum verdict verdict)
{
	static const int standings[] = {
		[VERDICT_FAIL] = 0,  [VERDICT_KNOWN] = 1, [VERDICT_PASS] = 2,
		[VERDICT_FIXED] = 2, [VERDICT_SKIP] = -1, [VERDICT_ERROR] = -1,
	};

	return (unsigned)verdict < sizeof standings / sizeof *standings ? standings[verdict] : 0;
}

/* The same points come in the same order as a rule: `hint` is where to look first. */
static const struct point *point_named(const struct result *result, const char *name, size_t hint)
{
	for (size_t i = 0; i < result->point_count; i++) {
		const struct point *point = &result->points[(hint + i) % result->point_count];

		if (strcmp(point->name, name) == 0)
			return point;
	}
	return NULL;
}

/* ---- markers ---- */

static bool claims_presence(const struct point *point)
{
	size_t length = strlen(point->name), end = strlen(PRESENT);

	return point->marker && length > end && strcmp(point->name + length - end, PRESENT) == 0;
}

static const struct point *presence(const struct result *result, const char *marker)
{
	for (size_t i = 0; i < result->point_count; i++)
		if (claims_presence(&result->points[i]) && strcmp(result->points[i].marker, marker) == 0)
			return &result->points[i];
	return NULL;
}

static bool has_marker(const struct result *result, const char *marker)
{
	const struct point *claim = presence(result, marker);

	return claim && standing(claim->verdict) == 2;
}

static bool says_what_is_there(const struct result *result)
{
	for (size_t i = 0; i < result->point_count; i++)
		if (claims_presence(&result->points[i]))
			return true;
	return false;
}

/* A marker for which `there` has no claim is not documented in that version: gone, as long as there are
 * claims at all. */
static void find_markers(const struct result *here, const struct result *there, char ***markers,
			 size_t *count)
{
	for (size_t i = 0; says_what_is_there(there) && i < here->point_count; i++) {
		const struct point *point = &here->points[i];

		if (!claims_presence(point) || standing(point->verdict) < 2 ||
		    has_marker(there, point->marker))
			continue;
		*markers = memory_grow(*markers, *count, sizeof **markers);
		(*markers)[(*count)++] = point->marker;
	}
}

/* ---- points ---- */

static void add_change(struct comparison *comparison, enum change_kind kind, const struct point *a,
		       const struct point *b, char *difference)
{
	comparison->changes =
		memory_grow(comparison->changes, comparison->change_count, sizeof *comparison->changes);
	comparison->changes[comparison->change_count++] = (struct change){kind, a, b, difference};
}

static void compare_points(struct comparison *comparison, const struct point *a, const struct point *b)
{
	int before = standing(a->verdict), after = standing(b->verdict);
	char *difference;

	if (before < 0 || after < 0) {
		comparison->not_judged++;
		comparison->errors += b->verdict == VERDICT_ERROR;
		return;
	}
	difference = divergence_text(a, b);
	if (before == after && !difference)
		comparison->same++;
	else
		add_change(comparison,
			   after < before   ? CHANGE_LOST
			   : after > before ? CHANGE_GAINED
					    : CHANGE_DIFFERS,
			   a, b, difference);
}

void comparison_init(struct comparison *comparison, const struct result *a, const struct result *b)
{
	*comparison = (struct comparison){.a = a, .b = b};
	find_markers(a, b, &comparison->markers_lost, &comparison->lost_count);
	find_markers(b, a, &comparison->markers_gained, &comparison->gained_count);
	for (size_t i = 0; i < a->point_count; i++) {
		const struct point *other = point_named(b, a->points[i].name, i);

		if (other)
			compare_points(comparison, &a->points[i], other);
		else
			comparison->only_a++;
	}
	for (size_t i = 0; i < b->point_count; i++)
		comparison->only_b += !point_named(a, b->points[i].name, i);
}

void comparison_fini(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->change_count; i++)
		free(comparison->changes[i].difference);
	free(comparison->changes);
	free(comparison->markers_lost);
	free(comparison->markers_gained);
	*comparison = (struct comparison){0};
}

static bool is_listed(char *const *markers, size_t count, const char *marker)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(markers[i], marker) == 0)
			return true;
	return false;
}

/* A claim about a marker that came or went: that is told once, as the marker's own line. */
static bool is_marker_change(const struct comparison *comparison, const struct change *change)
{
	const char *marker = change->a->marker;

	return marker && (is_listed(comparison->markers_lost, comparison->lost_count, marker) ||
			  is_listed(comparison->markers_gained, comparison->gained_count, marker));
}

static size_t count_changes(const struct comparison *comparison, enum change_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->change_count; i++)
		count += comparison->changes[i].kind == kind &&
			 !is_marker_change(comparison, &comparison->changes[i]);
	return count;
}

bool comparison_lost(const struct comparison *comparison)
{
	return comparison->lost_count > 0 || count_changes(comparison, CHANGE_LOST) > 0;
}

bool comparison_undecided(const struct comparison *comparison)
{
	return comparison->errors > 0 || comparison->same + comparison->change_count == 0;
}

/* ---- words ---- */

static void print_side(FILE *to, const char *side, const struct result *result)
{
	const struct {
		const char *before, *text;
	} parts[] = {
		{"  ", result->target}, {" in ", result->root},  {": CPython ", result->version},
		{" ", result->facets},  {", on ", result->host}, {", ", result->capture},
	};

	fputs(side, to);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].text || !*parts[i].text)
			continue;
		fputs(parts[i].before, to);
		text_print(to, parts[i].text);
	}
	putc('\n', to);
}

static void print_issue(FILE *to, const struct point *point)
{
	if (point && point->issue) {
		fputs(" (", to);
		text_print(to, point->issue);
		putc(')', to);
	}
	putc('\n', to);
}

/* `where` is the result that does not have them: it may know why. */
static void print_markers(FILE *to, const char *word, char *const *markers, size_t count,
			  const struct result *where)
{
	for (size_t i = 0; i < count; i++) {
		const struct point *claim = presence(where, markers[i]);

		fprintf(to, "%s  marker ", word);
		text_print(to, markers[i]);
		print_issue(to, claim);
		text_print_lines(to, "         ",
				 claim ? claim->sentence : "not documented for that version");
	}
}

static void print_change(FILE *to, const char *word, const struct change *change, bool brief)
{
	const struct point *told = change->kind == CHANGE_GAINED ? change->a : change->b;

	fprintf(to, "%s  ", word);
	text_print(to, change->b->name);
	fprintf(to, ": %s", verdict_name(change->a->verdict));
	if (change->a->verdict != change->b->verdict)
		fprintf(to, ", now %s", verdict_name(change->b->verdict));
	else
		fputs(" on both", to);
	print_issue(to, change->b);
	text_print_lines(to, "         ", told->sentence);
	if (!brief)
		text_print_lines(to, "         ", change->difference);
}

static void print_counts(FILE *to, const struct comparison *comparison)
{
	fprintf(to, "markers: %zu lost, %zu gained; points: %zu lost, %zu gained, %zu differ, %zu the same\n",
		comparison->lost_count, comparison->gained_count, count_changes(comparison, CHANGE_LOST),
		count_changes(comparison, CHANGE_GAINED), count_changes(comparison, CHANGE_DIFFERS),
		comparison->same);
	if (comparison->only_a + comparison->only_b + comparison->not_judged > 0)
		fprintf(to, "not compared: %zu points that only A has, %zu that only B has, %zu not judged\n",
			comparison->only_a, comparison->only_b, comparison->not_judged);
}

void comparison_print(FILE *to, const struct comparison *comparison, bool brief)
{
	static const char *const words[] = {
		[CHANGE_LOST] = "lost   ", [CHANGE_GAINED] = "gained ", [CHANGE_DIFFERS] = "differs"};

	print_side(to, "A", comparison->a);
	print_side(to, "B", comparison->b);
	putc('\n', to);
	print_markers(to, words[CHANGE_LOST], comparison->markers_lost, comparison->lost_count,
		      comparison->b);
	print_markers(to, words[CHANGE_GAINED], comparison->markers_gained, comparison->gained_count,
		      comparison->a);
	for (int kind = CHANGE_LOST; kind <= CHANGE_DIFFERS; kind++)
		for (size_t i = 0; i < comparison->change_count; i++)
			if (comparison->changes[i].kind == (enum change_kind)kind &&
			    !is_marker_change(comparison, &comparison->changes[i]))
				print_change(to, words[kind], &comparison->changes[i], brief);
	if (comparison->lost_count + comparison->gained_count + comparison->change_count > 0)
		putc('\n', to);
	print_counts(to, comparison);
}
