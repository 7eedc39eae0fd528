/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * space: the memory of another process, read and written while it runs or stands still.
 *
 * Reading goes through process_vm_readv, which faults pages in as the process itself would and refuses what
 * the process itself could not read; where a container forbids that call, through /proc/PID/mem. Writing goes
 * through /proc/PID/mem alone, for it must reach code. The descriptor stays with the memory it was opened on:
 * after an exec the space is opened anew.
 */
#ifndef CAPTURE_SPACE_H
#define CAPTURE_SPACE_H

#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct space {
	pid_t pid;
	int fd; /* /proc/PID/mem */
};

/* -ESRCH: the process is gone; -EPERM, -EACCES, -EROFS: not allowed here. */
int space_open(struct space *space, pid_t pid, struct error *err);
void space_close(struct space *space);

/* All of it: 0, -EFAULT, or -ESRCH when the process is gone. */
int space_read(const struct space *space, uint64_t address, void *to, size_t length);
int space_write(const struct space *space, uint64_t address, const void *from, size_t length);

/* One piece of a gather: at most up to the end of the page that `address` lies in. */
struct piece {
	uint64_t address;
	void *to;
	size_t room; /* as wished; then what is there up to the end of the page */
	ssize_t got; /* bytes, or -EFAULT, -ESRCH */
};
/* Several pieces for the price of one call. */
void space_gather(const struct space *space, struct piece *pieces, size_t count);

/*
 * A C string, page by page, so that one that ends just before an unreadable page is read. `to` holds limit +
 * 1 bytes, of which the first `known` were read before. 0 and *length; *cut when it goes on behind `limit`;
 * -EFAULT, -ESRCH.
 */
int space_read_text(const struct space *space, uint64_t address, char *to, size_t known, size_t limit,
		    size_t *length, bool *cut);

#endif
