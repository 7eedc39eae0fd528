/* SPDX-License-Identifier: BSD-2-Clause */
#include "reservation.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { WAIT_MILLISECONDS = 10000, PAUSE_MILLISECONDS = 10 };

/* The byte of the file that stands for a kind; that there are so many in it is not needed. */
static struct flock lock_of(enum capture_kind kind, short type)
{
	return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = kind, .l_len = 1};
}

static bool is_held(int fd, enum capture_kind kind)
{
	/* Would an exclusive lock get in the way of somebody's shared one? */
	struct flock lock = lock_of(kind, F_WRLCK);

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* First hold one's own, then look at the other's: of two who come at once, one or both step back. */
static bool try_to_take(int fd, enum capture_kind kind, enum capture_kind other)
{
	struct flock lock = lock_of(kind, F_RDLCK);

	if (fcntl(fd, F_OFD_SETLK, &lock) != 0)
		return true; /* a file system without locks */
	if (!is_held(fd, other))
		return true;
	lock = lock_of(kind, F_UNLCK);
	fcntl(fd, F_OFD_SETLK, &lock);
	return false;
}

int reservation_take(struct reservation *reservation, const char *path, enum capture_kind kind,
		     struct error *err)
{
	enum capture_kind other = kind == CAPTURE_BPF ? CAPTURE_PTRACE : CAPTURE_BPF;
	uint64_t until = launch_now() + WAIT_MILLISECONDS * (uint64_t)1000000;

	if (reservation->held)
		return 0;
	reservation->fd = open(path, O_RDONLY | O_CLOEXEC);
	reservation->held = reservation->fd >= 0;
	while (reservation->held && !try_to_take(reservation->fd, kind, other)) {
		if (launch_now() >= until) {
			reservation_release(reservation);
			return error_set(
				err, EBUSY,
				"another probetap observes %s with %s, and both would miss events: wait "
				"until it has ended, or take the same --capture=%s",
				path, capture_kind_name(other), capture_kind_name(other));
		}
		poll(NULL, 0, PAUSE_MILLISECONDS + (int)(getpid() % 7)); /* not in step with the other */
	}
	return 0;
}

void reservation_release(struct reservation *reservation)
{
	if (reservation->held)
		close(reservation->fd);
	reservation->held = false;
}
