/* SPDX-License-Identifier: BSD-2-Clause */
#include "seeds.h"

#include "../../harness/report/document.h"
#include "../unit/made_elf.h"
#include "../unit/sample_result.h"

#include <probetap/memory.h>
#include <probetap/object.h>
#include <probetap/path.h>

#include <elf.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

static void give_objects(seed_taker *take, void *context)
{
	static const struct made_symbol symbols[] = {
		{"counter", MADE_DATA, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), 1}};

	for (size_t i = 0; i < made_form_count; i++) {
		struct made_elf elf;

		made_init(&elf, &made_forms[i]);
		elf.symbols = symbols;
		elf.symbol_count = 1;
		made_add_note(&elf, &(struct made_note){MADE_TEXT, MADE_BASE, MADE_DATA, "python", "line",
							"8@counter(%rip)"});
		made_add_note(&elf, &(struct made_note){MADE_TEXT + 16, MADE_BASE, 0, "p", "n", ""});
		made_finish(&elf);
		take(context, elf.bytes.data, elf.bytes.length);
		made_fini(&elf);
	}
}

static void give_operands(seed_taker *take, void *context)
{
	static const char *const texts[MACHINES] = {
		[MACHINE_UNKNOWN] = "8@%rax",
		[MACHINE_X86_64] =
			"-4@112(%rsp) 8@%rbx -1@%ah 8@24+mp_(%rip) -8@(%rcx,%rax,8) -4@$-1 8f@%xmm0 8@(,%rcx,4)",
		[MACHINE_I386] = "-4@8(%ebp) 1@%cl -4@sglobal@GOTOFF(%ebx) -8@$5 -4@%gs:tls@ntpoff",
		[MACHINE_AARCH64] =
			"-4@[sp, 136] 8@[x0, x1, lsl 3] -4@[x0, w1, sxtw 2] -4@w1 -8@v0 -4@#-1 8@[x0, #:lo12:c]",
		[MACHINE_ARM] = "-4@[fp, #-16] -4@[r3, r0, lsl #2] 4@r0 -4@#-1 4@.L.str",
		[MACHINE_PPC64] = "-4@112(1) 8@9 8@%r9 -2@7,10 -4@i-1 8@sym@toc@l(9)",
		[MACHINE_S390X] = "-4@164(%r15) 8@8(%r1,%r2) 8@%r2 -4@-1",
		[MACHINE_RISCV64] = "-4@-20(s0) 8@a0 -4@-1 8@zero 8@%lo(c)(a5)",
	};

	for (size_t i = 0; i < MACHINES; i++) {
		char *seed = memory_format("%c%s", i ? (int)i : MACHINES, texts[i]);

		take(context, seed, strlen(seed));
		free(seed);
	}
}

/* ---- texts ---- */

static char *data(const char *name)
{
	struct error err;
	char *path = path_data(name, &err);

	if (!path) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	return path;
}

static void add_file(struct buffer *into, const char *path)
{
	struct error err;

	if (path_read(path, FILE_MAX, into, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
}

/* The case and its program. */
static void give_case(const char *path, seed_taker *take, void *context)
{
	size_t stem = strlen(path) - strlen(".case");
	char *program = memory_format("%.*s.py", (int)stem, path);
	struct buffer seed = {0};

	add_file(&seed, path);
	buffer_add(&seed, "", 1);
	if (path_exists(program))
		add_file(&seed, program);
	take(context, seed.data, seed.length);
	buffer_fini(&seed);
	free(program);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void give_cases(seed_taker *take, void *context)
{
	char *directory = data("cases/cpython"), *const roots[] = {directory, NULL};
	FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	while (walk && (entry = fts_read(walk))) {
		const char *dot = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_F && dot && strcmp(dot, ".case") == 0)
			give_case(entry->fts_path, take, context);
	}
	fts_close(walk);
	free(directory);
}

/* The tables of markers and of deviations; a list of one's own, of which each line is wrong in its own way.
 */
static void give_tables(seed_taker *take, void *context)
{
	static const char rules[] =
		"\0003.6- absent line gh-1\n3.9.2-3.11 debug gil mute line unless gc__start audit gh-2 # why\n"
		"3.12-3.14 nojit crash line by SIGABRT gh-3\n3.6- fails gc/ line/while https://example.org/1\n";
	char *markers = data("targets/cpython/markers"), *deviations = data("targets/cpython/deviations");
	struct buffer seed = {0};

	add_file(&seed, markers);
	buffer_add(&seed, "", 1);
	add_file(&seed, deviations);
	take(context, seed.data, seed.length);
	take(context, rules, sizeof rules - 1);
	buffer_fini(&seed);
	free(deviations);
	free(markers);
}

/* A whole document as text, and edits of it (result_fuzz.c has what these bytes mean). */
static void give_results(seed_taker *take, void *context)
{
	struct result *results[] = {sample_result(), sample_result_good()};
	json_t *document = document_build((const struct result *const *)results, 2);
	char *text = json_dumps(document, JSON_INDENT(1));
	static const char edits[] = "\1\0\3\2\0\100\1";

	take(context, text, strlen(text));
	take(context, edits, sizeof edits - 1);
	free(text);
	json_decref(document);
	result_free(results[0]);
	result_free(results[1]);
}

static const struct {
	const char *name;
	void (*give)(seed_taker *take, void *context);
} kinds[] = {
	{"object", give_objects}, {"operand", give_operands}, {"case", give_cases},
	{"table", give_tables},   {"result", give_results},
};

bool seeds_each(const char *name, seed_taker *take, void *context)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].name, name) != 0)
			continue;
		kinds[i].give(take, context);
		return true;
	}
	return false;
}
