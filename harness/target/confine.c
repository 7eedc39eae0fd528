/* SPDX-License-Identifier: BSD-2-Clause */
#include "confine.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *step = "enter the root";

const char *confine_step(void)
{
	return step;
}

char *confine_inside(const struct target *target, const char *directory)
{
	return target->root ? memory_format("/tmp/%s", path_base(directory)) : memory_text(directory);
}

static int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t put = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return put == (ssize_t)strlen(text) ? 0 : -1;
}

/* An ordinary user gets the rights to mount and to change root in a user namespace in which only he exists.
 * He keeps his number there: the rights end at exec, and the program does not run as root. */
static int enter_user_namespace(void)
{
	char users[64], groups[64];

	if (geteuid() == 0)
		return 0;
	snprintf(users, sizeof users, "%u %u 1\n", geteuid(), geteuid());
	snprintf(groups, sizeof groups, "%u %u 1\n", getegid(), getegid());
	step = "make a user namespace (the system may forbid them to ordinary users: try as root)";
	if (unshare(CLONE_NEWUSER) < 0)
		return -1;
	if (write_text("/proc/self/setgroups", "deny") < 0 && errno != ENOENT)
		return -1;
	return write_text("/proc/self/uid_map", users) < 0 || write_text("/proc/self/gid_map", groups) < 0
		       ? -1
		       : 0;
}

/* Binds a directory of the host into the root; what is not there on either side is left out. */
static int bind(const char *from, const char *root, const char *to)
{
	char *place = memory_format("%s%s", root, to);
	int rc = mount(from, place, NULL, MS_BIND | MS_REC, NULL);

	free(place);
	return rc < 0 && errno != ENOENT ? -1 : 0;
}

static int mount_run_directory(const char *root, const char *directory, const char *inside)
{
	char *tmp = memory_format("%s/tmp", root), *place = memory_format("%s%s", root, inside);
	/* Taken before the mount: the run's directory may itself lie below what is about to be covered. */
	int held = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC), rc = -1;
	char source[64];

	snprintf(source, sizeof source, "/proc/self/fd/%d", held);
	if (held >= 0 && mount("tmpfs", tmp, "tmpfs", 0, "mode=1777") == 0 && mkdir(place, 0700) == 0)
		rc = mount(source, place, NULL, MS_BIND, NULL);
	if (held >= 0) {
		int saved = errno;

		close(held);
		errno = saved;
	}
	free(tmp);
	free(place);
	return rc;
}

int confine_enter(const struct target *target, const char *directory, const char *inside)
{
	if (!target->root)
		return 0;
	if (enter_user_namespace() < 0)
		return -1;
	step = "make a mount namespace";
	if (unshare(CLONE_NEWNS) < 0)
		return -1;
	step = "mount anything (`/` is no mount point here: this is a chroot, whose directory has to be bound onto itself before it is entered)";
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return -1;
	step = "mount the run's directory inside the root";
	if (mount_run_directory(target->root, directory, inside) < 0)
		return -1;
	step = "mount /proc and /dev inside the root";
	if (bind("/proc", target->root, "/proc") < 0 || bind("/dev", target->root, "/dev") < 0)
		return -1;
	step = "enter the root";
	return chroot(target->root) < 0 || chdir("/") < 0 ? -1 : 0;
}
