/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes the files that fuzzing begins with: seeds object|operand DIRECTORY */
#include "../unit/made_elf.h"

#include <probetap/memory.h>
#include <probetap/object.h>

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_seed(const char *directory, size_t number, const void *bytes, size_t length)
{
	char *path = memory_format("%s/seed-%zu", directory, number);
	FILE *file = fopen(path, "we");

	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
		perror(path);
		exit(1);
	}
	free(path);
}

static void write_objects(const char *directory)
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
		write_seed(directory, i, elf.bytes.data, elf.bytes.length);
		made_fini(&elf);
	}
}

static void write_operands(const char *directory)
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

		write_seed(directory, i, seed, strlen(seed));
		free(seed);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	if (strcmp(argv[1], "object") == 0)
		write_objects(argv[2]);
	else if (strcmp(argv[1], "operand") == 0)
		write_operands(argv[2]);
	return 0;
}
