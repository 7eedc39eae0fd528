/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/case.h>

#include <inttypes.h>
#include <stdlib.h>

void pattern_fini(struct pattern *pattern)
{
	value_free(&pattern->value);
	free(pattern->word);
	for (size_t i = 0; i < pattern->item_count; i++)
		pattern_fini(&pattern->items[i]);
	free(pattern->items);
	*pattern = (struct pattern){0};
}

unsigned pattern_wildcards(const struct pattern *pattern)
{
	unsigned count = pattern->kind == PATTERN_WILDCARD || pattern->kind == PATTERN_SIZE;

	for (size_t i = 0; i < pattern->item_count; i++)
		count += pattern_wildcards(&pattern->items[i]);
	return count;
}

void pattern_format(const struct pattern *pattern, struct buffer *into)
{
	switch (pattern->kind) {
	case PATTERN_VALUE: value_format(&pattern->value, into); return;
	case PATTERN_BIND: buffer_printf(into, "?%s", pattern->word); return;
	case PATTERN_WILDCARD: buffer_printf(into, "_%s", pattern->word); return;
	case PATTERN_SIZE: buffer_printf(into, "tuple[%" PRId64 "]", pattern->value.integer); return;
	case PATTERN_TUPLE: break;
	}
	buffer_add_text(into, "(");
	for (size_t i = 0; i < pattern->item_count; i++) {
		buffer_add_text(into, i ? ", " : "");
		pattern_format(&pattern->items[i], into);
	}
	buffer_add_text(into, ")");
}
