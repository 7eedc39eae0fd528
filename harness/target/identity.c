/* SPDX-License-Identifier: BSD-2-Clause */
#include "identity.h"

#include <probetap/launch.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

enum { DEADLINE_SECONDS = 30, LAST_WORDS = 400 };

/* ---- what is mapped ---- */

/* A line of /proc/PID/maps shows the path as it is seen from the root of whoever reads it, or as it was
 * inside: take the file whose number agrees. */
static char *host_path_of(const char *root, const char *path, unsigned long long inode)
{
	char *candidates[] = {memory_text(path), root ? memory_format("%s%s", root, path) : NULL};
	char *found = NULL;

	for (size_t i = 0; i < 2; i++) {
		struct stat status;

		if (!found && candidates[i] && stat(candidates[i], &status) == 0 && S_ISREG(status.st_mode) &&
		    status.st_ino == inode)
			found = memory_text(candidates[i]);
		free(candidates[i]);
	}
	return found;
}

static void add_mapped(struct identity *identity, char *path)
{
	for (size_t i = 0; i < identity->mapped_count; i++) {
		if (strcmp(identity->mapped[i], path) == 0) {
			free(path);
			return;
		}
	}
	identity->mapped = memory_grow(identity->mapped, identity->mapped_count, sizeof *identity->mapped);
	identity->mapped[identity->mapped_count++] = path;
}

static int read_mapped(const struct target *target, pid_t pid, struct identity *identity, struct error *err)
{
	char *name = memory_format("/proc/%d/maps", (int)pid), *line = NULL;
	FILE *maps = fopen(name, "re");
	size_t capacity = 0;

	if (!maps) {
		int rc = error_set(err, errno, "%s: %s: cannot see what the interpreter maps: %s",
				   target->title, name, error_reason(errno));

		free(name);
		return rc;
	}
	while (getline(&line, &capacity, maps) > 0) {
		unsigned long long inode;
		char access[8];
		int at = 0;
		char *path;

		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "%*x-%*x %7s %*x %*s %llu %n", access, &inode, &at) < 2 || !at ||
		    access[2] != 'x' || line[at] != '/')
			continue;
		path = host_path_of(target->root, line + at, inode);
		if (path)
			add_mapped(identity, path);
	}
	free(line);
	fclose(maps);
	free(name);
	return 0;
}

/* ---- what it says ---- */

static void take_text(char **into, const char *value, size_t length)
{
	free(*into);
	*into = memory_copy(value, length);
}

static void take_line(struct identity *identity, const char *key, size_t key_length, const char *value,
		      size_t length)
{
	static const struct {
		const char *key;
		enum facet facet;
	} facets[] = {{"debug", FACET_DEBUG},
		      {"free-threaded", FACET_FREE_THREADED},
		      {"jit", FACET_JIT},
		      {"trace-refs", FACET_TRACE_REFS}};
	char *word = memory_copy(key, key_length), *text = memory_copy(value, length);

	if (strcmp(word, "version") == 0)
		version_parse(text, &identity->version);
	else if (strcmp(word, "text") == 0)
		take_text(&identity->version_text, value, length);
	else if (strcmp(word, "long") == 0)
		take_text(&identity->implementation_text, value, length);
	else if (strcmp(word, "implementation") == 0)
		take_text(&identity->implementation_name, value, length);
	for (size_t i = 0; i < sizeof facets / sizeof *facets; i++)
		if (strcmp(word, facets[i].key) == 0 && strcmp(text, "1") == 0)
			identity->facets |= facets[i].facet;
	free(word);
	free(text);
}

static bool take_answer(struct identity *identity, const char *answer)
{
	static const char greeting[] = "probetap-identify 1\n";

	if (strncmp(answer, greeting, sizeof greeting - 1) != 0)
		return false;
	while (*answer) {
		size_t length = strcspn(answer, "\n"), key = strcspn(answer, " \n");

		if (key < length)
			take_line(identity, answer, key, answer + key + 1, length - key - 1);
		answer += length + (answer[length] == '\n');
	}
	return identity->version.major != 0 && identity->version_text && identity->implementation_text &&
	       identity->implementation_name;
}

/* ---- the run ---- */

/* The end of what was printed, on one line, for a message. */
static void last_words(const struct buffer *printed, struct buffer *into)
{
	const char *text = buffer_text(printed);
	size_t length = printed->length;

	while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' '))
		length--;
	if (length > LAST_WORDS) {
		text += length - LAST_WORDS;
		length = LAST_WORDS;
	}
	for (size_t i = 0; i < length; i++)
		buffer_add(into, text[i] == '\n' ? " | " : &text[i], text[i] == '\n' ? 3 : 1);
}

/* Lets it run to its end, looking at its mappings where the driver holds it. -ETIMEDOUT at the deadline. */
static int follow(const struct target *target, struct launch *launch, struct identity *identity,
		  struct error *err)
{
	struct pollfd fds[] = {{.fd = launch->window_from, .events = POLLIN},
			       {.fd = launch->pidfd, .events = POLLIN}};
	int rc = launch_release(launch, err);

	while (rc == 0) {
		int left = launch_milliseconds_left(launch->deadline), told;

		if (left == 0)
			return -ETIMEDOUT;
		if (poll(fds, 2, left) < 0 && errno != EINTR)
			return error_set(err, errno, "%s: waiting for it: %s", target->title,
					 error_reason(errno));
		told = launch_window_told(launch);
		if (told == 'E')
			rc = read_mapped(target, launch->pid, identity, err);
		if (rc == 0 && told > 0)
			rc = launch_window_continue(launch, err);
		if (told < 0)
			fds[0].fd = -1;
		if (fds[1].revents & POLLIN)
			return 0;
	}
	return rc;
}

static int judge_answer(const struct target *target, int status, const struct buffer *output,
			const struct buffer *errors, struct identity *identity, struct error *err)
{
	struct buffer words = {0};
	char ended[128];
	int rc = 0;

	if (take_answer(identity, buffer_text(output)) && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	last_words(errors->length ? errors : output, &words);
	process_describe(status, ended, sizeof ended);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		rc = error_set(err, EPROTO,
			       "%s: asked for its version it did not answer but ended with %s%s%s",
			       target->title, ended, words.length ? ": " : "", buffer_text(&words));
	else
		rc = error_set(err, EPROTO, "%s: is not a Python: asked for its version it printed: %s",
			       target->title, buffer_text(&words));
	buffer_fini(&words);
	return rc;
}

int identity_ask(const struct target *target, unsigned deadline_seconds, struct identity *identity,
		 struct error *err)
{
	struct program program = {.path = path_data("targets/cpython/identify.py", err)};
	unsigned deadline = deadline_seconds ? deadline_seconds : DEADLINE_SECONDS;
	struct buffer output = {0}, errors = {0};
	struct launch *launch = NULL;
	int status = 0, stopped, rc;

	*identity = (struct identity){0};
	rc = program.path ? launch_open(&launch, target, &program, NULL, deadline, err) : -ENOENT;
	if (rc < 0)
		goto out;
	rc = follow(target, launch, identity, err);
	stopped = launch_stop(launch, &status, rc ? NULL : err);
	launch_output(launch, 65536, &output, &errors);
	if (rc == -ETIMEDOUT)
		error_set(
			err, ETIMEDOUT,
			"%s: asked for its version it did not end within %u seconds (--deadline gives it more)",
			target->title, deadline);
	else if (rc == 0)
		rc = stopped < 0 ? stopped : judge_answer(target, status, &output, &errors, identity, err);
out:
	launch_close(launch);
	buffer_fini(&output);
	buffer_fini(&errors);
	free((char *)program.path);
	if (rc < 0)
		identity_fini(identity);
	return rc;
}

void identity_fini(struct identity *identity)
{
	for (size_t i = 0; i < identity->mapped_count; i++)
		free(identity->mapped[i]);
	free(identity->mapped);
	free(identity->version_text);
	free(identity->implementation_text);
	free(identity->implementation_name);
	*identity = (struct identity){0};
}
