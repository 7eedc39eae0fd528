/* SPDX-License-Identifier: BSD-2-Clause */
#include "identity.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>
#include <probetap/target.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <grp.h>
#include <unistd.h>

enum { NOBODY = 65534, OLDEST_MINOR = 6 };

/* ---- the file ---- */

/* A shim of a version manager is a small script that execs the real thing: say where that is found. */
static int refuse_shim(const char *name, const char *host_path, int rc, struct error *err)
{
	struct buffer text = {0};

	if (rc == -ENOEXEC && path_read(host_path, 65536, &text, NULL) == 0 && text.length > 2 &&
	    memcmp(text.data, "#!", 2) == 0) {
		if (strstr(text.data, "pyenv"))
			error_set(
				err, ENOEXEC,
				"%s: is a pyenv shim (a shell script), not an interpreter: try the path that `pyenv which %s` prints",
				name, path_base(name));
		else if (strstr(text.data, "asdf"))
			error_set(
				err, ENOEXEC,
				"%s: is an asdf shim (a shell script), not an interpreter: try the path that `asdf which %s` prints",
				name, path_base(name));
	}
	buffer_fini(&text);
	return rc;
}

/* From the host's path to the one that is seen inside the root. */
static const char *inside_root(const char *root, const char *host_path)
{
	return root ? host_path + strlen(root) : host_path;
}

static int check_root(struct target *target, const char *root, struct error *err)
{
	struct stat status;

	if (!root)
		return 0;
	target->root = realpath(root, NULL);
	if (!target->root || stat(target->root, &status) < 0)
		return error_set(err, errno, "--root %s: %s", root, error_reason(errno));
	if (!S_ISDIR(status.st_mode))
		return error_set(err, ENOTDIR, "--root %s: is not a directory", root);
	if (strcmp(target->root, "/") == 0) {
		free(target->root);
		target->root = NULL;
	}
	return 0;
}

/* A name without a slash is looked for in PATH, like a command. */
static int find_file(struct target *target, struct error *err)
{
	char *found = strchr(target->name, '/') || target->root ? NULL : process_find(target->name);
	int rc = path_in_root(target->root, found ? found : target->name, &target->host_executable, err);

	if (rc < 0)
		error_set(err, -rc, "%s: %s%s", target->title,
			  rc == -ENOENT ? "no such file" : error_reason(rc),
			  target->root || strchr(target->name, '/') ? "" : " (nor a command in PATH)");
	free(found);
	return rc;
}

static int open_object(struct target *target, struct error *err)
{
	struct object *object;
	int rc = object_open(target->host_executable, &object, err);

	if (rc < 0)
		return refuse_shim(target->name, target->host_executable, rc, err);
	target->object = object;
	if (object->machine != machine_native())
		return error_set(
			err, ENOEXEC,
			"%s: is built for %s, this machine is %s: its programs cannot be run here (`probetap list` reads its notes)",
			target->title, machine_name(object->machine), machine_name(machine_native()));
	if (object->interpreter || !object->position_independent)
		return 0;
	return 1; /* a shared library */
}

/* ---- who runs it ---- */

/* Asked in a child that has become that user, since permissions along a path have more rules than mode bits.
 */
static bool user_can_run(const struct target *target, unsigned user, unsigned group)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		if (setgroups(0, NULL) < 0 || setgid(group) < 0 || setuid(user) < 0)
			_exit(1);
		/* A library is mapped, not executed: it need not have the permission. */
		_exit(access(target->host_executable, target->library ? R_OK : R_OK | X_OK) == 0 ? 0 : 1);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Programs do not run as root because the harness does: as whoever called sudo, else as nobody; as root only
 * what nobody else can reach. */
static void choose_user(struct target *target)
{
	const char *user = getenv("SUDO_UID"), *group = getenv("SUDO_GID");

	target->run_user = geteuid();
	target->run_group = getegid();
	if (target->run_user != 0)
		return;
	if (user && group && atoi(user) > 0 &&
	    user_can_run(target, (unsigned)atoi(user), (unsigned)atoi(group))) {
		target->run_user = (unsigned)atoi(user);
		target->run_group = (unsigned)atoi(group);
	} else if (user_can_run(target, NOBODY, NOBODY))
		target->run_user = target->run_group = NOBODY;
}

/* ---- which object ---- */

static bool carries_markers(const struct object *object, const char *provider)
{
	for (size_t i = 0; i < object->site_count; i++)
		if (strcmp(object->sites[i].provider, provider) == 0)
			return true;
	return false;
}

static bool is_libpython(const char *path)
{
	return strncmp(path_base(path), "libpython", 9) == 0;
}

static void adopt_object(struct target *target, struct object *object)
{
	if (object != target->object)
		object_close(target->object);
	target->object = object;
}

/*
 * Of what the interpreter had mapped, the object with the markers. `sysconfig` is not asked: Debian's says
 * shared and its executable has all of the library inside. Where nothing carries markers it is the libpython
 * that would, or the executable.
 */
static int choose_object(struct target *target, const struct identity *identity, const char *provider,
			 struct error *err)
{
	for (size_t i = 0; i < identity->mapped_count; i++) {
		struct object *object;

		if (strcmp(identity->mapped[i], target->object->path) == 0)
			continue;
		if (object_open(identity->mapped[i], &object, NULL) < 0)
			continue;
		if (carries_markers(object, provider) && carries_markers(target->object, provider)) {
			int rc = error_set(
				err, ENOTUNIQ,
				"%s: both %s and %s are mapped and carry `%s` markers: which one is meant cannot be said",
				target->title, target->object->path, object->path, provider);
			object_close(object);
			return rc;
		}
		if (carries_markers(object, provider) ||
		    (is_libpython(object->path) && !carries_markers(target->object, provider)))
			adopt_object(target, object);
		else
			object_close(object);
	}
	if (is_libpython(target->object->path))
		target->facets |= FACET_SHARED;
	return 0;
}

static int identify(struct target *target, const struct target_options *options,
		    const struct contract *contract, struct error *err)
{
	struct identity identity;
	int rc = identity_ask(target, options ? options->deadline_seconds : 0, &identity, err);

	if (rc < 0)
		return rc;
	target->version = identity.version;
	target->version_text = memory_text(identity.version_text);
	target->implementation = memory_text(identity.implementation_text);
	target->facets = identity.facets;
	target->newer_than_tables = identity.version.major > contract->newest.major ||
				    (identity.version.major == contract->newest.major &&
				     identity.version.minor > contract->newest.minor);
	if (strcmp(identity.implementation_name, "cpython") != 0)
		rc = error_set(err, ENOEXEC,
			       "%s: is %s, not CPython: its probes are not those of CPython's documentation",
			       target->title, identity.implementation_name);
	else if (identity.version.major != 3 || identity.version.minor < OLDEST_MINOR)
		rc = error_set(err, ENOEXEC, "%s: is Python %s: markers are documented since 3.%d",
			       target->title, identity.version_text, OLDEST_MINOR);
	else
		rc = choose_object(target, &identity, contract->provider, err);
	identity_fini(&identity);
	return rc;
}

/* The library is run by probetap's own host program, from inside the root too. */
static int host_library(struct target *target, struct error *err)
{
	uint64_t value;

	if (object_symbol(target->object, "Py_BytesMain", &value) < 0 &&
	    object_symbol(target->object, "Py_Main", &value) < 0)
		return error_set(
			err, ENOEXEC,
			"%s: is a shared library, but no libpython: it has neither Py_BytesMain nor Py_Main",
			target->title);
	target->library = memory_text(inside_root(target->root, target->host_executable));
	return 0;
}

int target_open(const char *path, const struct target_options *options, const struct contract *contract,
		struct target **result, struct error *err)
{
	struct target *target = memory_zeroed(1, sizeof *target);
	int rc;

	target->name = memory_text(path);
	rc = check_root(target, options ? options->root : NULL, err);
	target->title = path_title(target->root, target->name);
	if (rc == 0)
		rc = find_file(target, err);
	if (rc == 0)
		rc = open_object(target, err);
	if (rc > 0)
		rc = host_library(target, err);
	if (rc == 0) {
		target->executable = memory_text(inside_root(target->root, target->host_executable));
		choose_user(target);
		rc = identify(target, options, contract, err);
	}
	if (rc < 0) {
		target_close(target);
		return rc;
	}
	target->object_path = memory_text(inside_root(target->root, target->object->path));
	*result = target;
	return 0;
}

void target_close(struct target *target)
{
	if (!target)
		return;
	object_close(target->object);
	free(target->name);
	free(target->title);
	free(target->root);
	free(target->executable);
	free(target->library);
	free(target->host_executable);
	free(target->version_text);
	free(target->implementation);
	free(target->object_path);
	free(target);
}

void target_describe(const struct target *target, char *text, size_t size)
{
	char facets[128];

	facets_format(target->facets, facets, sizeof facets);
	snprintf(text, size, "%s%s%s", target->version_text, facets[0] ? " " : "", facets);
}

bool target_remark(const struct target *target, const struct contract *contract, char *text, size_t size)
{
	if (target->newer_than_tables)
		snprintf(text, size, "Python %s is newer than the tables: judged by the contract of %d.%d",
			 target->version_text, contract->newest.major, contract->newest.minor);
	return target->newer_than_tables;
}
