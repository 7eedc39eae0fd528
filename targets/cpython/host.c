/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The host program: makes an interpreter of a bare libpython.
 *
 *     probetap-host LIBRARY [ARGUMENT…]    what `python ARGUMENT…` would do, done by LIBRARY
 *     DIRECTORY/NAME [ARGUMENT…]           the same, where DIRECTORY/NAME is a copy of this program and
 *                                          DIRECTORY/NAME.library a link to the library
 *
 * The second form is for running a library under test: there sys.executable is that copy, and whatever a
 * program starts through it (subprocess, multiprocessing) runs the library under test again, whatever its
 * environment. In the first form sys.executable is the python of the same version that stands beside the
 * library where there is one, for there is no one file that would run the library.
 *
 * It is not compiled against any Python: what differs from version to version is asked of the library by
 * name. Nor is it bound to a version of the C library. It has to run inside roots both older and newer than
 * the machine that it was built on, so it is linked against stand-ins of the C library's files that have the
 * names of the functions below and no symbol versions (host_libc.S). The dynamic linker gives an unversioned
 * reference the oldest version that the library has, which every C library since has kept. Hence the rules
 * for this file: only functions of host_libc.S, no <stdio.h> streams, no errno, nothing of the headers that
 * is redirected to another symbol.
 */
#include "host_libc.h"

enum { LIBRARY_MISSING = 2, LIBRARY_UNUSABLE = 3, LINK_MAX = 4096 };

/* ---- texts ---- */

static char *text_join(const char *a, const char *b, const char *c)
{
	unsigned long size = strlen(a) + strlen(b) + strlen(c) + 1;
	char *text = malloc(size);

	if (!text)
		_exit(LIBRARY_UNUSABLE);
	strcpy(text, a);
	strcat(text, b);
	return strcat(text, c);
}

static void say(const char *what, const char *where, const char *why)
{
	char *prefix = text_join("probetap-host: ", what, *what ? ": " : "");
	char *line = text_join(prefix, where, *where ? ": " : "");
	char *whole = text_join(line, why, "\n");

	/* Nobody to tell that telling failed. */
	if (write(2, whole, strlen(whole)) < 0)
		_exit(LIBRARY_UNUSABLE);
	free(prefix);
	free(line);
	free(whole);
}

/* "/a/b" becomes "/a"; false where there is nothing above. */
static int text_go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash || slash == path)
		return 0;
	*slash = '\0';
	return 1;
}

/* ---- which library ---- */

static char *link_target(const char *path)
{
	static char text[LINK_MAX];
	long length = readlink(path, text, sizeof text - 1);

	if (length <= 0)
		return NULL;
	text[length] = '\0';
	return text_join(text, "", "");
}

/* DIRECTORY/NAME.library beside the running file. */
static char *library_beside(const char *self)
{
	char *link = text_join(self, ".library", ""), *library = link_target(link);

	free(link);
	return library;
}

static void *library_load(const char *path)
{
	/* Global: extension modules take the interpreter's functions from there, as from an executable. */
	void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);

	if (!library)
		say("", path, dlerror());
	return library;
}

/* ---- where its standard library is ---- */

/* "3.11" of ".../libpython3.11d.so.1.0", "3.14t" of a free-threaded one, whose files lie apart; NULL for
 * another name. */
static const char *library_version(const char *path, char *version, unsigned long size)
{
	const char *name = strrchr(path, '/'), *digits = strstr(name ? name : path, "libpython");
	unsigned long length = 0;

	if (!digits)
		return NULL;
	digits += strlen("libpython");
	while ((digits[length] >= '0' && digits[length] <= '9') ||
	       (digits[length] == '.' && digits[length + 1] >= '0' && digits[length + 1] <= '9'))
		length++;
	length += length > 0 && digits[length] == 't';
	if (length == 0 || length >= size)
		return NULL;
	memcpy(version, digits, length);
	version[length] = '\0';
	return version;
}

static int readable(const char *a, const char *b, const char *c)
{
	char *path = text_join(a, b, c);
	int yes = access(path, R_OK) == 0;

	free(path);
	return yes;
}

/* The directory above the library that has lib/pythonX.Y/os.py: its prefix as it lies there. */
static char *prefix_above(const char *library, const char *version)
{
	char room[LINK_MAX], *prefix = realpath(library, room) ? text_join(room, "", "") : NULL;

	while (prefix && text_go_up(prefix)) {
		char *landmark = text_join("/lib/python", version, "/os.py");
		int found = readable(prefix, landmark, "");

		free(landmark);
		if (found)
			return prefix;
	}
	free(prefix);
	return NULL;
}

/* Does the library's file have this text, ended by a NUL? So it does with the prefix that it was built for.
 */
static int library_has_text(const char *path, const char *text)
{
	unsigned long length = strlen(text) + 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC), found = 0;
	long size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	char *bytes = size > 0 ? mmap(NULL, (unsigned long)size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;

	if (bytes != MAP_FAILED) {
		found = memmem(bytes, (unsigned long)size, text, length) != NULL;
		munmap(bytes, (unsigned long)size);
	}
	if (fd >= 0)
		close(fd);
	return found;
}

/*
 * A library that was moved after it was built would look for its standard library where it was to be
 * installed. Only then, since a program can see it, PYTHONHOME says where that is.
 */
static void find_home(const char *library)
{
	char version[16], *prefix;

	if (getenv("PYTHONHOME") || !library_version(library, version, sizeof version))
		return;
	prefix = prefix_above(library, version);
	if (prefix && !library_has_text(library, prefix))
		setenv("PYTHONHOME", prefix, 0);
	free(prefix);
}

/* The python beside the library, for sys.executable; else this program. */
static char *python_beside(const char *library, char *self)
{
	char version[16], *prefix, *python = NULL;

	if (!library_version(library, version, sizeof version))
		return self;
	prefix = prefix_above(library, version);
	if (prefix && readable(prefix, "/bin/python", version))
		python = text_join(prefix, "/bin/python", version);
	free(prefix);
	return python ? python : self;
}

/* ---- running it ---- */

typedef int main_function(int argc, char **argv);
typedef int wide_main_function(int argc, wchar_t **argv);
typedef wchar_t *decode_function(const char *text, unsigned long *length);

/* 3.6: as its Programs/python.c does it. */
static int run_wide(void *library, wide_main_function *wide_main, int argc, char **argv)
{
	decode_function *decode = (decode_function *)dlsym(library, "Py_DecodeLocale");
	wchar_t **words = malloc((unsigned long)(argc + 1) * sizeof *words);

	if (!decode || !words) {
		say("", "",
		    "the library has Py_Main and no Py_DecodeLocale: not a libpython of 3.5 or later");
		return LIBRARY_UNUSABLE;
	}
	setlocale(LC_ALL, "");
	for (int i = 0; i < argc; i++) {
		words[i] = decode(argv[i], NULL);
		if (!words[i]) {
			say("", argv[i], "cannot be decoded in this locale");
			return LIBRARY_UNUSABLE;
		}
	}
	words[argc] = NULL;
	setlocale(LC_ALL, "C");
	return wide_main(argc, words);
}

static int run(void *library, int argc, char **argv)
{
	/* 3.8 and later; 3.7, which has the same under a private name. */
	static const char *const names[] = {"Py_BytesMain", "_Py_UnixMain"};
	wide_main_function *wide_main;

	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		main_function *bytes_main = (main_function *)dlsym(library, names[i]);

		if (bytes_main)
			return bytes_main(argc, argv);
	}
	wide_main = (wide_main_function *)dlsym(library, "Py_Main");
	if (wide_main)
		return run_wide(library, wide_main, argc, argv);
	say("", "", "the library has neither Py_BytesMain nor Py_Main: not a libpython");
	return LIBRARY_UNUSABLE;
}

/* Itself: argv[0] may be a link to it (a virtual environment's), or without a directory. */
static char *self_path(char *word)
{
	char *path = link_target("/proc/self/exe");

	return path ? path : word;
}

int main(int argc, char **argv)
{
	char *self = argc > 0 ? self_path(argv[0]) : NULL, *path = self ? library_beside(self) : NULL;
	int named = !path;
	void *library;

	if (named && argc < 2) {
		say("", "", "usage: probetap-host LIBRARY [ARGUMENT…]");
		return LIBRARY_MISSING;
	}
	if (named) {
		path = argv[1];
		argv++;
		argc--;
	}
	library = library_load(path);
	if (!library)
		return LIBRARY_UNUSABLE;
	find_home(path);
	/* argv[0] is where Python takes sys.executable from, and the way to its prefix. */
	if (named)
		argv[0] = python_beside(path, self);
	return run(library, argc, argv);
}
