/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz: what every NAME_fuzz.c has, and what each may lean on. */
#ifndef PROBETAP_TESTS_FUZZ_H
#define PROBETAP_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Any bytes must be read without harm, and what is said of them must hold together; else it aborts. Called by
 * libFuzzer and by replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* How many inputs replay.c makes of its seeds, where it is not told. */
extern const unsigned replay_inputs;

static inline void demand(bool holds)
{
	if (!holds)
		abort();
}

/* A directory of this process's own below $TMPDIR, gone when it ends. */
const char *scratch(void);
/* Writes a file there and returns its path, which the caller frees; directories in the name are made. */
char *scratch_write(const char *name, const void *bytes, size_t length);

/* The parts of an input that is several texts: they are ended by NULs. Returns the part's beginning, "" where
 * there is none; *length: its length. */
const char *part(const uint8_t *bytes, size_t size, unsigned number, size_t *length);

#endif
