/* SPDX-License-Identifier: BSD-2-Clause */
/* Any text as a case, and any as its program: an error that says where, or blocks that hold for every version
 * the case applies to, of which every small departure is rejected. */
#include "../unit/mutants.h"
#include "fuzz.h"

#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { NEWEST_MINOR = 17, STEPS_JUDGED_MAX = 6, TEXT_JUDGED_MAX = 8192, REPEATED_MAX = 100000 };

static const struct contract *tables(void)
{
	static struct contract *contract;
	struct error err;

	demand(contract || contract_open(&contract, &err) == 0);
	return contract;
}

static size_t count_steps(const struct step *steps, size_t count)
{
	size_t all = 0;

	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];

		if (step->kind != STEP_EVENT) {
			demand(step->name && step->name[0]);
			all += count_steps(step->steps, step->step_count);
			continue;
		}
		demand(step->marker < tables()->marker_count);
		demand(step->pattern_count == tables()->markers[step->marker].argument_count);
		all++;
	}
	return all;
}

/* Nothing at all never matches, but where nothing is what is expected. */
static void judge_silence(const struct expectation *expectation)
{
	const struct recording nothing = {0};
	struct match match;

	match_events(expectation, &nothing, MUTANTS_MAIN_PROCESS, tables(), NULL, &match);
	demand(match.equal == expectation->none);
	demand(match.equal || (match.sentence && match.sentence[0]));
	match_fini(&match);
}

static void judge(const struct expectation *expectation)
{
	size_t count = count_steps(expectation->steps, expectation->step_count);
	struct mutants mutants;

	demand(expectation->none == (count == 0));
	demand(count <= REPEATED_MAX);
	judge_silence(expectation);
	if (count > STEPS_JUDGED_MAX)
		return;
	demand(mutants_judge(expectation, tables(), &mutants));
	demand(mutants.accepted == 0);
}

/* Says whether there was a block. */
static bool resolve(const struct case_file *case_file, struct version version, unsigned facets,
		    unsigned defect, bool judged)
{
	struct expectation *expectation = NULL;
	struct error err = {""};
	const char *why = NULL;
	int rc;

	if (!case_applies(case_file, version, facets, &why)) {
		demand(why && why[0]);
		return false;
	}
	rc = case_expectation(case_file, version, facets, "/some/where/t.py", defect, &expectation, &err);
	demand(rc == 0 || (defect && rc == -ENOENT));
	if (rc == 0 && judged)
		judge(expectation);
	expectation_close(expectation);
	return rc == 0;
}

static void check_case(const struct case_file *case_file, bool small)
{
	static const unsigned facets[] = {0, FACET_DEBUG, FACET_FREE_THREADED | FACET_SHARED};
	bool left = small;

	demand(case_markers(case_file) != 0 && case_about(case_file)[0]);
	for (int minor = 6; minor <= NEWEST_MINOR; minor++)
		for (size_t i = 0; i < sizeof facets / sizeof *facets; i++)
			for (unsigned defect = 0; defect < 3; defect++)
				left &= !resolve(case_file, (struct version){3, minor, 1}, facets[i], defect,
						 left && !defect);
}

const unsigned replay_inputs = 3000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	size_t case_length, program_length;
	const char *text = part(bytes, size, 0, &case_length),
		   *source = part(bytes, size, 1, &program_length);
	char *path = scratch_write("t.case", text, case_length),
	     *program = scratch_write("t.py", source, program_length);
	struct case_file *case_file = NULL;
	struct error err = {""};
	int rc = case_open(path, "t", tables(), &case_file, &err);

	/* A companion that is not there, or is no file, is no mistake of the format. */
	demand(rc == 0 || rc == -EBADMSG || rc == -ENOENT || rc == -EISDIR || rc == -ENOTDIR ||
	       rc == -ENAMETOOLONG);
	demand(rc == 0 ? case_file != NULL : err.text[0] != '\0');
	if (rc == 0)
		check_case(case_file, size <= TEXT_JUDGED_MAX);
	case_close(case_file);
	free(program);
	free(path);
	return 0;
}
