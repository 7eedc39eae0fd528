/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * workers: the cases of a session are run by processes of their own, under ptrace several at once.
 *
 * We only hand out tasks and take points in. So a worker may do with its children and signals what a capture
 * must do, a mistake of ours that ends one ends no more than the points that it held, and whoever interrupts
 * us finds somebody who has the time to clean up.
 *
 * As long as they live we may launch nothing ourselves: the end of a launch is the end of all our children.
 */
#ifndef PROBETAP_SUITE_WORKERS_H
#define PROBETAP_SUITE_WORKERS_H

#include "suite.h"

/* Starts them, each with a capture of its own; session->result gets the capture's name and reason. Errors as
 * capture_open. */
int workers_open(struct workers **result, struct session *session, struct error *err);
/* All tasks of the session. Points are added to its result, and done, in the order of the tasks; a task that
 * a worker could not do gives a point of VERDICT_ERROR. */
void workers_run(struct workers *workers);
/* Ends them and what they started, and removes what they left. */
void workers_close(struct workers *workers);

#endif
