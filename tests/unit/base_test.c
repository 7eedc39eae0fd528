/* SPDX-License-Identifier: BSD-2-Clause */
/* base: what every room stands on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/buffer.h>
#include <probetap/error.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/place.h>
#include <probetap/process.h>
#include <probetap/processor.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int make_directory(void **state)
{
	char *path;

	if (path_make_temporary(geteuid(), getegid(), &path, NULL) < 0)
		return -1;
	*state = path;
	return 0;
}

static int remove_directory(void **state)
{
	int rc = path_remove_tree(*state, NULL);

	free(*state);
	return rc;
}

static void write_file(const char *directory, const char *name, const char *text)
{
	char *path = path_join(directory, name);

	assert_int_equal(path_write_atomically(path, text, strlen(text), NULL), 0);
	free(path);
}

static void error_keeps_code_and_words(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(error_set(&err, ENOENT, "%s: not here", "x"), -ENOENT);
	assert_string_equal(err.text, "x: not here");
	assert_int_equal(error_set(&err, -EINVAL, "odd"), -EINVAL);
	assert_int_equal(error_prefix(&err, -EINVAL, "file %d", 7), -EINVAL);
	assert_string_equal(err.text, "file 7: odd");
	assert_int_equal(error_set(NULL, EPERM, "nobody listens"), -EPERM);
}

static void error_cuts_what_is_too_long(void **state)
{
	char *text = memory_zeroed(1, 10000);
	struct error err;

	(void)state;
	memset(text, 'a', 9999);
	error_set(&err, EIO, "%s", text);
	assert_int_equal(strlen(err.text), sizeof err.text - 1);
	error_prefix(&err, -EIO, "%s", text);
	assert_true(strlen(err.text) < sizeof err.text);
	free(text);
}

static void list_grows_and_new_elements_are_zero(void **state)
{
	int *list = NULL;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		list = memory_grow(list, i, sizeof *list);
		assert_int_equal(list[i], 0);
		list[i] = (int)i + 1;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list[i], i + 1);
	free(list);
}

static void a_shell_reads_a_word_as_it_was(void **state)
{
	static const char *const table[][2] = {
		{"/usr/bin/python3.11", "/usr/bin/python3.11"},
		{"function/call_stack", "function/call_stack"},
		{"", "''"},
		{"a b", "'a b'"},
		{"it's", "'it'\\''s'"},
		{"$(x)`y`*~", "'$(x)`y`*~'"},
		{"\xc3\xa9", "'\xc3\xa9'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct buffer buffer = {0};

		buffer_add_word(&buffer, table[i][0]);
		assert_string_equal(buffer_text(&buffer), table[i][1]);
		buffer_fini(&buffer);
	}
}

static void quoting_is_readable_and_exact(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *quoted;
	} table[] = {
		{"plain", 5, "\"plain\""},
		{"a\"b\\c", 5, "\"a\\\"b\\\\c\""},
		{"\n\t\r", 3, "\"\\n\\t\\r\""},
		{"\0", 1, "\"\\x00\""},
		{"\xc3\xa9", 2, "\"\xc3\xa9\""},
		{"\xc3", 1, "\"\\xc3\""},
		{"\xed\xb2\x80", 3, "\"\\xed\\xb2\\x80\""},
		{"\xc0\x80", 2, "\"\\xc0\\x80\""},
		{"\xf0\x9f\x90\x8d", 4, "\"\xf0\x9f\x90\x8d\""},
		{"\xc2\x85", 2, "\"\\xc2\\x85\""},
		{"\x7f", 1, "\"\\x7f\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct buffer buffer = {0};

		buffer_add_quoted(&buffer, table[i].bytes, table[i].length);
		assert_string_equal(buffer_text(&buffer), table[i].quoted);
		buffer_fini(&buffer);
	}
}

static void paths_join(void **state)
{
	static const char *const table[][3] = {
		{"/a", "b", "/a/b"}, {"/a/", "b", "/a/b"}, {"/", "b", "/b"},
		{"/a", "/b", "/b"},  {NULL, "b", "b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char *joined = path_join(table[i][0], table[i][1]);

		assert_string_equal(joined, table[i][2]);
		free(joined);
	}
}

static void links_inside_a_root_stay_inside(void **state)
{
	static const char *const links[][2] = {
		{"real", "bin/python"},
		{"/bin/python", "absolute"},
		{"../../../../bin/python", "escape"},
		{"loop", "loop"},
	};
	char *root = *state, *expected = path_join(root, "bin/real"), *found, *path;
	struct error err;

	path = path_join(root, "bin");
	assert_int_equal(mkdir(path, 0755), 0);
	free(path);
	write_file(root, "bin/real", "x");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		path = path_join(root, links[i][1]);
		assert_int_equal(symlink(links[i][0], path), 0);
		free(path);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(path_in_root(root, links[i][1], &found, &err), 0);
		assert_string_equal(found, expected);
		free(found);
	}
	assert_int_equal(path_in_root(root, "/loop", &found, &err), -ELOOP);
	assert_int_equal(path_in_root(root, "/none", &found, &err), -ENOENT);
	free(expected);
}

static void a_build_directory_is_known_by_its_place(void **state)
{
	static const char *const table[][2] = {
		{"/t/build/probetap", "/t/build"},
		{"/t/build/san/probetap", "/t/build/san"},
		{"/t/build/tests/unit/base_test", "/t/build"},
		{"/t/build/san/tests/tool/events", "/t/build/san"},
		{"/build/t/build/probetap", "/build/t/build"},
		{"/t/build/bin/probetap", NULL},
		{"/t/rebuild/probetap", NULL},
		{"/build/probetap", NULL}, /* a tree has a name */
		{"/usr/bin/probetap", NULL},
		{"/probetap", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char *build = place_build(table[i][0]);

		if (table[i][1])
			assert_string_equal(build, table[i][1]);
		else
			assert_null(build);
		free(build);
	}
}

static void make_directories(const char *top, const char *const *names)
{
	for (; *names; names++) {
		char *path = path_join(top, *names);

		assert_int_equal(mkdir(path, 0755), 0);
		free(path);
	}
}

/* A tree in a directory that anybody may write to, with the program in build/, and tables that lie where
 * those of the program would. */
static void tables_of_somebody_else_are_not_used(void **state)
{
	static const char *const names[] = {"open",
					    "open/build",
					    "open/build/bin",
					    "open/targets",
					    "open/targets/cpython",
					    "open/cases",
					    "open/cases/cpython",
					    NULL};
	static const char *const theirs[] = {"open/targets", "open/targets/cpython",
					     "open/targets/cpython/markers", "open/cases"};
	char *open = path_join(*state, "open"), *program = path_join(*state, "open/build/probetap"),
	     *copied = path_join(*state, "open/build/bin/probetap"), *tree;
	struct error err;

	make_directories(*state, names);
	assert_int_equal(chmod(open, 01777), 0);
	write_file(*state, "open/build/probetap", "x");
	write_file(*state, "open/build/bin/probetap", "x");
	assert_null(place_tree(program, &err));
	assert_non_null(strstr(err.text, "open/targets/cpython/markers: No such file"));
	write_file(*state, "open/targets/cpython/markers", "x");
	tree = place_tree(program, &err);
	assert_string_equal(tree, open);
	free(tree);
	assert_null(place_tree(copied, &err)); /* what lies further up is nobody's promise */
	for (size_t i = 0; geteuid() == 0 && i < sizeof theirs / sizeof *theirs; i++) {
		char *path = path_join(*state, theirs[i]);

		assert_int_equal(lchown(path, 65534, 65534), 0);
		assert_null(place_tree(program, &err));
		assert_non_null(strstr(err.text, "belongs to user 65534"));
		/* A checkout of a user, built by root. */
		assert_int_equal(chown(open, 65534, 65534), 0);
		tree = place_tree(program, &err);
		assert_string_equal(tree, open);
		free(tree);
		assert_int_equal(chown(open, 0, 0), 0);
		assert_int_equal(lchown(path, 0, 0), 0);
		free(path);
	}
	free(copied);
	free(program);
	free(open);
}

static void reading_refuses_what_is_no_file(void **state)
{
	struct buffer buffer = {0};
	struct error err;
	char *path = path_join(*state, "ten");

	assert_int_equal(path_read(*state, 100, &buffer, &err), -EISDIR);
	assert_int_equal(path_read("/nonexistent", 100, &buffer, &err), -ENOENT);
	write_file(*state, "ten", "0123456789");
	assert_int_equal(path_read(path, 9, &buffer, &err), -EFBIG);
	buffer_clear(&buffer);
	assert_int_equal(path_read(path, 10, &buffer, &err), 0);
	assert_string_equal(buffer_text(&buffer), "0123456789");
	buffer_fini(&buffer);
	free(path);
}

static void removing_a_tree_follows_no_link(void **state)
{
	char *keep = path_join(*state, "keep"), *tree = path_join(*state, "tree"),
	     *link = path_join(tree, "link"), *file;

	assert_int_equal(mkdir(keep, 0755), 0);
	assert_int_equal(mkdir(tree, 0755), 0);
	write_file(keep, "file", "x");
	assert_int_equal(symlink(keep, link), 0);
	assert_int_equal(path_remove_tree(tree, NULL), 0);
	file = path_join(keep, "file");
	assert_true(path_exists(file));
	assert_false(path_exists(tree));
	free(file);
	free(link);
	free(tree);
	free(keep);
}

static void process_output_and_status_come_back(void **state)
{
	const char *const argv[] = {"sh", "-c", "echo out; echo err >&2; exit 3", NULL};
	struct buffer output = {0};
	char text[64];
	int status;

	(void)state;
	assert_int_equal(process_run(argv, NULL, &status, &output, NULL), 0);
	assert_string_equal(buffer_text(&output), "out\nerr\n");
	process_describe(status, text, sizeof text);
	assert_string_equal(text, "exit status 3");
	buffer_fini(&output);
}

static void process_deadline_ends_the_whole_group(void **state)
{
	const char *const argv[] = {"sh", "-c", "sleep 1000 & echo $!; wait", NULL};
	const struct process_options options = {.deadline_seconds = 1, .output_fd = -1};
	struct buffer output = {0};
	struct pollfd fd = {.events = POLLIN};
	struct error err;
	int status, child;

	(void)state;
	assert_int_equal(process_run(argv, &options, &status, &output, &err), -ETIMEDOUT);
	assert_true(WIFSIGNALED(status));
	child = atoi(buffer_text(&output));
	assert_true(child > 0);
	fd.fd = (int)syscall(SYS_pidfd_open, child, 0);
	if (fd.fd >= 0) { /* not yet gone: it must go without anybody's further help */
		assert_int_equal(poll(&fd, 1, 10000), 1);
		close(fd.fd);
	}
	buffer_fini(&output);
}

static void process_that_is_not_there_is_said(void **state)
{
	const char *const argv[] = {"/nonexistent/program", NULL};
	struct error err;
	int status;

	(void)state;
	assert_int_equal(process_run(argv, NULL, &status, NULL, &err), -ENOENT);
	assert_non_null(strstr(err.text, "/nonexistent/program"));
}

/* Another one is put in its place while it runs, as `make` does. */
static void the_place_of_the_program_is_where_it_was(void **state)
{
	char *before = place_of_program(), *after, *moved = memory_format("%s.moved", before);

	(void)state;
	assert_int_equal(rename(before, moved), 0);
	after = place_of_program();
	assert_int_equal(rename(moved, before), 0);
	assert_string_equal(after, before);
	free(before);
	free(after);
	free(moved);
}

static void processors_are_held_and_given_back(void **state)
{
	struct processor processor;
	unsigned here, count = processors_allowed(&here);
	cpu_set_t before, now;

	(void)state;
	assert_in_range(here, 1, count);
	assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
	assert_int_equal(CPU_COUNT(&before), count);
	/* Each of them is another one, and one more is the first again. */
	for (unsigned which = 1; which <= count + 1; which++) {
		processor_hold(&processor, which);
		assert_true(processor.held);
		assert_int_equal(processors_allowed(&here), 1);
		sched_getaffinity(0, sizeof now, &now);
		assert_true(CPU_ISSET(sched_getcpu(), &now));
		processor_release(&processor);
		processors_allowed(&here);
		assert_int_equal(here, (which - 1) % count + 1);
	}
	sched_getaffinity(0, sizeof now, &now);
	assert_true(CPU_EQUAL(&now, &before));
}

static void signals_have_names(void **state)
{
	(void)state;
	assert_int_equal(process_signal_number("SIGABRT"), SIGABRT);
	assert_int_equal(process_signal_number("ABRT"), 0);
	assert_int_equal(process_signal_number("SIGNOPE"), 0);
	assert_string_equal(process_signal_name(SIGSEGV), "SIGSEGV");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(error_keeps_code_and_words),
		cmocka_unit_test(error_cuts_what_is_too_long),
		cmocka_unit_test(list_grows_and_new_elements_are_zero),
		cmocka_unit_test(a_shell_reads_a_word_as_it_was),
		cmocka_unit_test(quoting_is_readable_and_exact),
		cmocka_unit_test(paths_join),
		cmocka_unit_test_setup_teardown(links_inside_a_root_stay_inside, make_directory,
						remove_directory),
		cmocka_unit_test(a_build_directory_is_known_by_its_place),
		cmocka_unit_test_setup_teardown(tables_of_somebody_else_are_not_used, make_directory,
						remove_directory),
		cmocka_unit_test_setup_teardown(reading_refuses_what_is_no_file, make_directory,
						remove_directory),
		cmocka_unit_test_setup_teardown(removing_a_tree_follows_no_link, make_directory,
						remove_directory),
		cmocka_unit_test(process_output_and_status_come_back),
		cmocka_unit_test(process_deadline_ends_the_whole_group),
		cmocka_unit_test(process_that_is_not_there_is_said),
		cmocka_unit_test(the_place_of_the_program_is_where_it_was),
		cmocka_unit_test(processors_are_held_and_given_back),
		cmocka_unit_test(signals_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
