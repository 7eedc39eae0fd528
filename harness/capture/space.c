/* SPDX-License-Identifier: BSD-2-Clause */
#include "space.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096 /* the smallest page of any machine: a multiple of it ends every page */ };

int space_open(struct space *space, pid_t pid, struct error *err)
{
	char path[32];

	snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
	space->pid = pid;
	space->fd = open(path, O_RDWR | O_CLOEXEC);
	if (space->fd >= 0)
		return 0;
	if (errno == ENOENT)
		errno = ESRCH;
	return error_set(err, errno, "cannot open the memory of process %d: %s: %s", (int)pid, path,
			 error_reason(errno));
}

void space_close(struct space *space)
{
	if (space->fd >= 0)
		close(space->fd);
	space->fd = -1;
}

static size_t to_page_end(uint64_t address, size_t room)
{
	size_t left = PAGE - (address & (PAGE - 1));

	return room < left ? room : left;
}

static bool is_forbidden(int code)
{
	return code == EPERM || code == ENOSYS || code == EACCES;
}

/* The slow way round a forbidden process_vm_readv. It would read even what the process itself may not, so it
 * is the second choice. */
static ssize_t read_descriptor(const struct space *space, uint64_t address, void *to, size_t length)
{
	ssize_t got = pread(space->fd, to, length, (off_t)address);

	if (got > 0)
		return got;
	/* The end of the file is that of a memory that nobody has any more. */
	return got == 0 ? -ESRCH : -EFAULT;
}

static ssize_t read_some(const struct space *space, uint64_t address, void *to, size_t length)
{
	struct iovec here = {to, length}, there = {(void *)(uintptr_t)address, length};
	ssize_t got = process_vm_readv(space->pid, &here, 1, &there, 1, 0);

	if (got > 0)
		return got;
	if (got < 0 && is_forbidden(errno))
		return read_descriptor(space, address, to, length);
	return got < 0 && errno == ESRCH ? -ESRCH : -EFAULT;
}

int space_read(const struct space *space, uint64_t address, void *to, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t got = read_some(space, address + done, (char *)to + done, length - done);
		if (got < 0)
			return (int)got;
		done += (size_t)got;
	}
	return 0;
}

int space_write(const struct space *space, uint64_t address, const void *from, size_t length)
{
	ssize_t put = pwrite(space->fd, from, length, (off_t)address);

	if (put == (ssize_t)length)
		return 0;
	if (put == 0)
		return -ESRCH;
	return put < 0 && errno != EIO ? -errno : -EFAULT;
}

void space_gather(const struct space *space, struct piece *pieces, size_t count)
{
	enum { MOST = 16 };
	struct iovec here[MOST], there[MOST];
	ssize_t got;

	for (size_t i = 0; i < count && i < MOST; i++) {
		pieces[i].room = to_page_end(pieces[i].address, pieces[i].room);
		here[i] = (struct iovec){pieces[i].to, pieces[i].room};
		there[i] = (struct iovec){(void *)(uintptr_t)pieces[i].address, pieces[i].room};
	}
	got = count > 0 && count <= MOST ? process_vm_readv(space->pid, here, count, there, count, 0) : 0;
	/* The call stops at the first piece that fails: what comes behind is read one by one. */
	for (size_t i = 0; i < count; i++) {
		if (got >= (ssize_t)pieces[i].room) {
			pieces[i].got = (ssize_t)pieces[i].room;
			got -= (ssize_t)pieces[i].room;
			continue;
		}
		got = 0;
		pieces[i].got = read_some(space, pieces[i].address, pieces[i].to, pieces[i].room);
	}
}

int space_read_text(const struct space *space, uint64_t address, char *to, size_t known, size_t limit,
		    size_t *length, bool *cut)
{
	char *end = memchr(to, 0, known);

	*cut = false;
	while (!end && known <= limit) {
		size_t room = to_page_end(address + known, limit + 1 - known);
		ssize_t got = read_some(space, address + known, to + known, room);
		if (got < 0)
			return (int)got;
		end = memchr(to + known, 0, (size_t)got);
		known += (size_t)got;
	}
	*cut = !end;
	*length = end ? (size_t)(end - to) : limit;
	to[*length] = 0;
	return 0;
}
