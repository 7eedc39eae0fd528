/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/place.h>

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where make puts programs below the build directory, and the build directory below the tree. */
static const char *const places[] = {"", "/tests/unit", "/tests/tool", "/tests/fuzz", "/fuzz"};
static const char *const builds[] = {"/build", "/build/san"};

/* What has to be there, and whose it has to be: a directory first, then what lies in it. */
static const char *const believed[] = {"targets", "targets/cpython", "targets/cpython/markers", "cases",
				       "cases/cpython"};

/* Where we were when it was first asked: a build takes minutes, and meanwhile another probetap may take our
 * place. */
char *place_of_program(void)
{
	static char self[PATH_MAX];
	ssize_t length;

	if (!self[0]) {
		length = readlink("/proc/self/exe", self, sizeof self - 1);
		self[length > 0 ? length : 0] = '\0';
	}
	return self[0] ? memory_text(self) : NULL;
}

/* Cuts `end` off the text if it ends with it and something is left. */
static bool cut(char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);

	if (length <= end_length || strcmp(text + length - end_length, end) != 0)
		return false;
	text[length - end_length] = '\0';
	return true;
}

/* The tree, and how many bytes of the program's path are the build directory; or NULL. */
static char *tree_of(const char *program, size_t *build_length)
{
	const char *slash = strrchr(program, '/');

	for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
		for (size_t k = 0; k < sizeof builds / sizeof *builds; k++) {
			char *tree = memory_format("%.*s", (int)(slash - program), program);

			if (cut(tree, places[i]) && (*build_length = strlen(tree)) && cut(tree, builds[k]))
				return tree;
			free(tree);
		}
	}
	return NULL;
}

char *place_build(const char *program)
{
	size_t length;
	char *tree = tree_of(program, &length);

	free(tree);
	return tree ? memory_format("%.*s", (int)length, program) : NULL;
}

static int believe(const char *path, uid_t program, uid_t tree, struct error *err)
{
	struct stat status;

	if (lstat(path, &status) < 0)
		return error_set(err, errno, "%s: %s", path, error_reason(errno));
	if (status.st_uid != 0 && status.st_uid != program && status.st_uid != tree)
		return error_set(
			err, EACCES,
			"%s: belongs to user %u, who owns neither the program nor the tree: not used", path,
			status.st_uid);
	return 0;
}

char *place_tree(const char *program, struct error *err)
{
	struct stat own, top;
	size_t length;
	char *tree = tree_of(program, &length);
	int rc = 0;

	if (!tree) {
		error_set(err, ENOENT, "%s: is in no build directory", program);
		return NULL;
	}
	if (stat(program, &own) < 0 || stat(tree, &top) < 0)
		rc = error_set(err, errno, "%s: %s", tree, error_reason(errno));
	for (size_t i = 0; rc == 0 && i < sizeof believed / sizeof *believed; i++) {
		char *path = path_join(tree, believed[i]);

		rc = believe(path, own.st_uid, top.st_uid, err);
		free(path);
	}
	if (rc == 0)
		return tree;
	free(tree);
	return NULL;
}
