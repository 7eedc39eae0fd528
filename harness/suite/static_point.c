/* SPDX-License-Identifier: BSD-2-Clause */
/* Static points: each claim of the contract's inspection becomes one point. */
#include "suite.h"

#include <probetap/memory.h>

#include <stdlib.h>
#include <string.h>

static const char *const kind_words[CLAIM_KINDS] = {
	[CLAIM_PRESENT] = "present", [CLAIM_ARGUMENTS] = "arguments",       [CLAIM_SEMAPHORE] = "semaphore",
	[CLAIM_NOP] = "nop",         [CLAIM_NOTHING_ELSE] = "nothing else",
};

size_t static_points_plan(const struct session *session)
{
	const struct target *target = session->target;
	struct claims claims;
	size_t count;

	contract_inspect(session->suite->contract, target->object, target->version, target->facets, &claims);
	count = claims.count;
	claims_fini(&claims);
	return count;
}

static enum verdict verdict_of(const struct claim *claim)
{
	if (claim->failure)
		return claim->deviation ? VERDICT_KNOWN : VERDICT_FAIL;
	return claim->deviation ? VERDICT_FIXED : VERDICT_PASS;
}

static void run_claim(struct session *session, const struct claim *claim)
{
	const char *marker =
		claim->marker >= 0 ? session->suite->contract->markers[claim->marker].name : NULL;
	struct point *point =
		session_point(session, "marker",
			      marker ? memory_format("marker %s %s", marker, kind_words[claim->kind])
				     : memory_format("marker %s", kind_words[claim->kind]));

	point->marker = marker ? memory_text(marker) : NULL;
	point->about = memory_text(claim->what);
	point->verdict = verdict_of(claim);
	if (claim->failure)
		point->sentence = memory_text(claim->failure);
	else if (claim->deviation)
		point->sentence =
			memory_format("known to be absent (%s), and it is there", claim->deviation->issue);
	if (claim->deviation) {
		claim->deviation->matched |= claim->failure != NULL;
		point->issue = memory_text(claim->deviation->issue);
	}
	session_point_done(session, point);
}

void static_points_run(struct session *session)
{
	const struct target *target = session->target;
	struct claims claims;

	contract_inspect(session->suite->contract, target->object, target->version, target->facets, &claims);
	for (size_t i = 0; i < claims.count; i++)
		run_claim(session, &claims.list[i]);
	claims_fini(&claims);
}
