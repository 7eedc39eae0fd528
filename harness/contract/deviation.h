/* SPDX-License-Identifier: BSD-2-Clause */
/* deviation: the list of known departures, targets/cpython/deviations and --known files. */
#ifndef PROBETAP_CONTRACT_DEVIATION_H
#define PROBETAP_CONTRACT_DEVIATION_H

#include <probetap/contract.h>

/* Adds what the file says; the markers must be known already. */
int deviations_read(const char *path, struct contract *contract, struct error *err);
void deviations_fini(struct contract *contract);

#endif
