/* SPDX-License-Identifier: BSD-2-Clause */
#include "reservation.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	WAIT_MILLISECONDS = 10000,
	PAUSE_MILLISECONDS = 10,
	TURN_MILLISECONDS = 300000, /* the longest case of a busy machine, and then some */
	TURN_PAUSE_MILLISECONDS = 1,
};

/* The bytes of the file that locks are on; that there are so many in it is not needed. Those of the kinds
 * have their numbers. */
enum { BYTE_WISH = 9 };

static struct flock lock_of(int byte, short type)
{
	return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
}

/* False: somebody else's is in the way. A file system without locks guards nothing. */
static bool try_lock(int fd, int byte, short type)
{
	struct flock lock = lock_of(byte, type);

	return fcntl(fd, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

static bool is_held(int fd, int byte)
{
	/* Would an exclusive lock get in the way of somebody's? */
	struct flock lock = lock_of(byte, F_WRLCK);

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* First hold one's own, then look at the other's: of two who come at once, one or both step back. */
static bool try_to_take(int fd, enum capture_kind kind, enum capture_kind other)
{
	if (!try_lock(fd, (int)kind, F_RDLCK))
		return false;
	if (!is_held(fd, (int)other))
		return true;
	try_lock(fd, (int)kind, F_UNLCK);
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

/* Not one of the bytes: an exclusive one of these needs a file that may be written. */
static bool try_flock(int fd, int operation)
{
	return flock(fd, operation | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/* Who wishes to be alone lets nobody in who has not a turn yet, and waits for those who have one. */
static bool try_turn(int fd, enum turn turn)
{
	if (turn == TURN_ALONE)
		return try_lock(fd, BYTE_WISH, F_RDLCK) && try_flock(fd, LOCK_EX);
	return !is_held(fd, BYTE_WISH) && try_flock(fd, LOCK_SH);
}

static void give_up_turn(struct reservation *reservation)
{
	try_flock(reservation->fd, LOCK_UN);
	try_lock(reservation->fd, BYTE_WISH, F_UNLCK);
	reservation->turn = TURN_NONE;
}

int reservation_turn(struct reservation *reservation, enum turn turn, struct error *err)
{
	uint64_t until = launch_now() + TURN_MILLISECONDS * (uint64_t)1000000;

	if (!reservation->held)
		return 0;
	give_up_turn(reservation);
	while (turn != TURN_NONE && !try_turn(reservation->fd, turn)) {
		if (launch_now() >= until) {
			give_up_turn(reservation);
			return error_set(
				err, EBUSY,
				"another probetap has had probes in the same object for minutes, and one of "
				"you needs to be alone there: wait until it has ended, or take --capture=ptrace");
		}
		poll(NULL, 0, TURN_PAUSE_MILLISECONDS);
	}
	reservation->turn = turn;
	return 0;
}

bool reservation_is_wanted(const struct reservation *reservation)
{
	return reservation->held && is_held(reservation->fd, BYTE_WISH);
}

void reservation_release(struct reservation *reservation)
{
	if (reservation->held)
		close(reservation->fd);
	*reservation = (struct reservation){0};
}
