/* SPDX-License-Identifier: BSD-2-Clause */
/* suggest: the word that a misspelt one was probably meant to be. Start with `{.word = …, .length = …}`. */
#ifndef PROBETAP_SUGGEST_H
#define PROBETAP_SUGGEST_H

#include <stddef.h>

struct suggestion {
	const char *word; /* as it was written; need not be terminated */
	size_t length;
	unsigned distance; /* of the nearest candidate; set once `text` is not empty */
	char text[128];
};

/* Keeps the candidate if it is near the word and nearer than all before. */
void suggestion_offer(struct suggestion *suggestion, const char *candidate);
/* " (did you mean `x`?)", or "" where nothing was near. */
const char *suggestion_text(const struct suggestion *suggestion);

#endif
