/* SPDX-License-Identifier: BSD-2-Clause */
/* Two walks that must not be fooled by links: into a root, where an absolute link means the root, and down a
 * tree to remove it. */
#include <probetap/path.h>
#include <probetap/memory.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MAX = 40 };

/* Drops the last component of the inside path ("/" stays). */
static void go_up(struct buffer *inside)
{
	while (inside->length > 0 && inside->data[--inside->length] != '/')
		;
	if (inside->data)
		inside->data[inside->length] = '\0';
}

/* Follows the link at root + inside: `rest` becomes its text and what was to come behind it. Returns 1 if it
 * was a link. */
static int follow_link(const char *root, struct buffer *inside, char **rest)
{
	char *host = memory_format("%s%s", root, buffer_text(inside)), text[PATH_MAX], *longer;
	ssize_t length = readlink(host, text, sizeof text - 1);
	int error = length < 0 ? errno : 0;

	free(host);
	if (error)
		return error == EINVAL ? 0 : -error;
	text[length] = '\0';
	if (text[0] == '/')
		buffer_clear(inside);
	else
		go_up(inside);
	longer = memory_format("%s/%s", text, *rest);
	free(*rest);
	*rest = longer;
	return 1;
}

static int resolve(const char *root, const char *path, struct buffer *inside)
{
	char *rest = memory_text(path);
	int links = 0, rc = 0;

	while (rc == 0 && *rest) {
		size_t slashes = strspn(rest, "/"), length = strcspn(rest + slashes, "/");
		char *component = memory_copy(rest + slashes, length);

		memmove(rest, rest + slashes + length, strlen(rest + slashes + length) + 1);
		if (strcmp(component, "..") == 0)
			go_up(inside);
		else if (length > 0 && strcmp(component, ".") != 0) {
			buffer_printf(inside, "/%s", component);
			rc = follow_link(root, inside, &rest);
			if (rc == 1)
				rc = ++links > LINKS_MAX ? -ELOOP : 0;
		}
		free(component);
	}
	free(rest);
	return rc;
}

int path_in_root(const char *root, const char *path, char **result, struct error *err)
{
	struct buffer inside = {0};
	char *absolute;
	int rc;

	if (!root) {
		*result = realpath(path, NULL);
		return *result ? 0 : error_set(err, errno, "%s: %s", path, error_reason(errno));
	}
	absolute = path_join("/", path);
	rc = resolve(root, absolute, &inside);
	if (rc < 0)
		error_set(err, -rc, "%s in %s: %s", path, root, error_reason(rc));
	else
		*result = memory_format("%s%s", root, buffer_text(&inside));
	buffer_fini(&inside);
	free(absolute);
	return rc;
}

static int remove_below(int parent, const char *name, dev_t device)
{
	struct stat status;
	struct dirent *entry;
	int rc = 0, fd;
	DIR *directory;

	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISDIR(status.st_mode))
		return unlinkat(parent, name, 0) < 0 ? -errno : 0;
	if (status.st_dev != device)
		return -EXDEV;
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	directory = fd < 0 ? NULL : fdopendir(fd);
	if (!directory) {
		rc = -errno;
		if (fd >= 0)
			close(fd);
		return rc;
	}
	while ((entry = readdir(directory))) {
		int one;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		one = remove_below(fd, entry->d_name, device);
		rc = rc ? rc : one;
	}
	closedir(directory);
	if (rc == 0 && unlinkat(parent, name, AT_REMOVEDIR) < 0)
		rc = -errno;
	return rc;
}

int path_remove_tree(const char *path, struct error *err)
{
	struct stat status;
	int rc;

	if (lstat(path, &status) < 0)
		return errno == ENOENT ? 0 : error_set(err, errno, "%s: %s", path, error_reason(errno));
	rc = remove_below(AT_FDCWD, path, status.st_dev);
	if (rc < 0)
		error_set(err, -rc, "%s: cannot be removed: %s", path, error_reason(rc));
	return rc;
}
