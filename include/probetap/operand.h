/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * operand: where a site keeps an argument, and how to get its value.
 *
 * The note's operand text is one word for each argument, [-]SIZE@WHERE; SIZE is in bytes, a minus makes it
 * signed, and WHERE is an assembler operand in the syntax of the machine. The grammar of every machine is
 * data (harness/sdt/operand.c has the essay). All machines are read on all hosts; values are computed by the
 * same code for live registers and for made-up ones.
 */
#ifndef PROBETAP_OPERAND_H
#define PROBETAP_OPERAND_H

#include <probetap/error.h>
#include <probetap/object.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OPERANDS_MAX = 12 };

enum operand_place {
	OPERAND_CONSTANT, /* value = displacement */
	OPERAND_REGISTER, /* value = base */
	OPERAND_MEMORY,   /* value = *(base + index * scale + displacement [+ load bias where relative]) */
};

/* A register as the kernel gives it: its offset in struct pt_regs / the NT_PRSTATUS register set of that
 * machine, how many bytes of it the operand names, and how far they are shifted (%ah: 8). */
struct operand_register {
	uint16_t offset;
	uint8_t size; /* 0: no register */
	uint8_t shift;
};

struct operand {
	enum operand_place place;
	uint8_t size; /* bytes: 1, 2, 4 or 8 */
	bool is_signed;
	bool is_float; /* a floating-point operand ("8f@…"): known, but no marker value here uses it */
	bool relative; /* the address is a link-time address: the load bias is to be added (sym(%rip)) */
	struct operand_register base, index;
	uint8_t scale;       /* 1, 2, 4, 8 */
	uint8_t index_shift; /* aarch64 "lsl #N" folded into scale where possible */
	int64_t displacement;
};

struct operands {
	size_t count;
	struct operand list[OPERANDS_MAX];
};

/* What a live process looks like to an operand. */
struct operand_frame {
	const void *registers; /* NT_PRSTATUS register set */
	size_t registers_size;
	uint64_t bias; /* load address minus link address of the object */
	/* Reads `length` bytes of the process; 0 or -errno (-EFAULT). */
	int (*read_memory)(void *context, uint64_t address, void *to, size_t length);
	void *context;
};

/*
 * Reads the operand text of a site. `object` gives the machine and resolves symbols; where `site` is known
 * its address resolves %rip. -EINVAL for what the grammar does not know, with the operand and the place in
 * it; never a guess.
 */
int operands_parse(const struct object *object, const struct site *site, struct operands *operands,
		   struct error *err);

/* The value, extended to 64 bits by the operand's sign. 0, -EFAULT (memory unreadable) or -ENOTSUP (floating
 * point). */
int operand_value(const struct operand *operand, const struct operand_frame *frame, uint64_t *value);

/* Cuts and extends raw bits as the operand's size and sign say. */
uint64_t operand_extend(const struct operand *operand, uint64_t bits);

/* Says in words where it is, for `list`: "signed 4 bytes in memory at rsp+112". */
void operand_describe(const struct object *object, const struct operand *operand, char *text, size_t size);

#endif
