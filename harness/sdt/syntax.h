/* SPDX-License-Identifier: BSD-2-Clause */
/* syntax: how the assembler of each machine writes an operand, and where the kernel keeps its registers. */
#ifndef SDT_SYNTAX_H
#define SDT_SYNTAX_H

#include <probetap/object.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYNTAX_NAMES = 5 };

/* One register of the set, under every name that it has. The column says which part a name stands for. */
struct syntax_register {
	uint16_t offset;
	const char *names[SYNTAX_NAMES];
};

/* What a number (or a symbol) that stands alone means. */
enum syntax_bare {
	BARE_CONSTANT, /* -4@0 */
	BARE_ADDRESS,  /* x86: 4@counter is what lies there */
	BARE_REGISTER, /* ppc: 8@9 is register 9 */
};

/* How the parts of an address are put together. */
enum syntax_address {
	ADDRESS_SCALED,   /* displacement(base,index,scale) */
	ADDRESS_PAIR,     /* displacement(index,base); the two are summed, so their order does not matter */
	ADDRESS_BRACKETS, /* [base, displacement], [base, index, modifier amount] */
	ADDRESS_COMMA,    /* displacement(base), or base,index without brackets */
	ADDRESS_PLAIN,    /* displacement(base) */
};

/* What a name after the index does with it. */
struct syntax_modifier {
	const char *name;
	uint8_t part; /* bytes of the index that count; 0: all */
	bool is_signed;
};

struct syntax {
	const char *constant_prefix;    /* before a constant; "" where there is none */
	const char *register_prefix[5]; /* tried in order; "" where the name stands alone */
	const char *zero[3];            /* registers that read as zero */
	const char *program_counter;    /* as the base of an address: the symbol's own address is meant */
	enum syntax_bare bare;
	enum syntax_address address;
	bool zero_is_no_base; /* register 0 in an address reads as 0 (ppc, s390) */
	uint8_t register_size;
	uint8_t part_size[SYNTAX_NAMES], part_shift[SYNTAX_NAMES]; /* of each column of names */
	const struct syntax_register *registers;
	size_t register_count;
	const char *const
		*vectors; /* beginnings of floating-point and vector registers' names, NULL at the end */
	const struct syntax_modifier *modifiers;
};

/* NULL for a machine without a table. */
const struct syntax *syntax_of(enum machine machine);

#endif
