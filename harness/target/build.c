/* SPDX-License-Identifier: BSD-2-Clause */
#include "generator.h"

#include <probetap/build.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LAST_LINES = 20, LAST_BYTES = 1600, LOG_MAX = 256 << 20, HEADER_MAX = 1 << 20 };

static const char *const step_names[BUILD_STEPS] = {
	[BUILD_CONFIGURE] = "configure", [BUILD_MAKE] = "make", [BUILD_INSTALL] = "install"};

extern char **environ;

const char *build_step_name(enum build_step step)
{
	return step_names[step];
}

/* ---- the sources ---- */

static bool source_has(const struct build *build, const char *name)
{
	char *path = path_join(build->source, name);
	bool yes = path_exists(path);

	free(path);
	return yes;
}

/* #define NAME "value" of Include/patchlevel.h: the version. */
static int read_version(struct build *build, struct error *err)
{
	static const char define[] = "#define PY_VERSION";
	char *path = path_join(build->source, "Include/patchlevel.h");
	struct buffer text = {0};
	int rc = path_read(path, HEADER_MAX, &text, err);
	char *at = rc == 0 ? strstr(buffer_text(&text), define) : NULL;

	/* PY_VERSION_HEX has the same beginning. */
	while (at && at[sizeof define - 1] != ' ' && at[sizeof define - 1] != '\t')
		at = strstr(at + 1, define);
	if (at)
		at = strchr(at, '"');
	if (at)
		at[1 + strcspn(at + 1, "\"+\n")] = '\0';
	if (rc == 0 && (!at || version_parse(at + 1, &build->version) < 0))
		rc = error_set(err, EINVAL, "%s: has no PY_VERSION", path);
	buffer_fini(&text);
	free(path);
	return rc;
}

static int check_source(struct build *build, struct error *err)
{
	const char *source = build->options.source;
	struct stat status;

	build->source = realpath(source, NULL);
	if (!build->source || stat(build->source, &status) < 0)
		return error_set(err, errno, "--source %s: %s", source, error_reason(errno));
	if (!S_ISDIR(status.st_mode))
		return error_set(err, ENOTDIR, "--source %s: is not a directory (unpack the sources first)",
				 source);
	if (!source_has(build, "configure"))
		return error_set(err, ENOENT, "--source %s: has no configure: not the top of a source tree",
				 source);
	if (!source_has(build, "Include/patchlevel.h"))
		return error_set(err, ENOENT,
				 "--source %s: has no Include/patchlevel.h: not the sources of CPython",
				 source);
	if (!source_has(build, "Include/pydtrace.d"))
		return error_set(err, EINVAL,
				 "--source %s: has no Include/pydtrace.d: CPython has markers since 3.6",
				 source);
	if (source_has(build, "pyconfig.h") || source_has(build, "Makefile"))
		return error_set(
			err, EINVAL,
			"--source %s: was configured in place, which disturbs a build elsewhere: `make distclean` there, or take a clean copy",
			source);
	return read_version(build, err);
}

/* ---- the directories ---- */

static int make_directory(const char *option, const char *path, char **absolute, struct error *err)
{
	char *part = memory_text(path), *slash = part;

	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		mkdir(part, 0755);
		*slash = '/';
	}
	free(part);
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		return error_set(err, errno, "%s %s: %s", option, path, error_reason(errno));
	*absolute = realpath(path, NULL);
	if (!*absolute || access(*absolute, W_OK | X_OK) < 0)
		return error_set(err, errno, "%s %s: cannot be written: %s", option, path,
				 error_reason(errno));
	return 0;
}

/* Building in a tree that was configured for something else would give a mixture. */
static int check_work(const struct build *build, struct error *err)
{
	char *makefile = path_join(build->work, "Makefile");
	int rc = 0;

	if (strcmp(build->work, build->source) == 0)
		rc = error_set(err, EINVAL, "--work %s: is the source tree: give another directory",
			       build->options.work);
	else if (path_exists(makefile))
		rc = error_set(err, EEXIST,
			       "--work %s: has a build already: remove it, or give another directory",
			       build->options.work);
	free(makefile);
	return rc;
}

static int make_directories(struct build *build, struct error *err)
{
	int rc = make_directory("--prefix", build->options.prefix, &build->prefix, err);

	if (rc < 0)
		return rc;
	build->temporary = !build->options.work;
	if (build->temporary)
		return path_make_temporary(geteuid(), getegid(), &build->work, err);
	rc = make_directory("--work", build->options.work, &build->work, err);
	return rc == 0 ? check_work(build, err) : rc;
}

/* ---- the words ---- */

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

static bool has_argument(const struct build *build, const char *word)
{
	for (const char *const *one = build->options.configure; one && *one; one++)
		if (begins(*one, word))
			return true;
	return false;
}

/* Does the caller see to it himself? */
static bool names_rpath(const struct build *build)
{
	for (const char *const *one = build->options.configure; one && *one; one++)
		if (begins(*one, "LDFLAGS_NODIST=") || strstr(*one, "-rpath"))
			return true;
	return false;
}

static int check_arguments(const struct build *build, struct error *err)
{
	static const char *const undone[] = {"--without-dtrace", "--with-dtrace=no", "--disable-dtrace"};

	for (size_t i = 0; i < sizeof undone / sizeof *undone; i++)
		if (has_argument(build, undone[i]))
			return error_set(err, EINVAL, "%s: would leave out the markers that the build is for",
					 undone[i]);
	if (has_argument(build, "--prefix"))
		return error_set(
			err, EINVAL,
			"--prefix among the arguments of configure: give it to probetap, before `--`");
	return 0;
}

static void add(char ***list, size_t *count, char *word)
{
	*list = memory_grow(*list, *count, sizeof **list);
	(*list)[(*count)++] = word;
}

static void free_list(char **list)
{
	for (size_t i = 0; list && list[i]; i++)
		free(list[i]);
	free(list);
}

static char **configure_words(const struct build *build)
{
	char **argv = NULL;
	size_t count = 0;

	add(&argv, &count, path_join(build->source, "configure"));
	add(&argv, &count, memory_format("--prefix=%s", build->prefix));
	add(&argv, &count, memory_text("--with-dtrace"));
	/* Without it the interpreter would look for its library where the system has another, or none. Not in
	 * LDFLAGS, which extension modules would inherit, and which Debian's sources do not link with. */
	if (has_argument(build, "--enable-shared") && !names_rpath(build))
		add(&argv, &count, memory_format("LDFLAGS_NODIST=-Wl,-rpath,%s/lib", build->prefix));
	for (const char *const *one = build->options.configure; one && *one; one++)
		add(&argv, &count, memory_text(*one));
	add(&argv, &count, NULL);
	return argv;
}

static char **make_words(const struct build *build, bool install)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	char **argv = NULL;
	size_t count = 0;

	add(&argv, &count, memory_text("make"));
	add(&argv, &count,
	    memory_format("-j%u", build->options.jobs ? build->options.jobs
						      : (unsigned)(processors > 0 ? processors : 1)));
	if (install)
		add(&argv, &count, memory_text("install"));
	add(&argv, &count, NULL);
	return argv;
}

/* The caller's, without what would change the build behind its back: another make's options and job server,
 * and another Python's settings. */
static char **environment(void)
{
	static const char *const dropped[] = {
		"MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "PYTHON", "LC_ALL=", "DESTDIR="};
	char **list = NULL;
	size_t count = 0;

	for (char **one = environ; *one; one++) {
		bool drop = false;

		for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
			drop |= begins(*one, dropped[i]);
		if (!drop)
			add(&list, &count, memory_text(*one));
	}
	add(&list, &count, memory_text("LC_ALL=C.UTF-8"));
	add(&list, &count, NULL);
	return list;
}

/* ---- a step ---- */

/* The last lines, indented, from the last bytes of a log. */
static void add_last_lines(const struct buffer *log, struct buffer *into)
{
	const char *end = buffer_text(log) + log->length, *from = end, *floor;
	int lines = 0;

	floor = log->length > LAST_BYTES ? end - LAST_BYTES : buffer_text(log);
	while (from > floor && lines < LAST_LINES)
		lines += *--from == '\n' && from + 1 < end;
	from += *from == '\n';
	while (from < end) {
		size_t length = strcspn(from, "\n");

		buffer_printf(into, "\n    %.*s", (int)length, from);
		from += length + (from[length] == '\n');
	}
}

static int step_failed(struct build *build, enum build_step step, int status, struct error *err)
{
	struct buffer log = {0}, words = {0};
	char ended[64];

	process_describe(status, ended, sizeof ended);
	path_read(build->log, LOG_MAX, &log, NULL);
	add_last_lines(&log, &words);
	build->failed = true;
	error_set(err, ECHILD, "%s: failed with %s. The last lines of its log:%s\nThe rest is in %s",
		  step_names[step], ended, buffer_text(&words), build->log);
	buffer_fini(&log);
	buffer_fini(&words);
	return -ECHILD;
}

int build_run(struct build *build, enum build_step step, struct error *err)
{
	char **argv =
		step == BUILD_CONFIGURE ? configure_words(build) : make_words(build, step == BUILD_INSTALL);
	char **variables = environment();
	struct process_options options = {.directory = build->work,
					  .environment = (const char *const *)variables,
					  .tick = build->options.tick,
					  .tick_context = build->options.tick_context};
	int status = 0, rc;

	free(build->log);
	build->log = memory_format("%s/%s.log", build->work, step_names[step]);
	options.output_fd = open(build->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (options.output_fd < 0) {
		rc = error_set(err, errno, "%s: %s", build->log, error_reason(errno));
		goto out;
	}
	rc = process_run((const char *const *)argv, &options, &status, NULL, err);
	close(options.output_fd);
	if (rc == 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
		rc = step_failed(build, step, status, err);
out:
	free_list(argv);
	free_list(variables);
	return rc;
}

/* ---- the result ---- */

static bool lies_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	return strncmp(path, directory, length) == 0 && (path[length] == '/' || strcmp(directory, "/") == 0);
}

static int check_fresh(const struct build *build, const char *path, struct error *err)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return error_set(err, errno, "%s: %s", path, error_reason(errno));
	if (status.st_ctim.tv_sec < build->started.tv_sec ||
	    (status.st_ctim.tv_sec == build->started.tv_sec &&
	     status.st_ctim.tv_nsec < build->started.tv_nsec))
		return error_set(err, ESTALE,
				 "%s: is older than this build: what was installed is something else", path);
	return 0;
}

static int check_result(const struct build *build, const struct target *target, struct error *err)
{
	int rc = check_fresh(build, target->host_executable, err);

	if (rc < 0)
		return rc;
	if (!lies_below(target->object->path, build->prefix))
		return error_set(
			err, EXDEV,
			"%s: loads %s, which is not of this build: is -rpath,%s/lib among the flags that it is linked with?",
			target->title, target->object->path, build->prefix);
	if (target->version.major != build->version.major || target->version.minor != build->version.minor ||
	    target->version.micro != build->version.micro)
		return error_set(err, ESTALE, "%s: says %s, the sources are %d.%d.%d", target->title,
				 target->version_text, build->version.major, build->version.minor,
				 build->version.micro);
	return check_fresh(build, target->object->path, err);
}

int build_target(const struct build *build, const struct contract *contract, struct target **result,
		 struct error *err)
{
	char *path = memory_format("%s/bin/python%d.%d", build->prefix, build->version.major,
				   build->version.minor);
	int rc = target_open(path, NULL, contract, result, err);

	if (rc == 0 && (rc = check_result(build, *result, err)) < 0) {
		target_close(*result);
		*result = NULL;
	}
	free(path);
	return rc;
}

int build_open(struct build **result, const struct build_options *options, struct error *err)
{
	struct build *build = memory_zeroed(1, sizeof *build);
	int rc;

	build->options = *options;
	rc = check_arguments(build, err);
	if (rc == 0)
		rc = check_source(build, err);
	if (rc == 0)
		rc = make_directories(build, err);
	if (rc == 0)
		rc = generator_check(build->work, &build->generator, err);
	if (rc == 0) {
		char *make = process_find("make");

		if (!make)
			rc = error_set(err, ENOTSUP, "make: not found in PATH");
		free(make);
	}
	if (rc < 0) {
		build_close(build);
		return rc;
	}
	/* Of the same clock as a file's times, which may be a tick behind. */
	clock_gettime(CLOCK_REALTIME_COARSE, &build->started);
	*result = build;
	return 0;
}

void build_close(struct build *build)
{
	if (!build)
		return;
	if (build->temporary && build->work && !build->failed)
		path_remove_tree(build->work, NULL);
	free(build->source);
	free(build->prefix);
	free(build->work);
	free(build->generator);
	free(build->log);
	free(build);
}
