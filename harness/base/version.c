/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/version.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_MAX = 9999, NOT_GIVEN = -1 };

struct cursor {
	const char *at, *end;
};

static bool take(struct cursor *cursor, char wanted)
{
	if (cursor->at == cursor->end || *cursor->at != wanted)
		return false;
	cursor->at++;
	return true;
}

static bool read_number(struct cursor *cursor, int *number)
{
	const char *start = cursor->at;

	*number = 0;
	while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9' && *number <= NUMBER_MAX)
		*number = *number * 10 + (*cursor->at++ - '0');
	return cursor->at > start && *number <= NUMBER_MAX;
}

/* MAJOR.MINOR or MAJOR.MINOR.MICRO. */
static bool read_numbers(struct cursor *cursor, struct version *version)
{
	version->micro = NOT_GIVEN;
	if (!read_number(cursor, &version->major) || !take(cursor, '.') ||
	    !read_number(cursor, &version->minor))
		return false;
	return !take(cursor, '.') || read_number(cursor, &version->micro);
}

/* What CPython writes behind the numbers: a1, b2, c1, rc3 for what comes before a release, and + for a tree
 * that is not the release itself. */
static bool read_suffix(struct cursor *cursor)
{
	static const char *const levels[] = {"a", "b", "c", "rc"};
	int number;

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		size_t length = strlen(levels[i]);

		if ((size_t)(cursor->end - cursor->at) > length &&
		    memcmp(cursor->at, levels[i], length) == 0) {
			cursor->at += length;
			if (!read_number(cursor, &number))
				return false;
			break;
		}
	}
	take(cursor, '+');
	return cursor->at == cursor->end;
}

int version_parse(const char *text, struct version *version)
{
	struct cursor cursor = {text, text + strlen(text)};
	struct version read;

	if (!read_numbers(&cursor, &read) || !read_suffix(&cursor))
		return -EINVAL;
	if (read.micro == NOT_GIVEN)
		read.micro = 0;
	*version = read;
	return 0;
}

static int order(int a, int b)
{
	return (a > b) - (a < b);
}

int version_compare(struct version a, struct version b)
{
	if (a.major != b.major)
		return order(a.major, b.major);
	return a.minor != b.minor ? order(a.minor, b.minor) : order(a.micro, b.micro);
}

int version_range_parse(const char *text, size_t length, struct version_range *range)
{
	struct cursor cursor = {text, text + length};
	struct version_range read;

	if (!read_numbers(&cursor, &read.first))
		return -EINVAL;
	read.last = read.first;
	if (take(&cursor, '-')) {
		if (cursor.at == cursor.end)
			read.last = (struct version){INT_MAX, INT_MAX, INT_MAX};
		else if (!read_numbers(&cursor, &read.last))
			return -EINVAL;
	}
	if (read.first.micro == NOT_GIVEN)
		read.first.micro = 0;
	if (read.last.micro == NOT_GIVEN)
		read.last.micro = INT_MAX;
	if (cursor.at != cursor.end || version_compare(read.first, read.last) > 0)
		return -EINVAL;
	*range = read;
	return 0;
}

bool version_in_range(struct version version, const struct version_range *range)
{
	return version_compare(version, range->first) >= 0 && version_compare(version, range->last) <= 0;
}

struct version version_after(const struct version_range *range)
{
	struct version last = range->last;

	if (last.major == INT_MAX)
		return last;
	if (last.micro == INT_MAX)
		return (struct version){last.major, last.minor + 1, 0};
	return (struct version){last.major, last.minor, last.micro + 1};
}

static void format_end(struct version version, bool with_micro, char *text, size_t size)
{
	if (with_micro)
		snprintf(text, size, "%d.%d.%d", version.major, version.minor, version.micro);
	else
		snprintf(text, size, "%d.%d", version.major, version.minor);
}

void version_range_format(const struct version_range *range, char *text, size_t size)
{
	struct version first = range->first, last = range->last;
	bool open = last.major == INT_MAX, last_micro = last.micro != INT_MAX,
	     first_micro = first.micro != 0 || (last_micro && !open);
	char from[48], to[48] = "";

	format_end(first, first_micro, from, sizeof from);
	if (!open)
		format_end(last, last_micro, to, sizeof to);
	if (!open && strcmp(from, to) == 0)
		snprintf(text, size, "%s", from);
	else
		snprintf(text, size, "%s-%s", from, to);
}
