/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/path.h>
#include <probetap/memory.h>
#include <probetap/place.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *directory, const char *name)
{
	size_t length;

	if (!directory || name[0] == '/')
		return memory_text(name);
	length = strlen(directory);
	while (length > 1 && directory[length - 1] == '/')
		length--;
	return memory_format("%.*s%s%s", (int)length, directory,
			     length == 1 && directory[0] == '/' ? "" : "/", name);
}

char *path_title(const char *root, const char *path)
{
	return memory_format("%s%s%s", path, root ? " in " : "", root ? root : "");
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int path_read(const char *path, size_t limit, struct buffer *into, struct error *err)
{
	char chunk[16384];
	struct stat status;
	ssize_t got;
	int rc = 0, fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return error_set(err, errno, "%s: cannot be read: %s", path, error_reason(errno));
	if (fstat(fd, &status) < 0)
		rc = error_set(err, errno, "%s: %s", path, error_reason(errno));
	else if (S_ISDIR(status.st_mode))
		rc = error_set(err, EISDIR, "%s: is a directory, not a file", path);
	while (rc == 0 && (got = read(fd, chunk, sizeof chunk)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = error_set(err, errno, "%s: reading: %s", path, error_reason(errno));
		else if (into->length + (size_t)got > limit)
			rc = error_set(err, EFBIG, "%s: is longer than %zu bytes", path, limit);
		else
			buffer_add(into, chunk, (size_t)got);
	}
	close(fd);
	return rc;
}

static int write_whole(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t put = write(fd, bytes, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -errno;
		bytes += put;
		length -= (size_t)put;
	}
	return 0;
}

int path_write_atomically(const char *path, const void *bytes, size_t length, struct error *err)
{
	char *temporary = memory_format("%s.XXXXXX", path);
	mode_t mask = umask(0);
	int rc, fd;

	umask(mask);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		rc = error_set(err, errno, "%s: cannot be written: %s", path, error_reason(errno));
		free(temporary);
		return rc;
	}
	rc = write_whole(fd, bytes, length);
	if (rc == 0 && (fchmod(fd, 0666 & ~mask) < 0 || fsync(fd) < 0))
		rc = -errno;
	if (close(fd) < 0 && rc == 0)
		rc = -errno;
	if (rc == 0 && rename(temporary, path) < 0)
		rc = -errno;
	if (rc < 0) {
		unlink(temporary);
		error_set(err, -rc, "%s: cannot be written: %s", path, error_reason(rc));
	}
	free(temporary);
	return rc;
}

int path_write_new(const char *path, const void *bytes, size_t length, unsigned mode, struct error *err)
{
	int rc = 0, fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return error_set(err, errno, "%s: cannot be written: %s", path, error_reason(errno));
	rc = write_whole(fd, bytes, length);
	if (rc == 0 && fchmod(fd, mode) < 0)
		rc = -errno;
	if (close(fd) < 0 && rc == 0)
		rc = -errno;
	return rc < 0 ? error_set(err, -rc, "%s: cannot be written: %s", path, error_reason(rc)) : 0;
}

/* $PROBETAP_DATA, the tree that the program was built in, or the installed place; why not the tree, if it was
 * not. */
static char *data_directory(struct error *why)
{
	const char *chosen = getenv("PROBETAP_DATA");
	char *program, *tree = NULL;

	if (chosen && *chosen)
		return memory_text(chosen);
	program = place_of_program();
	if (program)
		tree = place_tree(program, why);
	free(program);
	return tree ? tree : memory_text(PROBETAP_DATADIR);
}

char *path_data(const char *name, struct error *err)
{
	struct error why = {""};
	char *directory = data_directory(&why), *path = path_join(directory, name);

	if (!path_exists(path)) {
		error_set(
			err, ENOENT,
			"%s: not found in %s%s%s%s (set PROBETAP_DATA to the directory that holds targets/ and cases/)",
			name, directory, why.text[0] ? " (" : "", why.text, why.text[0] ? ")" : "");
		free(path);
		path = NULL;
	}
	free(directory);
	return path;
}

int path_make_temporary(unsigned owner, unsigned group, char **result, struct error *err)
{
	const char *base = getenv("TMPDIR");
	char *path = path_join(base && base[0] == '/' ? base : "/tmp", "probetap.XXXXXX");
	int rc = 0;

	if (!mkdtemp(path))
		rc = error_set(err, errno, "%s: cannot make a temporary directory: %s (set TMPDIR)", path,
			       error_reason(errno));
	else if ((owner != geteuid() || group != getegid()) && chown(path, owner, group) < 0) {
		rc = error_set(err, errno, "%s: cannot give it to user %u: %s", path, owner,
			       error_reason(errno));
		rmdir(path);
	}
	if (rc == 0)
		*result = path;
	else
		free(path);
	return rc;
}
