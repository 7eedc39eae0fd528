/* SPDX-License-Identifier: BSD-2-Clause */
#include "mapping.h"

#include <probetap/path.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* A line of /proc/PID/maps. */
struct mapping {
	uint64_t start, end, offset, device, inode;
	bool executable;
	const char *path; /* points into the line */
};

static bool parse(char *line, struct mapping *mapping)
{
	unsigned major, minor;
	char mode[5];
	int path = 0;

	line[strcspn(line, "\n")] = '\0';
	if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %x:%x %" SCNu64 " %n", &mapping->start,
		   &mapping->end, mode, &mapping->offset, &major, &minor, &mapping->inode, &path) < 7)
		return false;
	mapping->device = makedev(major, minor);
	mapping->executable = mode[2] == 'x';
	mapping->path = path ? line + path : "";
	return true;
}

static bool is_file(const char *path, const struct object *object)
{
	struct stat status;

	return stat(path, &status) == 0 && status.st_dev == object->device && status.st_ino == object->inode;
}

/*
 * The numbers in the line decide, where they match. A stacked file system (overlayfs, btrfs) may show others
 * there than stat does: then the name leads to the file, as we see it or as the process does in its own root.
 */
static bool is_object(const struct mapping *mapping, const struct object *object, pid_t pid)
{
	char inside[4200];

	if (mapping->device == object->device && mapping->inode == object->inode)
		return true;
	if (mapping->path[0] != '/' || strcmp(path_base(mapping->path), path_base(object->path)) != 0)
		return false;
	snprintf(inside, sizeof inside, "/proc/%d/root%s", (int)pid, mapping->path);
	return is_file(mapping->path, object) || is_file(inside, object);
}

/* The first site that lies in code: it says which of the object's mappings is the one that counts. */
static const struct site *landmark(const struct object *object)
{
	for (size_t i = 0; i < object->site_count; i++)
		if (object->sites[i].offset && object->sites[i].executable)
			return &object->sites[i];
	return NULL;
}

static bool has_landmark(const struct mapping *mapping, const struct site *site)
{
	return mapping->executable && site->offset >= mapping->offset &&
	       site->offset - mapping->offset < mapping->end - mapping->start;
}

int mapping_find(pid_t pid, const struct object *object, uint64_t *bias, struct error *err)
{
	const struct site *site = landmark(object);
	char path[32], *line = NULL;
	struct mapping mapping;
	bool found = false;
	size_t room = 0;
	FILE *maps;

	snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
	maps = fopen(path, "re");
	if (!maps)
		return error_set(err, errno == ENOENT ? ESRCH : errno, "%s: %s", path, error_reason(errno));
	while (!found && site && getline(&line, &room, maps) > 0)
		found = parse(line, &mapping) && has_landmark(&mapping, site) &&
			is_object(&mapping, object, pid);
	if (found)
		*bias = mapping.start + (site->offset - mapping.offset) - site->address;
	free(line);
	fclose(maps);
	return found ? 0 : error_set(err, ENOENT, "%s is not mapped in process %d", object->path, (int)pid);
}
