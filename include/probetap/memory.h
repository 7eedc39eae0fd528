/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory: allocation that does not return without memory.
 *
 * probetap holds little at a time, and a verdict given after a failed allocation could not be trusted: so
 * running out of memory ends the program with a message and exit status 3 ("the environment could not do
 * it"). Everything is freed with free().
 */
#ifndef PROBETAP_MEMORY_H
#define PROBETAP_MEMORY_H

#include <stddef.h>

void *memory_zeroed(size_t count, size_t size) __attribute__((malloc, alloc_size(1, 2), returns_nonnull));
void *memory_copy(const void *from, size_t length) __attribute__((malloc, returns_nonnull));
char *memory_text(const char *text) __attribute__((malloc, returns_nonnull));
char *memory_format(const char *format, ...) __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* A list grown one at a time: returns the list, moved if need be, with room for count + 1 elements of `size`;
 * the new last element is zeroed. The capacity is the next power of two of the count, so none is stored. */
void *memory_grow(void *list, size_t count, size_t size) __attribute__((returns_nonnull));

#endif
