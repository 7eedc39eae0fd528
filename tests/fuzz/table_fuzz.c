/* SPDX-License-Identifier: BSD-2-Clause */
/* Any text as the tables of markers and deviations: an error that says where, or a contract that holds
 * together. Where no markers are given those of the tree are taken, and the rest is a list of deviations of
 * one's own. */
#include "fuzz.h"

#include <probetap/contract.h>
#include <probetap/memory.h>

#include <errno.h>
#include <string.h>

static void check_error(int rc, const struct error *err)
{
	demand(rc == 0 || (rc == -EBADMSG && strncmp(err->text, scratch(), strlen(scratch())) == 0));
}

static void check_deviation(const struct contract *contract, const struct deviation *deviation)
{
	marker_set all = contract->marker_count == MARKERS_MAX
				 ? ~(marker_set)0
				 : ((marker_set)1 << contract->marker_count) - 1;

	demand(deviation->issue && deviation->issue[0] && deviation->source);
	demand(deviation->markers || deviation->case_count);
	demand(!(deviation->markers & ~all) && !(deviation->unless & ~all));
	demand(deviation->rule != DEVIATION_CRASH || deviation->signal > 0);
	issue_is_known(deviation->issue);
}

static void check_contract(struct contract *contract)
{
	demand(contract->marker_count > 0 && contract->marker_count <= MARKERS_MAX &&
	       contract->newest.major > 0);
	for (size_t i = 0; i < contract->marker_count; i++) {
		demand(contract_marker(contract, contract->markers[i].name,
				       strlen(contract->markers[i].name)) == (int)i);
		demand(contract->markers[i].argument_count <= 4);
	}
	for (size_t i = 0; i < contract->deviation_count; i++)
		check_deviation(contract, &contract->deviations[i]);
	for (int minor = 6; minor < 17; minor++)
		for (enum deviation_rule rule = DEVIATION_ABSENT; rule <= DEVIATION_FAILS; rule++) {
			struct version version = {3, minor, 0};
			const struct deviation *found =
				contract_deviation(contract, rule, version, 0,
						   contract_documented(contract, version), 1);

			demand(!found || (found->rule == rule && version_in_range(version, &found->range)));
		}
}

const unsigned replay_inputs = 5000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	size_t markers_length, deviations_length;
	const char *markers = part(bytes, size, 0, &markers_length),
		   *deviations = part(bytes, size, 1, &deviations_length);
	char *path = scratch_write("targets/cpython/deviations", deviations, deviations_length);
	struct contract *contract = NULL;
	struct error err = {""};
	int rc;

	if (markers_length) {
		free(scratch_write("targets/cpython/markers", markers, markers_length));
		setenv("PROBETAP_DATA", scratch(), 1);
		rc = contract_open(&contract, &err);
		unsetenv("PROBETAP_DATA");
	} else {
		demand(contract_open(&contract, &err) == 0);
		rc = contract_add_known(contract, path, &err);
	}
	check_error(rc, &err);
	if (rc == 0)
		check_contract(contract);
	if (rc == 0 || !markers_length)
		contract_close(contract);
	free(path);
	return 0;
}
