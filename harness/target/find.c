/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/find.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Directories, as patterns. */
static const char *const program_places[] = {"/usr/local/bin", "/usr/bin",          "/bin",
					     "/opt/*/bin",     "/opt/python/*/bin", NULL};
static const char *const library_places[] = {
	"/usr/local/lib", "/usr/local/lib64", "/usr/lib",     "/usr/lib64",        "/usr/lib/*-linux-*",
	"/lib/*-linux-*", "/opt/*/lib",       "/opt/*/lib64", "/opt/python/*/lib", NULL};
/* The same below a home directory: pyenv, asdf, uv, conda. */
static const char *const home_program_places[] = {".pyenv/versions/*/bin",
						  ".asdf/installs/python/*/bin",
						  ".local/share/uv/python/*/bin",
						  "miniconda3/bin",
						  ".local/bin",
						  NULL};
static const char *const home_library_places[] = {".pyenv/versions/*/lib", ".asdf/installs/python/*/lib",
						  ".local/share/uv/python/*/lib", "miniconda3/lib", NULL};
static const char *const pyenv_program_places[] = {"versions/*/bin", NULL};
static const char *const pyenv_library_places[] = {"versions/*/lib", NULL};

struct file {
	dev_t device;
	ino_t inode;
};

struct search {
	char *root; /* resolved; NULL: the host */
	struct found *found;
	struct file *files; /* of found->paths */
};

/* ---- names ---- */

/* "3", "3.11", "3.13t", "3.11-dbg": what follows `python`; `python` alone is one too. */
static bool is_program_name(const char *name)
{
	if (strncmp(name, "python", 6) != 0)
		return false;
	name += 6;
	if (!*name)
		return true;
	if (*name++ != '3')
		return false;
	if (*name == '.' && isdigit((unsigned char)name[1]))
		for (name++; isdigit((unsigned char)*name); name++)
			;
	name += strspn(name, "dmtu");
	return !*name || strcmp(name, "-dbg") == 0 || strcmp(name, "-debug") == 0;
}

/* libpython3.11.so, libpython3.11d.so.1.0. Not libpython3.so, which only refers to one of them. */
static bool is_library_name(const char *name)
{
	if (strncmp(name, "libpython3.", 11) != 0 || !isdigit((unsigned char)name[11]))
		return false;
	for (name += 11; isdigit((unsigned char)*name); name++)
		;
	name += strspn(name, "dmtu");
	if (strncmp(name, ".so", 3) != 0)
		return false;
	name += 3;
	return name[strspn(name, ".0123456789")] == '\0';
}

/* ---- files ---- */

/* Takes a file in, unless it is there under another name. */
static void take(struct search *search, const char *path)
{
	struct found *found = search->found;
	struct stat status;
	char *host;

	if (path_in_root(search->root, path, &host, NULL) < 0)
		return;
	if (stat(host, &status) < 0 || !S_ISREG(status.st_mode))
		goto out;
	for (size_t i = 0; i < found->count; i++)
		if (search->files[i].device == status.st_dev && search->files[i].inode == status.st_ino)
			goto out;
	search->files = memory_grow(search->files, found->count, sizeof *search->files);
	search->files[found->count] = (struct file){status.st_dev, status.st_ino};
	found->paths = memory_grow(found->paths, found->count, sizeof *found->paths);
	found->paths[found->count++] = memory_text(search->root ? host + strlen(search->root) : host);
out:
	free(host);
}

/* `directory` as seen inside the root. Names in alphabetical order, so that two runs agree. */
static void search_directory(struct search *search, const char *directory, bool (*wanted)(const char *))
{
	struct dirent **entries = NULL;
	char *host;
	int count;

	/* A version manager's shims are scripts that lead to what is found elsewhere. */
	if (strcmp(path_base(directory), "shims") == 0 ||
	    path_in_root(search->root, directory, &host, NULL) < 0)
		return;
	count = scandir(host, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (wanted(entries[i]->d_name)) {
			char *path = path_join(directory, entries[i]->d_name);

			take(search, path);
			free(path);
		}
		free(entries[i]);
	}
	free(entries);
	free(host);
}

static void search_pattern(struct search *search, const char *pattern, bool (*wanted)(const char *))
{
	size_t outside = search->root ? strlen(search->root) : 0;
	char *whole = memory_format("%s%s", search->root ? search->root : "", pattern);
	glob_t places;

	if (glob(whole, 0, NULL, &places) == 0) {
		for (size_t i = 0; i < places.gl_pathc; i++)
			search_directory(search, places.gl_pathv[i] + outside, wanted);
		globfree(&places);
	}
	free(whole);
}

static void search_patterns(struct search *search, const char *directory, const char *const *patterns,
			    bool (*wanted)(const char *))
{
	for (; *patterns; patterns++) {
		char *pattern = path_join(directory, *patterns);

		search_pattern(search, pattern, wanted);
		free(pattern);
	}
}

static void search_path(struct search *search)
{
	const char *path = getenv("PATH");

	while (path && *path) {
		size_t length = strcspn(path, ":");
		char *directory = memory_copy(path, length);

		/* A relative entry means another directory tomorrow. */
		if (directory[0] == '/')
			search_directory(search, directory, is_program_name);
		free(directory);
		path += length + (path[length] == ':');
	}
}

/* ---- homes ---- */

static void search_homes(struct search *search, const char *const *patterns,
			 const char *const *pyenv_patterns, bool (*wanted)(const char *))
{
	const char *own = getenv("HOME"), *pyenv = getenv("PYENV_ROOT"), *caller = getenv("SUDO_USER");
	const struct passwd *user = caller ? getpwnam(caller) : NULL;

	if (search->root) {
		search_patterns(search, "/root", patterns, wanted);
		search_patterns(search, "/home/*", patterns, wanted);
		return;
	}
	if (own && own[0] == '/')
		search_patterns(search, own, patterns, wanted);
	if (user && user->pw_dir)
		search_patterns(search, user->pw_dir, patterns, wanted);
	if (pyenv && pyenv[0] == '/')
		search_patterns(search, pyenv, pyenv_patterns, wanted);
}

/* ---- the linker's cache ---- */

static char *ldconfig_program(void)
{
	static const char *const places[] = {"ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig"};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char *program = process_find(places[i]);

		if (program)
			return program;
	}
	return NULL;
}

/* A line: "\tlibpython3.11.so.1.0 (libc6,x86-64) => /lib/x86_64-linux-gnu/libpython3.11.so.1.0". */
static void take_cache_line(struct search *search, char *line)
{
	char *arrow = strstr(line, " => ");

	if (arrow && is_library_name(path_base(arrow + 4)))
		take(search, arrow + 4);
}

/* A system without ldconfig or without a cache has the usual directories. */
static void search_cache(struct search *search)
{
	char *program = ldconfig_program(),
	     *cache = memory_format("%s/etc/ld.so.cache", search->root ? search->root : "");
	const char *argv[] = {program, "-p", "-C", cache, NULL};
	const struct process_options options = {.output_fd = -1, .deadline_seconds = 30};
	struct buffer listing = {0};
	char *rest = NULL;
	int status;

	if (program && path_exists(cache) && process_run(argv, &options, &status, &listing, NULL) == 0 &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0 && listing.data)
		for (char *line = strtok_r(listing.data, "\n", &rest); line;
		     line = strtok_r(NULL, "\n", &rest))
			take_cache_line(search, line);
	buffer_fini(&listing);
	free(cache);
	free(program);
}

int find_targets(const char *root, struct found *found, struct error *err)
{
	struct search search = {.found = found};
	struct stat status;

	*found = (struct found){0};
	if (root && !(search.root = realpath(root, NULL)))
		return error_set(err, errno, "--root %s: %s", root, error_reason(errno));
	if (search.root && (stat(search.root, &status) < 0 || !S_ISDIR(status.st_mode))) {
		free(search.root);
		return error_set(err, ENOTDIR, "--root %s: is not a directory", root);
	}
	if (search.root && strcmp(search.root, "/") == 0) {
		free(search.root);
		search.root = NULL;
	}
	if (!search.root)
		search_path(&search);
	search_patterns(&search, NULL, program_places, is_program_name);
	search_homes(&search, home_program_places, pyenv_program_places, is_program_name);
	search_cache(&search);
	search_patterns(&search, NULL, library_places, is_library_name);
	search_homes(&search, home_library_places, pyenv_library_places, is_library_name);
	free(search.files);
	free(search.root);
	return 0;
}

void found_fini(struct found *found)
{
	for (size_t i = 0; i < found->count; i++)
		free(found->paths[i]);
	free(found->paths);
	*found = (struct found){0};
}
