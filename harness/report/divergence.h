/* SPDX-License-Identifier: BSD-2-Clause */
/* divergence: where the events of one run leave those of another. */
#ifndef PROBETAP_REPORT_DIVERGENCE_H
#define PROBETAP_REPORT_DIVERGENCE_H

#include <probetap/result.h>

/*
 * The events that two runs of one case gave, lane by lane (a lane is a thread of a process): lines that begin
 * with "-" are only in a, with "+" only in b, with a blank in both. NULL where they say the same. What may
 * differ between any two runs is no difference: times, the temporary directory that the program lay in, and
 * arguments that the case itself leaves unchecked.
 */
char *divergence_text(const struct point *a, const struct point *b);

#endif
