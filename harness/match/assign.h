/* SPDX-License-Identifier: BSD-2-Clause */
/* assign: which thread of the run is which thread of the expectation. */
#ifndef PROBETAP_MATCH_ASSIGN_H
#define PROBETAP_MATCH_ASSIGN_H

#include "lane.h"

/* May they belong together, by the place that they have in their processes? (The main thread of the first
 * process, another thread of it, the main thread of another process, another thread there.) */
bool roles_agree(const struct stream *stream, const struct lane *lane, pid_t main_process);
/* Is there a way to give each stream a lane of its own that equals it, with one meaning for every ?name, and
 * streams of one process in one process? Every stream and every lane is used. */
bool assignment_exists(const struct streams *streams, const struct lanes *lanes, pid_t main_process);

#endif
