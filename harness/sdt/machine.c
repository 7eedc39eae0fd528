/* SPDX-License-Identifier: BSD-2-Clause */
/* Machines by their number in the ELF header, and what a marker's nop looks like on each. */
#include "image.h"

#include <string.h>

static const struct {
	unsigned elf_machine;
	unsigned bits; /* 0: any */
	enum machine machine;
} numbers[] = {
	{EM_X86_64, 0, MACHINE_X86_64}, /* 32: x32, the same registers with short addresses */
	{EM_386, 32, MACHINE_I386},     {EM_AARCH64, 0, MACHINE_AARCH64}, {EM_ARM, 32, MACHINE_ARM},
	{EM_PPC64, 64, MACHINE_PPC64},  {EM_S390, 64, MACHINE_S390X},     {EM_RISCV, 64, MACHINE_RISCV64},
};

static const char *const names[MACHINES] = {
	[MACHINE_UNKNOWN] = "an unknown machine",
	[MACHINE_X86_64] = "x86-64",
	[MACHINE_I386] = "i386",
	[MACHINE_AARCH64] = "aarch64",
	[MACHINE_ARM] = "arm",
	[MACHINE_PPC64] = "ppc64",
	[MACHINE_S390X] = "s390x",
	[MACHINE_RISCV64] = "riscv64",
};

enum code_order { ANY_ORDER, LITTLE_ENDIAN_CODE, BIG_ENDIAN_CODE };

static const struct {
	enum machine machine;
	enum code_order order;
	uint8_t length;
	uint8_t code[9];
} nops[] = {
	{MACHINE_X86_64, ANY_ORDER, 1, {0x90}},
	{MACHINE_X86_64, ANY_ORDER, 2, {0x66, 0x90}},
	{MACHINE_X86_64, ANY_ORDER, 3, {0x0f, 0x1f, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 4, {0x0f, 0x1f, 0x40, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 5, {0x0f, 0x1f, 0x44, 0x00, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 6, {0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 7, {0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 8, {0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}},
	{MACHINE_X86_64, ANY_ORDER, 9, {0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}},
	{MACHINE_I386, ANY_ORDER, 1, {0x90}},
	{MACHINE_I386, ANY_ORDER, 2, {0x66, 0x90}},
	{MACHINE_AARCH64, ANY_ORDER, 4, {0x1f, 0x20, 0x03, 0xd5}}, /* code is little-endian on both */
	{MACHINE_ARM, LITTLE_ENDIAN_CODE, 4, {0x00, 0xf0, 0x20, 0xe3}},
	{MACHINE_ARM, LITTLE_ENDIAN_CODE, 4, {0x00, 0x00, 0xa0, 0xe1}}, /* mov r0, r0 */
	{MACHINE_ARM, LITTLE_ENDIAN_CODE, 2, {0x00, 0xbf}},             /* Thumb */
	{MACHINE_ARM, LITTLE_ENDIAN_CODE, 2, {0xc0, 0x46}},             /* Thumb, mov r8, r8 */
	{MACHINE_ARM, BIG_ENDIAN_CODE, 4, {0xe3, 0x20, 0xf0, 0x00}},
	{MACHINE_ARM, BIG_ENDIAN_CODE, 4, {0xe1, 0xa0, 0x00, 0x00}},
	{MACHINE_PPC64, LITTLE_ENDIAN_CODE, 4, {0x00, 0x00, 0x00, 0x60}},
	{MACHINE_PPC64, BIG_ENDIAN_CODE, 4, {0x60, 0x00, 0x00, 0x00}},
	{MACHINE_S390X, ANY_ORDER, 4, {0x47, 0x00, 0x00, 0x00}}, /* nop 0 */
	{MACHINE_S390X, ANY_ORDER, 2, {0x07, 0x00}},             /* nopr */
	{MACHINE_RISCV64, ANY_ORDER, 4, {0x13, 0x00, 0x00, 0x00}},
	{MACHINE_RISCV64, ANY_ORDER, 2, {0x01, 0x00}}, /* c.nop */
};

enum machine machine_of(unsigned elf_machine, unsigned bits)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (numbers[i].elf_machine == elf_machine &&
		    (numbers[i].bits == 0 || numbers[i].bits == bits))
			return numbers[i].machine;
	return MACHINE_UNKNOWN;
}

const char *machine_name(enum machine machine)
{
	return names[machine < MACHINES ? machine : MACHINE_UNKNOWN];
}

enum machine machine_native(void)
{
#if defined __x86_64__
	return MACHINE_X86_64;
#elif defined __i386__
	return MACHINE_I386;
#elif defined __aarch64__
	return MACHINE_AARCH64;
#elif defined __arm__
	return MACHINE_ARM;
#elif defined __powerpc64__
	return MACHINE_PPC64;
#elif defined __s390x__
	return MACHINE_S390X;
#elif defined __riscv && __riscv_xlen == 64
	return MACHINE_RISCV64;
#else
	return MACHINE_UNKNOWN;
#endif
}

unsigned site_nop_length(const struct object *object, const struct site *site)
{
	enum code_order order = object->big_endian ? BIG_ENDIAN_CODE : LITTLE_ENDIAN_CODE;

	for (size_t i = 0; i < sizeof nops / sizeof *nops; i++)
		if (nops[i].machine == object->machine &&
		    (nops[i].order == ANY_ORDER || nops[i].order == order) &&
		    nops[i].length <= site->code_length &&
		    memcmp(nops[i].code, site->code, nops[i].length) == 0)
			return nops[i].length;
	return 0;
}

bool site_is_nop(const struct object *object, const struct site *site)
{
	return site_nop_length(object, site) > 0;
}
