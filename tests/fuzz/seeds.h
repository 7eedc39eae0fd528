/* SPDX-License-Identifier: BSD-2-Clause */
/* seeds: good inputs for every NAME_fuzz.c, which fuzzing begins with. */
#ifndef PROBETAP_TESTS_SEEDS_H
#define PROBETAP_TESTS_SEEDS_H

#include <stdbool.h>
#include <stddef.h>

typedef void seed_taker(void *context, const void *bytes, size_t length);

/* Hands over each seed of that name ("object", "operand" …), always the same in the same order. False: there
 * are none of that name. */
bool seeds_each(const char *name, seed_taker *take, void *context);

#endif
