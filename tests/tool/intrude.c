/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Does to a process what another tracer does that comes while probetap is there: raises the semaphores of its
 * markers, and stays; or puts the nops back where its breakpoints were, and has gone.
 *
 *     intrude stay|leave PID OBJECT
 */
#include "../../harness/capture/breakpoint.h"
#include "../../harness/capture/mapping.h"
#include "../../harness/capture/semaphore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	const marker_set every = ~(marker_set)0;
	struct breakpoints breakpoints = {0};
	struct contract *contract = NULL;
	struct object *object = NULL;
	struct error err = {{0}};
	struct space space;
	uint64_t bias;

	if (argc != 4) {
		fprintf(stderr, "usage: intrude stay|leave PID OBJECT\n");
		return 2;
	}
	if (contract_open(&contract, &err) || object_open(argv[3], &object, &err) ||
	    breakpoints_open(&breakpoints, object, contract, &err) ||
	    space_open(&space, atoi(argv[2]), &err) || mapping_find(atoi(argv[2]), object, &bias, &err)) {
		fprintf(stderr, "intrude: %s\n", err.text);
		return 2;
	}
	if (strcmp(argv[1], "leave") == 0)
		breakpoints_remove(&breakpoints, every, &space, bias);
	else if (semaphores_raise(object, contract, every, &space, bias, &err))
		return 2;
	space_close(&space);
	breakpoints_close(&breakpoints);
	object_close(object);
	contract_close(contract);
	return 0;
}
