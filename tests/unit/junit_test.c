/* SPDX-License-Identifier: BSD-2-Clause */
/* Two real XML libraries (libxml2 through xmllint, expat through Python) read what was written. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report_files.h"
#include "sample_result.h"

#include <probetap/path.h>
#include <probetap/report.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *write_sample(const char *directory)
{
	struct result *bad = sample_result(), *good = sample_result_good();
	const struct result *const both[] = {bad, good};
	char *path = path_join(directory, "sample.xml");
	struct error err;

	if (junit_write(path, both, 2, &err) < 0)
		fail_msg("%s", err.text);
	result_free(bad);
	result_free(good);
	return path;
}

static void test_expat_reads_it(void **state)
{
	static const char script[] =
		"/usr/bin/python3 -c '\n"
		"import sys, xml.etree.ElementTree as tree\n"
		"top = tree.parse(sys.argv[1]).getroot()\n"
		"print(top.tag, *(top.get(k) for k in (\"tests\", \"failures\", \"errors\", \"skipped\", "
		"\"time\")))\n"
		"for suite in top:\n"
		"    print(*(suite.get(k) for k in (\"name\", \"tests\", \"failures\", \"errors\", \"skipped\",\n"
		"          \"time\", \"timestamp\", \"hostname\")))\n"
		"    for case in suite.iter(\"testcase\"):\n"
		"        print(ascii(case.get(\"name\")), case.get(\"classname\"), case.get(\"time\"),\n"
		"              *(c.tag + \" \" + ascii(c.get(\"message\", \"\")) + \" \" + ascii(c.text or \"\") "
		"for c in case))\n"
		"' \"$1\"";
	static const char *const wanted[] = {
		"testsuites 18 2 1 4 2469.135780246\n",
		"/usr/bin/python3.11 9 2 1 2 1234.567890123 2026-05-04T03:02:01 builder\n",
		"/opt/py\\xff/bin/python3.9 9 0 0 2 1234.567890123",
		"'case function/unwind alone' function 0.001500000 failure 'function__return did not fire when "
		"`boom` raised, unwind.py line 8' 'A frame left",
		"- function__return  \"boom\"   8        raise ValueError\\n",
		"probetap check --case function/unwind /usr/bin/python3.11\\n'\n",
		"'case function/silent alone' function 0.001500000 skipped 'known deviation gh-98894: "
		"function__entry is silent unless line is enabled too' ''\n",
		"'case function/loud alone' function 0.001500000 system-out '' 'known deviation gone away "
		"gh-104280: the known deviation has gone away'\n",
		"'case function/jit alone' function 0.001500000 skipped 'needs the JIT' ''\n",
		"'case gc/storm together' gc 0.001500000 error '12 events were lost' '",
		"'case odd/\\\\x01\\\\xff</script><b>&#\\\\ # SKIP \"quoted\" \\xe9' odd",
		"failure ']]> Bail out! \\\\xff\\nsecond line'",
	};
	char *path = write_sample(*state), *seen = report_files_run(script, path, "");

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(seen, wanted[i]))
			fail_msg("missing: %s\nin: %s", wanted[i], seen);
	free(seen);
	free(path);
}

static void test_libxml2_reads_it(void **state)
{
	char *path = write_sample(*state);
	char *seen =
		report_files_run("command -v xmllint >/dev/null || exit 0; xmllint --noout \"$1\" 2>&1 && "
				 "xmllint --xpath 'count(//failure)' \"$1\"",
				 path, "");
	bool absent = !*seen;

	if (!absent)
		assert_memory_equal(seen, "2", 1);
	else
		print_message("xmllint is not installed (Debian package libxml2-utils)\n");
	free(seen);
	free(path);
	if (absent)
		skip();
}

static void test_a_place_that_cannot_be_written(void **state)
{
	char *path = path_join(*state, "absent/x.xml");
	struct error err;

	assert_int_equal(junit_write(path, NULL, 0, &err), -ENOENT);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expat_reads_it),
		cmocka_unit_test(test_libxml2_reads_it),
		cmocka_unit_test(test_a_place_that_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, report_files_open, report_files_close);
}
