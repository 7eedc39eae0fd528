/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * error: the message that travels with a negative errno.
 *
 * Every function that can fail takes a caller-owned `struct error *`, writes one message of the form
 * "what: where: why" (and, where it helps, what to try) and returns the negative errno that goes with it.
 * The text is always terminated; a message that is too long is cut. A NULL error is allowed and means
 * that the caller does not care for the words.
 */
#ifndef PROBETAP_ERROR_H
#define PROBETAP_ERROR_H

struct error {
	char text[2048];
};

/* Writes the message and returns -code, so that `return error_set(err, ENOENT, "…")` reads well. */
int error_set(struct error *err, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the message that is already there; returns rc unchanged. */
int error_prefix(struct error *err, int rc, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* strerror for a positive or a negative errno. The text is good until the next call in the same thread. */
const char *error_reason(int code);

#endif
