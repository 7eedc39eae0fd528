/* SPDX-License-Identifier: BSD-2-Clause */
#include "case_file.h"

#include <probetap/memory.h>
#include <probetap/suggest.h>

#include <ctype.h>
#include <stdio.h>

bool token_is_range(const struct token *token)
{
	return !token->quoted && isdigit((unsigned char)token->text[0]);
}

int range_read(const struct reader *reader, const struct token *token, struct ranges *ranges,
	       struct error *err)
{
	size_t length = token->length - (token->text[token->length - 1] == ',');

	ranges->list = memory_grow(ranges->list, ranges->count, sizeof *ranges->list);
	if (version_range_parse(token->text, length, &ranges->list[ranges->count]) < 0)
		return cursor_error(
			&reader->cursor, token, err,
			"`%.*s` is no range of versions (written 3.9, 3.6-3.11, 3.12- or 3.14.0-3.14.4)",
			(int)token->length, token->text);
	ranges->count++;
	return 0;
}

bool in_ranges(struct version version, const struct ranges *ranges)
{
	for (size_t i = 0; i < ranges->count; i++)
		if (version_in_range(version, &ranges->list[i]))
			return true;
	return ranges->count == 0;
}

int facet_read(const struct reader *reader, const struct token *token, struct facet_rule *facets,
	       struct error *err)
{
	if (token->quoted || !facet_parse(token->text, token->length, &facets->must, &facets->must_not))
		return 0;
	if (facets->must & facets->must_not)
		return cursor_error(&reader->cursor, token, err,
				    "`%.*s` contradicts a word before it: no build is both",
				    (int)token->length, token->text);
	return 1;
}

bool facets_hold(const struct facet_rule *rule, unsigned facets)
{
	return (facets & rule->must) == rule->must && !(facets & rule->must_not);
}

const char *facet_suggestion(const struct token *token, const char *also, char *text, size_t size)
{
	static const char *const words[] = {"debug",  "release", "free-threaded", "gil",
					    "shared", "static",  "jit",           "nojit"};
	struct suggestion suggestion = {.word = token->text, .length = token->length};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		suggestion_offer(&suggestion, words[i]);
	if (also)
		suggestion_offer(&suggestion, also);
	snprintf(text, size, "%s", suggestion_text(&suggestion));
	return text;
}
