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
	OPERAND_CONSTANT, /* value = displacement [+ load bias where relative] */
	OPERAND_REGISTER, /* value = base */
	OPERAND_MEMORY,   /* value = *(base + (index << index_shift) + displacement [+ load bias where
			     relative]) */
};

/*
 * A register, as an offset in the NT_PRSTATUS register set of that machine. There it has
 * operand.register_size bytes in the machine's byte order; the part that counts begins `shift` bits above the
 * lowest bit (%ah: 8) and is `size` bytes long. Of a register that is the value itself the operand's own size
 * counts, not this one: compilers write a wider or a narrower name for the same register.
 */
struct operand_register {
	uint16_t offset;
	uint8_t size; /* 0: no register, or one that reads as zero */
	uint8_t shift;
	bool is_signed; /* as an index: the part is extended by its sign (aarch64 sxtw) */
};

struct operand {
	enum operand_place place;
	uint8_t size; /* bytes: 1, 2, 4 or 8 */
	bool is_signed;
	bool is_float;   /* a floating-point operand ("8f@…", "8@%xmm0"): known, but without a value here */
	bool relative;   /* holds a link-time address: the load bias is to be added (sym(%rip)) */
	bool big_endian; /* byte order of registers and memory */
	uint8_t register_size; /* bytes of a register in the set: 4 or 8 */
	uint8_t address_size;  /* bytes of an address, to which it is cut: 4 or 8 */
	struct operand_register base, index;
	uint8_t index_shift; /* 3: the index counts in units of 8 */
	int64_t displacement;
};

struct operands {
	size_t count;
	struct operand list[OPERANDS_MAX];
};

/* What a live process looks like to an operand. */
struct operand_frame {
	const void *registers; /* NT_PRSTATUS register set, bytes in the machine's order */
	size_t registers_size;
	uint64_t bias; /* load address minus link address of the object */
	/* Reads `length` bytes of the process; 0 or -errno (-EFAULT). */
	int (*read_memory)(void *context, uint64_t address, void *to, size_t length);
	void *context;
};

/*
 * Reads the operand text of a site. `object` gives the machine and resolves symbols. -EINVAL for what the
 * grammar does not know or what cannot be told from the note alone (half of a register pair, a thread-local
 * variable, a symbol that was stripped), with the operand and the place in it; never a guess. -ENOTSUP for a
 * machine that has no table.
 */
int operands_parse(const struct object *object, const struct site *site, struct operands *operands,
		   struct error *err);

/* The value, extended to 64 bits by the operand's sign. 0, -EFAULT (memory unreadable), -ENOTSUP (floating
 * point) or -ERANGE (the register set is too short for the register). */
int operand_value(const struct operand *operand, const struct operand_frame *frame, uint64_t *value);

/* Cuts and extends raw bits as the operand's size and sign say. */
uint64_t operand_extend(const struct operand *operand, uint64_t bits);

/* What is to be added to a register's offset in the NT_PRSTATUS set to find it in the context of a BPF
 * program at a user probe (struct user_pt_regs): 8 on s390x, 0 elsewhere. A 32-bit process on a 64-bit kernel
 * has the kernel's own layout there: such an object cannot be captured by that kernel's BPF with these
 * offsets. */
unsigned operand_probe_context_shift(enum machine machine);

/* Says in words where it is, for `list`: "signed 4 bytes in memory at rsp+112". */
void operand_describe(const struct object *object, const struct operand *operand, char *text, size_t size);

#endif
