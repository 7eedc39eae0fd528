/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/contract.h>

#include <stdio.h>
#include <string.h>

static const struct {
	enum facet facet;
	const char *word, *opposite;
} words[] = {
	{FACET_DEBUG, "debug", "release"},
	{FACET_FREE_THREADED, "free-threaded", "gil"},
	{FACET_SHARED, "shared", "static"},
	{FACET_JIT, "jit", "nojit"},
	{FACET_TRACE_REFS, "trace-refs", "no-trace-refs"},
};

enum { WORDS = sizeof words / sizeof *words };

const char *facet_name(enum facet facet)
{
	for (size_t i = 0; i < WORDS; i++)
		if (words[i].facet == facet)
			return words[i].word;
	return NULL;
}

void facets_format(unsigned facets, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < WORDS && used < size; i++)
		if (facets & words[i].facet)
			used += (size_t)snprintf(text + used, size - used, "%s%s", used ? " " : "",
						 words[i].word);
}

static bool is_word(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(text, word, length) == 0;
}

bool facet_parse(const char *word, size_t length, unsigned *must, unsigned *must_not)
{
	for (size_t i = 0; i < WORDS; i++) {
		if (is_word(word, length, words[i].word)) {
			*must |= words[i].facet;
			return true;
		}
		if (is_word(word, length, words[i].opposite)) {
			*must_not |= words[i].facet;
			return true;
		}
	}
	return false;
}
