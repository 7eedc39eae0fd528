/* SPDX-License-Identifier: BSD-2-Clause */
/* contract: the tables as they are, mistakes in tables, and static verdicts on made-up notes, each wrong in
 * one way. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/contract.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct contract *contract;

static int open_contract(void **state)
{
	struct error err;

	(void)state;
	if (contract_open(&contract, &err) == 0)
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return -1;
}

static int close_contract(void **state)
{
	(void)state;
	contract_close(contract);
	return 0;
}

static marker_set bit(const char *name)
{
	int marker = contract_marker(contract, name, strlen(name));

	assert_true(marker >= 0);
	return (marker_set)1 << marker;
}

/* ---- the tables ---- */

static void versions_document_their_markers(void **state)
{
	static const struct {
		struct version version;
		int count;
	} table[] = {{{3, 6, 15}, 5}, {{3, 7, 0}, 7},  {{3, 8, 18}, 8},
		     {{3, 11, 2}, 8}, {{3, 15, 0}, 8}, {{3, 40, 0}, 8}};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_int_equal(__builtin_popcount(contract_documented(contract, table[i].version)),
				 table[i].count);
}

static void known_deviations_are_found_where_they_hold(void **state)
{
	struct version v3_9 = {3, 9, 2}, v3_11 = {3, 11, 2}, v3_13 = {3, 13, 5}, v3_15 = {3, 15, 0};
	marker_set entry = bit("function__entry"), line = bit("line");
	struct deviation *found;

	(void)state;
	assert_null(contract_deviation(contract, DEVIATION_MUTE, v3_9, 0, entry, entry));
	found = contract_deviation(contract, DEVIATION_MUTE, v3_11, 0, entry, entry);
	assert_non_null(found);
	assert_string_equal(found->issue, "gh-98894");
	assert_null(contract_deviation(contract, DEVIATION_MUTE, v3_11, 0, entry, entry | line));
	assert_null(contract_deviation(contract, DEVIATION_CRASH, v3_11, 0, line, line));
	found = contract_deviation(contract, DEVIATION_CRASH, v3_11, FACET_DEBUG, line, line);
	assert_non_null(found);
	assert_int_equal(found->signal, SIGABRT);
	assert_non_null(contract_deviation(contract, DEVIATION_ABSENT, v3_13, 0, entry, 0));
	assert_null(contract_deviation(contract, DEVIATION_ABSENT, v3_15, 0, entry, 0));
	assert_non_null(contract_deviation(contract, DEVIATION_ABSENT, v3_15, 0, line, 0));
}

static void every_issue_can_be_read_somewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < contract->deviation_count; i++)
		assert_true(issue_is_known(contract->deviations[i].issue));
	assert_false(issue_is_known("gh-"));
	assert_false(issue_is_known("gh-12x"));
	assert_false(issue_is_known("no-such-report"));
}

static void mistakes_in_a_list_are_told_with_their_place(void **state)
{
	static const struct {
		const char *text, *message;
	} table[] = {
		{"3.x mute line gh-1\n", ":1:1: `3.x` is no range"},
		{"# ok\n\n3.11 mute lines unless line gh-1\n", ":3:11: `lines` is no marker"},
		{"3.11 silent line gh-1\n", ":1:6: `silent` is neither a facet nor a rule"},
		{"3.11 mute line\n", "expected"},
		{"3.11 absent audit line\n", "the issue is missing"},
		{"3.11 crash line gh-1\n", "`crash` needs"},
		{"3.11 crash line by SIGNOPE gh-1\n", "`SIGNOPE` is no signal"},
		{"3.11 mute unless line gh-1\n", "says of nothing"},
	};
	char *path = memory_text("/tmp/probetap-known.XXXXXX");
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct contract *own;
		struct error err;

		assert_int_equal(path_write_atomically(path, table[i].text, strlen(table[i].text), NULL), 0);
		assert_int_equal(contract_open(&own, &err), 0);
		assert_int_equal(contract_add_known(own, path, &err), -EBADMSG);
		if (!strstr(err.text, table[i].message))
			fail_msg("%s: not in: %s", table[i].message, err.text);
		contract_close(own);
	}
	close(fd);
	unlink(path);
	free(path);
}

static void whole_cases_can_be_known_to_fail(void **state)
{
	struct deviation *saved = contract->deviations,
			 own = {.range = {{3, 9, 0}, {3, 9, 9999}}, .rule = DEVIATION_FAILS, .case_count = 2};
	char *cases[] = {(char *)"gc/", (char *)"function/unwind"};
	size_t count = contract->deviation_count;
	struct version v3_9 = {3, 9, 1}, v3_10 = {3, 10, 1};

	(void)state;
	own.cases = cases;
	contract->deviations = &own;
	contract->deviation_count = 1;
	assert_non_null(contract_case_deviation(contract, v3_9, 0, "gc/collect"));
	assert_non_null(contract_case_deviation(contract, v3_9, 0, "function/unwind"));
	assert_null(contract_case_deviation(contract, v3_9, 0, "function/unwind_more"));
	assert_null(contract_case_deviation(contract, v3_10, 0, "gc/collect"));
	contract->deviations = saved;
	contract->deviation_count = count;
}

/* ---- static verdicts ---- */

static const struct {
	const char *name, *operands;
} good_notes[] = {
	{"function__entry", "8@%rbp 8@%r12 -4@%eax"},
	{"function__return", "8@%rbp 8@%r12 -4@%eax"},
	{"line", "8@%r14 8@%rax -4@%ebp"},
	{"gc__start", "-4@112(%rsp)"},
	{"gc__done", "-8@%r12"},
	{"import__find__load__start", "8@%rax"},
	{"import__find__load__done", "8@%rax -4@%edx"},
	{"audit", "8@%rbx 8@%r15"},
};

enum { SITES = sizeof good_notes / sizeof *good_notes };

/* An object as of a faultless 3.9. */
static void fill(struct object *object, struct site *sites)
{
	*object = (struct object){.path = (char *)"/made/up",
				  .machine = MACHINE_X86_64,
				  .elf_machine = 62,
				  .bits = 64,
				  .sites = sites,
				  .site_count = SITES};
	for (size_t i = 0; i < SITES; i++) {
		sites[i] = (struct site){.provider = (char *)"python",
					 .name = (char *)good_notes[i].name,
					 .operands = (char *)good_notes[i].operands,
					 .address = 0x1000 + i * 16,
					 .offset = 0x1000 + i * 16,
					 .semaphore = 0x9000 + i * 2,
					 .semaphore_writable = true,
					 .executable = true,
					 .code = {0x90},
					 .code_length = 1};
	}
}

static size_t failures(const struct object *object, struct version version, const char *expected)
{
	struct claims claims;
	size_t count = 0;

	contract_inspect(contract, object, version, 0, &claims);
	for (size_t i = 0; i < claims.count; i++) {
		if (!claims.list[i].failure)
			continue;
		count++;
		if (!expected ||
		    (!strstr(claims.list[i].failure, expected) && !strstr(claims.list[i].what, expected)))
			fail_msg("%s: %s", claims.list[i].what, claims.list[i].failure);
	}
	claims_fini(&claims);
	return count;
}

static const struct version reference = {3, 9, 2};

static void faultless_notes_pass(void **state)
{
	struct site sites[SITES + 1];
	struct object object;

	(void)state;
	fill(&object, sites);
	assert_int_equal(failures(&object, reference, NULL), 0);
}

/* Each edit is one that a wrong build could have; each must fail in exactly the claims named. */
static void rename_marker(struct object *object)
{
	object->sites[3].name = (char *)"gc__begin";
}
static void rename_provider(struct object *object)
{
	object->sites[3].provider = (char *)"pythonX";
}
static void drop_argument(struct object *object)
{
	object->sites[0].operands = (char *)"8@%rbp 8@%r12";
}
static void add_argument(struct object *object)
{
	object->sites[3].operands = (char *)"-4@112(%rsp) 8@%rax";
}
static void swap_arguments(struct object *object)
{
	object->sites[6].operands = (char *)"-4@%edx 8@%rax";
}
static void widen(struct object *object)
{
	object->sites[3].operands = (char *)"-8@112(%rsp)";
}
static void narrow(struct object *object)
{
	object->sites[4].operands = (char *)"-4@%r12d";
}
static void lose_sign(struct object *object)
{
	object->sites[2].operands = (char *)"8@%r14 8@%rax 4@%ebp";
}
static void unknown_operand(struct object *object)
{
	object->sites[7].operands = (char *)"8@%rbx 8@nowhere(%rzz)";
}
static void lose_semaphore(struct object *object)
{
	object->sites[1].semaphore = 0;
}
static void share_semaphore(struct object *object)
{
	object->sites[1].semaphore = object->sites[0].semaphore;
}
static void readonly_semaphore(struct object *object)
{
	object->sites[1].semaphore_writable = false;
}
static void no_nop(struct object *object)
{
	object->sites[5].code[0] = 0x55;
}
static void not_in_code(struct object *object)
{
	object->sites[5].executable = false;
}

static void each_wrong_note_fails_its_own_claim(void **state)
{
	static const struct {
		void (*edit)(struct object *object);
		size_t failures;
		const char *message;
	} table[] = {
		{rename_marker, 5, "gc__"},
		{rename_provider, 4, "gc__start"},
		{drop_argument, 1, "2 arguments, documented are 3"},
		{add_argument, 1, "2 arguments"},
		{swap_arguments, 1, "argument 1"},
		{widen, 1, "signed of 8 bytes"},
		{narrow, 1, "signed of 4"},
		{lose_sign, 1, "unsigned of 4"},
		{unknown_operand, 1, "nowhere"},
		{lose_semaphore, 1, "no semaphore"},
		{share_semaphore, 2, "also that of"},
		{readonly_semaphore, 1, "writable"},
		{no_nop, 1, "not a nop"},
		{not_in_code, 1, "not in code"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct site sites[SITES + 1];
		struct object object;

		fill(&object, sites);
		table[i].edit(&object);
		assert_int_equal(failures(&object, reference, table[i].message), table[i].failures);
	}
}

static void a_second_site_must_agree_too(void **state)
{
	struct site sites[SITES + 1];
	struct object object;

	(void)state;
	fill(&object, sites);
	sites[SITES] = sites[7];
	sites[SITES].address += 0x100;
	object.site_count++;
	assert_int_equal(failures(&object, reference, NULL), 0);
	sites[SITES].semaphore += 0x100;
	sites[SITES].operands = (char *)"8@%rbx";
	assert_int_equal(failures(&object, reference, "audit"), 2);
}

static void no_notes_fail_every_claim_of_a_marker(void **state)
{
	struct object object = {.path = (char *)"/made/up", .machine = MACHINE_X86_64, .bits = 64};

	(void)state;
	assert_int_equal(failures(&object, reference, "has no site"), 4 * SITES);
}

static void absent_markers_are_known_by_their_issue(void **state)
{
	struct site sites[SITES + 1];
	struct object object;
	struct claims claims;
	size_t known = 0, fixed = 0;

	(void)state;
	fill(&object, sites);
	object.sites += 3; /* without entry, return, line */
	object.site_count -= 3;
	contract_inspect(contract, &object, (struct version){3, 13, 5}, 0, &claims);
	for (size_t i = 0; i < claims.count; i++)
		known += claims.list[i].failure && claims.list[i].deviation &&
			 strcmp(claims.list[i].deviation->issue, "gh-104280") == 0;
	assert_int_equal(known, 12);
	claims_fini(&claims);
	fill(&object, sites); /* all there again: the deviation has gone away, and the claim says which */
	contract_inspect(contract, &object, (struct version){3, 13, 5}, 0, &claims);
	for (size_t i = 0; i < claims.count; i++)
		fixed += !claims.list[i].failure && claims.list[i].deviation;
	assert_int_equal(fixed, 12);
	claims_fini(&claims);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_document_their_markers),
		cmocka_unit_test(known_deviations_are_found_where_they_hold),
		cmocka_unit_test(every_issue_can_be_read_somewhere),
		cmocka_unit_test(mistakes_in_a_list_are_told_with_their_place),
		cmocka_unit_test(whole_cases_can_be_known_to_fail),
		cmocka_unit_test(faultless_notes_pass),
		cmocka_unit_test(each_wrong_note_fails_its_own_claim),
		cmocka_unit_test(a_second_site_must_agree_too),
		cmocka_unit_test(no_notes_fail_every_claim_of_a_marker),
		cmocka_unit_test(absent_markers_are_known_by_their_issue),
	};

	return cmocka_run_group_tests(tests, open_contract, close_contract);
}
