/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/suggest.h>

#include <stdio.h>
#include <string.h>

enum { LENGTH_MAX = 48 };

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Letters put in, left out, exchanged, or swapped with their neighbour. */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned rows[LENGTH_MAX + 1][LENGTH_MAX + 1];

	for (size_t i = 0; i <= a_length; i++)
		for (size_t k = 0; k <= b_length; k++) {
			if (i == 0 || k == 0) {
				rows[i][k] = (unsigned)(i + k);
				continue;
			}
			rows[i][k] = least(rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]),
					   least(rows[i - 1][k], rows[i][k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
		}
	return rows[a_length][b_length];
}

void suggestion_offer(struct suggestion *suggestion, const char *candidate)
{
	size_t length = strlen(candidate);
	unsigned found;

	if (length > LENGTH_MAX || suggestion->length > LENGTH_MAX)
		return;
	found = distance(suggestion->word, suggestion->length, candidate, length);
	if (found > (length + 2) / 3 || found >= length ||
	    (suggestion->text[0] && found >= suggestion->distance))
		return;
	suggestion->distance = found;
	snprintf(suggestion->text, sizeof suggestion->text, " (did you mean `%s`?)", candidate);
}

const char *suggestion_text(const struct suggestion *suggestion)
{
	return suggestion->text;
}
