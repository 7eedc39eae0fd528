/* SPDX-License-Identifier: BSD-2-Clause */
/* sample_result: a result with every verdict, threads, nested calls and odd bytes, for the tests of reports.
 */
#ifndef PROBETAP_TEST_SAMPLE_RESULT_H
#define PROBETAP_TEST_SAMPLE_RESULT_H

#include <probetap/result.h>

/* Places in sample_result()->points. */
enum {
	SAMPLE_PASS_STATIC,
	SAMPLE_THREADS,
	SAMPLE_FAIL,
	SAMPLE_KNOWN,
	SAMPLE_FIXED,
	SAMPLE_SKIP,
	SAMPLE_ERROR,
	SAMPLE_PASS_CASE,
	SAMPLE_ODD,
	SAMPLE_POINTS,
};

/* A name with an XML-illegal control character, a byte that is not UTF-8, markup and TAP's own letters. */
#define SAMPLE_ODD_NAME "case odd/\x01\xff</script><b>&#\\ # SKIP \"quoted\" \xc3\xa9"

struct result *sample_result(void);
/* Another target, on which everything that fails in sample_result() passes. */
struct result *sample_result_good(void);

#endif
